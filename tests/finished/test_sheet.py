"""What every sheet keeps, read back from real PDFs: all prescriptions x all layouts x both papers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pikepdf
import pytest

from handouts.build.one_sheet import Prepared, make_sheet, prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.programme import Card
from handouts.records.prescription import ExerciseItem
from handouts.sheet.style import MM, PAPERS
from handouts.sheet.template import theme
from tests.page_reading import (
    Char,
    Line,
    Page,
    fonts_of,
    links_of,
    outside_the_pages,
    read_pages,
    read_text,
    single_spaced,
    squeezed,
)

REPOSITORY = Path(__file__).parents[2]
PRESCRIPTIONS = [
    path
    for path in sorted((REPOSITORY / "content" / "prescriptions").glob("*.yaml"))
    if not path.stem.startswith("in-")  # those in other languages: test_sheet_languages.py
]
LAYOUTS = ("standard", "large-print", "compact")
SMALLEST = {"standard": 12, "large-print": 16, "compact": 10}
MARGIN = 12.7 * MM
UNITS = "sets?|times?|seconds?|minutes?|slow|breaths?|days?|weeks?|out of"
LIBRARY = Library(Workspace.at(REPOSITORY))


@dataclass(frozen=True)
class Sheet:
    """One finished sheet, and what it should say."""

    layout: str
    paper: str
    prepared: Prepared
    pdf: bytes
    pages: list[Page]


@pytest.fixture(
    scope="session",
    params=[(path, layout, paper) for path in PRESCRIPTIONS for layout in LAYOUTS for paper in PAPERS],
    ids=lambda chosen: f"{chosen[0].stem}-{chosen[1]}-{chosen[2]}",
)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    path, layout, paper = request.param
    prepared = prepare(path, LIBRARY, Options(layout, paper))
    pdf = make_sheet(prepared, LIBRARY, "0" * 32)
    return Sheet(layout, paper, prepared, pdf, read_pages(pdf))


def test_every_page_is_counted_right(sheet: Sheet) -> None:
    for number, page in enumerate(sheet.pages, 1):
        assert re.findall(r"Page (\d+) of (\d+)", page.text) == [(str(number), str(len(sheet.pages)))]


def test_every_page_says_whose_it_is_and_how_old(sheet: Sheet) -> None:
    programme = sheet.prepared.programme
    furniture = [
        programme.patient_id,
        programme.clinic.name,
        programme.clinic.phone,
        f"version {programme.version}",
    ]
    furniture.append(single_spaced(f"issued {programme.issued_short}"))
    if programme.review:
        furniture.append(single_spaced(f"review {programme.review_short}"))
    for page in sheet.pages:
        assert [words for words in furniture if words not in page.text] == []


def test_the_paper_is_the_one_asked_for(sheet: Sheet) -> None:
    assert {(round(page.width, 2), round(page.height, 2)) for page in sheet.pages} == {PAPERS[sheet.paper]}


def test_all_fonts_are_firago_and_in_the_file(sheet: Sheet) -> None:
    fonts = fonts_of(sheet.pdf)
    assert all(fonts.values())
    assert {name.partition("+")[2] for name in fonts} == {"FiraGO-Regular", "FiraGO-Bold"}


def test_no_character_stands_in_the_margins(sheet: Sheet) -> None:
    def outside(page: Page, char: Char) -> bool:
        fits_across = char.left >= MARGIN - 0.1 and char.right <= page.width - MARGIN + 0.1
        return not (fits_across and char.bottom >= MARGIN - 0.1 and char.top <= page.height - MARGIN + 0.1)

    assert [char for page in sheet.pages for char in page.chars if outside(page, char)] == []


def test_nothing_is_drawn_in_the_margins(sheet: Sheet) -> None:
    for page in sheet.pages:
        left, bottom, right, top = (list(sides) for sides in zip(*page.drawn, strict=True))
        assert min(left) >= MARGIN - 1.5
        assert min(bottom) >= MARGIN - 1.5
        assert max(right) <= page.width - MARGIN + 1.5
        assert max(top) <= page.height - MARGIN + 1.5


def test_no_line_of_text_covers_another(sheet: Sheet) -> None:
    def overlap(one: Line, other: Line) -> bool:
        (left, bottom, right, top), (left2, bottom2, right2, top2) = one.box, other.box
        return min(right, right2) - max(left, left2) > 0.3 and min(top, top2) - max(bottom, bottom2) > 0.3

    hits = [
        (one.text, two.text)
        for page in sheet.pages
        for one, two in combinations(page.lines, 2)
        if overlap(one, two)
    ]
    assert hits == []


def test_no_text_is_smaller_than_its_layout_promises(sheet: Sheet) -> None:
    assert min(char.size for page in sheet.pages for char in page.chars) >= SMALLEST[sheet.layout]


def test_every_card_stands_whole_on_one_page(sheet: Sheet) -> None:
    size = theme(LIBRARY.workspace, sheet.layout).text["h2"].size
    cards = sheet.prepared.programme.cards
    assert [card.name for card in cards if not any(_is_whole(card, page, size) for page in sheet.pages)] == []


def _is_whole(card: Card, page: Page, heading_size: float) -> bool:
    """The card's number and name as its heading and, behind them on this page, all its words.

    A card taller than its page is set a little smaller, and its heading with it.
    """
    parts = [*(step.text for step in card.steps), card.feel, f"Avoid {card.avoid}", card.easier, card.note]
    text = "".join(char.text for char in page.chars)
    for found in re.finditer(re.escape(squeezed(f"{card.number}{card.name}")), text):
        if page.chars[found.end() - 1].size > 0.8 * heading_size:
            return all(text.find(squeezed(part), found.end()) >= 0 for part in parts)
    return False


def test_no_page_ends_with_a_heading(sheet: Sheet) -> None:
    headings = {theme(LIBRARY.workspace, sheet.layout).text[name].size for name in ("h2", "h3")}
    headings -= {theme(LIBRARY.workspace, sheet.layout).text[name].size for name in ("body", "notes", "dose-unit")}
    for page in sheet.pages:
        footer = max(line.chars[0].baseline for line in page.lines if "issued" in line.text)
        lowest = min((char for char in page.chars if char.baseline > footer + 1), key=lambda char: char.baseline)
        assert lowest.size not in headings


def test_a_number_stays_on_one_line_with_its_unit(sheet: Sheet) -> None:
    assert list(_parted(sheet.pages)) == []


def _parted(pages: list[Page]) -> Iterator[str]:
    """Every number whose unit, in the same size, follows on the next line."""
    for page in pages:
        text = "".join(char.text for char in page.chars)
        for found in re.finditer(rf"\d(?={UNITS})".replace("out of", "outof"), text):
            number, unit = page.chars[found.start()], page.chars[found.end()]
            if number.size == unit.size and abs(number.baseline - unit.baseline) > 0.5:
                yield text[max(0, found.start() - 20) : found.end() + 10]


def test_what_the_clinician_wrote_is_there_in_order(sheet: Sheet) -> None:
    prescription = sheet.prepared.prescription
    text = read_text(sheet.pdf)
    notes = [item.note for item in prescription.exercises if isinstance(item, ExerciseItem)]
    for said in (prescription.patient.name, prescription.goal, prescription.clinician.name, *notes):
        assert squeezed(said or "") in squeezed(text)


def test_the_file_says_what_it_is_and_nothing_of_the_patient(sheet: Sheet) -> None:
    patient = sheet.prepared.prescription.patient
    with pikepdf.open(io.BytesIO(sheet.pdf)) as document:
        assert str(document.docinfo["/Title"]) == f"Home exercises from {sheet.prepared.clinic.name}"
        assert document.Root.ViewerPreferences.DisplayDocTitle
    about = outside_the_pages(sheet.pdf)
    assert f"Home exercises from {sheet.prepared.clinic.name}" in about
    private = [patient.name, patient.id, patient.email, sheet.prepared.prescription.goal]
    assert [said for said in private if said and said in about] == []


def test_only_the_clinics_own_links_are_live(sheet: Sheet) -> None:
    clinic = sheet.prepared.clinic
    assert links_of(sheet.pdf) <= {
        clinic.web,
        clinic.website.link if clinic.website else None,
        *clinic.videos.values(),
    }
    assert clinic.web in links_of(sheet.pdf)
