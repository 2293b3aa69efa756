"""What the clinician wrote, as one frozen value: Source -> Prescription."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from handouts.errors import Problem, Remark
from handouts.reading.faults import wrong
from handouts.reading.invalid import INVALID
from handouts.reading.source import Source
from handouts.reading.validation import AsItems, Items, Name, OrInvalid, Record, Text, YesNo, validate
from handouts.records.dose import DoseBeside, ScheduleBeside
from handouts.records.dose_words import PainLimit
from handouts.records.fields import (
    AdviceId,
    ClinicId,
    Day,
    Email,
    ExerciseId,
    Flag,
    LanguageTag,
    LayoutName,
    Reference,
    RoutineId,
)
from handouts.records.person import Person

MAX_EXERCISES: Final = 40
Paper = Literal["a4", "letter"]
_TRACKER: Final = re.compile(r"([1-4])\s*weeks?")


def _tracker(value: Any) -> int | str:
    if value is False or value in ("off", "calendar"):
        return value or "off"
    match = _TRACKER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise wrong("tracker", "must be 1 week to 4 weeks, off or calendar", "write 2 weeks")
    return int(match[1])


Tracker = Annotated[
    int | str,
    BeforeValidator(_tracker),
    WithJsonSchema({"enum": ["1 week", "2 weeks", "3 weeks", "4 weeks", "off", "calendar", False]}),
]


class Clinician(Record):
    """Who signs the sheet."""

    name: Name
    profession: Name | None = None
    registration: Reference | None = None


class Patient(Record):
    """Whom the sheet is for, and what screening must know."""

    name: Name
    id: Reference = Field(description="The clinic's own number for the patient; it stands on every page.")
    email: Email | None = None
    language: LanguageTag = "en"
    bilingual: LanguageTag | None = Field(None, description="A second language, for the helper at home.")
    flags: Items[Flag] = ()


class ExerciseItem(Record):
    """One exercise of the prescription; what it leaves out of the dose comes from the library."""

    exercise: ExerciseId
    dose: DoseBeside
    note: Text | None = Field(None, description="Printed on the card, marked as the clinician's own words.")
    override: Text | None = Field(None, description="Why an exercise that screening advises against is right here.")


class RoutineItem(Record):
    """A routine's exercises with their doses, in place; a schedule here replaces that of each exercise."""

    routine: RoutineId
    skip: Items[ExerciseId] = Field((), description="Exercises of the routine to leave out.")
    dose: ScheduleBeside
    override: Text | None = Field(None, description="Why exercises that screening advises against are right here.")


def _branch(value: Any) -> str:
    fields = value if isinstance(value, dict) else {}
    return "RoutineItem" if "routine" in fields or isinstance(value, RoutineItem) else "ExerciseItem"


def _bare_id(value: Any) -> Any:
    if isinstance(value, dict) and "exercise" in value and "routine" in value:
        raise wrong("exercise-and-routine", "names an exercise and a routine", "make two items of it", at="routine")
    return {"exercise": value} if isinstance(value, str) else value


Item = Annotated[
    Annotated[ExerciseItem, Tag("ExerciseItem")] | Annotated[RoutineItem, Tag("RoutineItem")],
    Discriminator(_branch),
    BeforeValidator(_bare_id, json_schema_input_type=ExerciseId | ExerciseItem | RoutineItem),
]


class Prescription(Record):
    """A home-exercise prescription for one patient."""

    clinic: ClinicId
    clinician: Clinician
    patient: Patient
    issued: Day
    review: Day | None = None
    version: Annotated[int, Field(ge=1, le=99)] = Field(
        1, description="Raise it when the sheet replaces an earlier one."
    )
    goal: Text | None = Field(None, description="The goal in the patient's own words.")
    layout: LayoutName | None = None
    paper: Paper | None = None
    figure: Person = Field(default_factory=Person, description="Who is drawn; otherwise the clinic's choice.")
    ink_saver: YesNo | None = Field(None, alias="ink-saver", description="Line art for black-and-white printers.")
    pain_limit: PainLimit = 3
    tracker: Tracker = 2
    exercises: Annotated[
        tuple[Annotated[Item, OrInvalid], ...], Field(min_length=1, max_length=MAX_EXERCISES), AsItems
    ]
    advice: Items[AdviceId] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Prescription:
        if self.review and self.issued is not INVALID and self.review < self.issued:
            raise wrong("review-before-issue", "lies before the issue date", "check both dates", at="review")
        return self


def read_prescription(source: Source) -> tuple[Prescription | None, list[Problem]]:
    """The prescription a source holds, and everything that is wrong with it."""
    if not isinstance(source.data, dict):
        hint = "start with 'clinic: …'; content/prescriptions has examples"
        return None, [source.located(Remark((), "empty", "must be a group of fields", hint))]
    return validate(Prescription, source)
