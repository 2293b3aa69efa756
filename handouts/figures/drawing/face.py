"""A head that is turned some way -> its face: eyes, brows, mouth and nose, only where they can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from handouts.figures.body.anatomy import Vector
from handouts.figures.body.arrays import Array
from handouts.figures.body.heads import FACES, NOSE_TIP, Face, Look
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index
from handouts.figures.drawing.drawing import Layer
from handouts.figures.tracing.fitting import Curve, through
from handouts.figures.tracing.raster import Raster

_BROW, _LASH, _MOUTH, _NOSE = 6, 7, 5, 4  # widths of the pen, tenths of a point
_SEEN: Final = {"eye": 0.12, "brow": 0.1, "mouth": 0.08, "nose": 0.45}  # least cosine towards the eye


def is_visible(raster: Raster, point: Array, within: float) -> bool:
    """Whether a point of the room is seen, or lies at most `within` cm under what is seen there."""
    seen = raster.depth(point)
    return seen is not None and seen[1] < within


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
