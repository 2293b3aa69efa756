"""Picture -> the operator stream of a PDF form XObject, with the palette left open.

Colours are numbers of an indexed colour space called /P that the form's resources define, so that one
prepared stream serves every palette: `index_table` is that space's lookup string. Opacities are the graphics
states `/O30` (30 %) and `/H` (the hatching: opaque in a hatched palette, invisible in the others).
PDF has no relative moves; a path that lies far from the origin gets its own small coordinates by a shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from handouts.figures.picture.palettes import COLOUR_NAMES, Palette
from handouts.figures.picture.picture import UNITS, Fill, Framed, Operation, Path, Picture, Stroke

_INDEX = {name: number for number, name in enumerate(COLOUR_NAMES)}


def operators(picture: Picture) -> bytes:
    """The stream, not yet deflated; one unit of the form is one point."""
    lines = [f"{1 / UNITS:g} 0 0 {1 / UNITS:g} 0 0 cm 1 J 1 j /P cs /P CS"]
    state: dict[str, object] = {}
    for operation in picture.operations:
        lines.extend(_operation(operation, state))
    return "\n".join(lines).encode("ascii")


def opacities(picture: Picture) -> set[int]:
    """The percentages for which the resources must hold a graphics state /O<percent>."""
    fills = [part for operation in picture.operations for part in _fills(operation)]
    return {round(fill.opacity * 100) for fill in fills if fill.opacity < 1} | {100}


def index_table(palette: Palette) -> bytes:
    """The lookup string of the colour space /P: three bytes per colour name."""
    return b"".join(bytes.fromhex(palette.colours.get(name, "#000000")[1:]) for name in COLOUR_NAMES)


def _fills(operation: Operation) -> Iterator[Fill]:
    if isinstance(operation, Fill):
        yield operation
    elif isinstance(operation, Framed):
        yield from (part for part in operation.inside if isinstance(part, Fill))


def _operation(operation: Operation, state: dict[str, object]) -> Iterator[str]:
    match operation:
        case Fill(colour=colour, opacity=opacity):
            yield from _set(state, "gs", f"/O{round(opacity * 100)} gs")
            yield from _set(state, "sc", f"{_INDEX[colour]} sc")
            yield from _drawn(operation.paths)
            yield "f*"
        case Stroke(colour=colour, width=width):
            yield from _set(state, "gs", "/H gs" if colour == "hatch" else "/O100 gs")
            yield from _set(state, "SC", f"{_INDEX[colour]} SC")
            yield from _set(state, "w", f"{width} w")
            yield from _drawn(operation.paths)
            yield "S"
        case Framed():
            yield from _framed(operation, state)


def _framed(operation: Framed, state: dict[str, object]) -> Iterator[str]:
    yield "q"
    yield from _set(state, "gs", "/O100 gs")
    outer = dict(state)
    if operation.width:
        yield from _set(state, "SC", f"{_INDEX[operation.colour]} SC")
        yield from _set(state, "w", f"{2 * operation.width} w")
    yield from _drawn(operation.paths)
    yield "W* S" if operation.width else "W* n"
    if operation.base is not None:
        yield from _set(state, "sc", f"{_INDEX[operation.base]} sc")
        yield " ".join(str(n) for n in _bounds(operation.paths)) + " re f"
    for part in operation.inside:
        yield from _operation(part, state)
    yield "Q"
    state.clear()
    state.update({name: value for name, value in outer.items() if name != "gs"})


def _set(state: dict[str, object], name: str, line: str) -> Iterator[str]:
    """The operator that sets a value, unless it is set already."""
    if state.get(name) != line:
        state[name] = line
        yield line


def _bounds(paths: Iterable[Path]) -> tuple[int, int, int, int]:
    points = [point for path in paths for point in path.points()]
    left, bottom = min(x for x, _ in points), min(y for _, y in points)
    return left, bottom, max(x for x, _ in points) - left, max(y for _, y in points) - bottom


def _drawn(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield f"{path.start[0]} {path.start[1]} m"
        points = list(path.points())[1:]
        ends = [0]
        for step in path.steps:
            ends.append(ends[-1] + len(step) // 2)
        before = path.start
        for first, last in pairwise(ends):
            yield _step(before, points[first:last])
            before = points[last - 1]
        if path.closed:
            yield "h"


def _step(before: tuple[int, int], points: list[tuple[int, int]]) -> str:
    """A line, or a curve in its shortest form."""
    if len(points) == 1:
        return f"{points[0][0]} {points[0][1]} l"
    if points[0] == before:
        points, name = points[1:], "v"
    elif points[1] == points[2]:
        points, name = [points[0], points[2]], "y"
    else:
        name = "c"
    return " ".join(f"{x} {y}" for x, y in points) + f" {name}"
