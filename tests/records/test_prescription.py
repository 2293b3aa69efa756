"""What a clinician may write, as one frozen value; and what is refused, with the fix."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.library.library import Library
from handouts.records.dose import Dose
from handouts.records.dose_words import Amount, Count
from handouts.records.prescription import ExerciseItem, Prescription, RoutineItem, read_prescription
from tests.conftest import Command
from tests.examples import as_printed, prescribed, prescription_text, problems_of, source_of

CONTRACT = """\
clinic: lakeside                  # content/clinics/lakeside.yaml
clinician: {name: Sample Clinician, profession: Physiotherapist, registration: "12345"}
patient:
  name: Sample Patient
  id: LS-1042
  email: patient@example.org
  language: en
  flags: [extension-responder]    # also flexion-responder, pregnant, third-trimester, osteoporosis, dizziness
issued: 2026-11-20
review: 2026-12-11
goal: Sit through a work day without back pain
layout: standard                  # standard, large-print, compact
paper: letter
pain_limit: 3
tracker: 2 weeks                  # or off, or calendar
exercises:
  - routine: warm-up              # a routine's exercises with their doses, in place
  - exercise: clamshell           # the library's default dose
  - exercise: knee-to-chest
    side: left
    reps: 3-5
    hold: 30 s
    times_per_day: 2
    days_per_week: 5
    weeks: 4
    note: Keep your chin tucked.
  - exercise: cobra
    override: Tolerated in clinic on 18 November   # printed on the clinician's summary only
advice: [desk-posture]
"""


@pytest.fixture(scope="module")
def contract() -> Prescription:
    prescription, problems = read_prescription(source_of(CONTRACT))
    assert problems == []
    assert prescription is not None
    return prescription


def test_the_contract_example_says_who_when_and_what_for(contract: Prescription) -> None:
    assert contract.clinic == "lakeside"
    assert (contract.clinician.profession, contract.clinician.registration) == ("Physiotherapist", "12345")
    patient = contract.patient
    assert (patient.name, patient.id, patient.email) == ("Sample Patient", "LS-1042", "patient@example.org")
    assert (patient.language, patient.flags) == ("en", ("extension-responder",))
    assert (contract.issued, contract.review) == (date(2026, 11, 20), date(2026, 12, 11))
    assert contract.goal == "Sit through a work day without back pain"
    assert (contract.layout, contract.paper) == ("standard", "letter")
    assert (contract.pain_limit, contract.tracker, contract.advice) == (3, 2, ("desk-posture",))


def test_the_contract_example_keeps_its_exercises_in_order(contract: Prescription) -> None:
    warm_up, clamshell, knee, cobra = contract.exercises
    assert isinstance(warm_up, RoutineItem)
    assert isinstance(clamshell, ExerciseItem)
    assert isinstance(knee, ExerciseItem)
    assert isinstance(cobra, ExerciseItem)
    assert warm_up.routine == "warm-up"
    assert clamshell.dose.stated() == {}
    assert knee.dose.stated() == {
        "side": "left",
        "reps": Count(3, 5),
        "hold": Amount(Count(30, 30), "second"),
        "times_per_day": Count(2, 2),
        "days_per_week": 5,
        "weeks": 4,
    }
    assert knee.note == "Keep your chin tucked."
    assert cobra.override == "Tolerated in clinic on 18 November"


def test_the_contract_example_passes_check(handouts: Command, library: Library) -> None:
    from pathlib import Path

    Path("ls-1042.yaml").write_text(CONTRACT)
    assert handouts("check", "ls-1042.yaml").exit_code == 0
    cards = prepare(Path("ls-1042.yaml"), library, Options()).programme.cards
    assert [card.id for card in cards][-3:] == ["clamshell", "knee-to-chest", "cobra"]


def test_a_prescription_cannot_be_changed(contract: Prescription) -> None:
    with pytest.raises(ValidationError):
        contract.goal = "Run"  # type: ignore[misc]


def test_bare_ids_are_exercises_with_the_default_dose() -> None:
    bare = prescribed(exercises="[clamshell, cat-cow]")
    assert bare.exercises == prescribed(exercises="[{exercise: clamshell}, {exercise: cat-cow}]").exercises


def test_what_may_be_left_out_has_a_plain_default() -> None:
    shortest = prescribed()
    assert (shortest.version, shortest.pain_limit, shortest.tracker) == (1, 3, 2)
    assert (shortest.patient.language, shortest.patient.flags, shortest.advice) == ("en", (), ())
    assert (shortest.review, shortest.goal, shortest.layout, shortest.paper) == (None, None, None, None)


TRACKERS = [
    ("1 week", 1),
    ("4 weeks", 4),
    ("4weeks", 4),
    ("off", "off"),
    ("false", "off"),
    ("calendar", "calendar"),
]


def test_a_tracker_runs_for_weeks_or_is_off_or_is_the_calendar() -> None:
    for typed, tracker in TRACKERS:
        assert prescribed(tracker=typed).tracker == tracker, typed


DAY = "must be a date | write year-month-day: 2026-11-20"
NO_DAY = "is not a day in the calendar | check the month and the day"
MAIL = "must be one e-mail address | write name@example.org, without brackets or a name"
TRACKER = "must be 1 week to 4 weeks, off or calendar | write 2 weeks"


WRONG = [
    ("issued", "20.11.2026", DAY),
    ("issued", "11/20/2026", DAY),
    ("issued", "2026-11-20T08:00", DAY),
    ("issued", "20261120", DAY),
    ("issued", "2026-11-31", NO_DAY),
    ("issued", "2026-13-01", NO_DAY),
    ("issued", "2027-02-29", NO_DAY),
    ("issued", "0000-01-01", NO_DAY),
    ("review", "2026-11-19", "lies before the issue date | check both dates"),
    ("tracker", "5 weeks", TRACKER),
    ("tracker", "0 weeks", TRACKER),
    ("tracker", "2", TRACKER),
    ("tracker", "true", TRACKER),
    ("paper", "A4", "must be a4 or letter | did you mean a4?"),
    ("paper", "legal", "must be a4 or letter | "),
    ("pain_limit", "11", "must be from 0 to 10 | "),
    ("version", "0", "must be 1 or more | "),
    ("version", "100", "must be 99 or less | "),
    ("exercises", "[]", "must not be empty | "),
    ("exercises", "clamshell", "must be a list | write [one, two], or each item on its own line after '- '"),
    ("exercises", f"[{', '.join(['clamshell'] * 41)}]", "has more than 40 items | "),
    ("goal", f"{'word ' * 401}", "is longer than 2000 characters | shorten it"),
    ("clinic", "../lakeside", "must be an id: lower-case letters, digits and hyphens | "),
    (
        "clinician",
        "Sample Clinician",
        "must be a group of fields | write 'field: value' lines below it, indented",
    ),
]


def test_a_wrong_value_is_refused_with_what_is_allowed() -> None:
    for field, typed, words in WRONG:
        (problem,) = problems_of(prescription_text(**{field: typed}))
        assert problem.path == field, (field, typed[:40])
        assert f"{problem.message} | {problem.hint}" == words, (field, typed[:40])


def test_review_on_the_day_of_issue_is_fine() -> None:
    assert prescribed(review="2026-11-20").review == date(2026, 11, 20)


ADDRESSES = ["patient@example.org", "a.b+c_d%e-f@x.co", "1@sub.my-clinic.example.museum", f"{'x' * 64}@example.org"]


def test_a_plain_address_is_taken() -> None:
    for address in ADDRESSES:
        assert prescribed(patient=f"{{name: A, id: b, email: '{address}'}}").patient.email == address, address


NO_ADDRESSES = [
    "Jane <evil@example.org>",
    "a@example.org, b@example.org",
    "a@example.org\\nBcc: b@example.org",
    "a@example",
    "@example.org",
    "a@@example.org",
    "a@example..org",
    "a@.example.org",
    "a@-example.org",
    "a@example-.org",
    ".a@example.org",
    "a..b@example.org",
    "a.@example.org",
    "-a@example.org",
    "\u00e4@example.org",
    "a@ex\u00e4mple.org",
    "a b@example.org",
    f"{'x' * 65}@example.org",
    f"a@{'x.' * 130}org",
]


def test_anything_but_one_plain_address_is_refused() -> None:
    for address in NO_ADDRESSES:
        (problem,) = problems_of(prescription_text(patient=f'{{name: A, id: b, email: "{address}"}}'))
        assert (problem.path, f"{problem.message} | {problem.hint}") == ("patient.email", MAIL), address


FLAGS = (
    "extension-responder, flexion-responder, pregnant, third-trimester, osteoporosis, dizziness, "
    "hip-replacement, high-blood-pressure"
)


def test_every_flag_is_known() -> None:
    patient = prescribed(patient=f"{{name: A, id: b, flags: [{FLAGS}]}}").patient
    assert patient.flags == tuple(FLAGS.split(", "))


def test_a_flag_with_a_slip_is_an_error_and_never_dropped() -> None:
    (problem,) = problems_of(prescription_text(patient="{name: A, id: b, flags: [pregnant, osteoperosis]}"))
    assert (problem.path, problem.hint) == ("patient.flags[1]", "did you mean osteoporosis?")


def test_an_item_is_an_exercise_or_a_routine_not_both() -> None:
    (problem,) = problems_of(prescription_text(exercises="[{exercise: cobra, routine: warm-up}]"))
    assert as_printed(problem) == (
        "5:40: exercises[0].routine: names an exercise and a routine | make two items of it"
    )


def test_an_item_has_a_dose_whose_fields_are_written_beside_its_own() -> None:
    (item,) = prescribed(exercises="[{exercise: clamshell, reps: 5, note: Slowly., weeks: 2}]").exercises
    assert isinstance(item, ExerciseItem)
    assert not isinstance(item, Dose)
    assert item.dose == Dose.model_validate({"reps": 5, "weeks": 2})
    assert set(ExerciseItem.model_fields) == {"exercise", "dose", "note", "override"}


def test_the_dose_itself_is_no_field_of_the_file() -> None:
    for written in ("dose: {reps: 5}", "dose: 5", 'dose: "5"'):
        (problem,) = problems_of(prescription_text(exercises=f"[{{exercise: clamshell, {written}, sets: 2}}]"))
        assert (problem.column, problem.path, problem.message) == (
            35,
            "exercises[0].dose",
            "there is no such field",
        ), written
        assert problem.hint.startswith("allowed here: days_per_week, duration, exercise, hold, "), written


def test_a_word_near_a_field_of_the_dose_is_offered() -> None:
    (problem,) = problems_of(prescription_text(exercises="[{exercise: clamshell, rep: 5}]"))
    assert problem.hint == "did you mean reps?"


def test_a_routine_takes_days_of_the_week_in_one_way_only() -> None:
    (problem,) = problems_of(prescription_text(exercises="[{routine: warm-up, weekdays: [mon], days_per_week: 3}]"))
    assert (problem.path, problem.code) == ("exercises[0].days_per_week", "weekdays-and-days")


def test_a_routine_takes_a_schedule_and_no_dose() -> None:
    (item,) = prescribed(
        exercises="[{routine: warm-up, weekdays: [mon, thu], weeks: 4, skip: [stair-climb]}]"
    ).exercises
    assert isinstance(item, RoutineItem)
    assert item.dose.stated() == {"weekdays": ("mon", "thu"), "weeks": 4}
    (problem,) = problems_of(prescription_text(exercises="[{routine: warm-up, hold: 30 s}]"))
    assert (problem.path, problem.code) == ("exercises[0].hold", "unknown-field")


def test_a_file_without_fields_is_told_how_to_start() -> None:
    for text in ["", "\ufeff", "# nothing yet\n", "[]", "- clinic: lakeside", "words", "42"]:
        (problem,) = problems_of(text)
        assert as_printed(problem).endswith(
            "must be a group of fields | start with 'clinic: …'; content/prescriptions has examples"
        ), repr(text)
