"""Pictures, the pain ruler and QR codes -> boxes."""

from __future__ import annotations

from functools import lru_cache

from handouts.pdf.boxes import Box, beside, stack, tagged, text_box
from handouts.pdf.canvas import Surface
from handouts.pdf.structure import Tag
from handouts.pdf.typesetter import Typesetter, typesets
from handouts.sheet.layout import Block, Run
from handouts.sheet.pictures import Picture
from handouts.sheet.style import MM, TextStyle

_QUIET = 4  # modules of white around a QR code, as its standard asks
_NARROW = 9  # ems; narrower columns of text are set below each other
_LAST = 10  # the end of the pain scale


@typesets("picture")
def picture(setter: Typesetter, block: Block, width: float) -> Box:
    """A picture in its own proportions; it may grow with the page, never beyond its column."""
    found = setter.picture(block)
    theme = setter.style.theme
    logo = block.get("class") == "logo"
    mark = block.get("number")
    number = setter.broken((Run(mark),), setter.text_style(block, "picture-number"), width) if mark else None
    tag = _figure_tag(block)
    natural, most = (theme.logo, theme.logo) if logo else (theme.picture, theme.picture_most)
    ratio = found.width / found.height
    least, largest = min(natural, width / ratio), min(most, width / ratio)

    def draw(surface: Surface, x: float, top: float, height: float) -> None:
        drawn = min(height, largest)
        left = x if logo else x + (width - drawn * ratio) / 2
        with surface.picture(tag, left, top - drawn, drawn * ratio, drawn) as edge:
            draw_picture(surface, found, edge, top - drawn, drawn)
            if number:
                radius = number.line_height / 2
                surface.disc(x + radius, top - radius, radius, "ink")
                number.draw(surface, x, top, 2 * radius, "white")

    return Box(least, draw, stretch=largest - least, before=4.0, after=4.0)


def _figure_tag(block: Block) -> Tag | None:
    """The element of a picture; one without alternative text only decorates and has none."""
    alternative = block.get("alt")
    return Tag(id(block), "Figure", alternative=alternative, whole=True) if alternative else None


def draw_picture(surface: Surface, picture: Picture, left: float, y: float, height: float) -> None:
    """A picture, its lower left corner on the page at left, y."""
    scale = height / picture.height
    if picture.figure is not None:
        surface.figure(picture.name, picture.figure, left, y, scale, mirrored=picture.mirrored)
    elif picture.drawing is not None:
        surface.vector(picture.drawing, left, y, scale)
    else:
        surface.raster(picture.name, picture.data, left, y, picture.width * scale, height)


@typesets("scale")
def scale(setter: Typesetter, block: Block, width: float) -> Box:
    """The pain ruler 0 to 10 in its zones, each zone explained in words below; it reads without colour."""
    style, text = setter.text_style(block, "scale-number"), setter.text_style(block, "scale-text")
    fine, ease = int(block.get("fine")), int(block.get("ease"))
    height = style.size * style.leading + 8
    cell = width / (_LAST + 1)

    def draw(surface: Surface, x: float, top: float, _: float) -> None:
        for number in range(_LAST + 1):
            zone = "fine" if number <= fine else "ease" if number <= ease else "stop"
            surface.box(x + number * cell, top, cell, height, fill=zone)
            lines = setter.broken((Run(str(number)),), style, cell)
            with surface.furniture():  # the words below say what the ruler shows
                lines.draw(surface, x + number * cell, top - 4, cell)
        for number in {0, fine + 1, ease + 1, _LAST + 1}:
            surface.line(x + number * cell, top, x + number * cell, top - height, "ink", 1.25)
        surface.line(x, top, x + width, top, "ink", 1.25)
        surface.line(x, top - height, x + width, top - height, "ink", 1.25)

    return stack([Box(height, draw, after=5.0), _explained(setter, block, text, width)])


def _explained(setter: Typesetter, block: Block, text: TextStyle, width: float) -> Box:
    """The zones' words: side by side, or below each other where that would be narrow."""
    gap = setter.style.theme.gap
    room = (width - gap * (len(block.children) - 1)) / max(1, len(block.children))
    narrow = room < _NARROW * text.size
    room = width if narrow else room
    words = [_zone(setter, item, text, room) for item in block.children]
    whole = stack(words) if narrow else beside(words, [(room + gap) * index for index in range(len(words))])
    return tagged(whole, setter.tag(block, "L"))


def _zone(setter: Typesetter, item: Block, text: TextStyle, room: float) -> Box:
    body = tagged(text_box(setter.lines(item, text, room), text, room), setter.tag(item, "LBody", part="body"))
    return tagged(body, setter.tag(item, "LI"))


@typesets("qr")
def qr(setter: Typesetter, block: Block, width: float) -> Box:
    """A QR code as vectors; its quiet zone is above, below and at the right, the gap of its column at the left."""
    modules = _modules(block.get("href"))
    side = natural_width(setter, block)
    pitch = side / (len(modules) + _QUIET)
    tag = Tag(id(block), "Figure", alternative=block.get("alt"), whole=True)
    if side > width:
        raise setter.error(block, "qr-width", "the QR code does not fit its column", "make the column wider")

    def draw(surface: Surface, x: float, top: float, _: float) -> None:
        size = len(modules) * pitch
        corners = [
            (start * pitch, size - (row + 1) * pitch, length * pitch, pitch)
            for row, line in enumerate(modules)
            for start, length in _dark_runs(line)
        ]
        surface.squares(tag, x, top - _QUIET * pitch - size, corners, size, "ink")

    return Box(side + _QUIET * pitch, draw)


def natural_width(setter: Typesetter, block: Block) -> float:
    """The width that a logo, or a QR code with the quiet zone at its right and lower edge, wants, in points."""
    theme = setter.style.theme
    if block.tag == "qr":
        count = len(_modules(block.get("href")))
        return theme.qr * MM * (count + _QUIET) / count
    logo = setter.picture(block)
    return theme.logo * logo.width / logo.height


@lru_cache(maxsize=64)
def _modules(text: str) -> tuple[tuple[bool, ...], ...]:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))


def _dark_runs(line: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules: fewer rectangles, no hairlines between them."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((index, 1))
    return runs
