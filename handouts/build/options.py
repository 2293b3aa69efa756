"""What the command line asks for, a prescription and its clinic -> one SheetPlan: every choice settled, once.

What was asked for stands in the finished sheet's own metadata, so that whoever hands it out later can keep to it.
"""

from __future__ import annotations

import calendar
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import Final, get_args

from handouts.errors import UsageError
from handouts.records.clinic import Clinic
from handouts.records.person import Person
from handouts.records.prescription import Paper, Prescription

_USUAL_LAYOUT: Final = "standard"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may ask for instead of what the prescription says; None where it is silent."""

    layout: str | None = None
    paper: Paper | None = None
    ink_saver: bool = False

    def over(self, earlier: Options) -> Options:
        """These options where they say something, and the earlier ones where they do not."""
        return Options(
            self.layout or earlier.layout, self.paper or earlier.paper, self.ink_saver or earlier.ink_saver
        )

    def __str__(self) -> str:
        """What they say, as it stands in a sheet's metadata; `read_options` reads it."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def read_options(text: str) -> Options | None:
    """The options that stand in a sheet's metadata; None where this is no such text."""
    try:
        said = json.loads(text)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    layout, paper, ink_saver = said.get("layout"), said.get("paper"), said.get("ink_saver", False)
    right = isinstance(layout, str | None) and paper in (None, *get_args(Paper)) and isinstance(ink_saver, bool)
    return Options(layout, paper, ink_saver) if right else None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Every choice of one sheet; `created` is its date in seconds since 1970, `options` what led to all this."""

    layout: str
    paper: Paper
    ink_saver: bool
    person: Person
    created: int
    options: Options


def settle(options: Options, prescription: Prescription, clinic: Clinic) -> SheetPlan:
    """The command line's word, or else the prescription's, or else the clinic's. Raises UsageError."""
    saving = clinic.ink_saver if prescription.ink_saver is None else prescription.ink_saver
    return SheetPlan(
        layout=layout_for(options, prescription, clinic),
        paper=options.paper or prescription.paper or clinic.paper,
        ink_saver=options.ink_saver or saving,
        person=_person(prescription, clinic),
        created=_created(prescription),
        options=options,
    )


def layout_for(options: Options, prescription: Prescription, clinic: Clinic | None) -> str:
    """The layout that is asked for, which may not exist, by a clinic that may not exist."""
    return options.layout or prescription.layout or (clinic.layout if clinic else _USUAL_LAYOUT)


def _person(prescription: Prescription, clinic: Clinic) -> Person:
    """Who is drawn: the prescription's choice, or else the clinic's; someone pregnant for someone pregnant."""
    person = prescription.figure.over(clinic.figure)
    expecting = {"pregnant", "third-trimester"} & set(prescription.patient.flags)
    return person.model_copy(update={"build": "pregnant"}) if expecting and person.build is None else person


def _created(prescription: Prescription) -> int:
    """SOURCE_DATE_EPOCH, or midnight UTC of the issue date. Raises UsageError."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise UsageError("SOURCE_DATE_EPOCH must be a whole number of seconds")
    return int(epoch) if epoch else calendar.timegm(prescription.issued.timetuple())
