"""Which characters no text may contain, and how a message names a character."""

from __future__ import annotations

import unicodedata
from typing import Final

_REFUSED: Final = {
    "Cc": "a control character",
    "Cs": "half of a broken character",
    "Co": "a private-use character",
    "Cn": "an unassigned character",
    "Cf": "an invisible character",  # the controls of text direction among them
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
_KEPT: Final = frozenset("\n\t\u200c\u200d")  # the last two join letters: part of how some languages are spelled


def character_name(character: str) -> str:
    """A character as a message names it: its code point and its Unicode name."""
    known = unicodedata.name(character, _REFUSED.get(unicodedata.category(character), "a character"))
    return f"U+{ord(character):04X} ({known})"


def refused_character(text: str) -> str | None:
    """The first character that no text may contain, or None."""
    return next((c for c in text if unicodedata.category(c) in _REFUSED and c not in _KEPT), None)
