"""The pose language: what it understands, and what it says when something is wrong."""

from __future__ import annotations

import pytest

from handouts.errors import InputError, Problem
from handouts.figures.body.places import Place, PlaceError, parse_places
from handouts.figures.posing.pose import Pose
from handouts.figures.posing.pose_file import pose_from
from handouts.figures.posing.stance import Fixed, Meeting, Stance, stances
from handouts.reading.source import parse_source
from tests.conftest import ROOT
from tests.figures.people import POSES, pose

CAMERA = "camera: {azimuth: -80}\n"


def pose_of(text: str) -> Pose:
    """The Pose of a few lines; the camera stands in line 1."""
    return pose_from(parse_source((CAMERA + text).encode(), "pose.yaml"))


def position(text: str) -> Stance:
    """The first position of a pose, in numbers; `text` is one line of it in braces."""
    return stances(pose_of(f"positions:\n  - {text}\n"))[0]


def refused(text: str) -> Problem:
    """The only problem of a pose."""
    with pytest.raises(InputError) as caught:
        pose_of(text)
    assert len(caught.value.problems) == 1, caught.value.problems
    return caught.value.problems[0]


def test_every_figure_of_the_library_is_in_the_language() -> None:
    for name, path in POSES.items():
        exercise = (ROOT / "content" / "exercises" / path.name).read_text(encoding="utf-8")
        captions = exercise.split("pictures:")[1].splitlines()[1:]
        assert len(pose(name).positions) == len([line for line in captions if line.strip()]), name


def test_a_joint_without_a_side_means_both() -> None:
    written = position("{joints: {hip: {flexion: 50}}}").written
    assert written == {"hip_left.flexion": 50, "hip_right.flexion": 50}


@pytest.mark.parametrize(
    "order", ["hip: {flexion: 50}, left hip: {flexion: 20}", "left hip: {flexion: 20}, hip: {flexion: 50}"]
)
def test_a_side_is_stronger_than_both_sides_whichever_stands_first(order: str) -> None:
    written = position(f"{{joints: {{{order}}}}}").written
    assert written == {"hip_left.flexion": 20, "hip_right.flexion": 50}


@pytest.mark.parametrize(
    ("words", "angles"),
    [
        ("left hip: {extension: 10}", {"hip_left.flexion": -10}),
        ("left hip: {internal rotation: 15}", {"hip_left.external_rotation": -15}),
        ("left ankle: {plantarflexion: 30}", {"ankle_left.dorsiflexion": -30}),
        ("left forearm: {supination: 40}", {"forearm_left.pronation": -40}),
        ("thoracic: {turn right: 30}", {"thoracic.turn_left": -30}),
        ("body: {lean back: 20}", {"body.lean_forward": -20}),
    ],
)
def test_the_opposite_of_a_movement_counts_the_other_way(words: str, angles: dict[str, float]) -> None:
    assert position(f"{{joints: {{{words}}}}}").written == angles


def test_an_unknown_joint_is_refused_at_its_line_with_the_nearest_one() -> None:
    problem = refused("positions:\n  - joints:\n      hip: {flexion: 5}\n      kne: {flexion: 90}\n")
    assert (problem.line, problem.code) == (5, "joint")
    assert problem.hint == "did you mean knee?"


def test_a_movement_the_joint_does_not_have_is_refused_with_those_it_has() -> None:
    problem = refused("positions:\n  - joints: {knee: {abduction: 10}}\n")
    assert problem.code == "movement"
    assert "flexion" in problem.hint


def test_an_angle_beyond_the_range_is_refused_with_the_range() -> None:
    problem = refused("positions:\n  - joints: {left hip: {flexion: 150}}\n")
    assert problem.message == "is beyond the joint's range of 138 degrees"
    assert "AAOS" in problem.hint


def test_the_range_of_the_opposite_movement_is_its_own() -> None:
    assert refused("positions:\n  - joints: {left hip: {extension: 40}}\n").code == "joint-range"


def test_a_minus_is_refused_with_the_word_for_the_other_way() -> None:
    problem = refused("positions:\n  - joints: {hip: {flexion: -10}}\n")
    assert problem.hint == "write 'extension: 10'"


def test_a_side_is_refused_where_there_is_only_one() -> None:
    assert refused("positions:\n  - joints: {left neck: {flexion: 10}}\n").hint == "write 'neck'"
    assert refused("positions:\n  - contacts: {floor: [left sacrum]}\n").hint == "write 'sacrum'"


@pytest.mark.parametrize(
    ("field", "code", "hint"),
    [
        ("contacts: {flor: [head]}", "surface", "did you mean floor?"),
        ("contacts: {floor: [left plam]}", "place", "did you mean palm?"),
        ("holds: {left palm: left thigh 0.5 frnt}", "place", "did you mean front?"),
        ("meets: {left palm: left tigh 0.5 front}", "place", "did you mean thigh?"),
        ("at: {heal: [0, 0, 0]}", "place", "did you mean heel"),
        ("directions: {tigh: down}", "direction", "did you mean thigh?"),
        ("directions: {thigh: upp}", "direction-word", "did you mean up?"),
        ("start: all-four", "not-allowed", "did you mean all-fours?"),
    ],
)
def test_a_slip_of_the_pen_is_refused_with_the_nearest_word(field: str, code: str, hint: str) -> None:
    problem = refused(f"positions:\n  - {field}\n")
    assert (problem.line, problem.code) == (3, code)
    assert hint in problem.hint


def test_places_of_the_scene_are_checked_too() -> None:
    assert refused("crop: navl\npositions: [{start: chair}]\n").path == "crop"
    strap = "props: [{kind: strap, between: [left palm, left heal]}]\npositions: [{start: chair}]\n"
    assert refused(strap).path == "props[0].between[1]"


@pytest.mark.parametrize(
    "field", ["holds: {left palm: left shin}", "at: {head: [0, 0, 0]}", "near: {left sole: [0, 0, 0]}"]
)
def test_a_region_is_refused_where_a_point_is_needed(field: str) -> None:
    assert refused(f"positions:\n  - {field}\n").code == "region"


def test_a_position_starts_only_from_one_above_it() -> None:
    assert refused("positions:\n  - start: position 1\n").code == "start"


def test_only_a_position_that_starts_from_another_can_keep_places() -> None:
    assert refused("positions:\n  - keep: [sole]\n").hint == "write 'start: position 1'"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("sacrum", [Place("sacrum")]),
        ("left palm", [Place("palm", "left")]),
        ("palm", [Place("palm", "left"), Place("palm", "right")]),
        ("right thigh 0.8 front-inside", [Place("thigh", "right", 0.8, "front-inside")]),
        ("left shin 0.5 back + 1.5", [Place("shin", "left", 0.5, "back", 1.5)]),
        ("head + 2", [Place("head", gap=2)]),
    ],
)
def test_a_place_is_read_with_its_side_its_face_and_its_gap(text: str, places: list[Place]) -> None:
    assert list(parse_places(text)) == places


def test_the_way_down_a_limb_ends_at_one() -> None:
    with pytest.raises(PlaceError, match="from 0 to 1"):
        parse_places("thigh 1.5 front")


def test_a_start_position_fills_in_what_is_not_said() -> None:
    stance = position("{start: chair, joints: {left knee: {flexion: 60}}}")
    assert stance.assumed["hip_left.flexion"] == 88
    assert stance.written == {"knee_left.flexion": 60}
    heights = {rest.place.name: rest.surface.value for rest in stance.rests}
    assert (heights["sole"], heights["pelvis"]) == (0, 44)


def test_what_is_said_about_a_surface_replaces_what_the_start_position_says() -> None:
    stance = position("{start: chair, contacts: {floor: [right sole]}}")
    assert [rest.place for rest in stance.rests if rest.place.name == "sole"] == [Place("sole", "right")]
    assert "pelvis" in {rest.place.name for rest in stance.rests}


def test_a_chair_of_another_height_moves_the_seat() -> None:
    scene = pose_of("props: [{kind: chair, height: 50}]\npositions: [{start: chair}]\n")
    assert {rest.surface.value for rest in stances(scene)[0].rests} == {0, 50}


def test_free_takes_back_what_the_start_says() -> None:
    text = (
        "positions:\n"
        "  - {start: all-fours, meets: {left inner knee: right inner knee}}\n"
        "  - {start: position 1, meets: {left inner knee: free}, directions: {left thigh: free}}\n"
    )
    first, second = stances(pose_of(text))
    assert first.meetings == (Meeting(Place("inner knee", "left"), Place("inner knee", "right"), facing=False),)
    assert second.meetings == ()
    assert {aim.side for aim in second.aims if aim.name == "thigh"} == {"right"}


def test_a_hold_without_sides_joins_each_side_to_itself() -> None:
    meetings = position("{holds: {palm: thigh 0.5 front}}").meetings
    assert [(meeting.first.side, meeting.second.side) for meeting in meetings] == [
        ("left", "left"),
        ("right", "right"),
    ]


def test_outwards_is_to_the_right_on_the_right() -> None:
    stance = position("{start: face-down, at: {heel: [0, 12, null]}, directions: {thigh: [0, 1, 0]}}")
    assert stance.fixed == (
        Fixed(Place("heel", "left"), (0, 12, None)),
        Fixed(Place("heel", "right"), (0, -12, None)),
    )
    assert {aim.side: aim.vector[1] for aim in stance.aims} == {"left": 1, "right": -1}


@pytest.mark.parametrize(
    ("text", "symmetric"),
    [
        ("{start: all-fours}", True),
        ("{start: all-fours, joints: {left hip: {flexion: 80}}}", False),
        ("{start: all-fours, contacts: {floor: [palm, left knee]}}", False),
        ("{start: on-the-back, joints: {thoracic: {turn left: 20}}}", False),
        ("{start: half-kneeling}", False),
        ("{start: all-fours, symmetric: false}", False),
    ],
)
def test_a_position_is_symmetric_unless_something_names_a_side(text: str, symmetric: bool) -> None:
    assert position(text).symmetric is symmetric


def test_standing_is_balanced_unless_said_otherwise() -> None:
    assert position("{start: standing}").balanced
    assert not position("{start: standing, balance: false}").balanced
    assert not position("{start: on-the-back}").balanced
