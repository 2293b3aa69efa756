"""The models -> JSON Schema, with the library's ids in it, so that an editor can offer them."""

from __future__ import annotations

from typing import Any, Final

from handouts.figures.posing.pose import Pose
from handouts.library.library import Library
from handouts.reading.validation import Record
from handouts.records.advice import Advice
from handouts.records.clinic import Clinic
from handouts.records.exercise import Exercise
from handouts.records.fields import NAMES, Named
from handouts.records.prescription import Prescription
from handouts.records.routine import Routine
from handouts.sheet.template import layout_names

SCHEMAS: Final[dict[str, type[Record]]] = {
    "prescription": Prescription,
    "exercise": Exercise,
    "clinic": Clinic,
    "routine": Routine,
    "advice": Advice,
    "figure": Pose,
}


def json_schema(kind: str, library: Library) -> dict[str, Any]:
    """The schema of one kind of file, in JSON Schema 2020-12."""
    named: set[Named] = set()
    schema: dict[str, Any] = _referring(SCHEMAS[kind].model_json_schema(), named)
    definitions = schema.pop("$defs", {}) | {name: _all_there_are(name, library) for name in named}
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | ({"$defs": dict(sorted(definitions.items()))} if definitions else {}) | schema


def _referring(schema: Any, named: set[Named]) -> Any:
    """A schema in which each id refers to the definition of what it names; `named` gathers what those are."""
    if isinstance(schema, list):
        return [_referring(part, named) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get(NAMES), str):
        named.add(schema[NAMES])
        rest = {key: value for key, value in schema.items() if key not in (NAMES, "type")}
        return {"$ref": f"#/$defs/{schema[NAMES]}"} | rest
    return {key: _referring(part, named) for key, part in schema.items()}


def _all_there_are(name: Named, library: Library) -> dict[str, Any]:
    """The definition of a kind of id: all that the library has."""
    if name == "language-tag":
        return {"type": "string", "pattern": f"^({'|'.join(library.languages())})(-[A-Z]{{2}})?$"}
    known: dict[Named, list[str]] = {
        "exercise-id": library.ids("exercises"),
        "routine-id": library.ids("routines"),
        "advice-id": library.ids("advice"),
        "clinic-id": library.ids("clinics"),
        "layout-name": layout_names(library.workspace),
    }
    return {"type": "string", "enum": known[name]}
