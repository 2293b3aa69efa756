"""Boxes: measured things that can be stacked, set side by side, framed and stretched.

A Box knows its natural height and how much more it can use; whoever places it says how much it gets. Boxes are
values: combining two makes a third, and nothing is drawn until the pages are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handouts.pdf.surface import Surface
from handouts.style import BoxStyle

Draw = Callable[[Surface, float, float, float], None]
"""Draws at x, top (the upper edge), into a height; all in points."""

BAR_WIDTH = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A measured thing; lengths in points."""

    height: float
    draw: Draw
    stretch: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    new_page: bool = False
    parts: tuple[Box, ...] = ()
    heading: Box | None = None

    def spaced(self, before: float, after: float) -> Box:
        """The same box with other space around it."""
        return replace(self, before=before, after=after)


def _nothing(surface: Surface, x: float, top: float, height: float) -> None:
    """Draw nothing."""


def space(height: float) -> Box:
    """Empty height."""
    return Box(height, _nothing)


def between(above: Box, below: Box) -> float:
    """The space between two boxes: the larger of the two they ask for."""
    return max(above.after, below.before)


def stack(boxes: Sequence[Box]) -> Box:
    """Boxes one below the other; extra height goes to those that can use it."""
    if not boxes:
        return space(0.0)
    gaps = [between(above, below) for above, below in zip(boxes, boxes[1:], strict=False)]

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        for box, at, share in place(boxes, gaps, height):
            box.draw(surface, x, top - at, share)

    return Box(
        height=sum(box.height for box in boxes) + sum(gaps),
        draw=draw,
        stretch=sum(box.stretch for box in boxes),
        before=boxes[0].before,
        after=boxes[-1].after,
        parts=tuple(boxes),
    )


def place(boxes: Sequence[Box], gaps: Sequence[float], height: float) -> list[tuple[Box, float, float]]:
    """Each box with its distance from the top and its height, when the stack is given `height`."""
    natural = sum(box.height for box in boxes) + sum(gaps)
    able = sum(box.stretch for box in boxes)
    share = min(1.0, max(0.0, height - natural) / able) if able else 0.0
    placed, at = [], 0.0
    for index, box in enumerate(boxes):
        given = box.height + share * box.stretch
        placed.append((box, at, given))
        at += given + (gaps[index] if index < len(gaps) else 0.0)
    return placed


def beside(boxes: Sequence[Box], offsets: Sequence[float]) -> Box:
    """Boxes side by side, upper edges level, each at its offset from the left."""
    tallest = max(box.height for box in boxes)

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        for box, offset in zip(boxes, offsets, strict=True):
            box.draw(surface, x + offset, top, min(max(height, box.height), box.height + box.stretch))

    reach = max(box.height + box.stretch for box in boxes)
    return Box(tallest, draw, stretch=max(0.0, reach - tallest))


def framed(box: Box, style: BoxStyle, width: float) -> Box:
    """A box with the padding, fill, border, bar and rules of its style around it."""
    pad = style.padding
    above = pad if style.border or style.fill or style.bar or style.rule_above else 0.0
    below = pad if style.border or style.fill or style.bar or style.rule_below else 0.0

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        if style.fill or style.border:
            surface.box(
                x, top, width, height, fill=style.fill or "", stroke=style.border or "", line=style.border_width
            )
        if style.bar:
            surface.box(x, top, BAR_WIDTH, height, fill=style.bar)
        if style.rule_above:
            surface.line(x, top, x + width, top, style.rule_above, style.border_width)
        if style.rule_below:
            surface.line(x, top - height, x + width, top - height, style.rule_below, style.border_width)
        box.draw(surface, x + inset(style), top - above, height - above - below)

    return replace(
        box,
        height=box.height + above + below,
        draw=draw,
        before=style.before,
        after=style.after,
        parts=box.parts if not (style.border or style.fill) else (),
    )


def inset(style: BoxStyle) -> float:
    """How far the content stands in from the left edge (and, without a bar, from the right)."""
    return style.padding if style.border or style.fill or style.bar else 0.0


def stretched(box: Box, most: float) -> Box:
    """A box that may also take `most` points of empty height at its end."""

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        box.draw(surface, x, top, min(height, box.height + box.stretch))

    return replace(box, draw=draw, stretch=box.stretch + most) if most else box
