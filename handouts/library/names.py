"""What content is called: its kinds, and the error that names what is near where there is nothing by a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from handouts.errors import HandoutsError, did_you_mean

Folder = Literal["exercises", "routines", "advice", "clinics"]
_ONE: Final[dict[Folder, str]] = {
    "exercises": "exercise",
    "routines": "routine",
    "advice": "advice page",
    "clinics": "clinic",
}


class NotInLibraryError(HandoutsError):
    """There is nothing with this id; the hint names what is near."""

    def __init__(self, folder: Folder, known: Sequence[str], wanted: str) -> None:
        super().__init__(f"there is no such {_ONE[folder]}")
        near = did_you_mean(wanted.lower().replace(" ", "-"), known)
        self.hint = near or f"'handouts list {folder}' shows them all"
