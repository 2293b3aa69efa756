"""`handouts list` and `show`: what is in the library."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from handouts.cli.report import counted
from handouts.errors import UsageError, did_you_mean
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.dosage import dose_phrase, schedule_phrase, side_label
from handouts.programme.wording import Words
from handouts.records.exercise import Exercise
from handouts.sheet.template import layout_names, theme

_KINDS = ["exercises", "routines", "advice", "layouts", "clinics"]
Entry = dict[str, Any]


@click.command("list")
@click.argument("what", type=click.Choice(_KINDS), default="exercises")
@click.option("--region", help="Exercises or advice for this region: hip, lower back …")
@click.option("--position", help="Exercises in this position: standing, side-lying …")
@click.option("--equipment", help="Exercises that use this: chair, foam roller … or none.")
@click.option("--kind", help="Exercises of this kind: static stretch, strengthening …")
@click.option("--search", metavar="TEXT", help="Entries that contain these words.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the list."
)
def list_command(what: str, search: str | None, form: str, **filters: str | None) -> None:
    """List exercises, routines, advice pages, layouts or clinics.

    \b
    Example:
      handouts list exercises --region hip --position standing
    """
    entries = list(_entries(what, Library(Workspace.at(Path.cwd()))))
    for name, wanted in filters.items():
        if wanted is not None:
            entries = _filtered(entries, what, name, wanted.lower())
    if search:
        words = search.lower().split()
        entries = [entry for entry in entries if all(word in _haystack(entry) for word in words)]
    if form == "json":
        click.echo(json.dumps(entries, indent=2, ensure_ascii=False))
        return
    width = max((len(entry["id"]) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry['id']:{width}}  {entry['name']}{_aside(entry)}")
    click.echo(counted(len(entries), {"advice": "page"}.get(what, what.removesuffix("s"))))


def _entries(what: str, library: Library) -> Iterable[Entry]:
    if what == "exercises":
        for id in library.ids("exercises"):
            yield _exercise_entry(id, library.exercise(id))
    elif what == "routines":
        for id in library.ids("routines"):
            routine = library.routine(id)
            exercises = [entry.exercise for entry in routine.exercises]
            yield {
                "id": id,
                "name": routine.text.name,
                "summary": routine.text.summary,
                "exercises": exercises,
            }
    elif what == "advice":
        for id in library.ids("advice"):
            page = library.advice(id)
            yield {
                "id": id,
                "name": page.text.name,
                "summary": page.text.summary,
                "region": list(page.regions),
            }
    elif what == "clinics":
        for id in library.ids("clinics"):
            clinic = library.clinic(id)
            yield {"id": id, "name": clinic.name, "phone": clinic.phone, "languages": list(clinic.languages)}
    else:
        for id in layout_names(library.workspace):
            found = theme(library.workspace, id)
            yield {"id": id, "name": found.name, "summary": found.description}


def _exercise_entry(id: str, exercise: Exercise) -> Entry:
    return {
        "id": id,
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


def _filtered(entries: list[Entry], what: str, name: str, wanted: str) -> list[Entry]:
    """The entries with a value; a value that none of them has is a slip of the key."""
    if entries and name not in entries[0]:
        raise UsageError(f"--{name} does not apply to {what}")
    known = sorted(
        {value for entry in entries for value in _values(entry[name])}
        | ({"none"} if name == "equipment" else set())
    )
    if entries and wanted not in known:
        hint = did_you_mean(wanted, known) or f"must be one of {', '.join(known)}"
        raise UsageError(f"--{name}: {hint}")
    return [entry for entry in entries if wanted in _values(entry[name]) or (wanted == "none" and not entry[name])]


def _values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _haystack(entry: Entry) -> str:
    return " ".join(str(part) for value in entry.values() for part in _values(value)).lower()


def _aside(entry: Entry) -> str:
    if "kind" in entry:
        return f"  ({entry['kind']}, {entry['position']}: {', '.join(entry['region'])})"
    return f"  ({', '.join(entry['exercises'])})" if "exercises" in entry else ""


@click.command("show")
@click.argument("id", metavar="ID")
def show_command(id: str) -> None:
    """Show one exercise, routine, advice page, layout or clinic.

    \b
    Example:
      handouts show clamshell
    """
    library = Library(Workspace.at(Path.cwd()))
    shown = False
    for what in _KINDS:
        for entry in _entries(what, library) if id in _ids(what, library) else ():
            if entry["id"] == id:
                _show(what, entry, library)
                shown = True
    if not shown:
        known = [name for what in _KINDS for name in _ids(what, library)]
        hint = did_you_mean(id, known)
        raise UsageError(f"there is nothing with the id '{id}'{f'; {hint}' if hint else ''}")


def _ids(what: str, library: Library) -> list[str]:
    return layout_names(library.workspace) if what == "layouts" else library.ids(what)  # type: ignore[arg-type]


def _show(what: str, entry: Entry, library: Library) -> None:
    click.echo(click.style(f"{entry['name']} ({what}: {entry['id']})", bold=True))
    for name, value in entry.items():
        if name in ("id", "name") or value in ([], "", None):
            continue
        text = ", ".join(value) if isinstance(value, list) else {True: "yes", False: "no"}.get(value, value)
        click.echo(f"  {name + ':':11} {text}")
    if what == "exercises":
        _show_exercise(library.exercise(entry["id"]), library)


def _show_exercise(exercise: Exercise, library: Library) -> None:
    words = Words("en", library.words("en"))
    text = exercise.text.on(exercise.dose.side)
    side = side_label(exercise.dose, exercise.side, words)
    lines = [
        (
            "dose",
            ", ".join(
                filter(
                    None,
                    [str(dose_phrase(exercise.dose, words)), side, str(schedule_phrase(exercise.dose, words))],
                )
            ),
        )
    ]
    origin = exercise.dose_origin
    lines.append(("dose from", origin if origin == "library" else f"document {origin}"))
    if exercise.side:
        lines.append(("side means", exercise.side.means))
    lines += [("why", text.why), ("feel", text.feel)]
    lines += [(f"step {number}", step.text) for number, step in enumerate(text.steps, 1)]
    lines += [
        ("avoid", text.avoid),
        ("easier", text.easier or ""),
        ("harder", text.harder or ""),
        ("care", text.care or ""),
    ]
    lines += [(caution.verdict, f"{flag}: {caution.reason}") for flag, caution in exercise.cautions.items()]
    for name, value in lines:
        if value:
            click.echo(f"  {name + ':':11} {value}")
