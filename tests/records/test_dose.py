"""The dose language: what each field takes, what it refuses and with which fix, and how doses are merged."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from handouts.records.dose import Dose, stretch_warnings
from handouts.records.dose_words import Amount, Count, Tempo
from tests.examples import prescription_text, problems_of


def dose(**fields: Any) -> Dose:
    return Dose.model_validate(fields)


def refusal(field: str, typed: str) -> str:
    """The message and hint about one field, typed as it would be in the file."""
    (problem,) = problems_of(prescription_text(exercises=f"\n- exercise: clamshell\n  {field}: {typed}"))
    assert (problem.line, problem.path) == (7, f"exercises[0].{field}")
    return f"{problem.message} | {problem.hint}"


def seconds(low: int, high: int | None = None) -> Amount:
    return Amount(Count(low, high or low), "second")


MEANINGS = [
    ("sets", 1, Count(1, 1)),
    ("sets", 20, Count(20, 20)),
    ("reps", 10, Count(10, 10)),
    ("reps", "8-10", Count(8, 10)),
    ("reps", "8 - 10", Count(8, 10)),
    ("reps", "8–10", Count(8, 10)),
    ("reps", "8 to 10", Count(8, 10)),
    ("reps", 200, Count(200, 200)),
    ("reps", "010", Count(10, 10)),  # not eight, as plain YAML 1.1 reads it
    ("hold", "30 s", seconds(30)),
    ("hold", "30s", seconds(30)),
    ("hold", "5-10 sec", seconds(5, 10)),
    ("hold", "30\u00a0seconds", seconds(30)),
    ("hold", "1 min", Amount(Count(1, 1), "minute")),
    ("hold", "5 breaths", Amount(Count(5, 5), "breath")),
    ("hold", "1 Breath", Amount(Count(1, 1), "breath")),
    ("duration", "2 minutes", Amount(Count(2, 2), "minute")),
    ("duration", "600 s", seconds(600)),
    ("rest", "30 s", seconds(30)),
    ("side", "alternate", "alternate"),
    ("times_per_day", "2-3", Count(2, 3)),
    ("days_per_week", 7, 7),
    ("weekdays", ["fri", "mon"], ("mon", "fri")),
    ("weekdays", "Monday, wed,  Thurs", ("mon", "wed", "thu")),
    ("weeks", 52, 52),
    ("load", "2  kg", "2 kg"),
    ("load", "red band", "red band"),
    ("intensity", "RPE 3", "rpe 3"),
    ("intensity", "rpe10", "rpe 10"),
    ("intensity", "Gentle", "gentle"),
    ("tempo", "3-0-3-0", Tempo(3, 0, 3, 0)),
    ("pain_limit", 0, 0),
    ("pain_limit", 10, 10),
]


def test_a_field_means_exactly_what_it_says() -> None:
    for field, value, meaning in MEANINGS:
        assert getattr(dose(**{field: value}), field) == meaning, (field, value)


COUNT = "must be a whole number or a range | write 10, or 8-10"
AMOUNT = "must be a number with its unit | write 30 s, 2 min or 5 breaths"
TIME = "must be a number with its unit | write 30 s or 2 min"
UNIT = "has a unit that is not known here"
BARE = "needs its unit: seconds, minutes or breaths? | write"
DAYS = "must be days of the week | write [mon, wed, fri]"
EFFORT = "must be an effort from RPE 0 to RPE 10, or gentle, or moderate | write RPE"
LOAD = "must say what the load is | write 2 kg, red band, or body weight"
TEMPO = "must be four numbers of seconds: up, top, down, bottom | write 3-0-3-0"


REFUSED = [
    ("sets", "0", "must be from 1 to 20 | "),
    ("sets", "21", "must be from 1 to 20 | "),
    ("sets", "two", COUNT),
    ("sets", "true", COUNT),
    ("sets", "2.0", COUNT),
    ("sets", "-2", COUNT),
    ("sets", "[2]", COUNT),
    ("reps", "9-3", "the range runs backwards | write 3-9"),
    ("reps", "0-5", "must be from 1 to 200 | "),
    ("reps", "1:30", COUNT),
    ("reps", "1\u0663", COUNT),
    ("hold", "30", f"{BARE} 30 s, 30 min or 30 breaths"),
    ("hold", "5-10", f"{BARE} 5-10 s, 5-10 min or 5-10 breaths"),
    ("hold", "1:30", AMOUNT),
    ("hold", "2.5 s", AMOUNT),
    ("hold", "[30]", AMOUNT),
    ("hold", "true", AMOUNT),
    ("hold", "30 secnds", f"{UNIT} | did you mean seconds or second?"),
    ("hold", "1 hour", f"{UNIT} | write 30 s, 2 min or 5 breaths"),
    ("hold", "0 s", "must be from 1 to 600 seconds | "),
    ("hold", "601 s", "must be from 1 to 600 seconds | "),
    ("hold", "31 breaths", "must be from 1 to 30 breaths | "),
    ("hold", "10-5 s", "the range runs backwards | write 5-10"),
    ("duration", "30", "needs its unit: seconds or minutes? | write 30 s or 30 min"),
    ("duration", "121 min", "must be from 1 to 120 minutes | "),
    ("rest", "5 breaths", f"{UNIT} | write 30 s or 2 min"),
    ("rest", "a while", TIME),
    ("side", "up", "must be left, right, both or alternate | "),
    ("times_per_day", "25", "must be from 1 to 24 | "),
    ("times_per_day", "twice", COUNT),
    ("days_per_week", "8", "must be from 1 to 7 | "),
    ("days_per_week", "3-5", "must be a whole number from 1 to 7 | write 5"),
    ("weekdays", "mon-fri", DAYS),
    ("weekdays", "mon wed fri", DAYS),
    ("weekdays", '"mon, wed and fri"', DAYS),
    ("weekdays", "[monkey]", DAYS),
    ("weekdays", "[]", DAYS),
    ("weekdays", "[mon, Monday]", "names a day twice | "),
    ("weeks", "0", "must be from 1 to 52 | "),
    ("weeks", "4 weeks", "must be a whole number from 1 to 52 | write 4"),
    ("load", "2", LOAD),
    ("load", '"2.5"', LOAD),
    ("load", "x" * 41, LOAD),
    ("intensity", "3", f"{EFFORT} 3"),
    ("intensity", "RPE 11", f"{EFFORT} 3, gentle or moderate"),
    ("intensity", "hard", f"{EFFORT} 3, gentle or moderate"),
    ("tempo", "3-0-3", TEMPO),
    ("tempo", "3030", TEMPO),
    ("tempo", "0-2-0-2", "a tempo without movement makes no sense | write 3-0-3-0"),
    ("pain_limit", "11", "must be from 0 to 10 | "),
    ("pain_limit", "three", "must be a whole number from 0 to 10 | write 3"),
]


def test_a_dose_that_makes_no_sense_is_refused_with_the_fix() -> None:
    for field, typed, words in REFUSED:
        assert refusal(field, typed) == words, (field, typed)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ("reps: 3, duration: 30 s", "exercises[0].duration"),
        ("weekdays: [mon], days_per_week: 3", "exercises[0].days_per_week"),
    ],
)
def test_two_fields_that_exclude_each_other_are_refused(fields: str, path: str) -> None:
    (problem,) = problems_of(prescription_text(exercises=f"[{{exercise: clamshell, {fields}}}]"))
    assert (problem.path, problem.hint) == (path, "keep one of them")


DEFAULT = dose(sets=2, reps=10, hold="10 s", side="both", times_per_day=1, days_per_week=3)


def test_what_is_left_out_comes_from_the_default() -> None:
    assert dose(reps=5).over(DEFAULT).stated() == DEFAULT.stated() | {"reps": Count(5, 5)}


def test_an_empty_dose_changes_nothing() -> None:
    assert dose().over(DEFAULT) == DEFAULT
    assert DEFAULT.over(dose()) == DEFAULT


@pytest.mark.parametrize(
    ("said", "dropped"),
    [
        ({"duration": "30 s"}, "reps"),
        ({"weekdays": ["mon"]}, "days_per_week"),
    ],
)
def test_a_field_drives_out_the_default_that_it_replaces(said: dict[str, Any], dropped: str) -> None:
    merged = dose(**said).over(DEFAULT)
    assert getattr(merged, dropped) is None
    assert merged.stated().keys() == (DEFAULT.stated().keys() - {dropped}) | said.keys()


def test_reps_and_days_a_week_drive_out_their_opposites_too() -> None:
    default = dose(duration="30 s", weekdays=["mon"])
    merged = dose(reps=5, days_per_week=2).over(default)
    assert merged.stated() == {"reps": Count(5, 5), "days_per_week": 2}


def test_a_pain_limit_of_zero_is_said_and_not_forgotten() -> None:
    assert dose(pain_limit=0).over(dose(pain_limit=5)).pain_limit == 0


def test_a_dose_cannot_be_changed_and_knows_its_own_fields_only() -> None:
    with pytest.raises(ValidationError):
        DEFAULT.sets = Count(3, 3)  # type: ignore[misc]
    with pytest.raises(ValidationError):
        dose(repetitions=3)


STRETCHES = [
    (dose(), "a static stretch needs a hold"),
    (dose(reps=3), "a static stretch needs a hold"),
    (dose(hold="9 s"), "a static stretch is usually held for 10 to 60 seconds"),
    (dose(hold="2 min"), "a static stretch is usually held for 10 to 60 seconds"),
    (dose(hold="30-90 s"), "a static stretch is usually held for 10 to 60 seconds"),
    (dose(hold="10 s"), None),
    (dose(hold="60 s"), None),
    (dose(hold="1 min"), None),
    (dose(hold="5 breaths"), None),
    (dose(duration="2 min"), None),
]


def test_an_unusual_stretch_is_noticed() -> None:
    for stretch, warning in STRETCHES:
        assert stretch_warnings(stretch) == warning, stretch
