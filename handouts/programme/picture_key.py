"""An exercise, a position and a side, or a clinic's file -> the key that names one picture of a sheet.

The key is made once, goes through the layout as attributes, and is what the pictures are looked up by.
"""

from __future__ import annotations

from typing import NamedTuple

from handouts.records.dose_words import Side


class DrawnPicture(NamedTuple):
    """A position of an exercise's figure, counted from 1."""

    exercise: str
    position: int
    mirrored: bool = False


class ClinicPicture(NamedTuple):
    """A file beside the clinic's own, by its name there."""

    file: str


PictureKey = DrawnPicture | ClinicPicture


def mirrored(side: Side | None) -> bool:
    """Whether a figure is shown in a mirror: it is drawn with the left side working."""
    return side == "right"
