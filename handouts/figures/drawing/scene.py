"""One solved position -> its Drawing: floor, mat and shadow, the person with the things around them, arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import contourpy
import numpy as np
from scipy.ndimage import distance_transform_edt
from shapely.geometry import MultiPoint, Polygon

from handouts.figures.body.arrays import Array
from handouts.figures.body.body import Body, body
from handouts.figures.body.field import Primitive
from handouts.figures.body.heads import Look
from handouts.figures.body.places import parse_places
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index
from handouts.figures.body.skin import Skin, skin_points, spot_of
from handouts.figures.drawing import props as things
from handouts.figures.drawing.arrows import arrow, bent, cleared
from handouts.figures.drawing.colouring import BASE, pen, regions
from handouts.figures.drawing.drawing import Drawing, Layer
from handouts.figures.drawing.face import face
from handouts.figures.drawing.folds import folds
from handouts.figures.drawing.glow import glow, glow_field
from handouts.figures.posing.pose import Arrow, Prop
from handouts.figures.tracing.camera import Camera
from handouts.figures.tracing.cracks import find_cracks
from handouts.figures.tracing.fitting import Curve, fitted, polyline, smoothed, through
from handouts.figures.tracing.outline import silhouette
from handouts.figures.tracing.raster import Raster, rasterise

PIXEL: Final = 0.24  # cm: finer costs time and changes nothing at print size
_FLOOR: Final = 7.0  # cm: what is lower than this casts a shadow
_SHADOW: Final = 4.5  # cm that the shadow reaches beyond
_LOW: Final = 25.0  # cm: what is lower than this must lie on the mat
_BELOW_CROP: Final = 3.0  # cm kept below a crop, so that no line runs along it


class Scene(NamedTuple):
    """What one position needs to be drawn."""

    frames: Frames
    skin: Skin
    look: Look
    view: Camera
    props: tuple[Prop, ...]
    targets: tuple[str, ...] = ()
    crop: str | None = None
    every: tuple[Frames, ...] = ()
    """The frames of all positions of the pose, so that they lie on one mat."""

    def room(self, text: str) -> list[Array]:
        """Where the places that a text names are."""
        spots = [spot_of(found, self.skin) for found in parse_places(text)]
        return [self.frames.point(spot.frame, spot.offset) for spot in spots]


class View(NamedTuple):
    """A scene with everything that was found out on the way to its drawing; for checks."""

    scene: Scene
    body: Body
    raster: Raster
    drawing: Drawing


def view(scene: Scene, pixel: float = PIXEL) -> View:
    """Draw one position without its arrows."""
    person = body(scene.frames, scene.look, things_around(scene))
    raster = rasterise(person.surface, scene.view, pixel)
    if scene.crop:
        _cut_off(raster, float(scene.view.flat(scene.room(scene.crop)[0])[1]) - _BELOW_CROP)
    cracks = find_cracks(raster, person)
    inside = regions(raster, person, cracks)
    if scene.targets:
        inside += glow(raster, glow_field(raster, person, scene.frames, scene.targets))
    inside += [*folds(scene.frames, raster, person), *face(scene.frames, raster, scene.look)]
    inside += pen(raster, person, cracks)
    under = [] if scene.crop else _ground(scene)
    return View(scene, person, raster, Drawing(silhouette(raster, cracks), BASE, under, inside))


def with_arrows(shown: View, arrows: Sequence[Arrow], path: dict[str, Array]) -> Drawing:
    """Add arrows; `path` holds the way of every place that an arrow follows, in the room, (n, 3)."""
    drawing = shown.drawing
    for each in arrows:
        drawing.over.extend(arrow(_way(shown, each, path)))
    return drawing


def _way(shown: View, wanted: Arrow, path: dict[str, Array]) -> Array:
    view = shown.scene.view
    if wanted.follow:
        way: Array = view.flat(path[wanted.follow])
    else:
        start = view.flat(np.mean(shown.scene.room(wanted.origin or "navel"), axis=0))
        way = bent(start, start + np.array(wanted.by or (0.0, 20.0)), wanted.bend)
    if wanted.clear is None:
        return cleared(way, shown.raster)
    way += np.array(wanted.clear)
    return way


def _cut_off(raster: Raster, lowest: float) -> None:
    """Forget what lies below a height of the picture."""
    rows = max(int((lowest - raster.bottom) / raster.pixel), 0)
    raster.primitive[:rows] = raster.material[:rows] = -1
    raster.nearness[:rows] = -1e6


# ---- things
def things_around(scene: Scene) -> list[Primitive]:
    """The primitives of everything but the person."""
    found = []
    for prop in scene.props:
        if prop.between:
            found += things.band([np.mean(scene.room(text), axis=0) for text in prop.between])
        else:
            found += things.primitives(prop, _place(prop, scene.frames))
    return found


def _place(prop: Prop, frames: Frames) -> tuple[float, float]:
    """Where a thing stands: where it was put, or under the part of the body it usually carries."""
    if prop.at is not None:
        return prop.at
    carried = frames.origin[frame_index["head" if prop.kind == "pillow" else "pelvis"]]
    return float(carried[0]), float(carried[1])


# ---- floor
def _ground(scene: Scene) -> list[Layer]:
    """Mat and shadows, under everything."""
    points = skin_points(scene.skin, scene.frames)
    mat = next((prop for prop in scene.props if prop.kind == "mat"), None)
    layers = [Layer([_stand(prop, scene)], "shadow") for prop in scene.props if prop.kind in things.STANDS]
    if mat is not None:
        everywhere = [skin_points(scene.skin, frames) for frames in scene.every or (scene.frames,)]
        corners = _mat(np.concatenate(everywhere), mat)
        lower = corners - np.array([0, 0, things.MAT_THICKNESS])
        edge = _hull(np.concatenate([scene.view.flat(corners), scene.view.flat(lower)]))
        top = scene.view.flat(corners)
        layers += [Layer([polyline(edge, True)], "mat_shade"), Layer([polyline(top, True)], "mat")]
        layers.append(Layer(_shadow(points, scene.view, top), "shadow_mat"))
    elif not layers:
        layers.append(Layer(_shadow(points, scene.view, None), "shadow"))
    return [layer for layer in layers if layer.curves]


def _mat(points: Array, mat: Prop) -> Array:
    """Corners of the mat, (4, 3): around all that is low, or as large as it was said to be."""
    low = points[points[:, 2] < _LOW, :2]
    if not len(low):
        low = points[:, :2]
    middle = (low.min(0) + low.max(0)) / 2 if mat.at is None else np.array(mat.at)
    half = (low.max(0) - low.min(0)) / 2 + things.MAT_MARGIN
    if mat.length:
        half[0] = mat.length / 2
    if mat.width:
        half[1] = mat.width / 2
    (x0, y0), (x1, y1) = middle - half, middle + half
    return np.array([[x0, y0, 0], [x1, y0, 0], [x1, y1, 0], [x0, y1, 0]])


def _hull(points: Array) -> Array:
    found: Array = np.array(MultiPoint(points).convex_hull.exterior.coords)[:-1]
    return found


def _stand(prop: Prop, scene: Scene) -> Curve:
    """The shadow of a thing on legs: a square with round corners."""
    x, y = _place(prop, scene.frames)
    deep, wide = things.STANDS[prop.kind]
    turn = np.linspace(0, 2 * np.pi, 25)[:-1]
    cosine, sine = np.cos(turn), np.sin(turn)
    round_square = np.stack([np.sign(cosine) * np.abs(cosine) ** 0.5, np.sign(sine) * np.abs(sine) ** 0.5], 1)
    flat = round_square * [deep, wide] + [x, y]
    return through(scene.view.flat(np.column_stack([flat, np.zeros(len(flat))])), True)


def _shadow(points: Array, view: Camera, mat: Array | None) -> list[Curve]:
    """Soft shapes on the floor under what is near it, kept on the mat."""
    low = points[points[:, 2] < _FLOOR]
    if len(low) < 3:
        return []
    squeeze = max(float(np.sqrt(1 - view.up[2] ** 2)), 0.12)
    flat = view.flat(low * [1, 1, 0]) / [1, squeeze]
    origin = flat.min(0) - 3 * _SHADOW
    columns, rows = np.rint(flat - origin).astype(int).T
    shape = (rows.max() + int(3 * _SHADOW), columns.max() + int(3 * _SHADOW))
    empty = np.ones(shape, bool)
    empty[rows, columns] = False
    found = []
    for ring in contourpy.contour_generator(z=distance_transform_edt(empty)).lines(_SHADOW):
        if len(ring) > 12:
            outline = smoothed((np.asarray(ring)[:-1] + origin) * [1, squeeze], 6.0, True)
            found += _on_mat(outline, mat)
    return found


def _on_mat(outline: Array, mat: Array | None) -> list[Curve]:
    """A shadow's outline, cut at the edge of the mat."""
    whole = Polygon(outline) if mat is None else Polygon(outline).buffer(0).intersection(Polygon(mat))
    parts = [part for part in getattr(whole, "geoms", [whole]) if part.geom_type == "Polygon" and part.area > 2]
    found = [fitted(np.array(part.exterior.coords)[:-1], True, 0.3, 1.0, sharp=60) for part in parts]
    return [curve for curve in found if curve is not None]
