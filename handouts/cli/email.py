"""`handouts email`: who would get what; then, if asked to, drafts or sent messages, and the log of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from handouts.build import prescription_files
from handouts.cli.passwords import passwords_for, print_phrase, print_what_to_tell
from handouts.cli.report import counted, print_problems
from handouts.clinic import PasswordPolicy
from handouts.delivery.attachment import Attachment, attachment, is_open
from handouts.delivery.credentials import password_of, store_password
from handouts.delivery.ledger import Row, reading, sending
from handouts.delivery.letter import Letter
from handouts.delivery.message import compose, draft, new_message_id
from handouts.delivery.outbox import DELIVERED, Parcel, Result, deliver, server_of
from handouts.delivery.passwords import lock_of
from handouts.delivery.plan import Entry, make_plan
from handouts.delivery.transport import Connection
from handouts.errors import DeliveryError, UsageError
from handouts.library import Library
from handouts.output import write
from handouts.workspace import Workspace

_PATIENCE = 60.0  # seconds to wait for another run
_COLOURS = {"sent": "green", "draft": "green", "deferred": "yellow", "unknown": "red", "refused": "red"}


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
        _print_log(home)
    elif login:
        _log_in(library)
    else:
        files = prescription_files(paths, home)
        with reading(home) as ledger:
            entries = make_plan(files, paths, output, library, ledger, frozenset(again))
        _print_plan(entries, policy)
        code = max((entry.error.exit_code for entry in entries if entry.error), default=0)
        if send:
            code = max(code, _send(entries, library, frozenset(again), policy, asking=not yes))
        elif drafting:
            _write_drafts(entries, output, library, policy)
        else:
            _print_dry_end(entries)
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


# --- what would be sent ---------------------------------------------------------------------------------------


def _letters(entries: Sequence[Entry]) -> list[Letter]:
    return [entry.letter for entry in entries if entry.letter and entry.standing == "ready"]


def _print_plan(entries: Sequence[Entry], policy: PasswordPolicy | None) -> None:
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


def _print_dry_end(entries: Sequence[Entry]) -> None:
    letters = _letters(entries)
    if letters:
        click.echo(f"Dry run: {counted(len(letters), 'message')} {_to_domains(letters)}. Nothing was sent.")
        click.echo("  --send sends, --draft writes drafts for your mail program", err=True)
    else:
        click.echo("Dry run: nothing to send.")


def _to_domains(letters: Sequence[Letter]) -> str:
    counts = Counter(letter.domain for letter in letters)
    return "(" + ", ".join(f"{number} to {domain}" for domain, number in sorted(counts.items())) + ")"


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
    letters = _letters(entries)
    for letter, attached in zip(letters, _attachments(letters, policy), strict=True):
        message = compose(letter, attached, new_message_id(letter), library, datetime.now(UTC))
        path = output / f"{letter.sheet.stem}.eml"
        write(path, draft(message))
        click.echo(f"{click.style('draft', fg=_COLOURS['draft'])}    {path}")
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
    letters = _letters(entries)
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
    results: list[Result] = []
    try:
        with sending(library.workspace.home, _PATIENCE) as ledger, _progress(len(parcels)) as bar:
            for result in deliver(parcels, ledger, library, again):
                results.append(result)
                bar.update(1)
    except KeyboardInterrupt:
        click.echo(
            "\nStopped. 'handouts email --log' shows how far it came; the same command sends the rest.", err=True
        )
        left = True
    finally:
        _print_results(results)
    return DeliveryError.exit_code if left or any(result.became not in DELIVERED for result in results) else 0


def _agreed(letters: Sequence[Letter]) -> bool:
    senders = ", ".join(sorted({letter.mail.sender for letter in letters}))
    question = f"Send {counted(len(letters), 'message')} {_to_domains(letters)} from {senders}?"
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


def _print_results(results: Sequence[Result]) -> None:
    for result in results:
        # Why a letter had to wait stands at the one before it.
        words = f": {result.words}" if result.words and result.became not in (*DELIVERED, "waiting") else ""
        colour = _COLOURS.get(result.became)
        stem = result.letter.file.stem
        click.echo(f"{click.style(f'{result.became:8}', fg=colour)} {stem}  {result.letter.domain}{words}")
        if result.became in ("unknown", "refused") and result.row:
            click.echo(f"  hint: {_ADVICE[result.became].format(number=result.row.id)}", err=True)
    counts = Counter(result.became for result in results)
    if results:
        click.echo(f"{counted(len(results), 'message')}: " + ", ".join(f"{n} {word}" for word, n in counts.items()))
    if counts["deferred"] or counts["waiting"]:
        click.echo("  hint: run the same command again later; what is sent is not sent again", err=True)


_ADVICE = {
    "unknown": "it may have arrived. Ask the patient; if it did not, add --retry-unknown {number}",
    "refused": "correct the address in the prescription; if it is right, add --retry-unknown {number}",
}


# --- the log and the password -----------------------------------------------------------------------------------


def _print_log(home: Path) -> None:
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
