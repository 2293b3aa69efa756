"""A movement -> an arrow that stands clear of the body.

The way is given on the picture or followed by a place of the body; then the arrow is shifted as little as possible
to where it covers nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from scipy.ndimage import distance_transform_edt

from handouts.figures.body.arrays import Array
from handouts.figures.drawing.drawing import Layer
from handouts.figures.tracing.fitting import Curve, fitted, lengths_along, line, resampled, through
from handouts.figures.tracing.raster import Raster

_SHAFT: Final = (1.4, 2.5)  # cm: width at the tail and at the head
_HEAD: Final = (7.0, 4.3)  # cm: length and half width
_HALO: Final = 16  # tenths of a point
_CLEAR: Final = 4.6  # cm between the way of the arrow and the body
_REACH: Final = 34.0  # cm: how far an arrow is shifted at most
_OUT_OF_WAY: Final = 3.0  # how much worse than a shift of 1 cm is 1 cm of the way too near the body


def bent(start: Array, end: Array, bend: float) -> Array:
    """A way between two points of the picture, bent to the left by a share of its length, (17, 2)."""
    across = np.array([-(end - start)[1], (end - start)[0]])
    middle = (start + end) / 2 + across * bend
    t = np.linspace(0, 1, 17)[:, None]
    found: Array = (1 - t) ** 2 * start + 2 * (1 - t) * t * middle + t * t * end
    return found


def cleared(way: Array, raster: Raster) -> Array:
    """The way, shifted to where it keeps clear of everything drawn."""
    margin = int(_REACH / raster.pixel) + 30
    empty = np.pad(~raster.body, margin, constant_values=True)
    away = distance_transform_edt(empty) * raster.pixel
    origin = np.array([raster.left, raster.bottom]) - margin * raster.pixel
    best, found = np.inf, way
    for length in np.arange(0.0, _REACH, 2.0):
        for turn in np.arange(0, 2 * np.pi, np.pi / 12) if length else (0.0,):
            moved = way + length * np.array([np.cos(turn), np.sin(turn)])
            cost = length + _OUT_OF_WAY * _lack(moved, away, origin, raster.pixel)
            if cost < best:
                best, found = cost, moved
        if length >= best:
            break
    return found


def _lack(way: Array, away: Array, origin: Array, pixel: float) -> float:
    """By how much the points of a way are too near the body, summed, cm."""
    columns, rows = np.rint((way - origin) / pixel).astype(int).T
    height, width = away.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    near = away[rows[inside], columns[inside]]
    return float(np.maximum(_CLEAR - near, 0).sum())


def arrow(way: Array) -> list[Layer]:
    """The arrow along a way: a white edge, and the arrow itself."""
    points = resampled(through(resampled(way, 4.0), False).flattened(12), 0.4)
    along = lengths_along(points)
    head = min(_HEAD[0], 0.55 * along[-1])
    last = int(np.searchsorted(along, along[-1] - head))
    direction = np.gradient(points, axis=0)
    direction /= np.linalg.norm(direction, axis=1)[:, None]
    across = np.stack([-direction[:, 1], direction[:, 0]], 1)[: last + 1]
    half = np.linspace(*_SHAFT, last + 1)[:, None] / 2
    left, right = points[: last + 1] + across * half, points[: last + 1] - across * half
    neck, tip = points[last], points[-1]
    forward = (tip - neck) / np.linalg.norm(tip - neck)
    wing = np.array([-forward[1], forward[0]]) * _HEAD[1] * min(1.0, head / _HEAD[0] + 0.2)
    barbs = [neck + wing - 0.8 * forward, tip, neck - wing - 0.8 * forward]
    corners = [left[-1], *barbs, right[-1]]
    pieces = [
        _side(left),
        *(line(a, b) for a, b in pairwise(corners)),
        _side(right[::-1]),
    ]
    curve = Curve(np.concatenate([*pieces, line(right[0], left[0])]), True)
    return [Layer([curve], "white", _HALO), Layer([curve], "arrow")]


def _side(points: Array) -> Array:
    curve = fitted(points, False, 0.08, 0.4, sharp=170)
    return curve.segments if curve is not None and len(points) > 2 else line(points[0], points[-1])
