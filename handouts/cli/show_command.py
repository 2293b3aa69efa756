"""`handouts show`: one entry of the library, with all that a sheet would say of it."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.catalogue import KINDS, Entry, entry_of, ids_of
from handouts.errors import UsageError, did_you_mean
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.dosage import dose_phrase, schedule_phrase, side_label
from handouts.programme.wording import Words
from handouts.records.exercise import Exercise


@click.command("show")
@click.argument("id", metavar="ID")
def show_command(id: str) -> None:
    """Show one exercise, routine, advice page, layout or clinic.

    \b
    Example:
      handouts show clamshell
    """
    library = Library(Workspace.at(Path.cwd()))
    ids = {kind: ids_of(kind, library) for kind in KINDS}
    kinds = [kind for kind in KINDS if id in ids[kind]]
    for kind in kinds:
        _show(kind, entry_of(kind, id, library), library)
    if not kinds:
        hint = did_you_mean(id, [name for known in ids.values() for name in known])
        raise UsageError(f"there is nothing with the id '{id}'{f'; {hint}' if hint else ''}")


def _show(kind: str, entry: Entry, library: Library) -> None:
    click.echo(click.style(f"{entry['name']} ({kind}: {entry['id']})", bold=True))
    for name, value in entry.items():
        if name in ("id", "name") or value in ([], "", None):
            continue
        text = ", ".join(value) if isinstance(value, list) else {True: "yes", False: "no"}.get(value, value)
        click.echo(f"  {name + ':':11} {text}")
    if kind == "exercises":
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
                    None, [str(dose_phrase(exercise.dose, words)), side, str(schedule_phrase(exercise.dose, words))]
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
