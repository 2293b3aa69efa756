"""A pose file -> a checked Pose, or a problem at its line for every word that is not in the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from handouts.errors import FieldPath, InputError, Remark, did_you_mean, one_of
from handouts.figures.body import anatomy, landmarks
from handouts.figures.body.anatomy import Freedom
from handouts.figures.body.muscles import TARGET_NAMES
from handouts.figures.body.places import PlaceError, is_point, parse_places, split_side
from handouts.figures.posing.pose import FREE, SURFACES, WORD_DIRECTIONS, Pose, Position, freedom_for, freedoms_of
from handouts.reading.source import Source, read_source
from handouts.reading.validation import validate

HIDEABLE: Final = ("face", "left hand", "right hand", "left foot", "right foot")


def read_pose(path: Path, name: str | None = None) -> Pose:
    """Read and check one pose file. Raises InputError with a line for everything that is wrong."""
    return pose_from(read_source(path, name))


def pose_from(source: Source) -> Pose:
    """The checked Pose of a parsed file. Raises InputError."""
    pose, problems = validate(Pose, source)
    if pose is not None:
        problems = [*problems, *map(source.located, check(pose))]
    if pose is None or problems:
        raise InputError(sorted(problems))
    return pose


def check(pose: Pose) -> list[Remark]:
    """Everything in a pose that is not in the language: joints, angles, surfaces, places, directions."""
    remarks = _misnamed(_scene_places(pose)) + _check_targets(pose)
    for index, position in enumerate(pose.positions):
        path: FieldPath = ("positions", index)
        remarks += _check_start(position, index, path)
        remarks += _check_joints(position, path)
        remarks += _misnamed(_named_places(position, path))
        remarks += _check_surfaces(position, path)
        remarks += _check_directions(position, path)
    return remarks


def _check_targets(pose: Pose) -> list[Remark]:
    """Muscles that are not drawn, and parts that cannot be called hidden."""
    words: list[tuple[FieldPath, str, Iterable[str]]] = []
    words += [(("target", index), split_side(name)[1], TARGET_NAMES) for index, name in enumerate(pose.target)]
    for number, position in enumerate(pose.positions):
        place: FieldPath = ("positions", number)
        targets = enumerate(position.target or ())
        words += [((*place, "target", index), split_side(name)[1], TARGET_NAMES) for index, name in targets]
        words += [((*place, "hidden", index), name, HIDEABLE) for index, name in enumerate(position.hidden)]
    return [
        Remark(path, "word", "is not known here", did_you_mean(word, known) or f"use {one_of(known)}")
        for path, word, known in words
        if word not in known
    ]


def _check_start(position: Position, index: int, path: FieldPath) -> list[Remark]:
    named = position.start.startswith("position ")
    if named and int(position.start[-1]) > index:
        message = "a position can only start from one that stands above it"
        return [Remark((*path, "start"), "start", message)]
    if position.keep and not named:
        message = "only a position that starts from another can keep places of it"
        return [Remark((*path, "keep"), "keep", message, "write 'start: position 1'")]
    return []


def _check_joints(position: Position, path: FieldPath) -> list[Remark]:
    remarks: list[Remark] = []
    known = sorted({freedom.joint for freedom in (*anatomy.SIDED, *anatomy.CENTRAL, *anatomy.BODY)})
    for name, angles in position.joints.items():
        place = (*path, "joints", name)
        side, joint = split_side(name)
        freedoms, two = freedoms_of(joint)
        if not freedoms:
            hint = did_you_mean(joint, known) or f"joints: {', '.join(known)}"
            remarks.append(Remark(place, "joint", "there is no such joint", hint, at_key=True))
        elif side and not two:
            message = "there is only one, so it has no left or right"
            remarks.append(Remark(place, "joint-side", message, f"write '{joint}'", at_key=True))
        else:
            remarks += [
                remark
                for word, angle in angles.items()
                for remark in _check_angle(freedoms, word, angle, (*place, word))
            ]
    return remarks


def _check_angle(freedoms: tuple[Freedom, ...], word: str, angle: float, path: FieldPath) -> list[Remark]:
    found = freedom_for(freedoms, word)
    words = [text.replace("_", " ") for freedom in freedoms for text in (freedom.word, freedom.opposite) if text]
    if found is None:
        hint = did_you_mean(word, words) or f"this joint has {', '.join(words)}"
        return [Remark(path, "movement", "the joint does not move this way", hint, at_key=True)]
    freedom, sign = found
    if angle < 0:
        other = (freedom.opposite if sign > 0 else freedom.word).replace("_", " ")
        hint = f"write '{other}: {-angle:g}'" if other else ""
        return [Remark(path, "negative-angle", "an angle is written without a minus", hint)]
    most = freedom.high if sign > 0 else -freedom.low
    if angle > most:
        message = f"is beyond the joint's range of {most:g} degrees"
        return [Remark(path, "joint-range", message, freedom.source)]
    return []


class _Named(NamedTuple):
    """A text that should name a place, and where it stands."""

    path: FieldPath
    text: str
    at_key: bool = False


def _scene_places(pose: Pose) -> Iterator[_Named]:
    if pose.crop:
        yield _Named(("crop",), pose.crop)
    for number, prop in enumerate(pose.props):
        yield from _listed(prop.between, ("props", number, "between"))


def _named_places(position: Position, path: FieldPath) -> Iterator[_Named]:
    """Every place that is named in a position."""
    for surface, places in position.contacts.items():
        yield from _listed(places, (*path, "contacts", surface))
    for field in ("holds", "meets"):
        for first, second in getattr(position, field).items():
            yield _Named((*path, field, first), first, at_key=True)
            if second != FREE:
                yield _Named((*path, field, first), second)
    for field in ("at", "near"):
        for text in getattr(position, field):
            yield _Named((*path, field, text), text, at_key=True)
    yield from _listed(position.keep, (*path, "keep"))
    for number, prop in enumerate(position.props or ()):
        yield from _listed(prop.between, (*path, "props", number, "between"))
    for number, arrow in enumerate(position.arrows):
        stated = {"from": arrow.origin, "follow": arrow.follow}
        yield from (_Named((*path, "arrows", number, field), text) for field, text in stated.items() if text)


def _listed(texts: tuple[str, ...], path: FieldPath) -> Iterator[_Named]:
    for index, text in enumerate(texts):
        yield _Named((*path, index), text)


def _misnamed(named: Iterable[_Named]) -> list[Remark]:
    """A problem for every text that names no place."""
    problems = []
    for path, text, at_key in named:
        try:
            places = parse_places(text)
        except PlaceError as error:
            problems.append(Remark(path, "place", str(error), error.hint, at_key=at_key))
            continue
        flat = "keep" in path and places[0].name in landmarks.FLAT
        if "contacts" not in path and not flat and not is_point(places[0]):
            message, hint = "is a region; a point is needed here", "name a place on it, such as 'kneecap'"
            problems.append(Remark(path, "region", message, hint, at_key=at_key))
    return problems


def _check_surfaces(position: Position, path: FieldPath) -> list[Remark]:
    problems = []
    for name in position.contacts:
        word, _, height = name.partition(" ")
        if name in SURFACES or (word == "height" and height.replace(".", "", 1).isdigit()):
            continue
        hint = did_you_mean(name, SURFACES) or f"surfaces: {', '.join(SURFACES)}, or 'height 20'"
        problems.append(Remark((*path, "contacts", name), "surface", "there is no such surface", hint, at_key=True))
    return problems


def _check_directions(position: Position, path: FieldPath) -> list[Remark]:
    problems = []
    known = [*landmarks.AIMS, *landmarks.CENTRAL_AIMS]
    for name, value in position.directions.items():
        place = (*path, "directions", name)
        side, part = split_side(name)
        if part not in (landmarks.AIMS if side else known):
            hint = did_you_mean(part, known) or f"these point: {', '.join(known)}"
            problems.append(Remark(place, "direction", "nothing by this name points", hint, at_key=True))
        if isinstance(value, str) and value not in (*WORD_DIRECTIONS, FREE):
            hint = did_you_mean(value, WORD_DIRECTIONS) or "write a direction, [x, y, z] or free"
            problems.append(Remark(place, "direction-word", "is not a direction", hint))
    return problems
