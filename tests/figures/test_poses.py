"""Every pose of the library: it can be done, it stands or lies where it says, and one sees what one must."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from handouts.figures.body.body import body
from handouts.figures.body.heads import LOOKS
from handouts.figures.body.skin import skin_of
from handouts.figures.drawing.scene import Scene, things_around
from handouts.figures.posing.pose import Pose, Position
from handouts.figures.posing.pose_file import read_pose
from handouts.figures.posing.solver import Solved, problems, solve
from handouts.figures.tracing.camera import camera
from handouts.figures.tracing.raster import rasterise
from handouts.reading.source import read_source
from tests.conftest import ROOT

POSES = sorted((ROOT / "content" / "figures").glob("*.yaml"))
PIXEL = 0.7  # cm
LEAST = 4.0  # cm² of a face, hand or foot that must be seen
PARTS = {
    "face": ("face", "jaw", "chin", "nose", "cranium", "ear"),
    "hand": ("palm", "finger", "thumb"),
    "foot": ("foot", "toe"),
}

every_pose = pytest.mark.parametrize("path", POSES, ids=[path.stem for path in POSES])


def unseen(pose: Pose, position: Position, solved: Solved) -> Iterator[str]:
    """The face, hands and feet that this view does not show."""
    eye = position.camera or pose.camera
    view = camera(eye.azimuth, eye.elevation)
    scene = Scene(solved.frames, skin_of("standard"), LOOKS["standard"], view, solved.stance.props)
    person = body(scene.frames, scene.look, things_around(scene))
    raster = rasterise(person.surface, view, PIXEL)
    seen, pixels = np.unique(raster.primitive[raster.primitive >= 0], return_counts=True)
    areas = [(person.names[part], count * PIXEL**2) for part, count in zip(seen, pixels, strict=True)]
    for part, words in PARTS.items():
        for side in ("",) if part == "face" else ("left", "right"):
            area = sum(a for name, a in areas if name.startswith(words) and name.endswith(side))
            if area < LEAST and not (pose.crop and part == "foot"):
                yield f"{side} {part}".strip()


@every_pose
def test_a_pose_can_be_done_and_shows_what_it_must(path: Path) -> None:
    pose = read_pose(path)
    solved = solve(pose)
    errors = [problem for problem in problems(solved, read_source(path)) if problem.severity == "error"]
    assert errors == [], "joint limits, floor, contacts, overlap, balance"
    for position, one in zip(pose.positions, solved, strict=True):
        assert one.report.worst_contact < 2.0
        assert one.report.lowest_point > -1.0
        assert set(unseen(pose, position, one)) <= set(position.hidden)
