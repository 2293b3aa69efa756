"""Frames + a look -> the implicit surface of the clothed person.

The tables in `sections` and `heads` are laid along the skeleton's frames; names of parts carry their side
(thigh_left). Lengths in cm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from handouts.figures.body import builds
from handouts.figures.body.anatomy import SIDES, SIGN, SPINE, Side
from handouts.figures.body.arrays import Array
from handouts.figures.body.builds import BUILDS, Build, Station
from handouts.figures.body.field import (
    GROUPS,
    NO_PLANES,
    NO_TABLE,
    SAMPLES,
    SHIRTS,
    SWEEP,
    TRUNK,
    Primitive,
    Surface,
    stacked,
)
from handouts.figures.body.heads import EAR, EAR_TILT, FACES, HAIRS, HEAD_BLENDS, Hair, Look, head_parts
from handouts.figures.body.limbs import SIDED_BLENDS, SIDED_PARTS
from handouts.figures.body.parts import Blend, Cloth, Part, Place, Section, ellipsoid, material_index
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import frame_index, mirrored
from handouts.figures.body.sweeps import axes_along, point_of, sweep

_REFINED: Final = 3  # trunk stations between two rows of the table
_SPINE: Final = {joint.name: np.array([joint.forward, 0.0, joint.up]) for joint in SPINE}
_ORDER: Final = ("pelvis", *_SPINE)
_NO_SIZE: Final = np.zeros(4)


class Body(NamedTuple):
    """The surface, and the name of the part that each of its primitives is."""

    surface: Surface
    names: tuple[str, ...]


def body(frames: Frames, look: Look, props: Iterable[Primitive] = ()) -> Body:
    """The person in these frames, and the things around them."""
    build = BUILDS[look.build]
    stations = _stations(frames, build)
    named = [("trunk", _trunk(stations)), *_head(frames, look, build)]
    for side in SIDES:
        named.extend(
            (f"{part.name}_{side}", _primitive(frames, part, side, build.girth.get(part.girth, 1.0)))
            for part in SIDED_PARTS
        )
    named.extend(("prop", prop) for prop in props)
    names = tuple(name for name, _ in named)
    pairs, blends = _blends(frames, names, look)
    rule = np.array(builds.SHIRT)
    return Body(stacked([primitive for _, primitive in named], stations, pairs, blends, rule), names)


@cache
def _interpolated(rows: tuple[Section, ...]) -> Array:
    """Cross-sections at even steps along a sweep, (33, 5)."""
    table = np.array(rows, np.float64)
    if len(table) == 1:
        return np.repeat(table[:, 1:], SAMPLES, 0)
    at = np.linspace(0.0, 1.0, SAMPLES)
    columns: Array = PchipInterpolator(table[:, 0], table[:, 1:])(at)
    return columns


def _table(part: Part, sign: float, girth: float) -> Array:
    """A part's cross-sections with the build's factor and its cloth."""
    table = _interpolated(part.sections).copy()
    table[:, 1] *= sign
    table[:, 2:] *= girth
    if part.cloth:
        at = np.linspace(0.0, 1.0, SAMPLES)
        start, end = part.cloth.thickness
        covered = at <= part.cloth.until
        table[covered, 2:] += (start + (end - start) * at[covered] / part.cloth.until)[:, None]
    return table


def _primitive(frames: Frames, part: Part, side: Side | None, girth: float = 1.0) -> Primitive:
    """One part of the tables in the room."""
    laid = sweep(frames, part, side)
    table = _table(part, SIGN[side] if side else 1.0, girth)
    caps = np.array(part.caps) * girth
    materials, border = _materials(part.material, part.cloth, laid.length)
    widest = max(float(table[:, 2:].max() + np.abs(table[:, :2]).max()), *caps)
    group = GROUPS.index(f"{part.group}_{side}" if part.group in ("arm", "leg") else part.group)
    return Primitive(
        *(SWEEP, laid.start, laid.axes, laid.length, caps, table, _NO_SIZE, NO_PLANES),
        *(materials, border, SHIRTS.index(part.shirt), (laid.start + laid.end) / 2, laid.length / 2 + widest + 0.5),
        group,
    )


def _materials(material: str, cloth: Cloth | None, length: float) -> tuple[Any, float]:
    """Materials before and beyond a border along the long axis."""
    own = material_index[material]
    if material == "bottom":  # shows the shirt where that lies on it
        return np.array([material_index["top"], own]), 1e9
    if cloth is None:
        return np.array([own, own]), 1e9
    return np.array([material_index[cloth.material], own]), cloth.until * length + 0.4


# ---- trunk
def _stations(frames: Frames, build: Build) -> Array:
    """The curved trunk and neck: refined stations with the shirt's ease, (m, 16)."""
    rows = np.array([_station(frames, row) for row in build.trunk])
    at = np.arange(len(rows))
    fine = np.linspace(0, len(rows) - 1, (len(rows) - 1) * _REFINED + 1)
    found = np.zeros((len(fine), 16))
    found[:, :3] = CubicSpline(at, rows[:, :3])(fine)
    found[:, 12:] = PchipInterpolator(at, rows[:, 12:])(fine)
    front, up = CubicSpline(at, rows[:, 3:6])(fine), CubicSpline(at, rows[:, 9:12])(fine)
    up /= np.linalg.norm(up, axis=1)[:, None]
    front -= up * (front * up).sum(1)[:, None]
    front /= np.linalg.norm(front, axis=1)[:, None]
    found[:, 3:6], found[:, 6:9], found[:, 9:12] = front, np.cross(up, front), up
    heights, ease = np.array(builds.SHIRT_EASE).T
    height = found[:, 15]
    worn = (height > builds.SHIRT.hem) & (height < heights[-1])
    found[worn, 12:15] += np.interp(height[worn], heights, ease)[:, None]
    return found


def _station(frames: Frames, row: Station) -> Array:
    """One row of the trunk's table in the room; at a joint it turns half with the bone below."""
    joint = _SPINE.get(row.frame, np.zeros(3))
    middle = (row.front + row.back) / 2
    local = np.array([middle, 0.0, row.height]) - joint
    number = frame_index[row.frame]
    rotation = frames.rotation[number]
    if row.frame != "pelvis" and abs(row.height - joint[2]) < 2.1:
        below = frame_index[_ORDER[_ORDER.index(row.frame) - 1]]
        left, _, right = np.linalg.svd(rotation + frames.rotation[below])
        rotation = left @ right
    centre = frames.origin[number] + rotation @ local
    widths = [row.side, row.front - middle, middle - row.back, row.height]
    return np.concatenate([centre, rotation.T.ravel(), widths])


def _trunk(stations: Array) -> Primitive:
    middle = stations[:, :3].mean(0)
    reach = float(np.linalg.norm(stations[:, :3] - middle, axis=1).max() + stations[:, 12:15].max() + 1)
    materials = np.array([material_index["top"], material_index["bottom"]])
    return Primitive(
        *(TRUNK, middle, np.eye(3), 0.0, np.zeros(2), NO_TABLE, _NO_SIZE, NO_PLANES),
        *(materials, 1e9, SHIRTS.index("worn"), middle, reach, GROUPS.index("trunk")),
    )


# ---- head
def _head(frames: Frames, look: Look, build: Build) -> Iterator[tuple[str, Primitive]]:
    hair = HAIRS[look.hair]
    for part in (*head_parts(FACES[look.face], build.girth.get("face", 1.0)), *hair.pieces):
        yield part.name, _primitive(frames, part, None)
    yield "hair", _hair(frames, hair)
    for side in SIDES:
        yield f"ear_{side}", _ear(frames, side)


def _ear(frames: Frames, side: Side) -> Primitive:
    middle, radii = EAR
    centre = Place("head", mirrored(middle, side))
    plain = _primitive(frames, ellipsoid("ear", "head", "head", centre, radii, "skin"), None)
    tilt, turn = np.radians(EAR_TILT[0]), SIGN[side] * np.radians(EAR_TILT[1])
    lean = np.array([[np.cos(tilt), 0, np.sin(tilt)], [0, 1, 0], [-np.sin(tilt), 0, np.cos(tilt)]])
    swing = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    rotation = frames.rotation[frame_index["head"]] @ lean @ swing
    return plain._replace(axes=axes_along(rotation, -rotation[:, 2], upright=False))


def _hair(frames: Frames, hair: Hair) -> Primitive:
    """The shell over the skull, cut by two planes; one plane alone looks like a bathing cap."""
    shell = ellipsoid("hair", "head", "head", Place("head", hair.centre), hair.size, "hair")
    planes = []
    for (front, above), (back, below) in hair.line:
        normal = np.array([above - below, 0.0, back - front])  # to the front and downwards
        normal /= np.linalg.norm(normal)
        offset = normal @ (np.array([front, 0.0, above]) - np.array(hair.centre))
        planes.append([normal[0], 0.0, -normal[2], offset])  # the shell's long axis points down
    return _primitive(frames, shell, None)._replace(planes=np.array(planes))


# ---- blends
def _blends(frames: Frames, names: tuple[str, ...], look: Look) -> tuple[Any, Array]:
    """Pairs of primitives, (b, 2), and radius, joint and reach of their blends, (b, 5)."""
    numbers = {name: number for number, name in enumerate(names)}
    found = [(blend, None) for blend in (*HEAD_BLENDS, *HAIRS[look.hair].blends)]
    sided: list[tuple[Blend, Side | None]] = [(blend, side) for side in SIDES for blend in SIDED_BLENDS]
    pairs, rows = [], []
    for blend, side in [*found, *sided]:
        pairs.append([numbers.get(f"{name}_{side}", numbers.get(name, -1)) for name in (blend.first, blend.second)])
        rows.append([blend.radius, *point_of(frames, blend.joint, side), blend.reach])
    return np.array(pairs), np.array(rows)
