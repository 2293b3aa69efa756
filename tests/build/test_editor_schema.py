"""The JSON Schemas: fresh, true for every file that is shipped, and false for files that are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator

from handouts.build.editor_schema import SCHEMAS, json_schema
from handouts.library.library import Library
from handouts.reading.source import parse_source, read_source
from handouts.records.fields import NAMES
from handouts.sheet.template import layout_names
from tests.conftest import PRESCRIPTION, ROOT

FOLDERS = {
    "prescription": "prescriptions",
    "exercise": "exercises",
    "clinic": "clinics",
    "routine": "routines",
    "advice": "advice",
    "figure": "figures",
}
FILES = [
    (kind, path) for kind, folder in FOLDERS.items() for path in sorted((ROOT / "content" / folder).glob("*.yaml"))
]


def committed(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / f"content/schemas/{kind}.schema.json").read_text())
    return found


def faults(kind: str, data: Any) -> list[str]:
    """Where a schema finds something wrong; the outermost place of each fault."""
    validator = Draft202012Validator(committed(kind))
    return ["/".join(map(str, error.absolute_path)) for error in validator.iter_errors(data)]


def test_the_committed_schema_is_fresh(library: Library) -> None:
    for kind in SCHEMAS:
        assert committed(kind) == json_schema(kind, library), "run: make schemas"


def test_a_schema_is_one() -> None:
    for kind in SCHEMAS:
        Draft202012Validator.check_schema(committed(kind))


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(SCHEMAS) == set(FOLDERS) == {p.name.split(".")[0] for p in (ROOT / "content/schemas").iterdir()}


def test_every_file_of_the_library_fits_its_schema() -> None:
    for kind, path in FILES:
        assert faults(kind, read_source(path).data) == [], path


def test_every_file_names_its_schema_for_editors() -> None:
    for kind, path in FILES:
        line = path.read_text().splitlines()[0]
        assert line == f"# yaml-language-server: $schema=../schemas/{kind}.schema.json", path
        assert (path.parent / line.partition("$schema=")[2]).is_file(), path


def first(exercise: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Make this the first exercise of a prescription."""
    return lambda data: data["exercises"].__setitem__(0, exercise)


WRONG: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "an unknown field": (lambda data: data.update(claim=1), ""),
    "a missing field": (lambda data: data.pop("issued"), ""),
    "a clinic that is not there": (lambda data: data.update(clinic="lakesid"), "clinic"),
    "a layout that is not there": (lambda data: data.update(layout="tiny"), "layout"),
    "an unknown paper": (lambda data: data.update(paper="a5"), "paper"),
    "an unknown flag": (lambda data: data["patient"].update(flags=["tall"]), "patient/flags/0"),
    "an unknown field of the patient": (lambda data: data["patient"].update(age=70), "patient"),
    "advice that is not there": (lambda data: data.update(advice=["none"]), "advice/0"),
    "a tracker of nine weeks": (lambda data: data.update(tracker="9 weeks"), "tracker"),
    "no exercises": (lambda data: data.update(exercises=[]), "exercises"),
    "too many exercises": (lambda data: data.update(exercises=["cobra"] * 41), "exercises"),
    "a bare exercise that is not there": (lambda data: data.update(exercises=["clamshel"]), "exercises/0"),
    "an exercise that is not there": (first({"exercise": "clamshel"}), "exercises/0"),
    "a routine that is not there": (first({"routine": "warmup"}), "exercises/0"),
    "a routine skipping what is not there": (first({"routine": "warm-up", "skip": ["no"]}), "exercises/0"),
    "a hold without its unit": (first({"exercise": "cobra", "hold": 30}), "exercises/0"),
    "a hold in an unknown unit": (first({"exercise": "cobra", "hold": "30 days"}), "exercises/0"),
    "a bare effort": (first({"exercise": "cobra", "intensity": "3"}), "exercises/0"),
    "a day that is none": (first({"exercise": "cobra", "weekdays": ["noday"]}), "exercises/0"),
    "an unknown side": (first({"exercise": "cobra", "side": "up"}), "exercises/0"),
}


def test_a_wrong_prescription_does_not_fit() -> None:
    for fault in WRONG:
        spoil, place = WRONG[fault]
        data = parse_source(PRESCRIPTION.encode(), "ls-1042.yaml").data
        assert faults("prescription", data) == [], fault
        spoil(data)
        assert place in faults("prescription", data), fault


WRONG_CONTENT = [
    ("exercise", "clamshell", "kind", "strength"),
    ("exercise", "clamshell", "regions", ["elbow"]),
    ("exercise", "clamshell", "alternatives", ["no-such-exercise"]),
    ("exercise", "clamshell", "cautions", {"tall": {"verdict": "avoid", "reason": "x"}}),
    ("exercise", "clamshell", "text", {"name": "Clamshell"}),
    ("routine", "warm-up", "exercises", []),
    ("clinic", "lakeside", "brand", {"colour": "teal"}),
    ("clinic", "lakeside", "layout", "tiny"),
    ("routine", "warm-up", "exercises", ["no-such-exercise"]),
    ("routine", "warm-up", "advice", ["no-such-page"]),
    ("advice", "hip-pain", "text", {"name": "Hip pain"}),
]


def test_a_wrong_file_of_the_library_does_not_fit() -> None:
    for kind, name, field, value in WRONG_CONTENT:
        data = read_source(ROOT / "content" / FOLDERS[kind] / f"{name}.yaml").data
        assert faults(kind, data | {field: value}) != [], (kind, field, value)


# Where an id stands, and the ids that an editor offers there.
OFFERED = [
    ("prescription", ("clinic",), "clinics"),
    ("prescription", ("layout",), "layouts"),
    ("prescription", ("advice", 0), "advice"),
    ("prescription", ("exercises", 0), "exercises"),
    ("prescription", ("exercises", 0, "exercise"), "exercises"),
    ("prescription", ("exercises", 0, "routine"), "routines"),
    ("prescription", ("exercises", 0, "skip", 0), "exercises"),
    ("routine", ("exercises", 0), "exercises"),
    ("routine", ("exercises", 0, "exercise"), "exercises"),
    ("routine", ("advice", 0), "advice"),
    ("exercise", ("alternatives", 0), "exercises"),
    ("clinic", ("layout",), "layouts"),
]


def offered(kind: str, path: tuple[str | int, ...]) -> set[str]:
    """The words a schema allows at a path, whichever branch of it one is in."""
    root = committed(kind)

    def branches(schema: dict[str, Any]) -> list[dict[str, Any]]:
        if "$ref" in schema:
            return branches(root["$defs"][schema["$ref"].rpartition("/")[2]])
        inner = [found for name in ("anyOf", "oneOf") for part in schema.get(name, []) for found in branches(part)]
        return inner or [schema]

    found = branches(root)
    for part in path:
        below = [
            schema["items"] if isinstance(part, int) else schema["properties"][part]
            for schema in found
            if ("items" if isinstance(part, int) else "properties") in schema
            and (isinstance(part, int) or part in schema["properties"])
        ]
        found = [branch for schema in below for branch in branches(schema)]
    return {word for schema in found for word in schema.get("enum", [])}


def test_an_editor_offers_the_ids_of_the_library_wherever_one_stands(library: Library) -> None:
    known = {
        "exercises": library.ids("exercises"),
        "routines": library.ids("routines"),
        "advice": library.ids("advice"),
        "clinics": library.ids("clinics"),
        "layouts": layout_names(library.workspace),
    }
    for kind, path, what in OFFERED:
        assert offered(kind, path) == set(known[what]), (kind, path)


def test_a_picture_or_video_of_an_exercise_that_is_not_there_does_not_fit() -> None:
    data = read_source(ROOT / "content/clinics/lakeside.yaml").data
    assert faults("clinic", data | {"videos": {"clamshell": "https://a.example/b"}}) == []
    assert faults("clinic", data | {"videos": {"clamshel": "https://a.example/b"}}) == ["videos"]


def test_a_language_that_no_sheet_is_written_in_does_not_fit() -> None:
    for language, fits in {"fr": True, "fr-CA": True, "nl": False, "English": False}.items():
        for field in ("language", "bilingual"):
            data = parse_source(PRESCRIPTION.encode(), "ls-1042.yaml").data
            data["patient"][field] = language
            assert (faults("prescription", data) == []) is fits, (field, language)


def test_a_schema_has_the_fields_as_they_are_written(library: Library) -> None:
    for kind in SCHEMAS:
        text = json.dumps(json_schema(kind, library))
        assert "\\t" not in text, kind
        assert f'"{NAMES}": "' not in text, kind
