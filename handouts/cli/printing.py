"""`handouts print` and `merge`: sheets on paper, from a printer here or from a print shop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from handouts.build.files import write
from handouts.build.resolve import Options
from handouts.cli.ready import ready, sheet_options
from handouts.cli.report import counted, state
from handouts.delivery.finished import Sheet
from handouts.delivery.paper.imposition import Imposition, leaves, merged, print_copy
from handouts.delivery.paper.print_queue import MOST_COPIES, Job, Order, enqueue, find_printer
from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError, UsageError
from handouts.records.prescription import Paper

_READABLE = "large-print"  # half a page in this layout is as easy to read as a whole one in the others
_IMPOSITION = click.option(
    "--imposition",
    type=click.Choice(get_args(Imposition)),
    help="2up: two pages side by side. booklet: to fold in the middle, printed on both sides.",
)


@click.command("print")
@sheet_options()
@click.option("--printer", metavar="NAME", help="A printer of this computer; otherwise its default one.")
@click.option("--copies", type=click.IntRange(1, MOST_COPIES), default=1, show_default=True, help="Of each sheet.")
@click.option("--duplex", is_flag=True, help="Print on both sides; every sheet starts on a fresh leaf.")
@_IMPOSITION
@click.option("--dry-run", is_flag=True, help="Say what would be printed; print nothing.")
@click.pass_context
def print_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    layout: str | None,
    paper: Paper | None,
    ink_saver: bool,
    printer: str | None,
    copies: int,
    duplex: bool,
    imposition: Imposition | None,
    dry_run: bool,
) -> None:
    """Print sheets, built first where they are stale.

    PATH is a prescription or a folder of them. Each sheet is a job of its own, so no leaf carries two patients. The
    queue shows the title "Exercise sheet" and no name.

    \b
    Example:
      handouts print prescriptions/ls-1042.yaml --duplex --dry-run
    """
    order = Order(find_printer(printer), copies, duplex, imposition)
    found = ready(paths, folder, Options(layout, paper, ink_saver))
    _say_how_small(found.sheets, layout, imposition)
    done = 0
    for sheet in found.sheets:
        try:
            _print(sheet, order, dry_run=dry_run)
        except DeliveryError as error:
            _stop(ctx, error, found.sheets[done:])
        done += 1
    said = f"would go to {order.printer}; nothing was printed" if dry_run else f"queued on {order.printer}"
    click.echo(f"{counted(done, 'sheet')} {said}{f', {found.failed} failed' if found.failed else ''}")
    ctx.exit(found.code)


def _print(sheet: Sheet, order: Order, *, dry_run: bool) -> None:
    pages = measured(sheet.pdf).pages
    copy = print_copy(sheet.pdf, order.imposition, duplex=order.duplex)
    paper = counted(leaves(pages, order.imposition, duplex=order.duplex), "leaf").replace("leafs", "leaves")
    size = f"{counted(pages, 'page')} on {paper}{f', {order.copies} times' if order.copies > 1 else ''}"
    if dry_run:
        click.echo(f"{state('ready')} {sheet.target}: {size}")
        return
    job = enqueue(copy, order)
    click.echo(f"{state('queued', 'green')} {sheet.target} as job {job.number}: {size}")
    _say_what_became(job, order)


def _say_what_became(job: Job, order: Order) -> None:
    if job.paused:
        hint = f"it prints when someone resumes the printer: cupsenable {order.printer}"
        click.echo(f"note: the printer is paused\n  hint: {hint}", err=True)
    elif not job.listed:
        click.echo(f"note: job {job.number} has left the queue already; look whether it was printed", err=True)


def _say_how_small(sheets: Sequence[Sheet], layout: str | None, imposition: Imposition | None) -> None:
    layouts = {layout or sheet.prescription.layout or sheet.clinic.layout for sheet in sheets}
    if imposition and layouts - {_READABLE}:
        message = "note: two pages share one, so the text comes out at about two thirds of its size"
        click.echo(f"{message}\n  hint: add --layout {_READABLE}", err=True)


def _stop(ctx: click.Context, error: DeliveryError, left: Sequence[Sheet]) -> None:
    """What hinders one sheet hinders the next: end here, and name all that were not printed."""
    for sheet in left:
        click.echo(f"{state('failed', 'red')} {sheet.target}")
    click.echo(f"Error: {error}", err=True)
    ctx.exit(error.exit_code)


@click.command("merge")
@sheet_options("--sheets")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)
@click.option("--duplex", is_flag=True, help="For printing on both sides: every sheet starts on a fresh leaf.")
@_IMPOSITION
def merge_command(
    paths: tuple[Path, ...],
    folder: Path,
    layout: str | None,
    paper: Paper | None,
    ink_saver: bool,
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
    found = ready(paths, folder, Options(layout, paper, ink_saver))
    if found.failed:
        click.echo(f"nothing was merged: {counted(found.failed, 'prescription')} must be put right first", err=True)
        click.get_current_context().exit(found.code)
    if output.resolve() in {sheet.target.resolve() for sheet in found.sheets}:
        raise UsageError(f"{output} is one of the sheets; choose another name")
    _say_how_small(found.sheets, layout, imposition)
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
