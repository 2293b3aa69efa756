"""Prescription files -> their finished sheets, built where stale, each with the prescription it was made from.

Whatever leaves the clinic comes through here, so that no old sheet, and no half-saved prescription, leaves with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handouts.build.files import fingerprint_of
from handouts.build.many_sheets import Outcome, build_all, fingerprint, prescription_files
from handouts.build.resolve import Options
from handouts.errors import DeliveryError, InputError, UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.reading.source import read_source
from handouts.records.clinic import Clinic
from handouts.records.prescription import Prescription, read_prescription


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finished sheet and whom it is for; what is private does not show when it is printed or logged."""

    source: Path
    target: Path
    pdf: bytes = field(repr=False)
    prescription: Prescription = field(repr=False)
    clinic: Clinic = field(repr=False)


def finished_sheets(
    paths: Sequence[Path], output: Path, workspace: Workspace, options: Options
) -> Iterator[tuple[Outcome, Sheet | None]]:
    """What became of each prescription, and its sheet unless it failed. Raises UsageError, DeliveryError."""
    for path in paths:
        if path.suffix.lower() == ".pdf":
            raise UsageError(f"{path} is a PDF; name the prescription it was made from, {path.stem}.yaml")
    files = prescription_files(paths, workspace.home)
    library = Library(workspace)
    for outcome in build_all(files, output, workspace, options, record=False, force=False):
        yield outcome, None if outcome.error else _sheet(outcome, library, options)


def _sheet(outcome: Outcome, library: Library, options: Options) -> Sheet:
    """Read a sheet and its prescription back; both must still be those that were just looked at."""
    moved = DeliveryError(f"{outcome.source} changed at this very moment; call the command again")
    try:
        prescription, problems = read_prescription(read_source(outcome.source))
        pdf = outcome.target.read_bytes()
        fresh = fingerprint(outcome.source, library.workspace, options, "sheet")
    except InputError:
        raise moved from None
    except OSError as error:
        raise DeliveryError(f"{outcome.target} could not be read ({error.strerror})") from None
    wrong = any(problem.severity == "error" for problem in problems)
    if prescription is None or wrong or fingerprint_of(outcome.target) != fresh:
        raise moved
    return Sheet(outcome.source, outcome.target, pdf, prescription, library.clinic(prescription.clinic))
