"""Which exercises a prescription chooses, in which order, and where each part of their doses comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import Problem
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.selection import MANY_EXERCISES, Selection
from handouts.records.dose_words import Count
from tests.conftest import ROOT
from tests.examples import as_printed, selected, told


def chosen_ids(selection: Selection) -> list[str]:
    return [chosen.id for chosen in selection.exercises]


def only(library: Library, exercises: str) -> Problem:
    (problem,) = told(library, exercises=exercises)
    return problem


def test_routines_are_taken_apart_in_place(library: Library) -> None:
    selection = selected(library, exercises="[cat-cow, {routine: seniors}, clamshell]")
    assert chosen_ids(selection) == ["cat-cow", "lying-butterfly", "cobra", "knee-to-chest", "clamshell"]
    assert [c.routine for c in selection.exercises] == [None, "seniors", "seniors", "seniors", None]
    assert [c.path for c in selection.exercises][1:] == [("exercises", 1)] * 3 + [("exercises", 2)]
    assert list(selection.routines) == ["seniors"]


def test_a_bare_exercise_has_the_library_dose(library: Library) -> None:
    (chosen,) = selected(library, exercises="[clamshell]").exercises
    assert (chosen.dose, chosen.origin) == (library.exercise("clamshell").dose, "library")


def test_what_the_prescription_says_replaces_the_library_field_by_field(library: Library) -> None:
    item = "{exercise: clamshell, reps: 5, side: left, note: Slowly., override: Seen in clinic}"
    (chosen,) = selected(library, exercises=f"[{item}]").exercises
    default = library.exercise("clamshell").dose.stated()
    assert chosen.dose.stated() == default | {"reps": Count(5, 5), "side": "left"}
    assert (chosen.origin, chosen.note, chosen.override) == ("prescription", "Slowly.", "Seen in clinic")


def test_a_routine_lays_its_dose_between_library_and_prescription(library: Library) -> None:
    chosen = selected(library, exercises="[{routine: office-chair-hips, times_per_day: 5, weeks: 2}]").exercises[0]
    default = library.exercise("seated-figure-four").dose
    assert chosen.id == "seated-figure-four"
    assert chosen.dose.hold == default.hold  # from the library
    assert chosen.dose.reps == Count(1, 1) != default.reps  # from the routine
    assert (chosen.dose.times_per_day, chosen.dose.weeks) == (Count(5, 5), 2)  # from the prescription
    assert chosen.origin == "routine"


def test_an_override_of_a_routine_holds_for_each_of_its_exercises(library: Library) -> None:
    selection = selected(library, exercises="[{routine: seniors, override: Seen in clinic}]")
    assert {c.override for c in selection.exercises} == {"Seen in clinic"}


def test_skipped_exercises_are_left_out_and_a_wrong_skip_is_told(library: Library) -> None:
    selection = selected(library, exercises="[{routine: seniors, skip: [cobra, kobra]}]")
    assert chosen_ids(selection) == ["lying-butterfly", "knee-to-chest"]
    assert as_printed(only(library, "[{routine: seniors, skip: [cobra, kobra]}]")) == (
        "5:46: exercises[0].skip[1]: is not in this routine | it has lying-butterfly, cobra, knee-to-chest"
    )


def test_skipping_everything_is_an_error(library: Library) -> None:
    problem = only(library, "[{routine: pregnancy, skip: [cat-cow, pelvic-tilt]}]")
    assert (problem.severity, problem.message) == ("error", "leaves no exercise on the sheet")


UNKNOWN = [
    ("[clamshel]", "5:13: exercises[0]: there is no such exercise | did you mean clamshell?"),
    ("[Clamshell]", "5:13: exercises[0]: there is no such exercise | did you mean clamshell?"),
    (
        "[{exercise: cat-cwo}]",
        "5:24: exercises[0].exercise: there is no such exercise | did you mean cat-cow?",
    ),
    ("[zzz]", "5:13: exercises[0]: there is no such exercise | 'handouts list exercises' shows them all"),
    ("[{routine: warmup}]", "5:23: exercises[0].routine: there is no such routine | did you mean warm-up?"),
    (
        "[{routine: zzz}]",
        "5:23: exercises[0].routine: there is no such routine | 'handouts list routines' shows them all",
    ),
]


def test_what_is_not_in_the_library_is_an_error_at_its_line(library: Library) -> None:
    for exercises, words in UNKNOWN:
        assert as_printed(only(library, exercises)) == words, exercises


def test_every_unknown_exercise_is_told_at_once(library: Library) -> None:
    exercises = "[clamshel, cat-cow, cobrra]"
    selection = selected(library, exercises=exercises)
    assert [p.path for p in told(library, exercises=exercises)] == ["exercises[0]", "exercises[2]"]
    assert chosen_ids(selection) == ["cat-cow"]


def test_a_side_where_there_is_none_is_an_error(library: Library) -> None:
    problem = only(library, "[{exercise: cat-cow, side: left}]")
    assert as_printed(problem) == "5:39: exercises[0].side: this exercise has no left and right | take the side out"


def test_the_same_exercise_twice_is_warned_about_unless_the_side_differs(library: Library) -> None:
    assert as_printed(only(library, "[cat-cow, cat-cow]")) == (
        "5:22: exercises[1]: cat-cow is on the sheet twice | keep one of them"
    )
    sides = "[{exercise: clamshell, side: left}, {exercise: clamshell, side: right, reps: 5}]"
    assert told(library, exercises=sides) == []


def test_more_exercises_than_people_do_are_warned_about(library: Library) -> None:
    ids = library.ids("exercises")
    assert told(library, exercises=f"[{', '.join(ids[:MANY_EXERCISES])}]") == []
    problem = only(library, f"[{', '.join(ids[: MANY_EXERCISES + 1])}]")
    assert (problem.severity, problem.code) == ("warning", "many-exercises")
    assert problem.message == "7 exercises are more than most people do"


@pytest.mark.parametrize("hold", ["5 s", "2 min"])
def test_an_unusual_hold_of_a_static_stretch_is_warned_about_at_its_line(hold: str, library: Library) -> None:
    item = f"\n- exercise: kneeling-hip-flexor\n  hold: {hold}"
    problem = only(library, item)
    assert (problem.line, problem.path, problem.severity) == (7, "exercises[0].hold", "warning")
    assert told(library, exercises=item.replace("kneeling-hip-flexor", "clamshell")) == []


def test_a_dose_that_the_library_gives_is_not_warned_about(tmp_path: Path) -> None:
    library = changed_cobra(tmp_path, "hold: 3-5 breaths", "hold: 5 s")
    assert told(library, exercises="[cobra]") == []
    assert only(library, "[{exercise: cobra, reps: 2}]").code == "stretch-hold"


def test_a_mistake_in_the_library_is_told_and_does_not_hide_others(tmp_path: Path) -> None:
    library = changed_cobra(tmp_path, "kind:", "knid:")
    exercises = "[cobra, clamshel, cat-cow]"
    selection = selected(library, exercises=exercises)
    assert {p.file for p in told(library, exercises=exercises)} == {
        "content/exercises/cobra.yaml",
        "prescription.yaml",
    }
    assert chosen_ids(selection) == ["cat-cow"]


def changed_cobra(folder: Path, old: str, new: str) -> Library:
    """The library with another text in the cobra's file."""
    own = folder / "content" / "exercises" / "cobra.yaml"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "content/exercises/cobra.yaml").read_text().replace(old, new))
    return Library(Workspace.at(folder))
