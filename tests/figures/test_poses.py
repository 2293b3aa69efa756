"""Every pose of the library: it can be done, it stands or lies where it says, and one sees what one must."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from handouts.figures.body.body import body
from handouts.figures.body.heads import LOOKS
from handouts.figures.body.skin import skin_of
from handouts.figures.drawing.compose import LONGEST, pictures, show
from handouts.figures.drawing.scene import Scene, things_around
from handouts.figures.posing.pose import Pose, Position
from handouts.figures.posing.solver import Solved, remarks
from handouts.figures.tracing.camera import camera
from handouts.figures.tracing.raster import rasterise
from tests.figures.people import POSES, ROUGH, pose, solved

LEAST = 4.0  # cm² of a face, hand or foot that must be seen
PARTS = {
    "face": ("face", "jaw", "chin", "nose", "cranium", "ear"),
    "hand": ("palm", "finger", "thumb"),
    "foot": ("foot", "toe"),
}


def unseen(drawn: Pose, position: Position, one: Solved) -> Iterator[str]:
    """The face, hands and feet that this view does not show."""
    eye = position.camera or drawn.camera
    view = camera(eye.azimuth, eye.elevation)
    scene = Scene(one.frames, skin_of("standard"), LOOKS["standard"], view, one.stance.props)
    person = body(scene.frames, scene.look, things_around(scene))
    raster = rasterise(person.surface, view, ROUGH)
    seen, pixels = np.unique(raster.primitive[raster.primitive >= 0], return_counts=True)
    areas = [(person.names[part], count * ROUGH**2) for part, count in zip(seen, pixels, strict=True)]
    for part, words in PARTS.items():
        for side in ("",) if part == "face" else ("left", "right"):
            area = sum(a for name, a in areas if name.startswith(words) and name.endswith(side))
            if area < LEAST and not (drawn.crop and part == "foot"):
                yield f"{side} {part}".strip()


def can_be_done(name: str) -> None:
    errors = [one for one in remarks(solved(name)) if one.severity == "error"]
    assert errors == [], "joint limits, floor, contacts, overlap, balance"
    for position, one in zip(pose(name).positions, solved(name), strict=True):
        assert one.report.clean, one.report
        assert one.report.worst_contact <= 0.45
        assert one.report.lowest_point > -0.5
        assert not one.report.moved, one.report.moved
        assert set(unseen(pose(name), position, one)) <= set(position.hidden)


def test_a_pose_can_be_done_and_shows_what_it_must() -> None:
    can_be_done("clamshell")


@pytest.mark.thorough
@pytest.mark.parametrize("name", POSES)
def test_every_pose_can_be_done_and_shows_what_it_must(name: str) -> None:
    can_be_done(name)


def test_the_positions_of_a_pose_become_pictures_of_one_scale() -> None:
    clamshell = pose("clamshell")
    views = show(clamshell, solved("clamshell"), LOOKS["standard"], ROUGH)
    first, second = pictures(clamshell, views, solved("clamshell"))
    assert first.width == second.width, "they stand above each other"
    assert max(first.width, first.height, second.height) == pytest.approx(LONGEST, abs=0.1)
    assert {"skin", "top", "bottom", "hair", "ink"} <= first.colours() & second.colours()
    assert "arrow" in first.colours() | second.colours()
    assert "glow" in second.colours() - first.colours(), "muscles glow in the last position only"
