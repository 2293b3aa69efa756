"""Joint angles in clinical words move the right part the right way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from handouts.figures.body import anatomy, landmarks
from handouts.figures.body.arrays import Array
from handouts.figures.body.placing import Frames, place, rest_angles
from handouts.figures.body.skeleton import DOF_NAMES, FRAME_NAMES, FREEDOMS, dof_index, frame_index
from tests.figures.people import standing

UPRIGHT = np.eye(3)
X, Y, Z = 0, 1, 2


def origin(frames: Frames, name: str) -> Array:
    found: Array = frames.origin[frame_index[name]]
    return found


def test_a_person_at_ease_is_as_tall_as_the_tables_say() -> None:
    frames = standing()
    crown = frames.point(frame_index["head"], np.array(landmarks.CENTRAL_PLACES["crown"].offset))
    heel = frames.point(frame_index["foot_left"], np.array(landmarks.SIDED_PLACES["heel"].offset))
    assert crown[Z] - heel[Z] == pytest.approx(anatomy.STATURE, abs=1.5)
    assert heel[Z] == pytest.approx(0, abs=0.1)


MOVEMENTS = [  # degree of freedom, angle, frame whose origin moves, axis, +1 or -1 on the left side
    ("hip.flexion", "shank", X, 1),
    ("hip.abduction", "shank", Y, 1),
    ("knee.flexion", "foot", X, -1),
    ("ankle.dorsiflexion", "toes", Z, 1),
    ("shoulder.flexion", "forearm", X, 1),
    ("shoulder.abduction", "forearm", Y, 1),
    ("elbow.flexion", "hand", X, 1),
    ("wrist.flexion", "fingers", Y, -1),
    ("wrist.radial_deviation", "fingers", X, 1),
    ("fingers.flexion", "fingertips", Y, -1),
    ("scapula.elevation", "upper_arm", Z, 1),
    ("scapula.protraction", "upper_arm", X, 1),
]


def test_a_movement_goes_the_way_its_word_says() -> None:
    for side, (freedom, frame, axis, sign) in product(anatomy.SIDES, MOVEMENTS):
        joint, word = freedom.split(".")
        still = {f"forearm_{side}__pronation": 0.0, f"{joint}_{side}__{word}": 0.0}
        moved = still | {f"{joint}_{side}__{word}": 20.0}
        change = origin(standing(**moved), f"{frame}_{side}") - origin(standing(**still), f"{frame}_{side}")
        outward = anatomy.SIGN[side] if axis == Y else 1.0
        assert change[axis] * outward * sign > 0.3, f"{side} {freedom}"


@pytest.mark.parametrize("side", anatomy.SIDES)
def test_external_rotation_of_the_hip_takes_the_foot_of_a_bent_knee_inwards(side: anatomy.Side) -> None:
    sitting = {f"hip_{side}__flexion": 90.0, f"knee_{side}__flexion": 90.0}
    straight = standing(**sitting, **{f"hip_{side}__external_rotation": 0.0})
    turned = standing(**sitting, **{f"hip_{side}__external_rotation": 40.0})
    inward = -anatomy.SIGN[side] * (origin(turned, f"foot_{side}") - origin(straight, f"foot_{side}"))[Y]
    assert inward == pytest.approx(anatomy.SHANK * np.sin(np.radians(40)), abs=0.01)


def test_the_spine_bends_the_way_its_word_says() -> None:
    for part, (word, axis) in product(("lumbar", "thoracic", "neck"), (("flexion", X), ("bend_left", Y))):
        change = origin(standing(**{f"{part}__{word}": 20.0}), "head") - origin(standing(), "head")
        assert change[axis] > 1, f"{part} {word}"


def test_turning_left_turns_the_face_to_the_left() -> None:
    for joint in ("lumbar", "thoracic", "neck", "head", "body"):
        gaze = standing(**{f"{joint}__turn_left": 12.0}).direction(frame_index["head"], np.array([1.0, 0, 0]))
        assert gaze[Y] == pytest.approx(np.sin(np.radians(12)), abs=1e-6), joint


def test_hip_flexion_of_90_brings_the_thigh_level() -> None:
    frames = standing(hip_left__flexion=90, hip_left__external_rotation=0)
    thigh = origin(frames, "shank_left") - origin(frames, "thigh_left")
    assert thigh == pytest.approx([anatomy.THIGH, 0, 0], abs=1e-9)


def _random_angles() -> Array:
    chance = np.random.default_rng(3)
    low = [freedom.low for freedom in FREEDOMS.values()]
    high = [freedom.high for freedom in FREEDOMS.values()]
    return np.concatenate((chance.uniform(-50, 50, 3), chance.uniform(low, high)))


def test_left_and_right_are_mirror_images() -> None:
    angles = _random_angles()
    mirrored = angles.copy()
    mirrored[dof_index["body.y"]] *= -1
    for index, name in enumerate(DOF_NAMES):
        joint, word = name.split(".")
        if joint.endswith(("_left", "_right")):
            other = joint[:-5] + "_right" if joint.endswith("_left") else joint[:-6] + "_left"
            mirrored[index] = angles[dof_index[f"{other}.{word}"]]
        elif word in ("bend_left", "turn_left", "swing_left", "lean_right"):
            mirrored[index] = -angles[index]
    one, other_way = place(angles, UPRIGHT), place(mirrored, UPRIGHT)
    for name in ("foot", "toes", "fingertips", "thumb_tip", "clavicle", "glute"):
        seen = origin(other_way, f"{name}_right") * [1, -1, 1]
        assert seen == pytest.approx(origin(one, f"{name}_left"), abs=1e-9), name


def test_frames_stay_square_and_bones_keep_their_length() -> None:
    frames = place(_random_angles(), UPRIGHT)
    square = frames.rotation @ frames.rotation.transpose(0, 2, 1)
    assert np.abs(square - np.eye(3)).max() < 1e-12
    shank = origin(frames, "foot_right") - origin(frames, "shank_right")
    assert np.linalg.norm(shank) == pytest.approx(anatomy.SHANK)


def test_the_start_orientation_turns_the_whole_person() -> None:
    face_up = np.array([[0.0, 0, -1], [0, 1, 0], [1, 0, 0]])
    frames = place(rest_angles(), face_up)
    gaze = frames.direction(frame_index["head"], np.array([1.0, 0, 0]))
    assert gaze == pytest.approx([0, 0, 1], abs=1e-9)


def test_the_shoulder_blade_follows_a_raised_arm_only() -> None:
    rest = origin(standing(), "upper_arm_left")[Z]
    slightly = origin(standing(shoulder_left__flexion=20), "upper_arm_left")[Z]
    overhead = origin(standing(shoulder_left__flexion=170), "upper_arm_left")[Z]
    assert slightly == pytest.approx(rest, abs=0.2)
    assert overhead > rest + 5


def test_the_kneecap_stands_at_half_the_angle_of_the_knee() -> None:
    frames = standing(knee_left__flexion=90)
    forward = frames.direction(frame_index["knee_half_left"], np.array([1.0, 0, 0]))
    shank = frames.direction(frame_index["shank_left"], np.array([1.0, 0, 0]))
    thigh = frames.direction(frame_index["thigh_left"], np.array([1.0, 0, 0]))
    assert forward @ thigh == pytest.approx(np.cos(np.radians(45)))
    assert forward @ shank == pytest.approx(np.cos(np.radians(45)))


def test_every_frame_the_body_is_built_on_has_a_name() -> None:
    central = {"pelvis", "L5", "L3", "L1", "T11", "T8", "T5", "T2", "C7", "C4", "head"}
    sided = {
        *("clavicle", "upper_arm", "forearm", "forearm_half", "elbow_half", "hand", "fingers", "fingertips"),
        *("thumb", "thumb_tip", "thigh", "glute", "shank", "knee_half", "foot", "toes"),
    }
    assert set(FRAME_NAMES) == central | {f"{name}_{side}" for name in sided for side in anatomy.SIDES}


def test_every_range_holds_its_resting_angle_and_names_its_source() -> None:
    for name, freedom in FREEDOMS.items():
        assert freedom.low <= freedom.rest <= freedom.high, name
        assert freedom.source, name
