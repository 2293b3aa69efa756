"""`handouts email send`: letters -> the mail server, after asking; and what became of each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from handouts.build.options import Options
from handouts.cli.letter_report import print_results, to_domains
from handouts.cli.planned_letters import Plan, attachments, letter_options, planned
from handouts.cli.report import counted
from handouts.cli.sheet_options import sheet_options
from handouts.delivery.mail.credentials import password_of
from handouts.delivery.mail.ledger_file import sending
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.outbox import Parcel, deliver
from handouts.delivery.mail.outcome import DELIVERED, LetterOutcome
from handouts.errors import DeliveryError, UsageError
from handouts.records.clinic import PasswordPolicy

_PATIENCE = 60.0  # seconds to wait for another run


@click.command("send")
@sheet_options()
@letter_options
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.pass_context
def email_send(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    policy: PasswordPolicy | None,
    again: frozenset[int],
    yes: bool,
) -> None:
    """Send sheets, after asking, each to the one address in its prescription.

    What was sent is not sent again, however often the command runs. The dry run, the same without "send", shows who
    would get what.

    \b
    Example:
      handouts email send prescriptions/ls-1042.yaml --protect phrase
    """
    plan = planned(paths, folder, options, policy, again)
    ctx.exit(max(plan.code, _send(plan, policy, again, asking=not yes)))


def _send(plan: Plan, policy: PasswordPolicy | None, again: frozenset[int], *, asking: bool) -> int:
    """Send what is ready; 3 unless all of it, and what was tried before, is delivered."""
    letters, library = plan.ready, plan.library
    left = any(found.state in ("unknown", "refused") for found in plan.outcomes)
    if not letters:
        click.echo("Nothing to send.")
        return DeliveryError.exit_code if left else 0
    mails = [letter.mail for letter in letters]
    logins = [password_of(letter.mail, mails) for letter in letters]
    attached = attachments(letters, policy)
    parcels = [Parcel(*parts) for parts in zip(letters, attached, logins, strict=True)]
    if asking and not _agreed(letters):
        click.echo("Nothing was sent.")
        return 0
    outcomes: list[LetterOutcome] = []
    try:
        with sending(library.workspace.home, _PATIENCE) as ledger, _progress(len(parcels)) as bar:
            for outcome in deliver(parcels, ledger, library, again):
                outcomes.append(outcome)
                bar.update(1)
    except KeyboardInterrupt:
        click.echo(
            "\nStopped. 'handouts email log' shows how far it came; the same command sends the rest.", err=True
        )
        left = True
    finally:
        print_results(outcomes)
    return DeliveryError.exit_code if left or any(found.state not in DELIVERED for found in outcomes) else 0


def _agreed(letters: Sequence[Letter]) -> bool:
    senders = ", ".join(sorted({letter.mail.sender for letter in letters}))
    question = f"Send {counted(len(letters), 'message')} {to_domains(letters)} from {senders}?"
    try:
        return click.confirm(question)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise UsageError("nobody is there to say yes; add --yes to send without being asked") from None


def _progress(length: int) -> AbstractContextManager[Any]:
    class Silent:
        def update(self, steps: int) -> None:
            """Show nothing."""

    if sys.stderr.isatty():
        return click.progressbar(length=length, label="Sending", file=sys.stderr)
    return nullcontext(Silent())
