"""Muscles that work -> how near each pixel is to the middle of one: the field that the glow is drawn from."""

from __future__ import annotations

from typing import Final

import numpy as np

from handouts.figures.body.anatomy import SIDES, Side
from handouts.figures.body.arrays import Array
from handouts.figures.body.body import Body
from handouts.figures.body.muscles import ALIASES, MUSCLES, Muscle
from handouts.figures.body.places import split_side
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, frame_name, mirrored
from handouts.figures.tracing.raster import Raster

_SOFT: Final = 0.16  # how softly the ellipsoids of one muscle join
_FAR: Final = 9.0


def glow_field(raster: Raster, body: Body, frames: Frames, targets: tuple[str, ...]) -> Array:
    """How near each pixel is to the middle of a target: below 1 inside, (h, w)."""
    positions = raster.positions()
    total = np.zeros(raster.primitive.shape)
    for target in targets:
        side, name = split_side(target)
        for muscle in ALIASES.get(name, (name,)):
            for each in (side,) if side else SIDES:
                total += _weights(MUSCLES[muscle], each, raster, body, frames, positions)
    found: Array = -_SOFT * np.log(np.maximum(total, 1e-20))
    return found


def _weights(muscle: Muscle, side: Side, raster: Raster, body: Body, frames: Frames, positions: Array) -> Array:
    """The sum of exp(-distance / softness) over the muscle's ellipsoids."""
    other = SIDES[1 - SIDES.index(side)]
    shows = np.array(
        [name.removesuffix(f"_{side}") in muscle.parts and not name.endswith(f"_{other}") for name in body.names]
    )
    here = raster.body & shows[np.maximum(raster.primitive, 0)]
    total = np.zeros(here.shape)
    for spot in muscle.spots:
        number = frame_index[frame_name(spot.frame, side)]
        centre = frames.point(number, np.array(mirrored(spot.centre, side), np.float64))
        away = positions[here] - centre
        along = away @ frames.rotation[number][:, 2]
        across = np.linalg.norm(away - along[:, None] * frames.rotation[number][:, 2], axis=1)
        near = np.hypot(along / spot.along, across / spot.across)
        total[here] += np.exp(-np.minimum(near, _FAR) / _SOFT)
    return total
