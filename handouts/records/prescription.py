"""What the clinician wrote, as one frozen value: Source -> Prescription."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from handouts.errors import Problem
from handouts.reading.source import Source
from handouts.reading.validation import AsItems, Id, Name, Record, StandIns, Text, YesNo, validate, wrong
from handouts.records.dose import DaysPerWeek, Dose, PainLimit, TimesPerDay, Weekdays, Weeks
from handouts.records.language import TAG
from handouts.records.person import Person

MAX_EXERCISES: Final = 40
Flag = Literal[
    "extension-responder",
    "flexion-responder",
    "pregnant",
    "third-trimester",
    "osteoporosis",
    "dizziness",
    "hip-replacement",
    "high-blood-pressure",
]
Paper = Literal["a4", "letter"]
_TRACKER: Final = re.compile(r"([1-4])\s*weeks?")
_EMAIL: Final = re.compile(
    r"(?=.{1,64}@)[A-Za-z0-9_][A-Za-z0-9_%+-]*(\.[A-Za-z0-9_%+-]+)*"
    r"@([A-Za-z0-9]+(-+[A-Za-z0-9]+)*\.)+[A-Za-z]{2,24}"
)


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise wrong("date", "must be a date", "write year-month-day: 2026-11-20")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong("date", "is not a day in the calendar", "check the month and the day") from None


def _tracker(value: Any) -> int | str:
    if value is False or value in ("off", "calendar"):
        return value or "off"
    match = _TRACKER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise wrong("tracker", "must be 1 week to 4 weeks, off or calendar", "write 2 weeks")
    return int(match[1])


def _email(value: Any) -> str:
    """One strict ASCII address; delivery relies on this and checks nothing else."""
    if not isinstance(value, str) or len(value) > 254 or not _EMAIL.fullmatch(value):
        raise wrong("email", "must be one e-mail address", "write name@example.org, without brackets or a name")
    return value


Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Email = Annotated[str, BeforeValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Tracker = Annotated[
    int | str,
    BeforeValidator(_tracker),
    WithJsonSchema({"enum": ["1 week", "2 weeks", "3 weeks", "4 weeks", "off", "calendar", False]}),
]


def _language(value: Any) -> str:
    if not isinstance(value, str) or not TAG.fullmatch(value):
        raise wrong("language", "must be the code of a language", "write en, fr, or fr-CA")
    return value


Language = Annotated[str, BeforeValidator(_language), WithJsonSchema({"type": "string", "pattern": TAG.pattern})]
Reference = Annotated[Name, WithJsonSchema({"type": ["string", "integer"]})]


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
    language: Language = "en"
    bilingual: Language | None = Field(None, description="A second language, for the helper at home.")
    flags: Annotated[tuple[Flag, ...], AsItems] = ()


class ExerciseItem(Dose):
    """One exercise of the prescription; what it leaves out of the dose comes from the library."""

    exercise: Id
    note: Text | None = Field(None, description="Printed on the card, marked as the clinician's own words.")
    override: Text | None = Field(None, description="Why an exercise that screening advises against is right here.")

    @property
    def dose(self) -> Dose:
        """The dose fields alone."""
        return Dose.model_construct(**self.stated())


class RoutineItem(Record):
    """A routine's exercises with their doses, in place."""

    routine: Id
    skip: Annotated[tuple[Id, ...], AsItems] = Field((), description="Exercises of the routine to leave out.")
    times_per_day: TimesPerDay | None = None
    days_per_week: DaysPerWeek | None = None
    weekdays: Weekdays | None = None
    weeks: Weeks | None = None
    override: Text | None = Field(None, description="Why exercises that screening advises against are right here.")

    @property
    def dose(self) -> Dose:
        """The schedule that replaces that of each exercise of the routine."""
        fields = ("times_per_day", "days_per_week", "weekdays", "weeks")
        return Dose.model_construct(**{name: getattr(self, name) for name in fields})


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
    BeforeValidator(_bare_id),
]


class Prescription(Record):
    """A home-exercise prescription for one patient."""

    clinic: Id
    clinician: Clinician
    patient: Patient
    issued: Day
    review: Day | None = None
    version: Annotated[int, Field(ge=1, le=99)] = Field(
        1, description="Raise it when the sheet replaces an earlier one."
    )
    goal: Text | None = Field(None, description="The goal in the patient's own words.")
    layout: Id | None = None
    paper: Paper | None = None
    figure: Person = Field(default_factory=Person, description="Who is drawn; otherwise the clinic's choice.")
    ink_saver: YesNo | None = Field(None, alias="ink-saver", description="Line art for black-and-white printers.")
    pain_limit: PainLimit = 3
    tracker: Tracker = 2
    exercises: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MAX_EXERCISES), AsItems]
    advice: Annotated[tuple[Id, ...], AsItems] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Prescription:
        if self.review and self.review < self.issued:
            raise wrong("review-before-issue", "lies before the issue date", "check both dates", at="review")
        return self


_STAND_INS: Final[StandIns] = {
    ("clinic",): "unknown",
    ("clinician",): {"name": "unknown"},
    ("clinician", "name"): "unknown",
    ("patient",): {"name": "unknown", "id": "unknown"},
    ("patient", "name"): "unknown",
    ("patient", "id"): "unknown",
    ("issued",): "2000-01-01",
    ("exercises", None): "unknown",
    ("exercises", None, "exercise"): "unknown",
    ("exercises", None, "routine"): "unknown",
}


def read_prescription(source: Source) -> tuple[Prescription | None, list[Problem]]:
    """The prescription a source holds, and everything that is wrong with it."""
    if not isinstance(source.data, dict):
        hint = "start with 'clinic: …'; content/prescriptions has examples"
        return None, [source.problem((), "empty", "must be a group of fields", hint)]
    return validate(Prescription, source, _STAND_INS)
