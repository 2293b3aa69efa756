"""Languages and their directions: of a BCP 47 tag (en, fr-CA), and of a text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

ORIGINAL: Final = "en"
"""The language that the content files themselves are written in."""
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
FIRST_STRONG_ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""What stands around a text whose first letter sets its direction, apart from the text it stands in (UAX 9)."""
_LEFTWARD_LETTERS: Final = frozenset({"R", "AL", "AN"})
_LEFTWARD: Final = frozenset({"ar", "fa", "he", "ur"})


def base_language(tag: str) -> str:
    """The language of a tag, without its country."""
    return tag.split("-")[0]


@cache
def leftward(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return base_language(tag) in _LEFTWARD


@lru_cache(maxsize=8192)
def has_leftward(text: str) -> bool:
    """Whether any character of a text runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _LEFTWARD_LETTERS for letter in text)
