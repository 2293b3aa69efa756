"""Named places on the body: points of the skin, regions, limbs and what points somewhere, as data.

Lengths are centimetres, given in a frame of the skeleton as in `anatomy`: own estimates on the standard build.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from handouts.figures.body.anatomy import SHANK, Vector


class Landmark(NamedTuple):
    """A point on the skin: its frame, where it is in it (cm), and which way the skin faces."""

    frame: str
    offset: Vector
    normal: Vector


SIDED_PLACES: Final[dict[str, Landmark]] = {
    "palm": Landmark("hand", (0.4, -1.5, -6.0), (0, -1, 0)),
    "heel of hand": Landmark("hand", (0.0, -1.6, -1.5), (0, -1, 0)),
    "back of hand": Landmark("hand", (0.3, 1.5, -6.0), (0, 1, 0)),
    "wrist": Landmark("hand", (0.0, 0.0, 0.0), (0, -1, 0)),
    "finger pads": Landmark("fingers", (0.0, -1.1, -3.0), (0, -1, 0)),
    "fingertips": Landmark("fingertips", (0.0, 0.0, -4.8), (0, 0, -1)),
    "elbow tip": Landmark("forearm", (-3.1, 0.0, 0.0), (-1, 0, 0)),
    "shoulder top": Landmark("clavicle", (-4.5, 15.5, 4.5), (0, 0.4, 0.9)),
    "heel": Landmark("foot", (-3.0, 0.0, -6.6), (0, 0, -1)),
    "ball": Landmark("foot", (12.0, 0.0, -6.6), (0, 0, -1)),
    "inner sole": Landmark("foot", (11.0, -3.6, -6.5), (0, 0, -1)),
    "outer sole": Landmark("foot", (9.0, 4.0, -6.5), (0, 0, -1)),
    "top of foot": Landmark("foot", (7.5, 0.0, -1.6), (0.35, 0, 0.93)),
    "back of heel": Landmark("foot", (-5.6, 0.0, -3.0), (-1, 0, 0)),
    "big toe": Landmark("toes", (6.5, -2.0, -0.4), (1, 0, 0)),
    "outer ankle": Landmark("shank", (-0.3, 3.7, -SHANK), (0, 1, 0)),
    "inner ankle": Landmark("shank", (-0.3, -3.7, -SHANK), (0, -1, 0)),
    "front of ankle": Landmark("shank", (3.4, 0.0, -SHANK + 2.5), (1, 0, 0)),
    "kneecap": Landmark("knee_half", (5.6, 0.0, 0.0), (1, 0, 0)),
    "inner knee": Landmark("shank", (0.0, -4.9, -2.0), (0, -1, 0)),
    "hip point": Landmark("pelvis", (9.0, 11.0, 8.0), (1, 0, 0)),
    "side of hip": Landmark("pelvis", (0.0, 16.5, 2.0), (0, 1, 0)),
    "sit bone": Landmark("pelvis", (-7.0, 7.0, -9.0), (-0.5, 0, -0.85)),
    "waist": Landmark("L1", (1.0, 12.6, 2.0), (0, 1, 0)),
    "ear": Landmark("head", (1.0, 8.0, 3.0), (0, 1, 0)),
    "temple": Landmark("head", (5.5, 6.6, 6.5), (0.3, 0.95, 0)),
    "back of head": Landmark("head", (-5.0, 5.0, 11.0), (-0.6, 0.4, 0.6)),
}
CENTRAL_PLACES: Final[dict[str, Landmark]] = {
    "middle of pelvis": Landmark("pelvis", (0.0, 0.0, 0.0), (0, 0, 1)),
    "sacrum": Landmark("pelvis", (-11.0, 0.0, 5.0), (-1, 0, 0)),
    "lumbar spine": Landmark("L3", (-5.6, 0.0, 0.0), (-1, 0, 0)),
    "navel": Landmark("L3", (10.8, 0.0, 0.0), (1, 0, 0)),
    "mid spine": Landmark("T8", (-6.2, 0.0, 2.0), (-1, 0, 0)),
    "upper spine": Landmark("T5", (-6.0, 0.0, 3.0), (-1, 0, 0)),
    "breastbone": Landmark("T5", (13.5, 0.0, 2.0), (1, 0, 0)),
    "nape": Landmark("head", (-6.0, 0.0, -2.0), (-1, 0, 0)),
    "forehead": Landmark("head", (10.4, 0.0, 9.5), (1, 0, 0.3)),
    "nose": Landmark("head", (12.0, 0.0, 1.5), (1, 0, 0)),
    "chin": Landmark("head", (9.5, 0.0, -5.0), (0.7, 0, -0.7)),
    "back of skull": Landmark("head", (-8.2, 0.0, 5.0), (-1, 0, 0)),
    "crown": Landmark("head", (0.0, 0.0, 15.6), (0, 0, 1)),
}
SIDED_REGIONS: Final[dict[str, tuple[str, ...]]] = {  # can rest on something -> parts of the skin
    "thigh": ("thigh",),
    "knee": ("knee",),
    "shin": ("shank",),
    "foot": ("foot", "toes", "big_toe"),
    "toes": ("toes", "big_toe"),
    "buttock": ("glute",),
    "upper arm": ("upper_arm",),
    "forearm": ("forearm",),
    "elbow": ("elbow",),
    "hand": ("palm", "finger0", "finger3", "fingertip0", "fingertip3"),
}
CENTRAL_REGIONS: Final[dict[str, tuple[str, ...]]] = {
    "head": ("cranium", "face", "jaw", "chin", "nose", "hair"),
    "pelvis": ("glute_left", "glute_right", "trunk_pelvis"),
    "low back": ("trunk_L5", "trunk_L3", "trunk_L1"),
    "mid back": ("trunk_T11", "trunk_T8"),
    "upper back": ("trunk_T8", "trunk_T5", "trunk_T2"),
}
FLAT: Final[dict[str, tuple[str, ...]]] = {  # lies flat: every one of these places touches
    "sole": ("heel", "inner sole", "outer sole"),
    "palm": ("palm", "finger pads"),
}
LIMBS: Final[dict[str, str]] = {  # limbs with places "left thigh 0.8 front" -> part of the skin
    "thigh": "thigh",
    "shin": "shank",
    "upper arm": "upper_arm",
    "forearm": "forearm",
}
FACES: Final[dict[str, tuple[float, float]]] = {  # forward, outward
    "front": (1.0, 0.0),
    "back": (-1.0, 0.0),
    "outside": (0.0, 1.0),
    "inside": (0.0, -1.0),
    "front-inside": (0.7, -0.7),
    "front-outside": (0.7, 0.7),
    "back-inside": (-0.7, -0.7),
    "back-outside": (-0.7, 0.7),
}
AIMS: Final[dict[str, tuple[str, Vector]]] = {  # sided things with a direction: name -> frame, axis in it
    "thigh": ("thigh", (0, 0, -1)),
    "shin": ("shank", (0, 0, -1)),
    "upper arm": ("upper_arm", (0, 0, -1)),
    "forearm": ("forearm", (0, 0, -1)),
    "hand": ("hand", (0, 0, -1)),
    "palm": ("hand", (0, -1, 0)),
    "foot": ("foot", (1, 0, 0)),
}
CENTRAL_AIMS: Final[dict[str, tuple[str, Vector]]] = {
    "gaze": ("head", (1, 0, 0)),
    "crown": ("head", (0, 0, 1)),
    "chest": ("T5", (1, 0, 0)),
    "pelvis": ("pelvis", (1, 0, 0)),
    "trunk": ("L5", (0, 0, 1)),  # from L5 to C7
}
