"""People to look at in tests: a few joint angles, drawn coarsely and once."""

from __future__ import annotations

from functools import cache

import numpy as np

from handouts.figures.body.body import Body, body
from handouts.figures.body.heads import LOOKS
from handouts.figures.body.placing import Frames, place, rest_angles
from handouts.figures.body.skeleton import dof_index
from handouts.figures.tracing.camera import camera
from handouts.figures.tracing.cracks import Cracks, find_cracks
from handouts.figures.tracing.raster import Raster, rasterise

COARSE = 0.4  # cm per pixel


@cache
def standing(**angles: float) -> Frames:
    """A person standing at ease, but for some angles: standing(hip_left__flexion=90)."""
    found = rest_angles()
    for name, angle in angles.items():
        found[dof_index[name.replace("__", ".")]] = angle
    return place(found, np.eye(3))


@cache
def seen(azimuth: float = -90.0, look: str = "standard", **angles: float) -> tuple[Raster, Body, Cracks]:
    """The same person as a raster with its cracks."""
    person = body(standing(**angles), LOOKS[look])
    raster = rasterise(person.surface, camera(azimuth, 6), COARSE)
    return raster, person, find_cracks(raster, person)
