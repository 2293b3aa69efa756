"""What a person's surface is made of, in words: cross-sections, parts swept through them, and what flows together.

Lengths are centimetres at a stature of 170. A limb is swept along its long axis through cross-sections whose front
and back bulge differently; a head is a handful of ellipsoids.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from handouts.figures.body.anatomy import Vector

Shirt = Literal["none", "worn", "under"]
Group = Literal["trunk", "head", "arm", "leg"]
MATERIALS: Final = (
    *("skin", "arm", "leg", "foot", "top", "bottom", "hair"),
    *("wood", "foam", "pillow", "strap", "wall", "stone"),
)
material_index: Final = {name: index for index, name in enumerate(MATERIALS)}


class Section(NamedTuple):
    """One cross-section of a sweep: where (0..1), shift of its middle, and its half widths."""

    at: float
    forward: float
    outward: float
    side: float
    front: float
    back: float


class Place(NamedTuple):
    """A point given in a frame; the side is added to the frame's name where the part has one."""

    frame: str
    offset: Vector = (0.0, 0.0, 0.0)


class Cloth(NamedTuple):
    """What covers the first part of a sweep: material, share of the length, thickness at both ends."""

    material: str
    until: float
    thickness: tuple[float, float]


class Part(NamedTuple):
    """One piece of surface: a sweep from `start` to `end`, or an ellipsoid where both are one place.

    `axes` names the frame whose x axis is the sections' front (`upright`: whose z axis is).
    """

    name: str
    group: Group
    axes: str
    start: Place
    end: Place
    sections: tuple[Section, ...]
    caps: tuple[float, float]
    material: str
    cloth: Cloth | None = None
    upright: bool = False
    shirt: Shirt = "none"
    """Whether its material follows the shirt's neckline and hem, or its hem where the shirt lies on it."""
    girth: str = ""
    """The name of the build's factor for its cross-sections."""


class Blend(NamedTuple):
    """Two parts that flow into each other near a joint: fillet radius, the joint, how far it reaches."""

    first: str
    second: str
    radius: float
    joint: Place
    reach: float


def ellipsoid(
    name: str, group: Group, axes: str, centre: Place, radii: Vector, material: str, girth: str = ""
) -> Part:
    """An ellipsoid with half axes to the front, to the side and upwards."""
    front, side, up = radii
    sections = (Section(0, 0, 0, side, front, front),)
    return Part(name, group, axes, centre, centre, sections, (up, up), material, girth=girth)
