"""Muscles that work -> a field of how near each pixel is to the middle of one, and the glow drawn from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import contourpy
import numpy as np
from shapely.geometry import LineString, Polygon

from handouts.figures.body.anatomy import SIDES, Side
from handouts.figures.body.arrays import Array
from handouts.figures.body.body import Body
from handouts.figures.body.muscles import ALIASES, MUSCLES, Muscle
from handouts.figures.body.places import split_side
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, frame_name, mirrored
from handouts.figures.drawing.drawing import FINE, Layer
from handouts.figures.tracing.fitting import Curve, fitted, line
from handouts.figures.tracing.raster import Raster

_SOFT: Final = 0.16  # how softly the ellipsoids of one muscle join
_FAR: Final = 9.0
GLOW_LEVELS: Final = (1.0, 0.86, 0.72, 0.58)  # of the ellipsoid's distance: thin coats read as a soft glow
GLOW_OPACITY: Final = 0.3
_HATCH: Final = 1.7  # cm between two lines of hatching


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


def glow(raster: Raster, field: Array) -> list[Layer]:
    """A field that is below 1 inside the muscle -> coats of colour, and hatching for printers without one."""
    layers = [Layer(list(_blobs(field, level, raster)), "glow", 0, GLOW_OPACITY) for level in GLOW_LEVELS]
    layers.append(Layer(_hatching(layers[0].curves), "hatch", FINE))
    return [layer for layer in layers if layer.curves]


def _hatching(curves: Sequence[Curve]) -> list[Curve]:
    """Lines at 45 degrees inside closed curves."""
    found = []
    for curve in curves:
        shape = Polygon(curve.flattened(4)).buffer(0)
        x0, y0, x1, y1 = shape.bounds
        for start in np.arange(x0 - (y1 - y0), x1, _HATCH * 1.414):
            cut = LineString([(start, y0 - 1), (start + y1 - y0 + 2, y1 + 1)]).intersection(shape)
            for part in getattr(cut, "geoms", [cut]):
                if part.geom_type == "LineString" and part.length > 0.6:
                    ends = np.array(part.coords)
                    found.append(Curve(line(ends[0], ends[-1]), False))
    return found


def _blobs(field: Array, level: float, raster: Raster) -> Iterator[Curve]:
    """Soft closed curves around where a field is below a level."""
    padded = np.pad(field, 1, constant_values=float(field.max()))
    for ring in contourpy.contour_generator(z=padded).lines(level):
        if len(ring) < 12:
            continue
        points = (np.asarray(ring)[:-1] - 0.5) * raster.pixel + np.array([raster.left, raster.bottom])
        curve = fitted(points, True, 0.2, 2 * raster.pixel, 1.5, 80)
        if curve is not None:
            yield curve
