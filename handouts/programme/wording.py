"""A catalogue of content/languages/ -> texts, phrases, dates and lists in one language.

Dates, lists, weekdays and plural forms follow CLDR through Babel. What has the number of a dose in it is a phrase,
in which that number is still a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.lists import format_list

from handouts.errors import InputError
from handouts.programme.phrase import Phrase, Quantity, fill, join, quantity
from handouts.records.clinic import TextInLanguages, text_in
from handouts.records.dose_words import Amount, Count
from handouts.records.language import END_ISOLATE, FIRST_STRONG_ISOLATE, has_leftward, leftward

_SLOT = re.compile(r"\{(\w+)\}")
WeekdayWidth = Literal["abbreviated", "short"]


@dataclass(frozen=True, slots=True)
class Words:
    """The furniture's wording in one language, a BCP 47 tag."""

    language: str
    catalogue: Mapping[str, Any]

    @property
    def locale(self) -> Locale:
        """Whose dates, lists and plurals are used: the catalogue's, in the country that the tag names."""
        return _locale(self.say("locale"), self.language.partition("-")[2])

    def say(self, key: str, /, **values: object) -> str:
        """The text at a dotted key with its slots filled. Raises InputError when the key is missing."""
        return _SLOT.sub(lambda slot: str(values[slot[1]]), self._text(key))

    def phrase(self, key: str, /, **values: object) -> Phrase:
        """The text at a dotted key with quantities and phrases in its slots. Raises InputError without one."""
        return fill(self._text(key), values)

    def count(self, key: str, count: Count, /, **values: object) -> Phrase:
        """The plural form at a dotted key that a number asks for; {n} is the number or the range in words."""
        form = self.locale.plural_form(count.high)
        if count.low < count.high and form == "two":
            form = "other"  # a dual is for two alone, not for one to two
        return self.phrase(f"{key}.{form}", n=self.quantity(count), **values)

    def quantity(self, count: Count) -> Quantity:
        """A count in words that takes its unit from the wording it stands in."""
        return quantity(count, self._text("range"))

    def number(self, count: Count, *, short: bool = False) -> str:
        """10, or 8 to 10, or (short) 8–10."""
        if count.low == count.high:
            return str(count.low)
        return self.say("range_short" if short else "range", low=count.low, high=count.high)

    def amount(self, amount: Amount) -> Phrase:
        """30 seconds, 5 slow breaths."""
        return self.count(f"units.{amount.unit}", amount.number)

    def date(self, day: date, *, short: bool = False) -> str:
        """20 November 2026, or (short) 20 Nov 2026; never broken over two lines."""
        said = format_date(day, self.say("date_short") if short else "long", self.locale)
        if day.day == 1:  # the one thing CLDR's patterns cannot say: French 1er
            said = said.replace("1 ", f"{self.say('first_of_month')} ", 1) if said.startswith("1 ") else said
        return said.replace(" ", "\u00a0")

    def weekdays(self, width: WeekdayWidth | None = None) -> tuple[str, ...]:
        """The days of the week in one of CLDR's widths (without one, that of the tracker), Monday first."""
        of_tracker: WeekdayWidth = "short" if self.say("weekday_width") == "short" else "abbreviated"
        names = get_day_names(width or of_tracker, "stand-alone", self.locale)
        return tuple(names[day] for day in range(7))

    def listed(self, items: Sequence[str]) -> str:
        """Mon, Wed and Fri."""
        return format_list(items, locale=self.locale)

    def language_name(self, tag: str) -> str:
        """What a language is called in this one."""
        language, _, country = tag.partition("-")
        return _locale(language, country).get_display_name(self.locale) or tag

    def own(self, texts: TextInLanguages) -> str:
        """What a clinic has written in several languages, in this one."""
        return text_in(texts, self.language)

    def joined(self, phrases: Sequence[Phrase]) -> Phrase:
        """Phrases as one phrase."""
        return join(self.say("join"), phrases)

    def sentences(self, sentences: Sequence[Phrase | str]) -> Phrase:
        """Sentences one after the other."""
        return join(self.say("after_sentence"), sentences)

    def drafts(self) -> tuple[str, ...]:
        """What of the words themselves nobody has reviewed."""
        return () if self.catalogue.get("state", "") != "draft" else (f"languages/{self.language}",)

    def apart(self, text: str) -> str:
        """A text that keeps its own order within a text of this language.

        On a sheet from right to left "555 0100" would turn round, and a Latin name take the full stop after it
        along: each stands in an isolate (UAX 9) there, as text from right to left does on any other sheet.
        """
        needed = leftward(self.language) or has_leftward(text)
        return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}" if needed else text

    def _text(self, key: str) -> str:
        text = self._at(key)
        if not isinstance(text, str):
            raise self._missing(key)
        return text

    def _at(self, key: str) -> Any:
        found: Any = self.catalogue
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def _missing(self, key: str) -> InputError:
        file = f"content/languages/{self.language}.yaml"
        return InputError.single(file, "missing-wording", f"has no text for '{key}'", "add it")


def known_language(tag: str) -> bool:
    """Whether CLDR knows how a language, in a country where the tag names one, writes dates and numbers."""
    try:
        Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def _locale(name: str, country: str) -> Locale:
    """A locale in a country; without it where the two together are not known, as Simplified Chinese in Taiwan."""
    locale = Locale.parse(name.replace("-", "_"))
    if not country:
        return locale
    try:
        return Locale(locale.language, territory=country, script=locale.script)
    except UnknownLocaleError:
        return locale
