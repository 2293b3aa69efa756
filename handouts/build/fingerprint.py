"""What a sheet is made from -> its fingerprint; and a finished sheet -> the fingerprint and options it carries.

A sheet is current while its fingerprint is that of what it would be made from now, whatever the clocks of the files
say. The text counts by the bytes that were parsed, not by a file that may have been saved again since.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

from handouts import PACKAGE, __version__
from handouts.build.options import Options, SheetPlan, read_options
from handouts.library.folders import Workspace

NONE_YET: Final = "0" * 32
_ID: Final = re.compile(rb"/ID\s*\[\s*<([0-9a-fA-F]{32})>")
_TAIL: Final = 4096
_OPTIONS: Final = re.compile(rb"<handouts:options>([^<]{1,500})</handouts:options>")
_APART: Final = {"prescriptions", "__pycache__"}


def fingerprint(digest: str, plan: SheetPlan, around: str, kind: str) -> str:
    """32 hexadecimal digits over everything a sheet (or another `kind`) is made from.

    `digest` is that of the prescription's bytes, `around` that of its surroundings.
    """
    choices = (plan.layout, plan.paper, str(plan.ink_saver), str(plan.created), str(plan.options))
    parts = (__version__, kind, *choices, around, digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def surroundings(workspace: Workspace) -> str:
    """One hash over the content (without prescriptions), the templates and the program.

    It is taken before anything is read: what changes after it makes the sheet stale, and never wrongly current.
    """
    folders = (_folder(root) for root in (*workspace.content, *workspace.templates))
    return hashlib.sha256("\n".join((*folders, _program())).encode()).hexdigest()


@cache
def _program() -> str:
    """The program as it was when it began to run."""
    return _folder(PACKAGE)


def _folder(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not _APART & set(name.parts):
            digest.update(str(name).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def fingerprint_in(pdf: bytes) -> str:
    """The fingerprint that a finished sheet carries as its file identifier; empty when there is none."""
    found = _ID.findall(pdf[-_TAIL:])
    return found[-1].decode().lower() if found else ""


def options_in(pdf: bytes) -> Options | None:
    """What was asked for when a sheet was built; None where this is no sheet, or not one of this program."""
    found = _OPTIONS.findall(pdf)
    return read_options(unescape(found[0].decode("utf-8", "replace"))) if len(found) == 1 else None
