"""The `handouts` command and all of its commands, in the order of a working day.

Exit codes: 0 all is well; 1 the input is wrong; 2 the command line is wrong; 3 a finished sheet could not be
delivered.
"""

from __future__ import annotations

from typing import Final

import click

from handouts import __version__
from handouts.cli.commands import Commands

_COMMANDS: Final = (
    "build",
    "check",
    "print",
    "email",
    "protect",
    "merge",
    "layout",
    "schema",
    "figure",
    "list",
    "show",
)


@click.group(
    cls=Commands,
    modules={name: f"{name}_command" for name in _COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Turn prescriptions (YAML) into home-exercise sheets (PDF).

    \b
    Example:
      handouts build prescriptions/ls-1042.yaml
    """
