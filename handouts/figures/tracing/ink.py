"""Cracks -> the lines a draughtsman would draw inside the silhouette, as cubic Bézier curves, cm.

What would print as a dash is left out: spurs, short lines with free ends, lines that only repeat the silhouette.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.ndimage import distance_transform_edt

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.field import BOX, PROP_GROUP
from handouts.figures.tracing.chains import Chain, chains
from handouts.figures.tracing.cracks import MATERIAL, SILHOUETTE, Cracks
from handouts.figures.tracing.fitting import Curve, fitted, polyline, simplified
from handouts.figures.tracing.outline import area
from handouts.figures.tracing.raster import Raster

_INK_TOLERANCE: Final = 0.1
_LEAST_RING: Final = 3.0  # cm2 inside a closed line
_BOX_TOLERANCE: Final = 0.5
_SPUR: Final = (1.4, 3.0)  # cm: shorter lines go, with one end free and with both
_FINE_SPUR: Final = 0.9
_LEAST: Final = (3.6, 9.0)  # cm: a line with one free end, with two
_HUGS: Final = (0.75, 1.6)  # cm: a line that stays this near the silhouette says nothing (median, farthest)


class Line(NamedTuple):
    """One ink line."""

    curve: Curve
    strong: bool
    """A border in depth; else a hem or a fine line of hands and feet."""
    first_free: bool
    last_free: bool
    hem: tuple[int, int] | None
    """The materials on both sides, if it is a border of cloth and not of a form."""


def ink(raster: Raster, cracks: Cracks, fine: Mask) -> list[Line]:
    """The lines a draughtsman would draw inside the silhouette; `fine` marks pixels of hands, feet and ears."""
    alive = cracks.kind > SILHOUETTE
    classes = (cracks.kind == MATERIAL).astype(np.int64)
    small = _fine_cracks(raster, cracks, fine)
    for _ in range(3):  # without its spurs a line joins up again
        spurs = [chain for chain in chains(cracks, alive, classes) if _is_spur(chain, raster, classes, small)]
        if not spurs:
            break
        alive[np.concatenate([chain.cracks for chain in spurs])] = False
    deep = distance_transform_edt(raster.body) * raster.pixel
    found = []
    for chain in chains(cracks, alive, classes):
        delicate = bool(small[chain.cracks].mean() > 0.5)
        hem = bool(classes[chain.cracks[0]])
        if _is_worth(chain, raster, hem, delicate) and (hem or not _hugs(chain, cracks, raster, deep)):
            curve = _line_curve(chain, cracks, raster)
            if curve:
                sides = _materials(chain, cracks, raster) if hem else None
                found.append(Line(curve, not hem and not delicate, chain.first_free, chain.last_free, sides))
    return found


def _fine_cracks(raster: Raster, cracks: Cracks, fine: Mask) -> Mask:
    found: Mask = fine[raster.pixels_at(np.minimum(cracks.first, cracks.second))]
    return found


def _length(chain: Chain, raster: Raster) -> float:
    """About how long a chain is, cm: cracks run in steps."""
    return len(chain.cracks) * raster.pixel * 0.8


def _is_spur(chain: Chain, raster: Raster, classes: Whole, small: Mask) -> bool:
    if not (chain.first_free or chain.last_free) or classes[chain.cracks[0]]:
        return False
    if small[chain.cracks[len(chain.cracks) // 2]]:
        return _length(chain, raster) < _FINE_SPUR
    return _length(chain, raster) < _SPUR[chain.first_free and chain.last_free]


def _is_worth(chain: Chain, raster: Raster, hem: bool, delicate: bool) -> bool:
    """Whether a chain is long enough to be a line and not a dash."""
    length = _length(chain, raster)
    if not (chain.first_free or chain.last_free):
        return length >= 1.0
    if delicate:
        return length >= 1.6
    return length >= _LEAST[chain.first_free and chain.last_free and not hem]


def _hugs(chain: Chain, cracks: Cracks, raster: Raster, deep: Array) -> bool:
    away = deep[raster.pixels_at(cracks.first[chain.cracks])]
    return bool(np.median(away) < _HUGS[0] and away.max() < _HUGS[1])


def _line_curve(chain: Chain, cracks: Cracks, raster: Raster) -> Curve | None:
    points = cracks.point[chain.cracks]
    if chain.closed and len(points) > 8:
        if area(points) < _LEAST_RING:
            return None
        return fitted(points, True, _INK_TOLERANCE, 1.2 * raster.pixel, 1.6)
    if len(points) < 3:
        return None
    if not chain.first_free:
        points[0] = cracks.corner(int(chain.corners[0]), raster)
    if not chain.last_free:
        points[-1] = cracks.corner(int(chain.corners[-1]), raster)
    if _is_of_box(chain, cracks, raster):
        return polyline(simplified(points, _BOX_TOLERANCE), False)
    return fitted(points, False, _INK_TOLERANCE, 1.2 * raster.pixel, 1.6)


def _is_of_box(chain: Chain, cracks: Cracks, raster: Raster) -> bool:
    """Whether a chain runs between things with straight edges."""
    here, there = _sides(chain, cracks, raster)
    kinds = {int(raster.surface.kind[raster.primitive[pixel]]) for pixel in (here, there)}
    groups = {int(raster.group[pixel]) for pixel in (here, there)}
    return groups == {PROP_GROUP} and BOX in kinds and bool(raster.surface.size[raster.primitive[here], 3] < 2.5)


def _materials(chain: Chain, cracks: Cracks, raster: Raster) -> tuple[int, int]:
    """The materials on both sides of a chain's middle."""
    found = sorted(int(raster.material[pixel]) for pixel in _sides(chain, cracks, raster))
    return found[0], found[1]


def _sides(chain: Chain, cracks: Cracks, raster: Raster) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two pixels at a chain's middle."""
    number = int(chain.cracks[len(chain.cracks) // 2])
    a, b = int(cracks.first[number]), int(cracks.second[number])
    row, column = divmod(min(a, b), raster.primitive.shape[1] + 1)
    return (row, column), (row, column - 1) if abs(a - b) > 1 else (row - 1, column)
