"""Folds of the shirt: where cloth hangs from the chest, is pulled at the shoulder, or is pushed together.

A fold is a short line on the trunk, given by height and by the angle around it (0 in front, 90 at the side); it is
drawn where it can be seen, and some only when the trunk is bent enough. Own choice, after how illustrators draw a
loose T-shirt.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array
from handouts.figures.body.body import Body
from handouts.figures.body.parts import material_index
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index
from handouts.figures.drawing.drawing import FINE, Layer
from handouts.figures.tracing.fitting import Curve, through
from handouts.figures.tracing.raster import Raster


class Fold(NamedTuple):
    """Points (height in the upright pelvis frame, degrees around), and the bend in degrees that makes it."""

    points: tuple[tuple[float, float], ...]
    least_flexion: float = -90.0
    least_bend: float = -90.0


FOLDS: Final = (
    Fold(((41.0, 68.0), (37.0, 56.0), (33.5, 50.0))),  # from the armpit across the chest
    Fold(((36.0, 112.0), (31.0, 120.0), (27.0, 131.0))),  # from the armpit over the shoulder blade
    Fold(((16.5, 86.0), (13.5, 70.0), (12.5, 54.0))),  # above the hip
    Fold(((11.0, 92.0), (8.6, 78.0), (7.8, 66.0))),
    Fold(((22.0, 80.0), (20.5, 58.0), (20.8, 30.0)), least_flexion=20.0),
    Fold(((16.5, 70.0), (15.3, 46.0), (15.8, 16.0)), least_flexion=20.0),
    Fold(((21.0, 60.0), (19.0, 84.0), (19.5, 110.0)), least_bend=12.0),
    Fold(((15.5, 64.0), (14.0, 88.0), (15.0, 112.0)), least_bend=12.0),
)
_SEEN: Final = 1.3  # cm that a point may lie under what is seen
_FACING: Final = 0.2  # least cosine between the cloth and the eye: none along the outline


def folds(frames: Frames, raster: Raster, body: Body) -> list[Layer]:
    """The folds that can be seen, as fine lines of the shirt's shade."""
    flexion, bend = _bent(frames)
    curves = []
    for fold in FOLDS:
        for sign in (1.0, -1.0):
            if flexion < fold.least_flexion or sign * bend < fold.least_bend:
                continue
            curve = _drawn(fold, sign, raster, body)
            if curve is not None:
                curves.append(curve)
    return [Layer(curves, "ink", FINE)] if curves else []


def _bent(frames: Frames) -> tuple[float, float]:
    """How far the chest is bent forwards against the pelvis, and to the left, degrees."""
    pelvis, chest = frames.rotation[frame_index["pelvis"]], frames.rotation[frame_index["T8"]]
    up = pelvis.T @ chest[:, 2]
    return float(np.degrees(np.arctan2(up[0], up[2]))), float(np.degrees(np.arctan2(up[1], up[2])))


def _drawn(fold: Fold, sign: float, raster: Raster, body: Body) -> Curve | None:
    heights, turns = np.array(fold.points).T
    at = np.linspace(0, 1, 9)
    steps = np.linspace(0, 1, len(heights))
    heights, turns = np.interp(at, steps, heights), np.interp(at, steps, turns)
    points = np.array([_on_trunk(height, sign * turn, body) for height, turn in zip(heights, turns, strict=True)])
    seen = [_is_seen(point, raster) for point in points]
    if sum(seen) < 5:
        return None
    flat = raster.camera.flat(points[np.array(seen)])
    return through(flat[:: max(1, len(flat) // 3)], False)


def _on_trunk(height: float, degrees: float, body: Body) -> Array:
    """A point on the cloth."""
    stations = body.surface.stations
    at = np.interp(height, stations[:, 15], np.arange(len(stations)))
    low = min(int(at), len(stations) - 2)
    row = stations[low] * (1 - (at - low)) + stations[low + 1] * (at - low)
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    deep = row[13] if cosine > 0 else row[14]
    found: Array = row[:3] + row[3:6] * deep * cosine + row[6:9] * row[12] * sine
    return found


def _is_seen(point: Array, raster: Raster) -> bool:
    """Whether a point lies on the shirt that is seen there, and not along its outline."""
    seen = raster.depth(point)
    if seen is None or raster.material[seen[0]] != material_index["top"]:
        return False
    facing = float(raster.normal[seen[0]] @ raster.camera.eye)
    return seen[1] < _SEEN and facing > _FACING
