"""The library -> entries of plain data, one for each exercise, routine, advice page, layout or clinic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from handouts.library.library import Library
from handouts.sheet.template import layout_names, theme

Entry = dict[str, Any]


def ids_of(kind: str, library: Library) -> list[str]:
    """The ids of all entries of a kind, sorted."""
    return layout_names(library.workspace) if kind == "layouts" else library.ids(kind)  # type: ignore[arg-type]


def entry_of(kind: str, id: str, library: Library) -> Entry:
    """One entry: its id and name, then what one may look for. Raises InputError where its file is wrong."""
    return {"id": id, **_DESCRIBED[kind](id, library)}


def _exercise(id: str, library: Library) -> Entry:
    exercise = library.exercise(id)
    return {
        "name": exercise.text.name,
        "kind": exercise.kind,
        "position": exercise.position,
        "level": exercise.level,
        "region": list(exercise.regions),
        "targets": list(exercise.targets),
        "equipment": list(exercise.equipment),
        "aliases": list(exercise.aliases),
        "sides": exercise.side is not None,
    }


def _routine(id: str, library: Library) -> Entry:
    routine = library.routine(id)
    exercises = [entry.exercise for entry in routine.exercises]
    return {"name": routine.text.name, "summary": routine.text.summary, "exercises": exercises}


def _advice(id: str, library: Library) -> Entry:
    page = library.advice(id)
    return {"name": page.text.name, "summary": page.text.summary, "region": list(page.regions)}


def _layout(id: str, library: Library) -> Entry:
    found = theme(library.workspace, id)
    return {"name": found.name, "summary": found.description}


def _clinic(id: str, library: Library) -> Entry:
    clinic = library.clinic(id)
    return {"name": clinic.name, "phone": clinic.phone, "languages": list(clinic.languages)}


_DESCRIBED: Final[dict[str, Callable[[str, Library], Entry]]] = {
    "exercises": _exercise,
    "routines": _routine,
    "advice": _advice,
    "layouts": _layout,
    "clinics": _clinic,
}
KINDS: Final = tuple(_DESCRIBED)
