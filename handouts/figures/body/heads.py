"""Heads as tables: skull, hair styles and faces, so that not everybody looks the same.

Everything is given in the head's frame (origin where the skull meets the neck; x forward, y left, z up) in
centimetres at a stature of 170. All numbers are own estimates, tuned by eye.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from handouts.figures.body.anatomy import Vector
from handouts.figures.body.parts import Blend, Part, Place, Section, ellipsoid
from handouts.figures.body.sections import NOSE

_HEAD: Final = "head"


class HairLine(NamedTuple):
    """Two planes, each through two points (forward, up), above and behind which there is hair."""

    front: tuple[tuple[float, float], tuple[float, float]]
    back: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Hair:
    """One hair style: the shell over the skull, further pieces, and what flows into what."""

    line: HairLine
    pieces: tuple[Part, ...] = ()
    blends: tuple[Blend, ...] = ()
    size: Vector = (10.1, 8.1, 9.5)
    centre: Vector = (1.3, 0.0, 6.9)


@dataclass(frozen=True)
class Face:
    """One face: chin, jaw and nose, and the lines drawn on it (left half; y is mirrored)."""

    chin: Vector = (8.9, 0.0, -5.3)
    chin_size: Vector = (2.5, 2.7, 2.2)
    jaw: Vector = (5.6, 5.2, 4.7)
    nose: tuple[Vector, Vector] = ((10.1, 0, 4.8), (11.5, 0, 1.5))
    brow: tuple[Vector, ...] = ((10.7, 1.9, 7.9), (10.2, 3.5, 8.4), (8.9, 5.0, 7.6))
    eye: Vector = (10.0, 3.1, 5.3)
    eye_size: tuple[float, float] = (0.72, 0.95)
    mouth: tuple[Vector, ...] = ((9.7, 2.3, -1.35), (10.4, 1.2, -1.95), (10.6, 0, -2.1))
    lashes: bool = False


def _swept(
    name: str, start: Vector, end: Vector, radii: tuple[tuple[float, float], ...], caps: tuple[float, float]
) -> Part:
    rows = tuple(Section(at, 0, 0, radius, radius, radius) for at, radius in radii)
    return Part(name, "head", _HEAD, Place(_HEAD, start), Place(_HEAD, end), rows, caps, "hair")


def _knot(centre: Vector, radii: Vector) -> Part:
    return ellipsoid("knot", "head", _HEAD, Place(_HEAD, centre), radii, "hair")


_LONG_LINE: Final = HairLine(((9.6, 12.2), (3.4, 3.2)), ((3.4, 3.2), (-6.5, -3.6)))
_SHORT_LINE: Final = HairLine(((9.9, 11.6), (4.4, 4.6)), ((3.6, 1.2), (-6.5, -2.4)))
_BOB_LINE: Final = HairLine(((9.7, 12.0), (3.9, -3.0)), ((3.9, -3.0), (-7.0, -3.4)))
HAIRS: Final[dict[str, Hair]] = {
    "bun": Hair(
        _LONG_LINE,
        (_knot((-5.2, 0, 16.4), (3.7, 4.1, 3.6)),),
        (Blend("hair", "knot", 1.0, Place(_HEAD, (-4.5, 0, 14)), 20),),
    ),
    "ponytail": Hair(
        _LONG_LINE,
        (
            _knot((-7.6, 0, 12.4), (2.6, 2.6, 2.6)),
            _swept("tail", (-8.6, 0, 12.2), (-12.6, 0, -1.0), ((0, 2.3), (0.4, 2.9), (1, 0.8)), (2.0, 1.0)),
        ),
        (
            Blend("hair", "knot", 1.0, Place(_HEAD, (-7, 0, 11)), 20),
            Blend("knot", "tail", 1.0, Place(_HEAD, (-8.6, 0, 12)), 20),
        ),
    ),
    "short": Hair(
        _SHORT_LINE,
        (ellipsoid("nape", "head", _HEAD, Place(_HEAD, (-3.6, 0, 1.6)), (4.6, 6.2, 4.6), "hair"),),
        (Blend("hair", "nape", 2.5, Place(_HEAD, (-5, 0, 2)), 20),),
        size=(10.2, 8.0, 9.7),
    ),
    "bob": Hair(
        _BOB_LINE,
        (ellipsoid("nape", "head", _HEAD, Place(_HEAD, (-3.2, 0, 0.6)), (5.6, 7.4, 5.4), "hair"),),
        (Blend("hair", "nape", 3.0, Place(_HEAD, (-5, 0, 2)), 20),),
        size=(10.3, 8.6, 9.7),
    ),
}
FACES: Final[dict[str, Face]] = {
    "first": Face(lashes=True),
    "second": Face(
        chin=(9.2, 0, -5.6),
        chin_size=(2.7, 3.1, 2.4),
        jaw=(5.9, 5.6, 5.0),
        nose=((10.2, 0, 5.0), (12.0, 0, 1.4)),
        brow=((10.8, 1.7, 7.4), (10.3, 3.5, 7.8), (8.9, 5.1, 7.2)),
        mouth=((9.8, 2.4, -1.9), (10.4, 1.2, -2.15), (10.6, 0, -2.2)),
    ),
    "third": Face(
        chin=(8.7, 0, -5.0),
        chin_size=(2.3, 2.6, 2.1),
        jaw=(5.4, 5.4, 4.5),
        nose=((10.0, 0, 4.4), (11.2, 0, 1.7)),
        brow=((10.6, 2.1, 8.2), (10.1, 3.6, 8.9), (8.8, 4.9, 8.3)),
        eye_size=(0.8, 1.0),
        mouth=((9.5, 2.6, -1.0), (10.3, 1.3, -1.85), (10.6, 0, -2.15)),
        lashes=True,
    ),
    "fourth": Face(
        chin=(9.0, 0, -5.5),
        chin_size=(2.4, 2.8, 2.3),
        nose=((10.2, 0, 4.6), (11.9, 0, 1.0)),
        brow=((10.7, 2.0, 7.7), (10.2, 3.6, 8.0), (8.8, 5.0, 7.1)),
        eye_size=(0.7, 0.75),
        mouth=((9.7, 2.2, -1.6), (10.4, 1.1, -1.95), (10.6, 0, -2.0)),
    ),
}
NOSE_TIP: Final[tuple[Vector, ...]] = ((11.2, 1.35, 1.3), (11.7, 1.25, 0.45), (12.2, 0.6, 0.05), (12.35, 0, 0))


@dataclass(frozen=True)
class Look:
    """Which build, hair and face a person has; colours are the palette's."""

    build: str = "standard"
    hair: str = "bun"
    face: str = "first"


LOOKS: Final[dict[str, Look]] = {
    "standard": Look(),
    "slim": Look("slim", "ponytail", "third"),
    "fuller": Look("fuller", "bob", "third"),
    "older": Look("older", "short", "fourth"),
    "pregnant": Look("pregnant", "ponytail", "first"),
    "man": Look("standard", "short", "second"),
}


def head_parts(face: Face, width: float) -> tuple[Part, ...]:
    """The skull with one face; `width` is the build's factor for jaw and chin."""

    def bone(name: str, centre: Vector, radii: Vector, sideways: float = 1.0) -> Part:
        return ellipsoid(
            name, "head", _HEAD, Place(_HEAD, centre), (radii[0], radii[1] * sideways, radii[2]), "skin"
        )

    nose = (Place(_HEAD, face.nose[0]), Place(_HEAD, face.nose[1]))
    return (
        bone("cranium", (1.6, 0, 6.6), (9.2, 7.3, 8.7)),
        bone("face", (5.0, 0, 1.6), (5.7, 5.9, 7.5), width),
        bone("jaw", (4.8, 0, -2.3), face.jaw, width),
        bone("chin", face.chin, face.chin_size, width),
        Part("nose", "head", _HEAD, *nose, NOSE, (0.7, 0.9), "skin"),
    )


_MIDDLE: Final = Place(_HEAD, (4, 0, 2))
HEAD_BLENDS: Final = (
    Blend("cranium", "face", 3.5, _MIDDLE, 40),
    Blend("face", "jaw", 3.0, _MIDDLE, 40),
    Blend("jaw", "chin", 2.6, _MIDDLE, 40),
    Blend("face", "chin", 2.0, _MIDDLE, 40),
    Blend("face", "nose", 1.2, _MIDDLE, 40),
    Blend("cranium", "nose", 1.0, _MIDDLE, 40),
    Blend("cranium", "jaw", 3.0, _MIDDLE, 40),
    Blend("trunk", "jaw", 1.0, Place(_HEAD, (3, 0, -2)), 9),
    Blend("trunk", "cranium", 2.5, Place(_HEAD, (-4, 0, -1)), 12),
)
EAR: Final = ((0.9, 7.2, 2.9), (1.7, 0.9, 3.0))  # centre of the left one, half axes
EAR_TILT: Final = (-14.3, -20.0)  # degrees about y, and about z for the left one
