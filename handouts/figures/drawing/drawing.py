"""Curves in cm with styles -> the operations of a Picture, in tenths of a point.

A layer is what one operation draws; a drawing is the layers of one position in their order: what lies under the
figure, the figure's frame with what is inside it, and what lies over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array
from handouts.figures.picture.picture import UNITS, Fill, Framed, Operation, Path, Picture, Step, Stroke
from handouts.figures.tracing.fitting import Curve

OUTLINE: Final = 9  # widths in tenths of a point at the natural size
INNER: Final = 7
FINE: Final = 4


class Layer(NamedTuple):
    """Curves filled with a colour (width 0) or drawn with a pen (tenths of a point)."""

    curves: Sequence[Curve]
    colour: str
    width: int = 0
    opacity: float = 1.0


@dataclass(frozen=True)
class Drawing:
    """One position, in cm."""

    frame: Sequence[Curve]
    base: str
    under: list[Layer] = field(default_factory=list)
    inside: list[Layer] = field(default_factory=list)
    over: list[Layer] = field(default_factory=list)

    def bounds(self) -> tuple[Array, Array]:
        """The lowest and highest right and up of everything that can be seen."""
        layers = [*self.under, *self.over]
        curves = [*self.frame, *(curve for layer in layers for curve in layer.curves)]
        points = np.concatenate([curve.segments.reshape(-1, 2) for curve in curves])
        return points.min(0), points.max(0)


def picture(drawing: Drawing, low: Array, high: Array, scale: float) -> Picture:
    """What lies between two corners of a drawing, `scale` points per cm."""
    size = (high - low) * scale
    place = _Place(low, scale * UNITS)
    under = [_operation(layer, place) for layer in drawing.under]
    inside = tuple(operation for layer in drawing.inside if (operation := _operation(layer, place)).paths)
    framed = Framed(place.paths(drawing.frame), "ink", OUTLINE, drawing.base, inside)
    over = [_operation(layer, place) for layer in drawing.over]
    kept: list[Operation] = [operation for operation in (*under, framed, *over) if operation.paths]
    return Picture(round(float(size[0]), 1), round(float(size[1]), 1), tuple(kept))


class _Place(NamedTuple):
    """Where cm lie in the picture."""

    low: Array
    scale: float

    def paths(self, curves: Iterable[Curve]) -> tuple[Path, ...]:
        """Curves as paths, without those too small to be seen."""
        found = (self.path(curve) for curve in curves)
        return tuple(path for path in found if path is not None)

    def path(self, curve: Curve) -> Path | None:
        """One curve in whole tenths of a point; steps that round to nothing are left out."""
        ends = np.rint((curve.segments - self.low) * self.scale).astype(int).tolist()
        x, y = start = (ends[0][0][0], ends[0][0][1])
        steps: list[Step] = []
        for _, one, two, end in ends:
            step = (one[0] - x, one[1] - y, two[0] - x, two[1] - y, end[0] - x, end[1] - y)
            if any(step):
                steps.append(step[4:] if _is_line(step) else step)
                x, y = end[0], end[1]
        if curve.closed and steps and len(steps[-1]) == 2 and (x, y) == start:
            steps.pop()
        return Path(start, tuple(steps), curve.closed) if steps else None


def _is_line(step: Step) -> bool:
    """Whether a cubic cannot be told from its chord: control points on it to half a tenth of a point."""
    ax, ay, bx, by, x, y = step
    length = max((x * x + y * y) ** 0.5, 1e-9)
    beside = max(abs(ax * y - ay * x), abs(bx * y - by * x)) / length
    within = all(-0.5 * length <= (px * x + py * y) / length <= 1.5 * length for px, py in ((ax, ay), (bx, by)))
    return beside <= 0.7 and within


def _operation(layer: Layer, place: _Place) -> Fill | Stroke:
    paths = place.paths(layer.curves)
    if layer.width:
        return Stroke(paths, layer.colour, layer.width)
    return Fill(paths, layer.colour, layer.opacity)
