"""`handouts email log`: the ledger of this folder -> a table of what became of every message."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.letter_report import local_time
from handouts.delivery.mail.ledger import Row
from handouts.delivery.mail.ledger_file import reading

_TITLES = ("number", "when", "state", "sheet", "clinic", "domain", "what the server said")


@click.command("log")
def email_log() -> None:
    """Show what became of every message sent from this folder.

    \b
    Example:
      handouts email log
    """
    with reading(Path.cwd()) as ledger:
        rows = ledger.rows() if ledger else []
    if not rows:
        click.echo("Nothing has been sent from this folder.")
        return
    table = [_TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(_TITLES))]
    for line in table:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _cells(row: Row) -> tuple[str, ...]:
    tries = f" (tried {row.attempts} times)" if row.attempts > 1 else ""
    return (str(row.id), local_time(row.changed), row.state, row.name, row.clinic, row.domain, row.answer + tries)
