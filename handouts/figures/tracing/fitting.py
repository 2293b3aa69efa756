"""Polylines -> few cubic Bézier curves.

A run between two corners is cut greedily: the longest piece that one cubic can follow within the tolerance, then
the next, smooth where they meet (after Schneider, Graphics Gems, 1990). Points are (n, 2) in cm.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d

from handouts.figures.body.arrays import Array
from handouts.figures.tracing.bezier import fit

_STRAIGHT: Final = 0.6  # of the tolerance: a run this close to its chord becomes a line
_CORNER: Final = 62.0  # degrees
_REACH: Final = 3  # points to either side between which a corner turns


class Curve(NamedTuple):
    """Cubic segments end to end, (n, 4, 2); a straight one has its control points on its ends."""

    segments: Array
    closed: bool

    def flattened(self, each: int = 6) -> Array:
        """Points along the curve, (n * each + 1, 2)."""
        t = np.linspace(0.0, 1.0, each + 1)[1:, None]
        a, b, c, d = (self.segments[:, k, None, :] for k in range(4))
        points = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
        found: Array = np.concatenate([self.segments[0, :1], points.reshape(-1, 2)])
        return found


def lengths_along(points: Array) -> Array:
    """How far along a polyline each of its points is, (n,)."""
    found: Array = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    return found


def resampled(points: Array, step: float) -> Array:
    """Points at even distances of about `step`; the ends stay."""
    along = lengths_along(points)
    at = np.linspace(0.0, along[-1], max(int(along[-1] / step), 1) + 1)
    found: Array = np.stack([np.interp(at, along, points[:, k]) for k in range(2)], 1)
    return found


def smoothed(points: Array, sigma: float, closed: bool) -> Array:
    """Points without the wobble of pixels; the ends of an open run stay where they are."""
    if sigma <= 0 or len(points) < 4:
        return points
    if closed:
        found: Array = gaussian_filter1d(points, sigma, axis=0, mode="wrap")
        return found
    reach = min(int(3 * sigma) + 1, len(points) - 1)
    before, after = 2 * points[0] - points[reach:0:-1], 2 * points[-1] - points[-2 : -reach - 2 : -1]
    found = gaussian_filter1d(np.concatenate([before, points, after]), sigma, axis=0)[reach : reach + len(points)]
    found[0], found[-1] = points[0], points[-1]
    return found


def corners(points: Array, closed: bool, reach: int, degrees: float) -> list[int]:
    """Where a run turns by more than `degrees` within `reach` points to either side."""
    count = len(points)
    index = np.arange(count)
    before, after = index - reach, index + reach
    if closed:
        before, after = before % count, after % count
    else:
        before, after = np.maximum(before, 0), np.minimum(after, count - 1)
    into, out = points - points[before], points[after] - points
    turn = np.abs(np.degrees(np.arctan2(into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0], (into * out).sum(1))))
    if not closed:
        turn[: reach // 2 + 1] = turn[-(reach // 2 + 1) :] = 0
    found: list[int] = []
    for i in np.nonzero(turn > degrees)[0]:
        around = np.arange(i - reach, i + reach + 1)
        window = turn[around % count if closed else np.clip(around, 0, count - 1)]
        if turn[i] >= window.max() and (not found or i - found[-1] > reach // 2):
            found.append(int(i))
    return found


def fitted(
    points: Array, closed: bool, tolerance: float, step: float, sigma: float = 0.0, sharp: float = _CORNER
) -> Curve | None:
    """The curve through a polyline; None if it is too short to be one.

    Between its corners (turns of more than `sharp` degrees) the run is smoothed and taken in even steps.
    """
    if len(points) < (4 if closed else 2):
        return None
    turns = corners(points, closed, _REACH, sharp)
    if not closed:
        return _runs(points, [0, *turns, len(points) - 1], False, tolerance, step, sigma)
    if turns:
        ring = np.roll(points, -turns[0], 0)
        ends = [*(turn - turns[0] for turn in turns), len(points)]
        return _runs(np.concatenate([ring, ring[:1]]), ends, True, tolerance, step, sigma)
    ring = smoothed(points, sigma, True)
    run = resampled(np.concatenate([ring, ring[:1]]), step)
    return Curve(fit(run, run[1] - run[-2], tolerance), True)


def _runs(run: Array, ends: list[int], closed: bool, tolerance: float, step: float, sigma: float) -> Curve | None:
    """Fit every run between two corners."""
    found = []
    for first, last in pairwise(ends):
        if last - first < 1:
            continue
        piece = resampled(smoothed(run[first : last + 1], sigma, False), step)
        straight = _straight(piece, tolerance)
        found.append(fit(piece, np.zeros(2), tolerance) if straight is None else straight)
    return Curve(np.concatenate(found), closed) if found else None


def _straight(run: Array, tolerance: float) -> Array | None:
    """One straight segment, if that is what the run is."""
    chord = run[-1] - run[0]
    length = float(np.hypot(*chord))
    if length < 1.2:
        return None
    off = np.abs((run - run[0]) @ np.array([-chord[1], chord[0]])) / length
    return line(run[0], run[-1]) if off.max() < _STRAIGHT * tolerance else None


def line(start: Array, end: Array) -> Array:
    """A straight segment, (1, 4, 2)."""
    return np.array([[start, start, end, end]])


def polyline(points: Array, closed: bool) -> Curve:
    """Straight segments through all points."""
    ring = np.concatenate([points, points[:1]]) if closed else points
    return Curve(np.concatenate([line(a, b) for a, b in pairwise(ring)]), closed)


def through(points: Array, closed: bool) -> Curve:
    """A smooth curve through all points (Catmull-Rom)."""
    if closed:
        ring = np.concatenate([points[-1:], points, points[:2]])
    else:
        ring = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    a, b, c, d = ring[:-3], ring[1:-2], ring[2:-1], ring[3:]
    return Curve(np.stack([b, b + (c - a) / 6, c - (d - b) / 6, c], 1), closed)


def simplified(points: Array, tolerance: float) -> Array:
    """The fewest of the points that stay within the tolerance of all (Douglas & Peucker)."""
    kept = np.zeros(len(points), bool)
    kept[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        chord = points[last] - points[first]
        rest = points[first + 1 : last] - points[first]
        length = float(np.hypot(*chord))
        off = np.abs(rest @ np.array([-chord[1], chord[0]])) / length if length > 1e-9 else np.hypot(*rest.T)
        worst = int(off.argmax())
        if off[worst] > tolerance:
            middle = first + 1 + worst
            kept[middle] = True
            stack += [(first, middle), (middle, last)]
    found: Array = points[kept]
    return found
