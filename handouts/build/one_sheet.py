"""One prescription file -> its sheet as PDF bytes, with everything that was found wrong on the way.

The whole way through on one screen: text, located data, prescription, selection, screening, programme, layout,
PDF. Nothing is written here.
"""

from __future__ import annotations

import calendar
import os
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handouts.build.resolve import Options, Resolved, in_order, resolve
from handouts.errors import InputError, Problem, UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.cards import Language
from handouts.programme.picture_key import ClinicPicture, PictureKey
from handouts.programme.programme import Figures, Programme, make_programme
from handouts.programme.translation import translate
from handouts.programme.wording import Words
from handouts.reading.source import Source
from handouts.records.clinic import Clinic
from handouts.records.person import DRAWN_BUILD, Person, palette_of
from handouts.records.prescription import Prescription
from handouts.sheet.layout import Block, parse_layout
from handouts.sheet.pictures import Picture, Pictures, figure_picture, read_picture
from handouts.sheet.style import make_style
from handouts.sheet.template import render, theme

RECORD = "record"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prescription ready to be laid out: the patient's sheet, and the record in the clinic's own language."""

    name: str
    programme: Programme
    record: Programme
    prescription: Prescription
    clinic: Clinic
    person: Person
    figures: Figures
    ink_saver: bool
    problems: tuple[Problem, ...]


def prepare(path: Path, library: Library, options: Options) -> Prepared:
    """Read, look up, screen and resolve one file. Raises InputError with all problems, errors and warnings."""
    resolved = resolve(path, library, options)
    prescription, clinic = resolved.prescription, resolved.clinic
    person = _person(prescription, clinic)
    shown = (chosen.id for chosen in resolved.selection.exercises)
    figures = library.figures(shown, person.build or DRAWN_BUILD)
    patient = prescription.patient
    spoken = [patient.language, *([patient.bilingual] if patient.bilingual else [])]
    tags = dict.fromkeys([*spoken, clinic.languages[0]])
    languages = {tag: _in_language(tag, resolved, library) for tag in tags}
    problems = [*resolved.problems, *_about_build(prescription, figures, library, resolved.source)]
    problems += [problem for language in languages.values() for problem in language.texts.problems]
    drafts = tuple(dict.fromkeys(draft for tag in spoken for draft in languages[tag].drafts))
    problems += _about_drafts(drafts, resolved.source)
    if any(problem.severity == "error" for problem in problems):
        raise InputError(in_order(problems))
    make = partial(
        make_programme,
        prescription=prescription,
        clinic=clinic,
        findings=resolved.findings,
        figures=figures,
        layout=resolved.layout,
        paper=options.paper or prescription.paper or clinic.paper,
        drafts=drafts,
    )
    warnings = tuple(problem.message for problem in in_order(problems))
    saving = clinic.ink_saver if prescription.ink_saver is None else prescription.ink_saver
    return Prepared(
        resolved.source.name,
        make(languages=[languages[tag] for tag in spoken], warnings=()),
        make(languages=[languages[clinic.languages[0]]], warnings=warnings),
        prescription,
        clinic,
        person,
        figures,
        options.ink_saver or saving,
        tuple(in_order(problems)),
    )


def _in_language(tag: str, resolved: Resolved, library: Library) -> Language:
    """The words of a language, and in it what was chosen from the library."""
    return Language(Words(tag, library.words(tag)), translate(resolved.selection, resolved.advice, tag, library))


def _about_drafts(drafts: tuple[str, ...], source: Source) -> list[Problem]:
    """A warning where some text of the sheet is a translation that has not been reviewed."""
    if not drafts:
        return []
    message = f"{len(drafts)} of the sheet's translations are drafts that nobody has reviewed"
    hint = "let someone who speaks the language read the sheet"
    return [source.problem(("patient", "language"), "draft", message, hint, severity="warning")]


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
    name = layout or prepared.programme.layout
    return render(prepared.record if name == RECORD else prepared.programme, workspace, name)


def make_sheet(prepared: Prepared, library: Library, fingerprint: str, layout: str | None = None) -> bytes:
    """The PDF. Raises InputError or LayoutError."""
    from handouts.pdf.document import make_pdf
    from handouts.pdf.standards import Identity

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


def _pictures(sheet: Block, workspace: Workspace, figures: Figures) -> Pictures:
    """Every picture the layout names."""
    keys = dict.fromkeys(block.picture for block in sheet.walk() if block.picture)
    found = ((key, _picture(key, workspace, figures)) for key in keys)
    return {key: picture for key, picture in found if picture}


def _picture(key: PictureKey, workspace: Workspace, figures: Figures) -> Picture | None:
    """A drawn figure, or a checked file that lies beside the clinic file; None where there is no such figure."""
    if isinstance(key, ClinicPicture):
        path = workspace.find("clinics", key.file) or workspace.content[0] / "clinics" / key.file
        root = path.parents[len(Path(key.file).parts) - 1]
        return read_picture(path, root, f"content/clinics/{key.file}")
    figure = figures.get(key.exercise)
    drawn = figure.positions[key.position - 1 : key.position] if figure else ()
    return figure_picture(key, drawn[0]) if drawn else None
