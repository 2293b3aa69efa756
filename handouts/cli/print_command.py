"""`handouts print`: sheets -> jobs of a printer here, one for each patient."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from handouts.build.many_sheets import Sheet
from handouts.build.options import Options
from handouts.cli.paper_choices import imposition_option, say_how_small
from handouts.cli.ready_sheets import ready_sheets
from handouts.cli.report import counted, state
from handouts.cli.sheet_options import sheet_options
from handouts.delivery.paper.imposition import Imposition, leaves, print_copy
from handouts.delivery.paper.print_queue import MOST_COPIES, Job, Order, enqueue, find_printer
from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError


@click.command("print")
@sheet_options()
@click.option("--printer", metavar="NAME", help="A printer of this computer; otherwise its default one.")
@click.option("--copies", type=click.IntRange(1, MOST_COPIES), default=1, show_default=True, help="Of each sheet.")
@click.option("--duplex", is_flag=True, help="Print on both sides; every sheet starts on a fresh leaf.")
@imposition_option
@click.option("--dry-run", is_flag=True, help="Say what would be printed; print nothing.")
@click.pass_context
def print_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
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
    found = ready_sheets(paths, folder, options)
    say_how_small(found.sheets, imposition)
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


def _stop(ctx: click.Context, error: DeliveryError, left: Sequence[Sheet]) -> None:
    """What hinders one sheet hinders the next: end here, and name all that were not printed."""
    for sheet in left:
        click.echo(f"{state('failed', 'red')} {sheet.target}")
    click.echo(f"Error: {error}", err=True)
    ctx.exit(error.exit_code)
