"""Cracks end to end -> chains: the lines that could be drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body.arrays import Mask, Whole
from handouts.figures.tracing.cracks import SILHOUETTE, Cracks


class Chain(NamedTuple):
    """Cracks end to end between two corners."""

    cracks: Whole
    corners: Whole
    """One more than the cracks."""
    first_free: bool
    """Nothing else, not even the silhouette, meets its first corner; `last_free` its last."""
    last_free: bool

    @property
    def closed(self) -> bool:
        """Whether it comes back to where it began."""
        return bool(self.corners[0] == self.corners[-1])


def chains(cracks: Cracks, alive: Mask, classes: Whole) -> list[Chain]:
    """The living cracks as chains that end where more than two meet, the class changes or the silhouette is hit."""
    count = int(max(cracks.first.max(), cracks.second.max())) + 1
    edge = np.zeros(count, np.bool_)
    silhouette = cracks.kind == SILHOUETTE
    edge[cracks.first[silhouette]] = edge[cracks.second[silhouette]] = True
    at = _adjacent(cracks.first, cracks.second, alive, count)
    order, corners, ends = _walk(cracks.first, cracks.second, alive, classes, edge, at)
    degree = (at >= 0).sum(1)
    found, start, corner = [], 0, 0
    for end in ends:
        path = corners[corner : corner + end - start + 1]
        free = [bool(degree[node] == 1 and not edge[node]) for node in (path[0], path[-1])]
        found.append(Chain(order[start:end], path, free[0], free[1]))
        corner += end - start + 1
        start = end
    return found


@njit(cache=True)
def _adjacent(first: Whole, second: Whole, alive: Mask, count: int) -> Whole:
    """Up to four cracks at each corner, (count, 4)."""
    at = np.full((count, 4), -1, np.int64)
    for crack in range(len(first)):
        if not alive[crack]:
            continue
        for node in (first[crack], second[crack]):
            for k in range(4):
                if at[node, k] < 0:
                    at[node, k] = crack
                    break
    return at


@njit(cache=True)
def _stops(at: Whole, node: int, classes: Whole, edge: Mask) -> bool:
    return bool(edge[node] or at[node, 1] < 0 or at[node, 2] >= 0 or classes[at[node, 0]] != classes[at[node, 1]])


@njit(cache=True)
def _walk(
    first: Whole, second: Whole, alive: Mask, classes: Whole, edge: Mask, at: Whole
) -> tuple[Whole, Whole, Whole]:
    """Crack numbers chain after chain, their corners, and where each chain ends."""
    total = int(alive.sum())
    order, corners = np.empty(total, np.int64), np.empty(2 * total + 1, np.int64)
    ends = np.empty(total, np.int64)
    used = ~alive
    number, place, made = 0, 0, 0
    for turn in range(2):  # open chains first, then the rings that are left
        for crack in range(len(first)):
            for node in (first[crack], second[crack]):
                if used[crack] or (turn == 0 and not _stops(at, node, classes, edge)):
                    continue
                here, now = node, crack
                corners[place] = here
                place += 1
                while True:
                    used[now] = True
                    order[number] = now
                    number += 1
                    here = second[now] if first[now] == here else first[now]
                    corners[place] = here
                    place += 1
                    if _stops(at, here, classes, edge):
                        break
                    now = at[here, 1] if used[at[here, 0]] else at[here, 0]
                    if used[now]:
                        break
                ends[made] = number
                made += 1
    return order, corners[:place], ends[:made]
