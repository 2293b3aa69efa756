"""Raster -> its cracks: the borders between neighbouring pixels where something changes, found exactly.

Blurring a mask and tracing it makes wobbly lines; instead each crack is halved by casting rays again until the
border is known to a thirtieth of a pixel. A crack joins two corners of pixels; corner (r, c) has the number
r * (w + 1) + c.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d

from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.body import Body
from handouts.figures.body.field import BOX, PROP_GROUP, TRUNK
from handouts.figures.tracing.raster import Raster, refined

NOTHING, SILHOUETTE, OCCLUSION, CREASE, MATERIAL, CONTACT = range(6)
_STEP_IN_DEPTH: Final = 0.38  # cm beyond what the slope of the surface explains
_SHARP: Final = 0.72  # cosine between normals of neighbouring pixels: a crease within a limb
_SHARP_ACROSS: Final = 0.80  # the same between two limbs
_CLOTH: Final = 2.5  # cm that cloth or hair stands off at most
_CAP_EDGE: Final = 0.707  # where the end face of a cylinder begins
_APART: Final = frozenset(  # parts of one limb that touch only when it is folded: their border is always a line
    frozenset(pair)
    for pair in (
        ("thigh", "shank"),
        ("thigh", "foot"),
        ("glute", "shank"),
        ("glute", "foot"),
        ("shank", "toes"),
        ("upper_arm", "forearm"),
        ("upper_arm", "palm"),
    )
)


class Cracks(NamedTuple):
    """All k cracks of a raster."""

    first: Whole
    """(k,): number of the corner where it begins, and `second` where it ends."""
    second: Whole
    kind: Whole
    """(k,)"""
    point: Array
    """(k, 2): where the border crosses the line between the two pixels' middles, cm."""
    upright: Whole
    """(h, w - 1): the crack between a pixel and its right neighbour, or -1."""
    level: Whole
    """(h - 1, w): the crack between a pixel and the one above it, or -1."""

    def corner(self, number: int, raster: Raster) -> Array:
        """The place of a corner in cm."""
        row, column = divmod(number, raster.nearness.shape[1] + 1)
        return np.array([raster.left + column * raster.pixel, raster.bottom + row * raster.pixel])


def find_cracks(raster: Raster, body: Body) -> Cracks:
    """Classify all borders between neighbours and refine them."""
    touching, joints = _touching(body)
    faces = _faces(raster)
    upright = _kinds(raster, touching, joints, faces, 1)
    level = _kinds(raster, touching, joints, faces, 0)
    width = raster.nearness.shape[1] + 1
    r, c = np.nonzero(upright)
    s, d = np.nonzero(level)
    pixels = np.concatenate([np.stack([r, c, r, c + 1], 1), np.stack([s, d, s + 1, d], 1)]).astype(np.int64)
    kind = np.concatenate([upright[r, c], level[s, d]]).astype(np.int64)
    first = np.concatenate([r * width + c + 1, (s + 1) * width + d])
    second = np.concatenate([(r + 1) * width + c + 1, (s + 1) * width + d + 1])
    upright_number, level_number = np.full(upright.shape, -1), np.full(level.shape, -1)
    upright_number[r, c] = np.arange(len(r))
    level_number[s, d] = len(r) + np.arange(len(s))
    return Cracks(first, second, kind, refined(raster, pixels, kind), upright_number, level_number)


def _touching(body: Body) -> tuple[Whole, Array]:
    """For two primitives: 0 never a line, 1 always, else 2 + the blend outside whose reach there is one.

    Also the blends' joints and reaches, (b, 4).
    """
    surface = body.surface
    groups = surface.group
    table = (groups[:, None] != groups[None, :]).astype(np.int64)
    limbs = np.array([_limb(name) for name in body.names])
    for first, second in (tuple(pair) for pair in _APART):
        table[((limbs[:, None] == first) & (limbs[None, :] == second)) & (groups[:, None] == groups)] = 1
    table = np.maximum(table, table.T)
    for number, (one, two) in enumerate(surface.pairs):
        if table[one, two]:
            table[one, two] = table[two, one] = number + 2
    return table, surface.blends[:, 1:]


def _limb(name: str) -> str:
    """The part's name without its side; all parts of a hand are its palm."""
    plain = name.removesuffix("_left").removesuffix("_right")
    return "palm" if plain.startswith(("finger", "thumb")) else plain


def _faces(raster: Raster) -> Whole:
    """Which face of a prop each pixel shows, so that its edges become clean lines one crack wide."""
    surface = raster.surface
    found = np.zeros(raster.primitive.shape, np.int64)
    for number in np.unique(raster.primitive[raster.body]):
        if surface.group[number] != PROP_GROUP:
            continue
        here = raster.primitive == number
        normal = raster.normal[here] @ surface.axes[number].T
        if surface.kind[number] == BOX:
            soft = surface.size[number, 3] > 2.5
            side = np.abs(normal).argmax(1)
            face = 0 if soft else 2 * side + (normal[np.arange(len(normal)), side] > 0)
        elif surface.kind[number] > TRUNK:
            face = np.where(np.abs(normal[:, 2]) > _CAP_EDGE, 1 + (normal[:, 2] > 0), 0)
        else:
            face = 0
        found[here] = number * 8 + face
    return found


def _kinds(raster: Raster, touching: Whole, joints: Array, faces: Whole, axis: int) -> NDArray[np.int8]:
    """The kind of border between each pixel and its neighbour along an axis."""
    here = (slice(None), slice(None, -1)) if axis == 1 else (slice(None, -1), slice(None))
    there = (slice(None), slice(1, None)) if axis == 1 else (slice(1, None), slice(None))
    body, group = raster.body, raster.group
    both = body[here] & body[there]
    kind = np.zeros(both.shape, np.int8)
    kind[both & (raster.material[here] != raster.material[there])] = MATERIAL
    touch = _touches(raster, touching, joints, here, there, both)
    kind[touch] = CONTACT
    dot = (raster.normal[here] * raster.normal[there]).sum(-1)
    across = group[here] != group[there]
    prop = (group[here] == PROP_GROUP) & (group[there] == PROP_GROUP)
    crease = both & (((dot < _SHARP_ACROSS) & across) | (dot < _SHARP)) & ~prop
    crease &= maximum_filter1d((kind == CONTACT).astype(np.uint8), 7, axis=axis) == 0
    crease |= both & prop & (faces[here] != faces[there])
    kind[crease] = CREASE
    kind[both & _hides(raster, here, there, axis)] = OCCLUSION
    kind[_hems(raster, here, there, both) & (kind != NOTHING)] = MATERIAL
    kind[body[here] != body[there]] = SILHOUETTE
    return kind


def _hems(raster: Raster, here: tuple[slice, slice], there: tuple[slice, slice], both: Mask) -> Any:
    """Where cloth or hair ends on the limb it covers: one thin line, however far it stands off."""
    same = both & (raster.group[here] == raster.group[there]) & (raster.group[here] != PROP_GROUP)
    thin = np.abs(raster.nearness[here] - raster.nearness[there]) < _CLOTH
    return same & thin & (raster.material[here] != raster.material[there])


def _hides(raster: Raster, here: tuple[slice, slice], there: tuple[slice, slice], axis: int) -> Mask:
    """Whether one pixel lies farther behind its neighbour than the flatter of both slopes explains."""
    facing = np.clip(raster.normal @ raster.camera.eye, 0.02, 1)
    across = raster.normal @ (raster.camera.right if axis == 1 else raster.camera.up)
    slope = np.abs(across / facing)
    allowed = np.minimum(np.minimum(slope[here], slope[there]), 12) * raster.pixel * 2 + _STEP_IN_DEPTH
    found: Mask = np.abs(raster.nearness[here] - raster.nearness[there]) > allowed
    solid = (raster.primitive[here] == raster.primitive[there]) & (raster.group[here] == PROP_GROUP)
    found &= ~solid  # a thing's own edges are where its faces meet
    return found


def _touches(
    raster: Raster,
    touching: Whole,
    joints: Array,
    here: tuple[slice, slice],
    there: tuple[slice, slice],
    both: Mask,
) -> Mask:
    """Where two limbs meet that do not flow into each other there."""
    one, two = np.maximum(raster.primitive[here], 0), np.maximum(raster.primitive[there], 0)
    table = np.where(both, touching[one, two], 0)
    found: Mask = table == 1
    rows, columns = np.nonzero(table >= 2)
    if len(rows):
        joint = joints[table[rows, columns] - 2]
        away = np.linalg.norm(raster.positions()[here][rows, columns] - joint[:, :3], axis=1)
        found[rows, columns] = away > 0.95 * joint[:, 3]
    return found
