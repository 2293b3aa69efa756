"""Boxes in a row -> pages: as few as possible, evenly filled, no heading left behind, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.boxes import Box, space, stack
from handouts.pdf.canvas import Surface
from handouts.pdf.pagination import paginate

PAGE = 100.0


class Ink(Surface):
    """Writes down what is drawn instead of drawing it."""

    def __init__(self) -> None:
        self.marks: list[tuple[str, float, float]] = []


def box(height: float, name: str = "", **more: object) -> Box:
    """A box that says where it was drawn, and how high."""

    def draw(surface: Surface, x: float, top: float, given: float) -> None:
        assert isinstance(surface, Ink)
        surface.marks.append((name, top, given))

    return replace(Box(height, draw), **more)  # type: ignore[arg-type]


def drawn(page: Box, height: float = PAGE) -> list[tuple[str, float, float]]:
    """Name, upper edge and height of all that a page shows."""
    ink = Ink()
    page.draw(ink, 0.0, height, height)
    return [(name, round(top, 6), round(given, 6)) for name, top, given in ink.marks]


def names(pages: list[Box]) -> list[str]:
    """The boxes of each page, by their names."""
    return ["".join(name for name, _, _ in drawn(page)) for page in pages]


def paged(*boxes: Box, loose: float = 0.0) -> list[str]:
    """The names on each page."""
    return names(paginate(boxes, PAGE, loose))


# --- where pages end -----------------------------------------------------------------------------------------


def test_what_fits_on_a_page_stands_on_one() -> None:
    assert paged(box(40, "a"), box(60, "b")) == ["ab"]


def test_rounding_does_not_start_a_page() -> None:
    assert paged(box(33.335, "a"), box(33.335, "b"), box(33.335, "c")) == ["abc"]


def test_there_are_as_few_pages_as_possible() -> None:
    assert len(paged(*(box(30, str(number)) for number in range(9)))) == 3


@pytest.mark.parametrize(
    ("count", "pages"),
    [
        (4, ["0123"]),
        (5, ["012", "34"]),
        (6, ["012", "345"]),
        (9, ["012", "345", "678"]),
        (10, ["0123", "456", "789"]),
    ],
)
def test_pages_are_filled_evenly(count: int, pages: list[str]) -> None:
    found = paged(*(box(24, str(number)) for number in range(count)))
    assert sorted(map(len, found)) == sorted(map(len, pages))
    assert "".join(found) == "".join(pages)


def test_the_space_between_two_boxes_counts_and_is_the_larger_one() -> None:
    one, two = box(45, "a", after=10.0), box(45, "b", before=6.0)
    assert paged(one, two) == ["ab"]
    assert paged(one, replace(two, before=11.0)) == ["a", "b"]


def test_space_above_the_first_box_of_a_page_is_dropped() -> None:
    assert paged(box(PAGE, "a", before=20.0, after=20.0), box(PAGE, "b", before=20.0)) == ["a", "b"]


def test_a_box_can_ask_for_a_new_page() -> None:
    assert paged(box(10, "a"), box(10, "b", new_page=True), box(10, "c")) == ["a", "bc"]
    assert paged(box(10, "a", new_page=True)) == ["a"]


# --- headings ------------------------------------------------------------------------------------------------


def test_a_heading_never_stands_last_on_a_page() -> None:
    heading = box(10, "H", keep_with_next=True)
    assert paged(box(80, "a"), heading, box(50, "b")) == ["a", "Hb"]
    assert paged(box(50, "a"), heading, box(90, "b")) == ["a", "Hb"]


def test_headings_in_a_row_go_with_what_follows_them() -> None:
    one, two = box(10, "H", keep_with_next=True), box(10, "h", keep_with_next=True)
    assert paged(box(30, "a"), one, two, box(80, "b")) == ["a", "Hhb"]


def test_a_heading_at_the_very_end_has_nothing_to_follow() -> None:
    assert paged(box(50, "a"), box(10, "H", keep_with_next=True)) == ["aH"]


# --- what is taller than a page ------------------------------------------------------------------------------


def test_a_tall_box_is_broken_into_its_parts() -> None:
    tall = stack([box(40, str(number)) for number in range(5)])
    assert "".join(paged(tall)) == "01234"
    assert len(paged(tall)) == 3


def test_a_box_that_fits_is_never_broken() -> None:
    kept = stack([box(40, "b"), box(40, "c")])
    assert paged(box(40, "a"), kept) == ["a", "bc"]


def test_parts_are_broken_further_where_they_are_tall_too() -> None:
    inner = stack([box(60, "b"), box(60, "c")])
    assert paged(stack([box(60, "a"), inner, box(60, "d")])) == ["a", "b", "c", "d"]


def test_a_broken_box_keeps_the_space_around_it() -> None:
    tall = stack([box(60, "b"), box(60, "c")]).spaced(30.0, 0.0)
    assert paged(box(20, "a"), tall) == ["a", "b", "c"]


def test_a_table_repeats_its_heading_on_each_page() -> None:
    rows = [box(30, str(number)) for number in range(7)]
    head = box(10, "H")
    table = replace(stack([head, *rows]), split=lambda: tuple(rows), heading=head)
    pages = paged(table)
    assert [page[0] for page in pages] == ["H"] * 3
    assert "".join(pages).replace("H", "") == "0123456"


def test_a_box_without_parts_is_not_lost() -> None:
    assert paged(box(10, "a"), box(150, "b"), box(10, "c")) == ["a", "b", "c"]


# --- free height ---------------------------------------------------------------------------------------------


def test_gaps_share_the_free_height_up_to_their_limit() -> None:
    (page,) = paginate([box(20, "a"), box(20, "b"), box(20, "c")], PAGE, 15.0)
    assert drawn(page) == [("a", 100, 20), ("b", 65, 20), ("c", 30, 20)]


def test_boxes_that_can_use_height_get_it() -> None:
    (page,) = paginate([box(20, "a", stretch=100.0), box(20, "b")], PAGE, 0.0)
    assert drawn(page) == [("a", 100, 80), ("b", 20, 20)]


def test_a_heading_stays_close_to_its_text() -> None:
    (page,) = paginate([box(20, "H", keep_with_next=True), box(20, "a"), box(20, "b")], PAGE, 15.0)
    assert drawn(page) == [("H", 100, 20), ("a", 80, 20), ("b", 45, 20)]


def test_no_boxes_make_no_trouble() -> None:
    assert [page.height for page in paginate([], PAGE, 0.0)] in ([], [0.0])
    assert space(3.0).height == 3.0


# --- whatever the boxes --------------------------------------------------------------------------------------

heights = st.floats(0.5, PAGE)
single = st.builds(
    box,
    heights,
    keep_with_next=st.booleans(),
    new_page=st.booleans(),
    before=st.floats(0, 20),
    after=st.floats(0, 20),
    stretch=st.floats(0, 50),
)
parted = st.lists(heights, min_size=1, max_size=6).map(lambda parts: stack([box(height) for height in parts]))


def leaves(boxes: list[Box]) -> list[Box]:
    """The boxes that are not broken further, in order."""
    return [leaf for one in boxes for leaf in (leaves(list(one.parts)) if one.parts else [one])]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(single, parted), max_size=12), st.floats(0, 30))
def test_every_box_stands_whole_on_one_page_in_order(boxes: list[Box], loose: float) -> None:
    pages = [drawn(page) for page in paginate(boxes, PAGE, loose)]
    assert sum(len(page) for page in pages) == len(leaves(boxes))
    shown = [given for page in pages for _, _, given in page]
    assert all(given >= leaf.height - 1e-5 for given, leaf in zip(shown, leaves(boxes), strict=True))
    for page in pages:
        edges = [round(edge, 3) for _, top, given in page for edge in (top, top - given)]
        assert edges == sorted(edges, reverse=True), "boxes overlap or have changed places"
        assert not edges or (edges[0] <= PAGE and edges[-1] >= -0.02), "a box runs off the page"


@settings(max_examples=50, deadline=None)
@given(st.lists(heights.map(box), min_size=1, max_size=10))
def test_no_way_to_fill_the_pages_in_order_needs_fewer(boxes: list[Box]) -> None:
    needed, used = 1, 0.0
    for one in boxes:
        needed, used = (needed, used + one.height) if used + one.height <= PAGE else (needed + 1, one.height)
    assert len(paginate(boxes, PAGE, 0.0)) == needed
