"""What every sheet keeps, read back from real PDFs: all prescriptions x all layouts x both papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from handouts.records.prescription import Paper
from handouts.sheet.style import MM
from tests.finished.sheet_rules import RULES, broken_rules
from tests.page_reading import Char, Page
from tests.sheets import EXAMPLES, LAYOUTS, Sheet, example_sheet, laid_out, plan

ENGLISH = [name for name in EXAMPLES if not name.startswith("in-")]  # the others: test_sheet_languages.py
PAPERS: tuple[Paper, ...] = ("a4", "letter")
# Fourteen cards on the least room, a letter that fills large pages, and one card with all that a dose can say.
FEW: list[tuple[str, str, Paper]] = [
    ("back-and-hip-fourteen", "compact", "letter"),
    ("hip-pain", "large-print", "a4"),
    ("one-exercise", "standard", "a4"),
]


def breaking(sheets: Iterable[tuple[str, str, Paper]]) -> dict[tuple[str, str, Paper], dict[str, list[str]]]:
    """The sheets that break rules, and each rule with what is wrong."""
    found = {chosen: broken_rules(example_sheet(*chosen)) for chosen in sheets}
    return {chosen: rules for chosen, rules in found.items() if rules}


def test_a_few_sheets_keep_every_rule() -> None:
    assert breaking(FEW) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("name", ENGLISH)
def test_an_example_keeps_every_rule_in_every_layout_on_both_papers(name: str) -> None:
    assert breaking((name, layout, paper) for layout in LAYOUTS for paper in PAPERS) == {}


# --- each rule finds what it is about ------------------------------------------------------------------------


def changed(sheet: Sheet, page: Callable[[Page], Page]) -> Sheet:
    return replace(sheet, pages=tuple(map(page, sheet.pages)))


def moved(sheet: Sheet, char: Callable[[int, Char], Char]) -> Sheet:
    """The sheet with each character changed by its place on its page."""
    return changed(sheet, lambda page: replace(page, chars=tuple(map(char, range(len(page.chars)), page.chars))))


def repeated(page: Page) -> Page:
    """The page with its words a second time, a little lower."""
    lower = tuple(char._replace(bottom=char.bottom - 2, top=char.top - 2) for char in page.chars)
    return replace(page, chars=page.chars + lower)


SPOILT: dict[str, Callable[[Sheet], Sheet]] = {
    "every_page_is_counted_right": lambda sheet: replace(sheet, pages=sheet.pages[1:]),
    "every_page_says_whose_it_is_and_how_old": lambda sheet: changed(sheet, lambda page: replace(page, text="")),
    "the_paper_is_the_one_asked_for": lambda sheet: replace(sheet, paper="letter"),
    "all_fonts_are_firago_and_in_the_file": lambda sheet: replace(sheet, pdf=laid_out("<h1>字</h1>", "zh")),
    "no_character_stands_in_the_margins": lambda sheet: moved(sheet, lambda _, char: char._replace(left=MM)),
    "nothing_is_drawn_in_the_margins": lambda sheet: changed(
        sheet, lambda page: replace(page, drawn=((50, 50, page.width - 30, 90),))
    ),
    "no_line_of_text_covers_another": lambda sheet: changed(sheet, repeated),
    "no_text_is_smaller_than_its_layout_promises": lambda sheet: replace(sheet, layout="large-print"),
    "every_card_stands_whole_on_one_page": lambda sheet: changed(
        sheet, lambda page: replace(page, chars=page.chars[: len(page.chars) // 2])
    ),
    "no_page_ends_with_a_heading": lambda sheet: moved(sheet, lambda _, char: char._replace(size=18)),
    "a_number_stays_on_one_line_with_its_unit": lambda sheet: moved(
        sheet, lambda place, char: char._replace(baseline=char.baseline + place)
    ),
    "what_the_clinician_wrote_is_there": lambda sheet: replace(sheet, plan=plan("hip-pain")),
    "the_file_says_what_it_is_and_nothing_of_the_patient": lambda sheet: replace(
        sheet, plan=plan("back-and-hip-fourteen")
    ),
    "only_the_clinics_own_links_are_live": lambda sheet: replace(sheet, plan=plan("back-and-hip-fourteen")),
}


def test_each_rule_finds_the_sheet_that_breaks_it() -> None:
    good = example_sheet("one-exercise", "standard", "a4")
    assert broken_rules(good) == {}
    assert sorted(SPOILT) == sorted(rule.__name__ for rule in RULES)
    assert [rule.__name__ for rule in RULES if not any(rule(SPOILT[rule.__name__](good)))] == []
