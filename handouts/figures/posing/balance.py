"""Frames -> the centre of mass, and whether it is above what the body stands on."""

from __future__ import annotations

from typing import Final

import numpy as np

from handouts.figures.body import anatomy
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, sided

_COMPASS: Final = np.array([(np.cos(a), np.sin(a)) for a in np.radians(np.arange(0, 360, 22.5))])


def _masses() -> tuple[Array, Whole, Array, Array]:
    """Fractions (n,), pairs of frames (n, 2), shares of the way between them (n,) and offsets (n, 3)."""
    rows = list(anatomy.CENTRAL_MASSES)
    for side in anatomy.SIDES:
        rows += [
            mass._replace(frame=sided(mass.frame, side), towards=sided(mass.towards, side))
            for mass in anatomy.SIDED_MASSES
        ]
    fraction = np.array([mass.fraction for mass in rows])
    pairs = np.array([[frame_index[mass.frame], frame_index[mass.towards]] for mass in rows])
    along, offset = np.array([mass.along for mass in rows]), np.array([mass.offset for mass in rows])
    return fraction / fraction.sum(), pairs, along, offset


_FRACTION, _PAIRS, _ALONG, _OFFSET = _masses()


def centre_of_mass(frames: Frames) -> Array:
    """The body's centre of mass in the room, cm (Winter's segment masses)."""
    start, end = frames.origin[_PAIRS[:, 0]], frames.origin[_PAIRS[:, 1]]
    points = start + (end - start) * _ALONG[:, None]
    points += np.einsum("nij,nj->ni", frames.rotation[_PAIRS[:, 0]], _OFFSET)
    found: Array = _FRACTION @ points
    return found


def tipping(frames: Frames, support: Array) -> Array:
    """How far the centre of mass is outside the support (n, 2), cm, in 16 directions; all negative: it stands."""
    if not len(support):
        return np.zeros(len(_COMPASS))
    found: Array = _COMPASS @ centre_of_mass(frames)[:2] - (_COMPASS @ support.T).max(axis=1)
    return found
