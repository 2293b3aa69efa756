"""Prescription files -> finished sheets in the output folder, and what became of each; only what is stale is made.

A sheet whose fingerprint still holds is left alone. Each comes with everything it was made from, so that nobody has
to read the prescription again, which may have been saved in between.
"""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from handouts.build.files import bytes_of, mark_current, sweep, write
from handouts.build.fingerprint import NONE_YET, fingerprint, fingerprint_in, options_in, surroundings
from handouts.build.one_sheet import RECORD, Prepared, make_record, make_sheet, prepare
from handouts.build.options import Options, SheetPlan
from handouts.errors import HandoutsError, InputError, Problem, UsageError
from handouts.library.library import Library
from handouts.reading.source import Source
from handouts.records.clinic import Clinic
from handouts.records.prescription import Prescription

State = Literal["built", "current", "failed"]
_MAKERS: Final[dict[str, Callable[[Prepared, Library, str], bytes]]] = {"sheet": make_sheet, RECORD: make_record}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finished sheet with all it was made from; what is private does not show when it is printed or logged."""

    source: Path
    target: Path
    plan: SheetPlan
    fingerprint: str
    pdf: bytes = field(repr=False)
    yaml: Source = field(repr=False)
    prescription: Prescription = field(repr=False)
    clinic: Clinic = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one prescription, and its sheet unless it failed."""

    source: Path
    target: Path
    state: State
    problems: tuple[Problem, ...] = ()
    error: HandoutsError | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """What is done to every prescription of a run.

    `record` makes the clinician's record, too; `force` makes again what is current; `as_before` keeps, where the
    options are silent, to those that a sheet which is there was built with.
    """

    options: Options
    record: bool = False
    force: bool = False
    as_before: bool = False


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


def build_all(files: Sequence[Path], output: Path, library: Library, build: Build) -> Iterator[Outcome]:
    """Build every file; one that fails does not stop the others. Raises InputError where two are one PDF."""
    named = targets(files, output, record=build.record)
    around = surroundings(library.workspace)
    sweep(output)
    for file, target in named.items():
        try:
            yield _built(file, target, library, build, around)
            gc.freeze()  # what stays for all sheets need not be looked through again for each
        except HandoutsError as error:
            problems = error.problems if isinstance(error, InputError) else ()
            yield Outcome(file, target, "failed", problems, error)


def _built(file: Path, target: Path, library: Library, build: Build, around: str) -> Outcome:
    paths = {"sheet": target} | ({RECORD: target.with_name(f"{target.stem}-{RECORD}.pdf")} if build.record else {})
    before = {kind: bytes_of(path) for kind, path in paths.items()}
    earlier = options_in(before["sheet"]) if build.as_before else None
    prepared = prepare(file, library, build.options.over(earlier or Options()))
    marks = {kind: fingerprint(prepared.source.digest, prepared.plan, around, kind) for kind in paths}
    stale = [kind for kind in paths if build.force or fingerprint_in(before[kind]) != marks[kind]]
    made = {kind: _MAKERS[kind](prepared, library, marks[kind]) for kind in stale}
    for kind, pdf in made.items():
        write(paths[kind], pdf)
    for kind in paths.keys() - made.keys():
        mark_current(paths[kind])
    sheet = Sheet(
        source=file,
        target=target,
        plan=prepared.plan,
        fingerprint=marks["sheet"],
        pdf=made.get("sheet", before["sheet"]),
        yaml=prepared.source,
        prescription=prepared.prescription,
        clinic=prepared.clinic,
    )
    return Outcome(file, target, "built" if made else "current", prepared.problems, sheet=sheet)


def check_all(files: Sequence[Path], library: Library, options: Options) -> Iterator[Problem]:
    """Everything that building these files would refuse or warn about; each is made, and nothing is written."""
    try:
        targets(files, Path(), record=False)
    except InputError as error:
        yield from error.problems
    for file in files:
        try:
            prepared = prepare(file, library, options)
            yield from prepared.problems
            make_sheet(prepared, library, NONE_YET)
        except InputError as error:
            yield from error.problems
