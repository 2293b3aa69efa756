"""The models -> JSON Schema, with the library's ids in it, so that an editor can offer them."""

from __future__ import annotations

from typing import Any, Final

from handouts.figures.posing.pose import Pose
from handouts.library.library import Advice, Library, Routine
from handouts.reading.validation import Record
from handouts.records.clinic import Clinic
from handouts.records.exercise import Exercise
from handouts.records.prescription import ExerciseItem, Prescription
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
    schema = SCHEMAS[kind].model_json_schema()
    known = {
        "clinic": library.ids("clinics"),
        "routine": library.ids("routines"),
        "exercise": library.ids("exercises"),
        "layout": layout_names(library.workspace),
    }
    tag = f"^({'|'.join(library.languages())})(-[A-Z]{{2}})?$"
    groups = [schema, *schema.get("$defs", {}).values()]
    for group in groups:
        for name, field in group.get("properties", {}).items():
            if name in known and field.get("type") == "string" and "title" in field:
                field["enum"] = known[name]
            if name == "language":
                field["pattern"] = tag
            if name == "bilingual":
                field["anyOf"][0]["pattern"] = tag
            if name == "layout" and "anyOf" in field:
                field["anyOf"][0]["enum"] = known["layout"]
            if name in ("advice", "skip", "alternatives"):
                field["items"]["enum"] = library.ids("advice" if name == "advice" else "exercises")
    if kind == "prescription":
        items = schema["properties"]["exercises"]["items"]
        bare = {"type": "string", "enum": known["exercise"]}
        schema["properties"]["exercises"]["items"] = {"anyOf": [bare, *items.get("oneOf", items.get("anyOf", []))]}
        assert ExerciseItem.__name__ in schema["$defs"]
    if kind == "routine":
        entry = schema["properties"]["exercises"]["items"]
        schema["properties"]["exercises"]["items"] = {
            "anyOf": [{"type": "string", "enum": known["exercise"]}, entry]
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
