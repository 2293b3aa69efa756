"""Surface + camera -> what each pixel shows: nearness, normal, primitive and material.

Rays march through the surface tile by tile, each tile knowing the few primitives near it. Row 0 is the lowest;
a pixel is `pixel` cm wide.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from scipy.ndimage import distance_transform_edt, label

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.field import Surface
from handouts.figures.tracing.camera import Camera
from handouts.figures.tracing.distance import packed
from handouts.figures.tracing.rays import Layers, Window, march, refine

_MARGIN: Final = 6  # pixels of background kept on all sides
_SPECK: Final = 1.4  # cm2
_SLIVER: Final = 0.55  # cm: background no wider than twice this, all around closed, is filled


class Raster(NamedTuple):
    """The picture as pixels, (h, w) each; primitive -1 is the background."""

    nearness: Array
    primitive: Whole
    normal: Array
    """(h, w, 3), in the room."""
    material: Whole
    left: float
    bottom: float
    pixel: float
    camera: Camera
    surface: Surface
    spheres: Array
    """(n, 4): right, up, nearness and radius of every primitive."""

    @property
    def body(self) -> Mask:
        """Pixels that show anything."""
        found: Mask = self.primitive >= 0
        return found

    @property
    def group(self) -> Whole:
        """The group of each pixel's primitive; -1 for the background."""
        found: Whole = np.where(self.body, self.surface.group[np.maximum(self.primitive, 0)], -1)
        return found

    def positions(self) -> Array:
        """The point of the room that each pixel shows, (h, w, 3)."""
        height, width = self.nearness.shape
        x = self.left + (np.arange(width) + 0.5) * self.pixel
        y = self.bottom + (np.arange(height) + 0.5) * self.pixel
        flat = np.stack(np.meshgrid(x, y), -1)
        return self.camera.lift(flat, self.nearness)

    def pixel_of(self, flat: Array) -> tuple[int, int]:
        """Row and column of a place in the picture."""
        return int((flat[1] - self.bottom) / self.pixel), int((flat[0] - self.left) / self.pixel)

    def pixels_at(self, corners: Whole) -> tuple[Whole, Whole]:
        """Rows and columns of the pixels above and to the right of numbered corners, kept inside the raster."""
        height, width = self.primitive.shape
        rows, columns = np.divmod(corners, width + 1)
        return np.minimum(rows, height - 1), np.minimum(columns, width - 1)

    def depth(self, point: Array) -> tuple[tuple[int, int], float] | None:
        """The pixel that a point of the room falls on, and how far under what is seen there it lies, cm.

        None where nothing is seen.
        """
        right, up, near = self.camera.project(point)
        row, column = self.pixel_of(np.array([right, up]))
        height, width = self.primitive.shape
        if not (0 <= row < height and 0 <= column < width) or self.primitive[row, column] < 0:
            return None
        return (row, column), float(self.nearness[row, column] - near)


def rasterise(surface: Surface, camera: Camera, pixel: float) -> Raster:
    """Cast one ray per pixel of the frame that the surface fills."""
    spheres = np.column_stack([camera.project(surface.centre), surface.reach])
    left, bottom = (spheres[:, :2] - spheres[:, 3:]).min(0) - 2
    right, top = (spheres[:, :2] + spheres[:, 3:]).max(0) + 2
    shape = (int((top - bottom) / pixel) + 1, int((right - left) / pixel) + 1)
    nearness, normal = np.full(shape, -1e6), np.zeros((*shape, 3))
    primitive, material = np.full(shape, -1, np.int64), np.full(shape, -1, np.int64)
    axes = np.array([camera.right, camera.up, camera.eye])
    march(
        packed(surface),
        Window(axes, left, bottom, pixel, spheres),
        Layers(nearness, primitive, normal, material),
    )
    rows, columns = np.nonzero(primitive >= 0)
    first_row, first_column = max(rows.min() - _MARGIN, 0), max(columns.min() - _MARGIN, 0)
    kept = (slice(first_row, rows.max() + _MARGIN + 1), slice(first_column, columns.max() + _MARGIN + 1))
    kept_fields = [np.ascontiguousarray(field[kept]) for field in (nearness, primitive, normal, material)]
    place = (left + first_column * pixel, bottom + first_row * pixel)
    near, shown, facing, covering = kept_fields
    return _without_specks(Raster(near, shown, facing, covering, *place, pixel, camera, surface, spheres))


def refined(raster: Raster, cracks: Whole, kinds: Whole) -> Array:
    """Where exactly the border runs between two neighbouring pixels, (k, 2), by halving five times.

    Cracks are (k, 4): row, column, row, column; the kinds are those of `cracks`.
    """
    order = np.lexsort((cracks[:, 1] // 8, cracks[:, 0] // 8))
    axes = np.array([raster.camera.right, raster.camera.up, raster.camera.eye])
    window = Window(axes, raster.left, raster.bottom, raster.pixel, raster.spheres)
    layers = Layers(raster.nearness, raster.primitive, raster.normal, raster.material)
    found = np.zeros((len(cracks), 2))
    found[order] = refine(packed(raster.surface), window, layers, cracks[order], kinds[order])
    return found


def _without_specks(raster: Raster) -> Raster:
    """Let go of what would print as a dash: specks of enclosed background, and of limbs that barely peep out."""
    gap = ~raster.body
    bad = gap & (_widest(gap, raster.pixel) < _SLIVER)
    for group in np.unique(raster.group[raster.body]):
        numbers, _ = label(raster.group == group)
        bad |= (numbers > 0) & (np.bincount(numbers.ravel())[numbers] * raster.pixel**2 < _SPECK)
    if bad.any():
        _, (rows, columns) = distance_transform_edt(bad | gap, return_indices=True)
        for field in (raster.nearness, raster.primitive, raster.normal, raster.material):
            field[bad] = field[rows[bad], columns[bad]]
    return raster


def _widest(mask: Mask, pixel: float) -> Array:
    """For each pixel of a mask, the depth in cm of the connected piece that it belongs to."""
    numbers, count = label(mask)
    widest = np.zeros(count + 1)
    np.maximum.at(widest, numbers.ravel(), distance_transform_edt(mask).ravel() * pixel)
    found: Array = widest[numbers]
    return found
