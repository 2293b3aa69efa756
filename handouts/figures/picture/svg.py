"""Picture + palette -> SVG text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from handouts.figures.picture.palettes import Palette
from handouts.figures.picture.picture import UNITS, Fill, Framed, Operation, Paths, Picture, Stroke, path_text

_PEN: Final = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'


def svg(picture: Picture, palette: Palette, title: str = "") -> str:
    """The picture as one SVG document at its natural size; `title` is read out by screen readers."""
    width, height = round(picture.width * UNITS), round(picture.height * UNITS)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width:g}pt" height="{picture.height:g}pt" '
        f'viewBox="0 0 {width} {height}" role="img">'
    )
    name = f"<title>{_escaped(title)}</title>" if title else ""
    body = "".join(_elements(picture.operations, palette, iter(range(1, 1000))))
    return f'{head}{name}<g transform="matrix(1 0 0 -1 0 {height})">{body}</g></svg>\n'


def _elements(operations: Iterable[Operation], palette: Palette, numbers: Iterable[int]) -> Iterable[str]:
    for operation in operations:
        data = _data(operation.paths)
        colour = palette.colours[operation.colour]
        match operation:
            case Fill(opacity=opacity):
                see_through = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
                yield f'<path d="{data}" fill="{colour}" fill-rule="evenodd"{see_through}/>'
            case Stroke(width=width):
                if operation.colour != "hatch" or palette.hatched:
                    yield f'<path d="{data}" {_PEN} stroke="{colour}" stroke-width="{width}"/>'
            case Framed():
                yield from _framed(operation, data, palette, numbers)


def _framed(operation: Framed, data: str, palette: Palette, numbers: Iterable[int]) -> Iterable[str]:
    number = next(iter(numbers))
    if operation.width:
        colour = palette.colours[operation.colour]
        yield f'<path d="{data}" {_PEN} stroke="{colour}" stroke-width="{2 * operation.width}"/>'
    yield f'<clipPath id="f{number}"><path d="{data}" clip-rule="evenodd"/></clipPath>'
    yield f'<g clip-path="url(#f{number})">'
    if operation.base is not None:
        yield f'<path d="{data}" fill="{palette.colours[operation.base]}" fill-rule="evenodd"/>'
    yield from _elements(operation.inside, palette, numbers)
    yield "</g>"


def _data(paths: Paths) -> str:
    return "".join(path_text(path) for path in paths)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
