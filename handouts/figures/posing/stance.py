"""A Position in words -> a Stance: one side at a time, in numbers, with its start position filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from handouts.figures.body import landmarks
from handouts.figures.body.anatomy import SIDES, SIGN, Side, Vector
from handouts.figures.body.places import Place, parse_places, split_side
from handouts.figures.posing.pose import FREE, WORD_DIRECTIONS, Pose, Position, Prop, freedom_for, freedoms_of
from handouts.figures.posing.starts import STARTS, Rows

SKIN_GAP: Final = 0.5  # cm between two places that hold each other: skin and cloth give way
SURFACE_HEIGHTS: Final = {"floor": 0.0, "seat": 44.0, "pillow": 11.0, "step": 17.0, "table": 72.0}
_PROP_OF: Final = {"seat": ("chair", "stool"), "pillow": ("pillow",), "step": ("stairs",), "table": ("table",)}
_ONE_SIDED: Final = ("bend_", "turn_", "swing_", "lean_left", "lean_right")


class Plane(NamedTuple):
    """A plane things rest on: the axis across it, where it is, and on which side of it the body is."""

    axis: int
    value: float
    facing: float


class Rest(NamedTuple):
    """A place that rests on a surface."""

    place: Place
    surface: Plane


class Meeting(NamedTuple):
    """A place against another place; `facing` if skin lies on skin."""

    first: Place
    second: Place
    facing: bool


class Fixed(NamedTuple):
    """A place at a point of the room; None leaves a coordinate free."""

    place: Place
    point: tuple[float | None, float | None, float | None]


class Aim(NamedTuple):
    """Something that points in a direction of the room."""

    name: str
    side: Side | None
    vector: Vector


@dataclass(frozen=True, slots=True)
class Stance:
    """One position, ready to be solved. Angles are by degree of freedom, in degrees."""

    orientation: Rows
    follows: int | None
    """The position this one starts from, or None."""
    assumed: dict[str, float]
    written: dict[str, float]
    rests: tuple[Rest, ...]
    meetings: tuple[Meeting, ...]
    fixed: tuple[Fixed, ...]
    wished: tuple[Fixed, ...]
    kept: tuple[Place, ...]
    aims: tuple[Aim, ...]
    symmetric: bool
    balanced: bool
    props: tuple[Prop, ...]


def stances(pose: Pose) -> tuple[Stance, ...]:
    """Every position of a pose, ready to be solved in order."""
    return tuple(_stance(pose, index) for index in range(len(pose.positions)))


def chain(pose: Pose, index: int) -> list[Position]:
    """The start position, then every position this one starts from, then itself."""
    position = pose.positions[index]
    if position.start in STARTS:
        return [STARTS[position.start].position, position]
    return [*chain(pose, int(position.start[-1]) - 1), position]


def first_start(pose: Pose, index: int) -> str:
    """The name of the shared start position a position goes back to."""
    position = pose.positions[index]
    return position.start if position.start in STARTS else first_start(pose, int(position.start[-1]) - 1)


def props_of(pose: Pose, index: int) -> tuple[Prop, ...]:
    """The things in the room of one position: its own, or the pose's and those of its start position."""
    *before, position = chain(pose, index)
    for stated in (position.props, *(earlier.props for earlier in reversed(before[1:]))):
        if stated is not None:
            return stated
    kinds = {prop.kind for prop in pose.props}
    return (*pose.props, *(prop for prop in before[0].props or () if prop.kind not in kinds))


def _stance(pose: Pose, index: int) -> Stance:
    *before, position = linked = chain(pose, index)
    props = props_of(pose, index)
    assumed: dict[str, float] = {}
    for earlier in before:
        assumed |= _angles(earlier)
    written = _angles(position)
    rests: dict[str, tuple[str, ...]] = {}
    for each in linked:
        rests |= each.contacts
    balanced = next((each.balance for each in reversed(linked) if each.balance is not None), False)
    one_sided = any(_is_one_sided(each) for each in linked)
    return Stance(
        orientation=STARTS[first_start(pose, index)].orientation,
        follows=None if position.start in STARTS else int(position.start[-1]) - 1,
        assumed=assumed,
        written=written,
        rests=tuple(
            Rest(place, _surface(name, props))
            for name, texts in rests.items()
            for text in texts
            for place in parse_places(text)
        ),
        meetings=tuple(_meetings(linked)),
        fixed=_fixed(_merged(each.at for each in linked)),
        wished=_fixed(_merged(each.near for each in linked)),
        kept=tuple(place for text in position.keep for place in parse_places(text)),
        aims=_aims(linked),
        symmetric=not one_sided if position.symmetric is None else position.symmetric,
        balanced=balanced,
        props=props,
    )


def _merged(groups: Iterable[Mapping[str, tuple[float | None, ...]]]) -> dict[str, tuple[float | None, ...]]:
    found: dict[str, tuple[float | None, ...]] = {}
    for group in groups:
        found |= group
    return found


def _angles(position: Position) -> dict[str, float]:
    """Joint words -> angles by degree of freedom."""
    found: dict[str, float] = {}
    for name, words in sorted(position.joints.items(), key=lambda item: split_side(item[0])[0] is not None):
        side, joint = split_side(name)
        freedoms, two = freedoms_of(joint)
        for word, angle in words.items():
            match = freedom_for(freedoms, word)
            assert match is not None, word
            freedom, sign = match
            owners = [f"{joint}_{each}" for each in ((side,) if side else SIDES)] if two else [joint]
            found |= {f"{owner}.{freedom.word}": sign * angle for owner in owners}
    return found


def _is_one_sided(position: Position) -> bool:
    """Whether anything in a position differs between left and right."""
    named = [
        *position.joints,
        *position.directions,
        *(text for texts in position.contacts.values() for text in texts),
        *(text for group in (position.holds, position.meets) for pair in group.items() for text in pair),
        *position.at,
        *position.near,
        *position.keep,
    ]
    words = [word.replace(" ", "_") for name in position.joints for word in position.joints[name]]
    return any(split_side(name)[0] for name in named) or any(word.startswith(_ONE_SIDED) for word in words)


def _surface(name: str, props: tuple[Prop, ...]) -> Plane:
    """The plane a surface's name means, given the things in the room."""
    if name == "wall":
        wall = next((prop for prop in props if prop.kind == "wall"), None)
        return Plane(0, wall.at[0] if wall and wall.at else 0.0, -1.0)
    if name.startswith("height "):
        return Plane(2, float(name.split()[1]), 1.0)
    heights = [prop.height for prop in props if prop.kind in _PROP_OF.get(name, ()) and prop.height is not None]
    return Plane(2, heights[0] if heights else SURFACE_HEIGHTS[name], 1.0)


def _meetings(linked: list[Position]) -> Iterable[Meeting]:
    for facing in (True, False):
        pairs: dict[str, str] = {}
        for position in linked:
            pairs |= position.holds if facing else position.meets
        for one, other in pairs.items():
            if other == FREE:
                continue
            for first in parse_places(one):
                options = parse_places(other)
                same = [place for place in options if place.side == first.side] or list(options)
                yield Meeting(first, same[0], facing)


def _fixed(points: Mapping[str, tuple[float | None, ...]]) -> tuple[Fixed, ...]:
    """Places at points; without a side, y counts outwards."""
    found = []
    for text, (x, y, z) in points.items():
        for place in parse_places(text):
            outward = -1.0 if place.side == "right" and split_side(text)[0] is None else 1.0
            found.append(Fixed(place, (x, None if y is None else y * outward, z)))
    return tuple(found)


def _aims(linked: list[Position]) -> tuple[Aim, ...]:
    """Directions by part and side; without a side, y counts outwards."""
    found: dict[tuple[str, Side | None], Aim] = {}
    for position in linked:
        for name, value in position.directions.items():
            side, part = split_side(name)
            sides: tuple[Side | None, ...] = (side,) if side else SIDES if part in landmarks.AIMS else (None,)
            for each in sides:
                if value == FREE:
                    found.pop((part, each), None)
                    continue
                x, y, z = WORD_DIRECTIONS[value] if isinstance(value, str) else value
                mirrored = SIGN[each] if each and not side and not isinstance(value, str) else 1.0
                length = (x * x + y * y + z * z) ** 0.5 or 1.0
                found[part, each] = Aim(part, each, (x / length, mirrored * y / length, z / length))
    return tuple(found.values())
