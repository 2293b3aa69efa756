"""Block tree + Style -> PDF bytes; the only room with ReportLab in it.

ReportLab executes settings files from the home folder, the working folder and the Python path when it is
first imported, and lets RL_* variables override every setting. A sheet must not depend on any of them, so they
are put out of the way here, before any module of this room can import it.
"""

import os
import sys
from types import ModuleType

for _name in (
    "reportlab.local_rl_settings",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab_mods",
):
    sys.modules.setdefault(_name, ModuleType(_name))
for _name in [name for name in os.environ if name.startswith("RL_")]:
    del os.environ[_name]
