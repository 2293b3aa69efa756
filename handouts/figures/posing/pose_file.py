"""A pose file -> a checked Pose, or a problem at its line for every word that is not in the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from handouts.errors import FieldPath, InputError, Problem, did_you_mean, one_of
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
        problems = [*problems, *check(pose, source)]
    if pose is None or problems:
        raise InputError(sorted(problems))
    return pose


def check(pose: Pose, source: Source) -> list[Problem]:
    """Everything in a pose that is not in the language: joints, angles, surfaces, places, directions."""
    problems = _misnamed(_scene_places(pose), source) + _check_targets(pose, source)
    for index, position in enumerate(pose.positions):
        path: FieldPath = ("positions", index)
        problems += _check_start(position, index, source, path)
        problems += _check_joints(position, source, path)
        problems += _misnamed(_named_places(position, path), source)
        problems += _check_surfaces(position, source, path)
        problems += _check_directions(position, source, path)
    return problems


def _check_targets(pose: Pose, source: Source) -> list[Problem]:
    """Muscles that are not drawn, and parts that cannot be called hidden."""
    words: list[tuple[FieldPath, str, Iterable[str]]] = []
    words += [(("target", index), split_side(name)[1], TARGET_NAMES) for index, name in enumerate(pose.target)]
    for number, position in enumerate(pose.positions):
        place: FieldPath = ("positions", number)
        targets = enumerate(position.target or ())
        words += [((*place, "target", index), split_side(name)[1], TARGET_NAMES) for index, name in targets]
        words += [((*place, "hidden", index), name, HIDEABLE) for index, name in enumerate(position.hidden)]
    return [
        source.problem(path, "word", "is not known here", did_you_mean(word, known) or f"use {one_of(known)}")
        for path, word, known in words
        if word not in known
    ]


def _check_start(position: Position, index: int, source: Source, path: FieldPath) -> list[Problem]:
    named = position.start.startswith("position ")
    if named and int(position.start[-1]) > index:
        message = "a position can only start from one that stands above it"
        return [source.problem((*path, "start"), "start", message)]
    if position.keep and not named:
        message = "only a position that starts from another can keep places of it"
        return [source.problem((*path, "keep"), "keep", message, "write 'start: position 1'")]
    return []


def _check_joints(position: Position, source: Source, path: FieldPath) -> list[Problem]:
    problems: list[Problem] = []
    known = sorted({freedom.joint for freedom in (*anatomy.SIDED, *anatomy.CENTRAL, *anatomy.BODY)})
    for name, angles in position.joints.items():
        place = (*path, "joints", name)
        side, joint = split_side(name)
        freedoms, two = freedoms_of(joint)
        if not freedoms:
            hint = did_you_mean(joint, known) or f"joints: {', '.join(known)}"
            problems.append(source.problem(place, "joint", "there is no such joint", hint, at_key=True))
        elif side and not two:
            message = "there is only one, so it has no left or right"
            problems.append(source.problem(place, "joint-side", message, f"write '{joint}'", at_key=True))
        else:
            problems += [
                problem
                for word, angle in angles.items()
                for problem in _check_angle(freedoms, word, angle, source, (*place, word))
            ]
    return problems


def _check_angle(
    freedoms: tuple[Freedom, ...], word: str, angle: float, source: Source, path: FieldPath
) -> list[Problem]:
    found = freedom_for(freedoms, word)
    words = [text.replace("_", " ") for freedom in freedoms for text in (freedom.word, freedom.opposite) if text]
    if found is None:
        hint = did_you_mean(word, words) or f"this joint has {', '.join(words)}"
        return [source.problem(path, "movement", "the joint does not move this way", hint, at_key=True)]
    freedom, sign = found
    if angle < 0:
        other = (freedom.opposite if sign > 0 else freedom.word).replace("_", " ")
        hint = f"write '{other}: {-angle:g}'" if other else ""
        return [source.problem(path, "negative-angle", "an angle is written without a minus", hint)]
    most = freedom.high if sign > 0 else -freedom.low
    if angle > most:
        message = f"is beyond the joint's range of {most:g} degrees"
        return [source.problem(path, "joint-range", message, freedom.source)]
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


def _misnamed(named: Iterable[_Named], source: Source) -> list[Problem]:
    """A problem for every text that names no place."""
    problems = []
    for path, text, at_key in named:
        try:
            places = parse_places(text)
        except PlaceError as error:
            problems.append(source.problem(path, "place", str(error), error.hint, at_key=at_key))
            continue
        flat = "keep" in path and places[0].name in landmarks.FLAT
        if "contacts" not in path and not flat and not is_point(places[0]):
            message, hint = "is a region; a point is needed here", "name a place on it, such as 'kneecap'"
            problems.append(source.problem(path, "region", message, hint, at_key=at_key))
    return problems


def _check_surfaces(position: Position, source: Source, path: FieldPath) -> list[Problem]:
    problems = []
    for name in position.contacts:
        word, _, height = name.partition(" ")
        if name in SURFACES or (word == "height" and height.replace(".", "", 1).isdigit()):
            continue
        hint = did_you_mean(name, SURFACES) or f"surfaces: {', '.join(SURFACES)}, or 'height 20'"
        problems.append(
            source.problem((*path, "contacts", name), "surface", "there is no such surface", hint, at_key=True)
        )
    return problems


def _check_directions(position: Position, source: Source, path: FieldPath) -> list[Problem]:
    problems = []
    known = [*landmarks.AIMS, *landmarks.CENTRAL_AIMS]
    for name, value in position.directions.items():
        place = (*path, "directions", name)
        side, part = split_side(name)
        if part not in (landmarks.AIMS if side else known):
            hint = did_you_mean(part, known) or f"these point: {', '.join(known)}"
            problems.append(source.problem(place, "direction", "nothing by this name points", hint, at_key=True))
        if isinstance(value, str) and value not in (*WORD_DIRECTIONS, FREE):
            hint = did_you_mean(value, WORD_DIRECTIONS) or "write a direction, [x, y, z] or free"
            problems.append(source.problem(place, "direction-word", "is not a direction", hint))
    return problems
