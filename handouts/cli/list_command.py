"""`handouts list`: what is in the library, as lines or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from handouts.cli.catalogue import KINDS, Entry, entry_of, ids_of
from handouts.cli.report import counted
from handouts.errors import UsageError, did_you_mean
from handouts.library.folders import Workspace
from handouts.library.library import Library


@click.command("list")
@click.argument("what", type=click.Choice(KINDS), default="exercises")
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
    library = Library(Workspace.at(Path.cwd()))
    entries = [entry_of(what, id, library) for id in ids_of(what, library)]
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
