"""Words for places on the body -> which place, on which side: `left palm`, `right thigh 0.8 front + 1.5`.

A place is a named point (palm, kneecap), a region that can rest on something (upper back, shin), or a point on a
limb: how far down it (0 to 1) and on which face. `+ 1.5` keeps it that many cm away. Without left or right a word
means both sides.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from handouts.errors import did_you_mean
from handouts.figures.body import landmarks
from handouts.figures.body.anatomy import SIDES, Side

SIDED_NAMES: Final = tuple(dict.fromkeys((*landmarks.SIDED_PLACES, *landmarks.SIDED_REGIONS, *landmarks.FLAT)))
CENTRAL_NAMES: Final = (*landmarks.CENTRAL_PLACES, *landmarks.CENTRAL_REGIONS)

_GAP: Final = re.compile(r"(.*\S)\s*\+\s*(\d+(?:\.\d+)?)")
_ON_LIMB: Final = re.compile(r"(.*\S)\s+(\d(?:\.\d+)?)\s+(\S+)")


class PlaceError(ValueError):
    """A text that names no place; carries a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Place(NamedTuple):
    """One place on the body."""

    name: str
    side: Side | None = None
    along: float | None = None
    """On a limb: 0 at its beginning, 1 at its end."""
    face: str = ""
    gap: float = 0.0
    """How far off the surface it stays, in cm."""


def split_side(text: str) -> tuple[Side | None, str]:
    """`left hip` -> left, hip; `hip` -> None, hip."""
    for side in SIDES:
        if text.startswith(f"{side} "):
            return side, text[len(side) + 1 :]
    return None, text


def is_point(place: Place) -> bool:
    """Whether a place is one point of the skin, and not a region that can rest on something."""
    return place.along is not None or place.name in landmarks.SIDED_PLACES or place.name in landmarks.CENTRAL_PLACES


def in_words(place: Place) -> str:
    """A place as an author writes it."""
    limb = "" if place.along is None else f" {place.along:g} {place.face}"
    return f"{place.side or ''} {place.name}{limb}".strip()


def parse_places(text: str) -> tuple[Place, ...]:
    """The place a text names, or both places where it names no side. Raises PlaceError."""
    distant = _GAP.fullmatch(text.strip())
    gap = float(distant[2]) if distant else 0.0
    side, name = split_side(distant[1] if distant else text.strip())
    place = _on_limb(name) or Place(name)
    if place.along is not None or name in SIDED_NAMES:
        return tuple(place._replace(side=each, gap=gap) for each in ((side,) if side else SIDES))
    if name not in CENTRAL_NAMES:
        hint = did_you_mean(name, (*SIDED_NAMES, *CENTRAL_NAMES))
        raise PlaceError("there is no such place on the body", hint or "places are listed in docs/figures.md")
    if side:
        raise PlaceError("there is only one, so it has no left or right", f"write '{name}'")
    return (place._replace(gap=gap),)


def _on_limb(name: str) -> Place | None:
    """A place such as `thigh 0.8 front`, or None if the text is not of this form."""
    match = _ON_LIMB.fullmatch(name)
    if match is None:
        return None
    limb, along, face = match[1], float(match[2]), match[3]
    if limb not in landmarks.LIMBS:
        raise PlaceError(
            "only a limb has places along it",
            did_you_mean(limb, landmarks.LIMBS) or f"limbs: {', '.join(landmarks.LIMBS)}",
        )
    if along > 1:
        raise PlaceError("the way down a limb runs from 0 to 1")
    if face not in landmarks.FACES:
        raise PlaceError(
            "a limb has no such face", did_you_mean(face, landmarks.FACES) or f"faces: {', '.join(landmarks.FACES)}"
        )
    return Place(limb, None, along, face)
