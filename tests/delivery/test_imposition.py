"""Print copies: which page lands where on the paper, and which leaf belongs to whom."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.delivery.paper.imposition import Imposition, arranged, leaves, merged, print_copy
from handouts.delivery.soundness import measured
from handouts.library.library import Library
from tests.delivery.papers import A4, LETTER, arabic_sheet, halves, numbered, sizes, texts
from tests.page_reading import picture_of

IMPOSITIONS: tuple[Imposition, ...] = ("2up", "booklet")
SHEETS = [("LS-1", numbered(3, name="A")), ("LS-2", numbered(2, name="B")), ("LS-3", numbered(1, name="C"))]


@pytest.fixture(scope="module")
def arabic(library: Library) -> bytes:
    """A real sheet with tags, links and embedded fonts."""
    return arabic_sheet(library)


def read_as_a_book(pdf: bytes) -> list[str]:
    """Fold the printed leaves, lay them into each other, and read the booklet from its cover."""
    sides = halves(pdf)
    left_of_the_fold: list[str] = []
    right_of_the_fold: list[str] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        # Seen from the cover, the right half of a front comes first and the left half of its back follows.
        left_of_the_fold += [front[1], back[0]]
        right_of_the_fold = [back[1], front[0], *right_of_the_fold]
    return [page for page in left_of_the_fold + right_of_the_fold if page]


# --- on both sides -------------------------------------------------------------------------------------------


def test_a_copy_for_one_side_is_the_sheet_itself() -> None:
    sheet = numbered(3)
    assert print_copy(sheet, None, duplex=False) is sheet


def test_a_copy_for_both_sides_ends_with_the_back_of_a_leaf() -> None:
    for pages, blank in ((1, [""]), (2, []), (3, [""]), (6, [])):
        copy = texts(print_copy(numbered(pages), None, duplex=True))
        assert copy == [f"P{number}" for number in range(1, pages + 1)] + blank, pages


def test_the_blank_back_has_the_size_of_the_paper() -> None:
    assert sizes(print_copy(numbered(1, LETTER), None, duplex=True)) == [(612, 792), (612, 792)]


# --- two pages side by side ----------------------------------------------------------------------------------


def test_two_pages_stand_side_by_side_in_reading_order() -> None:
    assert halves(print_copy(numbered(5), "2up", duplex=False)) == [("P1", "P2"), ("P3", "P4"), ("P5", "")]


def test_a_sheet_that_is_read_from_right_to_left_starts_on_the_right() -> None:
    sheets = {
        "Arabic": numbered(3, language="ar"),
        "Hebrew": numbered(3, language="he-IL"),
        "said by the file": numbered(3, language="en", direction="R2L"),
    }
    for name, sheet in sheets.items():
        assert halves(print_copy(sheet, "2up", duplex=False)) == [("P2", "P1"), ("", "P3")], name


def test_two_pages_share_a_page_of_the_same_paper_lying_on_its_side() -> None:
    assert sizes(print_copy(numbered(2, A4), "2up", duplex=False)) == [(842, 595)]
    assert sizes(print_copy(numbered(2, LETTER), "2up", duplex=False)) == [(792, 612)]


def test_two_up_on_both_sides_ends_with_the_back_of_a_leaf() -> None:
    for pages, sides in ((1, 2), (2, 2), (4, 2), (5, 4), (6, 4)):
        assert len(halves(print_copy(numbered(pages), "2up", duplex=True))) == sides, pages


# --- booklet -------------------------------------------------------------------------------------------------


def test_an_eight_page_booklet_has_its_pages_where_a_binder_puts_them() -> None:
    copy = halves(print_copy(numbered(8), "booklet", duplex=True))
    assert copy == [("P8", "P1"), ("P2", "P7"), ("P6", "P3"), ("P4", "P5")]


@pytest.mark.parametrize("numbers", [(1, 4, 6), pytest.param(range(1, 33), marks=pytest.mark.thorough)])
def test_a_folded_booklet_reads_from_the_first_page_to_the_last(numbers: Iterable[int]) -> None:
    for pages in numbers:
        copy = print_copy(numbered(pages), "booklet", duplex=True)
        assert read_as_a_book(copy) == [f"P{number}" for number in range(1, pages + 1)], pages


def test_a_booklet_from_right_to_left_is_the_mirror_of_the_other() -> None:
    for pages in (1, 4, 5, 12):
        copy = halves(print_copy(numbered(pages, language="ar"), "booklet", duplex=True))
        other = halves(print_copy(numbered(pages), "booklet", duplex=True))
        assert copy == [(right, left) for left, right in other], pages


def test_a_booklet_is_filled_up_with_blank_pages_at_its_end() -> None:
    assert halves(print_copy(numbered(5), "booklet", duplex=True))[:2] == [("", "P1"), ("P2", "")]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 200), st.sampled_from(IMPOSITIONS), st.booleans())
def test_every_page_is_printed_exactly_once(pages: int, imposition: Imposition, leftward: bool) -> None:
    sides = arranged(pages, imposition, leftward=leftward)
    places = [place for side in sides for place in side if place is not None]
    assert sorted(places) == list(range(pages))


@pytest.mark.parametrize("numbers", [(1, 4, 5), pytest.param(range(1, 18), marks=pytest.mark.thorough)])
def test_the_leaves_that_are_announced_are_those_that_are_printed(numbers: Iterable[int]) -> None:
    for pages in numbers:
        for imposition in (None, *IMPOSITIONS):
            sides = measured(print_copy(numbered(pages), imposition, duplex=True)).pages
            assert leaves(pages, imposition, duplex=True) == sides / 2, (pages, imposition)


def test_on_one_side_every_side_is_a_leaf() -> None:
    assert (leaves(5, None, duplex=False), leaves(5, "2up", duplex=False)) == (5, 3)


# --- what a copy is like -------------------------------------------------------------------------------------


@pytest.mark.parametrize("imposition", IMPOSITIONS)
def test_a_real_page_is_drawn_as_it_is_only_smaller(arabic: bytes, imposition: Imposition) -> None:
    copy = print_copy(arabic, imposition, duplex=True)
    page, side = picture_of(arabic, 0, 72), picture_of(copy, 0, 144)
    half = side.width // 2
    first = side.crop((half, 0, 2 * half, side.height) if imposition == "2up" else (0, 0, half, side.height))
    scale = min(half / page.width, side.height / page.height)
    small = page.resize((round(page.width * scale), round(page.height * scale)))
    left, top = (first.width - small.width) // 2, (first.height - small.height) // 2
    drawn = first.crop((left, top, left + small.width, top + small.height))
    ink = [
        sum(255 - value for value in picture.tobytes()) / (small.width * small.height) for picture in (drawn, small)
    ]
    assert ink[0] == pytest.approx(ink[1], rel=0.05)
    assert ink[1] > 5
    outside = sum(255 - value for value in first.tobytes()) - sum(255 - value for value in drawn.tobytes())
    assert outside < 1000


def test_the_same_sheet_gives_the_same_copy(arabic: bytes) -> None:
    every: tuple[Imposition | None, ...] = (None, *IMPOSITIONS)
    copies = {imposition: print_copy(arabic, imposition, duplex=True) for imposition in every}
    book = merged(SHEETS, duplex=True)
    began = int(time.time())
    while int(time.time()) == began:  # whatever names a time names it in seconds
        time.sleep(0.02)
    for imposition, copy in copies.items():
        assert print_copy(arabic, imposition, duplex=True) == copy, imposition
    assert merged(SHEETS, duplex=True) == book


def test_a_copy_claims_neither_tags_nor_archiving(arabic: bytes) -> None:
    for imposition in IMPOSITIONS:
        with pikepdf.open(io.BytesIO(print_copy(arabic, imposition, duplex=True))) as copy:
            assert not {"/StructTreeRoot", "/MarkInfo", "/Metadata"} & set(copy.Root.keys()), imposition
            assert copy.Root.Lang == "ar", imposition
            assert copy.docinfo["/Title"] == "Exercise sheet", imposition


# --- merged --------------------------------------------------------------------------------------------------


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Each bookmark and the number of the page it leads to, counted from 1."""
    with pikepdf.open(io.BytesIO(pdf)) as book, book.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(book.pages, 1)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]  # type: ignore[index]


def test_merged_sheets_follow_each_other_and_bookmarks_lead_to_each() -> None:
    book = merged(SHEETS, duplex=False)
    assert texts(book) == ["A1", "A2", "A3", "B1", "B2", "C1"]
    assert bookmarks(book) == [("LS-1", 1), ("LS-2", 4), ("LS-3", 6)]


def test_for_both_sides_every_merged_sheet_starts_on_a_fresh_leaf() -> None:
    book = merged(SHEETS, duplex=True)
    assert texts(book) == ["A1", "A2", "A3", "", "B1", "B2", "C1", ""]
    assert bookmarks(book) == [("LS-1", 1), ("LS-2", 5), ("LS-3", 7)]


def test_merged_sheets_keep_their_paper() -> None:
    book = merged([("LS-1", numbered(1, A4)), ("LS-2", numbered(1, LETTER))], duplex=True)
    assert sizes(book) == [(595, 842), (595, 842), (612, 792), (612, 792)]


def test_merged_pages_point_into_no_structure_that_stayed_behind(arabic: bytes) -> None:
    with pikepdf.open(io.BytesIO(merged([("LS-1", arabic), ("LS-2", arabic)], duplex=False))) as book:
        assert len(book.pages) == 12
        assert "/StructTreeRoot" not in book.Root
        kinds = [item.get("/Type") for item in book.objects if isinstance(item, pikepdf.Dictionary)]
        assert kinds.count(pikepdf.Name.Page) == 12
        assert pikepdf.Name.StructElem not in kinds
        for page in book.pages:
            notes = list(page.obj.get("/Annots", []))
            assert not any({"/StructParents", "/StructParent"} & set(item.keys()) for item in [page.obj, *notes])
        assert book.check_pdf_syntax() == []
