"""`handouts email`: who would get what; then, if asked to, drafts or sent messages, and the log of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from handouts.build.files import write
from handouts.build.many_sheets import prescription_files
from handouts.cli.letters import (
    COLOURS,
    print_dry_end,
    print_log,
    print_plan,
    print_results,
    ready_letters,
    to_domains,
)
from handouts.cli.passwords import passwords_for, print_phrase, print_what_to_tell
from handouts.cli.report import counted
from handouts.delivery.mail.attachment import Attachment, attachment, is_open
from handouts.delivery.mail.credentials import password_of, store_password
from handouts.delivery.mail.ledger_file import reading, sending
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.message import compose, draft, new_message_id
from handouts.delivery.mail.outbox import DELIVERED, Outcome, Parcel, deliver, server_of
from handouts.delivery.mail.plan import Entry, make_plan
from handouts.delivery.mail.transport import Connection
from handouts.delivery.protection.passwords import lock_of
from handouts.errors import DeliveryError, UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.clinic import PasswordPolicy

_PATIENCE = 60.0  # seconds to wait for another run


@click.command("email")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--send", is_flag=True, help="Send, after asking.")
@click.option("--yes", is_flag=True, help="With --send: send without asking.")
@click.option("--draft", "drafting", is_flag=True, help="Write NAME.eml files that a mail program opens as drafts.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="output",
    help="Folder for the PDFs and drafts.",
)
@click.option(
    "--protect",
    "policy",
    type=click.Choice(get_args(PasswordPolicy)),
    help="Lock the sheets with a password you type, the birth date, or a phrase; otherwise the clinic's choice.",
)
@click.option("--log", is_flag=True, help="Show what became of every message sent from this folder.")
@click.option("--login", is_flag=True, help="Ask for the mail server's password and keep it in the keyring.")
@click.option(
    "--retry-unknown",
    "again",
    metavar="NUMBER",
    type=int,
    multiple=True,
    help="Send once more what the log shows under this number as unknown or refused.",
)
@click.pass_context
def email_command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    send: bool,
    yes: bool,
    drafting: bool,
    output: Path,
    policy: PasswordPolicy | None,
    log: bool,
    login: bool,
    again: tuple[int, ...],
) -> None:
    """Send sheets by e-mail, each to the one address in its prescription, and never twice.

    Without --send or --draft this is a dry run: it shows who would get what, and nothing leaves. Sheets that are
    stale are built first. Set up e-mail in the clinic file: docs/delivery.md.

    \b
    Example:
      handouts email prescriptions/ls-1042.yaml
    """
    home = Path.cwd()
    library = Library(Workspace.at(home))
    _refuse_nonsense(paths, send=send, yes=yes, drafting=drafting, log=log, login=login)
    if log:
        print_log(home)
    elif login:
        _log_in(library)
    else:
        files = prescription_files(paths, home)
        with reading(home) as ledger:
            entries = make_plan(files, paths, output, library, ledger, frozenset(again))
        print_plan(entries, policy)
        code = max((entry.error.exit_code for entry in entries if entry.error), default=0)
        if send:
            code = max(code, _send(entries, library, frozenset(again), policy, asking=not yes))
        elif drafting:
            _write_drafts(entries, output, library, policy)
        else:
            print_dry_end(entries)
        ctx.exit(code)


def _refuse_nonsense(
    paths: tuple[Path, ...], *, send: bool, yes: bool, drafting: bool, log: bool, login: bool
) -> None:
    if sum((send, drafting, log, login)) > 1:
        raise UsageError("choose one of --send, --draft, --log and --login")
    if yes and not send:
        raise UsageError("--yes belongs to --send")
    if paths and (log or login):
        raise UsageError(f"{'--log' if log else '--login'} takes no files; it is about the whole folder")
    if not (paths or log or login):
        raise UsageError("name the prescriptions to send, or a folder of them")


# --- drafts -----------------------------------------------------------------------------------------------------


def _attachments(letters: Sequence[Letter], policy: PasswordPolicy | None) -> list[Attachment]:
    """What is attached to each letter; asks for passwords, and shows the phrases it makes, before anything goes."""
    closed = [letter for letter in letters if policy or not is_open(letter.prepared)]
    locks = [
        lock_of(letter.file, letter.prepared.prescription, letter.prepared.clinic, policy) for letter in closed
    ]
    passwords = {lock.file: password for lock, password in zip(locks, passwords_for(locks), strict=True)}
    attached = [attachment(letter.prepared, letter.pdf, passwords.get(letter.file)) for letter in letters]
    for lock in locks:
        print_phrase(lock, passwords[lock.file], lock.file.stem)
    print_what_to_tell(locks)
    return attached


def _write_drafts(entries: Sequence[Entry], output: Path, library: Library, policy: PasswordPolicy | None) -> None:
    letters = ready_letters(entries)
    for letter, attached in zip(letters, _attachments(letters, policy), strict=True):
        message = compose(letter, attached, new_message_id(letter), library, datetime.now(UTC))
        path = output / f"{letter.sheet.stem}.eml"
        write(path, draft(message))
        click.echo(f"{click.style('draft', fg=COLOURS['draft'])}    {path}")
    click.echo(
        f"{counted(len(letters), 'draft')} written. Open each in your mail program, look at it, and send it."
    )


# --- sending ----------------------------------------------------------------------------------------------------


def _send(
    entries: Sequence[Entry],
    library: Library,
    again: frozenset[int],
    policy: PasswordPolicy | None,
    *,
    asking: bool,
) -> int:
    """Send what is ready; 3 unless all of it, and what was tried before, is delivered."""
    letters = ready_letters(entries)
    left = any(entry.standing in ("unknown", "refused") for entry in entries)
    if not letters:
        click.echo("Nothing to send.")
        return DeliveryError.exit_code if left else 0
    mails = [letter.mail for letter in letters]
    logins = [password_of(letter.mail, mails) for letter in letters]
    attached = _attachments(letters, policy)
    parcels = [Parcel(*parts) for parts in zip(letters, attached, logins, strict=True)]
    if asking and not _agreed(letters):
        click.echo("Nothing was sent.")
        return 0
    outcomes: list[Outcome] = []
    try:
        with sending(library.workspace.home, _PATIENCE) as ledger, _progress(len(parcels)) as bar:
            for outcome in deliver(parcels, ledger, library, again):
                outcomes.append(outcome)
                bar.update(1)
    except KeyboardInterrupt:
        click.echo(
            "\nStopped. 'handouts email --log' shows how far it came; the same command sends the rest.", err=True
        )
        left = True
    finally:
        print_results(outcomes)
    undelivered = any(outcome.state not in DELIVERED for outcome in outcomes)
    return DeliveryError.exit_code if left or undelivered else 0


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


# --- the password -----------------------------------------------------------------------------------


def _log_in(library: Library) -> None:
    """Ask for the password of each clinic's server, try it, and keep it."""
    clinics = {id: library.clinic(id) for id in library.ids("clinics")}
    mails = {id: clinic.email for id, clinic in clinics.items() if clinic.email}
    if not mails:
        raise UsageError("no clinic here sends e-mail; docs/delivery.md shows how to set it up")
    for id, mail in mails.items():
        password = click.prompt(f"{id}: password of {mail.login} at {mail.host}", hide_input=True)
        Connection(server_of(mail, id, library), password).close()
        store_password(mail, password)
        click.echo(f"{id}: the server accepts the password; it is in this computer's keyring")
