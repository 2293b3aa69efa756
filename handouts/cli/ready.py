"""The paths and options of a command that hands sheets out -> the sheets, built and told of where they fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click

from handouts.build.resolve import Options
from handouts.cli.report import print_problems, state
from handouts.cli.sheets import known_layout
from handouts.delivery.finished import Sheet, finished_sheets
from handouts.library.folders import Workspace
from handouts.records.prescription import Paper

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """The sheets that can go, how many cannot, and the exit code that those ask for."""

    sheets: tuple[Sheet, ...]
    failed: int
    code: int


def sheet_options(folder: str = "--output") -> Callable[[Command], Command]:
    """The paths, and what a build may be told, too; `folder` names the option for the folder of the sheets."""
    options = [
        click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)),
        click.option(
            folder,
            "folder",
            type=click.Path(path_type=Path, file_okay=False),
            default="output",
            help="Folder of the finished sheets.",
        ),
        click.option("--layout", callback=known_layout, help="Use this layout for every sheet."),
        click.option("--paper", type=click.Choice(get_args(Paper)), help="Use this paper for every sheet."),
        click.option("--ink-saver", is_flag=True, help="Draw the pictures as line art."),
    ]

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def ready(paths: tuple[Path, ...], folder: Path, options: Options) -> Ready:
    """Build what is stale; say what is wrong on the way, as `handouts build` does."""
    sheets: list[Sheet] = []
    failed = code = 0
    for outcome, sheet in finished_sheets(paths, folder, Workspace.at(Path.cwd()), options):
        if sheet:
            sheets.append(sheet)
        if outcome.error:
            failed, code = failed + 1, max(code, outcome.error.exit_code)
            click.echo(f"{state(outcome.state, 'red')} {outcome.source}")
        if outcome.problems:
            print_problems(outcome.problems)
        elif outcome.error:
            click.echo(f"{outcome.source}: {outcome.error}", err=True)
    return Ready(tuple(sheets), failed, code)
