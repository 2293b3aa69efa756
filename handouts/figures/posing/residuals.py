"""Contacts and angles -> residuals: one number for everything that is not yet true.

Each is a difference divided by what it may be off by, so that a solver can weigh them by squaring.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from handouts.figures.body import landmarks
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.placing import Frames, place
from handouts.figures.body.skeleton import FRAME_NAMES, FREEDOMS, dof_index, frame_index, frame_name, mirrored
from handouts.figures.body.skin import skin_points
from handouts.figures.posing.collision import overlaps
from handouts.figures.posing.contacts import Contacts, above
from handouts.figures.posing.stance import Aim

# what each residual may be off by (tuned by what converges and looks right)
PRIOR: Final = 0.35  # weight of all angle wishes together
LEFT_OVER: Final = 0.7  # degrees beyond a joint's range
CONTACT: Final = 0.25  # cm
FLAT: Final = 4.0  # per unit of normal
FACING: Final = 1.2
AIM: Final = 5.0
DEPTH: Final = 0.3  # cm through a surface
SKIN_TAKES: Final = 0.1  # cm the skin gives way before that counts
WISH: Final = 4.0  # cm
OVERLAP: Final = 1.0  # cm
BALANCE: Final = 1.0  # cm outside the support
BALANCE_MARGIN: Final = 1.5  # cm the centre of mass stays inside it
SYMMETRY: Final = 1.5  # degrees between left and right


_LEFT: Final = np.array([dof_index[name] for name in FREEDOMS if "_left." in name])
_RIGHT: Final = np.array([dof_index[name.replace("_left.", "_right.")] for name in FREEDOMS if "_left." in name])
_CENTRED: Final = np.array(
    [
        dof_index[name]
        for name in FREEDOMS
        if name.endswith((".bend_left", ".turn_left", ".swing_left", ".lean_right"))
    ]
)
LOWEST: Final = np.array([-1e4] * 3 + [freedom.low for freedom in FREEDOMS.values()])
HIGHEST: Final = np.array([1e4] * 3 + [freedom.high for freedom in FREEDOMS.values()])


def residuals(contacts: Contacts, angles: Array, contact: float = CONTACT) -> Array:
    """Everything that is not yet true; `contact` is what a contact may be off by, in cm."""
    stance, owners = contacts.stance, contacts.skin.frames
    frames = place(angles, contacts.base)
    points = skin_points(contacts.skin, frames)
    outside = np.maximum(LOWEST - angles, 0) + np.maximum(angles - HIGHEST, 0)
    groups = [
        PRIOR * (angles - contacts.wish)[3:] / contacts.spread[3:],
        outside / LEFT_OVER,
        contacts.errors(frames, points) / contact,
        *_orientations(contacts, frames),
        _sunk(points[:, 2], owners),
        overlaps(frames) / OVERLAP,
    ]
    groups += [_sunk(above(points, wall), owners) for wall in contacts.walls]
    groups.append(contacts.wishes(frames) / WISH)
    if stance.balanced:
        groups.append(np.maximum(contacts.tipping(frames, points) + BALANCE_MARGIN, 0) / BALANCE)
    if stance.symmetric:
        groups += [(angles[_LEFT] - angles[_RIGHT]) / SYMMETRY, angles[_CENTRED]]
    return np.concatenate(groups)


def _orientations(contacts: Contacts, frames: Frames) -> list[Array]:
    """How far flat things, held things and aimed things are turned away."""
    groups = []
    normals = contacts.rest_spots.facing(frames)
    for index, rest in enumerate(contacts.rests):
        if rest.flat:
            normal = normals[index].copy()
            normal[rest.surface.axis] += rest.surface.facing
            groups.append(FLAT * normal)
    first, second = contacts.meeting
    faces = (first.facing(frames) * second.facing(frames)).sum(axis=1)
    groups.append(FACING * (1 + faces[contacts.facing]))
    directions = np.array([pointing(aim, frames) for aim in contacts.stance.aims]).reshape(-1, 3)
    groups.append(AIM * (directions - contacts.aims).ravel())
    return groups


def _sunk(heights: Array, owners: Whole) -> Array:
    """How deep each frame is through a surface, given the heights of the skin's points above it."""
    found: Array = np.minimum(_depths(heights, owners, len(FRAME_NAMES)) + SKIN_TAKES, 0) / DEPTH
    return found


@njit(cache=True)
def _depths(heights: Array, frames: Whole, count: int) -> Array:
    """The lowest point of every frame: one residual for each, or the solver does not converge."""
    found = np.full(count, 1e3)
    for index in range(len(heights)):
        found[frames[index]] = min(found[frames[index]], heights[index])
    return found


def pointing(aim: Aim, frames: Frames) -> Array:
    """Which way something points, a unit vector in the room."""
    if aim.name == "trunk":
        up = frames.origin[frame_index["C7"]] - frames.origin[frame_index["L5"]]
        return np.array(up / np.linalg.norm(up))
    name, axis = (landmarks.CENTRAL_AIMS | landmarks.AIMS)[aim.name]
    return frames.direction(frame_index[frame_name(name, aim.side)], np.array(mirrored(axis, aim.side), np.float64))
