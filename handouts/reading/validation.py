"""Source + a frozen model -> the model's instance, and a Problem at its line for everything that is wrong.

pydantic finds what is wrong; the words are chosen here by the error's type, never by matching its text, and
never repeat the value. After the first pass the wrong fields are taken out and the rest is checked again, so
that one slip does not hide the next, and later stages can go on looking for more.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from handouts.errors import FieldPath, Problem, did_you_mean, dotted, one_of
from handouts.reading.source import Source

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
StandIns = Mapping[tuple[str | None, ...], Any]  # by path, with None for any place in a list
MAX_TEXT = 2000
MAX_NAME = 120
_PRIVATE = "patient"  # nothing below this field is ever repeated in a message
_LIST_HINT = "write [one, two], or each item on its own line after '- '"
_GROUP_HINT = "write 'field: value' lines below it, indented"
_WORDING = {  # pydantic's error type -> message, hint
    "string_type": ("must be text", "put it in double quotes"),
    "bool_type": ("must be true or false", ""),
    "int_type": ("must be a whole number", ""),
    "float_type": ("must be a number", ""),
    "tuple_type": ("must be a list", _LIST_HINT),
    "dict_type": ("must be a group of fields", _GROUP_HINT),
    "model_type": ("must be a group of fields", _GROUP_HINT),
    "model_attributes_type": ("must be a group of fields", _GROUP_HINT),
    "too_short": ("must not be empty", ""),
    "too_long": ("has more than {max_length} items", ""),
    "string_too_short": ("must not be empty", ""),
    "string_too_long": ("is longer than {max_length} characters", "shorten it"),
    "missing": ("is missing", ""),
    "greater_than_equal": ("must be {ge} or more", ""),
    "less_than_equal": ("must be {le} or less", ""),
}


class Record(BaseModel):
    """A frozen group of fields in which an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _as_text(value: Any) -> Any:
    """An id such as 1042 is text although it looks like a number; 1.50 would lose its zero and stays an error."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_items(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), BeforeValidator(_as_text)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME), BeforeValidator(_as_text)]
AsItems = BeforeValidator(_as_items)


def wrong(code: str, message: str, hint: str = "", at: str = "") -> PydanticCustomError:
    """A validation error that carries its own words; `at` names the field it is about."""
    return PydanticCustomError("handouts", "{code}", {"code": code, "message": message, "hint": hint, "at": at})


def validate(model: type[M], source: Source, stand_ins: StandIns | None = None) -> tuple[M | None, list[Problem]]:
    """The instance (None if it cannot be made), and every problem; with problems it is for further checks only.

    `stand_ins` are harmless values for required fields, used in place of missing or wrong ones.
    """
    data = copy.deepcopy(source.data)
    empty = [path for path in source.values if path and source.at(path) is None]
    known = [path for path in empty if path[-1] in _fields(model, path[:-1])]
    problems = {path: _empty(source, path) for path in known}
    for path in known:
        _heal(data, path, stand_ins or {})
    for _ in range(8):
        try:
            return model.model_validate(data), list(problems.values())
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        healed, reported = False, set(problems)
        for detail in details:
            path = _path(source, detail)
            if path in reported and detail["type"] != "missing":  # its stand-in did not help
                healed = _heal(data, path, {}) or healed
            elif path not in problems and not _follows(detail, path, problems):
                problems[path] = _problem(model, source, detail, path)
                healed = _heal(data, path, stand_ins or {}) or healed
        if not healed:
            break
    return None, list(problems.values())


def _empty(source: Source, path: FieldPath) -> Problem:
    return source.problem(path, "empty-field", "has no value", "write a value, or take the line out", at_key=True)


def _follows(detail: ErrorDetails, path: FieldPath, problems: Mapping[FieldPath, Problem]) -> bool:
    """Whether a field is missing, or a list too short, only because of what is wrong inside it."""
    emptied = detail["type"] in ("missing", "too_short")
    return emptied and any(known[: len(path)] == path for known in problems)


def _path(source: Source, detail: ErrorDetails) -> FieldPath:
    """pydantic's location without the parts (union branches) that do not stand in the file."""
    path: FieldPath = ()
    for part in detail["loc"]:
        if (*path, part) in source.values or (*path, part) in source.keys:
            path = (*path, part)
    at = detail.get("ctx", {}).get("at")
    if detail["type"] == "missing" and path[-1:] != detail["loc"][-1:]:
        return (*path, detail["loc"][-1])
    return (*path, at) if at else path


def _problem(model: type[BaseModel], source: Source, detail: ErrorDetails, path: FieldPath) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_field(model, source, detail, path)
    if kind == "handouts":
        return source.problem(path, context["code"], context["message"], context["hint"])
    if kind == "literal_error":
        allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        near = did_you_mean(str(_value(source.data, path)).lower(), allowed)
        return source.problem(path, "not-allowed", f"must be {one_of(allowed)}", near)
    message, hint = _WORDING.get(kind, ("is not allowed here", ""))
    message = message.format_map(context)
    if kind == "missing":
        hint = f"add '{path[-1]}: …'"
    return source.problem(path, kind.replace("_", "-"), message, hint)


def _unknown_field(model: type[BaseModel], source: Source, detail: ErrorDetails, path: FieldPath) -> Problem:
    known = _fields(model, detail["loc"][:-1])
    near = did_you_mean(str(detail["loc"][-1]).lower(), known)
    hint = near or (f"allowed here: {', '.join(known)}" if known else "")
    shown = path[:-1] if path[:1] == (_PRIVATE,) else path
    problem = source.problem(path, "unknown-field", "there is no such field", hint, at_key=True)
    return replace(problem, path=dotted(shown))


def _fields(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The names a group of fields allows, found by following a location through the models."""
    models: list[type[BaseModel]] = [model]
    for part in location:
        if isinstance(part, int):
            continue
        inside = [m for m in models if part in m.model_fields]
        if inside:
            models = [found for m in inside for found in _models(m.model_fields[str(part)].annotation)]
        else:  # the tag of a union's branch
            models = [m for m in models if m.__name__ == part] or models
    return sorted({field.alias or name for m in models for name, field in m.model_fields.items()})


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _value(data: Any, path: FieldPath) -> Any:
    for part in path:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        data = data[part] if inside else None
    return data


def _heal(data: Any, path: FieldPath, stand_ins: StandIns) -> bool:
    """Replace what is wrong at `path` by its stand-in, or take the nearest field around it out."""
    for place in (path[:length] for length in range(len(path), 0, -1)):
        parent = _value(data, place[:-1])
        pattern = tuple(None if isinstance(part, int) else part for part in place)
        if pattern in stand_ins and isinstance(parent, dict | list):
            parent[place[-1]] = copy.deepcopy(stand_ins[pattern])  # type: ignore[index]
            return True
        if isinstance(parent, dict) and place[-1] in parent:
            del parent[place[-1]]
            return True
    return False


def _yes(value: Any) -> bool:
    """Yes and no as a clinician writes them."""
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):
        return bool(value == "yes")
    raise wrong("yes-or-no", "must be yes or no")


YesNo = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": ["yes", "no", True, False]})]


def allowed_text(value: Any) -> str:
    """A plain id or name: letters, digits and hyphens, as file stems are."""
    text = _as_text(value)
    if not isinstance(text, str) or not unicodedata.normalize("NFC", text).replace("-", "").isalnum():
        raise wrong("id", "must be an id: lower-case letters, digits and hyphens")
    return text


Id = Annotated[str, BeforeValidator(allowed_text)]
