"""A packed surface and a window on it -> what each pixel shows, and where exactly a border runs; compiled.

Kinds of borders are those of `cracks`. Lengths in cm.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.field import GROUP_COLUMN
from handouts.figures.tracing.distance import Near, Packed, distance, material_at

_TILE = 12  # pixels
_BLOCK = 8  # pixels
_STEP = 0.8  # share of the distance that a ray dares to go; the ellipse formula is not exact


class Window(NamedTuple):
    """The part of a picture that pixels cover, and what may be seen in it."""

    axes: Array
    """(3, 3): rows point to the right, up and towards the eye."""
    left: float
    bottom: float
    pixel: float
    spheres: Array
    """(n, 4): right, up, nearness and radius of every primitive."""


class Layers(NamedTuple):
    """What each pixel shows, (h, w); as in `raster.Raster`."""

    nearness: Array
    primitive: Whole
    normal: Array
    material: Whole


class Scratch(NamedTuple):
    """Room to list in what is near a place, kept from place to place."""

    primitives: Whole
    joined: Whole
    here: Mask
    each: Array


class Hit(NamedTuple):
    """What a ray meets: a primitive, or -1; how near, and which way the surface faces."""

    primitive: int
    nearness: float
    normal: tuple[float, float, float]


class Shown(NamedTuple):
    """What one pixel shows."""

    primitive: int
    nearness: float
    normal: Array
    material: int


@njit(cache=True, fastmath=True)
def _scratch(field: Packed) -> Scratch:
    primitives, joined = len(field.primitives), len(field.pairs)
    return Scratch(
        np.zeros(primitives, np.int64),
        np.zeros(joined, np.int64),
        np.zeros(primitives, np.bool_),
        np.zeros(primitives),
    )


@njit(cache=True, fastmath=True)
def _near(field: Packed, window: Window, scratch: Scratch, x: float, y: float, radius: float) -> Near:
    """What a ray can meet around a place of the picture."""
    count, joins, top, bottom = 0, 0, -1e9, 1e9
    spheres, here = window.spheres, scratch.here
    for i in range(spheres.shape[0]):
        dx, dy, reach = spheres[i, 0] - x, spheres[i, 1] - y, spheres[i, 3] + radius + 1.5
        here[i] = dx * dx + dy * dy < reach * reach
        if here[i]:
            scratch.primitives[count] = i
            count += 1
            top = max(top, spheres[i, 2] + spheres[i, 3] + 1)
            bottom = min(bottom, spheres[i, 2] - spheres[i, 3] - 1)
    for j in range(field.pairs.shape[0]):
        if here[field.pairs[j, 0]] and here[field.pairs[j, 1]]:
            scratch.joined[joins] = j
            joins += 1
    return Near(scratch.primitives[:count], scratch.joined[:joins], scratch.each, top, bottom)


@njit(cache=True, fastmath=True)
def _cast(field: Packed, near: Near, axes: Array, x: float, y: float) -> Hit:
    """March one ray from the nearest that anything reaches to the farthest."""
    ox, oy = axes[0, 0] * x + axes[1, 0] * y, axes[0, 1] * x + axes[1, 1] * y
    oz = axes[0, 2] * x + axes[1, 2] * y
    ex, ey, ez = axes[2, 0], axes[2, 1], axes[2, 2]
    z, hit = near.top, -1
    for _ in range(160):
        d, which = distance(field, near, ox + ex * z, oy + ey * z, oz + ez * z)
        if d < 0.01:
            hit = which
            break
        z -= max(d * _STEP, 0.012)
        if z < near.bottom:
            break
    if hit < 0:
        return Hit(-1, z, (0.0, 0.0, 0.0))
    return Hit(hit, z, _normal(field, near, ox + ex * z, oy + ey * z, oz + ez * z))


@njit(cache=True, fastmath=True)
def _normal(field: Packed, near: Near, x: float, y: float, z: float) -> tuple[float, float, float]:
    """Which way the surface faces: the gradient from a tetrahedron of four samples."""
    e, nx, ny, nz = 0.05, 0.0, 0.0, 0.0
    for k in range(4):
        a = 1.0 if k in (0, 3) else -1.0
        b = 1.0 if k in (1, 3) else -1.0
        c = 1.0 if k in (2, 3) else -1.0
        d, _ = distance(field, near, x + e * a, y + e * b, z + e * c)
        nx, ny, nz = nx + a * d, ny + b * d, nz + c * d
    length = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12
    return nx / length, ny / length, nz / length


@njit(cache=True, fastmath=True)
def _material(field: Packed, hit: Hit, axes: Array, x: float, y: float) -> int:
    at = axes[0] * x + axes[1] * y + axes[2] * hit.nearness
    return material_at(field, hit.primitive, at[0], at[1], at[2])


@njit(cache=True, fastmath=True)
def march(field: Packed, window: Window, layers: Layers) -> None:
    """Fill the layers, tile by tile."""
    height, width = layers.nearness.shape
    scratch, half = _scratch(field), _TILE * 0.5
    for row in range(0, height, _TILE):
        for column in range(0, width, _TILE):
            x, y = window.left + (column + half) * window.pixel, window.bottom + (row + half) * window.pixel
            near = _near(field, window, scratch, x, y, half * window.pixel * 1.4143)
            if len(near.primitives) > 0:
                _fill(field, window, layers, near, row, column)


@njit(cache=True, fastmath=True)
def _fill(field: Packed, window: Window, layers: Layers, near: Near, row: int, column: int) -> None:
    """Cast a ray through every pixel of the tile that begins here."""
    height, width = layers.nearness.shape
    for r in range(row, min(row + _TILE, height)):
        for c in range(column, min(column + _TILE, width)):
            x, y = window.left + (c + 0.5) * window.pixel, window.bottom + (r + 0.5) * window.pixel
            hit = _cast(field, near, window.axes, x, y)
            if hit.primitive >= 0:
                layers.nearness[r, c], layers.primitive[r, c] = hit.nearness, hit.primitive
                layers.normal[r, c] = hit.normal
                layers.material[r, c] = _material(field, hit, window.axes, x, y)


@njit(cache=True, fastmath=True)
def refine(field: Packed, window: Window, layers: Layers, cracks: Whole, kinds: Whole) -> Array:
    """Where the border runs between two pixels, (k, 2); cracks are (k, 4): row, column, row, column.

    Quickest where cracks of one block of pixels stand together.
    """
    scratch, found = _scratch(field), np.zeros((len(cracks), 2))
    block_row, block_column = -1, -1
    near = _near(field, window, scratch, 0.0, 0.0, 0.0)
    for m in range(len(cracks)):
        row, column = cracks[m, 0] // _BLOCK, cracks[m, 1] // _BLOCK
        if column != block_column or row != block_row:
            block_row, block_column = row, column
            x = window.left + (column * _BLOCK + _BLOCK // 2) * window.pixel
            y = window.bottom + (row * _BLOCK + _BLOCK // 2) * window.pixel
            near = _near(field, window, scratch, x, y, _BLOCK * window.pixel)
        found[m] = _halved(field, window, layers, near, cracks[m], kinds[m])
    return found


@njit(cache=True, fastmath=True)
def _halved(
    field: Packed, window: Window, layers: Layers, near: Near, crack: Whole, kind: int
) -> tuple[float, float]:
    """Halve the way between the middles of two pixels until the border is found."""
    ra, ca, rb, cb = crack
    first, second = _shown(layers, ra, ca), _shown(layers, rb, cb)
    low, high = 0.0, 1.0
    for _ in range(5):
        t = 0.5 * (low + high)
        x = window.left + (ca + (cb - ca) * t + 0.5) * window.pixel
        y = window.bottom + (ra + (rb - ra) * t + 0.5) * window.pixel
        hit = _cast(field, near, window.axes, x, y)
        covering = _material(field, hit, window.axes, x, y) if hit.primitive >= 0 and kind == 4 else -1
        if _like_first(field.primitives, kind, hit, covering, first, second):
            low = t
        else:
            high = t
    t = 0.5 * (low + high)
    return (
        window.left + (ca + (cb - ca) * t + 0.5) * window.pixel,
        window.bottom + (ra + (rb - ra) * t + 0.5) * window.pixel,
    )


@njit(cache=True, fastmath=True)
def _shown(layers: Layers, row: int, column: int) -> Shown:
    return Shown(
        layers.primitive[row, column],
        layers.nearness[row, column],
        layers.normal[row, column],
        layers.material[row, column],
    )


@njit(cache=True, fastmath=True)
def _like_first(p: Array, kind: int, hit: Hit, covering: int, first: Shown, second: Shown) -> bool:
    """Whether a point between two pixels belongs to the first of them; kinds as in `cracks`."""
    nearer_first = abs(hit.nearness - first.nearness) < abs(hit.nearness - second.nearness)
    if kind == 1:
        return (hit.primitive >= 0) == (first.primitive >= 0)
    if hit.primitive < 0:
        return True
    if kind == 3:
        return _alike(hit.normal, first.normal) > _alike(hit.normal, second.normal)
    if kind == 4 and covering in (first.material, second.material):
        return covering == first.material
    if kind == 5:
        a, b = p[first.primitive, GROUP_COLUMN], p[second.primitive, GROUP_COLUMN]
        group = p[hit.primitive, GROUP_COLUMN]
        if a != b and group in (a, b):
            return bool(group == a)
        if hit.primitive in (first.primitive, second.primitive):
            return hit.primitive == first.primitive
    return bool(nearer_first)


@njit(cache=True, fastmath=True)
def _alike(normal: tuple[float, float, float], other: Array) -> float:
    """The cosine between two normals."""
    return float(normal[0] * other[0] + normal[1] * other[1] + normal[2] * other[2])
