"""The examples in other languages, read back: every word is there in order, and nothing leaves its place."""

from __future__ import annotations

import re

import pytest

from handouts.build.one_sheet import Prepared, prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.programme import Programme
from handouts.sheet.style import MM
from tests.conftest import ROOT
from tests.finished.structure_reading import reading
from tests.page_reading import fonts_of, read_pages, squeezed
from tests.sheets import EXAMPLES, LAYOUTS, example

MARGIN = 12.7 * MM
DESCENT = 2.5  # points: letters of some scripts reach a little further down than Latin ones
SMALLEST = {"standard": 12, "large-print": 16, "compact": 10}
ISOLATES = re.compile("[\u2066-\u2069]")

every_sheet = pytest.mark.parametrize(
    ("name", "layout"),
    [(name, layout) for name in EXAMPLES if name.startswith("in-") for layout in LAYOUTS],
)


def prepared(name: str, layout: str) -> Prepared:
    return prepare(ROOT / f"content/prescriptions/{name}.yaml", Library(Workspace.at(ROOT)), Options(layout))


def said_of_the_cards(programme: Programme) -> list[str]:
    """All that the patient must read about each exercise, in order."""
    return [text for card in programme.cards for text in (card.name, *(step.text for step in card.steps))]


@every_sheet
def test_every_step_of_every_card_is_read_out_in_order(name: str, layout: str) -> None:
    said = squeezed(re.sub(r"^ *\w+ ", "", reading(example(name, layout)), flags=re.MULTILINE))
    programme = prepared(name, layout).programme
    place = 0
    for text in said_of_the_cards(programme):
        found = said.find(squeezed(ISOLATES.sub("", text)), place)
        assert found >= 0, text
        place = found
    for text in said_of_the_cards(programme.second) if programme.second else []:
        assert squeezed(text) in said, text


@every_sheet
def test_every_page_names_the_sheet_its_number_and_the_phone(name: str, layout: str) -> None:
    pages = read_pages(example(name, layout))
    programme = prepared(name, layout).programme
    for number, page in enumerate(pages, 1):
        assert set(programme.patient_id.split("-")) <= set(re.findall(r"[A-Z]+|\d+", page.text))
        assert programme.clinic.name in page.text
        assert "0100" in page.text
        assert {str(number), str(len(pages))} <= set(re.findall(r"\d+", page.text))


@every_sheet
def test_nothing_stands_in_the_margins(name: str, layout: str) -> None:
    for page in read_pages(example(name, layout)):
        assert min(char.left for char in page.chars) >= MARGIN - 0.5
        assert min(char.bottom for char in page.chars) >= MARGIN - DESCENT
        assert max(char.right for char in page.chars) <= page.width - MARGIN + 0.5
        assert max(char.top for char in page.chars) <= page.height - MARGIN + 0.5


@every_sheet
def test_text_is_never_smaller_than_the_layout_promises(name: str, layout: str) -> None:
    assert min(char.size for page in read_pages(example(name, layout)) for char in page.chars) >= SMALLEST[layout]


@every_sheet
def test_all_letters_come_from_embedded_faces(name: str, layout: str) -> None:
    fonts = fonts_of(example(name, layout))
    faces = {font.partition("+")[2].partition("-")[0] for font in fonts}
    assert all(fonts.values())
    assert faces == ({"FiraGO", "NotoSansSC"} if name == "in-chinese" else {"FiraGO"})


def test_the_examples_show_every_language() -> None:
    spoken = {prepared(name, "standard").programme.language.split("-")[0] for name in EXAMPLES}
    assert spoken == set(Library(Workspace.at(ROOT)).languages())
