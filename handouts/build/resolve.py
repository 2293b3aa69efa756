"""What a prescription file says -> what its sheet is made of: selection, clinic, advice, and every Problem found.

Everything is looked up before anything is refused, so that one run shows all that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.build.options import Options, SheetPlan, layout_for, settle
from handouts.errors import FieldPath, InputError, Problem, did_you_mean, one_of
from handouts.library.folders import Workspace
from handouts.library.library import Advice, Library, NotInLibraryError, Routine
from handouts.programme.screening import Finding, screen, screening_problems
from handouts.programme.selection import Selection, select
from handouts.programme.wording import known_language
from handouts.reading.characters import character_name
from handouts.reading.source import Source
from handouts.records.clinic import Clinic
from handouts.records.colour import readable_colour
from handouts.records.language import base_language
from handouts.records.prescription import Prescription, read_prescription
from handouts.sheet.template import layout_names


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one sheet is made of; `problems` are warnings only."""

    source: Source
    prescription: Prescription
    selection: Selection
    clinic: Clinic
    advice: dict[str, Advice]
    findings: tuple[Finding, ...]
    plan: SheetPlan
    problems: tuple[Problem, ...]


def resolve(source: Source, library: Library, options: Options) -> Resolved:
    """Look up everything that a file names. Raises InputError with all problems, errors and warnings."""
    prescription, problems = read_prescription(source)
    problems += _undrawable(source)
    if prescription is None:
        raise InputError(in_order(problems))
    selection = select(prescription, library, source)
    clinic, clinic_problems = _clinic(prescription, library, source)
    advice, advice_problems = _advice(prescription, selection.routines.values(), library, source)
    findings = screen(prescription.patient.flags, selection, library.screening())
    problems += [*selection.problems, *clinic_problems, *advice_problems]
    problems += _about_languages(prescription, clinic, library, source)
    problems += screening_problems(findings, prescription.patient.flags, selection, library, source)
    problems += _about_layout(layout_for(options, prescription, clinic), library.workspace, source)
    problems += _about_privacy(prescription, source)
    problems = _once_a_place(problems)
    if clinic is None or any(problem.severity == "error" for problem in problems):
        raise InputError(in_order(problems))
    plan = settle(options, prescription, clinic)
    return Resolved(source, prescription, selection, clinic, advice, findings, plan, tuple(problems))


def _clinic(prescription: Prescription, library: Library, source: Source) -> tuple[Clinic | None, list[Problem]]:
    problems = []
    try:
        clinic = library.clinic(prescription.clinic)
    except NotInLibraryError as error:
        return None, [source.problem(("clinic",), "unknown-clinic", str(error), error.hint)]
    except InputError as error:
        return None, list(error.problems)
    if readable_colour(clinic.brand.colour) != clinic.brand.colour:
        message = "the brand colour is too light to read and is printed darker"
        hint = f"the sheet uses {readable_colour(clinic.brand.colour)}"
        problems.append(source.problem(("clinic",), "brand-darkened", message, hint, severity="warning"))
    return clinic, problems


def _about_languages(
    prescription: Prescription, clinic: Clinic | None, library: Library, source: Source
) -> list[Problem]:
    """Whether there are words for the patient's language and for the second one."""
    problems = []
    patient = prescription.patient
    for field, tag in (("language", patient.language), ("bilingual", patient.bilingual)):
        if tag and not (base_language(tag) in library.languages() and known_language(tag)):
            message = f"sheets can be written in {one_of(library.languages())}"
            problems.append(source.problem(("patient", field), "language", message, "a country may follow: fr-CA"))
    if patient.bilingual and base_language(patient.bilingual) == base_language(patient.language):
        message = "is the language of the sheet itself"
        problems.append(source.problem(("patient", "bilingual"), "same-language", message, "name another one"))
    offered = [base_language(tag) for tag in clinic.languages] if clinic else []
    if clinic and base_language(patient.language) not in offered:
        message = f"the clinic file names no sheets in this language, only in {one_of(clinic.languages)}"
        problems.append(source.problem(("patient", "language"), "clinic-language", message, severity="warning"))
    return problems


def _advice(
    prescription: Prescription, routines: Iterable[Routine], library: Library, source: Source
) -> tuple[dict[str, Advice], list[Problem]]:
    """The prescription's advice pages, then those its routines bring along."""
    wanted: list[tuple[str, FieldPath]] = [(id, ("advice", i)) for i, id in enumerate(prescription.advice)]
    wanted += [(id, ("exercises",)) for routine in routines for id in routine.advice]
    pages: dict[str, Advice] = {}
    problems: list[Problem] = []
    for id, path in wanted:
        try:
            pages.setdefault(id, library.advice(id))
        except NotInLibraryError as error:
            problems.append(source.problem(path, "unknown-advice", str(error), error.hint))
        except InputError as error:
            problems.extend(error.problems)
    return pages, problems


def _about_layout(layout: str, workspace: Workspace, source: Source) -> list[Problem]:
    known = layout_names(workspace)
    if layout in known:
        return []
    hint = did_you_mean(layout, known) or f"there are {', '.join(known)}"
    return [source.problem(("layout",), "unknown-layout", "there is no such layout", hint)]


def _about_privacy(prescription: Prescription, source: Source) -> list[Problem]:
    stem = Path(source.name).stem.casefold()
    words = set(re.split(r"[\W_]+", stem))
    names = [part for part in prescription.patient.name.casefold().split() if len(part) > 2]
    if any(part in words or (len(part) > 4 and part in stem) for part in names):
        message = "the file is named after the patient, and so is its PDF"
        return [source.problem((), "name-in-file", message, "name it after the patient's id", severity="warning")]
    return []


def _undrawable(source: Source) -> list[Problem]:
    """Characters that no font can draw, at their fields."""
    from handouts.pdf.fonts import undrawable

    problems = []
    for path in source.values:
        text = source.text_at(path)
        character = undrawable(text) if text and not text.isascii() else None
        if character is not None:
            message = f"contains {character_name(character)}, which no installed font can set"
            problems.append(source.problem(path, "glyph", message, "use another character"))
    return problems


def _once_a_place(problems: list[Problem]) -> list[Problem]:
    """One kind of error a field: what is wrong in itself hides what follows from it."""
    kind: dict[tuple[str, str], str] = {}
    kept: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        first = kind.setdefault((problem.file, problem.path), problem.code) if problem.severity == "error" else ""
        if first in ("", problem.code):
            kept.setdefault((problem.file, problem.path, problem.message), problem)
    return list(kept.values())


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as they stand in their files."""
    return sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code))
