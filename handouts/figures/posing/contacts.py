"""A Stance and a skin -> residuals: one number for everything that is not yet true of a set of angles.

Each residual is a difference divided by what it may be off by, so that a solver can weigh them by squaring. Real
contacts (`contact_errors`, in cm) are kept apart: they are what the report shows.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit

from handouts.figures.body import landmarks
from handouts.figures.body.arrays import Array, Whole
from handouts.figures.body.places import Place, in_words
from handouts.figures.body.placing import Frames, place
from handouts.figures.body.skeleton import FRAME_NAMES, FREEDOMS, dof_index, frame_index, frame_name, mirrored
from handouts.figures.body.skin import Skin, Spot, moved, skin_points, spot_of
from handouts.figures.posing.balance import tipping
from handouts.figures.posing.collision import overlaps
from handouts.figures.posing.stance import SKIN_GAP, Aim, Stance, Surface
from handouts.figures.posing.wishes import wishes

# what each residual may be off by (tuned; the report says why)
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
SOFT: Final = 0.3  # cm: how many of a region's points share the contact

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


class Spots(NamedTuple):
    """Many spots at once: frames (n,), offsets (n, 3), normals (n, 3)."""

    frames: Whole
    offsets: Array
    normals: Array

    def points(self, frames: Frames) -> Array:
        """The spots in the room, (n, 3)."""
        found: Array = moved(frames.rotation, frames.origin, self.offsets, self.frames)
        return found

    def facing(self, frames: Frames) -> Array:
        """Which way the skin faces at the spots, (n, 3)."""
        nowhere = np.zeros_like(frames.origin)
        found: Array = moved(frames.rotation, nowhere, self.normals, self.frames)
        return found


def spots_of(spots: list[Spot]) -> Spots:
    """Spots one by one -> Spots all at once."""
    return Spots(
        np.array([spot.frame for spot in spots], np.int64),
        np.array([spot.offset for spot in spots], np.float64).reshape(-1, 3),
        np.array([spot.normal for spot in spots], np.float64).reshape(-1, 3),
    )


class Label(NamedTuple):
    """What a contact error is about: the field of the pose file, and the place in words."""

    field: str
    text: str


class RegionRest(NamedTuple):
    """Points of the skin of which the nearest ones rest on a surface."""

    points: Whole
    surface: Surface
    gap: float
    label: Label


class SpotRest(NamedTuple):
    """One spot that rests on a surface; `flat` if the skin there faces it."""

    spot: Spot
    surface: Surface
    gap: float
    flat: bool
    label: Label


class Contacts:
    """Everything that must be true of one stance, ready to be measured."""

    def __init__(self, stance: Stance, skin: Skin, before: Array | None = None) -> None:
        """`before` are the solved angles of the position this one starts from."""
        self.stance = stance
        self.skin = skin
        self.base = np.array(stance.orientation, np.float64)
        self.wish, self.spread = wishes(stance, before)
        self.regions: list[RegionRest] = []
        self.rests: list[SpotRest] = []
        for rest in stance.rests:
            self._add_rest(rest.place, rest.surface)
        self._rest_spots = spots_of([rest.spot for rest in self.rests])
        self._first = spots_of([spot_of(meeting.first, skin) for meeting in stance.meetings])
        self._second = spots_of([spot_of(meeting.second, skin) for meeting in stance.meetings])
        self._gaps = np.array([max(m.first.gap, m.second.gap) or SKIN_GAP for m in stance.meetings])
        self._facing = np.array([meeting.facing for meeting in stance.meetings], bool)
        self._fixed, self._fixed_at = self._pinned(before)
        self._wished = spots_of([spot_of(wish.place, skin) for wish in stance.wished])
        self._wished_at = _targets([wish.point for wish in stance.wished])
        self._aims = np.array([aim.vector for aim in stance.aims], np.float64).reshape(-1, 3)
        self._walls = {rest.surface for rest in stance.rests if rest.surface.axis != 2}

    def _add_rest(self, found: Place, surface: Surface) -> None:
        label = Label("contacts", in_words(found))
        if found.name in landmarks.FLAT:
            for landmark in landmarks.FLAT[found.name]:
                spot = spot_of(found._replace(name=landmark), self.skin)
                self.rests.append(SpotRest(spot, surface, found.gap, landmark == "palm", label))
            return
        points = self.skin.region(found)
        if len(points):
            self.regions.append(RegionRest(points, surface, found.gap, label))
        else:
            self.rests.append(SpotRest(spot_of(found, self.skin), surface, found.gap, False, label))

    def _pinned(self, before: Array | None) -> tuple[Spots, Array]:
        """What stands at a point of the room, and what stays where it was."""
        spots = [spot_of(fixed.place, self.skin) for fixed in self.stance.fixed]
        targets = list(_targets([fixed.point for fixed in self.stance.fixed]))
        if before is not None:
            frames = place(before, self.base)
            for kept in self.stance.kept:
                for name in landmarks.FLAT.get(kept.name, (kept.name,)):
                    spot = spot_of(kept._replace(name=name), self.skin)
                    spots.append(spot)
                    targets.append(frames.point(spot.frame, spot.offset))
        return spots_of(spots), np.array(targets, np.float64).reshape(-1, 3)

    def labels(self) -> list[Label]:
        """What each of `errors` is about."""
        rests = [region.label for region in self.regions] + [rest.label for rest in self.rests]
        meetings = [
            Label("holds" if meeting.facing else "meets", in_words(meeting.first))
            for meeting in self.stance.meetings
        ]
        fixed = [Label("at", in_words(fixed.place)) for fixed in self.stance.fixed]
        fixed += [Label("keep", "what stays in place")] * (len(self._fixed_at) - len(fixed))
        known = (~np.isnan(self._fixed_at)).sum(axis=1)
        return [
            *rests,
            *(label for label in meetings for _ in range(3)),
            *(label for label, count in zip(fixed, known, strict=True) for _ in range(count)),
        ]

    def errors(self, frames: Frames, points: Array) -> Array:
        """How far every contact is from true, in cm."""
        found = [nearest(_above(points[region.points], region.surface)) - region.gap for region in self.regions]
        at = self._rest_spots.points(frames)
        found += [
            float(_above(at[index : index + 1], rest.surface)[0]) - rest.gap
            for index, rest in enumerate(self.rests)
        ]
        apart = self._first.points(frames) - self._second.points(frames)
        apart -= self._second.facing(frames) * self._gaps[:, None]
        pinned = self._fixed.points(frames) - self._fixed_at
        return np.concatenate((np.array(found), apart.ravel(), pinned[~np.isnan(pinned)]))

    def residuals(self, angles: Array, contact: float = CONTACT) -> Array:
        """Everything that is not yet true; `contact` is what a contact may be off by, in cm."""
        frames = place(angles, self.base)
        points = skin_points(self.skin, frames)
        outside = np.maximum(LOWEST - angles, 0) + np.maximum(angles - HIGHEST, 0)
        groups = [
            PRIOR * (angles - self.wish)[3:] / self.spread[3:],
            outside / LEFT_OVER,
            self.errors(frames, points) / contact,
            *self._orientations(frames),
            np.minimum(_depths(points[:, 2], self.skin.frames, len(FRAME_NAMES)) + SKIN_TAKES, 0) / DEPTH,
            overlaps(frames) / OVERLAP,
        ]
        for surface in self._walls:
            above = _above(points, surface)
            groups.append(np.minimum(_depths(above, self.skin.frames, len(FRAME_NAMES)) + SKIN_TAKES, 0) / DEPTH)
        wished = (self._wished.points(frames) - self._wished_at).ravel()
        groups.append(wished[~np.isnan(wished)] / WISH)
        if self.stance.balanced:
            groups.append(np.maximum(self.tipping(frames, points) + BALANCE_MARGIN, 0) / BALANCE)
        if self.stance.symmetric:
            groups += [(angles[_LEFT] - angles[_RIGHT]) / SYMMETRY, angles[_CENTRED]]
        return np.concatenate(groups)

    def _orientations(self, frames: Frames) -> list[Array]:
        """How far flat things, held things and aimed things are turned away."""
        groups = []
        normals = self._rest_spots.facing(frames)
        for index, rest in enumerate(self.rests):
            if rest.flat:
                normal = normals[index].copy()
                normal[rest.surface.axis] += rest.surface.facing
                groups.append(FLAT * normal)
        faces = (self._first.facing(frames) * self._second.facing(frames)).sum(axis=1)
        groups.append(FACING * (1 + faces[self._facing]))
        directions = np.array([pointing(aim, frames) for aim in self.stance.aims]).reshape(-1, 3)
        groups.append(AIM * (directions - self._aims).ravel())
        return groups

    def support(self, frames: Frames, points: Array) -> Array:
        """The points on which the body stands or lies, seen from above, (n, 2)."""
        found = [self._rest_spots.points(frames)[:, :2]]
        for region in self.regions:
            own = points[region.points]
            above = _above(own, region.surface)
            found.append(own[above < above.min() + 1.0][:, :2])
        return np.concatenate(found)

    def tipping(self, frames: Frames, points: Array) -> Array:
        """How far the centre of mass is outside the support in each of 16 directions, cm; negative is inside."""
        return tipping(frames, self.support(frames, points))


def _targets(points: list[tuple[float | None, float | None, float | None]]) -> Array:
    rows = [[np.nan if value is None else value for value in point] for point in points]
    return np.array(rows, np.float64).reshape(-1, 3)


def _above(points: Array, surface: Surface) -> Array:
    found: Array = surface.facing * (points[:, surface.axis] - surface.value)
    return found


def nearest(heights: Array) -> float:
    """A smooth minimum: about the mean of the lowest few points, so that a region lies and does not tip."""
    least = float(heights.min())
    return least - SOFT * float(np.log(np.exp(-(heights - least) / SOFT).sum())) + SOFT * float(np.log(3.0))


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
