"""The exception tree and the wording helpers that every message is made with."""

from __future__ import annotations

from handouts.errors import (
    DeliveryError,
    HandoutsError,
    InputError,
    LayoutError,
    Problem,
    UsageError,
    did_you_mean,
    dotted,
    one_of,
)


def problem(line: int = 3, path: str = "exercises[2].hold", code: str = "unit-missing") -> Problem:
    return Problem("ls-1042.yaml", line, 5, path, "error", code, "needs its unit", "write 30 s")


def test_an_error_owns_its_exit_code() -> None:
    errors = (HandoutsError, InputError, LayoutError, UsageError, DeliveryError)
    assert [error.exit_code for error in errors] == [1, 1, 1, 2, 3]


def test_one_net_catches_everything_a_user_can_cause() -> None:
    assert all(issubclass(error, HandoutsError) for error in (InputError, LayoutError, UsageError, DeliveryError))


def test_a_problem_reads_as_file_line_column_field_and_message() -> None:
    assert str(problem()) == "ls-1042.yaml:3:5: exercises[2].hold: needs its unit"


def test_a_problem_of_the_whole_file_has_no_line_and_no_field() -> None:
    assert str(problem(line=0, path="")) == "ls-1042.yaml: needs its unit"


def test_problems_sort_by_their_place_in_the_file() -> None:
    assert sorted([problem(line=12), problem(line=3), problem(line=4)])[1].line == 4


def test_an_error_in_a_traceback_shows_codes_only() -> None:
    error = InputError([problem(), problem(code="email")])
    assert str(error) == "unit-missing; email"
    assert [p.code for p in error.problems] == ["unit-missing", "email"]


def test_an_error_about_one_line_stands_at_its_first_column() -> None:
    assert InputError.single("a.xml", "layout", "is wrong", line=7).problems[0].column == 1
    assert InputError.single("a.xml", "layout", "is wrong").problems[0].column == 0


def test_a_field_path_reads_as_a_person_writes_it() -> None:
    paths: dict[tuple[str | int, ...], str] = {
        (): "",
        ("goal",): "goal",
        ("patient", "name"): "patient.name",
        ("exercises", 2, "hold"): "exercises[2].hold",
        ("exercises", 0, "skip", 1): "exercises[0].skip[1]",
        (3,): "[3]",
    }
    assert {path: dotted(path) for path in paths} == paths


def test_a_slip_of_a_key_finds_the_word_that_was_meant() -> None:
    assert did_you_mean("clamshel", ["cobra", "clamshell"]) == "did you mean clamshell?"


def test_two_near_words_are_both_offered() -> None:
    assert did_you_mean("hip-pain", ["hip-pains", "hip-paint", "neck"]).count(" or ") == 1


def test_nothing_is_suggested_when_nothing_is_near() -> None:
    assert did_you_mean("xyz", ["cobra", "clamshell"]) == ""


def test_allowed_words_read_as_a_phrase() -> None:
    phrases = {"a4": ["a4"], "a4 or letter": ["a4", "letter"], "left, right or both": ["left", "right", "both"]}
    assert {one_of(words) for words in phrases.values()} == set(phrases)
