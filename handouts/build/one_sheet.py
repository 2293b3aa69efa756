"""One prescription file -> its sheet as PDF bytes, with everything that was found wrong on the way.

The whole way through on one screen: text, located data, prescription, selection, screening, programme, layout,
PDF. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handouts.build.options import Options, SheetPlan
from handouts.build.resolve import Resolved, in_order, resolve
from handouts.errors import InputError, Problem, Remark
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.cards import Language
from handouts.programme.picture_key import ClinicPicture, PictureKey
from handouts.programme.programme import Figures, Programme, make_programme
from handouts.programme.translation import translate
from handouts.programme.wording import Words
from handouts.reading.source import Source, read_source
from handouts.records.clinic import Clinic
from handouts.records.person import DRAWN_BUILD, palette_of
from handouts.records.prescription import Prescription
from handouts.sheet.layout import Block, parse_layout
from handouts.sheet.pictures import Picture, Pictures, figure_picture, read_picture
from handouts.sheet.style import make_style
from handouts.sheet.template import render, theme

RECORD = "record"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prescription ready to be laid out: the patient's sheet, and the record in the clinic's own language."""

    source: Source
    prescription: Prescription
    clinic: Clinic
    plan: SheetPlan
    programme: Programme
    record: Programme
    figures: Figures
    problems: tuple[Problem, ...]


def prepare(path: Path, library: Library, options: Options) -> Prepared:
    """Read one file, once; look up, screen and resolve what it says.

    Raises InputError with all problems, errors and warnings; UsageError.
    """
    resolved = resolve(read_source(path, library.workspace.name_of(path)), library, options)
    prescription, clinic = resolved.prescription, resolved.clinic
    shown = (chosen.id for chosen in resolved.selection.exercises)
    figures = library.figures(shown, resolved.plan.person.build or DRAWN_BUILD)
    patient = prescription.patient
    spoken = [patient.language, *([patient.bilingual] if patient.bilingual else [])]
    tags = dict.fromkeys([*spoken, clinic.languages[0]])
    languages = {tag: _in_language(tag, resolved, library) for tag in tags}
    problems = [problem for language in languages.values() for problem in language.texts.problems]
    drafts = tuple(dict.fromkeys(draft for tag in spoken for draft in languages[tag].drafts))
    remarks = [*_about_build(prescription, figures, library), *_about_drafts(drafts)]
    problems = [*resolved.problems, *map(resolved.source.located, remarks), *problems]
    if any(problem.severity == "error" for problem in problems):
        raise InputError(in_order(problems))
    make = partial(
        make_programme,
        prescription=prescription,
        clinic=clinic,
        findings=resolved.findings,
        figures=figures,
        layout=resolved.plan.layout,
        paper=resolved.plan.paper,
        drafts=drafts,
    )
    warnings = tuple(problem.message for problem in in_order(problems))
    return Prepared(
        resolved.source,
        prescription,
        clinic,
        resolved.plan,
        make(languages=[languages[tag] for tag in spoken], warnings=()),
        make(languages=[languages[clinic.languages[0]]], warnings=warnings),
        figures,
        tuple(in_order(problems)),
    )


def _in_language(tag: str, resolved: Resolved, library: Library) -> Language:
    """The words of a language, and in it what was chosen from the library."""
    return Language(Words(tag, library.words(tag)), translate(resolved.selection, resolved.advice, tag, library))


def _about_drafts(drafts: tuple[str, ...]) -> list[Remark]:
    """A warning where some text of the sheet is a translation that has not been reviewed."""
    if not drafts:
        return []
    message = f"{len(drafts)} of the sheet's translations are drafts that nobody has reviewed"
    hint = "let someone who speaks the language read the sheet"
    return [Remark(("patient", "language"), "draft", message, hint, severity="warning")]


def _about_build(prescription: Prescription, figures: Figures, library: Library) -> list[Remark]:
    """Whether the build that was asked for could be kept; a sheet shows one person throughout."""
    build = prescription.figure.build
    if build is None or all(library.figure(id, build) is figure for id, figure in figures.items()):
        return []
    message = "not all exercises of this sheet are drawn in this build, so the usual one is shown"
    return [Remark(("figure", "build"), "figure-build", message, severity="warning")]


def layout_xml(prepared: Prepared, workspace: Workspace) -> str:
    """The intermediate layout XML of the patient's sheet. Raises LayoutError."""
    return render(prepared.programme, workspace, prepared.plan.layout)


def make_sheet(prepared: Prepared, library: Library, fingerprint: str) -> bytes:
    """The PDF of the patient's sheet. Raises InputError or LayoutError."""
    return _make(prepared, prepared.programme, prepared.plan.layout, library, fingerprint)


def make_record(prepared: Prepared, library: Library, fingerprint: str) -> bytes:
    """The PDF of the clinician's record. Raises InputError or LayoutError."""
    return _make(prepared, prepared.record, RECORD, library, fingerprint)


def _make(prepared: Prepared, programme: Programme, layout: str, library: Library, fingerprint: str) -> bytes:
    from handouts.pdf.document import make_pdf
    from handouts.pdf.standards import Identity

    workspace, plan, clinic = library.workspace, prepared.plan, prepared.clinic
    name = f"layout {layout} of {prepared.source.name}"
    sheet = parse_layout(render(programme, workspace, layout), name)
    style = make_style(theme(workspace, layout), clinic.brand.colour, plan.paper)
    identity = Identity(
        title=sheet.get("title"),
        author=clinic.name,
        language=sheet.get("lang"),
        created=plan.created,
        fingerprint=fingerprint,
        options=str(plan.options),
    )
    palette = palette_of(plan.person, clinic.brand.colour, saving=plan.ink_saver)
    return make_pdf(sheet, style, _pictures(sheet, workspace, prepared.figures), palette, identity, name)


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
