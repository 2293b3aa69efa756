"""How much of one exercise: the fields of a dose, and how one dose lies over another."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field, model_validator

from handouts.reading.faults import wrong
from handouts.reading.groups import BESIDE, Beside
from handouts.reading.validation import Record
from handouts.records.dose_words import (
    DaysPerWeek,
    Hold,
    Intensity,
    Load,
    PainLimit,
    Reps,
    Sets,
    Side,
    TempoText,
    Time,
    TimesPerDay,
    Weekdays,
    Weeks,
)


class Dose(Record):
    """How much of one exercise; every field may be left out, and what is left out comes from the library."""

    sets: Sets | None = None
    reps: Reps | None = None
    hold: Hold | None = None
    duration: Time | None = None
    rest: Time | None = None
    side: Side | None = None
    times_per_day: TimesPerDay | None = None
    days_per_week: DaysPerWeek | None = None
    weekdays: Weekdays | None = None
    weeks: Weeks | None = None
    load: Load | None = None
    intensity: Intensity | None = None
    tempo: TempoText | None = None
    pain_limit: PainLimit | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Dose:
        if self.reps and self.duration:
            raise wrong(
                "reps-and-duration", "reps and duration cannot both be set", "keep one of them", at="duration"
            )
        if self.weekdays and self.days_per_week:
            message = "weekdays and days_per_week cannot both be set"
            raise wrong("weekdays-and-days", message, "keep one of them", at="days_per_week")
        return self

    def over(self, default: Dose) -> Dose:
        """This dose where it says something, and the default where it does not."""
        stated = self.stated()
        replaced = {theirs: None for mine, theirs in _EXCLUSIVE if mine in stated}
        return default.model_copy(update=replaced | stated)

    def stated(self) -> dict[str, Any]:
        """The fields that say something."""
        return {name: getattr(self, name) for name in Dose.model_fields if getattr(self, name) is not None}


_EXCLUSIVE: Final = (
    ("reps", "duration"),
    ("duration", "reps"),
    ("weekdays", "days_per_week"),
    ("days_per_week", "weekdays"),
)


SCHEDULE: Final = ("times_per_day", "days_per_week", "weekdays", "weeks")
DoseBeside = Annotated[Dose, Beside(), Field(default_factory=Dose, alias=BESIDE)]
"""A dose whose fields stand beside those of the record that has it: `sets` beside `exercise`."""
ScheduleBeside = Annotated[Dose, Beside(SCHEDULE), Field(default_factory=Dose, alias=BESIDE)]
"""A dose of which only the schedule can be written."""


def stretch_warnings(dose: Dose) -> str | None:
    """What is unusual about the dose of a static stretch, in words, or None."""
    seconds = dose.hold.seconds if dose.hold else None
    if dose.hold is None and dose.duration is None:
        return "a static stretch needs a hold"
    if seconds is not None and not 10 <= seconds <= 60:
        return "a static stretch is usually held for 10 to 60 seconds"
    return None
