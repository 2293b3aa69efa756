"""Boxes in a row -> pages: as few as possible, then as evenly filled as possible.

Breaks are chosen for all pages together (least squares of the free heights), so that five cards come out as
three and two rather than four and one. A page's free height is then shared: by boxes that can use it and by
the spaces between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from handouts.pdf.boxes import Box, between, stack

_LITTLE = 0.01  # points; rounding must not push a box to the next page


def paginate(boxes: Sequence[Box], height: float, loose: float) -> list[Box]:
    """A box for each page of a frame `height` points high; gaps may grow by `loose` points."""
    pages: list[Box] = []
    for chapter in _chapters(boxes):
        pieces = [piece for box in chapter for piece in _fitting(box, height)]
        pages.extend(stack(_roomier(page, height), loose) for page in _break(pieces, height))
    return pages


def _roomier(page: Sequence[Box], height: float) -> list[Box]:
    """The page's boxes with larger pictures, as many as fit."""
    boxes = list(page)
    for index, box in enumerate(boxes):
        if box.roomier is not None:
            larger = [*boxes[:index], box.roomier, *boxes[index + 1 :]]
            boxes = larger if _height(larger) <= height else boxes
    return boxes


def _chapters(boxes: Iterable[Box]) -> list[list[Box]]:
    """The boxes between forced page breaks."""
    chapters: list[list[Box]] = [[]]
    for box in boxes:
        if box.new_page and chapters[-1]:
            chapters.append([])
        chapters[-1].append(box)
    return chapters


def _fitting(box: Box, height: float) -> list[Box]:
    """The box, or, where it is taller than a page, its parts."""
    parts = () if box.height <= height + _LITTLE else box.parts
    if not parts:
        return [box]
    inner = [piece for part in parts for piece in _fitting(part, height)]
    if box.heading is not None:
        return _under_headings(inner, box.heading, height)
    inner[0] = replace(inner[0], before=max(box.before, inner[0].before))
    inner[-1] = replace(inner[-1], after=max(box.after, inner[-1].after))
    return inner


def _under_headings(rows: Sequence[Box], heading: Box, height: float) -> list[Box]:
    """Rows in page-high stacks, each with the heading on top."""
    stacks: list[list[Box]] = [[heading]]
    for row in rows:
        if _height([*stacks[-1], row]) > height and len(stacks[-1]) > 1:
            stacks.append([heading])
        stacks[-1].append(row)
    return [stack(part) for part in stacks]


def _height(boxes: Sequence[Box]) -> float:
    gaps = sum(between(above, below) for above, below in pairwise(boxes))
    return sum(box.height for box in boxes) + gaps


def _break(boxes: Sequence[Box], height: float) -> list[tuple[Box, ...]]:
    """Best breaks by dynamic programming over (pages, sum of squared free heights)."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(boxes) + 1):
        candidates = []
        for start in range(end - 1, -1, -1):
            used = _height(boxes[start:end])
            if used > height + _LITTLE and start < end - 1:
                break
            orphan = boxes[end - 1].keep_with_next and end < len(boxes)
            before, cost, _ = best[start]
            candidates.append((before + 1 + 1000 * orphan, cost + max(0.0, height - used) ** 2, start))
        best.append(min(candidates))
    pages: list[tuple[Box, ...]] = []
    end = len(boxes)
    while end:
        start = best[end][2]
        pages.insert(0, tuple(boxes[start:end]))
        end = start
    return pages
