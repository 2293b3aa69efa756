"""Raster + cracks -> what is painted inside the silhouette: cloth and skin, their shade, and the pen's lines."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_erosion, gaussian_filter, label

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.body import Body
from handouts.figures.body.field import GROUPS
from handouts.figures.body.parts import MATERIALS
from handouts.figures.drawing.drawing import FINE, INNER, Layer
from handouts.figures.tracing.cracks import Cracks
from handouts.figures.tracing.fitting import Curve, fitted, lengths_along, resampled
from handouts.figures.tracing.ink import Line, ink
from handouts.figures.tracing.outline import overhanging, region
from handouts.figures.tracing.raster import Raster

BASE: Final = "skin"
_SKINS: Final = ("skin", "arm", "leg", "foot")
_WITH_FAR: Final = ("skin", "arm", "leg", "foot", "bottom")
_MERGED: Final = ("bottom_far",)
_PROPS: Final = ("wood", "foam", "pillow", "strap", "wall", "stone")
_FAR: Final = 7.0  # cm that a limb's root lies behind the other before it is tinted
_LIMBS: Final = {"arm": ("trapezius", "upper_arm", "forearm"), "leg": ("glute", "thigh", "shank")}
_SHADE_BLUR: Final = 2.4  # cm: the shade follows the form, not its details
_SHADE_LEVEL: Final = 0.02
_SHADE_RIM: Final = 0.42  # a shade must follow the edge of its colour for this share of its outline
_SHADE_LEAST: Final = 24.0  # cm2
_PROP_SHADE: Final = {"wood": 0.35, "wall": 0.35, "stone": 0.35}  # facing the eye less than this
_TAPER: Final = 4.0  # cm over which a free end thins
_TIP: Final = 0.18  # of the width


def regions(raster: Raster, body: Body, cracks: Cracks) -> list[Layer]:
    """Every colour but the base, with its shade."""
    colours = _colours(raster, body)
    names = sorted(set(np.unique(colours[raster.body]).tolist()) - {""})
    number = {name: i for i, name in enumerate(names)}
    labels = np.vectorize(lambda name: number.get(name, -1), otypes=[np.int64])(colours)
    shaded = labels * 2 + _shade(raster, colours, names)
    carried = overhanging(raster, np.where(labels >= 0, shaded, -1))
    layers = []
    for name in names:
        whole = carried // 2 == number[name]
        if f"{name}_far" in _MERGED and f"{name}_far" in number:  # no seam where two trouser legs meet
            whole |= carried // 2 == number[f"{name}_far"]
        whole &= carried >= 0
        if name != BASE:
            layers.append(Layer(region(raster, cracks, whole), name))
        shade = carried == number[name] * 2 + 1
        layers.append(Layer(region(raster, cracks, shade), f"{name}_shade"))
    return [layer for layer in layers if layer.curves]


def _colours(raster: Raster, body: Body) -> NDArray[np.str_]:
    """The colour name of each pixel; limbs behind the body have their own."""
    names = np.array([*MATERIALS, ""])
    found: NDArray[np.str_] = names[raster.material].astype("U16")
    far = np.isin(raster.group, [GROUPS.index(group) for group in _far_limbs(raster, body)])
    for name in _WITH_FAR:
        found[far & (found == name)] = f"{name}_far"
    return found


def _far_limbs(raster: Raster, body: Body) -> list[str]:
    """The arm and the leg that lie clearly behind the other, alike in all positions of a view."""
    near = raster.camera.project(raster.surface.centre)[:, 2]
    place = {name: float(near[i]) for i, name in enumerate(body.names)}
    found = []
    for limb, (root, *parts) in _LIMBS.items():
        joint = place[f"{root}_left"] - place[f"{root}_right"]
        whole = sum(place[f"{part}_left"] - place[f"{part}_right"] for part in parts) / len(parts)
        if abs(joint) > _FAR and joint * whole > 0:
            found.append(f"{limb}_left" if joint < 0 else f"{limb}_right")
    return found


def _shade(raster: Raster, colours: NDArray[np.str_], names: list[str]) -> Whole:
    """1 where a colour turns away from the light, in soft large shapes; else 0."""
    camera = raster.camera
    light = 0.5 * camera.eye + np.array([0, 0, 0.8]) - 0.35 * camera.right
    facing = raster.normal @ (light / np.linalg.norm(light))
    found = np.zeros(colours.shape, np.int64)
    for name in names:
        here = colours == name
        if name in _PROPS:
            shade = (
                here
                & (raster.normal[..., 2] < 0.6)
                & (np.abs(raster.normal @ camera.eye) < _PROP_SHADE.get(name, 0))
            )
            if name not in _PROP_SHADE:
                shade = here & (facing < 0)
        else:
            sigma = _SHADE_BLUR / raster.pixel
            weight = np.maximum(gaussian_filter(here.astype(float), sigma), 1e-3)
            soft = gaussian_filter(np.where(here, facing, 0.0), sigma) / weight
            shade = _along_the_rim(here & (soft < _SHADE_LEVEL), here, raster.pixel)
        found[shade] = 1
    return found


def _along_the_rim(shade: Mask, here: Mask, pixel: float) -> Mask:
    """Only those shades that follow the edge of their colour: blots inside it look like dirt."""
    numbers, count = label(shade)
    rim = here & ~binary_erosion(here, iterations=2)
    kept = np.zeros_like(shade)
    for number in range(1, count + 1):
        blot = numbers == number
        edge = blot & ~binary_erosion(blot)
        if blot.sum() * pixel**2 > _SHADE_LEAST and (edge & rim).sum() >= _SHADE_RIM * edge.sum():
            kept |= blot
    return kept


# ---- the pen
def pen(raster: Raster, body: Body, cracks: Cracks) -> list[Layer]:
    """Hems and fine lines, inner lines, and the thinning ends of those that stop inside a form."""
    fine = np.array([_is_fine(name) for name in body.names])[np.maximum(raster.primitive, 0)] & raster.body
    lines = [line for line in ink(raster, cracks, fine) if not _same_skin(line)]
    thin = [line.curve for line in lines if not line.strong]
    strong = [line for line in lines if line.strong]
    stems, tips = [], []
    for one in strong:
        stem, ends = tapered(one, INNER * 0.1 / 1.2)
        stems.extend(stem)
        tips.extend(ends)
    return [Layer(thin, "ink", FINE), Layer(stems, "ink", INNER), Layer(tips, "ink")]


def _is_fine(name: str) -> bool:
    return name.startswith(("palm", "finger", "thumb", "foot", "toes", "big_toe", "ear"))


def _same_skin(line: Line) -> bool:
    """Whether a hem lies between two kinds of skin, which only some palettes tell apart."""
    return line.hem is not None and all(MATERIALS[number] in _SKINS for number in line.hem)


def tapered(line: Line, width: float) -> tuple[list[Curve], list[Curve]]:
    """A line with free ends -> what is drawn at full width, and the outlines of its ends; width in cm."""
    if line.curve.closed or not (line.first_free or line.last_free):
        return [line.curve], []
    points = resampled(line.curve.flattened(8), 0.3)
    along = lengths_along(points)
    reach = min(_TAPER, along[-1] * (0.5 if line.first_free and line.last_free else 0.8))
    first = int(np.searchsorted(along, reach)) if line.first_free else 0
    last = int(np.searchsorted(along, along[-1] - reach)) if line.last_free else len(points) - 1
    stems = [curve for curve in (_open(points[first : last + 1]),) if curve is not None and last - first > 1]
    tips = []
    if line.first_free:
        tips.append(_tip(points[: max(first, 2) + 1][::-1], width))
    if line.last_free:
        tips.append(_tip(points[min(last, len(points) - 3) :], width))
    return stems, [tip for tip in tips if tip is not None]


def _open(points: Array) -> Curve | None:
    return fitted(points, False, 0.08, 0.3)


def _tip(points: Array, width: float) -> Curve | None:
    """The outline of a line that thins from its first point to its last."""
    along = np.gradient(points, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None] + 1e-12
    across = np.stack([-along[:, 1], along[:, 0]], 1)
    half = 0.5 * width * np.linspace(1, _TIP, len(points))[:, None]
    sides = [
        fitted(side, False, 0.06, 0.3, sharp=170)
        for side in (points + across * half, (points - across * half)[::-1])
    ]
    pieces = [side.segments for side in sides if side is not None]
    return Curve(np.concatenate(pieces), True) if len(pieces) == 2 else None
