"""A sheet from right to left: every place is mirrored, no picture, number or foreign name is."""

from __future__ import annotations

import io

import pikepdf
import pytest
import zxingcpp

from handouts.sheet.style import MM
from tests.page_reading import Char, Page, picture_of, read_pages
from tests.pdf.test_document import modules_of
from tests.sheets import LAYOUTS, laid_out, sheet_in

LEFT, DIGITS = 15 * MM, "0123456789"

Box = tuple[float, float, float, float]

every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def page_of(content: str, language: str) -> Page:
    (page,) = read_pages(laid_out(content, language))
    return page


def in_both(content: str) -> tuple[Page, Page]:
    """The same layout on an English and on an Arabic sheet."""
    return page_of(content, "en"), page_of(content, "ar")


def whole_characters(page: Page, wanted: str) -> list[Char]:
    """The characters of a page that are among those wanted."""
    return [char for char in page.chars if char.text in wanted]


def rounded(box: Box) -> Box:
    left, bottom, right, top = (round(number, 1) for number in box)
    return left, bottom, right, top


def from_the_other_side(page: Page) -> list[Box]:
    """The bounds of all that a page shows, as they are in a mirror."""
    return sorted(
        rounded((page.width - right, bottom, page.width - left, top)) for left, bottom, right, top in page.drawn
    )


# --- places --------------------------------------------------------------------------------------------------

NOTHING = "<section><p></p></section>"
FRAMES = {
    "table": '<table widths="3 1 2"><tr><th></th><th></th><th></th></tr></table>',
    "ticks": '<table widths="3 1 2"><tr><td ticks="1"></td><td ticks="3"></td><td ticks="0"></td></tr></table>',
    "tracker": '<table class="tracker" widths="3 1"><tr><td></td><td ticks="2"></td></tr></table>',
    "frames": '<section class="stop"><p></p></section><section class="note"><p></p></section>',
    "columns": f'<columns widths="3 1"><section class="stop"><p></p></section>{NOTHING}</columns>',
}


@pytest.mark.parametrize("content", FRAMES.values(), ids=FRAMES)
def test_lines_boxes_and_columns_begin_at_the_right(content: str) -> None:
    english, arabic = in_both(content)
    assert from_the_other_side(english) == sorted(rounded(box) for box in arabic.drawn)


def test_an_arabic_paragraph_begins_at_the_right_margin() -> None:
    page = page_of("<p>نور سلام</p>", "ar")
    assert max(char.right for char in page.chars) == pytest.approx(page.width - LEFT, abs=1.5)
    assert page.chars[0].text == "ن"
    assert page.chars[0].x > page.chars[-1].x


def test_an_english_paragraph_on_an_arabic_sheet_begins_at_the_left_margin() -> None:
    page = page_of('<p lang="en">Start with five.</p>', "ar")
    assert min(char.left for char in page.chars) == pytest.approx(LEFT, abs=1.5)
    assert page.text == "Start with five."


def test_an_arabic_paragraph_on_an_english_sheet_begins_at_the_right_margin() -> None:
    page = page_of('<p lang="ar">نور سلام</p>', "en")
    assert max(char.right for char in page.chars) == pytest.approx(page.width - LEFT, abs=1.5)


def test_what_stands_at_the_end_of_a_line_stands_at_the_left() -> None:
    page = page_of('<p class="right">نور</p>', "ar")
    assert min(char.left for char in page.chars) == pytest.approx(LEFT, abs=1.5)


def test_list_numbers_stand_at_the_right_of_their_steps() -> None:
    page = page_of("<ol><li>نور</li><li>سلام</li></ol>", "ar")
    numbers = whole_characters(page, DIGITS)
    assert [char.text for char in numbers] == ["1", "2"]
    words = [char for char in page.chars if char.text not in DIGITS + "."]
    assert min(char.left for char in numbers) > max(char.right for char in words)
    full_stops = whole_characters(page, ".")
    assert all(stop.x < number.x for stop, number in zip(full_stops, numbers, strict=True))


def test_the_number_of_a_heading_is_at_the_right_and_its_side_at_the_left() -> None:
    page = page_of('<h2 number="3" side="Q">نور</h2>', "ar")
    (number,), (side,) = whole_characters(page, "3"), whole_characters(page, "Q")
    words = [char for char in page.chars if char.text in "نور"]
    assert number.left > max(char.right for char in words)
    assert side.right < min(char.left for char in words)
    assert side.left == pytest.approx(LEFT, abs=8)


def test_the_pain_ruler_begins_at_the_right() -> None:
    page = page_of('<scale fine="3" ease="5"><li>نور</li><li>نور</li><li>نور</li></scale>', "ar")
    numbers = {char.text: char.x for char in whole_characters(page, DIGITS) if char.text != "1"}
    assert sorted(numbers, key=lambda number: -numbers[number]) == list("023456789")


def test_table_columns_run_from_the_right() -> None:
    row = "".join(f"<td>{letter}</td>" for letter in "ABC")
    page = page_of(f'<table widths="1 1 1"><tr>{row}</tr></table>', "ar")
    assert [char.text for char in sorted(page.chars, key=lambda char: -char.x)] == list("ABC")


# --- what keeps its own order --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["555-0134", "Start with 5 on bad days.", "lakeside.example/exercises", "2 kg (red)"]
)
def test_a_foreign_text_set_apart_keeps_its_order(text: str) -> None:
    page = page_of(f"<p>نور \u2068{text}\u2069</p>", "ar")
    found = sorted((char for char in page.chars if char.text.isascii()), key=lambda char: char.x)
    assert "".join(char.text for char in found) == text.replace(" ", "")


def test_a_link_covers_its_words_on_the_page() -> None:
    pdf = laid_out('<p>نور <a href="https://a.example">Sample</a></p>', "ar")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, _, right, _ = (float(number) for number in document.pages[0].Annots[0].Rect.as_list())
    (page,) = read_pages(pdf)
    words = [char for char in page.chars if char.text in "Sample"]
    assert left == pytest.approx(min(char.left for char in words), abs=1.5)
    assert right == pytest.approx(max(char.right for char in words), abs=1.5)


# --- a whole sheet -------------------------------------------------------------------------------------------


def forms(pdf: bytes) -> list[tuple[str, bool, bool]]:
    """Every drawn exercise in order, whether its picture is turned to the other side, and whether upside down."""
    found: list[tuple[str, bool, bool]] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            matrix: list[float] = []
            for instruction in pikepdf.parse_content_stream(page):
                operands, operator = instruction.operands, str(instruction.operator)
                if operator == "cm":
                    matrix = [float(number) for number in operands]
                elif operator == "Do" and "figure:" in str(operands[0]):
                    found.append((str(operands[0]), matrix[0] < 0, matrix[3] < 0))
    return found


@every_layout
def test_pictures_are_not_mirrored_by_the_direction(layout: str) -> None:
    english, arabic = forms(sheet_in("en", layout)), forms(sheet_in("ar", layout))
    assert english == arabic
    assert {turned for name, turned, _ in arabic if "clamshell" in name} == {True, False}  # right side and left


@every_layout
def test_codes_can_be_read_and_stand_where_they_would_in_a_mirror(layout: str) -> None:
    found = {}
    for language in ("en", "ar"):
        page = picture_of(sheet_in(language, layout), front(language, layout), 200)
        (code,) = zxingcpp.read_barcodes(page)
        found[language] = (code.text, code.position.top_left.x / page.width, code.position.top_right.x / page.width)
    (address, left, _), (same, _, right) = found["en"], found["ar"]
    assert address == same == "https://lakeside.example/exercises"
    assert left == pytest.approx(1 - right, abs=0.02)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_code_is_not_turned_over(language: str) -> None:
    link = "https://a.example"
    page = picture_of(laid_out(f'<qr href="{link}" alt="A code"/>', language), 0, 200)
    left, top, right, bottom = page.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    module = (right - left) / modules_of(link)

    def is_eye(x: float, y: float, inwards_x: int, inwards_y: int) -> bool:
        """Whether a corner of the code has dark, light and dark rings."""
        found = (
            page.getpixel((x + inwards_x * module * at, y + inwards_y * module * at)) for at in (0.5, 1.5, 3.5)
        )
        return [grey > 128 for grey in found] == [False, True, False]

    assert is_eye(left, top, 1, 1)
    assert is_eye(right, top, -1, 1)
    assert is_eye(left, bottom, 1, -1)
    assert not is_eye(right, bottom, -1, -1)


def front(language: str, layout: str) -> int:
    """The page with the clinic's code."""
    pages = read_pages(sheet_in(language, layout))
    return next(at for at, page in enumerate(pages) if "lakeside.example/exercises" in page.text)


@every_layout
def test_the_header_begins_with_the_logo_at_the_right(layout: str) -> None:
    for page in read_pages(sheet_in("ar", layout)):
        name, phone, *_ = page.lines
        logo = [box for box in page.drawn if box[0] > name.box[2] and box[1] > page.height - 90]
        assert (name.text, phone.text) == ("LakesidePhysiotherapy", "5550100")
        assert logo
        assert phone.box[2] < name.box[0]


DAYS = ["إثنين", "أربعاء", "خميس", "جمعة", "سبت", "أحد"]


@every_layout
def test_the_days_of_the_tracker_run_from_the_right(layout: str) -> None:
    rows = [row for page in read_pages(sheet_in("ar", layout)) for row in rows_from_the_right(page)]
    (heading,) = [row for row in rows if all(day in row for day in DAYS)]
    assert sorted(DAYS, key=heading.index) == DAYS


def rows_from_the_right(page: Page) -> list[str]:
    """What stands on each baseline, from right to left."""
    rows: dict[int, list[Char]] = {}
    for char in sorted(page.chars, key=lambda char: -char.x):
        rows.setdefault(round(char.baseline), []).append(char)
    return ["".join(char.text for char in row) for row in rows.values()]


@every_layout
@pytest.mark.parametrize("language", ["ar", "zh", "fr"])
def test_nothing_is_outside_the_margins(language: str, layout: str) -> None:
    for page in read_pages(sheet_in(language, layout)):
        edges = [(char.left, char.right) for char in page.chars]
        assert min(left for left, _ in edges) > 10 * MM
        assert max(right for _, right in edges) < page.width - 10 * MM
