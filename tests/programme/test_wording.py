"""Doses, sides and dates in plain English, as the table of the sheet's rules prints them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from handouts.errors import InputError
from handouts.library.library import Library
from handouts.programme.dosage import dose_cells, dose_extras, dose_phrase, schedule_phrase, side_label
from handouts.programme.phrase import Quantity
from handouts.programme.wording import Words
from handouts.records.dose import Dose
from handouts.records.dose_words import Count
from handouts.records.exercise import SideMeaning


@pytest.fixture(scope="session")
def words(library: Library) -> Words:
    return Words("en", library.words("en"))


def dose(**fields: Any) -> Dose:
    return Dose.model_validate(fields)


HOW_MUCH: list[tuple[dict[str, Any], str]] = [
    ({"reps": 10}, "10 times"),
    ({"reps": 1}, "once"),
    ({"reps": "8-10"}, "8 to 10 times"),
    ({"sets": 3, "reps": 10}, "3 sets of 10"),
    ({"sets": 1, "reps": 10}, "10 times"),
    ({"sets": "3-4", "reps": "8-10"}, "3 to 4 sets of 8 to 10"),
    ({"reps": 3, "hold": "30 s"}, "3 times, hold for 30 seconds"),
    ({"reps": 3, "hold": "1 s"}, "3 times, hold for 1 second"),
    ({"reps": 3, "hold": "1 min"}, "3 times, hold for 1 minute"),
    ({"reps": 3, "hold": "5 breaths"}, "3 times, hold for 5 slow breaths"),
    ({"reps": 3, "hold": "3-5 breaths"}, "3 times, hold for 3 to 5 slow breaths"),
    ({"hold": "1 breath"}, "hold for 1 slow breath"),
    ({"duration": "2 min"}, "for 2 minutes"),
    ({"sets": 2, "duration": "30 s"}, "2 sets of 30 seconds"),
    ({"sets": 2, "reps": 10, "hold": "10 s"}, "2 sets of 10, hold for 10 seconds"),
    ({}, ""),
]
WHEN: list[tuple[dict[str, Any], str]] = [
    ({}, "once a day"),
    ({"times_per_day": 2}, "2 times a day"),
    ({"times_per_day": "2-3"}, "2 to 3 times a day"),
    ({"days_per_week": 7}, "once a day, every day"),
    ({"days_per_week": 5}, "once a day, 5 days a week"),
    ({"days_per_week": 1}, "once a day, 1 day a week"),
    ({"weekdays": "mon, wed, fri"}, "once a day, on Mon, Wed and Fri"),
    ({"weekdays": ["sat"]}, "once a day, on Sat"),
    ({"weeks": 4}, "once a day, for 4 weeks"),
    ({"weeks": 1}, "once a day, for 1 week"),
    (
        {"times_per_day": 2, "weekdays": ["tue", "thu"], "weeks": 6},
        "2 times a day, on Tue and Thu, for 6 weeks",
    ),
]
EXTRAS: list[tuple[dict[str, Any], str]] = [
    ({"rest": "30 s"}, "Rest 30 seconds each time."),
    ({"rest": "30 s", "sets": 1}, "Rest 30 seconds each time."),
    ({"rest": "30 s", "sets": "2-3"}, "Rest 30 seconds between sets."),
    ({"load": "red band"}, "Use the red band."),
    ({"load": "2 kg"}, "Use 2 kg."),
    ({"load": "body weight"}, "Use your body weight only."),
    ({"intensity": "RPE 3"}, "Effort: 3 out of 10."),
    ({"intensity": "gentle"}, "Keep the effort gentle."),
    ({"intensity": "moderate"}, "Make a moderate effort."),
    ({"tempo": "3-0-3-0"}, "Pace: 3 seconds up, 3 seconds down."),
    ({"tempo": "2-1-3-0"}, "Pace: 2 seconds up, pause 1 second, 3 seconds down."),
    ({"pain_limit": 3}, "Ease off if pain is above 3 out of 10."),
    ({"pain_limit": 0}, "Ease off if pain is above 0 out of 10."),
]
CELLS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"sets": 2, "reps": 10}, [("2", "sets"), ("10", "times"), ("Once", "a day")]),
    ({"sets": 1, "reps": 1}, [("1", "time"), ("Once", "a day")]),
    ({"reps": "8-10", "times_per_day": 2}, [("8–10", "times"), ("2", "times a day")]),
    ({"hold": "10 s"}, [("10", "seconds hold"), ("Once", "a day")]),
    ({"hold": "1 min"}, [("1", "minute hold"), ("Once", "a day")]),
    ({"hold": "3-5 breaths"}, [("3–5", "breaths hold"), ("Once", "a day")]),
    ({"duration": "30 s"}, [("30", "seconds"), ("Once", "a day")]),
    ({"days_per_week": 5, "weeks": 4}, [("Once", "a day"), ("5", "days a week"), ("4", "weeks")]),
    ({"weekdays": "mon, wed"}, [("Once", "a day"), ("Mon and Wed", "each week")]),
]


def test_how_much_is_said_in_one_phrase(words: Words) -> None:
    for fields, phrase in HOW_MUCH:
        assert str(dose_phrase(dose(**fields), words)) == phrase


def test_when_is_said_in_one_phrase(words: Words) -> None:
    for fields, phrase in WHEN:
        assert str(schedule_phrase(dose(**fields), words)) == phrase


def test_the_rest_is_said_in_sentences(words: Words) -> None:
    for fields, sentence in EXTRAS:
        assert [str(said) for said in dose_extras(dose(**fields), words)] == [sentence]


def test_a_load_is_never_read_as_a_slot(words: Words) -> None:
    assert str(dose_extras(dose(load="{n} {load}"), words)[0]) == "Use {n} {load}."


def test_the_dose_box_has_a_cell_for_each_number(words: Words) -> None:
    for fields, cells in CELLS:
        assert dose_cells(dose(**fields), words) == tuple(Quantity(*cell) for cell in cells)


def test_a_side_is_named_by_what_it_means(words: Words) -> None:
    labels: dict[tuple[Any, str], str] = {
        ("leg", "left"): "Left leg",
        ("leg", "both"): "Each leg",
        ("leg", "alternate"): "Legs in turn",
        ("arm", "right"): "Right arm",
        ("side", "both"): "Each side",
    }
    for (part, side), label in labels.items():
        assert side_label(dose(side=side), SideMeaning(part=part, means="the top leg"), words) == label


def test_an_exercise_without_sides_has_no_side_label(words: Words) -> None:
    assert side_label(dose(reps=3), None, words) == ""


def test_every_number_of_a_dose_is_in_its_words(library: Library, words: Words) -> None:
    for id in library.ids("exercises"):
        default = library.exercise(id).dose
        said = f"{dose_phrase(default, words)} {schedule_phrase(default, words)}"
        for count in (
            default.reps,
            default.hold and default.hold.number,
            default.duration and default.duration.number,
        ):
            if count and count != (1, 1):
                assert words.number(count) in said, id


def test_a_date_is_written_out_and_kept_on_one_line(words: Words) -> None:
    day = date(2026, 9, 5)
    assert words.date(day) == "5\u00a0September\u00a02026"
    assert words.date(day, short=True) == "5\u00a0Sept\u00a02026"


def test_a_list_reads_as_a_sentence(words: Words) -> None:
    for items, listed in {("Mon",): "Mon", ("Mon", "Wed"): "Mon and Wed", ("A", "B", "C"): "A, B and C"}.items():
        assert words.listed(items) == listed


def test_a_range_is_written_in_words_or_short(words: Words) -> None:
    assert words.number(Count(8, 10)) == "8 to 10"
    assert words.number(Count(8, 10), short=True) == "8–10"
    assert words.number(Count(8, 8)) == "8"


def test_a_wording_that_is_missing_names_its_file_and_key() -> None:
    empty = Words("nl", {"dose": {"hold": 3}})
    for key in ("dose.hold", "side.leg.left"):
        with pytest.raises(InputError) as caught:
            empty.say(key)
        assert str(caught.value.problems[0]) == f"content/languages/nl.yaml: has no text for '{key}'"
