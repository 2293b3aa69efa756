"""The library is complete: everything that the five documents prescribe is in it, as they prescribe it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.build.one_sheet import Prepared, prepare
from handouts.build.options import Options
from handouts.library.library import Library
from handouts.reading.source import parse_source
from handouts.records.dose import Dose
from handouts.records.prescription import MAX_EXERCISES
from handouts.sheet.template import layout_names
from tests.conftest import ROOT
from tests.examples import screened

INVENTORY: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "inventory.yaml").read_text())
EXERCISES: list[dict[str, Any]] = INVENTORY["exercises"]
ROUTINES: list[dict[str, Any]] = INVENTORY["routines"]
EXAMPLES = sorted((ROOT / "content/prescriptions").glob("*.yaml"))

every_exercise = pytest.mark.parametrize("row", EXERCISES, ids=[row["id"] for row in EXERCISES])
every_routine = pytest.mark.parametrize("row", ROUTINES, ids=[row["id"] for row in ROUTINES])


# --- exercises ----------------------------------------------------------------------------------------------


def test_the_library_has_these_exercises_and_no_others(library: Library) -> None:
    assert library.ids("exercises") == sorted(row["id"] for row in EXERCISES)


@every_exercise
def test_an_exercise_is_the_one_of_the_documents(row: dict[str, Any], library: Library) -> None:
    exercise = library.exercise(row["id"])
    facts = {
        "name": exercise.text.name,
        "docs": list(exercise.sources),
        "kind": exercise.kind,
        "position": exercise.position,
        "level": exercise.level,
    }
    assert facts == {"level": "basic"} | {name: row[name] for name in facts if name in row}
    assert set(row.get("region", [])) <= set(exercise.regions)
    assert set(row.get("aliases", [])) <= set(exercise.aliases)
    for thing in row.get("equipment", []):
        assert any(item in thing for item in exercise.equipment), thing


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


@every_exercise
def test_the_doses_of_the_documents_are_kept_as_they_give_them(row: dict[str, Any], library: Library) -> None:
    kept = {name: dose.stated() for name, dose in library.exercise(row["id"]).documented.items() if dose.stated()}
    assert kept == dict(documented(row))


@every_exercise
def test_the_default_dose_agrees_with_a_document_that_gives_one(row: dict[str, Any], library: Library) -> None:
    exercise = library.exercise(row["id"])
    default = exercise.dose.stated().items()
    doses = [given for _, given in documented(row)]
    assert not doses or any(given.items() <= default for given in doses)
    assert (exercise.dose_origin == "library") == (not doses)


@every_exercise
def test_the_default_dose_is_complete(row: dict[str, Any], library: Library) -> None:
    exercise = library.exercise(row["id"])
    dose = exercise.dose
    assert dose.times_per_day
    assert dose.reps or dose.duration or dose.hold
    assert dose.hold or exercise.kind != "static stretch"
    rests = (row["dosage"] or {}).get("rest_between")
    assert dose.rest or not rests


@every_exercise
def test_an_exercise_of_the_documents_that_has_sides_has_sides(row: dict[str, Any], library: Library) -> None:
    one_sided = "per" in row or any("side" in given for _, given in documented(row))
    assert library.exercise(row["id"]).side or not one_sided


def test_exercises_that_stand_in_for_others_exist(library: Library) -> None:
    for id in library.ids("exercises"):
        assert set(library.exercise(id).alternatives) <= set(library.ids("exercises")) - {id}


# --- routines and advice -----------------------------------------------------------------------------------------


def test_the_library_has_these_routines_and_pages_and_no_others(library: Library) -> None:
    assert library.ids("routines") == sorted(row["id"] for row in ROUTINES)
    assert library.ids("advice") == sorted(row["id"] for row in INVENTORY["advice"])


@every_routine
def test_a_routine_has_its_exercises_in_order_and_its_advice(row: dict[str, Any], library: Library) -> None:
    routine = library.routine(row["id"])
    chosen = [entry.exercise for entry in routine.exercises]
    assert list(routine.sources) == row["docs"]
    assert chosen == row.get("exercises", chosen)
    assert set(row.get("advice", [])) <= set(routine.advice)
    assert set(chosen) <= set(library.ids("exercises"))
    assert set(routine.advice) <= set(library.ids("advice"))


@pytest.mark.parametrize("row", INVENTORY["advice"], ids=[row["id"] for row in INVENTORY["advice"]])
def test_an_advice_page_names_its_documents_and_says_something(row: dict[str, Any], library: Library) -> None:
    page = library.advice(row["id"])
    assert list(page.sources) == row["docs"]
    assert all(section.paragraphs or section.points for section in page.text.sections)
    assert page.text.sections


# --- screening -----------------------------------------------------------------------------------------------


def subjects(row: dict[str, Any]) -> list[str]:
    """The exercises a row of the screening is about; without any it is about all."""
    position = row.get("position")
    in_position: list[str] = [found["id"] for found in EXERCISES if position in (None, found["position"])]
    return list(row.get("exercises", in_position))[:MAX_EXERCISES]


def screening_id(row: dict[str, Any]) -> str:
    return "-".join([*row["flags"], row["verdict"], row.get("position", "").replace(" ", "-")]).strip("-")


every_screening = pytest.mark.parametrize("row", INVENTORY["screening"], ids=screening_id)


@every_screening
def test_a_prescription_that_a_document_warns_of_is_caught(row: dict[str, Any], library: Library) -> None:
    findings = screened(library, f"[{', '.join(subjects(row))}]", *row["flags"])
    caught = {finding.exercise for finding in findings if finding.verdict == row["verdict"]}
    about_the_patient = "exercises" not in row and "position" not in row
    assert caught >= ({None} if about_the_patient else set(subjects(row)))


@every_screening
def test_the_same_exercises_pass_for_a_patient_without_the_flag(row: dict[str, Any], library: Library) -> None:
    findings = screened(library, f"[{', '.join(subjects(row))}]")
    assert {finding.verdict for finding in findings} <= {"tell"}


# --- the examples --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def examples(library: Library) -> list[Prepared]:
    """Every example, ready to be laid out."""
    return [prepare(path, library, Options()) for path in EXAMPLES]


def test_the_examples_together_use_every_exercise_and_page(examples: list[Prepared], library: Library) -> None:
    assert {card.id for example in examples for card in example.programme.cards} == set(library.ids("exercises"))
    pages = {page.text.name for example in examples for page in example.record.advice}
    assert pages == {library.advice(id).text.name for id in library.ids("advice")}


def test_the_examples_together_use_every_routine_clinic_layout_and_paper(
    examples: list[Prepared], library: Library
) -> None:
    groups = {group.name for example in examples for group in example.record.groups}
    assert groups >= {library.routine(id).text.name for id in library.ids("routines")}
    assert {example.prescription.clinic for example in examples} == set(library.ids("clinics"))
    assert {example.programme.layout for example in examples} == set(layout_names(library.workspace))
    assert {example.programme.paper for example in examples} == {"a4", "letter"}


def test_the_examples_are_about_nobody(examples: list[Prepared]) -> None:
    for example in examples:
        assert "Sample" in example.prescription.patient.name
        assert example.prescription.patient.email is None or example.prescription.patient.email.endswith(
            "@example.org"
        )
