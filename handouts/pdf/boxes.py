"""Boxes: measured things that can be stacked, set side by side, framed and stretched.

A Box knows its natural height and how much more it can use; whoever places it says how much it gets. Boxes are
values: combining two makes a third, and nothing is drawn until the pages are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handouts.pdf.canvas import Surface
from handouts.pdf.structure import Tag
from handouts.pdf.text import Lines
from handouts.sheet.style import BoxStyle, TextStyle

Draw = Callable[[Surface, float, float, float], None]
"""Draws at x, top (the upper edge), into a height; all in points."""

BAR_WIDTH = 3.0


def _whole() -> tuple[Box, ...]:
    """No parts."""
    return ()


@dataclass(frozen=True, slots=True)
class Box:
    """A measured thing; lengths in points.

    A `glued` box lets no free height come between it and the next. `separator` colours a rule, `width` long, above
    a box that is not the first. `split` gives what it may be broken into, `heading` what is repeated above each;
    `roomier` takes its place where a page has room for larger pictures.
    """

    height: float
    draw: Draw
    stretch: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    glued: bool = False
    new_page: bool = False
    separator: str = ""
    width: float = 0.0
    split: Callable[[], tuple[Box, ...]] = _whole
    heading: Box | None = None
    roomier: Box | None = None

    @property
    def parts(self) -> tuple[Box, ...]:
        """What it may be broken into; made when asked for, since most boxes stay whole."""
        return self.split()

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


def stack(boxes: Sequence[Box], loose: float = 0.0) -> Box:
    """Boxes one below the other; extra height goes to those that can use it, and `loose` points to each gap."""
    if not boxes:
        return space(0.0)
    pairs = list(pairwise(boxes))
    gaps = [between(above, below) for above, below in pairs]
    slack = [0.0 if above.keep_with_next or above.glued else loose for above, _ in pairs]
    natural = sum(box.height for box in boxes) + sum(gaps)
    able = sum(box.stretch for box in boxes) + sum(slack)

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        share = min(1.0, max(0.0, height - natural) / able) if able else 0.0
        for index, box in enumerate(boxes):
            if index:
                gap = gaps[index - 1] + share * slack[index - 1]
                if box.separator:
                    surface.line(x, top - gap / 2, x + box.width, top - gap / 2, box.separator, 1.0)
                top -= gap
            given = box.height + share * box.stretch
            box.draw(surface, x, top, given)
            top -= given

    return Box(
        height=natural,
        draw=draw,
        stretch=able,
        before=boxes[0].before,
        after=boxes[-1].after,
        split=lambda: tuple(boxes),
    )


def beside(boxes: Sequence[Box], offsets: Sequence[float], *, middle: bool = False, backwards: bool = False) -> Box:
    """Boxes side by side, each at its offset; upper edges level, or centred on one line.

    What is drawn first is read out first; `backwards` begins with the last.
    """
    tallest = max(box.height for box in boxes)

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        placed = list(zip(boxes, offsets, strict=True))
        for box, offset in reversed(placed) if backwards else placed:
            given = min(max(height, box.height), box.height + box.stretch)
            down = (height - given) / 2 if middle else 0.0
            box.draw(surface, x + offset, top - down, given)

    reach = max(box.height + box.stretch for box in boxes)
    return Box(tallest, draw, stretch=max(0.0, reach - tallest))


def framed(box: Box, style: BoxStyle, width: float) -> Box:
    """A box with the padding, fill, border, bar and rules of its style around it."""
    pad = style.padding
    above = pad if style.border or style.fill or style.rule_above else 0.0
    below = pad if style.border or style.fill or style.rule_below else 0.0

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        if style.fill or style.border:
            surface.box(
                x,
                top,
                width,
                height,
                fill=style.fill or "",
                stroke=style.border or "",
                line=style.border_width,
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
        separator=style.rule_between or "",
        width=width,
        split=box.split if not (style.border or style.fill) else _whole,
    )


def inset(style: BoxStyle) -> float:
    """How far the content stands in from the left edge, in points."""
    if style.bar:
        return BAR_WIDTH + style.padding
    return style.padding if style.border or style.fill else 0.0


def stretched(box: Box, most: float) -> Box:
    """A box that may also take `most` points of empty height at its end."""

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        box.draw(surface, x, top, min(height, box.height + box.stretch))

    return replace(box, draw=draw, stretch=box.stretch + most) if most else box


def tagged(box: Box, tag: Tag) -> Box:
    """A box whose content belongs to one element of the structure tree, however it is broken."""

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        with surface.inside(tag):
            box.draw(surface, x, top, height)

    return replace(
        box,
        draw=draw,
        split=lambda: tuple(tagged(part, tag) for part in box.parts),
        heading=tagged(box.heading, tag) if box.heading else None,
        roomier=tagged(box.roomier, tag) if box.roomier else None,
    )


def text_box(lines: Lines, style: TextStyle, width: float) -> Box:
    """Lines of text as a box that may be broken between lines."""

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        lines.draw(surface, x + style.indent, top, width - style.indent)

    return Box(
        lines.height,
        draw,
        before=style.before,
        after=style.after,
        split=lambda: _single_lines(lines, style, width),
    )


def _single_lines(lines: Lines, style: TextStyle, width: float) -> tuple[Box, ...]:
    last = len(lines.lines) - 1
    return tuple(
        replace(
            text_box(replace(lines, lines=(line,)), style, width),
            before=0.0 if index else style.before,
            after=style.after if index == last else 0.0,
            glued=index < last,
        )
        for index, line in enumerate(lines.lines)
        if last
    )
