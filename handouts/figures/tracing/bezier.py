"""A run of points -> the fewest cubics that follow it, smooth where they meet; compiled.

After Schneider (Graphics Gems, 1990), but cut greedily: the longest piece that one cubic can follow, then the next.
Points are (n, 2); directions are unit vectors.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from handouts.figures.body.arrays import Array


@njit(cache=True)
def _direction(dx: float, dy: float) -> tuple[float, float]:
    length = np.hypot(dx, dy)
    return (dx / length, dy / length) if length > 1e-12 else (1.0, 0.0)


@njit(cache=True)
def _one(run: Array, first: int, last: int, start: Array, end: Array, tolerance: float, out: Array) -> bool:
    """Whether one cubic with these end directions follows the points; `out` becomes its (4, 2) points."""
    count = last - first + 1
    u = np.zeros(count)
    for i in range(1, count):
        step = run[first + i] - run[first + i - 1]
        u[i] = u[i - 1] + np.hypot(step[0], step[1])
    if u[-1] < 1e-9:
        return True
    u /= u[-1]
    out[0], out[3] = run[first], run[last]
    chord = np.hypot(out[3, 0] - out[0, 0], out[3, 1] - out[0, 1])
    for _ in range(4):
        _solve(run, first, u, start, end, chord, out)
        worst = 0.0
        for i in range(count):
            worst = max(worst, _improve(run[first + i], u, i, out))
        if worst < tolerance * tolerance:
            return True
        if worst > 36 * tolerance * tolerance:
            return False
    return False


@njit(cache=True)
def _solve(run: Array, first: int, u: Array, start: Array, end: Array, chord: float, out: Array) -> None:
    """Set the inner control points by least squares."""
    c00, c01, c11, x0, x1 = 0.0, 0.0, 0.0, 0.0, 0.0
    dot = start[0] * end[0] + start[1] * end[1]
    for i in range(len(u)):
        t, s = u[i], 1.0 - u[i]
        b0, b1, b2, b3 = s * s * s, 3 * t * s * s, 3 * t * t * s, t * t * t
        rx = run[first + i, 0] - out[0, 0] * (b0 + b1) - out[3, 0] * (b2 + b3)
        ry = run[first + i, 1] - out[0, 1] * (b0 + b1) - out[3, 1] * (b2 + b3)
        c00, c01, c11 = c00 + b1 * b1, c01 + b1 * b2 * dot, c11 + b2 * b2
        x0 += b1 * (start[0] * rx + start[1] * ry)
        x1 += b2 * (end[0] * rx + end[1] * ry)
    det = c00 * c11 - c01 * c01
    one, two = chord / 3, chord / 3
    if abs(det) > 1e-12:
        one, two = (x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det
    if min(one, two) < 1e-3 * chord or max(one, two) > 3 * chord + 1:
        one, two = chord / 3, chord / 3
    for k in range(2):
        out[1, k], out[2, k] = out[0, k] + start[k] * one, out[3, k] + end[k] * two


@njit(cache=True)
def _improve(point: Array, u: Array, i: int, c: Array) -> float:
    """Squared distance of a point to its place on the cubic; moves the place nearer (one Newton step)."""
    t = u[i]
    s = 1.0 - t
    gap, slope, bend = np.zeros(2), np.zeros(2), np.zeros(2)
    for k in range(2):
        a, b, d, e = c[0, k], c[1, k], c[2, k], c[3, k]
        gap[k] = s * s * s * a + 3 * t * s * s * b + 3 * t * t * s * d + t * t * t * e - point[k]
        slope[k] = 3 * (s * s * (b - a) + 2 * s * t * (d - b) + t * t * (e - d))
        bend[k] = 6 * (s * (d - 2 * b + a) + t * (e - 2 * d + b))
    if 0 < i < len(u) - 1:
        below = np.sum(slope * slope) + np.sum(gap * bend)
        if abs(below) > 1e-9:
            u[i] = min(1.0, max(0.0, t - np.sum(gap * slope) / below))
    return float(np.sum(gap * gap))


@njit(cache=True)
def _farthest(run: Array, first: int, here: Array, given: Array, tolerance: float, out: Array) -> int:
    """The last point that one cubic from `first` still reaches: in growing jumps, then by halving."""
    end = len(run) - 1
    low, high, jump = first + 1, end, 6
    ahead = np.zeros(2)
    while low < high:
        trial = min(low + jump, high) if jump else (low + high + 1) // 2
        _ahead(run, trial, given, ahead)
        if _one(run, first, trial, here, ahead, tolerance, out):
            low, jump = trial, jump * 2
        else:
            high, jump = trial - 1, 0
    return low


@njit(cache=True)
def fit(run: Array, given: Array, tolerance: float) -> Array:
    """Cubics along a whole run, (n, 4, 2); `given` is its direction at both ends, or zero where it has corners."""
    count = len(run)
    found = np.zeros((count, 4, 2))
    here, ahead, out = np.zeros(2), np.zeros(2), np.zeros((4, 2))
    k = min(2, count - 1)
    here[0], here[1] = _direction(run[k, 0] - run[0, 0], run[k, 1] - run[0, 1])
    if given[0] != 0 or given[1] != 0:
        here[0], here[1] = _direction(given[0], given[1])
    first, number = 0, 0
    while first < count - 1:
        last = _farthest(run, first, here, given, tolerance, out)
        _ahead(run, last, given, ahead)
        if not _one(run, first, last, here, ahead, tolerance, out):
            _plain(run, first, last, out)
        found[number] = out
        number += 1
        here[0], here[1] = -ahead[0], -ahead[1]
        first = last
    return found[:number]


@njit(cache=True)
def _ahead(run: Array, last: int, given: Array, out: Array) -> None:
    """The direction back along the run at one of its points."""
    count = len(run)
    if last == count - 1:
        if given[0] != 0 or given[1] != 0:
            out[0], out[1] = _direction(-given[0], -given[1])
            return
        k = max(count - 3, 0)
    else:
        k = max(last - 2, 0)
    front = min(last + 2, count - 1)
    out[0], out[1] = _direction(run[k, 0] - run[front, 0], run[k, 1] - run[front, 1])


@njit(cache=True)
def _plain(run: Array, first: int, last: int, out: Array) -> None:
    """A straight cubic, where nothing better fits."""
    out[0], out[3] = run[first], run[last]
    out[1], out[2] = out[0] + (out[3] - out[0]) / 3, out[3] - (out[3] - out[0]) / 3
