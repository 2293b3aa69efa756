"""Things in the room -> primitives, and the mat on the floor. Sizes in cm; own estimates of ordinary things.

A thing stands with its middle at a place on the floor and is turned about the vertical. A chair's back is at its
-x side; a wall's face looks to -x; stairs climb to +x.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array
from handouts.figures.body.field import BOX, CYLINDER, GROUPS, NO_PLANES, NO_TABLE, SWEEP, Primitive
from handouts.figures.body.parts import material_index
from handouts.figures.posing.pose import Prop
from handouts.figures.posing.stance import SURFACE_HEIGHTS

_GROUP: Final = GROUPS.index("prop")
_UP: Final = (0.0, 0.0, 1.0)
MAT_MARGIN: Final = 9.0  # around what lies on it
MAT_THICKNESS: Final = 1.2


class Piece(NamedTuple):
    """A box (half sizes) or a cylinder (radius, half length along `axis`) at a place in the thing's own axes."""

    kind: int
    middle: Sequence[float]
    size: Sequence[float]
    rounding: float
    material: str
    axis: Sequence[float] = _UP


def _chair(prop: Prop, back: bool = True) -> Iterator[Piece]:
    seat, deep, wide = prop.height or SURFACE_HEIGHTS["seat"], 20.0, 20.5
    top = seat + 42
    yield Piece(BOX, (0, 0, seat - 1.7), (deep, wide, 1.7), 0.4, "wood")
    for x in (-1, 1):
        for y in (-1, 1):
            leg = (x * (deep - 2.4), y * (wide - 2.4), (seat - 3) / 2)
            yield Piece(CYLINDER, leg, (1.8, (seat - 3) / 2), 0.2, "wood")
    if back:
        for y in (-1, 1):
            post = (-deep + 1.5, y * (wide - 2.2), (seat + top) / 2)
            yield Piece(CYLINDER, post, (1.8, (top - seat) / 2 + 0.5), 0.4, "wood")
        yield Piece(BOX, (-deep + 1.5, 0, top - 5), (1.2, wide - 2.5, 5.0), 0.4, "wood")
        yield Piece(BOX, (-deep + 1.5, 0, (seat + top) / 2 - 3), (1.0, wide - 2.5, 2.6), 0.4, "wood")


def _table(prop: Prop) -> Iterator[Piece]:
    height = prop.height or SURFACE_HEIGHTS["table"]
    deep, wide = (prop.length or 70) / 2, (prop.width or 110) / 2
    yield Piece(BOX, (0, 0, height - 1.8), (deep, wide, 1.8), 0.6, "wood")
    for x in (-1, 1):
        for y in (-1, 1):
            leg = (x * (deep - 4), y * (wide - 4), (height - 3.6) / 2)
            yield Piece(BOX, leg, (2, 2, (height - 3.6) / 2), 0.5, "wood")


def _stairs(prop: Prop) -> Iterator[Piece]:
    rise, tread, half = prop.height or SURFACE_HEIGHTS["step"], prop.length or 28, (prop.width or 80) / 2
    for step in range(2):
        high = rise * (step + 1) / 2
        yield Piece(BOX, (tread * step, 0, high), (tread / 2, half, high), 0.5, "stone")


def _wall(prop: Prop) -> Iterator[Piece]:
    high, half = (prop.height or 190) / 2, (prop.width or 110) / 2
    yield Piece(BOX, (1.5, 0, high), (1.5, half, high), 0.3, "wall")


def _roller(prop: Prop) -> Iterator[Piece]:
    radius = (prop.height or 15) / 2
    yield Piece(CYLINDER, (0, 0, radius), (radius, (prop.width or 60) / 2), 0.3, "foam", (0, 1, 0))


def _pillow(prop: Prop) -> Iterator[Piece]:
    high = (prop.height or SURFACE_HEIGHTS["pillow"]) / 2
    half = ((prop.length or 34) / 2, (prop.width or 50) / 2, high)
    yield Piece(BOX, (0, 0, high), half, high * 0.92, "pillow")


def _block(prop: Prop) -> Iterator[Piece]:
    high = (prop.height or 8) / 2
    yield Piece(BOX, (0, 0, high), ((prop.length or 22) / 2, (prop.width or 15) / 2, high), 0.8, "foam")


_MAKERS: Final[dict[str, Callable[[Prop], Iterator[Piece]]]] = {
    "chair": _chair,
    "stool": lambda prop: _chair(prop, back=False),
    "table": _table,
    "stairs": _stairs,
    "wall": _wall,
    "foam roller": _roller,
    "pillow": _pillow,
    "block": _block,
}
STANDS: Final = {"chair": (24.0, 24.0), "stool": (24.0, 24.0), "table": (38.0, 58.0)}
"""Half sizes of the shadow that a thing on legs casts."""


def primitives(prop: Prop, place: tuple[float, float]) -> list[Primitive]:
    """One thing at a place on the floor; none for a mat, or for what runs along the body."""
    turn = np.radians(prop.turn)
    rotation = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    shift = np.array([*place, 0.0])
    maker = _MAKERS.get(prop.kind)
    return [_primitive(piece, rotation, shift) for piece in maker(prop)] if maker else []


def _primitive(piece: Piece, rotation: Array, shift: Array) -> Primitive:
    axis = rotation @ np.array(piece.axis, np.float64)
    axes = rotation.T
    if piece.kind == CYLINDER:
        front = np.cross(axis, _UP if abs(axis[2]) < 0.9 else (1.0, 0.0, 0.0))
        front /= np.linalg.norm(front)
        axes = np.array([front, np.cross(axis, front), axis])
    middle = rotation @ np.array(piece.middle, np.float64) + shift
    size = np.array([*piece.size, piece.rounding, 0.0][:4], np.float64)
    number = material_index[piece.material]
    return Primitive(
        *(piece.kind, middle, axes, 0.0, np.zeros(2), NO_TABLE, size, NO_PLANES),
        *(np.array([number, number]), 1e9, 0, middle, float(np.linalg.norm(piece.size)), _GROUP),
    )


def band(points: Sequence[Array], half_width: float = 2.2, thickness: float = 0.8) -> list[Primitive]:
    """A strap or a rolled towel along points of the room."""
    found = []
    for start, end in pairwise(points):
        length = float(np.linalg.norm(end - start))
        along = (end - start) / length
        side = np.array([0.0, 1.0, 0.0]) - along * along[1]
        side /= np.linalg.norm(side)
        axes = np.array([np.cross(side, along), side, along])
        table = np.tile([0.0, 0.0, half_width, thickness, thickness], (len(NO_TABLE), 1))
        number = material_index["strap"]
        found.append(
            Primitive(
                *(SWEEP, start, axes, length, np.full(2, thickness), table, np.zeros(4), NO_PLANES),
                *(np.array([number, number]), 1e9, 0, (start + end) / 2, length / 2 + 3, _GROUP),
            )
        )
    return found
