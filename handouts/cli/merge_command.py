"""`handouts merge`: sheets -> one PDF for the print shop."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.build.files import write
from handouts.build.options import Options
from handouts.cli.paper_choices import imposition_option, say_how_small
from handouts.cli.ready_sheets import ready_sheets
from handouts.cli.report import counted, state
from handouts.cli.sheet_options import sheet_options
from handouts.delivery.paper.imposition import Imposition, merged, print_copy
from handouts.delivery.soundness import measured
from handouts.errors import UsageError


@click.command("merge")
@sheet_options(folder="--sheets")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)
@click.option("--duplex", is_flag=True, help="For printing on both sides: every sheet starts on a fresh leaf.")
@imposition_option
@click.pass_context
def merge_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    output: Path,
    duplex: bool,
    imposition: Imposition | None,
) -> None:
    """Put sheets into one PDF for the print shop.

    PATH is a prescription or a folder of them; stale sheets are built first. A bookmark with the patient's number
    leads to each. The file holds several patients: it is for paper only and never for a patient's e-mail.

    \b
    Example:
      handouts merge prescriptions -o friday.pdf --duplex
    """
    if output.suffix.lower() != ".pdf":
        raise UsageError("the file to write must end in .pdf")
    found = ready_sheets(paths, folder, options)
    if found.failed:
        click.echo(f"nothing was merged: {counted(found.failed, 'prescription')} must be put right first", err=True)
        ctx.exit(found.code)
    if output.resolve() in {sheet.target.resolve() for sheet in found.sheets}:
        raise UsageError(f"{output} is one of the sheets; choose another name")
    say_how_small(found.sheets, imposition)
    copies = [print_copy(sheet.pdf, imposition, duplex=duplex) for sheet in found.sheets]
    names = [sheet.prescription.patient.id for sheet in found.sheets]
    book = merged(list(zip(names, copies, strict=True)), duplex=duplex)
    write(output, book)
    size = f"{counted(len(copies), 'sheet')}, {counted(measured(book).pages, 'page')}"
    click.echo(f"{state('merged', 'green')} {output}: {size}")
    if len({measured(sheet.pdf)[1:] for sheet in found.sheets}) > 1:
        click.echo(
            "note: the sheets have different paper sizes\n  hint: add --paper a4 or --paper letter", err=True
        )
