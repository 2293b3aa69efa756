"""Which fields a group in a file may have: its own, and those of an inner group that are written beside them.

A prescription item has a dose; in the file its fields stand flat, `sets` beside `exercise`. `Beside` says so in the
record, and everything that must know follows it: reading, the words known in messages, the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel

BESIDE: Final = "\tbeside"
"""The inner group's own name while a file is read; no field name in a file holds a tab, so nobody can write it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Marks a group whose fields stand beside those of the record that has it; `only` limits them to some."""

    only: tuple[str, ...] = ()


def gathered(model: type[BaseModel], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as a file has them, with those of the inner group put together."""
    names = [name for _, names in _inner(model) for name in names]
    if not names:
        return fields
    own = {name: value for name, value in fields.items() if name not in names}
    return own | {BESIDE: {name: value for name, value in fields.items() if name in names}}


def flattened(model: type[BaseModel], properties: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any]:
    """The properties of a JSON Schema as a file has them; `inner` are those of the inner group."""
    names = [name for _, names in _inner(model) for name in names]
    own = {name: value for name, value in properties.items() if name != BESIDE}
    return own | {name: value for name, value in inner.items() if name in names}


def field_names(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The names a group of fields allows, found by following a location through the models."""
    models: list[type[BaseModel]] = [model]
    for part in location:
        if isinstance(part, int):
            continue
        inside = [annotation for m in models for name, annotation in _annotations(m) if name == part]
        if inside:
            models = [found for annotation in inside for found in _models(annotation)]
        else:  # the tag of a union's branch
            models = [m for m in models if m.__name__ == part] or models
    return sorted({name for m in models for name in _written(m)})


def _inner(model: type[BaseModel]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each field that holds an inner group, and the names that the group has in a file."""
    for name, field in model.model_fields.items():
        for marker in field.metadata:
            if isinstance(marker, Beside) and isinstance(field.annotation, type):
                yield name, marker.only or tuple(field.annotation.model_fields)


def _written(model: type[BaseModel]) -> Iterator[str]:
    inner = dict(_inner(model))
    for name, field in model.model_fields.items():
        yield from inner.get(name, (field.alias or name,))


def _annotations(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]
