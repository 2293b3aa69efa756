"""`handouts layout`: a prescription -> the layout XML between its template and its PDF."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.build.one_sheet import layout_xml, prepare
from handouts.build.options import Options
from handouts.cli.sheet_options import sheet_options
from handouts.library.folders import Workspace
from handouts.library.library import Library


@click.command("layout")
@sheet_options("FILE", folder=None)
def layout_command(file: Path, options: Options) -> None:
    """Print the layout XML that the templates make of a prescription.

    \b
    Example:
      handouts layout prescriptions/ls-1042.yaml
    """
    library = Library(Workspace.at(Path.cwd()))
    click.echo(layout_xml(prepare(file, library, options), library.workspace))
