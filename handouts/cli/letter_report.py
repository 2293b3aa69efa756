"""What becomes of letters -> lines in the terminal: before a run and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import click

from handouts.cli.report import counted, print_problems, state
from handouts.delivery.mail.attachment import is_open
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.outcome import DELIVERED, LetterOutcome
from handouts.records.clinic import PasswordPolicy

COLOURS = {"sent": "green", "draft": "green", "deferred": "yellow", "unknown": "red", "refused": "red"}


def print_plan(outcomes: Sequence[LetterOutcome], policy: PasswordPolicy | None) -> None:
    """Who would get what, and what stands in the way."""
    width = max((len(found.source.stem) for found in outcomes), default=0)
    for found in outcomes:
        print_problems(found.problems)
        if found.error and not found.problems:
            click.echo(f"{found.source}: {found.error}", err=True)
        if found.shared:
            message = "warning: its address is also that of a patient with another number; check it"
            click.echo(f"{found.source}: {message}", err=True)
    for found in outcomes:
        click.echo(f"{found.source.stem:{width}}  {_standing(found, policy)}")


def _standing(found: LetterOutcome, policy: PasswordPolicy | None) -> str:
    row, letter = found.row, found.letter
    if found.state == "ready" and letter:
        how = "open" if is_open(letter.sheet.clinic) and not policy else "protected"
        past = f"; {row.state} on {local_time(row.changed)}" if row else ""
        return f"to {letter.domain}: {letter.sheet.target}, {len(letter.sheet.pdf) / 1000:.0f} kB, {how}{past}"
    if found.state == "already" and row:
        changed = letter is not None and letter.key.sheet != row.sheet
        news = "; it looks different now: raise 'version:' in the prescription to send it" if changed else ""
        return f"was sent to {row.domain} on {local_time(row.changed)}{news}"
    if row:
        return f"{row.state} on {local_time(row.changed)}: {row.answer} (number {row.id})"
    return "has no e-mail address" if found.state == "no address" else "cannot be sent"


def print_dry_end(letters: Sequence[Letter]) -> None:
    """What a dry run comes to."""
    if letters:
        click.echo(f"Dry run: {counted(len(letters), 'message')} {to_domains(letters)}. Nothing was sent.")
        click.echo(
            "  'handouts email send' sends, 'handouts email draft' writes drafts for your mail program", err=True
        )
    else:
        click.echo("Dry run: nothing to send.")


def to_domains(letters: Sequence[Letter]) -> str:
    """How many letters go to each domain, in words."""
    counts = Counter(letter.domain for letter in letters)
    return "(" + ", ".join(f"{number} to {domain}" for domain, number in sorted(counts.items())) + ")"


def print_results(outcomes: Sequence[LetterOutcome]) -> None:
    """What became of each letter, and what to do about it."""
    for found in outcomes:
        # Why a letter had to wait stands at the one before it.
        words = f": {found.words}" if found.words and found.state not in (*DELIVERED, "waiting") else ""
        became = state(found.state, COLOURS.get(found.state))
        click.echo(f"{became} {found.source.stem}  {found.domain}{words}")
        if found.state in _ADVICE and found.row:
            click.echo(f"  hint: {_ADVICE[found.state].format(number=found.row.id)}", err=True)
    counts = Counter(found.state for found in outcomes)
    if outcomes:
        click.echo(
            f"{counted(len(outcomes), 'message')}: " + ", ".join(f"{n} {word}" for word, n in counts.items())
        )
    if counts["deferred"] or counts["waiting"]:
        click.echo("  hint: run the same command again later; what is sent is not sent again", err=True)


_ADVICE = {
    "unknown": "it may have arrived. Ask the patient; if it did not, add --retry-unknown {number}",
    "refused": "correct the address in the prescription; if it is right, add --retry-unknown {number}",
}


def local_time(moment: str) -> str:
    """A moment of the ledger as the clock here shows it."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
