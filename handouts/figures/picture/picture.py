"""A drawn picture as pure data: what is filled and stroked, in which named colour, in tenths of a point.

This is all that is read when a sheet is made: no numpy, no writer. Coordinates are whole tenths of a point,
x to the right and y up; a path keeps its first point and from then on only the way to the next one, so that
numbers stay short. Colours are names; a palette says what they look like.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from handouts.errors import InputError

UNITS: Final = 10  # of one point
FORMAT: Final = 1  # of the saved text; a file of another number is refused
_NUMBERS_OF_STEP: Final = (2, 6)
_STEP: Final = re.compile(r"([lc])([-\d ]*)")

Point = tuple[int, int]
Step = tuple[int, ...]
"""Two numbers: a straight line; six: a cubic curve. All relative to the point where the step begins."""


@dataclass(frozen=True, slots=True)
class Path:
    """One run of lines and curves."""

    start: Point
    steps: tuple[Step, ...]
    closed: bool = True

    def points(self) -> Iterator[Point]:
        """The start, and each control and end point, in absolute coordinates."""
        x, y = self.start
        yield x, y
        for step in self.steps:
            for i in range(0, len(step), 2):
                yield x + step[i], y + step[i + 1]
            x, y = x + step[-2], y + step[-1]

    def mirrored(self, width: int) -> Path:
        """The same path seen in a mirror that stands upright in the middle of `width`."""
        steps = tuple(tuple(-n if i % 2 == 0 else n for i, n in enumerate(step)) for step in self.steps)
        return Path((width - self.start[0], self.start[1]), steps, self.closed)

    def moved(self, x: int, y: int) -> Path:
        """The same path elsewhere."""
        return replace(self, start=(self.start[0] + x, self.start[1] + y))


Paths = tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """Paths filled (even-odd) with a named colour."""

    paths: Paths
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Paths drawn with a round pen; the width in tenths of a point."""

    paths: Paths
    colour: str
    width: int


@dataclass(frozen=True, slots=True)
class Framed:
    """Operations that show only inside some paths, and the line around them (0: none).

    The line is drawn first, to both sides, and what is inside covers its inner half: the paths are needed
    once for the line, the base colour and the edge of everything inside, which may run over coarsely.
    """

    paths: Paths
    colour: str
    width: int
    base: str | None
    inside: tuple[Fill | Stroke, ...]


Operation = Fill | Stroke | Framed


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; width and height in points."""

    width: float
    height: float
    operations: tuple[Operation, ...]

    def mirrored(self) -> Picture:
        """Left and right exchanged."""
        width = round(self.width * UNITS)
        return self._each(lambda path: path.mirrored(width))

    def moved(self, x: float, y: float) -> Picture:
        """Shifted by points; the size stays."""
        return self._each(lambda path: path.moved(round(x * UNITS), round(y * UNITS)))

    def colours(self) -> set[str]:
        """The names of all colours in use."""
        found = {part.colour for operation in self.operations for part in _parts(operation)}
        bases = {operation.base for operation in self.operations if isinstance(operation, Framed)}
        return found | {base for base in bases if base is not None}

    def paths(self) -> Iterator[Path]:
        """Every path of every operation."""
        for operation in self.operations:
            for part in _parts(operation):
                yield from part.paths

    def _each(self, change: Any) -> Picture:
        return replace(self, operations=tuple(_changed(operation, change) for operation in self.operations))


def beside(pictures: Iterable[Picture], gap: float) -> Picture:
    """Pictures side by side on one floor line, `gap` points apart."""
    x, height = 0.0, 0.0
    operations: list[Operation] = []
    for picture in pictures:
        operations.extend(picture.moved(x, 0).operations)
        x, height = x + picture.width + gap, max(height, picture.height)
    return Picture(max(x - gap, 0.0), height, tuple(operations))


def dump(picture: Picture) -> str:
    """The picture as compact JSON text."""
    content = {
        "format": FORMAT,
        "size": [picture.width, picture.height],
        "operations": [_dumped(operation) for operation in picture.operations],
    }
    return json.dumps(content, separators=(",", ":"))


def load(text: str, name: str = "picture") -> Picture:
    """The picture that `dump` wrote. Raises InputError if the text is anything else."""
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ValueError
        width, height = content["size"]
        return Picture(width, height, tuple(_loaded(item) for item in content["operations"]))
    except (ValueError, TypeError, KeyError, IndexError):
        message = "is not a picture of this version"
        raise InputError.single(name, "picture-format", message, "run 'make figures' to draw it anew") from None


def path_text(path: Path) -> str:
    """A path in the path language of SVG, with relative steps."""
    steps = "".join(("l" if len(step) == 2 else "c") + _numbers(step) for step in path.steps)
    return f"M{_numbers(path.start)}{steps}{'z' if path.closed else ''}"


def _numbers(numbers: Iterable[int]) -> str:
    """Whole numbers with a space only where no minus sign parts them."""
    return " ".join(str(n) for n in numbers).replace(" -", "-")


def _read_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


def _read_path(text: str) -> Path:
    head, mark, _ = text.partition("l") if "c" not in text else (re.split(r"[lc]", text, maxsplit=1)[0], "l", "")
    x, y = _read_numbers(head[1:])
    steps = tuple(_read_numbers(numbers) for _, numbers in _STEP.findall(text)) if mark else ()
    if not head.startswith("M") or any(len(step) not in _NUMBERS_OF_STEP for step in steps):
        raise ValueError(text)
    return Path((x, y), steps, text.endswith("z"))


def _parts(operation: Operation) -> Iterator[Operation]:
    yield operation
    if isinstance(operation, Framed):
        yield from operation.inside


def _changed(operation: Any, change: Any) -> Any:
    paths = tuple(change(path) for path in operation.paths)
    if isinstance(operation, Framed):
        return replace(operation, paths=paths, inside=tuple(_changed(part, change) for part in operation.inside))
    return replace(operation, paths=paths)


def _dumped(operation: Operation) -> list[Any]:
    text = "".join(path_text(path) for path in operation.paths)
    match operation:
        case Fill(colour=colour, opacity=opacity):
            return ["fill", colour, opacity, text]
        case Stroke(colour=colour, width=width):
            return ["stroke", colour, width, text]
        case Framed(colour=colour, width=width, base=base, inside=inside):
            return ["framed", colour, width, text, base, [_dumped(part) for part in inside]]


def _loaded(item: list[Any]) -> Any:
    kind, colour, number, text = item[:4]
    paths = tuple(_read_path("M" + part) for part in text.split("M")[1:])
    if kind == "framed":
        return Framed(paths, colour, number, item[4], tuple(_loaded(part) for part in item[5]))
    return {"fill": Fill, "stroke": Stroke}[kind](paths, colour, number)
