"""Arms and legs as parts between two places of the skeleton, with their clothes, and which of them flow together.

Places are written for the left; the right is the same with y reversed. Numbers are own estimates, as in `sections`.
"""

from __future__ import annotations

from typing import Final

from handouts.figures.body.parts import Blend, Cloth, Part, Place, ellipsoid
from handouts.figures.body.sections import (
    BIG_TOE,
    FOOT,
    FOREARM,
    LATISSIMUS,
    PALM,
    PECTORAL,
    SHANK,
    THIGH,
    THUMB,
    THUMB_TIP,
    TOES,
    TRAPEZIUS,
    UPPER_ARM,
    rows,
)

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
        near = rows(
            (0, 0, 0, half * 1.05, half * 1.08, half * 1.08), (1, 0, 0, half * 0.95, half * 0.95, half * 0.95)
        )
        far = rows(
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
