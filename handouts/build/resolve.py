"""One prescription file -> what its sheet is made of: selection, clinic, advice, and every Problem found.

Everything is looked up before anything is refused, so that one run shows all that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.build.options import Options, SheetPlan, layout_for, settle
from handouts.errors import FieldPath, InputError, Problem, Remark, did_you_mean, dotted, one_of
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.library.names import NotInLibraryError
from handouts.programme.screening import Finding, screen, screening_remarks
from handouts.programme.selection import Selection, select
from handouts.programme.wording import known_language
from handouts.reading.characters import character_name
from handouts.reading.invalid import INVALID
from handouts.reading.source import Source
from handouts.records.advice import Advice
from handouts.records.clinic import Clinic
from handouts.records.colour import readable_colour
from handouts.records.language import base_language
from handouts.records.prescription import Prescription, read_prescription
from handouts.records.routine import Routine
from handouts.sheet.template import layout_names

Found = list[Remark | Problem]
"""What is wrong with the prescription, and what is wrong in the files of the library, each at its place already."""


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
    if prescription is None:
        raise InputError(in_order(problems + _undrawable(source, problems)))
    flags = prescription.patient.flags
    selection = select(prescription, library)
    clinic, about_clinic = _clinic(prescription, library)
    advice, about_advice = _advice(prescription, selection.routines.values(), library)
    findings = screen(flags, selection, library.screening())
    found = [*selection.remarks, *selection.problems, *about_clinic, *about_advice]
    found += _about_languages(prescription, clinic, library)
    found += screening_remarks(findings, flags, selection, library)
    found += _about_layout(layout_for(options, prescription, clinic), library.workspace)
    found += _about_privacy(Path(source.name).stem, prescription)
    problems += [source.located(one) if isinstance(one, Remark) else one for one in found]
    problems = list(dict.fromkeys(problems + _undrawable(source, problems)))  # a file may be looked up twice
    if clinic is None or any(problem.severity == "error" for problem in problems):
        raise InputError(in_order(problems))
    plan = settle(options, prescription, clinic)
    return Resolved(source, prescription, selection, clinic, advice, findings, plan, tuple(problems))


def _clinic(prescription: Prescription, library: Library) -> tuple[Clinic | None, Found]:
    if prescription.clinic is INVALID:
        return None, []
    try:
        clinic = library.clinic(prescription.clinic)
    except NotInLibraryError as error:
        return None, [Remark(("clinic",), "unknown-clinic", str(error), error.hint)]
    except InputError as error:
        return None, list(error.problems)
    readable = readable_colour(clinic.brand.colour)
    if readable == clinic.brand.colour:
        return clinic, []
    message = "the brand colour is too light to read and is printed darker"
    hint = f"the sheet uses {readable}"
    return clinic, [Remark(("clinic",), "brand-darkened", message, hint, severity="warning")]


def _about_languages(prescription: Prescription, clinic: Clinic | None, library: Library) -> list[Remark]:
    """Whether there are words for the patient's language and for the second one."""
    patient, remarks = prescription.patient, []
    unwritten = {
        field: f"sheets can be written in {one_of(library.languages())}"
        for field, tag in (("language", patient.language), ("bilingual", patient.bilingual))
        if tag and not (base_language(tag) in library.languages() and known_language(tag))
    }
    for field, message in unwritten.items():
        remarks.append(Remark(("patient", field), "language", message, "a country may follow: fr-CA"))
    if not patient.language:
        return remarks
    base = base_language(patient.language)
    if patient.bilingual and "bilingual" not in unwritten and base_language(patient.bilingual) == base:
        message = "is the language of the sheet itself"
        remarks.append(Remark(("patient", "bilingual"), "same-language", message, "name another one"))
    if clinic and base not in [base_language(tag) for tag in clinic.languages]:
        message = f"the clinic file names no sheets in this language, only in {one_of(clinic.languages)}"
        remarks.append(Remark(("patient", "language"), "clinic-language", message, severity="warning"))
    return remarks


def _advice(
    prescription: Prescription, routines: Iterable[Routine], library: Library
) -> tuple[dict[str, Advice], Found]:
    """The prescription's advice pages, then those its routines bring along."""
    wanted: list[tuple[str, FieldPath]] = [(id, ("advice", i)) for i, id in enumerate(prescription.advice)]
    wanted += [(id, ("exercises",)) for routine in routines for id in routine.advice]
    pages: dict[str, Advice] = {}
    found: Found = []
    for id, path in wanted:
        if id is INVALID:
            continue
        try:
            pages.setdefault(id, library.advice(id))
        except NotInLibraryError as error:
            found.append(Remark(path, "unknown-advice", str(error), error.hint))
        except InputError as error:
            found.extend(error.problems)
    return pages, found


def _about_layout(layout: str, workspace: Workspace) -> list[Remark]:
    known = layout_names(workspace)
    if layout in known:
        return []
    hint = did_you_mean(layout, known) or f"there are {', '.join(known)}"
    return [Remark(("layout",), "unknown-layout", "there is no such layout", hint)]


def _about_privacy(stem: str, prescription: Prescription) -> list[Remark]:
    if not prescription.patient.name:
        return []
    stem = stem.casefold()
    words = set(re.split(r"[\W_]+", stem))
    names = [part for part in prescription.patient.name.casefold().split() if len(part) > 2]
    if any(part in words or (len(part) > 4 and part in stem) for part in names):
        message = "the file is named after the patient, and so is its PDF"
        return [Remark((), "name-in-file", message, "name it after the patient's id", severity="warning")]
    return []


def _undrawable(source: Source, problems: Iterable[Problem]) -> list[Problem]:
    """Characters that no font can draw, in the fields that have no problem yet."""
    from handouts.pdf.fonts import undrawable

    told = {problem.path for problem in problems if problem.file == source.name and problem.severity == "error"}
    found = []
    for path in source.values:
        text = source.text_at(path)
        character = undrawable(text) if text and not text.isascii() and dotted(path) not in told else None
        if character is not None:
            message = f"contains {character_name(character)}, which no installed font can set"
            found.append(source.located(Remark(path, "glyph", message, "use another character")))
    return found


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as they stand in their files."""
    return sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code))
