"""Muscles as soft ellipsoids on the skin: where a target glows.

Each lies on a frame with its long axis along the frame's z; the place is on the skin of the standard build, for the
left side. Fronts and outsides are given together, so that a muscle glows in a side view too. Own estimates from
general anatomy, for showing where one should feel something, not for teaching anatomy.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from handouts.figures.body.anatomy import Vector


class Spot(NamedTuple):
    """One ellipsoid: frame, centre, half length along the frame's z, half width across."""

    frame: str
    centre: Vector
    along: float
    across: float


class Muscle(NamedTuple):
    """Its ellipsoids, and the parts of the body on whose skin it may show."""

    spots: tuple[Spot, ...]
    parts: tuple[str, ...]


_TRUNK: Final = ("trunk", "latissimus", "trapezius", "pectoral")
_HIP: Final = ("glute", "thigh", "trunk")
MUSCLES: Final[dict[str, Muscle]] = {
    "gluteus maximus": Muscle(
        (
            Spot("glute", (-11.5, -1.0, -1.5), 8.5, 6.5),
            Spot("glute", (-9.0, 4.5, -1.5), 8.5, 6.5),
            Spot("glute", (-4.0, 6.5, -1.5), 7.5, 5.5),
        ),
        _HIP,
    ),
    "gluteus medius": Muscle(
        (Spot("pelvis", (-2.0, 15.5, 4.0), 8.5, 7.0), Spot("glute", (-6.0, 6.0, 3.5), 7.0, 6.0)), _HIP
    ),
    "deep hip rotators": Muscle(
        (Spot("glute", (-11.0, 1.0, 0.5), 5.5, 6.5), Spot("glute", (-7.5, 5.5, 0.5), 5.5, 6.0)), _HIP
    ),
    "hip flexors": Muscle(
        (Spot("thigh", (8.8, 0, -5.0), 11.0, 5.8), Spot("thigh", (6.0, 6.0, -5.0), 10.0, 5.0)), ("thigh", "trunk")
    ),
    "quadriceps": Muscle(
        (Spot("thigh", (8.0, 0, -20.8), 13.5, 5.8), Spot("thigh", (5.6, 5.3, -20.8), 12.5, 5.0)), ("thigh",)
    ),
    "hamstrings": Muscle(
        (Spot("thigh", (-6.7, 0, -20.8), 13.5, 5.8), Spot("thigh", (-4.7, 5.0, -20.8), 12.5, 5.0)), ("thigh",)
    ),
    "hip adductors": Muscle(
        (Spot("thigh", (0.5, -7.4, -17.5), 12.5, 5.4), Spot("thigh", (4.5, -6.0, -16.0), 11.5, 4.5)), ("thigh",)
    ),
    "iliotibial band": Muscle((Spot("thigh", (0.5, 7.0, -22.9), 15.0, 4.8),), ("thigh",)),
    "calves": Muscle(
        (Spot("shank", (-6.6, 0, -12.5), 9.5, 5.0), Spot("shank", (-4.5, 4.0, -12.5), 8.5, 4.4)), ("shank",)
    ),
    "shins": Muscle((Spot("shank", (4.0, 2.5, -14.0), 10.0, 4.0),), ("shank",)),
    "ankles": Muscle((Spot("foot", (3.5, 0, 0.5), 4.5, 4.5),), ("foot", "shank")),
    "lower back": Muscle(
        (
            Spot("L3", (-6.0, 0, 0), 9.0, 6.5),
            Spot("L3", (-5.0, 5.0, 0), 9.0, 6.0),
            Spot("L3", (-3.5, 9.0, 0), 8.0, 5.0),
        ),
        ("trunk", "latissimus", "glute"),
    ),
    "upper back": Muscle(
        (
            Spot("T5", (-6.0, 0, -3.0), 10.0, 7.0),
            Spot("T5", (-5.0, 6.0, -3.0), 10.0, 6.5),
            Spot("T5", (-3.0, 11.0, -3.0), 9.0, 5.0),
        ),
        _TRUNK,
    ),
    "back": Muscle(
        (Spot("T11", (-6.5, 0, 0), 20.0, 6.0), Spot("T11", (-5.0, 6.0, 0), 19.0, 5.0)), ("trunk", "latissimus")
    ),
    "abdominals": Muscle(
        (Spot("L1", (11.0, 0, -3.0), 12.5, 6.0), Spot("L1", (9.0, 6.0, -3.0), 11.5, 5.0)), ("trunk",)
    ),
    "obliques": Muscle(
        (Spot("L1", (2.0, 13.0, -1.0), 11.0, 6.0), Spot("L1", (6.5, 9.5, -1.0), 10.0, 5.0)), ("trunk", "latissimus")
    ),
    "side": Muscle((Spot("L1", (1.0, 13.0, 4.0), 15.0, 6.5),), ("trunk", "latissimus")),
    "chest": Muscle(
        (Spot("T5", (13.5, 6.0, 2.0), 6.0, 8.0), Spot("T5", (9.5, 12.0, 3.0), 6.0, 6.0)), (*_TRUNK, "upper_arm")
    ),
    "latissimus dorsi": Muscle((Spot("T8", (-1.0, 13.5, 3.0), 12.0, 5.5),), (*_TRUNK, "upper_arm")),
    "neck": Muscle((Spot("C7", (-1.0, 6.5, 3.5), 6.5, 5.5), Spot("C7", (-6.0, 3.0, 3.0), 7.0, 5.0)), _TRUNK),
    "shoulders": Muscle(
        (Spot("upper_arm", (0, 5.5, -4.0), 7.0, 5.5), Spot("upper_arm", (5.0, 2.0, -4.0), 6.0, 4.5)),
        ("upper_arm", "trapezius"),
    ),
    "triceps": Muscle((Spot("upper_arm", (-4.5, 1.0, -16.0), 9.0, 4.5),), ("upper_arm",)),
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
