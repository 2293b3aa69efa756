"""What is wrong is marked as such: nothing real-looking stands for it, and no stage complains of what follows."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.errors import FieldPath, InputError, dotted
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.reading.invalid import INVALID
from handouts.records.prescription import read_prescription
from tests.conftest import ROOT
from tests.examples import prescription_text, source_of


def told(home: Path, library: Library, **fields: str | None) -> list[tuple[str, str]]:
    """Field and code of everything, warnings too, that is said about a prescription with these fields."""
    path = home / "ls-1042.yaml"
    path.write_text(prescription_text(**fields))
    try:
        problems = prepare(path, library, Options()).problems
    except InputError as error:
        problems = error.problems
    return [(problem.path, problem.code) for problem in problems]


def test_it_is_false_and_empty_and_so_is_whatever_is_asked_of_it() -> None:
    assert not INVALID
    assert list(INVALID) == []
    assert "pregnant" not in INVALID.patient.flags
    assert INVALID.dose.hold is INVALID
    assert INVALID.startswith("position") is INVALID
    assert copy.copy(INVALID) is not None


def test_it_stands_in_the_place_of_what_is_wrong_and_nowhere_else() -> None:
    text = prescription_text(
        clinic=None,
        issued="2026-11-31",
        patient="{name: Alex Sample, id: LS-1, flags: [tall, pregnant]}",
        exercises="[clam shell, {exercise: cobra, hold: 30, reps: 5}, cat-cow]",
    )
    prescription, problems = read_prescription(source_of(text))
    assert prescription is not None
    assert len(problems) == 5
    assert prescription.clinic is INVALID
    assert prescription.issued is INVALID
    assert prescription.patient.flags == (INVALID, "pregnant")
    bare, cobra, cat_cow = prescription.exercises
    assert bare is INVALID
    assert cobra.dose.hold is INVALID
    assert cobra.dose.reps is not INVALID
    assert cat_cow == read_prescription(source_of(prescription_text(exercises="[cat-cow]")))[0].exercises[0]  # type: ignore[union-attr]


ECHOES: list[tuple[dict[str, str | None], list[tuple[str, str]]]] = [
    ({"clinic": "a b"}, [("clinic", "id")]),
    ({"patient": None}, [("patient", "missing")]),
    ({"patient": "Alex"}, [("patient", "model-type")]),
    ({"exercises": None}, [("exercises", "missing")]),
    ({"exercises": "clamshell"}, [("exercises", "tuple-type")]),
    ({"exercises": "[5.5]"}, [("exercises[0]", "model-type")]),
    ({"layout": "[a]", "advice": "[b c]"}, [("layout", "id"), ("advice[0]", "id")]),
    # the day of review is not compared with a day of issue that nobody knows
    ({"issued": "2026-11-31", "review": "1999-01-01"}, [("issued", "date")]),
    # the clinic is not blamed for not offering a language that nobody knows
    ({"patient": "{name: A, id: b, language: English}", "clinic": "hillcrest"}, [("patient.language", "language")]),
    ({"patient": "{name: A, id: b, bilingual: English}"}, [("patient.bilingual", "language")]),
    # nobody is warned by flags that nobody knows
    (
        {"patient": "{name: A, id: b, flags: extension-responder}", "exercises": "[childs-pose]"},
        [("patient.flags", "tuple-type")],
    ),
    # two sides that nobody knows are not the same side
    (
        {"exercises": "[{exercise: clamshell, side: lft}, {exercise: clamshell, side: rigt}]"},
        [("exercises[0].side", "not-allowed"), ("exercises[1].side", "not-allowed")],
    ),
    # what the library says of a hold does not stand for one that was written
    ({"exercises": "[{exercise: kneeling-hip-flexor, hold: 300}]"}, [("exercises[0].hold", "unit-missing")]),
    (
        {"exercises": "[{exercise: clamshell, reps: 3, duration: 30 s}]"},
        [("exercises[0].duration", "reps-and-duration")],
    ),
    # a reason that is wrong in itself is not a reason left out
    (
        {
            "exercises": "[{exercise: childs-pose, override: [x]}]",
            "patient": "{name: A, id: b, flags: [extension-responder]}",
        },
        [("exercises[0].override", "string-type")],
    ),
    # which exercises are left of a routine is not known, so none is missing and none stands twice
    (
        {"exercises": "[{routine: pregnancy, skip: [cat-cow, pelvic tilt]}, cat-cow]"},
        [("exercises[0].skip[1]", "id")],
    ),
    ({"exercises": "[{routine: pregnancy, skip: cat-cow}]"}, [("exercises[0].skip", "tuple-type")]),
    ({"exercises": "[{exercise: cobra, routine: warm-up}]"}, [("exercises[0].routine", "exercise-and-routine")]),
]


def test_nothing_is_said_that_only_follows_from_what_is_wrong(tmp_path: Path, library: Library) -> None:
    for fields, expected in ECHOES:
        assert told(tmp_path, library, **fields) == expected, fields


def test_the_rest_is_looked_up_all_the_same(tmp_path: Path, library: Library) -> None:
    too_many = f"[{', '.join(['clamshell'] * 41)}]"
    assert told(tmp_path, library, exercises=too_many, clinic="lakesid", advice="[desk-postur, b c]") == [
        ("clinic", "unknown-clinic"),
        ("exercises", "too-long"),
        ("advice[0]", "unknown-advice"),
        ("advice[1]", "id"),
    ]


def test_two_exercises_that_a_routine_does_not_find_are_two_problems(tmp_path: Path) -> None:
    routine = tmp_path / "content" / "routines" / "mine.yaml"
    routine.parent.mkdir(parents=True)
    routine.write_text("exercises: [clamshel, cobrra]\ntext: {name: Mine, summary: Two moves.}\n")
    (tmp_path / "a.yaml").write_text(prescription_text(exercises="[{routine: mine}]"))
    with pytest.raises(InputError) as caught:
        prepare(tmp_path / "a.yaml", Library(Workspace.at(tmp_path)), Options())
    assert [problem.hint for problem in caught.value.problems] == [
        "did you mean clamshell?",
        "did you mean cobra?",
    ]


def test_a_patient_and_a_clinic_may_be_called_unknown(tmp_path: Path) -> None:
    clinics = tmp_path / "content" / "clinics"
    clinics.mkdir(parents=True)
    text = (ROOT / "content" / "clinics" / "hillcrest.yaml").read_text()
    (clinics / "unknown.yaml").write_text(text.replace("Hillcrest Back and Hip Clinic", "unknown"))
    (tmp_path / "content" / "clinics" / "hillcrest").symlink_to(ROOT / "content" / "clinics" / "hillcrest")
    unknown = {
        "clinic": "unknown",
        "clinician": "{name: unknown}",
        "patient": "{name: unknown, id: unknown}",
        "issued": "2000-01-01",
    }
    library = Library(Workspace.at(tmp_path))
    assert told(tmp_path, library, **unknown) == []
    sheet = prepare(tmp_path / "ls-1042.yaml", library, Options())
    assert (sheet.clinic.name, sheet.prescription.patient.name) == ("unknown", "unknown")
    assert told(tmp_path, library, **unknown, exercises="[unknown]") == [("exercises[0]", "unknown-exercise")]


# --- any one slip -----------------------------------------------------------------------------------------------

WHOLE: dict[str, Any] = yaml.safe_load("""
clinic: lakeside
clinician: {name: Sample Clinician, profession: Physiotherapist, registration: "12345"}
patient: {name: A, id: LS-1, email: a@example.org, language: en, bilingual: fr, flags: [pregnant, dizziness]}
issued: "2026-11-20"
review: "2026-12-11"
goal: Walk
layout: standard
paper: letter
figure: {build: man, skin: light}
ink-saver: "yes"
pain_limit: 3
tracker: 2 weeks
exercises:
  - {routine: pregnancy, skip: [cat-cow], weekdays: [mon], weeks: 2, override: Seen}
  - clamshell
  - {exercise: knee-to-chest, side: left, reps: 3-5, hold: 30 s, note: Slowly, override: Seen}
advice: [desk-posture]
""")
SLIPS = [None, "zz zz", 5, -1.5, True, [], ["zz zz"], "lft"]


def places(value: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """The path of every value below this one."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in inside:
        yield (*path, part)
        yield from places(inner, (*path, part))


def spoiled(path: FieldPath, slip: Any) -> str:
    """The whole prescription with another value at one path."""
    data = parent = copy.deepcopy(WHOLE)
    for part in path[:-1]:
        parent = parent[part]  # type: ignore[index]  # a list's part is a number, a group's a name
    parent[path[-1]] = slip  # type: ignore[index]
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(list(places(WHOLE))), slip=st.sampled_from(SLIPS))
def test_one_slip_anywhere_makes_one_error_and_that_at_its_place(
    path: FieldPath, slip: Any, tmp_path: Path, library: Library
) -> None:
    (tmp_path / "a.yaml").write_text(spoiled(path, slip))
    try:
        problems = prepare(tmp_path / "a.yaml", library, Options()).problems
    except InputError as error:
        problems = error.problems
    errors = [problem.path for problem in problems if problem.severity == "error"]
    assert len(errors) <= 1, (errors, path, slip)
    for found in errors:  # days of the week are one value, wrong as a whole
        assert found.startswith(dotted(path)) or found == dotted(path[:-1]), (errors, path, slip)
