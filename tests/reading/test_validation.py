"""Everything wrong is found in one pass, worded by its kind, and never repeats what the patient's fields hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.errors import InputError, Problem
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.reading.invalid import INVALID
from handouts.reading.validation import AsItems, Record, Text, validate
from handouts.records.fields import ExerciseId
from handouts.records.prescription import read_prescription
from tests.conftest import ROOT
from tests.examples import as_printed, prescription_text, problems_of, source_of


class Sample(Record):
    """A small group of fields to be wrong in."""

    name: Text
    id: ExerciseId
    count: int = Field(1, ge=1, le=9)
    open: bool = True
    share: float = 0.5


def check(text: str) -> list[str]:
    return [as_printed(problem) for problem in validate(Sample, source_of(text))[1]]


def refused(tmp_path: Path, library: Library, text: str, name: str = "ls-1042.yaml") -> tuple[Problem, ...]:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as caught:
        prepare(tmp_path / name, library, Options())
    return caught.value.problems


SLIPS = [
    ("name: [x]\nid: a", "1:7: name: must be text | put it in double quotes"),
    ("name: true\nid: a", "1:7: name: must be text | put it in double quotes"),
    ("name: 1.50\nid: a", "1:7: name: must be text | put it in double quotes"),
    ('name: " "\nid: a', "1:7: name: must not be empty | "),
    (f"name: {'x' * 2001}\nid: a", "1:7: name: is longer than 2000 characters | shorten it"),
    ("id: a", "1:1: name: is missing | add 'name: …'"),
    ("name: x\nid: a b", "2:5: id: must be an id: lower-case letters, digits and hyphens | "),
    ("name: x\nid: ../a", "2:5: id: must be an id: lower-case letters, digits and hyphens | "),
    ("name: x\nid: a\ncount: 2.0", "3:8: count: must be a whole number | "),
    ("name: x\nid: a\ncount: 0", "3:8: count: must be 1 or more | "),
    ("name: x\nid: a\ncount: 10", "3:8: count: must be 9 or less | "),
    ("name: x\nid: a\nopen: yes", "3:7: open: must be true or false | "),
    ("name: x\nid: a\nshare: half", "3:8: share: must be a number | "),
    ("name: x\nid: a\nconut: 2", "3:1: conut: there is no such field | did you mean count?"),
    (
        "name: x\nid: a\nzzz: 2",
        "3:1: zzz: there is no such field | allowed here: count, id, name, open, share",
    ),
]


def test_each_kind_of_slip_has_its_own_words() -> None:
    for text, words in SLIPS:
        assert check(text) == [words], text[:40]


def test_a_list_that_is_too_short_for_its_places_is_told_and_nothing_falls_over() -> None:
    class Point(Record):
        at: Annotated[tuple[int, int, int], AsItems]
        name: Text

    record, problems = validate(Point, source_of("at: [1, 2]\nname: [x]"))
    assert [problem.path for problem in problems] == ["at[2]", "name"]
    assert record is not None
    assert record.at is INVALID


def test_nothing_is_guessed_from_a_value_of_another_type() -> None:
    assert len(check("name: {a: b}\nid: [a]\ncount: '3'\nopen: 1\nshare: '1'")) == 5


def test_white_space_in_text_is_one_space_and_a_number_may_be_a_name() -> None:
    record, problems = validate(Sample, source_of("name: 1042\nid: |\n  lakeside\n"))
    assert problems == []
    assert record is not None
    assert (record.name, record.id) == ("1042", "lakeside")


def test_one_slip_does_not_hide_the_next(tmp_path: Path, library: Library) -> None:
    text = prescription_text(
        clinic="lakesid",
        issued="2026-11-31",
        layout="standrd",
        gaol="Walk",
        exercises="[clam shell, clamshel, {exercise: cat-cow, hold: 30, side: left}, {routine: warmup}, 5]",
        advice="[desk-postur]",
        patient="{id: LS-1, flags: [extension responder]}",
    )
    assert [(p.path, p.code) for p in refused(tmp_path, library, text) if p.severity == "error"] == [
        ("clinic", "unknown-clinic"),
        ("patient.name", "missing"),
        ("patient.flags[0]", "not-allowed"),
        ("issued", "date"),
        ("exercises[0]", "id"),
        ("exercises[1]", "unknown-exercise"),
        ("exercises[2].hold", "unit-missing"),
        ("exercises[2].side", "no-sides"),
        ("exercises[3].routine", "unknown-routine"),
        ("exercises[4]", "model-type"),
        ("layout", "unknown-layout"),
        ("gaol", "unknown-field"),
        ("advice[0]", "unknown-advice"),
    ]


def test_a_slip_in_one_exercise_leaves_the_others_to_be_looked_up(tmp_path: Path, library: Library) -> None:
    items = "[{exercise: 5.5}, {sides: left}, {routine: [x]}, {exercise: cobra, routine: warm-up}, null, clamshel]"
    found = refused(tmp_path, library, prescription_text(exercises=items))
    assert [p.path for p in found] == [
        "exercises[0].exercise",
        "exercises[1].exercise",
        "exercises[1].sides",
        "exercises[2].routine",
        "exercises[3].routine",
        "exercises[4]",
        "exercises[5]",
    ]
    assert found[-1].hint == "did you mean clamshell?"


def test_a_wrong_value_inside_is_not_reported_again_as_missing_around_it() -> None:
    found = problems_of(prescription_text(clinician="{name: [x]}", exercises="[{exercise: clamshell, weeks: 0}]"))
    assert [p.path for p in found] == ["clinician.name", "exercises[0].weeks"]


def test_stand_ins_never_reach_a_sheet(tmp_path: Path, library: Library) -> None:
    for field in ("clinic", "clinician", "patient", "issued", "exercises"):
        (problem,) = refused(tmp_path, library, prescription_text(**{field: None}))
        assert (problem.path, problem.code, problem.severity) == (field, "missing", "error")


NEAR = [
    ({"layot": "standard"}, "did you mean layout?"),
    ({"exercises": "[{exercise: clamshell, notes: x}]"}, "did you mean note?"),
    ({"exercises": "[{routine: warm-up, skp: []}]"}, "did you mean skip?"),
    ({"patient": "{name: A, id: b, flag: []}"}, "did you mean flags?"),
    ({"patient": "{name: A, id: b, flags: [dizzyness]}"}, "did you mean dizziness?"),
    ({"paper": "leter"}, "did you mean letter?"),
    ({"Goal": "Walk"}, "did you mean goal?"),
    ({"exercises": "[{exercise: clamshell, side: lft}]"}, "did you mean left?"),
    (
        {"exercises": "[{exercise: clamshell, hold: 5 breath}, {exercise: cobra, rest: 5 secnds}]"},
        "did you mean",
    ),
]


def test_a_near_word_is_offered() -> None:
    for fields, hint in NEAR:
        (problem,) = problems_of(prescription_text(**fields))
        assert problem.hint.startswith(hint), fields


CANARY = "Kanarek"
PATIENT_SLIPS = [
    f"{{name: {CANARY}, id: 1.5, {CANARY}: x}}",
    f"{{name: {CANARY}, {CANARY}, id: {CANARY}, email: {CANARY}}}",
    f"{{name: [{CANARY}], id: {{{CANARY}: {CANARY}}}}}",
    f"{{name: {CANARY}, id: a, language: {CANARY}, flags: [{CANARY}, {{{CANARY}: 1}}]}}",
    f"{{name: {CANARY}, id: a, email: '{CANARY} <{CANARY}@example.org>'}}",
    f"{{name: {CANARY}\U00012000, id: {CANARY}}}",
    f"\n  name: {CANARY} #{CANARY}\n  id: 1\n  {CANARY}: *{CANARY}",
    f"{{name: x, id: y, {CANARY}: {{{CANARY}: 1, {CANARY}: 2}}}}",
    f"[{CANARY}]",
    CANARY,
]


def test_no_message_repeats_what_stands_below_the_patient(tmp_path: Path, library: Library) -> None:
    for patient in PATIENT_SLIPS:
        found = refused(tmp_path, library, prescription_text(patient=patient))
        assert found, patient
        assert CANARY.lower() not in " ".join(f"{p} {p.hint} {p.path}" for p in found).lower(), patient


def test_no_message_repeats_the_value_of_any_other_field(tmp_path: Path, library: Library) -> None:
    for field in ["goal", "issued", "review", "version", "tracker", "paper", "pain_limit", "clinician"]:
        found = refused(tmp_path, library, prescription_text(**{field: f"{{{CANARY}: '{CANARY}'}}", "x": CANARY}))
        assert f"'{CANARY}'" not in " ".join(f"{p} {p.hint}" for p in found), field
        assert CANARY not in " ".join(f"{p.message} {p.hint}" for p in found), field


@pytest.mark.parametrize("folder", ["exercises", "routines", "advice", "clinics"])
def test_a_slip_in_the_library_is_told_with_its_own_file_and_line(folder: str, tmp_path: Path) -> None:
    original = min((ROOT / "content" / folder).glob("*.yaml"))
    own = tmp_path / "content" / folder / original.name
    own.parent.mkdir(parents=True)
    own.write_text(original.read_text() + "colour_: 1\n")
    library = Library(Workspace.at(tmp_path))
    look_up = {
        "exercises": library.exercise,
        "routines": library.routine,
        "advice": library.advice,
        "clinics": library.clinic,
    }
    with pytest.raises(InputError) as caught:
        look_up[folder](original.stem)
    (problem,) = caught.value.problems
    line = len(original.read_text().splitlines()) + 1
    assert str(problem) == f"content/{folder}/{original.name}:{line}:1: colour_: there is no such field"


def test_a_field_without_a_value_is_not_taken_for_a_field_left_out() -> None:
    source = source_of("exercises:\n  - exercise: clamshell\n    hold:\n")
    _, problems = read_prescription(source)
    assert ("exercises[0].hold", "empty-field") in [(problem.path, problem.code) for problem in problems]
