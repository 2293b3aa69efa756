"""`handouts email PATH...`: who would get what; nothing leaves."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.build.options import Options
from handouts.cli.letter_report import print_dry_end
from handouts.cli.planned_letters import letter_options, planned
from handouts.cli.sheet_options import sheet_options
from handouts.records.clinic import PasswordPolicy


@click.command("email")
@sheet_options()
@letter_options
@click.pass_context
def email_dry_run(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    policy: PasswordPolicy | None,
    again: frozenset[int],
) -> None:
    """Send sheets by e-mail, each to the one address in its prescription, and never twice.

    Without a command this is a dry run: it shows who would get what, and nothing leaves. Sheets that are stale are
    built first. A file that is called like a command is written ./send. Set up e-mail in the clinic file:
    docs/delivery.md.

    \b
    Example:
      handouts email prescriptions/ls-1042.yaml
    """
    plan = planned(paths, folder, options, policy, again)
    print_dry_end(plan.ready)
    ctx.exit(plan.code)
