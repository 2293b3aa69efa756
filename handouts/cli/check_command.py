"""`handouts check`: prescriptions -> everything that building them would say; nothing is written."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from handouts.build.many_sheets import check_all, prescription_files
from handouts.build.options import Options
from handouts.cli.report import counted, print_problems
from handouts.cli.sheet_options import sheet_options
from handouts.library.folders import Workspace
from handouts.library.library import Library


@click.command("check")
@sheet_options("[PATH]...", folder=None)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print what is found.",
)
@click.pass_context
def check_command(ctx: click.Context, paths: tuple[Path, ...], options: Options, form: str) -> None:
    """Say everything that building would refuse or warn about; write nothing.

    \b
    Example:
      handouts check prescriptions --format json
    """
    library = Library(Workspace.at(Path.cwd()))
    files = prescription_files(paths, library.workspace.home)
    problems = list(check_all(files, library, options))
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        print_problems(problems)
        found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        click.echo(f"{counted(len(files), 'prescription')} checked: {found}")
    ctx.exit(1 if errors else 0)
