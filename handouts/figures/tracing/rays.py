"""Rays through a packed surface: what each pixel shows, and where exactly a border runs; compiled.

Fields are those of `raster.Raster`; kinds of borders those of `cracks`. Lengths in cm.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from handouts.figures.body.field import GROUP_COLUMN, Array, Whole
from handouts.figures.tracing.distance import distance, material_at


@njit(cache=True, fastmath=True)
def _near(
    pairs: Whole,
    spheres: Array,
    x: float,
    y: float,
    radius: float,
    near: Whole,
    joined: Whole,
    here: NDArray[np.bool_],
) -> tuple[int, int, float, float]:
    """List primitives and blends around a place; their numbers, and the nearest and farthest they reach."""
    count, joins, top, bottom = 0, 0, -1e9, 1e9
    for i in range(spheres.shape[0]):
        dx, dy, reach = spheres[i, 0] - x, spheres[i, 1] - y, spheres[i, 3] + radius + 1.5
        here[i] = dx * dx + dy * dy < reach * reach
        if here[i]:
            near[count] = i
            count += 1
            top = max(top, spheres[i, 2] + spheres[i, 3] + 1)
            bottom = min(bottom, spheres[i, 2] - spheres[i, 3] - 1)
    for j in range(pairs.shape[0]):
        if here[pairs[j, 0]] and here[pairs[j, 1]]:
            joined[joins] = j
            joins += 1
    return count, joins, top, bottom


@njit(cache=True, fastmath=True)
def _cast(
    p: Array,
    stations: Array,
    pairs: Whole,
    blends: Array,
    near: Whole,
    count: int,
    joined: Whole,
    joins: int,
    z: float,
    end: float,
    each: Array,
    axes: Array,
    x: float,
    y: float,
    step: float,
    out: Array,
) -> int:
    """March one ray; out = nearness and normal. The primitive that was hit, or -1."""
    ox, oy = axes[0, 0] * x + axes[1, 0] * y, axes[0, 1] * x + axes[1, 1] * y
    oz = axes[0, 2] * x + axes[1, 2] * y
    ex, ey, ez = axes[2, 0], axes[2, 1], axes[2, 2]
    hit = -1
    for _ in range(160):
        px, py, pz = ox + ex * z, oy + ey * z, oz + ez * z
        d, which = distance(p, stations, pairs, blends, near, count, joined, joins, each, px, py, pz)
        if d < 0.01:
            hit = which
            break
        z -= max(d * step, 0.012)
        if z < end:
            break
    if hit < 0:
        return hit
    px, py, pz = ox + ex * z, oy + ey * z, oz + ez * z
    e, nx, ny, nz = 0.05, 0.0, 0.0, 0.0
    for k in range(4):  # the gradient from a tetrahedron of four samples
        a = 1.0 if k in (0, 3) else -1.0
        b = 1.0 if k in (1, 3) else -1.0
        c = 1.0 if k in (2, 3) else -1.0
        at = (px + e * a, py + e * b, pz + e * c)
        d, _ = distance(p, stations, pairs, blends, near, count, joined, joins, each, at[0], at[1], at[2])
        nx, ny, nz = nx + a * d, ny + b * d, nz + c * d
    length = np.sqrt(nx * nx + ny * ny + nz * nz) + 1e-12
    out[0], out[1], out[2], out[3] = z, nx / length, ny / length, nz / length
    return hit


@njit(cache=True, fastmath=True)
def _material(p: Array, stations: Array, rule: Array, hit: int, axes: Array, x: float, y: float, z: float) -> int:
    at = axes[0] * x + axes[1] * y + axes[2] * z
    return material_at(p, stations, rule, hit, at[0], at[1], at[2])


@njit(cache=True, fastmath=True)
def march(
    p: Array,
    stations: Array,
    pairs: Whole,
    blends: Array,
    rule: Array,
    spheres: Array,
    axes: Array,
    left: float,
    bottom: float,
    pixel: float,
    tile: int,
    step: float,
    nearness: Array,
    primitive: Whole,
    normal: Array,
    material: Whole,
) -> None:
    """Fill the four fields, tile by tile."""
    height, width = nearness.shape
    near, joined = np.zeros(len(spheres), np.int64), np.zeros(len(pairs), np.int64)
    here, each, out = np.zeros(len(spheres), np.bool_), np.zeros(len(spheres)), np.zeros(4)
    for row in range(0, height, tile):
        for column in range(0, width, tile):
            x, y = left + (column + tile * 0.5) * pixel, bottom + (row + tile * 0.5) * pixel
            count, joins, top, end = _near(pairs, spheres, x, y, tile * 0.5 * pixel * 1.4143, near, joined, here)
            if count == 0:
                continue
            for r in range(row, min(row + tile, height)):
                for c in range(column, min(column + tile, width)):
                    x, y = left + (c + 0.5) * pixel, bottom + (r + 0.5) * pixel
                    hit = _cast(
                        p,
                        stations,
                        pairs,
                        blends,
                        near,
                        count,
                        joined,
                        joins,
                        top,
                        end,
                        each,
                        axes,
                        x,
                        y,
                        step,
                        out,
                    )
                    if hit >= 0:
                        nearness[r, c], primitive[r, c] = out[0], hit
                        normal[r, c] = out[1:]
                        material[r, c] = _material(p, stations, rule, hit, axes, x, y, out[0])


@njit(cache=True, fastmath=True)
def refine(
    p: Array,
    stations: Array,
    pairs: Whole,
    blends: Array,
    rule: Array,
    spheres: Array,
    axes: Array,
    left: float,
    bottom: float,
    pixel: float,
    step: float,
    nearness: Array,
    primitive: Whole,
    normal: Array,
    material: Whole,
    cracks: Whole,
    kinds: Whole,
) -> Array:
    """Halve the way between the middles of two pixels until the border is found."""
    near, joined = np.zeros(len(spheres), np.int64), np.zeros(len(pairs), np.int64)
    here, each, out = np.zeros(len(spheres), np.bool_), np.zeros(len(spheres)), np.zeros(4)
    found = np.zeros((len(cracks), 2))
    block_row, block_column, count, joins, top, end = -1, -1, 0, 0, 0.0, 0.0
    for m in range(len(cracks)):
        ra, ca, rb, cb = cracks[m]
        if ca // 8 != block_column or ra // 8 != block_row:
            block_column, block_row = ca // 8, ra // 8
            x, y = left + (block_column * 8 + 4) * pixel, bottom + (block_row * 8 + 4) * pixel
            count, joins, top, end = _near(pairs, spheres, x, y, 8 * pixel, near, joined, here)
        low, high, x, y = 0.0, 1.0, 0.0, 0.0
        for _ in range(5):
            t = 0.5 * (low + high)
            x, y = left + (ca + (cb - ca) * t + 0.5) * pixel, bottom + (ra + (rb - ra) * t + 0.5) * pixel
            hit = _cast(
                p, stations, pairs, blends, near, count, joined, joins, top, end, each, axes, x, y, step, out
            )
            covering = _material(p, stations, rule, hit, axes, x, y, out[0]) if hit >= 0 and kinds[m] == 4 else -1
            a, b = (
                (primitive[ra, ca], nearness[ra, ca], normal[ra, ca], material[ra, ca]),
                (
                    primitive[rb, cb],
                    nearness[rb, cb],
                    normal[rb, cb],
                    material[rb, cb],
                ),
            )
            if _like_first(p, kinds[m], hit, covering, out, a, b):
                low = t
            else:
                high = t
        t = 0.5 * (low + high)
        found[m, 0] = left + (ca + (cb - ca) * t + 0.5) * pixel
        found[m, 1] = bottom + (ra + (rb - ra) * t + 0.5) * pixel
    return found


@njit(cache=True, fastmath=True)
def _like_first(
    p: Array,
    kind: int,
    hit: int,
    covering: int,
    out: Array,
    a: tuple[int, float, Array, int],
    b: tuple[int, float, Array, int],
) -> bool:
    """Whether a point between two pixels belongs to the first of them; kinds as in `outline`."""
    nearer_first = abs(out[0] - a[1]) < abs(out[0] - b[1])
    if kind == 1:
        return (hit >= 0) == (a[0] >= 0)
    if hit < 0:
        return True
    if kind == 3:
        return float(np.sum(a[2] * out[1:])) > float(np.sum(b[2] * out[1:]))
    if kind == 4 and covering in (a[3], b[3]):
        return covering == a[3]
    if kind == 5:
        ga, gb, gh = p[a[0], GROUP_COLUMN], p[b[0], GROUP_COLUMN], p[hit, GROUP_COLUMN]
        if ga != gb and gh in (ga, gb):
            return bool(gh == ga)
        if hit in (a[0], b[0]):
            return hit == a[0]
    return bool(nearer_first)
