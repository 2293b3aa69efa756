"""A text of the library in another language, and whether someone has reviewed it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import BeforeValidator, WithJsonSchema

from handouts.reading.faults import wrong
from handouts.reading.validation import Record

T = TypeVar("T", bound=Record)
REVIEWED: Final = re.compile(r"reviewed by \S.*")


def _state(value: Any) -> str:
    if value == "draft" or (isinstance(value, str) and REVIEWED.fullmatch(value)):
        return str(value)
    raise wrong(
        "state", "must say whether someone has reviewed the translation", "write draft, or reviewed by NAME"
    )


State = Annotated[
    str, BeforeValidator(_state), WithJsonSchema({"type": "string", "pattern": f"^(draft|{REVIEWED.pattern})$"})
]


class Translation(Record, Generic[T]):
    """What the patient reads about an exercise, about a routine or on an advice page, in another language."""

    state: State
    text: T

    @property
    def draft(self) -> bool:
        """Whether nobody has reviewed it."""
        return self.state == "draft"
