"""The surface of a person as tables: cross-sections of arms and legs, their clothes, and what flows into what.

Lengths are centimetres at a stature of 170. A limb is swept along its long axis through cross-sections whose
front and back bulge differently; a head is a handful of ellipsoids. Places of sided parts are written for the
left; the right is the same with y reversed. All numbers are own estimates from general surface anatomy, tuned
by eye; no picture or mesh was measured.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Vector = tuple[float, float, float]
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


def _rows(*rows: tuple[float, ...]) -> tuple[Section, ...]:
    return tuple(Section(*row) for row in rows)


THIGH: Final = _rows(
    (0.0, 0.0, 0.2, 8.2, 8.2, 8.6),
    (0.12, 0.2, 0.2, 8.3, 8.5, 8.5),
    (0.3, 0.4, 0.1, 7.9, 8.2, 7.9),
    (0.5, 0.5, 0, 7.0, 7.6, 7.0),
    (0.7, 0.5, 0, 6.0, 6.6, 6.0),
    (0.87, 0.2, 0, 5.3, 5.6, 5.2),
    (1.0, 0, 0, 5.0, 5.1, 4.9),
)
SHANK: Final = _rows(
    (0.0, 0, 0, 5.0, 4.9, 4.7),
    (0.08, 0, 0, 4.9, 4.7, 4.9),
    (0.18, -0.2, 0.2, 5.1, 4.3, 5.8),
    (0.3, -0.5, 0.2, 5.2, 3.8, 6.2),
    (0.42, -0.5, 0.2, 4.8, 3.6, 5.6),
    (0.58, -0.3, 0, 3.9, 3.4, 4.5),
    (0.75, -0.1, 0, 3.1, 3.1, 3.5),
    (0.9, 0, 0, 2.8, 3.0, 3.1),
    (1.0, 0, 0, 3.2, 3.2, 3.3),
)
FOOT: Final = _rows(  # heel to ball; front is the back of the foot, back the sole
    (0.0, 0, 0, 3.1, 3.4, 2.9),
    (0.22, 0.2, 0, 3.2, 5.2, 2.9),
    (0.42, 0.4, 0, 3.4, 4.9, 2.5),
    (0.65, 0.2, 0, 4.0, 3.3, 2.1),
    (0.85, 0, 0, 4.7, 2.5, 1.9),
    (1.0, 0, 0, 4.7, 2.2, 1.8),
)
TOES: Final = _rows((0, 0, 0, 3.3, 1.9, 1.7), (0.5, 0, 0, 3.1, 1.5, 1.5), (1, 0, 0, 2.5, 1.0, 1.1))
BIG_TOE: Final = _rows((0, 0, 0, 1.7, 1.9, 1.8), (0.6, 0, 0, 1.35, 1.4, 1.5), (1, 0, 0, 1.2, 1.1, 1.2))
UPPER_ARM: Final = _rows(
    (0.0, 0, 0, 4.6, 4.9, 4.9),
    (0.1, 0, 0.2, 4.9, 4.9, 4.9),
    (0.22, 0.1, 0.3, 4.7, 4.8, 4.7),
    (0.38, 0.2, 0.1, 4.1, 4.5, 4.3),
    (0.58, 0.2, 0, 3.8, 4.2, 4.0),
    (0.78, 0.1, 0, 3.5, 3.6, 3.5),
    (0.92, 0, 0, 3.4, 3.2, 3.3),
    (1.0, 0, 0, 3.3, 3.1, 3.2),
)
FOREARM: Final = _rows(
    (0.0, 0, 0, 3.4, 3.2, 3.2),
    (0.1, 0.1, 0, 3.7, 3.6, 3.3),
    (0.25, 0.2, 0, 3.9, 3.7, 3.3),
    (0.5, 0, 0, 3.3, 3.1, 2.8),
    (0.75, 0, 0, 2.4, 2.6, 2.3),
    (0.92, 0, 0, 2.0, 2.6, 2.3),
    (1.0, 0, 0, 1.9, 2.7, 2.4),
)
PALM: Final = _rows(
    (0.0, 0, 0, 1.8, 2.7, 2.4),
    (0.3, 0.3, 0, 1.8, 3.3, 3.0),
    (0.7, 0.3, 0, 1.5, 3.9, 3.7),
    (1, 0.2, 0, 1.3, 3.9, 3.8),
)
THUMB: Final = _rows((0, 0, 0, 1.5, 1.7, 1.6), (1, 0, 0, 1.1, 1.2, 1.2))
THUMB_TIP: Final = _rows((0, 0, 0, 1.1, 1.2, 1.2), (0.6, 0, 0, 1.0, 1.1, 1.1), (1, 0, 0, 0.8, 0.8, 0.8))
TRAPEZIUS: Final = _rows((0, 0, 0, 2.0, 2.2, 2.6), (0.4, 0, 0, 2.9, 2.8, 3.4), (1, 0, 0, 3.5, 4.1, 4.5))
PECTORAL: Final = _rows((0, 0, 0, 5.5, 5.0, 5.0), (1, 0, 0, 4.0, 3.6, 3.6))
LATISSIMUS: Final = _rows((0, 0, 0, 4.5, 5.5, 5.5), (1, 0, 0, 3.6, 3.8, 3.8))
NOSE: Final = _rows((0, 0, 0, 0.8, 0.8, 0.8), (1, 0, 0, 1.25, 1.1, 1.3))

_ACROMION: Final = (-5.1, 13.2, 0.6)  # in the clavicle's frame
FINGERS: Final = (  # place across the hand, length, half width
    (3.0, 7.2, 0.98),
    (1.05, 8.1, 1.0),
    (-0.95, 7.6, 0.97),
    (-2.85, 6.0, 0.86),
)
_FINGER_MIDDLE: Final = 4.6  # from the knuckles to the frame of the fingertips


def _arm() -> tuple[Part, ...]:
    shoulder, elbow, wrist = Place("upper_arm"), Place("forearm"), Place("hand")
    acromion = Place("clavicle", _ACROMION)
    return (
        Part(
            *("upper_arm", "arm", "upper_arm", shoulder, elbow, UPPER_ARM, (4.9, 3.1), "arm"),
            cloth=Cloth("top", 0.44, (0.5, 1.0)),
            girth="arm",
        ),
        Part(
            *("trapezius", "trunk", "T2", Place("C7", (1.4, 4.2, 2.6)), acromion, TRAPEZIUS, (2.0, 3.5), "top"),
            shirt="worn",
        ),
        Part(
            *("pectoral", "trunk", "T2", Place("T5", (9.8, 6.5, 1.0)), Place("clavicle", (-3.5, 12.2, -2.3))),
            *(PECTORAL, (4.5, 3.0), "top"),
            shirt="worn",
        ),
        Part(
            *("latissimus", "trunk", "T2", Place("T8", (1.7, 9.5, 0.5)), Place("clavicle", (-5.7, 11.7, -3.8))),
            *(LATISSIMUS, (5.0, 3.0), "top"),
            shirt="worn",
        ),
        Part("forearm", "arm", "forearm_half", elbow, wrist, FOREARM, (3.1, 2.0), "arm", girth="arm"),
        ellipsoid("elbow", "arm", "elbow_half", Place("elbow_half", (-0.9, 0, 0)), (2.8, 3.1, 3.2), "arm", "arm"),
        Part("palm", "arm", "hand", wrist, Place("hand", (0.2, 0, -9.0)), PALM, (1.6, 1.6), "skin"),
        Part("thumb", "arm", "thumb", Place("thumb"), Place("thumb_tip"), THUMB, (1.5, 1.1), "skin"),
        Part(
            *("thumb_tip", "arm", "thumb_tip", Place("thumb_tip"), Place("thumb_tip", (0, 0, -2.9)), THUMB_TIP),
            *((1.1, 0.9), "skin"),
        ),
        *_fingers(),
    )


def _fingers() -> tuple[Part, ...]:
    parts = []
    for number, (across, length, half) in enumerate(FINGERS):
        first, out = 0.53 * length, across * 1.03
        near = _rows(
            (0, 0, 0, half * 1.05, half * 1.08, half * 1.08), (1, 0, 0, half * 0.95, half * 0.95, half * 0.95)
        )
        far = _rows(
            (0, 0, 0, half * 0.95, half * 0.95, half * 0.95), (1, 0, 0, half * 0.72, half * 0.76, half * 0.76)
        )
        knuckle, middle = Place("fingers", (across, 0, 0.6)), Place("fingers", (out, 0, -first))
        bend = Place("fingertips", (out, 0, _FINGER_MIDDLE - first))
        tip = Place("fingertips", (out, 0, _FINGER_MIDDLE - length + 0.7))
        parts += [
            Part(f"finger{number}", "arm", "fingers", knuckle, middle, near, (1.0, 0.9), "skin"),
            Part(f"fingertip{number}", "arm", "fingertips", bend, tip, far, (0.9, 0.75), "skin"),
        ]
    return tuple(parts)


def _leg() -> tuple[Part, ...]:
    hip, knee, ankle = Place("thigh"), Place("shank"), Place("foot")
    return (
        Part(
            *("thigh", "leg", "thigh", hip, knee, THIGH, (8.2, 4.9), "leg"),
            cloth=Cloth("bottom", 0.6, (0.3, 1.2)),
            girth="thigh",
        ),
        ellipsoid(
            *("glute", "leg", "glute", Place("glute", (-4.4, -1.6, -1.5)), (7.6, 7.4, 8.6), "bottom", "hip")
        )._replace(shirt="under"),
        Part(
            "shank",
            "leg",
            "shank",
            knee,
            ankle,
            SHANK,
            (4.7, 3.2),
            "foot",
            Cloth("leg", 0.93, (0, 0)),
            girth="shank",
        ),
        ellipsoid("knee", "leg", "knee_half", Place("knee_half", (1.1, 0, 0.2)), (4.3, 4.3, 4.6), "leg", "shank"),
        Part(
            *("foot", "leg", "foot", Place("foot", (-2.6, 0, -3.7)), Place("foot", (12.3, 0.3, -4.8)), FOOT),
            *((3.0, 2.2), "foot"),
            upright=True,
        ),
        Part(
            *("toes", "leg", "toes", Place("toes", (0, 1.3, 0)), Place("toes", (5.0, 1.0, -0.5)), TOES, (2.0, 1.3)),
            "foot",
            upright=True,
        ),
        Part(
            *("big_toe", "leg", "toes", Place("toes", (0, -2.9, 0.1)), Place("toes", (6.0, -2.6, -0.2)), BIG_TOE),
            *((1.5, 1.0), "foot"),
            upright=True,
        ),
        ellipsoid("ankle", "leg", "shank", Place("foot", (-0.3, 0, 0)), (1.9, 3.7, 1.9), "foot"),
    )


def _sided_blends() -> tuple[Blend, ...]:
    shoulder, elbow, wrist = Place("upper_arm"), Place("forearm"), Place("hand")
    hip, knee, ankle, toes = Place("thigh"), Place("shank"), Place("foot"), Place("toes")
    palm = [
        Blend("palm", f"finger{number}", 1.3, Place("fingers", (across, 0, 0.6)), 4)
        for number, (across, _, _) in enumerate(FINGERS)
    ]
    along = [
        Blend(f"finger{number}", f"fingertip{number}", 0.5, Place("fingers", (across, 0, -0.53 * length)), 4)
        for number, (across, length, _) in enumerate(FINGERS)
    ]
    between = [
        Blend(f"finger{number - 1}", f"finger{number}", 0.7, Place("fingers", (FINGERS[number][0], 0, 0.6)), 3)
        for number in range(1, len(FINGERS))
    ]
    return (
        *(Blend("trunk", mass, 3.0, shoulder, 60) for mass in ("trapezius", "pectoral", "latissimus")),
        Blend("trapezius", "upper_arm", 4.0, shoulder, 19),
        *(Blend(mass, "upper_arm", 4.0, shoulder, 19) for mass in ("pectoral", "latissimus", "trunk")),
        Blend("upper_arm", "forearm", 2.0, elbow, 9),
        *(Blend(limb, "elbow", 1.6, elbow, 9) for limb in ("upper_arm", "forearm")),
        Blend("forearm", "palm", 2.0, wrist, 8),
        Blend("palm", "thumb", 1.6, Place("thumb"), 7),
        Blend("thumb", "thumb_tip", 0.6, Place("thumb_tip"), 5),
        *(*palm, *along, *between),
        Blend("trunk", "glute", 3.0, hip, 40),
        Blend("trunk", "thigh", 4.0, hip, 17),
        Blend("glute", "thigh", 3.5, hip, 30),
        Blend("thigh", "shank", 2.2, knee, 11),
        *(Blend(limb, "knee", 2.0, knee, 12) for limb in ("thigh", "shank")),
        Blend("shank", "foot", 3.0, ankle, 10),
        *(Blend(limb, "ankle", 1.5, ankle, 8) for limb in ("shank", "foot")),
        Blend("foot", "toes", 1.5, toes, 8),
        Blend("foot", "big_toe", 1.8, toes, 8),
        Blend("toes", "big_toe", 1.0, toes, 4),
    )


ARM_PARTS: Final = _arm()
LEG_PARTS: Final = _leg()
SIDED_PARTS: Final = (*ARM_PARTS, *LEG_PARTS)
SIDED_BLENDS: Final = _sided_blends()
