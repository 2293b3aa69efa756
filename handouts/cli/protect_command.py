"""`handouts protect`: sheets -> copies beside them that open with a password only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from handouts.build.files import write
from handouts.build.many_sheets import Sheet
from handouts.build.options import Options
from handouts.cli.asked_passwords import passwords_for, print_phrase, print_what_to_tell
from handouts.cli.ready_sheets import ready_sheets
from handouts.cli.report import counted, state
from handouts.cli.sheet_options import sheet_options
from handouts.delivery.protection.encryption import protect
from handouts.delivery.protection.passwords import lock_of
from handouts.errors import HandoutsError, InputError
from handouts.records.clinic import PasswordPolicy

PROTECTED = "protected"


@click.command("protect")
@sheet_options()
@click.option(
    "--protect",
    "policy",
    type=click.Choice(get_args(PasswordPolicy)),
    help="A password you type, the patient's birth date, or a phrase made for them; otherwise the clinic's choice.",
)
@click.pass_context
def protect_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    folder: Path,
    options: Options,
    policy: PasswordPolicy | None,
) -> None:
    """Write copies that open with a password only.

    PATH is a prescription or a folder of them; stale sheets are built first. The copy is NAME-protected.pdf beside
    the sheet, encrypted with AES-256. Screen readers and printing work as ever once it is open. The password is
    asked for, or taken from HANDOUTS_PROTECT_PASSWORD; it is never an argument and never in a file.

    \b
    Example:
      handouts protect prescriptions/ls-1042.yaml --protect phrase
    """
    found = ready_sheets(paths, folder, options)
    _refuse_taken_names(found.sheets)
    locks = [lock_of(sheet.source, sheet.prescription, sheet.clinic, policy) for sheet in found.sheets]
    passwords = passwords_for(locks)
    done, code = 0, found.code
    for sheet, lock, password in zip(found.sheets, locks, passwords, strict=True):
        try:
            target = _protected(sheet, password)
        except HandoutsError as error:
            code = max(code, error.exit_code)
            click.echo(f"{state('failed', 'red')} {sheet.target}")
            click.echo(f"Error: {error}", err=True)
            continue
        done += 1
        click.echo(f"{click.style(PROTECTED, fg='green')} {target}")
        print_phrase(lock, password)
    failed = len(found.sheets) - done + found.failed
    click.echo(f"{counted(done, 'sheet')} protected{f', {failed} failed' if failed else ''}")
    if done:
        print_what_to_tell(locks)
    ctx.exit(code)


def _protected(sheet: Sheet, password: str) -> Path:
    target = sheet.target.with_name(f"{sheet.target.stem}-{PROTECTED}.pdf")
    write(target, protect(sheet.pdf, password))
    return target


def _refuse_taken_names(sheets: Sequence[Sheet]) -> None:
    """A protected copy must not replace the sheet of a prescription that happens to have its name."""
    stems = {sheet.target.stem.casefold(): sheet for sheet in sheets}
    for sheet in sheets:
        other = stems.get(f"{sheet.target.stem}-{PROTECTED}".casefold())
        if other:
            message = f"has the name of the protected copy of {sheet.source.name}"
            raise InputError.single(str(other.source), "same-output", message, "rename one of them")
