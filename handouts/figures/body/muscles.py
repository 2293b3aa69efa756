"""Muscles as soft ellipsoids on the skin: where a target glows.

Each lies on a frame with its long axis along the frame's z; the place is on the skin of the standard build, for the
left side. Fronts and outsides are given together, so that a muscle glows in a side view too. Own estimates from
general anatomy, for showing where one should feel something, not for teaching anatomy.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from handouts.figures.body.anatomy import Vector


class Ellipsoid(NamedTuple):
    """One ellipsoid: frame, centre, half length along the frame's z, half width across."""

    frame: str
    centre: Vector
    along: float
    across: float


class Muscle(NamedTuple):
    """Its ellipsoids, and the parts of the body on whose skin it may show."""

    spots: tuple[Ellipsoid, ...]
    parts: tuple[str, ...]


_TRUNK: Final = ("trunk", "latissimus", "trapezius", "pectoral")
_HIP: Final = ("glute", "thigh", "trunk")
MUSCLES: Final[dict[str, Muscle]] = {
    "gluteus maximus": Muscle(
        (
            Ellipsoid("glute", (-11.5, -1.0, -1.5), 8.5, 6.5),
            Ellipsoid("glute", (-9.0, 4.5, -1.5), 8.5, 6.5),
            Ellipsoid("glute", (-4.0, 6.5, -1.5), 7.5, 5.5),
        ),
        _HIP,
    ),
    "gluteus medius": Muscle(
        (Ellipsoid("pelvis", (-2.0, 15.5, 4.0), 8.5, 7.0), Ellipsoid("glute", (-6.0, 6.0, 3.5), 7.0, 6.0)), _HIP
    ),
    "deep hip rotators": Muscle(
        (Ellipsoid("glute", (-11.0, 1.0, 0.5), 5.5, 6.5), Ellipsoid("glute", (-7.5, 5.5, 0.5), 5.5, 6.0)), _HIP
    ),
    "hip flexors": Muscle(
        (Ellipsoid("thigh", (8.8, 0, -5.0), 11.0, 5.8), Ellipsoid("thigh", (6.0, 6.0, -5.0), 10.0, 5.0)),
        ("thigh", "trunk"),
    ),
    "quadriceps": Muscle(
        (Ellipsoid("thigh", (8.0, 0, -20.8), 13.5, 5.8), Ellipsoid("thigh", (5.6, 5.3, -20.8), 12.5, 5.0)),
        ("thigh",),
    ),
    "hamstrings": Muscle(
        (Ellipsoid("thigh", (-6.7, 0, -20.8), 13.5, 5.8), Ellipsoid("thigh", (-4.7, 5.0, -20.8), 12.5, 5.0)),
        ("thigh",),
    ),
    "hip adductors": Muscle(
        (Ellipsoid("thigh", (0.5, -7.4, -17.5), 12.5, 5.4), Ellipsoid("thigh", (4.5, -6.0, -16.0), 11.5, 4.5)),
        ("thigh",),
    ),
    "iliotibial band": Muscle((Ellipsoid("thigh", (0.5, 7.0, -22.9), 15.0, 4.8),), ("thigh",)),
    "calves": Muscle(
        (Ellipsoid("shank", (-6.6, 0, -12.5), 9.5, 5.0), Ellipsoid("shank", (-4.5, 4.0, -12.5), 8.5, 4.4)),
        ("shank",),
    ),
    "shins": Muscle((Ellipsoid("shank", (4.0, 2.5, -14.0), 10.0, 4.0),), ("shank",)),
    "ankles": Muscle((Ellipsoid("foot", (3.5, 0, 0.5), 4.5, 4.5),), ("foot", "shank")),
    "lower back": Muscle(
        (
            Ellipsoid("L3", (-6.0, 0, 0), 9.0, 6.5),
            Ellipsoid("L3", (-5.0, 5.0, 0), 9.0, 6.0),
            Ellipsoid("L3", (-3.5, 9.0, 0), 8.0, 5.0),
        ),
        ("trunk", "latissimus", "glute"),
    ),
    "upper back": Muscle(
        (
            Ellipsoid("T5", (-6.0, 0, -3.0), 10.0, 7.0),
            Ellipsoid("T5", (-5.0, 6.0, -3.0), 10.0, 6.5),
            Ellipsoid("T5", (-3.0, 11.0, -3.0), 9.0, 5.0),
        ),
        _TRUNK,
    ),
    "back": Muscle(
        (Ellipsoid("T11", (-6.5, 0, 0), 20.0, 6.0), Ellipsoid("T11", (-5.0, 6.0, 0), 19.0, 5.0)),
        ("trunk", "latissimus"),
    ),
    "abdominals": Muscle(
        (Ellipsoid("L1", (11.0, 0, -3.0), 12.5, 6.0), Ellipsoid("L1", (9.0, 6.0, -3.0), 11.5, 5.0)), ("trunk",)
    ),
    "obliques": Muscle(
        (Ellipsoid("L1", (2.0, 13.0, -1.0), 11.0, 6.0), Ellipsoid("L1", (6.5, 9.5, -1.0), 10.0, 5.0)),
        ("trunk", "latissimus"),
    ),
    "side": Muscle((Ellipsoid("L1", (1.0, 13.0, 4.0), 15.0, 6.5),), ("trunk", "latissimus")),
    "chest": Muscle(
        (Ellipsoid("T5", (13.5, 6.0, 2.0), 6.0, 8.0), Ellipsoid("T5", (9.5, 12.0, 3.0), 6.0, 6.0)),
        (*_TRUNK, "upper_arm"),
    ),
    "latissimus dorsi": Muscle((Ellipsoid("T8", (-1.0, 13.5, 3.0), 12.0, 5.5),), (*_TRUNK, "upper_arm")),
    "neck": Muscle(
        (Ellipsoid("C7", (-1.0, 6.5, 3.5), 6.5, 5.5), Ellipsoid("C7", (-6.0, 3.0, 3.0), 7.0, 5.0)), _TRUNK
    ),
    "shoulders": Muscle(
        (Ellipsoid("upper_arm", (0, 5.5, -4.0), 7.0, 5.5), Ellipsoid("upper_arm", (5.0, 2.0, -4.0), 6.0, 4.5)),
        ("upper_arm", "trapezius"),
    ),
    "triceps": Muscle((Ellipsoid("upper_arm", (-4.5, 1.0, -16.0), 9.0, 4.5),), ("upper_arm",)),
}
ALIASES: Final[dict[str, tuple[str, ...]]] = {  # other words of the exercise library
    "gluteals": ("gluteus maximus",),
    "hips": ("gluteus maximus",),
    "hip": ("gluteus maximus",),
    "outer hips": ("gluteus medius",),
    "hip abductors": ("gluteus medius",),
    "tensor fasciae latae": ("gluteus medius",),
    "piriformis": ("deep hip rotators",),
    "hip external rotators": ("deep hip rotators",),
    "hip internal rotators": ("gluteus medius",),
    "psoas": ("hip flexors",),
    "iliopsoas": ("hip flexors",),
    "rectus femoris": ("quadriceps",),
    "vastus lateralis": ("iliotibial band",),
    "lumbar spine": ("lower back",),
    "lumbar erector spinae": ("lower back",),
    "lumbar extensors": ("lower back",),
    "multifidus": ("lower back",),
    "quadratus lumborum": ("obliques",),
    "intercostals": ("side",),
    "thoracic spine": ("upper back",),
    "thoracic erector spinae": ("upper back",),
    "rhomboids": ("upper back",),
    "middle trapezius": ("upper back",),
    "erector spinae": ("back",),
    "spinal muscles": ("back",),
    "spine": ("back",),
    "rectus abdominis": ("abdominals",),
    "transversus abdominis": ("abdominals",),
    "pectorals": ("chest",),
    "upper trapezius": ("neck",),
    "levator scapulae": ("neck",),
    "cervical extensors": ("neck",),
    "deltoids": ("shoulders",),
    "shoulder extensors": ("latissimus dorsi",),
}
TARGET_NAMES: Final = (*MUSCLES, *ALIASES)
