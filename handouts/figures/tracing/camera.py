"""Where the picture is seen from: a parallel projection by azimuth and elevation in degrees.

Azimuth 0 looks at a standing person's face, -90 at their right side, 90 at their left; elevation lifts the eye.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array


class Camera(NamedTuple):
    """Unit vectors in the room: to the right and up in the picture, and towards the eye."""

    right: Array
    up: Array
    eye: Array

    def project(self, points: Array) -> Array:
        """Points of the room (..., 3) -> right, up and nearness in cm, (..., 3)."""
        found: Array = np.stack([points @ self.right, points @ self.up, points @ self.eye], -1)
        return found

    def flat(self, points: Array) -> Array:
        """Points of the room (..., 3) -> their place in the picture in cm, (..., 2)."""
        return self.project(points)[..., :2]

    def lift(self, flat: Array, nearness: Array) -> Array:
        """The inverse of `project`."""
        found: Array = (
            flat[..., :1] * self.right + flat[..., 1:2] * self.up + np.asarray(nearness)[..., None] * self.eye
        )
        return found


def camera(azimuth: float, elevation: float) -> Camera:
    """The camera that looks from a direction."""
    turn, lift = np.radians(azimuth), np.radians(elevation)
    eye = np.array([np.cos(lift) * np.cos(turn), np.cos(lift) * np.sin(turn), np.sin(lift)])
    right = np.array([-np.sin(turn), np.cos(turn), 0.0])
    return Camera(right, np.cross(eye, right), eye)
