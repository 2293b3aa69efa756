"""The library is complete: everything that the five documents prescribe is in it, as they prescribe it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from handouts.library.library import Library
from handouts.reading.source import parse_source
from handouts.records.dose import Dose
from handouts.records.prescription import MAX_EXERCISES
from handouts.sheet.template import layout_names
from tests.examples import screened
from tests.sheets import EXAMPLES, plan

INVENTORY: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "inventory.yaml").read_text())
EXERCISES: list[dict[str, Any]] = INVENTORY["exercises"]
ROUTINES: list[dict[str, Any]] = INVENTORY["routines"]


def differing(library: dict[str, Any], documents: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Where the two do not say the same of an id, and what each says."""
    said = {id: (library.get(id), documents.get(id)) for id in sorted({*library, *documents})}
    return {id: both for id, both in said.items() if both[0] != both[1]}


# --- exercises ----------------------------------------------------------------------------------------------


def test_the_library_has_these_exercises_and_no_others(library: Library) -> None:
    assert library.ids("exercises") == sorted(row["id"] for row in EXERCISES)


def test_an_exercise_is_the_one_of_the_documents(library: Library) -> None:
    shown, documents = {}, {}
    for row in EXERCISES:
        exercise = library.exercise(row["id"])
        facts = {
            "name": exercise.text.name,
            "docs": list(exercise.sources),
            "kind": exercise.kind,
            "position": exercise.position,
            "level": exercise.level,
        }
        shown[row["id"]] = facts
        documents[row["id"]] = {"level": "basic"} | {name: row[name] for name in facts if name in row}
    assert differing(shown, documents) == {}


def test_an_exercise_has_the_regions_aliases_and_equipment_of_the_documents(library: Library) -> None:
    missing = {}
    for row in EXERCISES:
        exercise = library.exercise(row["id"])
        lacking = {*row.get("region", [])} - {*exercise.regions} | {*row.get("aliases", [])} - {*exercise.aliases}
        lacking |= {
            thing for thing in row.get("equipment", []) if not any(item in thing for item in exercise.equipment)
        }
        missing[row["id"]] = lacking
    assert {id: lacking for id, lacking in missing.items() if lacking} == {}


UNITS = {"hold_s": "hold: {} s", "hold_breaths": "hold: {} breaths", "duration_s": "duration: {} s"}
SAID_ELSEWHERE = {"at_least", "or", "rest_between", "per", "alternate"}


def said(dosage: dict[str, Any]) -> dict[str, Any]:
    """A document's dosage in the words of a dose."""
    fields = [
        UNITS.get(name, f"{name}: {{}}").format(value)
        for name, value in dosage.items()
        if name not in SAID_ELSEWHERE
    ]
    if dosage.get("per") == "side":
        fields.append("side: alternate" if dosage.get("alternate") else "side: both")
    if "duration_s" in dosage and "reps" in dosage:  # twice for 30 seconds
        fields = [field.replace("reps", "sets") for field in fields]
    return Dose.model_validate(parse_source("\n".join(fields).encode(), "dosage").data).stated()


def documented(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each document that gives a dose, and the dose."""
    dosage = row["dosage"] or {}
    if not set(dosage) <= set(row["docs"]):
        dosage = {row["docs"][0]: dosage}
    yield from ((document, said(given)) for document, given in dosage.items() if given)


def test_the_doses_of_the_documents_are_kept_as_they_give_them(library: Library) -> None:
    kept = {
        id: {name: dose.stated() for name, dose in library.exercise(id).documented.items() if dose.stated()}
        for id in library.ids("exercises")
    }
    assert differing(kept, {row["id"]: dict(documented(row)) for row in EXERCISES}) == {}


def test_the_default_dose_agrees_with_a_document_that_gives_one(library: Library) -> None:
    wrong = {}
    for row in EXERCISES:
        exercise, doses = library.exercise(row["id"]), [given for _, given in documented(row)]
        default = exercise.dose.stated().items()
        agrees = not doses or any(given.items() <= default for given in doses)
        if not agrees or (exercise.dose_origin == "library") != (not doses):
            wrong[row["id"]] = (exercise.dose_origin, dict(default), doses)
    assert wrong == {}


def test_the_default_dose_is_complete(library: Library) -> None:
    incomplete = {}
    for row in EXERCISES:
        exercise = library.exercise(row["id"])
        dose = exercise.dose
        there = {
            "times per day": dose.times_per_day,
            "how much": dose.reps or dose.duration or dose.hold,
            "hold": dose.hold or exercise.kind != "static stretch",
            "rest": dose.rest or not (row["dosage"] or {}).get("rest_between"),
        }
        incomplete[row["id"]] = [name for name, value in there.items() if not value]
    assert {id: lacking for id, lacking in incomplete.items() if lacking} == {}


def test_an_exercise_of_the_documents_that_has_sides_has_sides(library: Library) -> None:
    one_sided = [
        row["id"] for row in EXERCISES if "per" in row or any("side" in given for _, given in documented(row))
    ]
    assert [id for id in one_sided if not library.exercise(id).side] == []


def test_exercises_that_stand_in_for_others_exist(library: Library) -> None:
    for id in library.ids("exercises"):
        assert set(library.exercise(id).alternatives) <= set(library.ids("exercises")) - {id}


# --- routines and advice -----------------------------------------------------------------------------------------


def test_the_library_has_these_routines_and_pages_and_no_others(library: Library) -> None:
    assert library.ids("routines") == sorted(row["id"] for row in ROUTINES)
    assert library.ids("advice") == sorted(row["id"] for row in INVENTORY["advice"])


def test_a_routine_has_its_exercises_in_order_and_its_advice(library: Library) -> None:
    shown, documents, unknown = {}, {}, {}
    for row in ROUTINES:
        routine = library.routine(row["id"])
        chosen, advice = [entry.exercise for entry in routine.exercises], set(routine.advice)
        shown[row["id"]] = (list(routine.sources), chosen, advice & set(row.get("advice", [])))
        documents[row["id"]] = (row["docs"], row.get("exercises", chosen), set(row.get("advice", [])))
        unknown[row["id"]] = set(chosen) - set(library.ids("exercises")) | advice - set(library.ids("advice"))
    assert differing(shown, documents) == {}
    assert {id: names for id, names in unknown.items() if names} == {}


def test_an_advice_page_names_its_documents_and_says_something(library: Library) -> None:
    pages = {row["id"]: library.advice(row["id"]) for row in INVENTORY["advice"]}
    documents = {row["id"]: row["docs"] for row in INVENTORY["advice"]}
    assert differing({id: list(page.sources) for id, page in pages.items()}, documents) == {}
    silent = [
        id
        for id, page in pages.items()
        if not (page.text.sections and all(part.paragraphs or part.points for part in page.text.sections))
    ]
    assert silent == []


# --- screening -----------------------------------------------------------------------------------------------


def subjects(row: dict[str, Any]) -> list[str]:
    """The exercises a row of the screening is about; without any it is about all."""
    position = row.get("position")
    in_position: list[str] = [found["id"] for found in EXERCISES if position in (None, found["position"])]
    return list(row.get("exercises", in_position))[:MAX_EXERCISES]


def screening_name(row: dict[str, Any]) -> str:
    return " ".join([*row["flags"], row["verdict"], row.get("position", "")]).strip()


def test_a_prescription_that_a_document_warns_of_is_caught(library: Library) -> None:
    missed = {}
    for row in INVENTORY["screening"]:
        findings = screened(library, f"[{', '.join(subjects(row))}]", *row["flags"])
        caught = {finding.exercise for finding in findings if finding.verdict == row["verdict"]}
        about_the_patient = "exercises" not in row and "position" not in row
        missed[screening_name(row)] = ({None} if about_the_patient else set(subjects(row))) - caught
    assert {name: exercises for name, exercises in missed.items() if exercises} == {}


def test_the_same_exercises_pass_for_a_patient_without_the_flag(library: Library) -> None:
    verdicts = {
        screening_name(row): {finding.verdict for finding in screened(library, f"[{', '.join(subjects(row))}]")}
        for row in INVENTORY["screening"]
    }
    assert {name: found for name, found in verdicts.items() if not found <= {"tell"}} == {}


# --- the examples --------------------------------------------------------------------------------------------


def test_the_examples_together_use_every_exercise_and_page(library: Library) -> None:
    plans = [plan(name) for name in EXAMPLES]
    assert {card.id for example in plans for card in example.programme.cards} == set(library.ids("exercises"))
    pages = {page.text.name for example in plans for page in example.record.advice}
    assert pages == {library.advice(id).text.name for id in library.ids("advice")}


def test_the_examples_together_use_every_routine_clinic_layout_and_paper(library: Library) -> None:
    plans = [plan(name) for name in EXAMPLES]
    groups = {group.text.name for example in plans for group in example.record.groups if group.text}
    assert groups >= {library.routine(id).text.name for id in library.ids("routines")}
    assert {example.prescription.clinic for example in plans} == set(library.ids("clinics"))
    assert {example.programme.layout for example in plans} == set(layout_names(library.workspace))
    assert {example.programme.paper for example in plans} == {"a4", "letter"}


def test_the_examples_are_about_nobody() -> None:
    people = {name: plan(name).prescription.patient for name in EXAMPLES}
    assert [name for name, person in people.items() if "Sample" not in person.name] == []
    assert [
        name for name, person in people.items() if not (person.email or "@example.org").endswith("@example.org")
    ] == []
