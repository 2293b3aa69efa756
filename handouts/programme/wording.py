"""Doses, sides and dates -> plain words in one language.

The words stand in content/languages/; here is only which of them are said when. Dates, lists, weekdays and plural
forms follow CLDR through Babel. A dose is said twice: as cells (a big number over a small word) for the dose box,
and as a phrase for the plan and the record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.lists import format_list

from handouts.errors import InputError
from handouts.records.dose import Dose
from handouts.records.dose_words import WEEKDAYS, Amount, Count, Tempo
from handouts.records.exercise import SideMeaning
from handouts.records.language import END_ISOLATE, FIRST_STRONG_ISOLATE, has_leftward, leftward

_SLOT = re.compile(r"\{(\w+)\}")


WeekdayWidth = Literal["abbreviated", "short"]


class Cell(NamedTuple):
    """One cell of the dose box."""

    value: str
    unit: str


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
        text = self._at(key)
        if not isinstance(text, str):
            raise self._missing(key)
        return _SLOT.sub(lambda slot: str(values[slot[1]]), text)

    def count(self, key: str, count: Count, /, **values: object) -> str:
        """The plural form at a dotted key that a number asks for; {n} is the number or the range in words."""
        form = self.locale.plural_form(count.high)
        if count.low < count.high and form == "two":
            form = "other"  # a dual is for two alone, not for one to two
        return self.say(f"{key}.{form}", n=self.number(count), **values)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at a dotted key."""
        found = self._at(key)
        if not isinstance(found, list):
            raise self._missing(key)
        return tuple(found)

    def number(self, count: Count, *, short: bool = False) -> str:
        """10, or 8 to 10, or (short) 8–10."""
        if count.low == count.high:
            return str(count.low)
        return self.say("range_short" if short else "range", low=count.low, high=count.high)

    def amount(self, amount: Amount) -> str:
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

    def joined(self, phrases: Sequence[str]) -> str:
        """Phrases as one phrase."""
        return self.say("join").join(phrases)

    def sentences(self, sentences: Sequence[str]) -> str:
        """Sentences one after the other."""
        return self.say("after_sentence").join(sentences)

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


def dose_phrase(dose: Dose, words: Words) -> str:
    """How much, as a phrase: 2 sets of 10 times, hold for 10 seconds."""
    sets = dose.sets if dose.sets and dose.sets.high > 1 else None
    parts = []
    if dose.reps and sets:
        parts.append(words.count("dose.sets_of_times", sets, times=words.number(dose.reps)))
    elif dose.reps:
        parts.append(words.count("dose.times", dose.reps))
    elif dose.duration and sets:
        parts.append(words.count("dose.sets_of_amount", sets, amount=words.amount(dose.duration)))
    elif dose.duration:
        parts.append(words.say("dose.for", amount=words.amount(dose.duration)))
    if dose.hold:
        parts.append(words.say("dose.hold", amount=words.amount(dose.hold)))
    return words.joined(parts)


def schedule_phrase(dose: Dose, words: Words) -> str:
    """When, as a phrase: 2 times a day, on Mon, Wed and Fri, for 4 weeks."""
    parts = [words.count("dose.times_per_day", dose.times_per_day or Count(1, 1))]
    if dose.weekdays:
        parts.append(words.say("dose.weekdays", days=_weekdays(dose, words)))
    elif dose.days_per_week == 7:
        parts.append(words.say("dose.every_day"))
    elif dose.days_per_week:
        parts.append(words.count("dose.days_per_week", Count(dose.days_per_week, dose.days_per_week)))
    if dose.weeks:
        parts.append(words.count("dose.weeks", Count(dose.weeks, dose.weeks)))
    return words.joined(parts)


def dose_extras(dose: Dose, words: Words) -> tuple[str, ...]:
    """Rest, load, effort, tempo and an own pain limit, as sentences."""
    said = []
    if dose.rest:
        between = "dose.rest" if dose.sets and dose.sets.high > 1 else "dose.rest_each"
        said.append(words.say(between, amount=words.amount(dose.rest)))
    if dose.load:
        said.append(_load(dose.load, words))
    if dose.intensity:
        number = dose.intensity.removeprefix("rpe ")
        said.append(words.say("dose.rpe", n=number) if number != dose.intensity else words.say(f"dose.{number}"))
    if dose.tempo:
        said.append(_tempo(dose.tempo, words))
    if dose.pain_limit is not None:
        said.append(words.say("dose.pain_limit", n=dose.pain_limit))
    return tuple(said)


def dose_cells(dose: Dose, words: Words) -> tuple[Cell, ...]:
    """The dose box: big numbers over small words."""
    cells = []
    if dose.sets and dose.sets.high > 1:
        cells.append(_cell(dose.sets, "sets", words))
    if dose.reps:
        cells.append(_cell(dose.reps, "times", words))
    if dose.duration:
        cells.append(_cell(dose.duration.number, dose.duration.unit, words))
    if dose.hold:
        cells.append(_cell(dose.hold.number, f"{dose.hold.unit}_hold", words))
    times = dose.times_per_day or Count(1, 1)
    once = Cell(words.say("dose_box.once"), words.say("dose_box.once_a_day"))
    cells.append(once if times.high == 1 else _cell(times, "times_per_day", words))
    if dose.weekdays:
        cells.append(Cell(_weekdays(dose, words), words.say("dose_box.weekdays")))
    elif dose.days_per_week and dose.days_per_week < 7:
        cells.append(_cell(Count(dose.days_per_week, dose.days_per_week), "days_per_week", words))
    if dose.weeks:
        cells.append(_cell(Count(dose.weeks, dose.weeks), "weeks", words))
    return tuple(cells)


def side_label(dose: Dose, meaning: SideMeaning | None, words: Words) -> str:
    """Left leg, Each side; empty where the exercise has no sides."""
    return words.say(f"side.{meaning.part}.{dose.side}") if meaning and dose.side else ""


def _cell(count: Count, key: str, words: Words) -> Cell:
    return Cell(words.number(count, short=True), words.count(f"dose_box.{key}", count))


def _weekdays(dose: Dose, words: Words) -> str:
    names = dict(zip(WEEKDAYS, words.weekdays("abbreviated"), strict=True))
    return words.listed([names[day] for day in dose.weekdays or ()])


def _load(load: str, words: Words) -> str:
    if load.lower() in ("body weight", "bodyweight"):
        return words.say("dose.body_weight")
    return words.say("dose.load_band" if load.lower().endswith("band") else "dose.load", load=words.apart(load))


def _tempo(tempo: Tempo, words: Words) -> str:
    parts = [
        words.say(f"dose.tempo_parts.{name}", time=words.count("units.second", Count(seconds, seconds)))
        for name, seconds in tempo._asdict().items()
        if seconds
    ]
    return words.say("dose.tempo", parts=words.joined(parts))
