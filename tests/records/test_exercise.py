"""One exercise of the library: three wordings for three sides, numbered steps, and where its dose comes from."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from handouts.errors import Problem
from handouts.library.library import Library
from handouts.reading.validation import validate
from handouts.records.dose_words import Side
from handouts.records.exercise import Exercise, Step, for_side
from tests.examples import as_printed, source_of

SIDES: tuple[Side, ...] = ("left", "right")
CLAMSHELL: dict[str, Any] = {
    "kind": "strengthening",
    "position": "side-lying",
    "regions": ["hip"],
    "side": {"part": "leg", "means": "the top leg"},
    "dose": {"reps": 10, "hold": "10 s", "side": "both"},
    "documented": {"D0": {"reps": 10}},
    "text": {
        "name": "Clamshell",
        "why": "Steadies your hips.",
        "feel": "your {top|left|right} buttock",
        "steps": [
            "Lie on your {side|right side|left side}. (1)",
            "Lift your {top|left|right} knee. (2)",
            "Breathe.",
        ],
        "avoid": "rolling back",
        "pictures": ["On your side", "{Top|Left|Right} knee up"],
    },
}


def read(**changes: Any) -> tuple[Exercise | None, list[Problem]]:
    """The exercise with these fields changed; None takes a field out."""
    fields = {name: value for name, value in (CLAMSHELL | changes).items() if value is not None}
    return validate(Exercise, source_of(yaml.safe_dump(fields, sort_keys=False, width=1000)))


def exercise(**changes: Any) -> Exercise:
    made, problems = read(**changes)
    assert made is not None
    assert problems == []
    return made


def text(**changes: Any) -> dict[str, Any]:
    return {**CLAMSHELL["text"], **changes}


WORDINGS: list[tuple[Side | None, str]] = [
    (None, "Lift one knee."),
    ("both", "Lift one knee."),
    ("alternate", "Lift one knee."),
    ("left", "Lift your left knee."),
    ("right", "Lift your right knee."),
]


def test_a_text_has_a_wording_for_each_side() -> None:
    for side, words in WORDINGS:
        assert for_side("Lift {one|your left|your right} knee.", side) == words, side


def test_a_wording_may_be_empty_and_stand_more_than_once() -> None:
    assert for_side("{|left |right }knee, {other|right|left} foot", None) == "knee, other foot"
    assert for_side("{|left |right }knee, {other|right|left} foot", "left") == "left knee, right foot"


@pytest.mark.parametrize(
    ("side", "lies_on", "lifts"),
    [("both", "side", "top"), ("left", "right side", "left"), ("right", "left side", "right")],
)
def test_every_text_of_an_exercise_follows_the_side(side: Side, lies_on: str, lifts: str) -> None:
    worded = exercise().text.on(side)
    assert worded.feel == f"your {lifts} buttock"
    assert worded.steps == (
        Step(f"Lie on your {lies_on}.", 1),
        Step(f"Lift your {lifts} knee.", 2),
        Step("Breathe.", None),
    )
    assert worded.pictures == ("On your side", f"{lifts.capitalize()} knee up")
    assert (worded.easier, worded.care) == (None, None)


def test_no_wording_of_the_library_leaves_a_brace_or_a_bar(library: Library) -> None:
    for id in library.ids("exercises"):
        for side in (None, *SIDES):
            assert not set("{|}") & set(str(library.exercise(id).text.on(side))), (id, side)


def test_the_left_and_the_right_wording_of_the_library_mirror_each_other(library: Library) -> None:
    for id in library.ids("exercises"):
        if library.exercise(id).side is None:
            continue
        told = library.exercise(id).text
        left, right = (str(told.on(side)).replace("right above", "above") for side in SIDES)
        assert re.sub(r"\b(left|right)\b", mirrored, left, flags=re.IGNORECASE) == right, id


def mirrored(word: re.Match[str]) -> str:
    return {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}[word[0]]


def problem_of(**changes: Any) -> str:
    _, (problem,) = read(**changes)
    return as_printed(problem).split(": ", 1)[1]


def test_sides_stand_in_the_exercise_and_in_its_dose_or_in_neither() -> None:
    words = "a one-sided exercise needs 'side' here and in 'dose', any other neither | "
    assert problem_of(dose={"reps": 10}) == f"dose: {words}"
    assert problem_of(side=None) == f"dose: {words}"


def test_a_wording_for_sides_has_three_parts() -> None:
    for why in [
        "{one|left} leg",
        "{one|left|right|both} leg",
        "{one|left|right leg",
        "one|left|right} leg",
        "{side} leg",
    ]:
        assert problem_of(text=text(why=why)) == (
            "text: wording for sides must be {each|left|right}, in a one-sided exercise only | "
            "write three wordings between braces"
        ), why


def test_a_wording_for_sides_needs_a_one_sided_exercise() -> None:
    assert "in a one-sided exercise only" in problem_of(side=None, dose={"reps": 10})


SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "strenthening"}, "kind: must be strengthening, static stretch"),
    ({"position": "lying"}, "position: must be standing"),
    ({"regions": ["hips"]}, "regions[0]: must be hip, thigh"),
    ({"equipment": ["matt"]}, "equipment[0]: must be mat"),
    ({"level": "hard"}, "level: must be basic or advanced"),
    ({"text": None}, "text: is missing | add 'text: …'"),
    ({"text": text(steps=[])}, "text.steps: must not be empty | "),
    ({"text": text(steps=["x"] * 10)}, "text.steps: has more than 9 items | "),
    ({"text": text(steps=["x", 3])}, "text.steps[1]: must be one sentence of text | "),
    ({"cautions": {"pregnent": {"verdict": "avoid", "reason": "x"}}}, "cautions.pregnent: must be"),
    ({"cautions": {"pregnant": {"verdict": "never", "reason": "x"}}}, "cautions.pregnant.verdict: must be"),
    ({"side": {"part": "foot", "means": "x"}}, "side.part: must be leg, arm or side | "),
    ({"documented": {"D0": {"hold": 10}}}, "documented.D0.hold: needs its unit"),
]


def test_a_slip_in_an_exercise_file_is_told_at_its_field() -> None:
    for changes, words in SLIPS:
        assert problem_of(**changes).startswith(words), changes


ORIGINS = [
    ({"D0": {"reps": 10}}, "D0"),
    ({"D0": {"reps": 10}, "D2": {"hold": "10 s"}}, "D0, D2"),
    ({"D0": {"reps": 5}, "D2": {"hold": "10 s"}}, "D2"),
    ({"D0": {"reps": 5}}, "library"),
    ({"D0": {}}, "library"),
    ({}, "library"),
]


def test_a_default_dose_names_the_documents_that_say_it() -> None:
    for documented, origin in ORIGINS:
        assert exercise(documented=documented).dose_origin == origin, documented
