"""One prescription file -> its sheet as PDF bytes, with everything that was found wrong on the way.

The whole way through on one screen: text, located data, prescription, selection, screening, programme, layout,
PDF. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.build.options import Options, SheetPlan
from handouts.build.resolve import Resolved, in_order, resolve
from handouts.errors import InputError, Problem
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.programme import FIGURE, Figures, Programme, make_programme
from handouts.programme.translation import translate
from handouts.programme.wording import Words
from handouts.reading.source import Source, read_source
from handouts.records.clinic import Clinic
from handouts.records.person import DRAWN_BUILD, palette_of
from handouts.records.prescription import Prescription
from handouts.sheet.layout import Block, parse_layout
from handouts.sheet.pictures import Picture, read_picture
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
    resolved = resolve(read_source(path, library.workspace.shown(path)), library, options)
    prescription, clinic = resolved.prescription, resolved.clinic
    shown = (chosen.id for chosen in resolved.selection.exercises)
    figures = library.figures(shown, resolved.plan.person.build or DRAWN_BUILD)
    patient = prescription.patient
    tags = dict.fromkeys(
        [patient.language, *([patient.bilingual] if patient.bilingual else []), clinic.languages[0]]
    )
    spoken = {tag: _in_language(tag, resolved, figures, library) for tag in tags}
    problems = [*resolved.problems, *_about_build(prescription, figures, library, resolved.source)]
    problems += [problem for _, wrong in spoken.values() for problem in wrong]
    sheet, record = spoken[patient.language][0], spoken[clinic.languages[0]][0]
    if patient.bilingual:
        sheet = replace(sheet, second=spoken[patient.bilingual][0])
    drafts = tuple(dict.fromkeys((*sheet.drafts, *(sheet.second.drafts if sheet.second else ()))))
    problems += _about_drafts(drafts, resolved.source)
    if any(problem.severity == "error" for problem in problems):
        raise InputError(in_order(problems))
    return Prepared(
        resolved.source,
        prescription,
        clinic,
        resolved.plan,
        sheet,
        replace(
            record,
            warnings=tuple(problem.message for problem in in_order(problems)),
            drafts=drafts,
        ),
        figures,
        tuple(in_order(problems)),
    )


def _in_language(
    tag: str, resolved: Resolved, figures: Figures, library: Library
) -> tuple[Programme, tuple[Problem, ...]]:
    """The programme in one language, and what its translation lacks."""
    words = Words(tag, library.words(tag))
    translated = translate(resolved.selection, resolved.advice, tag, library)
    clinic, prescription = resolved.clinic, resolved.prescription
    programme = make_programme(
        prescription,
        translated.selection,
        clinic,
        words,
        advice=translated.advice,
        findings=resolved.findings,
        figures=figures,
        drafts=(*words.drafts(), *translated.drafts),
        layout=resolved.plan.layout,
        paper=resolved.plan.paper,
    )
    return programme, translated.problems


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
