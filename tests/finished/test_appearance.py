"""How a few pages look, compared with small pictures of how they looked: what moves by two millimetres is found.

When a change is meant: pytest --force-regen tests/finished/test_appearance.py, then look at the new pictures.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Final

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter
from pytest_regressions.file_regression import FileRegressionFixture

from handouts.build.one_sheet import RECORD
from handouts.sheet.style import MM
from tests.conftest import ROOT
from tests.page_reading import picture_of
from tests.sheets import sheet_in

CASES = ROOT / "tests/cases/pages"
PAGES = {  # the name of a picture -> language, layout and page of its sheet
    "standard": ("en", "standard", 1),
    "standard-card": ("en", "standard", 2),
    "large-print": ("en", "large-print", 2),
    "compact": ("en", "compact", 2),
    "record": ("en", RECORD, 1),
    "right-to-left": ("ar", "standard", 2),
}
DOTS: Final = 60  # an inch; one dot is 0.42 mm
GREYS: Final = 16
NEARBY: Final = 3  # dots of a square: what stands in the next dot has not moved
DARKER: Final = 128  # of 255; more than smoothing in another way makes of the same ink
SPECKS: Final = 4  # dots; the smallest bullet that moves leaves seven


def picture(pdf: bytes, page: int, sharper: int = 1) -> Image.Image:
    """A page, counted from 1, in few greys; drawn larger and then made smaller, it is smoothed in another way."""
    drawn: Image.Image = picture_of(pdf, page - 1, DOTS * sharper)
    smooth = drawn.resize((drawn.width // sharper, drawn.height // sharper), Image.Resampling.BOX)
    return smooth.quantize(GREYS)


def displaced(shown: Image.Image, expected: Image.Image) -> str:
    """Where ink stands that stood nowhere near, or is missing from where it stood; empty where none does.

    The image_regression of pytest-regressions sums the difference over the page: a line that moves weighs less
    there than edges smoothed in another way everywhere.
    """
    if shown.size != expected.size:
        return f"the page measures {shown.size} dots, not {expected.size}"
    one, other = shown.convert("L"), expected.convert("L")
    spread = ImageFilter.MinFilter(NEARBY)
    added = ImageChops.subtract(other.filter(spread), one)
    lost = ImageChops.subtract(one.filter(spread), other)
    marked = ImageChops.lighter(added, lost).point(lambda grey: 255 * (grey > DARKER))
    count, box = marked.histogram()[255], marked.getbbox()
    if count <= SPECKS or box is None:
        return ""
    left, top, right, bottom = (round(dots * 25.4 / DOTS) for dots in box)
    return f"{count} dots moved, {left} to {right} mm from the left and {top} to {bottom} mm from the top"


def look_the_same(obtained: Path, expected: Path) -> None:
    with Image.open(obtained) as shown, Image.open(expected) as before:
        wrong = displaced(shown, before)
    assert not wrong, f"{wrong}\nbefore: {expected}\nnow: {obtained}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, file_regression: FileRegressionFixture) -> None:
    language, layout, page = PAGES[name]
    written = io.BytesIO()
    picture(sheet_in(language, layout), page).save(written, "PNG", optimize=True)
    file_regression.check(written.getvalue(), binary=True, fullpath=CASES / f"{name}.png", check_fn=look_the_same)


def test_there_is_a_picture_of_every_page_and_they_are_small() -> None:
    assert sorted(path.stem for path in CASES.iterdir()) == sorted(PAGES)
    assert sum(path.stat().st_size for path in CASES.iterdir()) < 200_000


# --- what is seen, and what is not ---------------------------------------------------------------------------

MARKED = re.compile(rb"(/(?:\w+) <</MCID (\d+)>> BDC)(.*?)EMC", re.DOTALL)


def moved(pdf: bytes, page: int, mark: int, across: float, up: float) -> bytes:
    """The sheet with one marked stretch of a page a little elsewhere; in points."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = document.pages[page - 1].Contents
        shift = rb"\1 q 1 0 0 1 %f %f cm \2 Q EMC" % (across, up)
        stretch = rb"(/\w+ <</MCID %d>> BDC)(.*?)EMC" % mark
        content.write(re.sub(stretch, shift, content.read_bytes(), count=1, flags=re.DOTALL))
        document.save(written)
    return written.getvalue()


def unseen(name: str, every: int = 1) -> list[tuple[int, float, float]]:
    """The marked stretches of a page, or some, that can move by two millimetres without being found: which way."""
    language, layout, page = PAGES[name]
    pdf = sheet_in(language, layout)
    before = picture(pdf, page)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        marks = [int(found[2]) for found in MARKED.finditer(document.pages[page - 1].Contents.read_bytes())]
    assert len(marks) > 10
    moves = [(mark, *way) for mark in marks[::every] for way in ((2 * MM, 0), (0, -2 * MM))]
    return [move for move in moves if not displaced(picture(moved(pdf, page, *move), page), before)]


def test_words_that_move_by_two_millimetres_are_found() -> None:
    assert {name: unseen(name, every=25) for name in PAGES} == {name: [] for name in PAGES}


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAGES)
def test_whatever_moves_by_two_millimetres_is_found(name: str) -> None:
    assert unseen(name) == []


def test_edges_that_are_smoothed_in_another_way_have_not_moved() -> None:
    found = {}
    for name, (language, layout, page) in PAGES.items():
        pdf = sheet_in(language, layout)
        found[name] = displaced(picture(pdf, page, sharper=3), picture(pdf, page))
    assert found == dict.fromkeys(PAGES, "")
