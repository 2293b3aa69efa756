"""A build's cross-sections -> points on the skin, each fixed to a frame, and named places among them.

The solver feels the body through these points: what rests on the floor, what would go through it. They are laid
on the sections' rings while the person stands at ease, and then move with the frame that carries the section.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body import anatomy, builds, landmarks
from handouts.figures.body.anatomy import SIGN, Side
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.heads import FACES, HAIRS, head_parts
from handouts.figures.body.limbs import SIDED_PARTS
from handouts.figures.body.parts import Part
from handouts.figures.body.places import Place
from handouts.figures.body.placing import Frames, place, rest_angles
from handouts.figures.body.skeleton import frame_index, frame_name, mirrored, sided
from handouts.figures.body.sweeps import sweep

_AROUND: Final = np.radians(np.arange(0, 360, 30))
_CAP_RINGS: Final = ((0.5, 0.866), (0.866, 0.5), (1.0, 0.0))  # share of the cap's height, and of its width
_UNFELT: Final = frozenset(  # inside other parts, or between two that are felt
    ("trapezius", "pectoral", "latissimus", "finger1", "finger2", "fingertip1", "fingertip2", "ankle")
)


class Spot(NamedTuple):
    """A point on the skin in its frame's coordinates, and the skin's outward direction there."""

    frame: int
    offset: Array
    normal: Array


class Skin(NamedTuple):
    """Points (n, 3) in the coordinates of their frames (n,), and the points of each part."""

    points: Array
    frames: Whole
    parts: dict[str, Whole]
    limbs: dict[str, Part]

    def region(self, found: Place) -> Whole:
        """The points of a region such as `upper back` or `left shin`; empty for any other place."""
        names = landmarks.CENTRAL_REGIONS.get(found.name, ())
        if found.side and found.along is None:
            names = tuple(sided(name, found.side) for name in landmarks.SIDED_REGIONS.get(found.name, ()))
        return np.concatenate([self.parts[name] for name in names]) if names else np.empty(0, np.int64)


@cache
def rest_frames() -> Frames:
    """The person standing at ease."""
    return place(rest_angles(), np.eye(3))


@cache
def skin_of(build: str = "standard") -> Skin:
    """The skin of one build."""
    shape = builds.BUILDS[build]
    limbs = {
        sided(part.name, side): part for side in anatomy.SIDES for part in SIDED_PARTS if part.name not in _UNFELT
    }
    pieces: list[tuple[str, int, Array]] = []
    for name, part in limbs.items():
        side: Side = "left" if name.endswith("_left") else "right"
        pieces.append((name, *_sampled(part, side, shape.girth.get(part.girth, 1.0))))
    head = head_parts(FACES["first"], shape.girth.get("face", 1.0))
    pieces += [(part.name, *_sampled(part, None, 1.0)) for part in head]
    pieces += [("hair", *_hair())]
    pieces += [(f"trunk_{station.frame}", *_ring(station)) for station in shape.trunk]
    return _joined(pieces, limbs)


def _joined(pieces: list[tuple[str, int, Array]], limbs: dict[str, Part]) -> Skin:
    parts: dict[str, list[int]] = {}
    count = 0
    for name, _, points in pieces:
        parts.setdefault(name, []).extend(range(count, count + len(points)))
        count += len(points)
    return Skin(
        np.concatenate([points for _, _, points in pieces]),
        np.concatenate([np.full(len(points), frame) for _, frame, points in pieces]),
        {name: np.array(indices) for name, indices in parts.items()},
        limbs,
    )


def _sampled(part: Part, side: Side | None, girth: float) -> tuple[int, Array]:
    """The frame a part is fixed to, and points on it in that frame's coordinates."""
    sign = SIGN[side] if side else 1.0
    laid = sweep(rest_frames(), part, side)
    rings = []
    first, last = part.sections[0], part.sections[-1]
    heights = [(section, section.at * laid.length, girth) for section in part.sections]
    for rise, width in _CAP_RINGS:
        heights += [
            (first, -rise * part.caps[0], girth * width),
            (last, laid.length + rise * part.caps[1], girth * width),
        ]
    for section, height, wide in heights:
        forward = np.where(np.cos(_AROUND) > 0, section.front, section.back) * wide * np.cos(_AROUND)
        outward = section.side * wide * np.sin(_AROUND)
        ring = np.column_stack(
            (section.forward + forward, sign * section.outward + outward, np.full(len(_AROUND), height))
        )
        rings.append(ring if wide else ring[:1])
    room = laid.start + np.concatenate(rings) @ laid.axes
    return laid.frame, _in_frame(room, laid.frame)


def _in_frame(room: Array, frame: int) -> Array:
    frames = rest_frames()
    found: Array = (room - frames.origin[frame]) @ frames.rotation[frame]
    return found


def _hair() -> tuple[int, Array]:
    """The back of the hair, in the head's frame."""
    hair = HAIRS["bun"]
    height, around = np.meshgrid(np.radians([-40, -20, 0, 20, 40, 60]), np.radians(np.arange(100, 261, 20)))
    ball = np.stack(
        (np.cos(height) * np.cos(around), np.cos(height) * np.sin(around), np.sin(height)), axis=-1
    ).reshape(-1, 3)
    return frame_index["head"], np.array(hair.centre) + ball * np.array(hair.size)


def _ring(station: builds.Station) -> tuple[int, Array]:
    """One cross-section of the trunk, in its frame."""
    joint = next((joint for joint in anatomy.SPINE if joint.name == station.frame), None)
    base = np.array([joint.forward, 0.0, joint.up]) if joint else np.zeros(3)
    middle, half = (station.front + station.back) / 2, (station.front - station.back) / 2
    around = np.radians(np.arange(0, 360, 22.5))
    ring = np.column_stack(
        (middle + half * np.cos(around), station.side * np.sin(around), np.full(len(around), station.height))
    )
    return frame_index[station.frame], ring - base


def spot_of(found: Place, skin: Skin) -> Spot:
    """A named place, or one along a limb, as a Spot. A region has none: ask `Skin.region`."""
    if found.along is not None and found.side:
        return _on_limb(found, found.along, found.side, skin)
    mark = landmarks.CENTRAL_PLACES.get(found.name)
    side = None if mark else found.side
    if mark is None:
        assert side is not None, found.name
        mark = landmarks.SIDED_PLACES[found.name]
    normal = np.array(mirrored(mark.normal, side), np.float64)
    offset = np.array(mirrored(mark.offset, side), np.float64)
    return Spot(frame_index[frame_name(mark.frame, side)], offset, normal / np.linalg.norm(normal))


def _on_limb(found: Place, along: float, side: Side, skin: Skin) -> Spot:
    part = skin.limbs[sided(landmarks.LIMBS[found.name], side)]
    laid = sweep(rest_frames(), part, side)
    rows = np.array(part.sections)
    forward, outward, wide, front, back = (np.interp(along, rows[:, 0], rows[:, k]) for k in range(1, 6))
    ahead, aside = landmarks.FACES[found.face]
    sign = SIGN[side]
    local = np.array(
        [
            forward + ahead * (front if ahead > 0 else back),
            sign * (outward + aside * wide),
            along * laid.length,
        ]
    )
    normal = np.array([ahead, sign * aside, 0.0]) @ laid.axes @ rest_frames().rotation[laid.frame]
    room = (laid.start + local @ laid.axes)[None, :]
    return Spot(laid.frame, _in_frame(room, laid.frame)[0], normal / np.linalg.norm(normal))


def skin_points(skin: Skin, frames: Frames) -> Array:
    """All points of the skin in the room, (n, 3)."""
    found: Array = moved(frames.rotation, frames.origin, skin.points, skin.frames)
    return found


@njit(cache=True)
def moved(rotation: Array, origin: Array, points: Array, frames: Whole) -> Array:
    """Points given in their frames -> points in the room, (n, 3)."""
    found = np.empty(points.shape)
    for index in range(len(points)):
        frame = frames[index]
        for row in range(3):
            found[index, row] = origin[frame, row]
            for column in range(3):
                found[index, row] += rotation[frame, row, column] * points[index, column]
    return found
