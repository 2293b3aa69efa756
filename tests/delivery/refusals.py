"""What the program says against something, so that a loop over many cases can name the one that went wrong."""

from __future__ import annotations

from collections.abc import Callable

from handouts.errors import HandoutsError


def refusal(action: Callable[[], object], kind: type[HandoutsError] = HandoutsError) -> str:
    """The message of the error of this kind; empty where nothing is refused."""
    try:
        action()
    except kind as error:
        return str(error)
    return ""
