"""Tables -> boxes; the heading row is repeated where a table goes on over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from handouts.pdf.boxes import Box, stack, tagged
from handouts.pdf.canvas import Surface
from handouts.pdf.elements import replace_style, widths
from handouts.pdf.structure import Tag
from handouts.pdf.text import Lines
from handouts.pdf.typesetter import Typesetter, typesets
from handouts.sheet.layout import Block
from handouts.sheet.style import BoxStyle, TextStyle

_MOST_TICKS = 4
_SIDE = 1.4  # padding at the sides of a cell, of that above and below
_TICK = 0.9  # side of a tick box, of the text size


class _Cell(NamedTuple):
    lines: Lines
    ticks: int | None
    head: bool
    tag: Tag


@typesets("table")
def table(setter: Typesetter, block: Block, width: float) -> Box:
    """A table; `widths` are the shares of its columns."""
    style = setter.box_style(block, block.get("class", "table"))
    shares = widths(setter, block, max(len(row.children) for row in block.children))
    sizes = _sizes(shares, _needs(setter, block, style), width)
    rows = [_row(setter, row, style, sizes) for row in block.children]
    heads = all(cell.tag == "th" for cell in block.children[0].children)
    box = stack(rows).spaced(style.before, style.after)
    box = replace(box, split=lambda: tuple(rows[1:]), heading=rows[0]) if heads else box
    return tagged(box, setter.tag(block, "Table"))


def _needs(setter: Typesetter, block: Block, style: BoxStyle) -> list[float]:
    """What each column needs so that no word is cut, in points."""
    columns = zip_longest(*(row.children for row in block.children))
    padding = 2 * _SIDE * style.padding
    return [
        padding + max(setter.longest_word(cell, _text_style(setter, cell, style)) for cell in column if cell)
        for column in columns
    ]


def _sizes(shares: Sequence[float], needs: Sequence[float], width: float) -> list[float]:
    """The columns' widths by their shares; one that would be too narrow gets what it needs from the others."""
    narrow: set[int] = set()
    while True:
        taken = sum(needs[index] for index in narrow)
        rest = sum(share for index, share in enumerate(shares) if index not in narrow)
        if taken >= width or not rest:
            return [width * share / sum(shares) for share in shares]
        sizes = [
            needs[index] if index in narrow else (width - taken) * share / rest
            for index, share in enumerate(shares)
        ]
        more = {index for index, need in enumerate(needs) if sizes[index] < need}
        if not more:
            return sizes
        narrow |= more


def _row(setter: Typesetter, row: Block, style: BoxStyle, sizes: Sequence[float]) -> Box:
    cells = [_cell(setter, cell, style, size) for cell, size in zip(row.children, sizes, strict=False)]
    height = max(style.row, max(cell.lines.height for cell in cells) + 2 * style.padding)

    def draw(surface: Surface, x: float, top: float, given: float) -> None:
        left = x
        for cell, size in zip(cells, sizes, strict=False):
            _draw_cell(surface, cell, style, left, top, size, given)
            left += size
        if style.rule_below:
            surface.line(x, top - given, left, top - given, style.rule_below, style.border_width)

    stretch = 0.0 if all(cell.head for cell in cells) else style.stretch
    return tagged(Box(height, draw, stretch=stretch), replace(setter.tag(row, "TR"), single=True))


def _cell(setter: Typesetter, block: Block, style: BoxStyle, size: float) -> _Cell:
    text = _text_style(setter, block, style)
    ticks = int(block.get("ticks")) if block.get("ticks").isdigit() else None
    head = block.tag == "th"
    tag = setter.tag(block, "TH", "/O /Table /Scope /Column") if head else setter.tag(block, "TD")
    return _Cell(setter.lines(block, text, size - 2 * _SIDE * style.padding), ticks, head, tag)


def _text_style(setter: Typesetter, cell: Block, style: BoxStyle) -> TextStyle:
    text = setter.text_style(cell, style.text or "body")
    return replace_style(text, bold=True) if cell.tag == "th" else text


def _draw_cell(
    surface: Surface, cell: _Cell, style: BoxStyle, x: float, top: float, width: float, height: float
) -> None:
    if style.grid:
        fill = (style.fill or "") if cell.head else ""
        surface.box(x, top, width, height, fill=fill, stroke=style.grid, line=style.border_width)
    free = style.padding if style.top else (height - cell.lines.height) / 2
    with surface.inside(cell.tag):
        cell.lines.draw(surface, x + _SIDE * style.padding, top - free, width - 2 * _SIDE * style.padding)
    if cell.ticks is not None:
        _draw_ticks(surface, cell, x, top, width, height)


def _draw_ticks(surface: Surface, cell: _Cell, x: float, top: float, width: float, height: float) -> None:
    """As many small squares as times a day; a dash on a day without exercise."""
    side = cell.lines.style.size * _TICK
    middle = top - height / 2
    if cell.ticks == 0:
        surface.line(x + width / 2 - side / 2, middle, x + width / 2 + side / 2, middle, "line", 1.0)
        return
    count = min(cell.ticks or 0, _MOST_TICKS)
    pitch = min(side * 1.5, (width - 4) / count)
    side = min(side, pitch * 0.74)
    left = x + width / 2 - (pitch * (count - 1) + side) / 2
    for index in range(count):
        surface.box(left + index * pitch, middle + side / 2, side, side, stroke="line", line=0.9)
