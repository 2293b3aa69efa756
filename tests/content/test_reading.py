"""The library can be read by the patient: short sentences, everyday words, one anatomy for every exercise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import textstat

from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.dose_words import Side
from handouts.records.exercise import Exercise, ExerciseText
from tests.conftest import ROOT

SHIPPED = Library(Workspace.at(ROOT))
SIDES: tuple[Side, ...] = ("both", "left", "right")
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

EXERCISES = {id: SHIPPED.exercise(id) for id in SHIPPED.ids("exercises")}
ONE_SIDED = {id: exercise for id, exercise in EXERCISES.items() if exercise.side}


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


def wrong_lines(wrong: Callable[[str], object]) -> list[tuple[str, str]]:
    """The lines of any wording that are wrong, and whose they are."""
    said = [(id, line) for id, exercise in EXERCISES.items() for text in wordings(exercise) for line in lines(text)]
    return [(id, line) for id, line in said if wrong(line)]


def test_a_sentence_has_few_words() -> None:
    def too_long(line: str) -> bool:
        return any(len(words(sentence)) > MOST_WORDS for sentence in sentences(line))

    assert wrong_lines(too_long) == []


def first_words() -> set[tuple[str, str]]:
    """The word with which each step starts in any wording, and the exercise that has it."""
    return {
        (words(step.text)[0].lower(), id)
        for id, exercise in EXERCISES.items()
        for text in wordings(exercise)
        for step in text.steps
    }


def test_a_step_starts_with_what_to_do() -> None:
    assert [(word, id) for word, id in first_words() if word not in IMPERATIVES] == []


def test_every_allowed_first_word_is_used() -> None:
    assert IMPERATIVES - {word for word, _ in first_words()} == set()


def test_there_are_three_to_seven_steps() -> None:
    steps = {id: len(exercise.text.steps) for id, exercise in EXERCISES.items()}
    assert {id: count for id, count in steps.items() if not 3 <= count <= 7} == {}


def test_the_dose_stands_in_its_own_box_and_nowhere_in_the_text() -> None:
    assert wrong_lines(lambda line: re.search(r"\d", line) or WEAK.search(line)) == []


def test_each_picture_is_reached_by_one_step_in_order() -> None:
    reached = {
        id: [step.picture for step in exercise.text.steps if step.picture] for id, exercise in EXERCISES.items()
    }
    there = {id: list(range(1, len(exercise.text.pictures) + 1)) for id, exercise in EXERCISES.items()}
    assert {id: pictures for id, pictures in reached.items() if pictures != there[id]} == {}
    assert [id for id, pictures in there.items() if not pictures] == []


SENTENCE = r"[A-Z].*\."
ENDING = r"[a-z{].*[^.]"


def test_an_exercise_says_why_where_it_is_felt_what_to_avoid_and_how_to_change_it() -> None:
    wrong = []
    for id, exercise in EXERCISES.items():
        text = exercise.text
        wrong += [
            (id, said) for said in (text.why, text.easier, text.harder) if not re.fullmatch(SENTENCE, said or "")
        ]
        wrong += [(id, said) for said in (text.feel, text.avoid) if not re.fullmatch(ENDING, said)]
    assert wrong == []


def test_nothing_shouts() -> None:
    assert wrong_lines(lambda line: "!" in line or re.search(r"\b[A-Z]{2,}\b", line)) == []


# --- left and right ----------------------------------------------------------------------------------------


def everything(text: ExerciseText) -> list[str]:
    return [*lines(text), *text.pictures]


def mirrored(line: str) -> str:
    """The line with left and right swapped."""
    swap = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    return re.sub(r"\b[Ll]eft\b|\b[Rr]ight\b", lambda match: swap[match[0]], line)


def test_the_wordings_for_left_and_right_are_mirror_images() -> None:
    pairs = [
        (id, mirrored(left), right)
        for id, exercise in ONE_SIDED.items()
        for left, right in zip(
            everything(exercise.text.on("left")), everything(exercise.text.on("right")), strict=True
        )
    ]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []


def test_a_wording_for_one_side_names_the_side() -> None:
    silent = [
        (id, side)
        for id, exercise in ONE_SIDED.items()
        for side in SIDES[1:]
        if not any(re.search(rf"\b{side}\b", step.text) for step in exercise.text.on(side).steps)
    ]
    assert silent == []


def test_a_wording_for_each_side_in_turn_names_no_side() -> None:
    said = [(id, line) for id, exercise in ONE_SIDED.items() for line in everything(exercise.text.on("both"))]
    assert [found for found in said if re.search(r"\b(left|right)\b", found[1], re.IGNORECASE)] == []


def test_the_clinician_can_read_which_side_is_meant() -> None:
    meanings = {id: exercise.side.means if exercise.side else "" for id, exercise in ONE_SIDED.items()}
    assert {id: meaning for id, meaning in meanings.items() if len(words(meaning)) < 3} == {}
