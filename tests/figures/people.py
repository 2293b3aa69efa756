"""People to look at in tests: a few joint angles drawn coarsely, and poses of the library solved; each once."""

from __future__ import annotations

from functools import cache

import numpy as np

from handouts.figures.body.body import Body, body
from handouts.figures.body.heads import LOOKS
from handouts.figures.body.placing import Frames, place, rest_angles
from handouts.figures.body.skeleton import dof_index
from handouts.figures.posing.pose import Pose
from handouts.figures.posing.pose_file import read_pose
from handouts.figures.posing.solver import Solved, solve
from handouts.figures.tracing.camera import camera
from handouts.figures.tracing.cracks import Cracks, find_cracks
from handouts.figures.tracing.raster import Raster, rasterise
from tests.conftest import ROOT

COARSE = 0.4  # cm per pixel, where lines are looked at
ROUGH = 0.7  # where only areas are
POSES = {path.stem: path for path in sorted((ROOT / "content" / "figures").glob("*.yaml"))}


@cache
def standing(**angles: float) -> Frames:
    """A person standing at ease, but for some angles: standing(hip_left__flexion=90)."""
    found = rest_angles()
    for name, angle in angles.items():
        found[dof_index[name.replace("__", ".")]] = angle
    return place(found, np.eye(3))


@cache
def rastered(azimuth: float = -90.0, look: str = "standard", pixel: float = ROUGH) -> tuple[Raster, Body]:
    """A person standing at ease, as a raster."""
    person = body(standing(), LOOKS[look])
    return rasterise(person.surface, camera(azimuth, 6), pixel), person


@cache
def seen(azimuth: float = -90.0) -> tuple[Raster, Body, Cracks]:
    """The same person with the raster's cracks."""
    raster, person = rastered(azimuth, pixel=COARSE)
    return raster, person, find_cracks(raster, person)


@cache
def pose(name: str) -> Pose:
    """A pose of the library."""
    return read_pose(POSES[name])


@cache
def solved(name: str, build: str = "standard") -> tuple[Solved, ...]:
    """The solved positions of a pose of the library."""
    return solve(pose(name), build)
