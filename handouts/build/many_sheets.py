"""Prescription files -> finished sheets in the output folder; only what is stale is made again.

A sheet carries a fingerprint of everything it was made from: its YAML, the content, the templates, the program
and the options. A sheet whose fingerprint still holds is left alone, whatever the clocks of the files say.
"""

from __future__ import annotations

import gc
import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from handouts import PACKAGE, __version__
from handouts.build.files import fingerprint_of, mark_current, sweep, write
from handouts.build.one_sheet import RECORD, make_sheet, prepare
from handouts.build.resolve import Options
from handouts.errors import HandoutsError, InputError, Problem, UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library

State = Literal["built", "current", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one prescription."""

    source: Path
    target: Path
    state: State
    problems: tuple[Problem, ...] = ()
    error: HandoutsError | None = None


def prescription_files(paths: Sequence[Path], home: Path) -> list[Path]:
    """The YAML files the paths name; folders give all of theirs. Raises UsageError."""
    if not paths:
        folders = [home / "prescriptions", home / "content" / "prescriptions"]
        found = next((folder for folder in folders if folder.is_dir()), None)
        if found is None:
            raise UsageError("there is no prescriptions folder here; name the files to build")
        paths = [found.relative_to(home)]
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(p for p in path.iterdir() if p.suffix in (".yaml", ".yml") and p.is_file()))
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def targets(files: Sequence[Path], output: Path, *, record: bool) -> dict[Path, Path]:
    """The PDF of each file. Raises InputError when two would get the same name on any computer."""
    taken: dict[str, Path] = {}
    for file in files:
        for name in (file.stem, *((f"{file.stem}-{RECORD}",) if record else ())):
            key = unicodedata.normalize("NFC", name).casefold()
            if key in taken:
                message = f"would be written to the same PDF as {taken[key].name}"
                raise InputError.single(str(file), "same-output", message, "rename one of them")
            taken[key] = file
    return {file: output / f"{unicodedata.normalize('NFC', file.stem)}.pdf" for file in files}


def build_all(
    files: Sequence[Path], output: Path, workspace: Workspace, options: Options, *, record: bool, force: bool
) -> Iterator[Outcome]:
    """Build every file; one that fails does not stop the others."""
    named = targets(files, output, record=record)
    library = Library(workspace)
    sweep(output)
    for file, target in named.items():
        try:
            yield _build(file, target, library, options, record=record, force=force)
            gc.freeze()  # what stays for all sheets need not be looked through again for each
        except HandoutsError as error:
            problems = error.problems if isinstance(error, InputError) else ()
            yield Outcome(file, target, "failed", problems, error)


def _build(file: Path, target: Path, library: Library, options: Options, *, record: bool, force: bool) -> Outcome:
    prepared = prepare(file, library, options)
    wanted: dict[Path, tuple[str | None, str]] = {
        target: (None, fingerprint(file, library.workspace, options, "sheet"))
    }
    if record:
        target_of_record = target.with_name(f"{target.stem}-{RECORD}.pdf")
        wanted[target_of_record] = (RECORD, fingerprint(file, library.workspace, options, RECORD))
    stale = {path: made for path, made in wanted.items() if force or fingerprint_of(path) != made[1]}
    sheets = {path: make_sheet(prepared, library, print_, layout) for path, (layout, print_) in stale.items()}
    for path, data in sheets.items():
        write(path, data)
    for path in wanted.keys() - stale.keys():
        mark_current(path)
    return Outcome(file, target, "built" if stale else "current", prepared.problems)


def check_all(files: Sequence[Path], workspace: Workspace) -> Iterator[Problem]:
    """Everything that building these files would refuse or warn about; each is made, and nothing is written."""
    library = Library(workspace)
    try:
        targets(files, Path(), record=False)
    except InputError as error:
        yield from error.problems
    for file in files:
        try:
            prepared = prepare(file, library, Options())
            yield from prepared.problems
            make_sheet(prepared, library, "0" * 32)
        except InputError as error:
            yield from error.problems


def fingerprint(file: Path, workspace: Workspace, options: Options, kind: str) -> str:
    """32 hexadecimal digits over everything a sheet is made from."""
    parts = [
        __version__,
        kind,
        options.layout or "",
        options.paper or "",
        str(options.ink_saver),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        _surroundings(workspace),
        hashlib.sha256(file.read_bytes()).hexdigest(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def _surroundings(workspace: Workspace) -> str:
    """One hash over the content (without prescriptions), the templates and the program."""
    digest = hashlib.sha256()
    for root in (*workspace.content, *workspace.templates, PACKAGE):
        for path in sorted(root.rglob("*")):
            skipped = {"prescriptions", "__pycache__"} & set(path.relative_to(root).parts)
            if path.is_file() and not skipped:
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
