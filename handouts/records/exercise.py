"""One exercise of the library: its facts, its default dose, and what the patient reads about it.

In the text of a one-sided exercise, `{each|left|right}` holds three wordings: for a dose on each side in
turn, on the left, and on the right. Three written wordings, not a slot for a word, because in other
languages the side changes the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handouts.reading.faults import wrong
from handouts.reading.invalid import INVALID
from handouts.reading.validation import AsItems, Items, Record, Text
from handouts.records.dose import Dose
from handouts.records.dose_words import Side
from handouts.records.fields import ExerciseId, Flag, Texts

Kind = Literal[
    "strengthening",
    "static stretch",
    "dynamic stretch",
    "active isolated stretch",
    "mobility",
    "self-massage",
    "warm-up",
]
Position = Literal[
    "standing",
    "sitting on a chair",
    "sitting on the floor",
    "sitting or standing",
    "lying on the back",
    "lying face down",
    "side-lying",
    "hands and knees",
    "hands and feet",
    "kneeling",
    "half-kneeling",
    "floor",
]
Region = Literal["hip", "thigh", "core", "trunk", "lower back", "upper back", "neck", "whole body"]
Equipment = Literal["mat", "pillow", "chair", "wall", "foam roller", "strap", "towel", "stairs"]

_SIDED: Final = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")
_KEYED: Final = re.compile(r"(.*\S)\s*\((\d)\)")
_READING: Final[Mapping[Side | None, int]] = {None: 1, "both": 1, "alternate": 1, "left": 2, "right": 3}


def for_side(text: str, side: Side | None) -> str:
    """A text in the wording for one side."""
    return _SIDED.sub(lambda match: match[_READING[side]], text)


class Step(NamedTuple):
    """One instruction, and the number of the picture that shows it, if one does."""

    text: str
    picture: int | None


def _step(value: Any) -> Step:
    if isinstance(value, Step):
        return value
    if not isinstance(value, str) or not value.strip():
        raise wrong("step", "must be one sentence of text")
    match = _KEYED.fullmatch(value.strip())
    return Step(match[1], int(match[2])) if match else Step(value.strip(), None)


Steps = Annotated[
    tuple[Annotated[Step, BeforeValidator(_step), WithJsonSchema({"type": "string"})], ...],
    Field(min_length=1, max_length=9),
    AsItems,
]


class ExerciseText(Record):
    """What the patient reads, in one language."""

    name: Text
    why: Text = Field(description="One sentence: what it does for you.")
    feel: Text = Field(description="Completes 'You should feel …'.")
    steps: Steps = Field(description="One action each; end a step with (1) or (2) where it reaches a picture.")
    avoid: Text = Field(description="Completes 'Avoid …': the one common mistake.")
    easier: Text | None = None
    harder: Text | None = None
    care: Text | None = Field(None, description="What to take care of, in one sentence.")
    pictures: Texts = Field(description="What each picture shows, start to end; also its alternative text.")

    def on(self, side: Side | None) -> ExerciseText:
        """The same text in the wording for one side."""
        worded = {name: _worded(getattr(self, name), side) for name in ExerciseText.model_fields}
        return self.model_copy(update=worded)


def sides_worded(text: ExerciseText, *, one_sided: bool) -> bool:
    """Whether all wordings for sides are whole, and there are none where the exercise has no sides."""
    texts = _strings(text)
    whole = not any("{" in rest or "}" in rest for rest in (_SIDED.sub("", part) for part in texts))
    return whole and (one_sided or not any(_SIDED.search(part) for part in texts))


def _worded(value: Any, side: Side | None) -> Any:
    if isinstance(value, str):
        return for_side(value, side)
    if isinstance(value, Step):
        return Step(for_side(value.text, side), value.picture)
    return tuple(_worded(part, side) for part in value) if isinstance(value, tuple) else value


class SideMeaning(Record):
    """What 'left' in a prescription refers to."""

    part: Literal["leg", "arm", "side"]
    means: Text


class Caution(Record):
    """What screening says about one flag."""

    verdict: Literal["avoid", "caution"]
    reason: Text


class Exercise(Record):
    """One exercise of the library."""

    kind: Kind
    position: Position
    level: Literal["basic", "advanced"] = "basic"
    regions: Items[Region]
    targets: Texts = ()
    equipment: Items[Equipment] = ()
    sources: Texts = ()
    aliases: Texts = ()
    side: SideMeaning | None = None
    dose: Dose
    documented: dict[str, Dose] = Field(default_factory=dict)
    cautions: dict[Flag, Caution] = Field(default_factory=dict)
    alternatives: Items[ExerciseId] = ()
    text: ExerciseText

    @model_validator(mode="after")
    def _sides_agree(self) -> Exercise:
        if INVALID in (self.side, self.dose.side):  # whether it has sides is not known
            return self
        if (self.side is None) != (self.dose.side is None):
            raise wrong(
                "side", "a one-sided exercise needs 'side' here and in 'dose', any other neither", at="dose"
            )
        if not sides_worded(self.text, one_sided=self.side is not None):
            message = "wording for sides must be {each|left|right}, in a one-sided exercise only"
            raise wrong("side-wording", message, "write three wordings between braces", at="text")
        return self

    @property
    def dose_origin(self) -> str:
        """The documents the default dose comes from, or 'library' where none gives one."""
        default = self.dose.stated()
        agreeing = [
            name
            for name, dose in self.documented.items()
            if dose.stated() and all(default.get(field) == value for field, value in dose.stated().items())
        ]
        return ", ".join(agreeing) or "library"


def _strings(text: ExerciseText) -> list[str]:
    values = [getattr(text, name) for name in ExerciseText.model_fields]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return [part.text if isinstance(part, Step) else part for part in flat if part]
