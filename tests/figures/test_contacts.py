"""Solved positions: contacts come true, joints keep their range, nothing goes through anything, nobody falls."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from handouts.errors import Problem
from handouts.figures.body.arrays import Array
from handouts.figures.body.places import parse_places
from handouts.figures.body.skeleton import dof_index, frame_index
from handouts.figures.body.skin import rest_frames, skin_of, skin_points, spot_of
from handouts.figures.posing.balance import centre_of_mass
from handouts.figures.posing.collision import allowance
from handouts.figures.posing.contacts import Label, nearest
from handouts.figures.posing.pose_file import pose_from
from handouts.figures.posing.solver import Report, Solved, remarks, solve
from handouts.reading.source import Source, parse_source
from tests.figures.people import solved


def source_of(text: str) -> Source:
    return parse_source(f"camera: {{azimuth: -80}}\npositions:\n{text}".encode(), "pose.yaml")


def solved_from(text: str) -> tuple[Solved, ...]:
    return solve(pose_from(source_of(text)))


def at(position: Solved, place: str) -> Array:
    """Where a place is in the room."""
    (found,) = parse_places(place)
    spot = spot_of(found, skin_of())
    return position.frames.point(spot.frame, spot.offset)


def angle(position: Solved, name: str) -> float:
    return float(position.angles[dof_index[name]])


def rests_on_its_own_skin(build: str) -> None:
    for position in solved("seated-figure-four", build):
        lowest = skin_points(skin_of(build), position.frames)[:, 2].min()
        assert lowest == pytest.approx(0, abs=0.5)
        assert position.report.worst_contact <= 1.0


def test_another_build_rests_on_its_own_skin() -> None:
    rests_on_its_own_skin("slim")


@pytest.mark.thorough
@pytest.mark.parametrize("build", ["fuller", "older", "pregnant"])
def test_every_other_build_rests_on_its_own_skin(build: str) -> None:
    rests_on_its_own_skin(build)


def test_a_bridge_is_straight_from_shoulders_over_hips_to_knees() -> None:
    end = solved("glute-bridge")[1]
    shoulder, hip, knee = (
        end.frames.origin[frame_index[name]] for name in ("upper_arm_left", "thigh_left", "shank_left")
    )
    up, down = shoulder - hip, knee - hip
    bend = np.degrees(np.arccos(up @ down / np.linalg.norm(up) / np.linalg.norm(down)))
    assert bend > 165
    assert at(end, "sacrum")[2] > 15


def test_a_clamshell_lifts_the_left_knee_and_keeps_the_feet_together() -> None:
    start, end = solved("clamshell")
    assert at(end, "left kneecap")[2] > at(start, "left kneecap")[2] + 15
    assert np.linalg.norm(at(end, "left inner sole") - at(end, "right inner sole")) < 1.5
    assert at(end, "left side of hip")[2] > at(end, "right side of hip")[2] + 25


def test_cat_and_cow_bend_the_back_both_ways_over_still_hands_and_knees() -> None:
    cat, cow = solved("cat-cow")
    assert angle(cat, "lumbar.flexion") > 25
    assert angle(cow, "lumbar.flexion") < -20
    assert at(cat, "lumbar spine")[2] > at(cow, "lumbar spine")[2] + 10
    for position in (cat, cow):
        assert abs(at(position, "left palm")[0] - position.frames.origin[frame_index["upper_arm_left"], 0]) < 9


@pytest.mark.thorough
def test_cobra_lifts_the_chest_from_hands_that_stay() -> None:
    start, end = solved("cobra")
    assert at(end, "breastbone")[2] > at(start, "breastbone")[2] + 5
    assert at(end, "left palm") == pytest.approx(at(start, "left palm"), abs=0.5)
    assert at(start, "forehead")[2] < 1.5


@pytest.mark.thorough
def test_figure_four_puts_the_left_ankle_on_the_right_thigh_and_leans_with_a_straight_back() -> None:
    start, end = solved("seated-figure-four")
    assert np.linalg.norm(at(end, "left outer ankle") - at(end, "right thigh 0.82 front")) < 2
    lean = end.frames.origin[frame_index["C7"]] - end.frames.origin[frame_index["L5"]]
    assert 25 < np.degrees(np.arctan2(lean[0], lean[2])) < 50
    assert abs(angle(end, "lumbar.flexion")) + abs(angle(end, "thoracic.flexion")) < 25
    assert at(start, "left heel")[2] < 0.5


@pytest.mark.thorough
def test_the_quad_stretch_holds_the_left_ankle_with_knees_side_by_side() -> None:
    end = solved("standing-quad-stretch")[1]
    assert np.linalg.norm(at(end, "left palm") - at(end, "left front of ankle")) < 2
    assert abs(at(end, "left kneecap")[0] - at(end, "right kneecap")[0]) < 10
    assert at(end, "right heel")[2] < 0.5
    assert angle(end, "knee_left.flexion") > 115


@pytest.mark.thorough
def test_the_hip_flexor_stretch_moves_the_hips_forward_over_a_still_knee() -> None:
    start, end = solved("kneeling-hip-flexor")
    assert at(end, "middle of pelvis")[0] > at(start, "middle of pelvis")[0] + 10
    assert angle(end, "hip_left.flexion") < angle(start, "hip_left.flexion") - 10
    assert at(end, "left kneecap") == pytest.approx(at(start, "left kneecap"), abs=0.5)
    assert at(end, "right heel") == pytest.approx(at(start, "right heel"), abs=0.5)


@pytest.mark.thorough
def test_knee_to_chest_hugs_the_left_knee_and_leaves_the_right_leg_flat() -> None:
    end = solved("knee-to-chest")[1]
    assert angle(end, "hip_left.flexion") > 110
    assert angle(end, "knee_right.flexion") < 10
    assert at(end, "right heel")[2] < 4
    assert np.linalg.norm(at(end, "left palm") - at(end, "left thigh 0.62 back-outside")) < 1.5


def complained(source: Source) -> list[Problem]:
    """What is not right with a pose once it is solved."""
    return [source.located(remark) for remark in remarks(solve(pose_from(source)))]


@pytest.mark.thorough
def test_a_contact_out_of_reach_is_named_with_its_distance_and_its_line() -> None:
    source = source_of("  - start: standing\n    contacts: {floor: [sole], height 260: [left palm]}\n")
    found = [problem for problem in complained(source) if problem.code == "unreachable"]
    assert {problem.line for problem in found} == {4}
    palm = next(problem.message for problem in found if problem.message.startswith("left palm"))
    assert float(palm.removeprefix("left palm cannot be reached: it stays ").removesuffix(" cm away")) > 5


def test_each_complaint_stands_at_its_line() -> None:
    source = source_of("  - start: standing\n    contacts: {floor: [sole]}\n    joints: {knee: {flexion: 9}}\n")
    (position,) = solve(pose_from(source))
    report = replace(
        position.report,
        open_contacts=((Label("contacts", "left sole"), 3.0), (Label("contacts", "left sole"), -7.0)),
        beyond_range=(("knee_left.flexion", 4.0),),
        off_balance=2.0,
    )
    found = {problem.code: problem for problem in map(source.located, remarks((replace(position, report=report),)))}
    assert {code: problem.line for code, problem in found.items()} == {
        "unreachable": 4,
        "beyond-range": 5,
        "balance": 3,
    }
    assert found["unreachable"].message == "left sole cannot be reached: it stays 7.0 cm away"


def test_an_angle_the_contacts_forbid_is_a_warning_about_that_angle() -> None:
    source = source_of(
        "  - {start: standing, joints: {knee: {flexion: 90}}, contacts: {floor: [sole], height 170: [crown]}}\n"
    )
    found = [problem for problem in complained(source) if problem.code == "moved"]
    assert {problem.severity for problem in found} == {"warning"}
    assert any("left knee flexion is written as 90" in problem.message for problem in found)


@pytest.mark.thorough
def test_a_free_standing_position_does_not_fall_over() -> None:
    leaning = "joints: {hip: {flexion: 70}, body: {lean forward: 70}}, directions: {trunk: free, gaze: free}"
    (free,) = solved_from(f"  - {{start: standing, {leaning}, balance: false}}\n")
    (balanced,) = solved_from(f"  - {{start: standing, {leaning}}}\n")
    toes = at(free, "left ball")[0]
    assert centre_of_mass(free.frames)[0] > toes
    assert centre_of_mass(balanced.frames)[0] < at(balanced, "left ball")[0]
    assert balanced.report.off_balance <= 0


def test_a_knee_does_not_pass_through_the_other_leg() -> None:
    (crossed,) = solved_from(
        "  - {start: standing, joints: {left hip: {adduction: 30, flexion: 5}}, contacts: {floor: [right sole]}}\n"
    )
    assert not crossed.report.overlapping
    assert angle(crossed, "hip_left.abduction") > -29


def test_symmetric_positions_have_no_twist() -> None:
    end = solved("glute-bridge")[1]
    left, right = at(end, "left kneecap"), at(end, "right kneecap")
    assert left * [1, -1, 1] == pytest.approx(right, abs=0.3)


def test_flesh_gives_way_only_where_it_does() -> None:
    for first, second, allowed in (
        ("thigh_left", "shank_left", 3.6),
        ("thigh_left", "shank_right", 0.7),
        ("thigh_left", "trunk", 5.0),
        ("thigh_left", "pelvis", None),
        ("hand_left", "head", 0.7),
        ("forearm_left", "hand_left", None),
    ):
        assert allowance(first, second) == allowed, f"{first} and {second}"


def test_a_region_rests_on_several_points() -> None:
    assert nearest(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(0, abs=1e-6)
    assert nearest(np.array([5.0, 9.0, 9.0])) > 5


def test_the_centre_of_mass_of_a_person_at_ease_is_in_the_pelvis() -> None:
    x, y, z = centre_of_mass(rest_frames())
    assert abs(x) < 2
    assert y == pytest.approx(0, abs=1e-9)
    assert 0.54 < z / 170 < 0.58  # Winter: .55 to .57 of stature


def test_a_report_says_what_is_wrong() -> None:
    good = Report(0.2, (), -0.3, (), (), -2.0, ())
    assert good.clean
    assert not Report(0.2, (), -0.8, (), (), -2.0, ()).clean
    assert not Report(0.2, (), -0.3, (("knee_left.flexion", 4.0),), (), -2.0, ()).clean
    assert not Report(0.2, (), -0.3, (), (("head", "hand_left", 2.0),), -2.0, ()).clean
    assert not Report(0.2, (), -0.3, (), (), 1.0, ()).clean
