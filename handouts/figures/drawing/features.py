"""What is drawn on the body: the face, folds of the shirt, and the muscle that works.

Points on the head and the cloth are only drawn where the raster shows that they can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from handouts.figures.body.anatomy import Vector
from handouts.figures.body.arrays import Array
from handouts.figures.body.heads import FACES, NOSE_TIP, Face, Look
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index
from handouts.figures.drawing.colouring import blobs
from handouts.figures.drawing.drawing import FINE, Layer
from handouts.figures.tracing.fitting import Curve, line, through
from handouts.figures.tracing.raster import Raster

_BROW, _LASH, _MOUTH, _NOSE = 6, 7, 5, 4  # widths of the pen, tenths of a point
_SEEN: Final = {"eye": 0.12, "brow": 0.1, "mouth": 0.08, "nose": 0.45}  # least cosine towards the eye


def is_visible(raster: Raster, point: Array, within: float) -> bool:
    """Whether a point of the room is seen, or lies at most `within` cm under what is seen there."""
    right, up, near = raster.camera.project(point)
    row, column = raster.pixel_of(np.array([right, up]))
    height, width = raster.primitive.shape
    if not (0 <= row < height and 0 <= column < width) or raster.primitive[row, column] < 0:
        return False
    return bool(raster.nearness[row, column] - near < within)


def face(frames: Frames, raster: Raster, look: Look) -> list[Layer]:
    """Eyes, brows, mouth and nose: small, and never on the far side."""
    drawn = _Face(frames, raster, FACES[look.face])
    layers = [
        Layer(drawn.eyes(), "ink"),
        Layer(drawn.brows(), "ink", _BROW),
        Layer(drawn.lashes(), "ink", _LASH),
        Layer(drawn.mouth(), "ink", _MOUTH),
        Layer(drawn.nose(), "ink", _NOSE),
    ]
    return [layer for layer in layers if layer.curves]


class _Face:
    """Draws one face that is turned some way."""

    def __init__(self, frames: Frames, raster: Raster, kind: Face) -> None:
        number = frame_index["head"]
        self.rotation, self.origin = frames.rotation[number], frames.origin[number]
        self.raster, self.kind = raster, kind

    def _room(self, point: Sequence[float], sign: float = 1.0) -> Array:
        found: Array = self.origin + self.rotation @ (np.array(point) * [1, sign, 1])
        return found

    def _faces(self, normal: Vector) -> float:
        return float(self.rotation @ np.array(normal) @ self.raster.camera.eye)

    def _line(self, points: Sequence[Array], seen: Sequence[bool]) -> list[Curve]:
        """A smooth line through the points that are seen."""
        flat = [self.raster.camera.flat(point) for point, is_seen in zip(points, seen, strict=True) if is_seen]
        return [through(np.array(flat), False)] if len(flat) > 1 else []

    def _eye_is_seen(self, sign: float) -> bool:
        middle = self._room(self.kind.eye, sign)
        return self._faces((0.85, 0.5 * sign, 0)) > _SEEN["eye"] and is_visible(self.raster, middle, 1.6)

    def eyes(self) -> list[Curve]:
        found = []
        for sign in (1.0, -1.0):
            if not self._eye_is_seen(sign):
                continue
            wide, high = self.kind.eye_size
            across = self.rotation @ np.array([-0.47 * sign, 0.88, 0]) * wide
            up = self.rotation @ np.array([0, 0, 1.0]) * high
            turn = np.linspace(0, 2 * np.pi, 9)[:-1, None]
            ring = self._room(self.kind.eye, sign) + across * np.cos(turn) + up * np.sin(turn)
            found.append(through(self.raster.camera.flat(ring), True))
        return found

    def lashes(self) -> list[Curve]:
        found: list[Curve] = []
        for sign in (1.0, -1.0):
            if self.kind.lashes and self._eye_is_seen(sign):
                x, y, z = self.kind.eye
                high = self.kind.eye_size[1]
                points = [
                    (x + 0.1, y - 0.5, z + high),
                    (x - 0.3, y + 0.6, z + high),
                    (x - 1.2, y + 1.5, z + 0.7 * high),
                ]
                room = [self._room(point, sign) for point in points]
                found += self._line(room, [is_visible(self.raster, point, 1.6) for point in room])
        return found

    def brows(self) -> list[Curve]:
        found: list[Curve] = []
        for sign in (1.0, -1.0):
            points = [self._room(point, sign) for point in self.kind.brow]
            turned = self._faces((0.85, 0.4 * sign, 0)) > _SEEN["brow"]
            found += self._line(points, [turned and is_visible(self.raster, point, 1.8) for point in points])
        return found

    def mouth(self) -> list[Curve]:
        half = self.kind.mouth
        whole = [*half, *((x, -y, z) for x, y, z in half[-2::-1])]
        points = [self._room(point) for point in whole]
        seen = [
            self._faces((1, 0.18 * y, 0)) > _SEEN["mouth"] and is_visible(self.raster, point, 1.8)
            for (_, y, _), point in zip(whole, points, strict=True)
        ]
        return self._line(points, seen)

    def nose(self) -> list[Curve]:
        if self._faces((1, 0, 0)) < _SEEN["nose"]:
            return []
        shift = np.array(self.kind.nose[1]) - (11.5, 0, 1.5)
        half = [tuple(np.array(point) + shift) for point in NOSE_TIP]
        points = [self._room(point) for point in [*half, *((x, -y, z) for x, y, z in half[-2::-1])]]
        return self._line(points, [is_visible(self.raster, point, 2.2) for point in points])


# ---- the working muscle
GLOW_LEVELS: Final = (1.0, 0.86, 0.72, 0.58)  # of the ellipsoid's distance: thin coats read as a soft glow
GLOW_OPACITY: Final = 0.3
_HATCH: Final = 1.7  # cm between two lines of hatching
_SOFTNESS: Final = 0.16  # of the union of several ellipsoids


def glow(raster: Raster, field: Array) -> list[Layer]:
    """A field that is below 1 inside the muscle -> coats of colour, and hatching for printers without one."""
    layers = [Layer(list(blobs(field, level, raster)), "glow", 0, GLOW_OPACITY) for level in GLOW_LEVELS]
    layers.append(Layer(_hatching(layers[0].curves), "hatch", FINE))
    return [layer for layer in layers if layer.curves]


def _hatching(curves: Sequence[Curve]) -> list[Curve]:
    """Lines at 45 degrees inside closed curves."""
    from shapely.geometry import LineString, Polygon

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
