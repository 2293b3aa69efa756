"""A Stance and a skin -> its contacts: what rests, meets, stays and is wished for, and how far each is from true.

These are lengths in cm, which the report shows; `residuals` weighs them against everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from handouts.figures.body import landmarks
from handouts.figures.body.arrays import Array, Mask, Whole
from handouts.figures.body.places import in_words
from handouts.figures.body.placing import Frames, place
from handouts.figures.body.skin import Skin, Spot, spot_of
from handouts.figures.posing.balance import tipping
from handouts.figures.posing.spots import Spots, spots_of
from handouts.figures.posing.stance import SKIN_GAP, Plane, Rest, Stance
from handouts.figures.posing.wishes import wishes

SOFT: Final = 0.3  # cm: how many of a region's points share the contact


class Label(NamedTuple):
    """What a contact error is about: the field of the pose file, and the place in words."""

    field: str
    text: str


class RegionRest(NamedTuple):
    """Points of the skin of which the nearest ones rest on a surface."""

    points: Whole
    surface: Plane
    gap: float
    label: Label


class SpotRest(NamedTuple):
    """One spot that rests on a surface; `flat` if the skin there faces it."""

    spot: Spot
    surface: Plane
    gap: float
    flat: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everything that must be true of one stance, ready to be measured."""

    stance: Stance
    skin: Skin
    base: Array
    """The start orientation, (3, 3)."""
    wish: Array
    """The angles it would like, and how freely each may move."""
    spread: Array
    regions: tuple[RegionRest, ...]
    rests: tuple[SpotRest, ...]
    rest_spots: Spots
    meeting: tuple[Spots, Spots]
    """Places against places: the first and the second of each pair."""
    gaps: Array
    """(n,): how far apart they stay, and whether skin faces skin."""
    facing: Mask
    pinned: Spots
    """What stands at a point of the room or stays where it was; nan leaves a coordinate free."""
    pinned_at: Array
    wished: Spots
    wished_at: Array
    aims: Array
    """The direction of each of the stance's aims, (n, 3)."""
    walls: frozenset[Plane]
    """Surfaces other than the floor that nothing may go through."""

    def labels(self) -> list[Label]:
        """What each of `errors` is about."""
        rests = [region.label for region in self.regions] + [rest.label for rest in self.rests]
        meetings = [
            Label("holds" if meeting.facing else "meets", in_words(meeting.first))
            for meeting in self.stance.meetings
        ]
        fixed = [Label("at", in_words(fixed.place)) for fixed in self.stance.fixed]
        fixed += [Label("keep", "what stays in place")] * (len(self.pinned_at) - len(fixed))
        known = (~np.isnan(self.pinned_at)).sum(axis=1)
        return [
            *rests,
            *(label for label in meetings for _ in range(3)),
            *(label for label, count in zip(fixed, known, strict=True) for _ in range(count)),
        ]

    def errors(self, frames: Frames, points: Array) -> Array:
        """How far every contact is from true, in cm."""
        found = [nearest(above(points[region.points], region.surface)) - region.gap for region in self.regions]
        at = self.rest_spots.points(frames)
        found += [
            float(above(at[index : index + 1], rest.surface)[0]) - rest.gap for index, rest in enumerate(self.rests)
        ]
        first, second = self.meeting
        apart = first.points(frames) - second.points(frames)
        apart -= second.facing(frames) * self.gaps[:, None]
        pinned = self.pinned.points(frames) - self.pinned_at
        return np.concatenate((np.array(found), apart.ravel(), pinned[~np.isnan(pinned)]))

    def wishes(self, frames: Frames) -> Array:
        """How far what is only wished for is from where it should be, in cm."""
        apart = (self.wished.points(frames) - self.wished_at).ravel()
        found: Array = apart[~np.isnan(apart)]
        return found

    def support(self, frames: Frames, points: Array) -> Array:
        """The points on which the body stands or lies, seen from above, (n, 2)."""
        found = [self.rest_spots.points(frames)[:, :2]]
        for region in self.regions:
            own = points[region.points]
            heights = above(own, region.surface)
            found.append(own[heights < heights.min() + 1.0][:, :2])
        return np.concatenate(found)

    def tipping(self, frames: Frames, points: Array) -> Array:
        """How far the centre of mass is outside the support in each of 16 directions, cm; negative is inside."""
        return tipping(frames, self.support(frames, points))


def contacts_of(stance: Stance, skin: Skin, before: Array | None = None) -> Contacts:
    """What must be true of a stance; `before` are the solved angles of the position that it starts from."""
    base = np.array(stance.orientation, np.float64)
    wish, spread = wishes(stance, before)
    rests = [found for rest in stance.rests for found in _rests(rest, skin)]
    spots = tuple(rest for rest in rests if isinstance(rest, SpotRest))
    pinned, pinned_at = _pinned(stance, skin, base, before)
    return Contacts(
        *(stance, skin, base, wish, spread),
        regions=tuple(rest for rest in rests if isinstance(rest, RegionRest)),
        rests=spots,
        rest_spots=spots_of([rest.spot for rest in spots]),
        meeting=(
            spots_of([spot_of(meeting.first, skin) for meeting in stance.meetings]),
            spots_of([spot_of(meeting.second, skin) for meeting in stance.meetings]),
        ),
        gaps=np.array([max(meeting.first.gap, meeting.second.gap) or SKIN_GAP for meeting in stance.meetings]),
        facing=np.array([meeting.facing for meeting in stance.meetings], bool),
        pinned=pinned,
        pinned_at=pinned_at,
        wished=spots_of([spot_of(wish.place, skin) for wish in stance.wished]),
        wished_at=_targets([wish.point for wish in stance.wished]),
        aims=np.array([aim.vector for aim in stance.aims], np.float64).reshape(-1, 3),
        walls=frozenset(rest.surface for rest in stance.rests if rest.surface.axis != 2),
    )


def _rests(rest: Rest, skin: Skin) -> Iterator[RegionRest | SpotRest]:
    """What of a place rests on its surface: the points of a region, or one spot or several."""
    found, surface = rest
    label = Label("contacts", in_words(found))
    if found.name in landmarks.FLAT:
        for landmark in landmarks.FLAT[found.name]:
            spot = spot_of(found._replace(name=landmark), skin)
            yield SpotRest(spot, surface, found.gap, landmark == "palm", label)
        return
    points = skin.region(found)
    if len(points):
        yield RegionRest(points, surface, found.gap, label)
    else:
        yield SpotRest(spot_of(found, skin), surface, found.gap, False, label)


def _pinned(stance: Stance, skin: Skin, base: Array, before: Array | None) -> tuple[Spots, Array]:
    """What stands at a point of the room, and what stays where it was."""
    spots = [spot_of(fixed.place, skin) for fixed in stance.fixed]
    targets = list(_targets([fixed.point for fixed in stance.fixed]))
    if before is not None:
        frames = place(before, base)
        for kept in stance.kept:
            for name in landmarks.FLAT.get(kept.name, (kept.name,)):
                spot = spot_of(kept._replace(name=name), skin)
                spots.append(spot)
                targets.append(frames.point(spot.frame, spot.offset))
    return spots_of(spots), np.array(targets, np.float64).reshape(-1, 3)


def _targets(points: list[tuple[float | None, float | None, float | None]]) -> Array:
    rows = [[np.nan if value is None else value for value in point] for point in points]
    return np.array(rows, np.float64).reshape(-1, 3)


def above(points: Array, surface: Plane) -> Array:
    """How far points are above a surface, on the side of it where the body is, cm."""
    found: Array = surface.facing * (points[:, surface.axis] - surface.value)
    return found


def nearest(heights: Array) -> float:
    """A smooth minimum: about the mean of the lowest few points, so that a region lies and does not tip."""
    least = float(heights.min())
    return least - SOFT * float(np.log(np.exp(-(heights - least) / SOFT).sum())) + SOFT * float(np.log(3.0))
