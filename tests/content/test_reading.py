"""The library can be read by the patient: short sentences, everyday words, one anatomy for every exercise."""

from __future__ import annotations

import re
from collections.abc import Iterator

import textstat

from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.dose_words import Side
from handouts.records.exercise import Exercise, ExerciseText
from tests.conftest import ROOT

SHIPPED = Library(Workspace.at(ROOT))
SIDES: tuple[Side, ...] = ("both", "left", "right")
ONE_SIDED = [id for id in SHIPPED.ids("exercises") if SHIPPED.exercise(id).side]
MOST_WORDS = 15
HIGHEST_GRADE = 6
# A step starts with what to do. A new word here is a decision: is it an instruction, and an everyday word?
FIRST_WORDS = """
    bend brace breathe bring clasp climb draw ease grow help hold keep kneel lay lean let lie lift line look
    loosen lower make move place point press punch push put raise reach rest rise rock roll set shift sit slide
    slow squeeze stack stand start step stop straighten stretch take tighten tuck turn walk
"""
IMPERATIVES = frozenset(FIRST_WORDS.split())
WEAK = re.compile(r"as (prescribed|directed|instructed|told)|if (prescribed|directed)", re.IGNORECASE)


def wordings(exercise: Exercise) -> Iterator[ExerciseText]:
    """The text in each of its wordings."""
    for side in SIDES if exercise.side else SIDES[:1]:
        yield exercise.text.on(side)


def lines(text: ExerciseText) -> list[str]:
    """All that the patient reads about an exercise, in order."""
    steps = [step.text for step in text.steps]
    single = [text.why, f"You should feel {text.feel}.", *steps, f"Avoid {text.avoid}.", text.easier, text.harder]
    return [line for line in (*single, text.care) if line]


def sentences(line: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!:])\s+", line) if sentence]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w'’-]+", sentence)


def whole_library() -> Iterator[str]:
    """Everything a patient can read, as sentences."""
    for id in SHIPPED.ids("exercises"):
        yield from lines(SHIPPED.exercise(id).text.on("both"))
    for id in SHIPPED.ids("routines"):
        text = SHIPPED.routine(id).text
        yield from (text.summary, *text.tips)
    for id in SHIPPED.ids("advice"):
        page = SHIPPED.advice(id).text
        points = [line for section in page.sections for line in (*section.paragraphs, *section.points)]
        yield from (line if line.endswith((".", "?")) else f"{line}." for line in (page.summary, *points))


def test_a_child_of_twelve_can_read_the_library() -> None:
    grade = textstat.textstat.flesch_kincaid_grade(" ".join(whole_library()))
    assert grade <= HIGHEST_GRADE


def test_a_sentence_has_few_words() -> None:
    for id in SHIPPED.ids("exercises"):
        found = [
            sentence
            for text in wordings(SHIPPED.exercise(id))
            for line in lines(text)
            for sentence in sentences(line)
        ]
        assert [sentence for sentence in found if len(words(sentence)) > MOST_WORDS] == [], id


def test_a_step_starts_with_what_to_do() -> None:
    for id in SHIPPED.ids("exercises"):
        firsts = [words(step.text)[0].lower() for text in wordings(SHIPPED.exercise(id)) for step in text.steps]
        assert [word for word in firsts if word not in IMPERATIVES] == [], id


def test_every_allowed_first_word_is_used() -> None:
    used = {
        words(step.text)[0].lower() for id in SHIPPED.ids("exercises") for step in SHIPPED.exercise(id).text.steps
    }
    assert used == IMPERATIVES


def test_there_are_three_to_seven_steps() -> None:
    for id in SHIPPED.ids("exercises"):
        assert 3 <= len(SHIPPED.exercise(id).text.steps) <= 7, id


def test_the_dose_stands_in_its_own_box_and_nowhere_in_the_text() -> None:
    for id in SHIPPED.ids("exercises"):
        for text in wordings(SHIPPED.exercise(id)):
            assert [line for line in lines(text) if re.search(r"\d", line) or WEAK.search(line)] == [], id


def test_each_picture_is_reached_by_one_step_in_order() -> None:
    for id in SHIPPED.ids("exercises"):
        text = SHIPPED.exercise(id).text
        assert [step.picture for step in text.steps if step.picture] == list(range(1, len(text.pictures) + 1)), id
        assert text.pictures, id


def test_an_exercise_says_why_where_it_is_felt_what_to_avoid_and_how_to_change_it() -> None:
    for id in SHIPPED.ids("exercises"):
        text = SHIPPED.exercise(id).text
        for sentence in (text.why, text.easier, text.harder):
            assert sentence is not None, id
            assert re.fullmatch(r"[A-Z].*\.", sentence), id
        for ending in (text.feel, text.avoid):
            assert re.fullmatch(r"[a-z{].*[^.]", ending), id


def test_nothing_shouts() -> None:
    for id in SHIPPED.ids("exercises"):
        for text in wordings(SHIPPED.exercise(id)):
            assert [line for line in lines(text) if "!" in line or re.search(r"\b[A-Z]{2,}\b", line)] == [], id


# --- left and right ----------------------------------------------------------------------------------------


def everything(text: ExerciseText) -> list[str]:
    return [*lines(text), *text.pictures]


def mirrored(line: str) -> str:
    """The line with left and right swapped."""
    swap = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    return re.sub(r"\b[Ll]eft\b|\b[Rr]ight\b", lambda match: swap[match[0]], line)


def test_the_wordings_for_left_and_right_are_mirror_images() -> None:
    for id in ONE_SIDED:
        text = SHIPPED.exercise(id).text
        assert [mirrored(line) for line in everything(text.on("left"))] == everything(text.on("right")), id


def test_a_wording_for_one_side_names_the_side() -> None:
    for id in ONE_SIDED:
        text = SHIPPED.exercise(id).text
        for side in ("left", "right"):
            steps = " ".join(step.text for step in text.on(side).steps)
            assert re.search(rf"\b{side}\b", steps), id


def test_a_wording_for_each_side_in_turn_names_no_side() -> None:
    for id in ONE_SIDED:
        both = everything(SHIPPED.exercise(id).text.on("both"))
        assert [line for line in both if re.search(r"\b(left|right)\b", line, re.IGNORECASE)] == [], id


def test_the_clinician_can_read_which_side_is_meant() -> None:
    for id in ONE_SIDED:
        meaning = SHIPPED.exercise(id).side
        assert meaning is not None, id
        assert len(words(meaning.means)) >= 3, id
