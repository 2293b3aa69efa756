"""Wordings with numbers in them: each number stays a value beside what it counts, in every language."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.dosage import dose_cells, dose_extras, dose_phrase, schedule_phrase
from handouts.programme.phrase import WORD_JOINER, Phrase, Quantity, fill, join, quantity
from handouts.programme.wording import Words
from handouts.records.dose import Dose
from handouts.records.dose_words import Count
from tests.conftest import ROOT

LIBRARY = Library(Workspace.at(ROOT))
LANGUAGES = {tag: Words(tag, LIBRARY.words(tag)) for tag in ("en", "fr", "es", "ar", "zh")}
TEN = Quantity("10")


def test_a_number_takes_the_words_after_its_slot_as_its_unit() -> None:
    said = {
        "{n} slow breaths": (Quantity("10", "slow breaths"),),
        "{n}个慢呼吸": (Quantity("10", "个慢呼吸", joined=True),),
        "for {n} weeks": ("for ", Quantity("10", "weeks")),
        "{n} مجموعة، عدد المرات": (Quantity("10", "مجموعة"), "، عدد المرات"),
        "Effort: {n} out of 10.": ("Effort: ", Quantity("10", "out of 10"), "."),
        "{n}, then rest": (TEN, ", then rest"),
        "up to {n}": ("up to ", TEN),
        "once": ("once",),
        "": (),
    }
    for wording, parts in said.items():
        assert fill(wording, {"n": TEN}).parts == parts


def test_a_quantity_that_has_its_unit_keeps_it_and_a_phrase_keeps_its_quantities() -> None:
    amount = fill("{n} seconds", {"n": TEN})
    assert fill("hold for {amount} at most", {"amount": amount}).parts == (
        "hold for ",
        Quantity("10", "seconds"),
        " at most",
    )
    assert fill("{n} of {times}", {"n": Quantity("2", "sets"), "times": TEN}).parts == (
        Quantity("2", "sets"),
        " of ",
        TEN,
    )


def test_a_text_in_a_slot_is_no_wording() -> None:
    assert str(fill("Use {load}.", {"load": "{n} {load}"})) == "Use {n} {load}."


def test_a_number_and_its_unit_are_kept_together() -> None:
    assert Quantity("10", "slow breaths").kept == "10\u00a0slow breaths"
    assert Quantity("10", "次", joined=True).kept == "10\u2060次"
    assert TEN.kept == "10"


def test_the_lower_number_of_a_range_stays_with_the_word_after_it() -> None:
    ranges = {
        "{low} to {high}": "8\u00a0to 10",
        "من {low} إلى {high}": "من 8\u00a0إلى 10",
        "{low}至{high}": "8\u2060至10",
    }
    for wording, kept in ranges.items():
        assert quantity(Count(8, 10), wording) == Quantity(kept)
    assert quantity(Count(8, 8), "{low} to {high}") == Quantity("8")


def test_phrases_are_joined_and_begin_with_a_capital_where_they_begin_with_a_word() -> None:
    phrase = join(", ", [Phrase(("hold for ", TEN)), "twice", Phrase((TEN,))])
    assert phrase.parts == ("hold for ", TEN, ", ", "twice", ", ", TEN)
    assert str(phrase.capitalised) == "Hold for 10, twice, 10"
    assert Phrase((TEN, " times")).capitalised.parts == (TEN, " times")
    assert (str(Phrase().capitalised), bool(Phrase())) == ("", False)


counts = st.one_of(st.integers(1, 20), st.integers(1, 9).map(lambda low: f"{low}-{low + 1}"))
amounts = st.builds("{} {}".format, counts, st.sampled_from(["s", "min"]))
doses = st.fixed_dictionaries(
    {},
    optional={
        "sets": counts,
        "hold": amounts,
        "rest": amounts,
        "times_per_day": counts,
        "weeks": st.integers(1, 52),
        "tempo": st.sampled_from(["3-0-3-0", "2-1-3-1"]),
        "intensity": st.sampled_from(["RPE 3", "gentle"]),
        "pain_limit": st.integers(0, 10),
    },
)
times = st.one_of(st.fixed_dictionaries({"reps": counts}), st.fixed_dictionaries({"duration": amounts}))


@settings(max_examples=100, deadline=None)
@given(doses, times, st.sampled_from(sorted(LANGUAGES)))
def test_every_number_of_a_dose_is_a_value_and_none_is_lost(
    fields: dict[str, Any], time: dict[str, Any], tag: str
) -> None:
    words, dose = LANGUAGES[tag], Dose.model_validate(fields | time)
    phrases = [dose_phrase(dose, words), schedule_phrase(dose, words), *dose_extras(dose, words)]
    quantities = [part for phrase in phrases for part in phrase.parts if isinstance(part, Quantity)]
    text = " ".join(str(phrase) for phrase in phrases)
    assert not set("{}") & set(text)
    assert WORD_JOINER not in text
    of_the_catalogue = {"1", "7", "10"}  # once a day, every day, out of 10
    loose = [part for phrase in phrases for part in phrase.parts if isinstance(part, str)]
    assert {number for part in loose for number in re.findall(r"\d+", part)} <= of_the_catalogue
    assert all(re.search(r"\d", said.number) for said in quantities)
    for phrase in phrases:
        for before, after in pairwise(phrase.parts):
            unitless = isinstance(before, Quantity) and not before.unit
            assert not unitless or str(after).startswith((",", ".", "،", "，")), phrase
    assert all(cell.number and cell.unit for cell in dose_cells(dose, words))
