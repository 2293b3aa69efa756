"""`handouts email draft`: letters -> files that a mail program opens as drafts, for a person to send."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from handouts.build.files import write
from handouts.build.options import Options
from handouts.cli.letter_report import COLOURS
from handouts.cli.planned_letters import attachments, letter_options, planned
from handouts.cli.report import counted, state
from handouts.cli.sheet_options import sheet_options
from handouts.delivery.mail.message import compose, draft, new_message_id
from handouts.records.clinic import PasswordPolicy


@click.command("draft")
@sheet_options()
@letter_options
@click.pass_context
def email_draft(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    policy: PasswordPolicy | None,
    again: frozenset[int],
) -> None:
    """Write NAME.eml files that a mail program opens as drafts.

    They lie beside the sheets. What becomes of them is not in the log: look at each, send it, and delete it.

    \b
    Example:
      handouts email draft prescriptions/ls-1042.yaml
    """
    plan = planned(paths, folder, options, policy, again)
    letters = plan.ready
    for letter, attached in zip(letters, attachments(letters, policy), strict=True):
        message = compose(letter, attached, new_message_id(letter), plan.library, datetime.now(UTC))
        path = folder / f"{letter.sheet.target.stem}.eml"
        write(path, draft(message))
        click.echo(f"{state('draft', COLOURS['draft'])} {path}")
    what_next = " Open each in your mail program, look at it, and send it." if letters else ""
    click.echo(f"{counted(len(letters), 'draft')} written.{what_next}")
    ctx.exit(plan.code)
