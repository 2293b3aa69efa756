"""What becomes of letters -> lines in the terminal: the plan, the results, the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from handouts.cli.report import counted, print_problems
from handouts.delivery.mail.attachment import is_open
from handouts.delivery.mail.ledger import Row
from handouts.delivery.mail.ledger_file import reading
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.outbox import DELIVERED, Outcome
from handouts.delivery.mail.plan import Entry
from handouts.records.clinic import PasswordPolicy

COLOURS = {"sent": "green", "draft": "green", "deferred": "yellow", "unknown": "red", "refused": "red"}


def ready_letters(entries: Sequence[Entry]) -> list[Letter]:
    """The letters that may go."""
    return [entry.letter for entry in entries if entry.letter and entry.standing == "ready"]


def print_plan(entries: Sequence[Entry], policy: PasswordPolicy | None) -> None:
    """Who would get what, and what stands in the way."""
    width = max((len(entry.file.stem) for entry in entries), default=0)
    for entry in entries:
        print_problems(entry.problems)
        if entry.error and not entry.problems:
            click.echo(f"{entry.file}: {entry.error}", err=True)
        if entry.shared:
            message = "warning: its address is also that of a patient with another number; check it"
            click.echo(f"{entry.file}: {message}", err=True)
    for entry in entries:
        click.echo(f"{entry.file.stem:{width}}  {_standing(entry, policy)}")


def _standing(entry: Entry, policy: PasswordPolicy | None) -> str:
    row, letter = entry.row, entry.letter
    if entry.standing == "ready" and letter:
        how = "open" if is_open(letter.prepared) and not policy else "protected"
        past = f"; {row.state} on {_local(row.changed)}" if row else ""
        return f"to {letter.domain}: {letter.sheet}, {len(letter.pdf) / 1000:.0f} kB, {how}{past}"
    if entry.standing == "already" and row:
        changed = letter is not None and letter.key.sheet != row.sheet
        news = "; it looks different now: raise 'version:' in the prescription to send it" if changed else ""
        return f"was sent to {row.domain} on {_local(row.changed)}{news}"
    if row:
        return f"{row.state} on {_local(row.changed)}: {row.answer} (number {row.id})"
    return "has no e-mail address" if entry.standing == "no address" else "cannot be sent"


def print_dry_end(entries: Sequence[Entry]) -> None:
    """What a run without --send comes to."""
    letters = ready_letters(entries)
    if letters:
        click.echo(f"Dry run: {counted(len(letters), 'message')} {to_domains(letters)}. Nothing was sent.")
        click.echo("  --send sends, --draft writes drafts for your mail program", err=True)
    else:
        click.echo("Dry run: nothing to send.")


def to_domains(letters: Sequence[Letter]) -> str:
    """How many letters go to each domain, in words."""
    counts = Counter(letter.domain for letter in letters)
    return "(" + ", ".join(f"{number} to {domain}" for domain, number in sorted(counts.items())) + ")"


def print_results(outcomes: Sequence[Outcome]) -> None:
    """What became of each letter, and what to do about it."""
    for outcome in outcomes:
        # Why a letter had to wait stands at the one before it.
        words = f": {outcome.words}" if outcome.words and outcome.state not in (*DELIVERED, "waiting") else ""
        colour = COLOURS.get(outcome.state)
        stem = outcome.letter.file.stem
        click.echo(f"{click.style(f'{outcome.state:8}', fg=colour)} {stem}  {outcome.letter.domain}{words}")
        if outcome.state in ("unknown", "refused") and outcome.row:
            click.echo(f"  hint: {_ADVICE[outcome.state].format(number=outcome.row.id)}", err=True)
    counts = Counter(outcome.state for outcome in outcomes)
    if outcomes:
        each = ", ".join(f"{number} {state}" for state, number in counts.items())
        click.echo(f"{counted(len(outcomes), 'message')}: {each}")
    if counts["deferred"] or counts["waiting"]:
        click.echo("  hint: run the same command again later; what is sent is not sent again", err=True)


_ADVICE = {
    "unknown": "it may have arrived. Ask the patient; if it did not, add --retry-unknown {number}",
    "refused": "correct the address in the prescription; if it is right, add --retry-unknown {number}",
}


def print_log(home: Path) -> None:
    """Every message of this folder's ledger."""
    with reading(home) as ledger:
        rows = ledger.rows() if ledger else []
    if not rows:
        click.echo("Nothing has been sent from this folder.")
        return
    titles = ("number", "when", "state", "sheet", "clinic", "domain", "what the server said")
    table = [titles, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(titles))]
    for line in table:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _cells(row: Row) -> tuple[str, ...]:
    tries = f" (tried {row.attempts} times)" if row.attempts > 1 else ""
    return (str(row.id), _local(row.changed), row.state, row.name, row.clinic, row.domain, row.answer + tries)


def _local(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
