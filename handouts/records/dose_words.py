"""The dose language: `10 s`, `8-10`, `5 breaths`, `2 weeks`, `3-0-3-0` -> exact values.

The unit stands in the value, never in the field's name, so a number without one is refused with the fix in
the message. Limits are wide enough for any real prescription and narrow enough to catch a slip of a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

from handouts.errors import did_you_mean, one_of
from handouts.reading.faults import wrong

Side = Literal["left", "right", "both", "alternate"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Unit = Literal["second", "minute", "breath"]

_SPELLINGS: Final[dict[Unit, str]] = {
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "breath": "breath breaths",
}
_UNITS: Final = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()}
_RANGE: Final = re.compile(r"([0-9]{1,4})(?:\s*(?:-|–|to)\s*([0-9]{1,4}))?")
_AMOUNT: Final = re.compile(_RANGE.pattern + r"\s*([a-z]+)")
_TEMPO: Final = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})-([0-9]{1,2})")
_DAYS: Final[dict[str, Weekday]] = {
    spelling: WEEKDAYS[index]
    for index, spellings in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for spelling in spellings.split()
}
_LONGEST: Final[dict[Unit, int]] = {"second": 600, "minute": 120, "breath": 30}


class Count(NamedTuple):
    """A whole number, or a range of whole numbers; low == high where it is one number."""

    low: int
    high: int


class Amount(NamedTuple):
    """A stretch of time or of breathing: 30 seconds, 2 minutes, 3 to 5 breaths."""

    number: Count
    unit: Unit

    @property
    def seconds(self) -> int | None:
        """The longest time it may take, or None for breaths."""
        return {"second": self.number.high, "minute": self.number.high * 60, "breath": None}[self.unit]


class Tempo(NamedTuple):
    """Seconds for the way up, at the top, for the way down, at the bottom."""

    up: int
    top: int
    down: int
    bottom: int


def _count(low: str, high: str | None) -> Count:
    count = Count(int(low), int(high or low))
    if count.high < count.low:
        raise wrong("range", "the range runs backwards", f"write {count.high}-{count.low}")
    return count


def _count_parser(least: int, most: int) -> Callable[[Any], Count]:
    def parse(value: Any) -> Count:
        if isinstance(value, Count):
            return value
        match = _RANGE.fullmatch(str(value).strip()) if isinstance(value, int | str) else None
        if match is None or isinstance(value, bool):
            raise wrong("count", "must be a whole number or a range", "write 10, or 8-10")
        count = _count(match[1], match[2])
        if count.low < least or count.high > most:
            raise wrong("out-of-range", f"must be from {least} to {most}")
        return count

    return parse


def _amount_parser(*units: Unit) -> Callable[[Any], Amount]:
    examples = {"second": "30 s", "minute": "2 min", "breath": "5 breaths"}
    allowed = one_of([examples[unit] for unit in units])

    def parse(value: Any) -> Amount:
        if isinstance(value, Amount):
            return value
        text = str(value).strip().lower()
        if isinstance(value, int | float | str) and _RANGE.fullmatch(text):
            fix = one_of([f"{text} {examples[unit].split()[1]}" for unit in units])
            names = one_of([f"{unit}s" for unit in units])
            raise wrong("unit-missing", f"needs its unit: {names}?", f"write {fix}")
        match = _AMOUNT.fullmatch(text) if isinstance(value, str) else None
        if match is None:
            raise wrong("amount", "must be a number with its unit", f"write {allowed}")
        unit = _UNITS.get(match[3])
        if unit is None or unit not in units:
            raise wrong(
                "unit",
                "has a unit that is not known here",
                did_you_mean(match[3], [word for word in _UNITS if _UNITS[word] in units]) or f"write {allowed}",
            )
        count = _count(match[1], match[2])
        if not 1 <= count.low <= count.high <= _LONGEST[unit]:
            raise wrong("out-of-range", f"must be from 1 to {_LONGEST[unit]} {unit}s")
        return Amount(count, unit)

    return parse


def _tempo(value: Any) -> Tempo:
    if isinstance(value, Tempo):
        return value
    match = _TEMPO.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong("tempo", "must be four numbers of seconds: up, top, down, bottom", "write 3-0-3-0")
    tempo = Tempo(*map(int, match.groups()))
    if not tempo.up + tempo.down:
        raise wrong("tempo", "a tempo without movement makes no sense", "write 3-0-3-0")
    return tempo


def _intensity(value: Any) -> int | str:
    text = str(value).strip().lower()
    match = re.fullmatch(r"rpe\s*([0-9]{1,2})", text)
    if match and int(match[1]) <= 10:
        return f"rpe {int(match[1])}"
    if text in ("gentle", "moderate"):
        return text
    hint = f"write RPE {text}" if re.fullmatch(r"[0-9]|10", text) else "write RPE 3, gentle or moderate"
    raise wrong("intensity", "must be an effort from RPE 0 to RPE 10, or gentle, or moderate", hint)


def _weekdays(value: Any) -> tuple[Weekday, ...]:
    words = value if isinstance(value, list | tuple) else str(value).split(",")
    days = {_DAYS.get(str(word).strip().lower()) for word in words}
    if not days or None in days:
        raise wrong("weekday", "must be days of the week", "write [mon, wed, fri]")
    if len(days) != len(words):
        raise wrong("weekday", "names a day twice")
    return tuple(day for day in WEEKDAYS if day in days)


def _load(value: Any) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > 40 or re.fullmatch(r"[\d.]+", text):
        raise wrong("load", "must say what the load is", "write 2 kg, red band, or body weight")
    return text


_A_RANGE: Final = r"\d+(\s*(-|–|to)\s*\d+)?"


def _pattern(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": list(examples)})


def _number(least: int, most: int) -> WithJsonSchema:
    whole = {"type": "integer", "minimum": least, "maximum": most}
    return WithJsonSchema({"anyOf": [whole, {"type": "string", "pattern": f"^{_A_RANGE}$", "examples": ["8-10"]}]})


def _whole(least: int, most: int, examples: str) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong("whole-number", f"must be a whole number from {least} to {most}", examples)
        if not least <= value <= most:
            raise wrong("out-of-range", f"must be from {least} to {most}")
        return value

    return parse


Sets = Annotated[Count, BeforeValidator(_count_parser(1, 20)), _number(1, 20)]
Reps = Annotated[Count, BeforeValidator(_count_parser(1, 200)), _number(1, 200)]
TimesPerDay = Annotated[Count, BeforeValidator(_count_parser(1, 24)), _number(1, 24)]
Hold = Annotated[
    Amount,
    BeforeValidator(_amount_parser("second", "minute", "breath")),
    _pattern(rf"{_A_RANGE}\s*(s|secs?|seconds?|mins?|minutes?|breaths?)", "30 s", "1 min", "5 breaths"),
]
Time = Annotated[
    Amount,
    BeforeValidator(_amount_parser("second", "minute")),
    _pattern(rf"{_A_RANGE}\s*(s|secs?|seconds?|mins?|minutes?)", "30 s", "2 min"),
]
DaysPerWeek = Annotated[int, BeforeValidator(_whole(1, 7, "write 5"))]
Weeks = Annotated[int, BeforeValidator(_whole(1, 52, "write 4"))]
PainLimit = Annotated[int, BeforeValidator(_whole(0, 10, "write 3"))]
Weekdays = Annotated[
    tuple[Weekday, ...],
    BeforeValidator(_weekdays),
    WithJsonSchema(
        {
            "anyOf": [{"type": "array", "items": {"enum": list(WEEKDAYS)}}, {"type": "string"}],
            "examples": [["mon", "wed", "fri"]],
        }
    ),
]
Intensity = Annotated[
    str, BeforeValidator(_intensity), _pattern("(RPE (10|[0-9])|gentle|moderate)", "RPE 3", "gentle")
]
Load = Annotated[str, BeforeValidator(_load), WithJsonSchema({"type": "string", "examples": ["2 kg", "red band"]})]
TempoText = Annotated[Tempo, BeforeValidator(_tempo), _pattern(r"\d+-\d+-\d+-\d+", "3-0-3-0")]
