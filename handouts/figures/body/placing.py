"""Joint angles -> where every part of the person is.

One compiled loop walks the skeleton's table, so that everything the tables say is data and a changed number never
meets a stale compiled one. Angles are degrees, lengths cm.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body import anatomy
from handouts.figures.body.anatomy import SIDES
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.skeleton import DOF_NAMES, FREEDOMS, ONE, SKELETON, dof_index, frame_index


class Frames(NamedTuple):
    """All frames at once: their axes as columns, (n, 3, 3), and their origins in cm, (n, 3)."""

    rotation: Array
    origin: Array

    def point(self, frame: int, offset: Array) -> Array:
        """A point given in one frame, in the room."""
        found: Array = self.origin[frame] + self.rotation[frame] @ offset
        return found

    def direction(self, frame: int, vector: Array) -> Array:
        """A direction given in one frame, in the room."""
        found: Array = self.rotation[frame] @ vector
        return found


class Table(NamedTuple):
    """The skeleton for the compiled loop: frames and their turns by number."""

    parents: Whole
    """(n, 2): what carries a frame, and what it turns with."""
    offsets: Array
    ends: Whole
    """(n,): where the turns of a frame end."""
    turns: Whole
    """(t, 2): axis and number of the angle."""
    factors: Array
    shoulders: Whole
    """(2, 3): numbers of the angles that the shoulder blades follow."""
    rhythm: Array
    swing: int
    """Number of the angle by which everything turns in the room."""


# angles that follow from others, and one that is always 1 degree, stand behind the array's end
_DERIVED: Final = (*(f"rhythm_{side}.{word}" for side in SIDES for word in ("rise", "reach")), ONE)


def _table() -> Table:
    turns = [turn for frame in SKELETON for turn in frame.turns]
    number = dof_index | {name: len(DOF_NAMES) + index for index, name in enumerate(_DERIVED)}
    shoulder = ("flexion", "abduction", "external_rotation")
    return Table(
        parents=np.array([[frame_index[frame.at], frame_index[frame.turns_with]] for frame in SKELETON]),
        offsets=np.array([frame.offset for frame in SKELETON], np.float64),
        ends=np.cumsum([len(frame.turns) for frame in SKELETON]),
        turns=np.array([[turn.axis, number[turn.angle]] for turn in turns]),
        factors=np.array([turn.factor for turn in turns], np.float64),
        shoulders=np.array([[dof_index[f"shoulder_{side}.{word}"] for word in shoulder] for side in SIDES]),
        rhythm=np.array(anatomy.RHYTHM, np.float64),
        swing=dof_index["body.swing_left"],
    )


_TABLE: Final = _table()


def rest_angles() -> Array:
    """The angles of a person standing at ease, hips 90 cm above the floor."""
    angles = np.zeros(len(DOF_NAMES))
    angles[dof_index["body.z"]] = anatomy.THIGH + anatomy.SHANK + anatomy.ANKLE_HEIGHT
    for name, freedom in FREEDOMS.items():
        angles[dof_index[name]] = freedom.rest
    return angles


def place(angles: Array, base: Array) -> Frames:
    """Angles (degrees; the first three are the pelvis's place in cm) and the start orientation (3, 3) -> Frames."""
    full = np.empty(len(DOF_NAMES) + len(_DERIVED))
    full[: len(angles)] = angles
    rotation, origin = _walk(full, base, _TABLE)
    return Frames(rotation, origin)


@njit(cache=True)
def _turn(rotation: Array, axis: int, degrees: float) -> None:
    """Turn a frame about one of its own axes, in place."""
    first, second = (axis + 1) % 3, (axis + 2) % 3
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    for row in range(3):
        one, two = rotation[row, first], rotation[row, second]
        rotation[row, first] = cosine * one + sine * two
        rotation[row, second] = cosine * two - sine * one


@njit(cache=True)
def _follow_arms(full: Array, shoulders: Whole, rhythm: Array) -> None:
    """Fill in the angles of both clavicles, and the constant, behind the given angles."""
    free, rise, forward, backward = rhythm
    derived = len(full) - 2 * len(shoulders) - 1
    for side in range(len(shoulders)):
        flexion = np.radians(full[shoulders[side, 0]])
        abduction = np.radians(full[shoulders[side, 1]])
        upward = -np.cos(flexion) * np.cos(abduction)
        onward = np.sin(flexion) * np.cos(abduction)
        elevation = np.degrees(np.arccos(min(1.0, max(-1.0, -upward))))
        full[derived + 2 * side] = rise * max(0.0, elevation - free)
        full[derived + 2 * side + 1] = onward * (forward if onward > 0 else backward)
    full[-1] = 1.0


@njit(cache=True)
def _walk(full: Array, base: Array, table: Table) -> tuple[Array, Array]:
    """Walk the skeleton's table from the pelvis outwards."""
    _follow_arms(full, table.shoulders, table.rhythm)
    parents, offsets, ends = table.parents, table.offsets, table.ends
    turns, factors, swing = table.turns, table.factors, table.swing
    count = len(parents)
    rotation, origin = np.empty((count, 3, 3)), np.empty((count, 3))
    cosine, sine = np.cos(np.radians(full[swing])), np.sin(np.radians(full[swing]))
    start = 0
    for frame in range(count):
        if frame == 0:
            origin[0] = full[:3]
            rotation[0, 0] = cosine * base[0] - sine * base[1]
            rotation[0, 1] = sine * base[0] + cosine * base[1]
            rotation[0, 2] = base[2]
        else:
            carrier, model = parents[frame]
            for row in range(3):
                origin[frame, row] = origin[carrier, row]
                for column in range(3):
                    origin[frame, row] += rotation[carrier, row, column] * offsets[frame, column]
                    rotation[frame, row, column] = rotation[model, row, column]
        for turn in range(start, ends[frame]):
            axis, angle = turns[turn]
            _turn(rotation[frame], axis, full[angle] * factors[turn])
        start = ends[frame]
    return rotation, origin
