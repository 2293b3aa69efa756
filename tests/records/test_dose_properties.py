"""A dose that is written as the language has it is read as it was meant; anything else is refused with a fix."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handouts.records.dose import Dose
from handouts.records.dose_words import WEEKDAYS, Amount, Count, Tempo, Unit

quick = settings(max_examples=100, deadline=None)

SPELLINGS: dict[Unit, list[str]] = {
    "second": ["s", "sec", "secs", "second", "seconds"],
    "minute": ["min", "mins", "minute", "minutes"],
    "breath": ["breath", "breaths"],
}
LONGEST: dict[Unit, int] = {"second": 600, "minute": 120, "breath": 30}
MOST = {"sets": 20, "reps": 200, "times_per_day": 24}
FULL_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

spaces = st.sampled_from(["", " ", "  ", "\u00a0"])


def read(field: str, typed: object) -> Any:
    return getattr(Dose.model_validate({field: typed}), field)


def refusal(field: str, typed: object) -> dict[str, Any]:
    """Code, message and hint of what is wrong with one field."""
    with pytest.raises(ValidationError) as caught:
        Dose.model_validate({field: typed})
    (detail,) = caught.value.errors()
    return detail["ctx"]


@st.composite
def counts(draw: st.DrawFn, most: int) -> tuple[str, Count]:
    """A number or a range as someone types it, and what it means."""
    low = draw(st.integers(1, most))
    high = draw(st.one_of(st.just(low), st.integers(low, most)))
    if low == high and draw(st.booleans()):
        return str(low), Count(low, low)
    dash = draw(st.sampled_from(["-", " - ", "–", " to ", "to"]))
    return f"{low}{dash}{high}", Count(low, high)


@quick
@given(st.sampled_from(sorted(MOST)), st.data())
def test_a_count_is_read_as_it_was_meant(field: str, data: st.DataObject) -> None:
    typed, meant = data.draw(counts(MOST[field]))
    assert read(field, typed) == meant
    if typed.isdecimal():
        assert read(field, int(typed)) == meant, "a bare number is one in the file too"


@quick
@given(st.sampled_from(sorted(SPELLINGS)), st.data())
def test_an_amount_is_read_as_it_was_meant(unit: Unit, data: st.DataObject) -> None:
    typed, meant = data.draw(counts(LONGEST[unit]))
    spelling = data.draw(st.sampled_from(SPELLINGS[unit]))
    spelling = data.draw(st.sampled_from([spelling, spelling.upper(), spelling.capitalize()]))
    text = typed + data.draw(spaces) + spelling
    assert read("hold", text) == Amount(meant, unit)
    if unit != "breath":
        assert read("rest", text) == read("duration", text) == Amount(meant, unit)


@quick
@given(st.tuples(*[st.integers(0, 99)] * 4).filter(lambda tempo: tempo[0] + tempo[2] > 0))
def test_a_tempo_is_read_as_it_was_meant(tempo: tuple[int, int, int, int]) -> None:
    assert read("tempo", "-".join(map(str, tempo))) == Tempo(*tempo)


@quick
@given(st.sets(st.integers(0, 6), min_size=1), st.randoms(), st.booleans())
def test_weekdays_are_read_in_the_order_of_the_week(days: set[int], chance: Any, as_text: bool) -> None:
    names = [chance.choice([FULL_NAMES[day], WEEKDAYS[day], WEEKDAYS[day].upper()]) for day in days]
    chance.shuffle(names)
    typed = ", ".join(names) if as_text else names
    assert read("weekdays", typed) == tuple(WEEKDAYS[day] for day in sorted(days))


@quick
@given(st.integers(0, 10), st.sampled_from(["RPE {}", "rpe {}", "rpe{}", "Rpe  {}"]))
def test_an_effort_is_read_as_it_was_meant(effort: int, form: str) -> None:
    assert read("intensity", form.format(effort)) == f"rpe {effort}"
    assert refusal("intensity", effort)["hint"] == f"write RPE {effort}"


@quick
@given(st.sampled_from(["sets", "reps", "times_per_day", "hold", "duration", "rest", "tempo"]), st.text())
def test_a_text_without_a_number_is_refused_with_the_fix(field: str, text: str) -> None:
    typed = "".join(character for character in text if not character.isdigit())
    assert refusal(field, typed)["hint"].startswith("write ")


@quick
@given(
    st.sampled_from(sorted(Dose.model_fields)),
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.lists(st.text(), max_size=3)),
)
def test_any_value_is_a_dose_or_is_refused_in_words_of_the_language(field: str, typed: object) -> None:
    try:
        value = read(field, typed)
    except ValidationError as error:
        details = error.errors()
    else:
        assert value is not None
        return
    for detail in details:
        assert detail["type"] == "literal_error" or detail["ctx"]["message"], (field, typed)


@quick
@given(st.sampled_from(["hold", "duration", "rest"]), st.integers(1, 9999))
def test_a_number_without_its_unit_is_refused_with_units_to_choose_from(field: str, number: int) -> None:
    found = refusal(field, number)
    assert (found["code"], found["hint"].startswith(f"write {number} s")) == ("unit-missing", True)
