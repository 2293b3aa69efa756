"""Small prescriptions to change one thing in, and what each stage says about them."""

from __future__ import annotations

from handouts.errors import InputError, Problem
from handouts.library.library import Library
from handouts.programme.screening import Finding, screen
from handouts.programme.selection import Selection, select
from handouts.reading.source import Source, parse_source
from handouts.records.prescription import Prescription, read_prescription

FIELDS = {
    "clinic": "lakeside",
    "clinician": "{name: Sample Clinician}",
    "patient": "{name: Alex Sample, id: LS-1042}",
    "issued": "2026-11-20",
    "exercises": "[clamshell]",
}


def prescription_text(**fields: str | None) -> str:
    """A prescription in YAML with these fields changed or added; None takes a field out."""
    return "".join(f"{name}: {value}\n" for name, value in (FIELDS | fields).items() if value is not None)


def source_of(text: str | bytes) -> Source:
    """The Source of a text in a file named prescription.yaml."""
    return parse_source(text.encode() if isinstance(text, str) else text, "prescription.yaml")


def prescribed(**fields: str | None) -> Prescription:
    """The Prescription with these fields; it has no problems."""
    prescription, problems = read_prescription(source_of(prescription_text(**fields)))
    assert prescription is not None
    assert problems == []
    return prescription


def problems_of(text: str | bytes) -> list[Problem]:
    """What reading a prescription finds wrong, before anything is looked up."""
    try:
        return read_prescription(source_of(text))[1]
    except InputError as error:
        return list(error.problems)


def as_printed(problem: Problem) -> str:
    """A Problem as it is printed: place, field and message, then its hint."""
    return f"{problem} | {problem.hint}".removeprefix("prescription.yaml:")


def selected(library: Library, **fields: str | None) -> Selection:
    """What a prescription with these fields chooses from the library."""
    source = source_of(prescription_text(**fields))
    prescription, _ = read_prescription(source)
    assert prescription is not None
    return select(prescription, library)


def told(library: Library, **fields: str | None) -> list[Problem]:
    """What selection finds wrong with a prescription with these fields, and in the library, each at its place."""
    selection, source = selected(library, **fields), source_of(prescription_text(**fields))
    return [*map(source.located, selection.remarks), *selection.problems]


def screened(library: Library, exercises: str, *flags: str) -> tuple[Finding, ...]:
    """What screening finds about these exercises for a patient with these flags."""
    patient = f"{{name: Alex Sample, id: LS-1042, flags: [{', '.join(flags)}]}}"
    selection = selected(library, exercises=exercises, patient=patient)
    flagged = prescribed(exercises=exercises, patient=patient).patient.flags
    return screen(flagged, selection, library.screening())
