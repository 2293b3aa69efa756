"""Paths and options -> the sheets that can be handed out; what is wrong on the way is told as `build` tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from handouts.build.many_sheets import Sheet
from handouts.build.options import Options
from handouts.cli.report import print_problems, state
from handouts.delivery.finished import finished_sheets
from handouts.library.folders import Workspace
from handouts.library.library import Library


@dataclass(frozen=True, slots=True)
class Ready:
    """The sheets that can go, how many cannot, and the exit code that those ask for."""

    sheets: tuple[Sheet, ...]
    failed: int
    code: int


def ready_sheets(paths: tuple[Path, ...], folder: Path, options: Options) -> Ready:
    """Build what is stale, and say what is wrong. Raises UsageError, InputError."""
    sheets: list[Sheet] = []
    failed = code = 0
    for outcome in finished_sheets(paths, folder, Library(Workspace.at(Path.cwd())), options):
        if outcome.sheet:
            sheets.append(outcome.sheet)
        if outcome.error:
            failed, code = failed + 1, max(code, outcome.error.exit_code)
            click.echo(f"{state(outcome.state, 'red')} {outcome.source}")
        if outcome.problems:
            print_problems(outcome.problems)
        elif outcome.error:
            click.echo(f"{outcome.source}: {outcome.error}", err=True)
    return Ready(tuple(sheets), failed, code)
