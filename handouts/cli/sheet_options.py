"""Paths and options on the command line -> which sheets, and what is asked of them; the same for every command."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, get_args

import click

from handouts.build.options import Options
from handouts.errors import did_you_mean
from handouts.library.folders import Workspace
from handouts.records.prescription import Paper
from handouts.sheet.template import layout_names

Command = Callable[..., Any]


def sheet_options(paths: str = "PATH...", folder: str | None = "--output") -> Callable[[Command], Command]:
    """What every command takes that is about sheets; it is called with `paths`, `folder` and `options`.

    `paths` is how the argument is shown: in brackets it may be left out, and FILE is a single one, `file`. `folder`
    names the option for the folder of the finished sheets; None is for a command that looks at none.
    """
    single = paths == "FILE"
    parameters = [
        click.argument(
            "file" if single else "paths",
            nargs=1 if single else -1,
            required=not paths.startswith("["),
            metavar=paths,
            type=click.Path(path_type=Path),
        ),
        click.option("--layout", callback=_known_layout, help="Use this layout for every sheet."),
        click.option("--paper", type=click.Choice(get_args(Paper)), help="Use this paper for every sheet."),
        click.option(
            "--ink-saver", is_flag=True, help="Draw the pictures as line art for black-and-white printers."
        ),
    ]
    if folder:
        kind, said = click.Path(path_type=Path, file_okay=False), "Folder of the finished sheets."
        parameters.insert(1, click.option(folder, "folder", type=kind, default="output", help=said))

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(*given: Any, layout: str | None, paper: Paper | None, ink_saver: bool, **more: Any) -> Any:
            return command(*given, options=Options(layout, paper, ink_saver), **more)

        decorated: Command = called
        for parameter in reversed(parameters):
            decorated = parameter(decorated)
        return decorated

    return decorate


def _known_layout(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value of --layout, which must be the name of a layout."""
    known = layout_names(Workspace.at(Path.cwd())) if value else []
    if value and value not in known:
        hint = did_you_mean(value, known) or f"there are {', '.join(known)}"
        raise click.BadParameter(f"there is no layout '{value}'; {hint}", ctx, parameter)
    return value
