"""Limbs must not pass through each other: the body as capsules, and how deep each pair overlaps.

A capsule is coarser than the skin, and flesh gives way, so each kind of pair may overlap by an allowance before
it counts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body.anatomy import SIDES, Side, Vector
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, mirrored, sided
from handouts.figures.body.skin import moved


class Capsule(NamedTuple):
    """A rounded bar between two points, each in a frame, with a radius at each end; cm."""

    name: str
    first: str
    start: Vector
    second: str
    end: Vector
    radii: tuple[float, float]


_SIDED: Final = (  # own estimates, inside the sections of `sections`
    Capsule("thigh", "thigh", (0.3, 0, -9), "thigh", (0.4, 0, -22), (7.4, 6.6)),
    Capsule("thigh", "thigh", (0.4, 0, -22), "thigh", (0.3, 0, -33), (6.6, 5.4)),
    Capsule("shank", "shank", (-0.6, 0, -11), "shank", (-0.8, 0, -20), (4.8, 4.6)),
    Capsule("shank", "shank", (-0.6, 0, -18), "foot", (0, 0, 0), (4.6, 3.0)),
    Capsule("foot", "foot", (-2, 0, -3.6), "foot", (11, 0, -4.4), (2.8, 2.2)),
    Capsule("upper_arm", "upper_arm", (0, 0, -9), "upper_arm", (0, 0, -25), (4.2, 3.5)),
    Capsule("forearm", "forearm", (0, 0, -7), "hand", (0, 0, 0), (3.4, 2.1)),
    Capsule("hand", "hand", (0, 0, -1), "hand", (0, 0, -8), (1.6, 1.3)),
    Capsule("hand", "fingers", (0, 0, 0), "fingertips", (0, 0, -3), (1.0, 0.8)),
)
_CENTRAL: Final = (
    Capsule("pelvis", "pelvis", (-0.5, 6.5, 1), "pelvis", (-0.5, -6.5, 1), (9.6, 9.6)),
    Capsule("trunk", "pelvis", (0.3, 4, 6), "L1", (1.5, 4, 0), (8.4, 7.8)),
    Capsule("trunk", "pelvis", (0.3, -4, 6), "L1", (1.5, -4, 0), (8.4, 7.8)),
    Capsule("trunk", "L1", (1.5, 4.5, 0), "T5", (4.0, 4.8, 2), (8.0, 9.2)),
    Capsule("trunk", "L1", (1.5, -4.5, 0), "T5", (4.0, -4.8, 2), (8.0, 9.2)),
    Capsule("neck", "C7", (1, 0, 1), "head", (0, 0, 0), (5, 5)),
    Capsule("head", "head", (1.5, 0, 6.5), "head", (4.5, 0, 0), (8.0, 6.0)),
)
_LIMBS: Final = {
    "thigh": "leg",
    "shank": "lower leg",
    "foot": "lower leg",
    "upper_arm": "arm",
    "forearm": "lower arm",
    "hand": "lower arm",
}
_NEVER: Final = frozenset(  # joined by a joint, or one mass
    frozenset(pair)
    for pair in (
        ("leg", "pelvis"),
        ("trunk", "pelvis"),
        ("trunk", "neck"),
        ("neck", "head"),
        ("arm", "neck"),
        ("trunk", "head"),
    )
)
_ALLOWED: Final = {  # cm of overlap that soft parts take up; own estimates
    frozenset(("leg", "trunk")): 5.0,  # thigh into the belly
    frozenset(("arm", "trunk")): 1.8,
    frozenset(("leg",)): 1.8,  # thigh against thigh
}
_SAME_LIMB: Final = {frozenset(("leg", "lower leg")): 3.6, frozenset(("arm", "lower arm")): 1.5}
_ELSE: Final = 0.7


def _on(row: Capsule, side: Side) -> Capsule:
    """A capsule written for the left, on one side."""
    return Capsule(
        sided(row.name, side),
        *(sided(row.first, side), mirrored(row.start, side)),
        *(sided(row.second, side), mirrored(row.end, side)),
        row.radii,
    )


CAPSULES: Final = (*(_on(row, side) for side in SIDES for row in _SIDED), *_CENTRAL)


def _limb(name: str) -> tuple[str, str]:
    """The kind of limb and the side of a capsule; the side is empty in the middle."""
    kind, _, side = name.rpartition("_")
    return (_LIMBS[kind], side) if kind in _LIMBS else (name, "")


def allowance(first: str, second: str) -> float | None:
    """How deep two capsules may overlap, or None if they never count."""
    (one, side), (other, far) = _limb(first), _limb(second)
    kinds = frozenset((one, other))
    if (one, side) == (other, far) or kinds in _NEVER:
        return None
    if side == far and kinds in _SAME_LIMB:
        return _SAME_LIMB[kinds]
    return _ALLOWED.get(kinds, _ELSE)


_PAIRS: Final = [
    (one, other, limit)
    for one in range(len(CAPSULES))
    for other in range(one)
    if (limit := allowance(CAPSULES[one].name, CAPSULES[other].name)) is not None
]
PAIR_NAMES: Final = [(CAPSULES[one].name, CAPSULES[other].name) for one, other, _ in _PAIRS]
_PAIR_INDEX: Final = np.array([pair[:2] for pair in _PAIRS])
_LIMITS: Final = np.array([pair[2] for pair in _PAIRS], np.float64)
_FIRST: Final = np.array([frame_index[capsule.first] for capsule in CAPSULES])
_SECOND: Final = np.array([frame_index[capsule.second] for capsule in CAPSULES])
_STARTS: Final = np.array([capsule.start for capsule in CAPSULES], np.float64)
_ENDS: Final = np.array([capsule.end for capsule in CAPSULES], np.float64)
_RADII: Final = np.array([capsule.radii for capsule in CAPSULES], np.float64)


def overlaps(frames: Frames) -> Array:
    """How deep each pair of capsules overlaps beyond its allowance, cm; zeros where it does not."""
    starts = moved(frames.rotation, frames.origin, _STARTS, _FIRST)
    ends = moved(frames.rotation, frames.origin, _ENDS, _SECOND)
    found: Array = _overlaps(starts, ends, _RADII, _PAIR_INDEX, _LIMITS)
    return found


@njit(cache=True)
def _overlaps(starts: Array, ends: Array, radii: Array, pairs: Whole, limits: Array) -> Array:
    """The closest points of two segments (Ericson 2005, 5.1.9), for every pair."""
    found = np.zeros(len(pairs))
    for index in range(len(pairs)):
        one, other = pairs[index]
        first, second = ends[one] - starts[one], ends[other] - starts[other]
        between = starts[one] - starts[other]
        a, e, f = first @ first, second @ second, second @ between
        c, b = first @ between, first @ second
        apart = a * e - b * b
        s = min(max((b * f - c * e) / apart, 0.0), 1.0) if apart > 1e-9 else 0.0
        t = (b * s + f) / e
        if t < 0.0:
            t, s = 0.0, min(max(-c / a, 0.0), 1.0)
        elif t > 1.0:
            t, s = 1.0, min(max((b - c) / a, 0.0), 1.0)
        gap = between + first * s - second * t
        reach = radii[one, 0] * (1 - s) + radii[one, 1] * s + radii[other, 0] * (1 - t) + radii[other, 1] * t
        found[index] = max(0.0, reach - limits[index] - np.sqrt(gap @ gap))
    return found
