"""What every sheet keeps, judged from its PDF read back: whole, in its place, large enough, and private."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice
from typing import Final

import pikepdf

from handouts.programme.cards import Card
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
    read_text,
    single_spaced,
    squeezed,
)
from tests.sheets import LIBRARY, Sheet

SMALLEST: Final = {"standard": 12, "large-print": 16, "compact": 10}
MARGIN: Final = 12.7 * MM
UNITS: Final = "sets?|times?|seconds?|minutes?|slow|breaths?|days?|weeks?|outof"
Rule = Callable[[Sheet], Iterator[str]]


def broken_rules(sheet: Sheet) -> dict[str, list[str]]:
    """Every rule that a sheet breaks, and the first of what is wrong."""
    return broken(RULES, sheet)


def broken(rules: Iterable[Rule], sheet: Sheet) -> dict[str, list[str]]:
    """Which of these rules a sheet breaks, each with at most three examples of what is wrong."""
    found = {rule.__name__: list(islice(rule(sheet), 3)) for rule in rules}
    return {rule: faults for rule, faults in found.items() if faults}


def every_page_is_counted_right(sheet: Sheet) -> Iterator[str]:
    for number, page in enumerate(sheet.pages, 1):
        counted = re.findall(r"Page (\d+) of (\d+)", page.text)
        if counted != [(str(number), str(len(sheet.pages)))]:
            yield f"page {number} says {counted}"


def every_page_says_whose_it_is_and_how_old(sheet: Sheet) -> Iterator[str]:
    programme = sheet.plan.programme
    words = programme.languages[0]
    furniture = [
        programme.patient_id,
        programme.clinic.name,
        programme.clinic.phone,
        f"version {programme.version}",
        single_spaced(f"issued {words.date(programme.issued, short=True)}"),
    ]
    if programme.review:
        furniture.append(single_spaced(f"review {words.date(programme.review, short=True)}"))
    for number, page in enumerate(sheet.pages, 1):
        yield from (f"page {number} lacks {text}" for text in furniture if text not in page.text)


def the_paper_is_the_one_asked_for(sheet: Sheet) -> Iterator[str]:
    sizes = {(round(page.width, 2), round(page.height, 2)) for page in sheet.pages}
    asked_for = PAPERS[sheet.paper or sheet.plan.programme.paper]
    yield from (f"a page measures {size}" for size in sorted(sizes - {asked_for}))


def all_fonts_are_firago_and_in_the_file(sheet: Sheet) -> Iterator[str]:
    fonts = fonts_of(sheet.pdf)
    yield from (f"{name} is not in the file" for name, embedded in fonts.items() if not embedded)
    if {name.partition("+")[2] for name in fonts} != {"FiraGO-Regular", "FiraGO-Bold"}:
        yield f"the fonts are {sorted(fonts)}"


def no_character_stands_in_the_margins(sheet: Sheet) -> Iterator[str]:
    def outside(page: Page, char: Char) -> bool:
        fits_across = char.left >= MARGIN - 0.1 and char.right <= page.width - MARGIN + 0.1
        return not (fits_across and char.bottom >= MARGIN - 0.1 and char.top <= page.height - MARGIN + 0.1)

    for number, page in enumerate(sheet.pages, 1):
        yield from (f"page {number}: {char}" for char in page.chars if outside(page, char))


def nothing_is_drawn_in_the_margins(sheet: Sheet) -> Iterator[str]:
    edge = MARGIN - 1.5
    for number, page in enumerate(sheet.pages, 1):
        for left, bottom, right, top in page.drawn:
            if min(left, bottom, page.width - right, page.height - top) < edge:
                yield f"page {number}: {(left, bottom, right, top)}"


def no_line_of_text_covers_another(sheet: Sheet) -> Iterator[str]:
    def overlap(one: Line, other: Line) -> bool:
        (left, bottom, right, top), (left2, bottom2, right2, top2) = one.box, other.box
        return min(right, right2) - max(left, left2) > 0.3 and min(top, top2) - max(bottom, bottom2) > 0.3

    for page in sheet.pages:
        pairs = combinations(page.lines, 2)
        yield from (f"{one.text} covers {other.text}" for one, other in pairs if overlap(one, other))


def no_text_is_smaller_than_its_layout_promises(sheet: Sheet) -> Iterator[str]:
    smallest = min(char.size for page in sheet.pages for char in page.chars)
    if smallest < SMALLEST[sheet.layout]:
        yield f"{smallest} points"


def every_card_stands_whole_on_one_page(sheet: Sheet) -> Iterator[str]:
    size = theme(LIBRARY.workspace, sheet.layout).text["h2"].size
    for card in sheet.plan.programme.cards:
        if not any(_is_whole(card, page, size) for page in sheet.pages):
            yield card.id


def _is_whole(card: Card, page: Page, heading_size: float) -> bool:
    """The card's number and name as its heading and, behind them on this page, all its words.

    A card taller than its page is set a little smaller, and its heading with it.
    """
    said = card.text
    parts = [*(step.text for step in said.steps), said.feel, f"Avoid {said.avoid}", said.easier, card.note]
    text = "".join(char.text for char in page.chars)
    for found in re.finditer(re.escape(squeezed(f"{card.number}{said.name}")), text):
        if page.chars[found.end() - 1].size > 0.8 * heading_size:
            return all(text.find(squeezed(part), found.end()) >= 0 for part in parts)
    return False


def no_page_ends_with_a_heading(sheet: Sheet) -> Iterator[str]:
    text = theme(LIBRARY.workspace, sheet.layout).text
    headings = {text[name].size for name in ("h2", "h3")}
    headings -= {text[name].size for name in ("body", "notes", "dose-unit")}
    for number, page in enumerate(sheet.pages, 1):
        footer = max(line.chars[0].baseline for line in page.lines if "issued" in line.text)
        lowest = min((char for char in page.chars if char.baseline > footer + 1), key=lambda char: char.baseline)
        if lowest.size in headings:
            yield f"page {number} ends with {lowest.text}"


def a_number_stays_on_one_line_with_its_unit(sheet: Sheet) -> Iterator[str]:
    for page in sheet.pages:
        text = "".join(char.text for char in page.chars)
        for found in re.finditer(rf"\d(?={UNITS})", text):
            number, unit = page.chars[found.start()], page.chars[found.end()]
            if number.size == unit.size and abs(number.baseline - unit.baseline) > 0.5:
                yield text[max(0, found.start() - 20) : found.end() + 10]


def what_the_clinician_wrote_is_there(sheet: Sheet) -> Iterator[str]:
    prescription = sheet.plan.prescription
    text = squeezed(read_text(sheet.pdf))
    notes = [item.note for item in prescription.exercises if isinstance(item, ExerciseItem)]
    written = (prescription.patient.name, prescription.goal, prescription.clinician.name, *notes)
    yield from (said for said in written if said and squeezed(said) not in text)


def the_file_says_what_it_is_and_nothing_of_the_patient(sheet: Sheet) -> Iterator[str]:
    prescription, title = sheet.plan.prescription, f"Home exercises from {sheet.plan.clinic.name}"
    with pikepdf.open(io.BytesIO(sheet.pdf)) as document:
        if str(document.docinfo["/Title"]) != title:
            yield f"the title is {document.docinfo['/Title']}"
        if not document.Root.ViewerPreferences.DisplayDocTitle:
            yield "the title is not displayed"
    about, patient = outside_the_pages(sheet.pdf), prescription.patient
    if title not in about:
        yield "what surrounds the pages was not read"
    for said in (patient.name, patient.id, patient.email, prescription.goal):
        if said and said in about:
            yield f"{said} stands outside the pages"


def only_the_clinics_own_links_are_live(sheet: Sheet) -> Iterator[str]:
    clinic, links = sheet.plan.clinic, links_of(sheet.pdf)
    own = {clinic.web, clinic.website.link if clinic.website else None, *clinic.videos.values()}
    yield from (f"{link} is not the clinic's" for link in sorted(links - own))
    if clinic.web not in links:
        yield f"{clinic.web} is not live"


RULES: Final[tuple[Rule, ...]] = (
    every_page_is_counted_right,
    every_page_says_whose_it_is_and_how_old,
    the_paper_is_the_one_asked_for,
    all_fonts_are_firago_and_in_the_file,
    no_character_stands_in_the_margins,
    nothing_is_drawn_in_the_margins,
    no_line_of_text_covers_another,
    no_text_is_smaller_than_its_layout_promises,
    every_card_stands_whole_on_one_page,
    no_page_ends_with_a_heading,
    a_number_stays_on_one_line_with_its_unit,
    what_the_clinician_wrote_is_there,
    the_file_says_what_it_is_and_nothing_of_the_patient,
    only_the_clinics_own_links_are_live,
)
