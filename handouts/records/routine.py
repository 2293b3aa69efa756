"""One routine of the library: exercises that belong together, and what the patient reads about them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from handouts.reading.validation import AsItems, Items, OrInvalid, Record, Text
from handouts.records.dose import DoseBeside
from handouts.records.exercise import Caution
from handouts.records.fields import AdviceId, ExerciseId, Flag, Texts


class RoutineText(Record):
    """What the patient reads about a routine."""

    name: Text
    summary: Text
    tips: Texts = ()


class RoutineEntry(Record):
    """An exercise of a routine; dose fields replace those of the library."""

    exercise: ExerciseId
    dose: DoseBeside


def _bare_id(value: Any) -> Any:
    return {"exercise": value} if isinstance(value, str) else value


Entry = Annotated[RoutineEntry, BeforeValidator(_bare_id, json_schema_input_type=ExerciseId | RoutineEntry)]


class Routine(Record):
    """Exercises that belong together."""

    sources: Texts = ()
    exercises: Annotated[tuple[Annotated[Entry, OrInvalid], ...], Field(min_length=1), AsItems]
    advice: Items[AdviceId] = ()
    cautions: dict[Flag, Caution] = Field(default_factory=dict)
    text: RoutineText
