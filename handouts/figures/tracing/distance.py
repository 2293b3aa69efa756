"""A packed surface and a point -> the signed distance between them, and what covers the surface there; compiled.

Numba's cache does not notice when the columns in `field` or the fields of a record change: empty it then. Records
are taken apart before a loop, since each look into one costs about as much as the sum it serves. Lengths in cm.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.field import (
    AXES_COLUMN,
    BORDER_COLUMN,
    BOX,
    CAPS_COLUMN,
    CENTRE_COLUMN,
    KIND_COLUMN,
    LENGTH_COLUMN,
    MATERIALS_COLUMN,
    ORIGIN_COLUMN,
    PLANES_COLUMN,
    REACH_COLUMN,
    ROW_WIDTH,
    SAMPLES,
    SHIRT_COLUMN,
    SIZE_COLUMN,
    SWEEP,
    TABLE_COLUMN,
    TRUNK,
    Surface,
)

UNDER = 2  # in SHIRTS
DRAPE = 1.6  # cm that the shirt still covers of what bulges out below it


class Packed(NamedTuple):
    """What compiled code takes of a `Surface`, which as a whole would cost more to hand over than the work."""

    primitives: Array
    """(n, 202): one primitive in a row."""
    stations: Array
    pairs: Whole
    blends: Array
    rule: Array


class Near(NamedTuple):
    """The few primitives and blends of a surface that a place can meet."""

    primitives: Whole
    joined: Whole
    """Numbers of blends."""
    each: Array
    """Scratch, (n,): the distance of every primitive."""
    top: float
    """The nearest to the eye that any of them reaches, and the farthest."""
    bottom: float


def packed(surface: Surface) -> Packed:
    """The part of a surface that compiled code works on."""
    return Packed(surface.packed, surface.stations, surface.pairs, surface.blends, surface.rule)


@njit(cache=True, fastmath=True)
def _ellipsoid(x: float, y: float, z: float, a: float, b: float, c: float) -> float:
    """Approximate distance to an ellipsoid: exact on the surface, slightly short elsewhere."""
    x, y, z = x / a, y / b, z / c
    near = np.sqrt(x * x + y * y + z * z)
    x, y, z = x / a, y / b, z / c
    slope = np.sqrt(x * x + y * y + z * z)
    if slope < 1e-6:
        return -min(a, b)
    return float(near * (near - 1.0) / slope)


@njit(cache=True, fastmath=True)
def trunk_distance(stations: Array, x: float, y: float, z: float) -> tuple[float, float]:
    """Distance to the curved trunk, and the fractional number of the nearest station."""
    count = stations.shape[0]
    best, where = 1e9, 0.0
    ahead = 0.0
    for i in range(count):
        behind = ahead
        ahead = (
            (x - stations[i, 0]) * stations[i, 9]
            + (y - stations[i, 1]) * stations[i, 10]
            + (z - stations[i, 2]) * stations[i, 11]
        )
        if i == 0:
            continue
        first, last = i == 1, i == count - 1
        if not ((behind >= 0 and ahead < 0) or (first and behind < 0) or (last and ahead >= 0)):
            continue
        w = behind / (behind - ahead) if behind - ahead > 1e-9 else 0.0
        beyond = 0.0
        if first and behind < 0:
            w, beyond = 0.0, behind
        if last and ahead >= 0:
            w, beyond = 1.0, ahead
        d = _slice_distance(stations, i - 1, w, beyond, x, y, z)
        if d < best:
            best, where = d, i - 1 + w
    return best, where


@njit(cache=True, fastmath=True)
def _between(stations: Array, i: int, w: float, column: int) -> float:
    return float(stations[i, column] * (1.0 - w) + stations[i + 1, column] * w)


@njit(cache=True, fastmath=True)
def _slice_distance(stations: Array, i: int, w: float, beyond: float, x: float, y: float, z: float) -> float:
    dx, dy, dz = x - _between(stations, i, w, 0), y - _between(stations, i, w, 1), z - _between(stations, i, w, 2)
    front = dx * _between(stations, i, w, 3) + dy * _between(stations, i, w, 4) + dz * _between(stations, i, w, 5)
    side = dx * _between(stations, i, w, 6) + dy * _between(stations, i, w, 7) + dz * _between(stations, i, w, 8)
    half = _between(stations, i, w, 12)
    depth = _between(stations, i, w, 13 if front > 0 else 14)
    return _ellipsoid(front, side, beyond, depth, half, 0.6 * min(half, depth))


@njit(cache=True, fastmath=True)
def _local(p: Array, i: int, x: float, y: float, z: float) -> tuple[float, float, float]:
    """A point of the room in a primitive's own axes."""
    dx, dy, dz = x - p[i, ORIGIN_COLUMN], y - p[i, ORIGIN_COLUMN + 1], z - p[i, ORIGIN_COLUMN + 2]
    return (
        p[i, AXES_COLUMN] * dx + p[i, AXES_COLUMN + 1] * dy + p[i, AXES_COLUMN + 2] * dz,
        p[i, AXES_COLUMN + 3] * dx + p[i, AXES_COLUMN + 4] * dy + p[i, AXES_COLUMN + 5] * dz,
        p[i, AXES_COLUMN + 6] * dx + p[i, AXES_COLUMN + 7] * dy + p[i, AXES_COLUMN + 8] * dz,
    )


@njit(cache=True, fastmath=True)
def _sweep_distance(p: Array, i: int, x: float, y: float, z: float) -> float:
    length = p[i, LENGTH_COLUMN]
    at = 0.0
    if length > 0:
        at = min(1.0, max(0.0, z / length)) * (SAMPLES - 1)
    j = min(int(at), SAMPLES - 2)
    w = at - j
    v = 1.0 - w
    a = TABLE_COLUMN + j * ROW_WIDTH
    b = a + ROW_WIDTH
    px, py = x - p[i, a] * v - p[i, b] * w, y - p[i, a + 1] * v - p[i, b + 1] * w
    side = p[i, a + 2] * v + p[i, b + 2] * w
    facing = 3 if px > 0 else 4
    depth = p[i, a + facing] * v + p[i, b + facing] * w
    beyond, cap = 0.0, 1.0
    if z < 0:
        beyond, cap = z, p[i, CAPS_COLUMN]
    elif z > length:
        beyond, cap = z - length, p[i, CAPS_COLUMN + 1]
    d = _ellipsoid(px, py, beyond, depth, side, cap)
    for k in range(2):
        c = PLANES_COLUMN + 4 * k
        d = max(d, p[i, c] * x + p[i, c + 1] * y + p[i, c + 2] * z - p[i, c + 3])
    return d


@njit(cache=True, fastmath=True)
def _solid_distance(p: Array, i: int, x: float, y: float, z: float) -> float:
    """Box or cylinder with rounded edges."""
    if p[i, KIND_COLUMN] == BOX:
        r = p[i, SIZE_COLUMN + 3]
        a, b, c = (
            abs(x) - p[i, SIZE_COLUMN] + r,
            abs(y) - p[i, SIZE_COLUMN + 1] + r,
            abs(z) - p[i, SIZE_COLUMN + 2] + r,
        )
    else:
        r = p[i, SIZE_COLUMN + 2]
        a, b, c = np.sqrt(x * x + y * y) - p[i, SIZE_COLUMN] + r, abs(z) - p[i, SIZE_COLUMN + 1] + r, -1e9
    inside = min(max(a, b, c), 0.0)
    a, b, c = max(a, 0.0), max(b, 0.0), max(c, 0.0)
    return float(np.sqrt(a * a + b * b + c * c) + inside - r)


@njit(cache=True, fastmath=True)
def primitive_distance(p: Array, stations: Array, i: int, x: float, y: float, z: float) -> float:
    """Signed distance to one primitive."""
    if p[i, KIND_COLUMN] == TRUNK:
        return trunk_distance(stations, x, y, z)[0]
    px, py, pz = _local(p, i, x, y, z)
    if p[i, KIND_COLUMN] == SWEEP:
        return _sweep_distance(p, i, px, py, pz)
    return _solid_distance(p, i, px, py, pz)


@njit(cache=True, fastmath=True)
def distance(field: Packed, near: Near, x: float, y: float, z: float) -> tuple[float, int]:
    """Distance to the nearest of the primitives around a place, blends included, and which primitive it is."""
    p, stations, pairs, blends = field.primitives, field.stations, field.pairs, field.blends
    primitives, joined, each = near.primitives, near.joined, near.each
    best, found = 1e9, -1
    for a in range(len(primitives)):
        i = primitives[a]
        dx, dy, dz = x - p[i, CENTRE_COLUMN], y - p[i, CENTRE_COLUMN + 1], z - p[i, CENTRE_COLUMN + 2]
        far = best + 4.5 + p[i, REACH_COLUMN]
        if far > 0 and dx * dx + dy * dy + dz * dz > far * far:
            each[i] = 1e9
            continue
        each[i] = primitive_distance(p, stations, i, x, y, z)
        if each[i] < best:
            best, found = each[i], i
    for b in range(len(joined)):
        j = joined[b]
        one, two = pairs[j, 0], pairs[j, 1]
        radius = blends[j, 0]
        apart = abs(each[one] - each[two])
        if apart >= radius or min(each[one], each[two]) > best + 0.25 * radius:
            continue
        dx, dy, dz = x - blends[j, 1], y - blends[j, 2], z - blends[j, 3]
        r = np.sqrt(dx * dx + dy * dy + dz * dz) / blends[j, 4]
        if r >= 1.0:
            continue
        fade = 1.0 if r < 0.5 else 2.0 - 2.0 * r
        radius *= fade * fade * (3.0 - 2.0 * fade)
        if apart >= radius or radius < 1e-3:
            continue
        h = (radius - apart) / radius
        d = min(each[one], each[two]) - 0.25 * h * h * radius
        if d < best:
            best, found = d, one if each[one] < each[two] else two
    return best, found


@njit(cache=True, fastmath=True)
def material_at(field: Packed, i: int, x: float, y: float, z: float) -> int:
    """The material of primitive i at a point of its surface."""
    p, stations = field.primitives, field.stations
    along = _local(p, i, x, y, z)[2]
    first, second = int(p[i, MATERIALS_COLUMN]), int(p[i, MATERIALS_COLUMN + 1])
    if not p[i, SHIRT_COLUMN]:
        return second if along > p[i, BORDER_COLUMN] else first
    count = stations.shape[0]
    away, where = trunk_distance(stations, x, y, z)
    j = min(int(where), count - 2)
    w = where - j
    height = stations[j, 15] * (1.0 - w) + stations[j + 1, 15] * w
    hem, top, lean, dip = field.rule
    under = p[i, SHIRT_COLUMN] == UNDER
    if height < hem or (under and away > DRAPE):
        return second
    if under:
        return first
    t = stations[j + 1]
    dx, dy, dz = x - t[0], y - t[1], z - t[2]
    forward, side = dx * t[3] + dy * t[4] + dz * t[5], dx * t[6] + dy * t[7] + dz * t[8]
    covered = height + lean * forward - dip * side * side < top
    beyond = p[i, KIND_COLUMN] != TRUNK and along > 0.34 * p[i, LENGTH_COLUMN]
    return first if covered or beyond else 0
