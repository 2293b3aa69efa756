"""A part of the tables laid along placed frames -> the straight sweep that it is in the room."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from handouts.figures.body.anatomy import Side
from handouts.figures.body.arrays import Array
from handouts.figures.body.parts import Part, Place
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, frame_name, mirrored


class Sweep(NamedTuple):
    """Where a part begins and ends, cm; an ellipsoid has no length."""

    frame: int
    """The frame that its axes follow."""
    start: Array
    end: Array
    length: float
    axes: Array
    """(3, 3): rows are its front, side and long axis in the room."""


def point_of(frames: Frames, place: Place, side: Side | None) -> Array:
    """A place of the tables on one side, in the room."""
    number = frame_index[frame_name(place.frame, side)]
    return frames.point(number, np.array(mirrored(place.offset, side), np.float64))


def axes_along(rotation: Array, along: Array, upright: bool) -> Array:
    """Rows front, side, long axis: a frame's axes bent onto a sweep's direction."""
    front = rotation[:, 2] if upright else rotation[:, 0]
    front = _unit(front - along * (front @ along))
    side = rotation[:, 1]
    side = _unit(side - along * (side @ along) - front * (side @ front))
    return np.array([front, side, along])


def sweep(frames: Frames, part: Part, side: Side | None) -> Sweep:
    """One part on one side."""
    number = frame_index[frame_name(part.axes, side)]
    rotation = frames.rotation[number]
    start, end = point_of(frames, part.start, side), point_of(frames, part.end, side)
    length = float(np.linalg.norm(end - start))
    if length <= 1e-6:
        return Sweep(number, start, end, 0.0, axes_along(rotation, -rotation[:, 2], part.upright))
    return Sweep(number, start, end, length, axes_along(rotation, (end - start) / length, part.upright))


def _unit(vector: Array) -> Array:
    found: Array = vector / np.linalg.norm(vector)
    return found
