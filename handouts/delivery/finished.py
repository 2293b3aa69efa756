"""Prescription files -> their finished sheets, built where stale: the one door for whatever leaves the clinic.

No old sheet and no half-saved prescription leaves through it: a sheet comes with what it was made from, read once.
And each looks as it did when it was built: with those options, unless others are asked for now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.build.many_sheets import Build, Outcome, build_all, prescription_files
from handouts.build.options import Options
from handouts.errors import UsageError
from handouts.library.library import Library


def finished_sheets(paths: Sequence[Path], output: Path, library: Library, options: Options) -> Iterator[Outcome]:
    """What became of each prescription, with its sheet unless it failed. Raises UsageError, InputError."""
    for path in paths:
        if path.suffix.lower() == ".pdf":
            raise UsageError(f"{path} is a PDF; name the prescription it was made from, {path.stem}.yaml")
    files = prescription_files(paths, library.workspace.home)
    yield from build_all(files, output, library, Build(options, as_before=True))
