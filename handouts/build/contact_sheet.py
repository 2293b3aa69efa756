"""Baked figures -> a picture file of one, or a contact sheet of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from handouts.figures.picture.baked import BakedFigure
from handouts.figures.picture.palettes import Palette
from handouts.figures.picture.picture import Picture, beside
from handouts.figures.picture.svg import svg

if TYPE_CHECKING:  # ReportLab is imported only when something is drawn
    from handouts.pdf.canvas import Surface
    from handouts.pdf.standards import Identity

_GAP: Final = 16.0  # points between two positions
_PNG_SCALE: Final = 3.0  # pixels a point: 216 dpi
_PAGE: Final = (595.28, 841.89)
_COLUMNS, _ROWS, _MARGIN, _LABEL = 3, 5, 36.0, 16.0


def figure_file(figure: BakedFigure, palette: Palette, suffix: str, *, mirrored: bool) -> bytes:
    """One figure, its positions side by side, as .svg, .png or .pdf."""
    pictures = [position.picture() for position in figure.positions]
    if mirrored:
        pictures = [picture.mirrored() for picture in pictures]
    if suffix == ".svg":
        return svg(beside(pictures, _GAP), palette).encode("utf-8")
    pdf = _one_page(figure, palette, beside(pictures, _GAP), mirrored=mirrored)
    return _png(pdf) if suffix == ".png" else pdf


def _one_page(figure: BakedFigure, palette: Palette, whole: Picture, *, mirrored: bool) -> bytes:
    from handouts.pdf.canvas import Surface

    surface = Surface(whole.width, whole.height, {}, palette, _identity())
    x = 0.0
    for number, position in enumerate(figure.positions):
        surface.figure(str(number), position, x, 0.0, 1.0, mirrored=mirrored)
        x += position.width + _GAP
    surface.end_page()
    return surface.finish()


def contact_sheet(figures: Sequence[tuple[str, BakedFigure]], palette: Palette) -> bytes:
    """Every figure with its name, fifteen to an A4 page."""
    from handouts.pdf.canvas import Surface
    from handouts.pdf.structure import Tag
    from handouts.pdf.text import break_lines
    from handouts.sheet.layout import Run
    from handouts.sheet.style import TextStyle

    style = TextStyle(size=9.0)
    surface = Surface(*_PAGE, {"ink": "#15202b"}, palette, _identity())
    width, height = (_PAGE[0] - 2 * _MARGIN) / _COLUMNS, (_PAGE[1] - 2 * _MARGIN) / _ROWS
    for index, (name, figure) in enumerate(figures):
        place = index % (_COLUMNS * _ROWS)
        if index and place == 0:
            surface.end_page()
        x = _MARGIN + place % _COLUMNS * width
        y = _PAGE[1] - _MARGIN - (place // _COLUMNS + 1) * height
        with surface.inside(Tag(name, "P")):
            break_lines((Run(name),), style, width).draw(surface, x, y + _LABEL, width)
        _draw_cell(surface, figure, f"{index}", x, y + _LABEL, width - 10, height - _LABEL - 8)
    surface.end_page()
    return surface.finish()


def _draw_cell(
    surface: Surface, figure: BakedFigure, name: str, x: float, y: float, width: float, height: float
) -> None:
    sizes = [(position.width, position.height) for position in figure.positions]
    stacked = figure.arrangement == "stacked"
    wide = max(w for w, _ in sizes) if stacked else sum(w for w, _ in sizes) + _GAP * (len(sizes) - 1)
    high = sum(h for _, h in sizes) + _GAP * (len(sizes) - 1) if stacked else max(h for _, h in sizes)
    scale = min(width / wide, height / high)
    left, top = x, y + high * scale
    for number, position in enumerate(figure.positions):
        base = top - position.height * scale if stacked else y
        surface.figure(f"{name}-{number}", position, left, base, scale, mirrored=False)
        if stacked:
            top = base - _GAP * scale
        else:
            left += (position.width + _GAP) * scale


def _identity() -> Identity:
    from handouts.pdf.standards import Identity

    return Identity("Figures", "Handouts", "en", 0, "0" * 32)


def _png(pdf: bytes) -> bytes:
    import io

    import pypdfium2

    image = pypdfium2.PdfDocument(pdf)[0].render(scale=_PNG_SCALE).to_pil()
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
