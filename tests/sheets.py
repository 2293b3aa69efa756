"""Finished sheets to judge: every example, and prescriptions of a test's own. What is asked for often is made once.

The one place where these tests call the program for a whole sheet.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.build.one_sheet import RECORD, make_record, make_sheet, prepare
from handouts.build.options import Options
from handouts.figures.picture.palettes import ink_saver
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.pdf.document import make_pdf
from handouts.pdf.standards import Identity
from handouts.programme.picture_key import ClinicPicture
from handouts.programme.programme import Programme
from handouts.records.clinic import Clinic
from handouts.records.prescription import Paper, Prescription
from handouts.sheet.layout import parse_layout
from handouts.sheet.pictures import Picture, Pictures
from handouts.sheet.style import make_style
from handouts.sheet.template import theme
from tests.conftest import ROOT
from tests.examples import prescription_text
from tests.page_reading import Page, read_pages

LAYOUTS = ("standard", "large-print", "compact")
EXAMPLES = sorted(path.stem for path in (ROOT / "content/prescriptions").glob("*.yaml"))
LANGUAGES = ("en", "fr", "es", "ar", "zh")
LIBRARY = Library(Workspace.at(ROOT))
_IDENTITY = Identity("A title", "A clinic", "en", 0, "ab" * 16)


@dataclass(frozen=True)
class Plan:
    """What a sheet should say: the prescription as written, and all that came of it."""

    prescription: Prescription
    clinic: Clinic
    programme: Programme
    record: Programme


@dataclass(frozen=True)
class Sheet:
    """One finished sheet, and what it should say."""

    layout: str
    paper: Paper | None  # None for that of the clinic
    plan: Plan
    pdf: bytes
    pages: tuple[Page, ...]


@cache
def example(name: str, layout: str) -> bytes:
    """A prescription of content/prescriptions in a layout, or its record."""
    return made(_example_file(name), layout)


def example_sheet(name: str, layout: str, paper: Paper | None = None) -> Sheet:
    """An example in a layout, on its own paper or another, read back; pages take much memory, so none is kept."""
    should_say = plan(name, layout)
    pdf = made(_example_file(name), layout, paper) if paper else example(name, layout)
    return Sheet(layout, paper or should_say.prescription.paper, should_say, pdf, tuple(read_pages(pdf)))


@cache
def plan(name: str, layout: str | None = None) -> Plan:
    """What the sheet of an example should say, in the layout it asks for unless another is named."""
    prepared = prepare(_example_file(name), LIBRARY, Options(layout))
    return Plan(prepared.prescription, prepared.clinic, prepared.programme, prepared.record)


@cache
def sheet(prescription: str, layout: str = "standard") -> bytes:
    """A prescription in YAML in a layout."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.yaml"
        path.write_text(prescription, encoding="utf-8")
        return made(path, layout)


@cache
def sheet_in(language: str, layout: str = "standard") -> bytes:
    """One prescription with a little of everything in a language; the Arabic one in English too."""
    second = ", bilingual: en" if language == "ar" else ""
    text = prescription_text(
        patient=f"{{name: Alex Sample, id: LS-1042, language: {language}{second}}}",
        review="2026-12-11",
        goal="5 km",
        exercises="""
  - {exercise: clamshell, side: right, weekdays: [mon, wed, fri]}
  - {exercise: clamshell, side: left, sets: 2, reps: 8-10}
  - {exercise: cat-cow, note: 4-7-8}
  - {exercise: glute-bridge, hold: 5 breaths}""",
        advice="[desk-posture]",
        tracker="1 weeks",
    )
    return sheet(text, layout)


def laid_out(content: str, language: str = "en", picture: bytes = b"") -> bytes:
    """The content of a sheet in layout XML; `picture` is a PNG that is named picture there."""
    block = parse_layout(f'<sheet lang="{language}" title="A title">{content}</sheet>', "layout mine")
    style = make_style(theme(LIBRARY.workspace, "standard"), "#0f5c63", "a4")
    pictures: Pictures = {ClinicPicture("picture"): Picture("picture", 20.0, 10.0, picture)}
    return make_pdf(block, style, pictures, ink_saver(), _IDENTITY._replace(language=language), "layout mine")


def made(path: Path, layout: str, paper: Paper | None = None) -> bytes:
    """The sheet of a prescription file in a layout, or its record. Raises InputError."""
    prepared = prepare(path, LIBRARY, Options(None if layout == RECORD else layout, paper))
    make = make_record if layout == RECORD else make_sheet
    return make(prepared, LIBRARY, "0" * 32)


def _example_file(name: str) -> Path:
    return ROOT / f"content/prescriptions/{name}.yaml"
