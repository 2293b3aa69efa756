"""A sheet's block tree -> the bytes of a PDF: pages, repeated rows, QR codes, errors with the layout's line."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from handouts.errors import LayoutError
from handouts.figures.picture.palettes import ink_saver
from handouts.library.folders import Workspace
from handouts.pdf.document import make_pdf
from handouts.pdf.standards import Identity
from handouts.programme.picture_key import ClinicPicture
from handouts.sheet.layout import parse_layout
from handouts.sheet.pictures import Picture, Pictures
from handouts.sheet.style import MM, make_style
from handouts.sheet.template import theme
from tests.conftest import ROOT
from tests.page_reading import fonts_of, links_of, picture_of, read_pages, squeezed

LINKS = [
    "https://a.example",
    "https://lakeside.example/exercises",
    "https://lakeside.example/v?id=1&t=2#x" + "y" * 60,
]
AMOUNT, NO_AMOUNT = '<amount number="10"/>', "a cell of the dose box must be one <amount>"
LAYOUTS = ("standard", "large-print", "compact")
DPI = 200


def made(content: str, layout: str = "standard", pictures: Pictures | None = None) -> bytes:
    """The PDF of a layout with this content."""
    sheet = parse_layout(f'<sheet lang="en" title="A title">\n{content}\n</sheet>', "layout mine")
    style = make_style(theme(Workspace.at(ROOT), layout), "#0f5c63", "a4")
    identity = Identity("A title", "A clinic", "en", 0, "ab" * 16)
    return make_pdf(sheet, style, pictures or {}, ink_saver(), identity, "layout mine")


def refusal(content: str) -> str:
    """How a layout is refused."""
    with pytest.raises(LayoutError) as caught:
        made(content)
    (problem,) = caught.value.problems
    return str(problem)


# --- pages ---------------------------------------------------------------------------------------------------


def test_header_and_footer_stand_on_every_page_with_its_number() -> None:
    furniture = "<header><p>Clinic</p></header><footer><p>Page <page/> of <pages/></p></footer>"
    pages = read_pages(made(furniture + "<p>One</p>" + '<section page="new"><p>More</p></section>' * 11))
    assert [page.text for page in pages][:2] == ["Clinic One Page 1 of 12", "Clinic More Page 2 of 12"]
    assert pages[-1].text == "Clinic More Page 12 of 12"


@pytest.mark.parametrize("shares", ["20 1 1", "1 1 1", "30 30 1"])
def test_a_column_is_wide_enough_for_its_words(shares: str) -> None:
    rows = "<tr><th>Exercise</th><th>Extraordinarily</th><th>Wednesday</th></tr><tr><td>x</td><td>12</td><td/></tr>"
    (page,) = read_pages(made(f'<table widths="{shares}">{rows}</table>', "large-print"))
    assert [word in page.text for word in ("Exercise", "Extraordinarily", "Wednesday", "12")] == [True] * 4


def test_columns_that_fit_nowhere_keep_their_shares() -> None:
    first, second = "Donaudampfschifffahrt" * 3, "Oberammergauerfestspiele" * 3
    (page,) = read_pages(made(f'<table widths="1 1"><tr><td>{first}</td><td>{second}</td></tr></table>'))
    assert squeezed(page.text) == first + second
    assert min(char.left for char in page.chars if char.text == "O") == pytest.approx(page.width / 2, abs=10)
    assert max(char.right for char in page.chars) <= page.width - 15 * MM


def test_a_long_table_goes_on_under_its_headings() -> None:
    rows = "".join(f"<tr><td>Exercise {number}</td><td>x</td></tr>" for number in range(80))
    table = f'<table widths="3 1"><tr><th>What</th><th>Done</th></tr>{rows}</table>'
    pages = read_pages(made(table))
    assert len(pages) > 1
    assert [page.text.startswith("What Done Exercise") for page in pages] == [True] * len(pages)
    found = re.findall(r"Exercise (\d+)", " ".join(page.text for page in pages))
    assert found == [str(number) for number in range(80)]


def test_a_long_text_goes_on_over_pages_and_loses_nothing() -> None:
    text = " ".join(f"word{number}" for number in range(900))
    pages = read_pages(made(f"<p>{text}</p>"))
    assert len(pages) > 1
    assert squeezed("".join(page.text for page in pages)) == squeezed(text)


@pytest.mark.parametrize("keep", ["", 'keep="yes"'])
def test_a_section_has_the_frame_of_its_class(keep: str) -> None:
    plain, framed = (
        len(read_pages(made(f"<section {words} {keep}><p>x</p></section>"))[0].drawn)
        for words in ("", 'class="stop"')
    )
    assert framed == plain + 1


def test_what_cannot_be_broken_and_runs_off_the_page_is_refused() -> None:
    tall = "<p>Long</p>" * 80
    said = refusal(f'<columns widths="1 1"><section>{tall}</section><section><p>x</p></section></columns>')
    assert said == "layout mine: a text is too long for its place and would run off the page"


def test_a_header_that_leaves_no_room_is_refused() -> None:
    assert "run off the page" in refusal(f"<header>{'<p>Long</p>' * 60}</header><p>x</p>")


def test_a_number_of_the_dose_box_is_large_over_its_small_word() -> None:
    cells = '<li><amount number="8–10" unit="times"/></li><li><amount number="Once" unit="a day"/></li>'
    (page,) = read_pages(made(f'<ul class="dose">{cells}</ul>'))
    assert page.text == "8–10 times Once a day"
    style = theme(Workspace.at(ROOT), "standard").text
    number, unit = style["dose-number"].size, style["dose-unit"].size
    sizes = {"8–10": number, "times": unit, "Once": number, "aday": unit}
    assert {line.text: round(line.chars[0].size, 2) for line in page.lines} == sizes
    baselines = [line.chars[0].baseline for line in page.lines]
    assert baselines[0] == baselines[2] > baselines[1] == baselines[3]


# --- what the file says about itself -------------------------------------------------------------------------


def test_the_file_carries_its_identity() -> None:
    with pikepdf.open(io.BytesIO(made("<p>x</p>"))) as document:
        about = {name: str(value) for name, value in document.docinfo.items()}
        assert (about["/Title"], about["/Author"], about["/Creator"]) == ("A title", "A clinic", "Handouts")
        assert about["/CreationDate"] == "D:19700101000000+00'00'"
        assert str(document.Root.Lang) == "en"
        assert bytes(document.trailer.ID[0]).hex() == "ab" * 16


def test_fonts_are_embedded_and_no_other_is_named() -> None:
    fonts = fonts_of(made("<p>Regular <b>bold</b> 髋</p>"))
    assert named(fonts) == {"FiraGO-Regular", "FiraGO-Bold", "NotoSansSC-Regular"}
    assert set(fonts.values()) == {True}


def named(fonts: dict[str, bool]) -> set[str]:
    """The faces of the subsets."""
    return {re.sub(r"^/[A-Z]{6}\+", "", name) for name in fonts}


def test_a_vector_picture_brings_no_font_along() -> None:
    from reportlab.graphics.shapes import Drawing, Rect

    drawing = Drawing(40, 20)
    drawing.add(Rect(2, 2, 30, 10))
    pictures: Pictures = {ClinicPicture("logo.svg"): Picture("logo.svg", 40, 20, drawing=drawing)}
    fonts = fonts_of(made('<p>x</p><picture file="logo.svg" alt=""/>', pictures=pictures))
    assert named(fonts) == {"FiraGO-Regular"}


def test_a_link_is_live_and_covers_its_words() -> None:
    pdf = made('<p>See <a href="https://a.example/x">our page</a> now</p>')
    assert links_of(pdf) == {"https://a.example/x"}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        left, bottom, right, top = (float(number) for number in document.pages[0].Annots[0].Rect.as_list())
    (page,) = read_pages(pdf)
    inside = [
        char.text
        for char in page.chars
        if left <= char.left and char.right <= right and bottom <= char.baseline <= top
    ]
    assert "".join(inside) == "ourpage"


# --- pictures ------------------------------------------------------------------------------------------------


def test_a_picture_keeps_its_proportions() -> None:
    written = io.BytesIO()
    Image.new("RGB", (300, 100), "black").save(written, "PNG")
    picture = Picture("p.png", 300, 100, written.getvalue())
    page = picture_of(made('<picture file="p.png" alt="A box"/>', pictures={ClinicPicture("p.png"): picture}), 0)
    left, top, right, bottom = page.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert (right - left) / (bottom - top) == pytest.approx(3, rel=0.02)


def test_a_picture_that_is_not_there_is_named_with_its_line() -> None:
    assert refusal('<p>x</p>\n<picture file="p.png" alt=""/>').startswith("layout mine:3:1: there is no picture")


# --- qr codes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", LINKS, ids=["short", "usual", "long"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_leads_where_it_says_and_is_wide_enough(layout: str, link: str) -> None:
    page = picture_of(made(code("<p>Below it</p>", link), layout), 0, DPI)
    (found,) = zxingcpp.read_barcodes(page)
    assert found.text == link
    corners = (found.position.top_left, found.position.bottom_right)
    assert min(corners[1].x - corners[0].x, corners[1].y - corners[0].y) >= 20 / 25.4 * DPI - 2
    assert has_quiet_zone(page, link)


def test_a_code_keeps_its_quiet_zone_below_a_text() -> None:
    page = picture_of(made("<h2>Above it</h2>" + code("<p>Below it</p>", LINKS[0])), 0, DPI)
    assert has_quiet_zone(page, LINKS[0])


def code(below: str, link: str) -> str:
    """A code with text beside and below it, as templates place it."""
    address = link.replace("&", "&amp;")
    sections = (
        f'<section><qr href="{address}" alt="A code"/></section><section><p>{"Beside it " * 40}</p></section>'
    )
    return f'<columns widths="auto 1">{sections}</columns>{below}'


def has_quiet_zone(page: Image.Image, link: str) -> bool:
    """Whether nothing stands within four modules of the code on a page."""
    (found,) = zxingcpp.read_barcodes(page)
    corners = (found.position.top_left, found.position.bottom_right)
    left, top, right, bottom = corners[0].x, corners[0].y, corners[1].x, corners[1].y
    quiet = round((right - left) / modules_of(link) * 4) - 1
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    around.paste(255, (quiet - 2, quiet - 2, quiet + right - left + 2, quiet + bottom - top + 2))
    return around.getextrema() == (255, 255)


def modules_of(link: str) -> int:
    """How many modules a side of the link's code has, by its standard (error correction M, bytes)."""
    room = {14: 21, 26: 25, 42: 29, 62: 33, 84: 37, 106: 41, 122: 45}
    return next(side for most, side in room.items() if len(link) <= most)


def test_a_code_in_a_column_too_narrow_is_named_with_its_line() -> None:
    sections = '\n<section><qr href="https://a.example" alt="A code"/></section><section><p>x</p></section>'
    assert (
        refusal(f'<columns widths="1 30">{sections}</columns>')
        == "layout mine:3:1: the QR code does not fit its column"
    )


# --- slips of a template -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<picture exercise="cobra" position="9" alt=""/>', "layout mine:2:1: there is no picture of this name"),
        ('<ul class="dose"><li><b>10</b> times</li></ul>', f"layout mine:2:1: {NO_AMOUNT}"),
        (f'<ul class="dose">\n<li>{AMOUNT} {AMOUNT}</li></ul>', f"layout mine:3:1: {NO_AMOUNT}"),
        ('<ul class="dose"><li></li></ul>', f"layout mine:2:1: {NO_AMOUNT}"),
        ('<p class="boddy">x</p>', "layout mine:2:1: the layout has no text style 'boddy'"),
        ('<section class="crad"><p>x</p></section>', "layout mine:2:1: the layout has no box style 'crad'"),
        ("<p>x</p>\n<p>ᚠ</p>", "layout mine:3:1: no installed font can set U+16A0 (RUNIC LETTER FEHU FEOH FE F)"),
        ('<table widths="1"><tr><td>x</td><td>y</td></tr></table>', "layout mine:2:1: 'widths' must be 2 numbers"),
        (
            '<table widths="1 0"><tr><td>x</td><td>y</td></tr></table>',
            "layout mine:2:1: 'widths' must be 2 numbers",
        ),
        (
            '<columns widths="wide"><section><p>x</p></section></columns>',
            "layout mine:2:1: 'widths' must be 1 numbers",
        ),
    ],
    ids=[
        "no-figure",
        "bold-dose",
        "two-amounts",
        "empty-dose",
        "text-style",
        "box-style",
        "glyph",
        "widths-count",
        "width-zero",
        "no-width",
    ],
)
def test_a_slip_is_named_with_its_line(content: str, said: str) -> None:
    assert refusal(content) == said


def test_margins_are_kept_by_text_of_any_length() -> None:
    (page,) = read_pages(made(f"<h2>{'Wide ' * 60}</h2><p>{'W' * 300}</p><ul><li>{'W' * 200}</li></ul>"))
    margin = 15 * MM
    assert all(char.left > margin - 1 and char.right < page.width - margin + 1 for char in page.chars)
