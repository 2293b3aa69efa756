"""One prescription file -> its sheet as PDF bytes, with everything that was found wrong on the way.

The whole way through on one screen: text, located data, prescription, selection, screening, programme, layout,
PDF. Nothing is written here.
"""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.characters import character_name
from handouts.clinic import Clinic
from handouts.colour import readable_colour
from handouts.errors import FieldPath, InputError, Problem, UsageError, did_you_mean, one_of
from handouts.layout import Block, parse_layout
from handouts.library import Advice, Library, NotInLibraryError, Routine
from handouts.person import DRAWN_BUILD, Person, palette_of
from handouts.pictures import Picture, read_picture
from handouts.prescription import Paper, Prescription, read_prescription
from handouts.programme import FIGURE, Figures, Programme, make_programme
from handouts.screening import screen, screening_problems
from handouts.selection import select
from handouts.source import Source, read_source
from handouts.style import make_style
from handouts.template import layout_names, render, theme
from handouts.wording import Words
from handouts.workspace import Workspace

RECORD = "record"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may say instead of the prescription."""

    layout: str | None = None
    paper: Paper | None = None
    ink_saver: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prescription ready to be laid out."""

    name: str
    programme: Programme
    prescription: Prescription
    clinic: Clinic
    person: Person
    figures: Figures
    ink_saver: bool
    problems: tuple[Problem, ...]


def prepare(path: Path, library: Library, options: Options) -> Prepared:
    """Read, look up, screen and resolve one file. Raises InputError with all problems, errors and warnings."""
    source = read_source(path, library.workspace.shown(path))
    prescription, problems = read_prescription(source)
    problems += _undrawable(source)
    if prescription is None:
        raise InputError(_sorted(problems))
    selection = select(prescription, library, source)
    clinic, clinic_problems = _clinic(prescription, library, source)
    advice, advice_problems = _advice(prescription, selection.routines.values(), library, source)
    findings = screen(prescription.patient.flags, selection, library.screening())
    layout = options.layout or prescription.layout or (clinic.layout if clinic else "standard")
    problems += [*selection.problems, *clinic_problems, *advice_problems]
    problems += screening_problems(findings, prescription.patient.flags, selection, library, source)
    problems += _about_layout(layout, library.workspace, source) + _about_privacy(path, prescription, source)
    problems = _once_a_place(problems)
    if clinic is None or any(problem.severity == "error" for problem in problems):
        raise InputError(_sorted(problems))
    person = _person(prescription, clinic)
    figures = library.figures((chosen.id for chosen in selection.exercises), person.build or DRAWN_BUILD)
    problems += _about_build(prescription, figures, library, source)
    programme = make_programme(
        prescription,
        selection,
        clinic,
        Words(prescription.patient.language, library.words(prescription.patient.language)),
        advice=advice,
        findings=findings,
        figures=figures,
        warnings=tuple(problem.message for problem in _sorted(problems)),
        layout=layout,
        paper=options.paper or prescription.paper or clinic.paper,
    )
    saving = clinic.ink_saver if prescription.ink_saver is None else prescription.ink_saver
    return Prepared(
        source.name,
        programme,
        prescription,
        clinic,
        person,
        figures,
        options.ink_saver or saving,
        tuple(_sorted(problems)),
    )


def _about_build(prescription: Prescription, figures: Figures, library: Library, source: Source) -> list[Problem]:
    """Whether the build that was asked for could be kept; a sheet shows one person throughout."""
    build = prescription.figure.build
    if build is None or all(library.figure(id, build) is figure for id, figure in figures.items()):
        return []
    message = "not all exercises of this sheet are drawn in this build, so the usual one is shown"
    return [source.problem(("figure", "build"), "figure-build", message, severity="warning")]


def _person(prescription: Prescription, clinic: Clinic) -> Person:
    """Who is drawn: the prescription's choice, or else the clinic's; someone pregnant for someone pregnant."""
    person = prescription.figure.over(clinic.figure)
    expecting = {"pregnant", "third-trimester"} & set(prescription.patient.flags)
    return person.model_copy(update={"build": "pregnant"}) if expecting and person.build is None else person


def layout_xml(prepared: Prepared, workspace: Workspace, layout: str | None = None) -> str:
    """The intermediate layout XML. Raises LayoutError."""
    return render(prepared.programme, workspace, layout or prepared.programme.layout)


def make_sheet(prepared: Prepared, library: Library, fingerprint: str, layout: str | None = None) -> bytes:
    """The PDF. Raises InputError or LayoutError."""
    from handouts.pdf.document import make_pdf
    from handouts.pdf.surface import Identity

    workspace, programme = library.workspace, prepared.programme
    name = layout or programme.layout
    sheet = parse_layout(layout_xml(prepared, workspace, name), f"layout {name} of {prepared.name}")
    style = make_style(theme(workspace, name), prepared.clinic.brand.colour, programme.paper)
    identity = Identity(
        title=sheet.get("title"),
        author=prepared.clinic.name,
        language=sheet.get("lang"),
        created=_created(prepared.prescription),
        fingerprint=fingerprint,
    )
    palette = palette_of(prepared.person, prepared.clinic.brand.colour, saving=prepared.ink_saver)
    pictures = _pictures(sheet, library.workspace, prepared.figures)
    return make_pdf(sheet, style, pictures, palette, identity, f"layout {name} of {prepared.name}")


def _created(prescription: Prescription) -> int:
    """The document's date in seconds: SOURCE_DATE_EPOCH, or midnight UTC of the issue date. Raises UsageError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds")
    return int(epoch) if epoch else calendar.timegm(prescription.issued.timetuple())


def _pictures(sheet: Block, workspace: Workspace, figures: Figures) -> Mapping[str, Picture]:
    """Every picture the layout names: drawn figures, and checked files that lie beside the clinic file."""
    names = {block.get("src") for block in _walk(sheet) if block.tag == "picture"}
    pictures = {}
    for name in sorted(names):
        if name.startswith(FIGURE):
            pictures[name] = _figure(name, figures)
        else:
            path = workspace.find("clinics", name) or workspace.content[0] / "clinics" / name
            root = path.parents[len(Path(name).parts) - 1]
            pictures[name] = read_picture(path, root, f"content/clinics/{name}")
    return pictures


def _figure(name: str, figures: Figures) -> Picture:
    _, exercise, number, *mirrored = name.split(":")
    figure = figures[exercise]
    assert figure is not None
    drawn = figure.positions[int(number) - 1]
    return Picture(name, drawn.width, drawn.height, figure=drawn, mirrored=bool(mirrored))


def _walk(block: Block) -> list[Block]:
    return [block, *(inner for child in block.children for inner in _walk(child))]


def _clinic(prescription: Prescription, library: Library, source: Source) -> tuple[Clinic | None, list[Problem]]:
    problems = []
    language = prescription.patient.language
    if language not in library.languages():
        message = f"sheets can be written in {one_of(library.languages())}"
        problems.append(source.problem(("patient", "language"), "language", message))
    try:
        clinic = library.clinic(prescription.clinic)
    except NotInLibraryError as error:
        return None, [*problems, source.problem(("clinic",), "unknown-clinic", str(error), error.hint)]
    except InputError as error:
        return None, [*problems, *error.problems]
    if language not in clinic.languages:
        message = f"the clinic file names no sheets in this language, only in {one_of(clinic.languages)}"
        problems.append(source.problem(("patient", "language"), "clinic-language", message, severity="warning"))
    if readable_colour(clinic.brand.colour) != clinic.brand.colour:
        message = "the brand colour is too light to read and is printed darker"
        hint = f"the sheet uses {readable_colour(clinic.brand.colour)}"
        problems.append(source.problem(("clinic",), "brand-darkened", message, hint, severity="warning"))
    return clinic, problems


def _advice(
    prescription: Prescription, routines: Iterable[Routine], library: Library, source: Source
) -> tuple[tuple[Advice, ...], list[Problem]]:
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
    return tuple(pages.values()), problems


def _about_layout(layout: str, workspace: Workspace, source: Source) -> list[Problem]:
    known = layout_names(workspace)
    if layout in known:
        return []
    hint = did_you_mean(layout, known) or f"there are {', '.join(known)}"
    return [source.problem(("layout",), "unknown-layout", "there is no such layout", hint)]


def _about_privacy(path: Path, prescription: Prescription, source: Source) -> list[Problem]:
    stem = path.stem.casefold()
    words = set(re.split(r"[\W_]+", stem))
    names = [part for part in prescription.patient.name.casefold().split() if len(part) > 2]
    if any(part in words or (len(part) > 4 and part in stem) for part in names):
        message = "the file is named after the patient, and so is its PDF"
        return [source.problem((), "name-in-file", message, "name it after the patient's id", severity="warning")]
    return []


def _undrawable(source: Source) -> list[Problem]:
    """Characters that no font can draw, or whose direction cannot be set yet, at their fields."""
    from handouts.pdf.fonts import undrawable

    problems = []
    for path in source.values:
        text = source.text_at(path)
        character = undrawable(text) if text and not text.isascii() else None
        if character is not None:
            message = f"contains {character_name(character)}, which no installed font can set"
            problems.append(source.problem(path, "glyph", message, "write it in Latin letters"))
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


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.file, p.line, p.column, p.code))
