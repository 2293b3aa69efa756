"""A sheet's block tree + Style -> the bytes of a PDF."""

from __future__ import annotations

from dataclasses import replace

from handouts.errors import LayoutError
from handouts.figures.picture.palettes import Palette
from handouts.pdf import elements, symbols, tables
from handouts.pdf.boxes import Box, stack
from handouts.pdf.canvas import Surface
from handouts.pdf.pagination import paginate
from handouts.pdf.standards import Identity
from handouts.pdf.typesetter import ELEMENTS, Typesetter
from handouts.records.language import leftward
from handouts.sheet.layout import Block
from handouts.sheet.pictures import Pictures
from handouts.sheet.style import MM, Style

REGISTERED = (elements, tables, symbols)  # importing them fills ELEMENTS
_SMALLER = (0.97, 0.94, 0.91, 0.88)
_HEADER_GAP = 9.0  # points between the header or footer and the text
assert ELEMENTS


def make_pdf(
    sheet: Block, style: Style, pictures: Pictures, palette: Palette, identity: Identity, name: str
) -> bytes:
    """Typeset, break into pages, draw. Raises LayoutError with the layout's line."""
    setter = Typesetter(style, pictures, name, identity.language)
    width, frame = style.frame
    header = _furniture(setter, sheet, "header", width)
    footer = _furniture(setter, sheet, "footer", width)
    height = frame - header.height - footer.height - 2 * _HEADER_GAP
    blocks = [block for block in sheet.children if block.tag not in ("header", "footer")]
    boxes = [box for block in blocks for box in _flow(setter, block, width, height)]
    pages = paginate(boxes, height, style.theme.card_stretch)
    if any(page.height > height + 1.0 for page in pages):
        message = "a text is too long for its place and would run off the page"
        single = LayoutError.single(name, "too-tall", message, "shorten the longest name, address or label")
        raise LayoutError(single.problems)
    mirrored = leftward(identity.language)
    surface = Surface(style.width, style.height, style.colours, palette, identity, leftwards=mirrored)
    for number, page in enumerate(pages, 1):
        numbered = replace(setter, page_numbers=(number, len(pages)))
        _draw_page(surface, page, numbered, sheet, height)
    return surface.finish()


def _flow(setter: Typesetter, block: Block, width: float, height: float) -> list[Box]:
    """A top-level block as boxes; a plain section that need not keep together gives one box for each child.

    One that must, and is taller than a page, is set in smaller text rather than split.
    """
    if block.tag == "section" and block.get("keep") != "yes" and not block.get("class"):
        boxes = setter.boxes(block, width)
        if boxes and block.get("page") == "new":
            boxes[0] = replace(boxes[0], new_page=True)
        return boxes
    box = setter.box(block, width)
    if block.get("keep") == "yes" and box.height > height:
        tries = [replace(setter, factor=factor).box(block, width) for factor in _SMALLER]
        box = next((tried for tried in tries if tried.height <= height), box)
    return [replace(box, roomier=replace(setter, roomy=True).box(block, width))] if _can_grow(block) else [box]


def _can_grow(block: Block) -> bool:
    """Whether anything in a block looks different on a page with room."""
    return bool(block.get("roomy")) or any(_can_grow(child) for child in block.children)


def _furniture(setter: Typesetter, sheet: Block, tag: str, width: float) -> Box:
    found = [block for block in sheet.children if block.tag == tag]
    return stack([box for block in found for box in setter.boxes(block, width)])


def _draw_page(surface: Surface, page: Box, setter: Typesetter, sheet: Block, height: float) -> None:
    width, _ = setter.style.frame
    margins = setter.style.theme.margins
    left, top = margins.side * MM, setter.style.height - margins.top * MM
    header = _furniture(setter, sheet, "header", width)
    footer = _furniture(setter, sheet, "footer", width)
    with surface.furniture():
        header.draw(surface, left, top, header.height)
    page.draw(surface, left, top - header.height - _HEADER_GAP, height)
    with surface.furniture():
        footer.draw(surface, left, margins.bottom * MM + footer.height, footer.height)
    surface.end_page()
