"""Source + a frozen model -> the model's instance, and a Problem at its line for everything that is wrong.

pydantic finds what is wrong. After a pass INVALID stands in each wrong place and the rest is checked again, so
that one slip does not hide the next, and later stages can go on looking for more.
"""

from __future__ import annotations

import copy
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails

from handouts.errors import FieldPath, Problem, Remark
from handouts.reading.faults import path_of, remark_of, value_at, wrong
from handouts.reading.groups import BESIDE, field_names, flattened, gathered
from handouts.reading.invalid import INVALID
from handouts.reading.source import Source

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
MAX_TEXT: Final = 2000
MAX_NAME: Final = 120
_MOST_PASSES: Final = 12  # deeper than any record: each pass marks one level more around what is still refused


def _unless_invalid(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    return INVALID if value is INVALID else check(value)


class Record(BaseModel):
    """A frozen group of fields in which an unknown field is an error; any field may be INVALID."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @field_validator("*", mode="wrap", check_fields=False)
    @classmethod
    def _let_invalid_stand(cls, value: Any, check: ValidatorFunctionWrapHandler) -> Any:
        return _unless_invalid(value, check)

    @model_validator(mode="before")
    @classmethod
    def _gather_what_stands_beside(cls, value: Any) -> Any:
        return gathered(cls, value) if isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        own = handler.resolve_ref_schema(schema)
        properties = own.get("properties", {})
        if BESIDE in properties:
            inner = handler.resolve_ref_schema(properties[BESIDE])["properties"]
            own["properties"] = flattened(cls, properties, inner)
        return schema


def _as_text(value: Any) -> Any:
    """An id such as 1042 is text although it looks like a number; 1.50 would lose its zero and stays an error."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_items(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _yes(value: Any) -> bool:
    """Yes and no as a clinician writes them."""
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return bool(value == "yes")
    raise wrong("yes-or-no", "must be yes or no")


AsText = BeforeValidator(_as_text)
AsItems = BeforeValidator(_as_items)
OrInvalid = WrapValidator(_unless_invalid)
"""Lets one item of a list be INVALID, and the others stay."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AsText]
Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME), AsText]
YesNo = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Items = Annotated[tuple[Annotated[T, OrInvalid], ...], AsItems]


def validate(model: type[M], source: Source) -> tuple[M | None, list[Problem]]:
    """The instance (None if it cannot be made), and every problem; with problems it is for further checks only."""
    data = copy.deepcopy(source.data)
    remarks = {path: _empty(path) for path in source.values if _is_empty_field(path, model, source)}
    for path in remarks:
        _mark_invalid(data, path)
    record = None
    for _ in range(_MOST_PASSES):
        try:
            record = model.model_validate(data)
            break
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        found = _by_place(details, source)
        for path, detail in found.items():
            remarks.setdefault(path, remark_of(detail, path, model, source))
        if not sum(_put_aside(data, path, detail) for path, detail in found.items()):
            break
    return record, [source.located(remark) for remark in remarks.values()]


def _by_place(details: list[ErrorDetails], source: Source) -> dict[FieldPath, ErrorDetails]:
    """The first error of each place, without lists that are too short only because of what is wrong inside."""
    found: dict[FieldPath, ErrorDetails] = {}
    for detail in details:
        found.setdefault(path_of(detail, source), detail)
    return {
        path: detail
        for path, detail in found.items()
        if detail["type"] != "too_short" or not any(other != path and other[: len(path)] == path for other in found)
    }


def _is_empty_field(path: FieldPath, model: type[BaseModel], source: Source) -> bool:
    return bool(path) and source.at(path) is None and path[-1] in field_names(model, path[:-1])


def _empty(path: FieldPath) -> Remark:
    return Remark(path, "empty-field", "has no value", "write a value, or take the line out", at_key=True)


def _put_aside(data: Any, path: FieldPath, detail: ErrorDetails) -> bool:
    """Take an unknown field out, or mark what else is wrong; whether there was anything left to do."""
    parent = value_at(data, path[:-1])
    if detail["type"] == "extra_forbidden" and isinstance(parent, dict) and path[-1] in parent:
        del parent[path[-1]]
        return True
    return _mark_invalid(data, path)


def _mark_invalid(data: Any, path: FieldPath) -> bool:
    """Put INVALID at a place; where it stands there already and is refused, in the group or list around it."""
    around = [path[:length] for length in range(len(path) - 1, 0, -1)]
    if any(value_at(data, place) is INVALID for place in around):
        return False
    for place in (path, *around):
        parent, last = value_at(data, place[:-1]), place[-1]
        holds = isinstance(parent, dict) or (isinstance(parent, list) and last in range(len(parent)))
        if holds and value_at(data, place) is not INVALID:
            parent[last] = INVALID
            return True
    return False
