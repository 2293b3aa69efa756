"""A wording of a catalogue + the numbers of a dose -> a phrase in which every number is still a value.

Whoever sets the phrase must know which number belongs to which word: the two are never parted at a line's end, and
the dose box shows one large over the other small. So neither is searched for again in the finished text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from handouts.records.dose_words import Count

NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"
"""What no line ends at, with a space between two words and without one."""
_PLAIN: Final = str.maketrans({NO_BREAK_SPACE: " ", WORD_JOINER: None})
_SLOT: Final = re.compile(r"\{(\w+)\}")
_UNIT: Final = re.compile(r" ?([^\s,.;:()،，。；：（）]+(?: [^\s,.;:()،，。；：（）]+)*)")


class Quantity(NamedTuple):
    """A number of a dose and what it counts, as they are said: 8 to 10, times; `joined` without a space: 30秒."""

    number: str
    unit: str = ""
    joined: bool = False

    @property
    def kept(self) -> str:
        """The two as one text that is never broken between them."""
        return (
            f"{self.number}{WORD_JOINER if self.joined else NO_BREAK_SPACE}{self.unit}"
            if self.unit
            else self.number
        )

    def __str__(self) -> str:
        return self.kept.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and quantities in the order they are said."""

    parts: tuple[str | Quantity, ...] = ()

    def __str__(self) -> str:
        return "".join(str(part) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def capitalised(self) -> Phrase:
        """The same at the beginning of a sentence."""
        first = self.parts[0] if self.parts else ""
        return (
            Phrase((first[:1].upper() + first[1:], *self.parts[1:])) if isinstance(first, str) and first else self
        )


def fill(text: str, values: Mapping[str, object]) -> Phrase:
    """A wording with its slots filled; a quantity that has no unit yet takes the words that follow its slot."""
    begin, *rest = _SLOT.split(text)
    parts: list[str | Quantity] = [begin]
    for slot, after in zip(rest[::2], rest[1::2], strict=True):
        value, words = values[slot], _UNIT.match(after)
        if isinstance(value, Quantity) and not value.unit and words:
            parts += [Quantity(value.number, words[1], not words[0].startswith(" ")), after[words.end() :]]
        elif isinstance(value, Phrase):
            parts += [*value.parts, after]
        else:
            parts += [value if isinstance(value, Quantity) else str(value), after]
    return Phrase(tuple(part for part in parts if part))


def join(separator: str, phrases: Iterable[Phrase | str]) -> Phrase:
    """Phrases one after the other, with something between them."""
    parts: list[str | Quantity] = []
    for phrase in phrases:
        parts += [separator] if parts else []
        parts += phrase.parts if isinstance(phrase, Phrase) else [phrase]
    return Phrase(tuple(part for part in parts if part))


def quantity(count: Count, wording: str) -> Quantity:
    """A count that has no unit yet; the lower number of a range stays with the word after it."""
    if count.low == count.high:
        return Quantity(str(count.low))
    spaced = wording.replace("{low} ", f"{{low}}{NO_BREAK_SPACE}")
    kept = spaced if spaced != wording else wording.replace("{low}", f"{{low}}{WORD_JOINER}")
    return Quantity(kept.format(low=count.low, high=count.high))
