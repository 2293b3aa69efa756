"""`handouts build`: prescriptions -> their sheets in the output folder, and a line for what became of each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from handouts.build.many_sheets import Build, Outcome, build_all, prescription_files
from handouts.build.options import Options
from handouts.cli.report import counted, print_problems, state
from handouts.cli.sheet_options import sheet_options
from handouts.library.folders import Workspace
from handouts.library.library import Library

_COLOURS = {"built": "green", "current": None, "failed": "red"}


@click.command("build")
@sheet_options("[PATH]...")
@click.option("--record", is_flag=True, help="Also write a clinician's summary, NAME-record.pdf.")
@click.option("--force", is_flag=True, help="Build again what is current, too.")
@click.pass_context
def build_command(
    ctx: click.Context, paths: tuple[Path, ...], folder: Path, options: Options, record: bool, force: bool
) -> None:
    """Build a PDF for each prescription: files, or all of a folder.

    Without PATH: the folder prescriptions/ here, or else content/prescriptions/. A PDF is named after its YAML
    file. Sheets that are current are left alone.

    \b
    Example:
      handouts build prescriptions/ls-1042.yaml --layout large-print
    """
    library = Library(Workspace.at(Path.cwd()))
    files = prescription_files(paths, library.workspace.home)
    counts: Counter[str] = Counter()
    code = 0
    for outcome in build_all(files, folder, library, Build(options, record=record, force=force)):
        counts[outcome.state] += 1
        code = max(code, outcome.error.exit_code if outcome.error else 0)
        _print(outcome)
    said = ", ".join(f"{counts[became]} {became}" for became in _COLOURS if counts[became])
    click.echo(f"{counted(len(files), 'sheet')}{': ' + said if said else ''}")
    ctx.exit(code)


def _print(outcome: Outcome) -> None:
    shown = outcome.source if outcome.state == "failed" else outcome.target
    click.echo(f"{state(outcome.state, _COLOURS[outcome.state])} {shown}")
    if outcome.problems:
        print_problems(outcome.problems)
    elif outcome.error:
        click.echo(f"{outcome.source}: {outcome.error}", err=True)
