"""The measured person: lengths, the spine, joint ranges and masses, as data with their sources.

Lengths are centimetres for a stature of 170 cm, angles degrees. Every frame has x forward, y to the person's left
and z up; the long axis of a limb is -z. Whatever has a side is written for the left; the right is the same with y
reversed. "Own estimate" marks a number chosen by eye and by general anatomy: a clinician may know better.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Side = Literal["left", "right"]
Vector = tuple[float, float, float]
SIDES: Final[tuple[Side, Side]] = ("left", "right")
SIGN: Final[dict[Side, float]] = {"left": 1.0, "right": -1.0}

# ---- lengths: fractions of stature by Drillis & Contini (1966), as in Winter (2009), table 4.1
STATURE: Final = 170.0
THIGH: Final = 0.245 * STATURE
SHANK: Final = 0.246 * STATURE
UPPER_ARM: Final = 0.186 * STATURE * 0.97  # shortened: the shoulder centre lies below the acromion (own estimate)
FOREARM: Final = 0.146 * STATURE
ANKLE_HEIGHT: Final = 0.039 * STATURE
HIP_HALF_WIDTH: Final = 8.6  # mid pelvis to hip joint centre; Winter's .191 H is the width over the trochanters

# ---- places of joints in their parent frame (own estimates at stature 170)
STERNOCLAVICULAR: Final[Vector] = (3.5, 2.5, 48.0)  # in the neutral pelvis frame
SHOULDER: Final[Vector] = (-1.2, 17.2, 48.2)  # in the neutral pelvis frame
KNUCKLES: Final[Vector] = (0.2, 0.0, -9.4)  # in the hand
FINGER_MIDDLE: Final[Vector] = (0.0, 0.0, -4.6)  # in the fingers
THUMB_ROOT: Final[Vector] = (2.4, -0.6, -2.6)  # in the hand
THUMB_MIDDLE: Final[Vector] = (0.0, 0.0, -4.2)  # in the thumb
TOE_ROOT: Final[Vector] = (12.3, 0.0, -4.9)  # in the foot


class SpineJoint(NamedTuple):
    """One of ten joints of the spine, in the neutral pelvis frame (the origin is between the hip joints)."""

    name: str
    forward: float
    up: float
    part: str
    share: float
    """How much of the part's angle bends here."""


SPINE: Final = (  # neutral curve and shares: own estimates after White & Panjabi's regional motion
    SpineJoint("L5", -2.5, 9.0, "lumbar", 0.40),
    SpineJoint("L3", -1.6, 14.5, "lumbar", 0.33),
    SpineJoint("L1", -2.0, 20.0, "lumbar", 0.27),
    SpineJoint("T11", -3.0, 26.0, "thoracic", 0.32),
    SpineJoint("T8", -4.2, 32.5, "thoracic", 0.28),
    SpineJoint("T5", -4.8, 39.0, "thoracic", 0.24),
    SpineJoint("T2", -4.2, 46.0, "thoracic", 0.16),
    SpineJoint("C7", -3.0, 53.0, "neck", 0.55),
    SpineJoint("C4", -1.2, 59.0, "neck", 0.45),
    SpineJoint("head", 0.6, 65.0, "head", 1.0),
)


class Rhythm(NamedTuple):
    """How the shoulder blade follows the arm (after Inman, 1944: about one degree in three; damped by eye)."""

    free: float = 25.8
    """Elevation of the upper arm that the shoulder blade does not follow, degrees."""
    rise: float = 0.24
    """Rise of the clavicle per degree of elevation beyond that."""
    forward: float = 9.2
    """Protraction when the arm points straight forward, degrees."""
    backward: float = 4.6
    """Retraction when the arm points straight back, degrees."""


RHYTHM: Final = Rhythm()
GLUTE_FOLLOWS: Final = {"flexion": 0.42, "abduction": 0.35, "external_rotation": 0.20}  # own estimate, by eye


class Freedom(NamedTuple):
    """One degree of freedom of a joint: its range, its resting value, and the words for both directions."""

    joint: str
    word: str
    """Positive angles, in clinical words with underscores: flexion."""
    opposite: str
    """Negative angles: extension. Empty where there are none."""
    low: float
    high: float
    spread: float
    """How far the solver may move it for the same price when no author has written it; degrees."""
    source: str
    rest: float = 0.0


def _spine(joint: str, flexion: Vector, bend: float, turn: float, source: str) -> tuple[Freedom, ...]:
    """The three freedoms of a part of the spine; flexion is (low, high, spread)."""
    low, high, spread = flexion
    return (
        Freedom(joint, "flexion", "extension", low, high, spread, source),
        Freedom(joint, "bend_left", "bend_right", -bend, bend, spread, source),
        Freedom(joint, "turn_left", "turn_right", -turn, turn, spread, source),
    )


CENTRAL: Final = (
    *_spine("lumbar", (-30, 60, 5), 28, 12, "White & Panjabi (1990), regional sums"),
    *_spine("thoracic", (-30, 48, 5), 32, 40, "White & Panjabi (1990), regional sums"),
    *_spine("neck", (-55, 50, 6), 40, 65, "AAOS cervical 45/45, bend 45, turn 60; shared with the head"),
    *_spine("head", (-22, 18, 6), 10, 15, "own estimate: nodding at the skull"),
)
SIDED: Final = (
    Freedom("scapula", "elevation", "depression", -10, 30, 7, "own estimate"),
    Freedom("scapula", "protraction", "retraction", -25, 30, 7, "own estimate"),
    Freedom("shoulder", "flexion", "extension", -60, 182, 16, "AAOS 180/60"),
    Freedom("shoulder", "abduction", "adduction", -50, 182, 16, "AAOS 180/50", rest=8),
    Freedom("shoulder", "external_rotation", "internal_rotation", -95, 100, 16, "AAOS 90/70; own estimate beyond"),
    Freedom("elbow", "flexion", "", 0, 152, 16, "AAOS 150", rest=8),
    Freedom("forearm", "pronation", "supination", -90, 90, 16, "AAOS 80/80; own estimate beyond", rest=20),
    Freedom("wrist", "flexion", "extension", -88, 80, 16, "AAOS 80/70; passive extension under load to 88"),
    Freedom("wrist", "radial_deviation", "ulnar_deviation", -35, 25, 8, "AAOS 20/30"),
    Freedom("fingers", "flexion", "extension", -10, 95, 6, "AAOS 90 at the knuckles", rest=10),
    Freedom("thumb", "abduction", "adduction", -20, 45, 6, "own estimate", rest=12),
    Freedom("thumb", "opposition", "reposition", -20, 60, 6, "own estimate", rest=20),
    Freedom("hip", "flexion", "extension", -32, 138, 16, "AAOS 120/30; passive flexion to 138"),
    Freedom("hip", "abduction", "adduction", -35, 62, 16, "AAOS 45/30; own estimate beyond in flexion"),
    Freedom("hip", "external_rotation", "internal_rotation", -55, 80, 16, "AAOS 45/45; beyond in flexion", rest=5),
    Freedom("knee", "flexion", "extension", -3, 155, 16, "AAOS 135; passive kneeling to 155"),
    Freedom("knee", "external_rotation", "internal_rotation", -20, 25, 6, "own estimate, bent knee"),
    Freedom("ankle", "dorsiflexion", "plantarflexion", -65, 38, 16, "AAOS 20/50; passive to 38/65"),
    Freedom("ankle", "inversion", "eversion", -25, 35, 6, "AAOS 35/15"),
    Freedom("toes", "extension", "flexion", -30, 80, 6, "AAOS 70/45 at the big toe"),
)
BODY: Final = (  # how the pelvis stands in the room; applied to the start position's orientation
    Freedom("body", "swing_left", "swing_right", -400, 400, 9, "the room's vertical axis"),
    Freedom("body", "lean_forward", "lean_back", -400, 400, 9, "its own left-right axis"),
    Freedom("body", "lean_right", "lean_left", -400, 400, 9, "its own front-back axis"),
    Freedom("body", "turn_left", "turn_right", -400, 400, 9, "its own long axis"),
)


# ---- masses: Winter (2009), table 4.1; the trunk's 0.497 + head's 0.081 laid on four places of the spine
class Mass(NamedTuple):
    """A share of the body's mass at a point between two frames' origins, plus an offset in the first frame."""

    fraction: float
    frame: str
    towards: str
    along: float
    offset: Vector = (0.0, 0.0, 0.0)


SIDED_MASSES: Final = (
    Mass(0.100, "thigh", "shank", 0.433),
    Mass(0.0465, "shank", "foot", 0.433),
    Mass(0.0145, "foot", "foot", 0.0, (6.0, 0.0, -4.0)),
    Mass(0.028, "upper_arm", "forearm", 0.436),
    Mass(0.016, "forearm", "hand", 0.430),
    Mass(0.006, "hand", "hand", 0.0, (0.0, 0.0, -5.0)),
)
CENTRAL_MASSES: Final = (
    Mass(0.142, "pelvis", "pelvis", 0.0, (0.0, 0.0, 4.0)),
    Mass(0.139, "L3", "L3", 0.0, (2.0, 0.0, 0.0)),
    Mass(0.216, "T5", "T5", 0.0, (3.0, 0.0, -2.0)),
    Mass(0.081, "head", "head", 0.0, (2.0, 0.0, 5.0)),
)
