"""The shared start positions: how the body lies in the room, and what is usual there.

A pose that starts from one of these need only say what is different. Angles here are a looser guess than an
author's; contacts and directions hold until a position replaces them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from handouts.figures.posing.pose import Position, Prop

Rows = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# rows of the matrix whose columns are the body's forward, left and up in the room
_UPRIGHT: Final[Rows] = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
_FACE_UP: Final[Rows] = ((0, 0, -1), (0, 1, 0), (1, 0, 0))  # head towards -x
_FACE_DOWN: Final[Rows] = ((0, 0, 1), (0, 1, 0), (-1, 0, 0))  # head towards +x
_LEFT_DOWN: Final[Rows] = ((0, 0, 1), (-1, 0, 0), (0, -1, 0))  # head towards +x, facing -y
_RIGHT_DOWN: Final[Rows] = ((0, 0, -1), (-1, 0, 0), (0, 1, 0))  # head towards -x, facing -y


class StartPosition(NamedTuple):
    """One start position: the orientation of the body, and its ordinary angles and contacts."""

    orientation: Rows
    position: Position


_LYING_ON_SIDE: Final = {"hip": {"flexion": 45.0}, "knee": {"flexion": 80.0}}
STARTS: Final[dict[str, StartPosition]] = {
    "standing": StartPosition(
        _UPRIGHT,
        Position(contacts={"floor": ("sole",)}, directions={"gaze": "forward"}, balance=True),
    ),
    "all-fours": StartPosition(
        _FACE_DOWN,
        Position(
            joints={
                "hip": {"flexion": 90},
                "knee": {"flexion": 90},
                "ankle": {"plantarflexion": 50},
                "shoulder": {"flexion": 90, "abduction": 2},
                "elbow": {"flexion": 3},
                "wrist": {"extension": 75},
            },
            contacts={"floor": ("palm", "knee", "foot")},
            directions={"thigh": "down", "upper arm": "down", "forearm": "down"},
        ),
    ),
    "on-the-back": StartPosition(
        _FACE_UP,
        Position(
            joints={"neck": {"flexion": 10}, "shoulder": {"abduction": 14}, "elbow": {"flexion": 6}},
            contacts={"floor": ("head", "upper back", "pelvis")},
            directions={"chest": "up", "gaze": "up"},
        ),
    ),
    "face-down": StartPosition(
        _FACE_DOWN,
        Position(
            joints={"ankle": {"plantarflexion": 56}, "wrist": {"extension": 70}},
            contacts={"floor": ("pelvis", "thigh", "foot")},
        ),
    ),
    "side-lying-left": StartPosition(
        _LEFT_DOWN,
        Position(
            joints=_LYING_ON_SIDE,
            contacts={"floor": ("pelvis", "left thigh", "left shin")},
            directions={"pelvis": "right", "chest": "right", "gaze": "right"},
        ),
    ),
    "side-lying-right": StartPosition(
        _RIGHT_DOWN,
        Position(
            joints=_LYING_ON_SIDE,
            contacts={"floor": ("pelvis", "right thigh", "right shin")},
            directions={"pelvis": "right", "chest": "right", "gaze": "right"},
        ),
    ),
    "chair": StartPosition(
        _UPRIGHT,
        Position(
            joints={"hip": {"flexion": 88, "abduction": 6}, "knee": {"flexion": 90}},
            contacts={"floor": ("sole",), "seat": ("pelvis", "thigh")},
            props=(Prop(kind="chair", at=(0, 0)),),
        ),
    ),
    "half-kneeling": StartPosition(
        _UPRIGHT,
        Position(
            joints={
                "left hip": {"extension": 5},
                "left knee": {"flexion": 95},
                "left ankle": {"plantarflexion": 50},
                "right hip": {"flexion": 85},
                "right knee": {"flexion": 88},
            },
            contacts={"floor": ("left knee", "left foot", "right sole")},
            directions={"trunk": "up", "gaze": "forward", "left thigh": "down"},
            balance=True,
        ),
    ),
    "long-sitting": StartPosition(
        _UPRIGHT,
        Position(
            joints={"hip": {"flexion": 88}, "knee": {"flexion": 2}},
            contacts={"floor": ("pelvis", "thigh", "heel")},
            directions={"trunk": "up"},
        ),
    ),
}
