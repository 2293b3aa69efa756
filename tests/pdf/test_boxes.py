"""Boxes: stacked, side by side, framed and stretched; heights add up, and what is drawn stays inside."""

from __future__ import annotations

import pytest

from handouts.pdf.boxes import BAR_WIDTH, Box, beside, between, framed, inset, space, stack, stretched, text_box
from handouts.pdf.text import break_lines
from handouts.sheet.layout import Run
from handouts.sheet.style import BoxStyle, TextStyle
from tests.pdf.test_pagination import box, drawn

STYLE = TextStyle(size=10.0, leading=1.2)


def test_a_stack_is_as_high_as_its_boxes_and_gaps() -> None:
    stacked = stack([box(10, "a", after=3.0), box(20, "b", before=5.0, after=7.0)])
    assert (stacked.height, stacked.before, stacked.after) == (35, 0, 7)
    assert drawn(stacked, 35) == [("a", 35, 10), ("b", 20, 20)]


def test_between_two_boxes_is_the_larger_space() -> None:
    assert between(box(1, after=4.0), box(1, before=9.0)) == 9


def test_an_empty_stack_is_empty() -> None:
    assert stack([]).height == space(0).height == 0


def test_extra_height_is_shared_in_proportion() -> None:
    stacked = stack([box(10, "a", stretch=10.0), box(10, "b", stretch=30.0)])
    assert stacked.stretch == 40
    assert drawn(stacked, 40) == [("a", 40, 15), ("b", 25, 25)]


def test_nothing_grows_beyond_its_stretch() -> None:
    stacked = stack([box(10, "a", stretch=10.0), box(10, "b")])
    assert drawn(stacked, 100) == [("a", 100, 20), ("b", 80, 10)]


def test_gaps_grow_but_not_below_a_heading() -> None:
    stacked = stack([box(10, "H", keep_with_next=True), box(10, "a"), box(10, "b")], loose=8.0)
    assert stacked.stretch == 8
    assert drawn(stacked, 38) == [("H", 38, 10), ("a", 28, 10), ("b", 10, 10)]


def test_columns_stand_level_and_are_as_high_as_the_highest() -> None:
    columns = beside([box(10, "a"), box(30, "b")], [0.0, 50.0])
    assert columns.height == 30
    assert drawn(columns, 30) == [("a", 30, 10), ("b", 30, 30)]


def test_a_short_column_may_use_the_height_of_its_neighbour() -> None:
    columns = beside([box(10, "a", stretch=15.0), box(30, "b")], [0.0, 50.0])
    assert drawn(columns, 30) == [("a", 30, 25), ("b", 30, 30)]


@pytest.mark.parametrize(
    ("style", "height", "left"),
    [
        (BoxStyle(padding=6.0), 10, 0.0),
        (BoxStyle(padding=6.0, border="ink"), 22, 6.0),
        (BoxStyle(padding=6.0, fill="tint"), 22, 6.0),
        (BoxStyle(padding=6.0, bar="brand"), 10, BAR_WIDTH + 6.0),
        (BoxStyle(padding=6.0, rule_above="rule"), 16, 0.0),
        (BoxStyle(padding=6.0, rule_below="rule"), 16, 0.0),
    ],
    ids=["plain", "border", "fill", "bar", "rule-above", "rule-below"],
)
def test_a_frame_keeps_its_padding(style: BoxStyle, height: float, left: float) -> None:
    assert framed(box(10), style, 100).height == height
    assert inset(style) == left


def test_what_has_a_border_is_not_broken_over_pages() -> None:
    tall = stack([box(10, "a"), box(10, "b")])
    assert framed(tall, BoxStyle(border="ink"), 100).parts == ()
    assert len(framed(tall, BoxStyle(), 100).parts) == 2


def test_a_stretched_box_keeps_its_content_at_the_top() -> None:
    assert drawn(stretched(box(10, "a"), 30.0), 40) == [("a", 40, 10)]
    assert stretched(box(10, "a"), 30.0).stretch == 30


def test_a_text_can_be_broken_between_lines() -> None:
    lines = break_lines((Run("Lie on your side with your knees bent and breathe"),), STYLE, 80.0)
    made = text_box(lines, STYLE, 80.0)
    assert made.height == pytest.approx(12 * len(lines.lines))
    assert len(made.parts) == len(lines.lines) > 1
    assert {part.height for part in made.parts} == {lines.line_height}


def test_a_single_line_has_no_parts() -> None:
    assert text_box(break_lines((Run("Lift"),), STYLE, 80.0), STYLE, 80.0).parts == ()


def test_spacing_makes_a_new_box() -> None:
    one = box(10)
    assert isinstance(one.spaced(3, 4), Box)
    assert (one.before, one.spaced(3, 4).before, one.spaced(3, 4).after) == (0, 3, 4)
