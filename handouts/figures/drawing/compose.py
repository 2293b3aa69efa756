"""A pose -> one Picture for each of its positions, all at one scale and on one floor."""

from __future__ import annotations

from typing import Final

import numpy as np

from handouts.figures.body.arrays import Array
from handouts.figures.body.heads import LOOKS, Look
from handouts.figures.body.places import parse_places
from handouts.figures.body.placing import place
from handouts.figures.body.skin import skin_of, spot_of
from handouts.figures.drawing.drawing import Drawing, picture
from handouts.figures.drawing.scene import PIXEL, Scene, View, view, with_arrows
from handouts.figures.picture.picture import Picture
from handouts.figures.posing.pose import Pose
from handouts.figures.posing.solver import Solved, solve
from handouts.figures.tracing.camera import camera

LONGEST: Final = 212.0  # points: the natural size of a picture's longer side, about 7.5 cm
_EDGE: Final = 1.0  # cm around everything, for the width of the outline
_STAGES: Final = 13  # points along the way of a place between two positions


def compose(pose: Pose, look: str = "standard") -> tuple[Picture, ...]:
    """Solve and draw every position of a pose for one kind of person."""
    solved = solve(pose, LOOKS[look].build)
    views = show(pose, solved, LOOKS[look])
    return pictures(pose, views, solved)


def show(pose: Pose, solved: tuple[Solved, ...], look: Look, pixel: float = PIXEL) -> list[View]:
    """The views of all solved positions; a pixel is in cm."""
    found = []
    last = len(pose.positions) - 1
    for index, (position, one) in enumerate(zip(pose.positions, solved, strict=True)):
        eye = position.camera or pose.camera
        targets = position.target if position.target is not None else pose.target if index == last else ()
        props = one.stance.props
        scene = Scene(
            *(one.frames, skin_of(look.build), look, camera(eye.azimuth, eye.elevation), props, targets, pose.crop),
            every=tuple(each.frames for each in solved),
        )
        found.append(view(scene, pixel))
    return found


def pictures(pose: Pose, views: list[View], solved: tuple[Solved, ...]) -> tuple[Picture, ...]:
    """Drawn views -> pictures that share scale and, as they are arranged, height or width."""
    drawings = []
    for index, (shown, position) in enumerate(zip(views, pose.positions, strict=True)):
        paths = {each.follow: _path(each.follow, index, solved, shown) for each in position.arrows if each.follow}
        drawings.append(with_arrows(shown, position.arrows, paths))
    bounds = [_bounds(drawing, shown) for drawing, shown in zip(drawings, views, strict=True)]
    shared = 1 if pose.arrangement == "beside" else 0
    low, high = min(low[shared] for low, _ in bounds), max(high[shared] for _, high in bounds)
    for lowest, highest in bounds:
        lowest[shared], highest[shared] = low, high
    scale = LONGEST / max(float((high - low).max()) for low, high in bounds)
    found = [picture(drawing, *bound, scale) for drawing, bound in zip(drawings, bounds, strict=True)]
    return tuple(one.mirrored() if pose.mirror else one for one in found)


def _bounds(drawing: Drawing, shown: View) -> tuple[Array, Array]:
    low, high = drawing.bounds()
    low, high = low - _EDGE, high + _EDGE
    if shown.scene.crop:
        low[1] = shown.scene.view.flat(shown.scene.room(shown.scene.crop)[0])[1]
    return low, high


def _path(text: str, index: int, solved: tuple[Solved, ...], shown: View) -> Array:
    """The way of a place from one position to the next (of the last: from the one before), in the room."""
    first = min(index, len(solved) - 2) if len(solved) > 1 else 0
    start, end = solved[first], solved[min(first + 1, len(solved) - 1)]
    base = np.array(start.stance.orientation, np.float64)
    spots = [spot_of(found, shown.scene.skin) for found in parse_places(text)]
    stages = []
    for share in np.linspace(0.05, 0.95, _STAGES):
        frames = place(start.angles * (1 - share) + end.angles * share, base)
        stages.append(np.mean([frames.point(spot.frame, spot.offset) for spot in spots], axis=0))
    return np.array(stages)
