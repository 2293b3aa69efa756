"""`handouts build`, `check` and `layout`: from prescription files to sheets, problems, or layout XML."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import get_args

import click

from handouts.build.many_sheets import Outcome, build_all, check_all, prescription_files
from handouts.build.one_sheet import layout_xml, prepare
from handouts.build.resolve import Options
from handouts.cli.report import counted, print_problems
from handouts.errors import did_you_mean
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.prescription import Paper
from handouts.sheet.template import layout_names

_PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))


def known_layout(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value of --layout, which must be the name of a layout."""
    known = layout_names(Workspace.at(Path.cwd())) if value else []
    if value and value not in known:
        hint = did_you_mean(value, known) or f"there are {', '.join(known)}"
        raise click.BadParameter(f"there is no layout '{value}'; {hint}", ctx, parameter)
    return value


@click.command("build")
@_PATHS
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="output",
    help="Folder for the PDFs.",
)
@click.option("--layout", callback=known_layout, help="Use this layout for every sheet.")
@click.option("--paper", type=click.Choice(get_args(Paper)), help="Use this paper for every sheet.")
@click.option("--ink-saver", is_flag=True, help="Draw the pictures as line art for black-and-white printers.")
@click.option("--record", is_flag=True, help="Also write a clinician's summary, NAME-record.pdf.")
@click.option("--force", is_flag=True, help="Build again what is current, too.")
@click.pass_context
def build_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path,
    layout: str | None,
    paper: Paper | None,
    ink_saver: bool,
    record: bool,
    force: bool,
) -> None:
    """Build a PDF for each prescription: files, or all of a folder.

    Without PATH: the folder prescriptions/ here, or else content/prescriptions/. A PDF is named after its YAML
    file. Sheets that are current are left alone.

    \b
    Example:
      handouts build prescriptions/ls-1042.yaml --layout large-print
    """
    home = Path.cwd()
    files = prescription_files(paths, home)
    counts = {"built": 0, "current": 0, "failed": 0}
    code = 0
    for outcome in build_all(
        files, output, Workspace.at(home), Options(layout, paper, ink_saver), record=record, force=force
    ):
        counts[outcome.state] += 1
        code = max(code, outcome.error.exit_code if outcome.error else 0)
        _print_outcome(outcome)
    said = ", ".join(f"{number} {state}" for state, number in counts.items() if number)
    click.echo(f"{counted(len(files), 'sheet')}{': ' + said if said else ''}")
    ctx.exit(code)


def _print_outcome(outcome: Outcome) -> None:
    colour = {"built": "green", "current": None, "failed": "red"}[outcome.state]
    shown = outcome.source if outcome.state == "failed" else outcome.target
    click.echo(f"{click.style(f'{outcome.state:8}', fg=colour)} {shown}")
    if outcome.problems:
        print_problems(outcome.problems)
    elif outcome.error:
        click.echo(f"{outcome.source}: {outcome.error}", err=True)


@click.command("check")
@_PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print what is found.",
)
@click.pass_context
def check_command(ctx: click.Context, paths: tuple[Path, ...], form: str) -> None:
    """Say everything that building would refuse or warn about; write nothing.

    \b
    Example:
      handouts check prescriptions --format json
    """
    home = Path.cwd()
    files = prescription_files(paths, home)
    problems = list(check_all(files, Workspace.at(home)))
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        print_problems(problems)
        found = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        click.echo(f"{counted(len(files), 'prescription')} checked: {found}")
    ctx.exit(1 if errors else 0)


@click.command("layout")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layout", callback=known_layout, help="Use this layout.")
def layout_command(file: Path, layout: str | None) -> None:
    """Print the layout XML that the templates make of a prescription.

    \b
    Example:
      handouts layout prescriptions/ls-1042.yaml
    """
    workspace = Workspace.at(Path.cwd())
    prepared = prepare(file, Library(workspace), Options(layout=layout))
    click.echo(layout_xml(prepared, workspace))
