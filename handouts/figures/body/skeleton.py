"""Joint angles -> where every part of the person is.

The skeleton is a table: each frame says which frame carries its origin, which frame it turns with, and about
which of its axes which angle turns it by how much. One compiled loop walks the table, so that everything the
tables in `anatomy` say is data and a changed number never meets a stale compiled one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from handouts.figures.body import anatomy
from handouts.figures.body.anatomy import SIDES, SIGN, Freedom, Side, Vector

Array = NDArray[np.float64]
X: Final = 0
Y: Final = 1
Z: Final = 2


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


def sided(name: str, side: Side) -> str:
    """The name of a frame or a joint on one side: thigh_left."""
    return f"{name}_{side}"


def _freedoms() -> dict[str, Freedom]:
    """Every degree of freedom by name, in the order of the angle array (after the place of the pelvis)."""
    found = {f"{freedom.joint}.{freedom.word}": freedom for freedom in (*anatomy.BODY, *anatomy.CENTRAL)}
    for side in SIDES:
        found |= {f"{sided(freedom.joint, side)}.{freedom.word}": freedom for freedom in anatomy.SIDED}
    return found


FREEDOMS: Final = _freedoms()
PLACE_NAMES: Final = ("body.x", "body.y", "body.z")
DOF_NAMES: Final[tuple[str, ...]] = (*PLACE_NAMES, *FREEDOMS)
dof_index: Final[dict[str, int]] = {name: index for index, name in enumerate(DOF_NAMES)}

# angles that follow from others, and one that is always 1 degree, stand behind the array's end
_DERIVED: Final = (
    *(f"rhythm_{side}.{word}" for side in SIDES for word in ("rise", "reach")),
    "one",
)
_angle_index: Final = dof_index | {name: len(DOF_NAMES) + index for index, name in enumerate(_DERIVED)}


class Turn(NamedTuple):
    """A rotation about one axis of the frame so far: angle times factor."""

    axis: int
    angle: str
    factor: float = 1.0


class Frame(NamedTuple):
    """One row of the skeleton."""

    name: str
    at: str
    """The frame that carries its origin, at `offset`."""
    offset: Vector
    turns_with: str
    turns: tuple[Turn, ...]


def _spine() -> list[Frame]:
    frames = []
    below, forward, up = "pelvis", 0.0, 0.0
    for joint in anatomy.SPINE:
        part, share = joint.part, joint.share
        turns = (
            Turn(Z, f"{part}.turn_left", share),
            Turn(Y, f"{part}.flexion", share),
            Turn(X, f"{part}.bend_left", -share),
        )
        frames.append(Frame(joint.name, below, (joint.forward - forward, 0.0, joint.up - up), below, turns))
        below, forward, up = joint.name, joint.forward, joint.up
    return frames


def _arm(side: Side) -> list[Frame]:
    sign = SIGN[side]

    def on(name: str) -> str:
        return sided(name, side)

    def at(offset: Vector) -> Vector:
        return (offset[0], sign * offset[1], offset[2])

    chest = next(joint for joint in anatomy.SPINE if joint.name == "T2")
    joint, shoulder = anatomy.STERNOCLAVICULAR, anatomy.SHOULDER
    clavicle = (joint[0] - chest.forward, joint[1], joint[2] - chest.up)
    to_shoulder = (shoulder[0] - joint[0], shoulder[1] - joint[1], shoulder[2] - joint[2])
    elbow = (0.0, 0.0, -anatomy.UPPER_ARM)
    blade = (
        Turn(Z, f"{on('scapula')}.protraction", -sign),
        Turn(Z, f"{on('rhythm')}.reach", -sign),
        Turn(X, f"{on('scapula')}.elevation", sign),
        Turn(X, f"{on('rhythm')}.rise", sign),
    )
    ball = (
        Turn(Y, f"{on('shoulder')}.flexion", -1.0),
        Turn(X, f"{on('shoulder')}.abduction", sign),
        Turn(Z, f"{on('shoulder')}.external_rotation", sign),
    )
    bend, roll = f"{on('elbow')}.flexion", f"{on('forearm')}.pronation"
    hand = (
        Turn(Z, roll, -sign),
        Turn(X, f"{on('wrist')}.flexion", -sign),
        Turn(Y, f"{on('wrist')}.radial_deviation", -1.0),
    )
    curl = f"{on('fingers')}.flexion"
    thumb = (
        Turn(Y, "one", -24.0),
        Turn(Y, f"{on('thumb')}.abduction", -1.0),
        Turn(X, f"{on('thumb')}.opposition", -sign),
    )
    thumb_tip = (Turn(Y, "one", 17.0), Turn(X, f"{on('thumb')}.opposition", -0.43 * sign))
    wrist = (0.0, 0.0, -anatomy.FOREARM)
    return [
        Frame(on("clavicle"), "T2", at(clavicle), "T2", blade),
        Frame(on("upper_arm"), on("clavicle"), at(to_shoulder), "T2", ball),
        Frame(on("forearm"), on("upper_arm"), elbow, on("upper_arm"), (Turn(Y, bend, -1.0),)),
        Frame(on("forearm_half"), on("upper_arm"), elbow, on("forearm"), (Turn(Z, roll, -0.5 * sign),)),
        Frame(on("elbow_half"), on("upper_arm"), elbow, on("upper_arm"), (Turn(Y, bend, -0.5),)),
        Frame(on("hand"), on("forearm"), wrist, on("forearm"), hand),
        Frame(on("fingers"), on("hand"), at(anatomy.KNUCKLES), on("hand"), (Turn(X, curl, -sign),)),
        Frame(on("fingertips"), on("fingers"), anatomy.FINGER_MIDDLE, on("fingers"), (Turn(X, curl, -1.1 * sign),)),
        Frame(on("thumb"), on("hand"), at(anatomy.THUMB_ROOT), on("hand"), thumb),
        Frame(on("thumb_tip"), on("thumb"), anatomy.THUMB_MIDDLE, on("thumb"), thumb_tip),
    ]


def _leg(side: Side) -> list[Frame]:
    sign = SIGN[side]

    def on(name: str) -> str:
        return sided(name, side)

    def hip(flexion: float, abduction: float, rotation: float) -> tuple[Turn, ...]:
        return (
            Turn(Y, f"{on('hip')}.flexion", -flexion),
            Turn(X, f"{on('hip')}.abduction", sign * abduction),
            Turn(Z, f"{on('hip')}.external_rotation", sign * rotation),
        )

    follows = anatomy.GLUTE_FOLLOWS
    socket = (0.0, sign * anatomy.HIP_HALF_WIDTH, 0.0)
    knee, ankle = (0.0, 0.0, -anatomy.THIGH), (0.0, 0.0, -anatomy.SHANK)
    bend = f"{on('knee')}.flexion"
    foot = (Turn(Y, f"{on('ankle')}.dorsiflexion", -1.0), Turn(X, f"{on('ankle')}.inversion", sign))
    shank = (Turn(Y, bend), Turn(Z, f"{on('knee')}.external_rotation", sign))
    return [
        Frame(on("thigh"), "pelvis", socket, "pelvis", hip(1.0, 1.0, 1.0)),
        Frame(on("glute"), "pelvis", socket, "pelvis", hip(*follows.values())),
        Frame(on("shank"), on("thigh"), knee, on("thigh"), shank),
        Frame(on("knee_half"), on("thigh"), knee, on("thigh"), (Turn(Y, bend, 0.5),)),
        Frame(on("foot"), on("shank"), ankle, on("shank"), foot),
        Frame(on("toes"), on("foot"), anatomy.TOE_ROOT, on("foot"), (Turn(Y, f"{on('toes')}.extension", -1.0),)),
    ]


_PELVIS: Final = Frame(
    "pelvis",
    "pelvis",
    (0.0, 0.0, 0.0),
    "pelvis",
    (Turn(Y, "body.lean_forward"), Turn(X, "body.lean_right"), Turn(Z, "body.turn_left")),
)
SKELETON: Final = (_PELVIS, *_spine(), *(row for side in SIDES for row in (*_arm(side), *_leg(side))))
FRAME_NAMES: Final[tuple[str, ...]] = tuple(frame.name for frame in SKELETON)
frame_index: Final[dict[str, int]] = {name: index for index, name in enumerate(FRAME_NAMES)}

_TURNS: Final = [turn for frame in SKELETON for turn in frame.turns]
_PARENTS: Final = np.array([[frame_index[frame.at], frame_index[frame.turns_with]] for frame in SKELETON])
_OFFSETS: Final = np.array([frame.offset for frame in SKELETON], np.float64)
_ENDS: Final = np.cumsum([len(frame.turns) for frame in SKELETON])
_TURN_OF: Final = np.array([[turn.axis, _angle_index[turn.angle]] for turn in _TURNS])
_FACTORS: Final = np.array([turn.factor for turn in _TURNS], np.float64)
_SWING: Final = dof_index["body.swing_left"]
_SHOULDERS: Final = np.array(
    [
        [dof_index[f"shoulder_{side}.{word}"] for word in ("flexion", "abduction", "external_rotation")]
        for side in SIDES
    ]
)
_RHYTHM: Final = np.array(anatomy.RHYTHM, np.float64)


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
    rotation, origin = _walk(full, base, _PARENTS, _OFFSETS, _ENDS, _TURN_OF, _FACTORS, _SHOULDERS, _RHYTHM, _SWING)
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
def _follow_arms(full: Array, shoulders: NDArray[np.int64], rhythm: Array) -> None:
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
def _walk(
    full: Array,
    base: Array,
    parents: NDArray[np.int64],
    offsets: Array,
    ends: NDArray[np.int64],
    turn_of: NDArray[np.int64],
    factors: Array,
    shoulders: NDArray[np.int64],
    rhythm: Array,
    swing: int,
) -> tuple[Array, Array]:
    """Walk the skeleton's table from the pelvis outwards."""
    _follow_arms(full, shoulders, rhythm)
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
            axis, angle = turn_of[turn]
            _turn(rotation[frame], axis, full[angle] * factors[turn])
        start = ends[frame]
    return rotation, origin
