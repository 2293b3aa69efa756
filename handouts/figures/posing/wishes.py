"""A Stance -> the angles it would like, and how freely each may move to let the contacts come true."""

from __future__ import annotations

from typing import Final

import numpy as np

from handouts.figures.body.anatomy import Side
from handouts.figures.body.arrays import Array
from handouts.figures.body.placing import rest_angles
from handouts.figures.body.skeleton import FREEDOMS, dof_index, sided
from handouts.figures.posing.stance import Stance

# degrees an angle may move for the same price (tuned on 26 positions)
WRITTEN: Final = 5.0  # by the author
ASSUMED: Final = 8.0  # by the start position
FOLLOWED: Final = 8.0  # unwritten, in a position that starts from another
FLAT_WRIST: Final = 30.0  # of a hand that lies flat
ANYWHERE: Final = 400.0  # the pelvis's place, cm

_FLAT_HAND: Final = {"thumb.opposition": -4.0, "thumb.abduction": 20.0, "fingers.flexion": 1.0}


def wishes(stance: Stance, before: Array | None) -> tuple[Array, Array]:
    """Angles and spreads by degree of freedom; `before` are the solved angles this stance starts from."""
    spread = np.array([ANYWHERE] * 3 + [freedom.spread for freedom in FREEDOMS.values()])
    if before is None:
        angles = rest_angles()
        _write(stance.assumed, ASSUMED, angles, spread)
    else:
        angles = before.copy()
        spread[3:] = np.minimum(spread[3:], FOLLOWED)
    _write(stance.written, WRITTEN, angles, spread)
    for side in {rest.place.side for rest in stance.rests if rest.place.name == "palm"}:
        assert side is not None
        _flatten_hand(side, stance, angles, spread)
    return angles, spread


def _write(group: dict[str, float], limit: float, angles: Array, spread: Array) -> None:
    for name, angle in group.items():
        angles[dof_index[name]] = angle
        spread[dof_index[name]] = min(FREEDOMS[name].spread, limit)


def _flatten_hand(side: Side, stance: Stance, angles: Array, spread: Array) -> None:
    """Let the hand of a flat palm lie flat: a free wrist, the thumb beside the palm."""
    wrist = f"{sided('wrist', side)}.flexion"
    if wrist not in stance.written:
        spread[dof_index[wrist]] = FLAT_WRIST
    for name, angle in _FLAT_HAND.items():
        joint, word = name.split(".")
        own = f"{sided(joint, side)}.{word}"
        if own not in stance.written:
            angles[dof_index[own]] = angle
