"""Cracks -> closed regions as cubic Bézier curves, cm.

A region reaches a little over the silhouette, which cuts it off when it is drawn; so only borders between two
colours are fitted closely, and less closely where an ink line covers them anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.ndimage import distance_transform_edt

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.tracing.cracks import CONTACT, CREASE, OCCLUSION, SILHOUETTE, Cracks
from handouts.figures.tracing.fitting import Curve, fitted, line, simplified
from handouts.figures.tracing.raster import Raster

_OUTLINE_TOLERANCE: Final = 0.09  # cm; an outline is about .8 cm wide at the natural size
_TOLERANCES: Final = {"under ink": 0.22, "bare": 0.1, "soft": 0.25, "outside": 0.9}
_TURN: Final = 62.0  # degrees: a corner
_ROUND: Final = 175.0  # degrees: no corners at all
_OVERHANG: Final = 2.2  # cm that a region reaches over the silhouette
_LEAST_AREA: Final = 0.6  # cm2 of a region or a gap worth drawing


def silhouette(raster: Raster, cracks: Cracks) -> list[Curve]:
    """The outer border of everything, and the gaps in it."""
    found = []
    for ring in _rings(raster.body):
        points, _ = _ring_points(ring, raster, cracks)
        if len(points) < 8 or area(points) < _LEAST_AREA:
            continue
        curve = fitted(points, True, _OUTLINE_TOLERANCE, 1.4 * raster.pixel, 1.0)
        if curve:
            found.append(curve)
    return found


def overhanging(raster: Raster, labels: Whole) -> Whole:
    """Labels of pixels carried over the silhouette; -1 farther out."""
    away, (rows, columns) = distance_transform_edt(~raster.body, return_indices=True)
    found: Whole = np.where(away * raster.pixel <= _OVERHANG, labels[rows, columns], -1)
    return found


def region(raster: Raster, cracks: Cracks, mask: Mask) -> list[Curve]:
    """The border of a region given on overhanging labels."""
    found = []
    for ring in _rings(mask):
        points, tags = _ring_points(ring, raster, cracks)
        if len(points) < 8 or area(points) < _LEAST_AREA or not raster.body[_inside(ring, raster)].any():
            continue
        curve = _by_runs(points, tags, raster.pixel)
        if curve:
            found.append(curve)
    return found


def _inside(ring: Whole, raster: Raster) -> tuple[Whole, Whole]:
    """Pixels to the left of a ring's steps, which are in the region."""
    step = np.diff(ring, axis=0)
    rows = ring[:-1, 0] + np.minimum(step[:, 0], 0) - (step[:, 1] < 0)
    columns = ring[:-1, 1] + np.minimum(step[:, 1], 0) - (step[:, 0] > 0)
    height, width = raster.primitive.shape
    return np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)


def area(points: Array) -> float:
    """The area inside a closed run of points."""
    x, y = points.T
    return float(0.5 * abs(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)))


def _rings(mask: Mask) -> Iterator[Whole]:
    """Closed ways around a mask along pixel corners (row, column), the mask to the left; ends equal."""
    padded = np.pad(mask, 1)
    inner = padded[1:-1, 1:-1]
    sides = (  # which neighbour is missing, and the step from the pixel's lower left corner
        (padded[1:-1, 2:], (0, 1), (1, 1)),
        (padded[1:-1, :-2], (1, 0), (0, 0)),
        (padded[2:, 1:-1], (1, 1), (1, 0)),
        (padded[:-2, 1:-1], (0, 0), (0, 1)),
    )
    onward: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for neighbour, (r0, c0), (r1, c1) in sides:
        for r, c in zip(*(axis.tolist() for axis in np.nonzero(inner & ~neighbour)), strict=True):
            onward.setdefault((r + r0, c + c0), []).append((r + r1, c + c1))
    while onward:
        yield np.array(_way_around(onward))


def _way_around(onward: dict[tuple[int, int], list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Take one closed way out of the steps; where two cross, keep left."""
    start = next(iter(onward))
    path = [start]
    while True:
        here = path[-1]
        choices = onward[here]
        chosen = choices[0]
        if len(choices) > 1 and len(path) > 1:
            dr, dc = here[0] - path[-2][0], here[1] - path[-2][1]
            chosen = max(choices, key=lambda to: dc * (to[0] - here[0]) - dr * (to[1] - here[1]))
        choices.remove(chosen)
        if not choices:
            del onward[here]
        path.append(chosen)
        if chosen == start:
            return path


def _ring_points(ring: Whole, raster: Raster, cracks: Cracks) -> tuple[Array, Array]:
    """The exact border along a ring, (n, 2), and how closely each crack of it must be followed."""
    height, width = raster.primitive.shape
    a, b = ring[:-1], ring[1:]
    low = np.minimum(a, b)
    upright = a[:, 1] == b[:, 1]
    number = np.full(len(a), -1)
    r, c = low[:, 0], low[:, 1] - 1
    found = upright & (c >= 0) & (c < width - 1) & (r < height)
    number[found] = cracks.upright[r[found], c[found]]
    r, c = low[:, 0] - 1, low[:, 1]
    found = ~upright & (r >= 0) & (r < height - 1) & (c < width)
    number[found] = cracks.level[r[found], c[found]]
    middle = (a + b)[:, ::-1] / 2 * raster.pixel + np.array([raster.left, raster.bottom])
    points = np.where((number >= 0)[:, None], cracks.point[number], middle)
    kind = np.where(number >= 0, cracks.kind[number], 0)
    bare = number >= 0
    tags = np.where(bare, "bare", "soft").astype("U9")
    tags[np.isin(kind, (OCCLUSION, CREASE, CONTACT))] = "under ink"
    tags[(kind == SILHOUETTE) | _outside(low, upright, raster)] = "outside"
    return points, tags


def _outside(low: Whole, upright: Mask, raster: Raster) -> Mask:
    """Whether both pixels at a crack are background."""
    height, width = raster.primitive.shape
    padded = np.pad(raster.body, 1)
    r, c = np.clip(low[:, 0], 0, height), np.clip(low[:, 1], 0, width)
    beside = np.where(upright, padded[r + 1, c], padded[r, c + 1])
    found: Mask = ~padded[r + 1, c + 1] & ~beside
    return found


def _by_runs(points: Array, tags: Array, pixel: float) -> Curve | None:
    """Fit a ring run by run, each as closely as its tag asks."""
    breaks = np.nonzero(tags != np.roll(tags, 1))[0]
    if not len(breaks):
        tag = str(tags[0])
        if tag == "outside":
            return None
        sigma = 3.0 if tag == "soft" else 1.0
        return fitted(points, True, _TOLERANCES[tag], 1.4 * pixel, sigma, _ROUND if tag == "soft" else _TURN)
    points, tags = np.roll(points, -breaks[0], 0), np.roll(tags, -breaks[0])
    breaks = breaks - breaks[0]
    ring = np.concatenate([points, points[:1]])
    pieces = []
    for first, last in zip(breaks, [*breaks[1:], len(points)], strict=True):
        pieces.append(_run(ring[first : last + 1], str(tags[first]), pixel))
    return Curve(np.concatenate(pieces), True)


def _run(points: Array, tag: str, pixel: float) -> Array:
    """One run between two changes of tag."""
    if len(points) < 4 or tag == "outside":
        corners = simplified(points, _TOLERANCES["outside"] if tag == "outside" else _TOLERANCES["bare"])
        return np.concatenate([line(a, b) for a, b in pairwise(corners)])
    sigma, sharp = (3.0, _ROUND) if tag == "soft" else (1.2, _TURN)
    curve = fitted(points, False, _TOLERANCES[tag], 1.4 * pixel, sigma, sharp)
    return curve.segments if curve else line(points[0], points[-1])
