"""Headings, paragraphs, lists, sections and columns -> boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from handouts.pdf.boxes import Box, beside, framed, inset, stack, stretched, tagged, text_box
from handouts.pdf.canvas import Surface
from handouts.pdf.symbols import natural_width
from handouts.pdf.text import Lines
from handouts.pdf.typesetter import Typesetter, typesets
from handouts.programme.phrase import Quantity
from handouts.sheet.layout import Block, Run
from handouts.sheet.style import TextStyle

_BADGE_PADDING = 0.45  # of the badge's text size
_BULLET = "•"
_BALANCED = (
    0.52,
    0.48,
    0.56,
    0.6,
    0.64,
    0.44,
)  # shares of the first column to choose from, the best-looking first


@typesets("p")
def paragraph(setter: Typesetter, block: Block, width: float) -> Box:
    """A paragraph."""
    style = setter.text_style(block, block.get("class", "body"))
    box = text_box(setter.lines(block, style, width - style.indent), style, width)
    return tagged(box, setter.tag(block, "P"))


@typesets("h1", "h2", "h3")
def heading(setter: Typesetter, block: Block, width: float) -> Box:
    """A heading, with its number in a disc before it and its side in a box at the end of the line."""
    style = setter.text_style(block, block.get("class", block.tag))
    number, side = block.get("number"), block.get("side")
    line = style.size * style.leading
    radius = line * 0.5
    left = 2 * radius + 0.45 * style.size if number else 0.0
    badge = _badge(setter, block, side) if side else None
    right = badge.width + 2 * _BADGE_PADDING * badge.style.size + 0.5 * style.size if badge else 0.0
    lines = setter.lines(block, style, width - left - right)

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        if number:
            surface.disc(x + radius, top - radius, radius, "brand")
            _white_number(setter, block, number).draw(surface, x, top, 2 * radius, "white")
        lines.draw(surface, x + left, top, width - left - right)
        if badge:
            _draw_badge(surface, badge, x + width, top, line)

    box = Box(lines.height, draw, before=style.before, after=style.after, keep_with_next=True)
    return tagged(box, setter.tag(block, block.tag.upper()))


def _white_number(setter: Typesetter, block: Block, number: str) -> Lines:
    style = setter.text_style(block, block.get("class", block.tag))
    small = replace_style(style, size=style.size * 0.82, leading=style.leading / 0.82, align="centre", bold=True)
    return setter.broken((Run(number),), small, 1000)


def _badge(setter: Typesetter, block: Block, side: str) -> Lines:
    return setter.broken((Run(side.replace(" ", "\u00a0")),), setter.text_style(block, "badge"), 1000)


def _draw_badge(surface: Surface, badge: Lines, right: float, top: float, line: float) -> None:
    pad = _BADGE_PADDING * badge.style.size
    width, height = badge.width + 2 * pad, badge.line_height + 0.4 * pad
    upper = top - (line - height) / 2
    surface.box(right - width, upper, width, height, stroke="ink", line=1.25)
    badge.draw(surface, right - width + pad, upper - 0.2 * pad, badge.width)


def replace_style(style: TextStyle, **changes: object) -> TextStyle:
    """A text style with some of its properties changed."""
    return style.model_copy(update=changes)


@typesets("ol", "ul")
def list_box(setter: Typesetter, block: Block, width: float) -> Box:
    """A numbered or bulleted list; class 'dose' is the strip of big numbers over small words."""
    name = block.get("class", block.tag)
    if name == "dose":
        return _dose_strip(setter, block, width)
    box = setter.box_style(block, name)
    style = setter.text_style(block, box.text or "body")
    indent = style.size * (1.45 if block.tag == "ol" else 0.95)
    items: list[Box] = []
    for item, others in _items(block):
        label = f"{len(items) + 1}." if block.tag == "ol" else _BULLET
        parts = [_item(setter, item, label, style, indent, width)]
        parts += [_also(setter, other, indent, width) for other in others]
        items.append(stretched(tagged(stack(parts), setter.tag(item, "LI")), box.stretch))
    spaced = [item.spaced(box.gap if index else 0.0, 0.0) for index, item in enumerate(items)]
    numbering = "Decimal" if block.tag == "ol" else "Disc"
    whole = tagged(stack(spaced), setter.tag(block, "L", f"/O /List /ListNumbering /{numbering}"))
    return whole.spaced(box.before, box.after)


def _items(block: Block) -> Iterator[tuple[Block, list[Block]]]:
    """Each item of a list, and what says the same in another language."""
    for item in block.children:
        if item.tag == "li":
            after = block.children[block.children.index(item) + 1 :]
            yield item, list(takewhile(lambda child: child.tag == "also", after))


def _also(setter: Typesetter, block: Block, indent: float, width: float) -> Box:
    """The item before, in another language."""
    style = setter.text_style(block, block.get("class", "also"))
    box = text_box(setter.lines(block, style, width - indent), style, width - indent)
    return tagged(beside([box], [indent]), setter.tag(block, "LBody"))


def _item(setter: Typesetter, item: Block, label: str, style: TextStyle, indent: float, width: float) -> Box:
    lines = setter.lines(item, style, width - indent)
    mark = setter.broken((Run(label, bold=True),), style, indent * 2)
    label_tag, body_tag = setter.tag(item, "Lbl", part="label"), setter.tag(item, "LBody", part="body")

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        with surface.inside(label_tag):
            mark.draw(surface, x, top, indent)
        with surface.inside(body_tag):
            lines.draw(surface, x + indent, top, width - indent)

    return Box(lines.height, draw)


def _dose_strip(setter: Typesetter, block: Block, width: float) -> Box:
    """Cells of one height in as few rows as they need, each a big number over its word."""
    box = setter.box_style(block, "dose")
    number, unit = setter.text_style(block, "dose-number"), setter.text_style(block, "dose-unit")
    cells = []
    for item in block.children:
        amount = _only_amount(setter, item)
        big, small = (Run(amount.number),), (Run(amount.unit),)
        tags = (setter.tag(item, "LI"), setter.tag(item, "LBody", part="body"))
        cells.append((setter.broken(big, number, width), setter.broken(small, unit, width), tags))
    needs = [max(big.width, small.width) + 2 * box.padding for big, small, _ in cells]
    rows = _rows(needs, width)
    height = max(big.height + small.height for big, small, _ in cells) + 2 * box.padding * 0.6

    def draw(surface: Surface, x: float, top: float, _: float) -> None:
        index = 0
        for row, count in enumerate(rows):
            own = needs[index : index + count]
            slack = (width - sum(own)) / count
            left, upper = x, top - row * height
            for (big, small, tags), need in zip(cells[index : index + count], own, strict=True):
                surface.box(
                    left, upper, need + slack, height, fill=box.fill or "", stroke=box.border or "", line=0.75
                )
                with surface.inside(tags[0]), surface.inside(tags[1]):
                    big.draw(surface, left + box.padding, upper - box.padding * 0.6, need)
                    small.draw(surface, left + box.padding, upper - box.padding * 0.6 - big.height, need)
                left += need + slack
            index += count

    return tagged(Box(height * len(rows), draw, before=box.before, after=box.after), setter.tag(block, "L"))


def _only_amount(setter: Typesetter, item: Block) -> Quantity:
    """What a cell of the dose box holds. Raises LayoutError for anything but one amount."""
    amounts = [run.amount for run in setter.runs(item)]
    if len(amounts) != 1 or amounts[0] is None:
        raise setter.error(item, "dose", "a cell of the dose box must be one <amount>", "put any text into a <p>")
    return amounts[0]


def _rows(needs: Sequence[float], width: float) -> list[int]:
    """How many cells stand in each row: as few rows as possible, filled evenly."""
    count = len(needs)
    for rows in range(1, count + 1):
        split = [count // rows + (index < count % rows) for index in range(rows)]
        starts = [sum(split[:index]) for index in range(rows)]
        if all(sum(needs[start : start + size]) <= width for start, size in zip(starts, split, strict=True)):
            return split
    return [1] * count


@typesets("section")
def section(setter: Typesetter, block: Block, width: float) -> Box:
    """Blocks one below the other, in the frame of the section's class."""
    style = setter.box_style(block, block.get("class", "section"))
    inner = width - (inset(style) if style.bar else 2 * inset(style))
    box = stack(setter.boxes(block, inner), style.loose)
    framed_box = stretched(framed(box, style, width), style.stretch)
    return replace(framed_box, new_page=block.get("page") == "new")


@typesets("columns")
def columns(setter: Typesetter, block: Block, width: float) -> Box:
    """Sections side by side; `widths` are their shares, 'balanced' two that come out lowest."""
    style = setter.box_style(block, block.get("class", "section"))
    room = width - setter.style.theme.gap * (len(block.children) - 1)
    if setter.roomy and block.get("roomy"):
        block = replace(block, attributes={**block.attributes, "widths": block.get("roomy")})
    if block.get("widths") == "balanced" and len(block.children) == 2:
        choices = [_columns(setter, block, [room * share, room * (1 - share)]) for share in _BALANCED]
        box = min(choices, key=lambda choice: choice.height)
    else:
        box = _columns(setter, block, _column_sizes(setter, block, room))
    return box.spaced(style.before, style.after)


def _columns(setter: Typesetter, block: Block, sizes: Sequence[float]) -> Box:
    gap = setter.style.theme.gap
    offsets = [sum(sizes[:index]) + gap * index for index in range(len(sizes))]
    inner = [setter.box(child, size) for child, size in zip(block.children, sizes, strict=True)]
    return beside(
        inner, offsets, middle=block.get("align") == "middle", backwards=block.get("reads") == "backwards"
    )


def _column_sizes(setter: Typesetter, block: Block, room: float) -> list[float]:
    """The columns' widths; a first width 'auto' is what the logo or QR code in that column needs."""
    text = block.get("widths")
    if not text.startswith("auto "):
        shares = widths(setter, block, len(block.children))
        return [room * share / sum(shares) for share in shares]
    first, *others = block.children
    own = min(natural_width(setter, first.children[0]), room * 0.5)
    rest = replace(block, attributes={"widths": text.removeprefix("auto ")}, children=tuple(others))
    return [own, *_column_sizes(setter, rest, room - own)]


def widths(setter: Typesetter, block: Block, count: int) -> list[float]:
    """The numbers of a `widths` attribute. Raises LayoutError when they do not fit the children."""
    try:
        shares = [float(part) for part in block.get("widths").split()]
    except ValueError:
        shares = []
    if len(shares) != count or not all(share > 0 for share in shares):
        raise setter.error(block, "widths", f"'widths' must be {count} numbers", 'for example widths="3 2"')
    return shares
