"""The examples in other languages, read back: every word is there in order, and nothing leaves its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handouts.programme.programme import Programme
from handouts.sheet.style import MM
from tests.finished.sheet_rules import SMALLEST, Rule, broken
from tests.finished.structure_reading import reading
from tests.page_reading import Page, fonts_of, squeezed
from tests.sheets import EXAMPLES, LAYOUTS, LIBRARY, Sheet, example_sheet, plan

MARGIN = 12.7 * MM
DESCENT = 2.5  # points: letters of some scripts reach a little further down than Latin ones
ISOLATES = re.compile("[\u2066-\u2069]")
TRANSLATED = [name for name in EXAMPLES if name.startswith("in-")]


def said_of_the_cards(programme: Programme, language: int) -> list[str]:
    """All that must be read about each exercise in one of the sheet's languages, in order."""
    texts = [card.texts[language] for card in programme.cards]
    return [said for text in texts for said in (text.name, *(step.text for step in text.steps))]


def every_step_of_every_card_is_read_out_in_order(sheet: Sheet) -> Iterator[str]:
    said = squeezed(re.sub(r"^ *\w+ ", "", reading(sheet.pdf), flags=re.MULTILINE))
    programme, place = sheet.plan.programme, 0
    for text in said_of_the_cards(programme, 0):
        found = said.find(squeezed(ISOLATES.sub("", text)), place)
        if found < 0:
            yield text
        place = max(place, found)
    for language in range(1, len(programme.languages)):
        yield from (text for text in said_of_the_cards(programme, language) if squeezed(text) not in said)


def every_page_names_the_sheet_its_number_and_the_phone(sheet: Sheet) -> Iterator[str]:
    programme = sheet.plan.programme
    for number, page in enumerate(sheet.pages, 1):
        there = {*re.findall(r"[A-Z]+|\d+", page.text)} | {
            words for words in (programme.clinic.name, "0100") if words in page.text
        }
        wanted = {
            *programme.patient_id.split("-"),
            programme.clinic.name,
            "0100",
            str(number),
            str(len(sheet.pages)),
        }
        yield from (f"page {number} lacks {words}" for words in sorted(wanted - there))


def nothing_stands_in_the_margins(sheet: Sheet) -> Iterator[str]:
    def outside(page: Page, left: float, bottom: float, right: float, top: float) -> bool:
        fits_across = left >= MARGIN - 0.5 and right <= page.width - MARGIN + 0.5
        return not (fits_across and bottom >= MARGIN - DESCENT and top <= page.height - MARGIN + 0.5)

    for number, page in enumerate(sheet.pages, 1):
        yield from (f"page {number}: {char}" for char in page.chars if outside(page, *char[4:]))


def text_is_never_smaller_than_the_layout_promises(sheet: Sheet) -> Iterator[str]:
    smallest = min(char.size for page in sheet.pages for char in page.chars)
    if smallest < SMALLEST[sheet.layout]:
        yield f"{smallest} points"


def all_letters_come_from_embedded_faces(sheet: Sheet) -> Iterator[str]:
    fonts = fonts_of(sheet.pdf)
    faces = {font.partition("+")[2].partition("-")[0] for font in fonts}
    chinese = sheet.plan.programme.languages[0].language.startswith("zh")
    if not all(fonts.values()) or faces != {"FiraGO", *["NotoSansSC"] * chinese}:
        yield f"the fonts are {fonts}"


RULES: tuple[Rule, ...] = (
    every_step_of_every_card_is_read_out_in_order,
    every_page_names_the_sheet_its_number_and_the_phone,
    nothing_stands_in_the_margins,
    text_is_never_smaller_than_the_layout_promises,
    all_letters_come_from_embedded_faces,
)


def test_a_sheet_in_two_languages_that_run_both_ways_keeps_every_rule() -> None:
    assert broken(RULES, example_sheet("in-arabic-with-english", "standard")) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("name", TRANSLATED)
def test_an_example_in_another_language_keeps_every_rule_in_every_layout(name: str) -> None:
    found = {layout: broken(RULES, example_sheet(name, layout)) for layout in LAYOUTS}
    assert found == {layout: {} for layout in LAYOUTS}


def test_the_examples_show_every_language() -> None:
    spoken = {plan(name).programme.languages[0].language.split("-")[0] for name in EXAMPLES}
    assert spoken == set(LIBRARY.languages())
