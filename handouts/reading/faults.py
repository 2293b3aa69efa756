"""What pydantic finds wrong -> a Remark at the field as it stands in the file.

The words are chosen by the error's type, never by matching its text, and never repeat the value.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails, PydanticCustomError

from handouts.errors import FieldPath, Remark, did_you_mean, one_of
from handouts.reading.groups import field_names
from handouts.reading.source import Source
from handouts.reading.yaml_reader import PRIVATE

_LIST_HINT: Final = "write [one, two], or each item on its own line after '- '"
_GROUP_HINT: Final = "write 'field: value' lines below it, indented"
_WORDING: Final = {  # pydantic's error type -> message, hint
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


def wrong(code: str, message: str, hint: str = "", at: str = "") -> PydanticCustomError:
    """A validation error that carries its own words; `at` names the field it is about."""
    return PydanticCustomError("handouts", "{code}", {"code": code, "message": message, "hint": hint, "at": at})


def path_of(detail: ErrorDetails, source: Source) -> FieldPath:
    """pydantic's location without the parts (union branches, inner groups) that do not stand in the file."""
    path: FieldPath = ()
    for part in detail["loc"]:
        if (*path, part) in source.values or (*path, part) in source.keys:
            path = (*path, part)
    at = detail.get("ctx", {}).get("at")
    if detail["type"] == "missing" and path[-1:] != detail["loc"][-1:]:
        return (*path, detail["loc"][-1])
    return (*path, at) if at else path


def remark_of(detail: ErrorDetails, path: FieldPath, model: type[BaseModel], source: Source) -> Remark:
    """What one of pydantic's errors is called here."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_field(detail, path, model)
    if kind == "handouts":
        return Remark(path, context["code"], context["message"], context["hint"])
    if kind == "literal_error":
        allowed = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        near = did_you_mean(str(value_at(source.data, path)).lower(), allowed)
        return Remark(path, "not-allowed", f"must be {one_of(allowed)}", near)
    message, hint = _WORDING.get(kind, ("is not allowed here", ""))
    if kind == "missing":
        hint = f"add '{path[-1]}: …'"
    return Remark(path, kind.replace("_", "-"), message.format_map(context), hint)


def _unknown_field(detail: ErrorDetails, path: FieldPath, model: type[BaseModel]) -> Remark:
    known = field_names(model, detail["loc"][:-1])
    near = did_you_mean(str(detail["loc"][-1]).lower(), known)
    hint = near or (f"allowed here: {', '.join(known)}" if known else "")
    message, private = "there is no such field", path[:1] == (PRIVATE,)
    return Remark(path, "unknown-field", message, hint, at_key=True, nameless=private)


def value_at(data: Any, path: FieldPath) -> Any:
    """What stands at a path in plain data; None where nothing does."""
    for part in path:
        inside = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        data = data[part] if inside else None
    return data
