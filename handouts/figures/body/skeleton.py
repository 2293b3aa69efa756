"""The measured person -> the skeleton as a table: every frame, what carries it and what turns it.

Each frame says which frame carries its origin, which frame it turns with, and about which of its axes which angle
turns it by how much; `placing` walks the table. Arms and legs are written for the left: on the right, offsets to
the side and turns about any axis but the one from side to side go the other way.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from handouts.figures.body import anatomy
from handouts.figures.body.anatomy import SIDES, SIGN, Freedom, Side, Vector

X: Final = 0
Y: Final = 1
Z: Final = 2
ONE: Final = "one"  # an angle that is always 1 degree


def sided(name: str, side: Side) -> str:
    """The name of a frame or a joint on one side: thigh_left."""
    return f"{name}_{side}"


def mirrored(vector: Vector, side: Side | None) -> Vector:
    """What is written for the left, on one side; the middle is as it is written."""
    forward, outward, up = vector
    return (forward, SIGN[side] * outward if side else outward, up)


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


_MIDDLE: Final[Vector] = (0.0, 0.0, 0.0)
_PELVIS: Final = Frame(
    *("pelvis", "pelvis", _MIDDLE, "pelvis"),
    (Turn(Y, "body.lean_forward"), Turn(X, "body.lean_right"), Turn(Z, "body.turn_left")),
)


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


_CHEST: Final = next(joint for joint in anatomy.SPINE if joint.name == "T2")
_CLAVICLE: Final[Vector] = (
    anatomy.STERNOCLAVICULAR[0] - _CHEST.forward,
    anatomy.STERNOCLAVICULAR[1],
    anatomy.STERNOCLAVICULAR[2] - _CHEST.up,
)
_SHOULDER: Final[Vector] = (
    anatomy.SHOULDER[0] - anatomy.STERNOCLAVICULAR[0],
    anatomy.SHOULDER[1] - anatomy.STERNOCLAVICULAR[1],
    anatomy.SHOULDER[2] - anatomy.STERNOCLAVICULAR[2],
)
_ELBOW: Final[Vector] = (0.0, 0.0, -anatomy.UPPER_ARM)
_WRIST: Final[Vector] = (0.0, 0.0, -anatomy.FOREARM)
_BLADE: Final = (
    Turn(Z, "scapula.protraction", -1.0),
    Turn(Z, "rhythm.reach", -1.0),
    Turn(X, "scapula.elevation"),
    Turn(X, "rhythm.rise"),
)
_BALL: Final = (
    Turn(Y, "shoulder.flexion", -1.0),
    Turn(X, "shoulder.abduction"),
    Turn(Z, "shoulder.external_rotation"),
)
_HAND: Final = (
    Turn(Z, "forearm.pronation", -1.0),
    Turn(X, "wrist.flexion", -1.0),
    Turn(Y, "wrist.radial_deviation", -1.0),
)
_THUMB: Final = (Turn(Y, ONE, -24.0), Turn(Y, "thumb.abduction", -1.0), Turn(X, "thumb.opposition", -1.0))
_THUMB_TIP: Final = (Turn(Y, ONE, 17.0), Turn(X, "thumb.opposition", -0.43))
_ARM: Final = (
    Frame("clavicle", "T2", _CLAVICLE, "T2", _BLADE),
    Frame("upper_arm", "clavicle", _SHOULDER, "T2", _BALL),
    Frame("forearm", "upper_arm", _ELBOW, "upper_arm", (Turn(Y, "elbow.flexion", -1.0),)),
    Frame("forearm_half", "upper_arm", _ELBOW, "forearm", (Turn(Z, "forearm.pronation", -0.5),)),
    Frame("elbow_half", "upper_arm", _ELBOW, "upper_arm", (Turn(Y, "elbow.flexion", -0.5),)),
    Frame("hand", "forearm", _WRIST, "forearm", _HAND),
    Frame("fingers", "hand", anatomy.KNUCKLES, "hand", (Turn(X, "fingers.flexion", -1.0),)),
    Frame("fingertips", "fingers", anatomy.FINGER_MIDDLE, "fingers", (Turn(X, "fingers.flexion", -1.1),)),
    Frame("thumb", "hand", anatomy.THUMB_ROOT, "hand", _THUMB),
    Frame("thumb_tip", "thumb", anatomy.THUMB_MIDDLE, "thumb", _THUMB_TIP),
)


def _hip(flexion: float, abduction: float, rotation: float) -> tuple[Turn, ...]:
    return (
        Turn(Y, "hip.flexion", -flexion),
        Turn(X, "hip.abduction", abduction),
        Turn(Z, "hip.external_rotation", rotation),
    )


_SOCKET: Final[Vector] = (0.0, anatomy.HIP_HALF_WIDTH, 0.0)
_KNEE: Final[Vector] = (0.0, 0.0, -anatomy.THIGH)
_ANKLE: Final[Vector] = (0.0, 0.0, -anatomy.SHANK)
_SHANK: Final = (Turn(Y, "knee.flexion"), Turn(Z, "knee.external_rotation"))
_FOOT: Final = (Turn(Y, "ankle.dorsiflexion", -1.0), Turn(X, "ankle.inversion"))
_LEG: Final = (
    Frame("thigh", "pelvis", _SOCKET, "pelvis", _hip(1.0, 1.0, 1.0)),
    Frame("glute", "pelvis", _SOCKET, "pelvis", _hip(*anatomy.GLUTE_FOLLOWS.values())),
    Frame("shank", "thigh", _KNEE, "thigh", _SHANK),
    Frame("knee_half", "thigh", _KNEE, "thigh", (Turn(Y, "knee.flexion", 0.5),)),
    Frame("foot", "shank", _ANKLE, "shank", _FOOT),
    Frame("toes", "foot", anatomy.TOE_ROOT, "foot", (Turn(Y, "toes.extension", -1.0),)),
)
_SIDED: Final = frozenset(frame.name for frame in (*_ARM, *_LEG))


def _on(row: Frame, side: Side) -> Frame:
    """A row of an arm or a leg on one side."""

    def frame(name: str) -> str:
        return sided(name, side) if name in _SIDED else name

    def turn(written: Turn) -> Turn:
        joint, _, word = written.angle.partition(".")
        angle = f"{sided(joint, side)}.{word}" if word else written.angle
        return Turn(written.axis, angle, written.factor * (1.0 if written.axis == Y else SIGN[side]))

    turns = tuple(turn(written) for written in row.turns)
    return Frame(frame(row.name), frame(row.at), mirrored(row.offset, side), frame(row.turns_with), turns)


SKELETON: Final = (_PELVIS, *_spine(), *(_on(row, side) for side in SIDES for row in (*_ARM, *_LEG)))
FRAME_NAMES: Final[tuple[str, ...]] = tuple(frame.name for frame in SKELETON)
frame_index: Final[dict[str, int]] = {name: index for index, name in enumerate(FRAME_NAMES)}


def frame_name(name: str, side: Side | None) -> str:
    """The name of a frame on one side, or of one that has no side."""
    return sided(name, side) if side and sided(name, side) in frame_index else name
