"""Places on the skin one by one -> all at once, so that they are placed in the room in one go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.placing import Frames
from handouts.figures.body.skin import Spot, moved


class Spots(NamedTuple):
    """Many spots at once: frames (n,), offsets (n, 3), normals (n, 3)."""

    frames: Whole
    offsets: Array
    normals: Array

    def points(self, frames: Frames) -> Array:
        """The spots in the room, (n, 3)."""
        found: Array = moved(frames.rotation, frames.origin, self.offsets, self.frames)
        return found

    def facing(self, frames: Frames) -> Array:
        """Which way the skin faces at the spots, (n, 3)."""
        nowhere = np.zeros_like(frames.origin)
        found: Array = moved(frames.rotation, nowhere, self.normals, self.frames)
        return found


def spots_of(spots: list[Spot]) -> Spots:
    """Spots one by one -> Spots all at once."""
    return Spots(
        np.array([spot.frame for spot in spots], np.int64),
        np.array([spot.offset for spot in spots], np.float64).reshape(-1, 3),
        np.array([spot.normal for spot in spots], np.float64).reshape(-1, 3),
    )
