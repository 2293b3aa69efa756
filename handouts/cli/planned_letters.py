"""Paths and options -> letters as they stand before sending, told to whoever sends; and what is attached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, get_args

import click

from handouts.build.options import Options
from handouts.cli.asked_passwords import passwords_for, print_phrase, print_what_to_tell
from handouts.cli.letter_report import print_plan
from handouts.delivery.finished import finished_sheets
from handouts.delivery.mail.attachment import Attachment, attachment, is_open
from handouts.delivery.mail.ledger_file import reading
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.outcome import LetterOutcome
from handouts.delivery.mail.plan import make_plan
from handouts.delivery.protection.passwords import lock_of
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.records.clinic import PasswordPolicy

Command = Callable[..., Any]


def letter_options(command: Command) -> Command:
    """What every command about letters takes; it is called with `policy` and `again`."""

    @click.option(
        "--protect",
        "policy",
        type=click.Choice(get_args(PasswordPolicy)),
        help="Lock sheets with a password you type, the birth date, or a phrase; otherwise the clinic's choice.",
    )
    @click.option(
        "--retry-unknown",
        "again",
        metavar="NUMBER",
        type=int,
        multiple=True,
        help="Send once more what the log shows under this number as unknown or refused.",
    )
    @wraps(command)
    def called(*given: Any, again: tuple[int, ...], **more: Any) -> Any:
        return command(*given, again=frozenset(again), **more)

    decorated: Command = called
    return decorated


@dataclass(frozen=True, slots=True)
class Plan:
    """How every prescription stands, and the exit code that those ask for which are wrong."""

    library: Library
    outcomes: tuple[LetterOutcome, ...]
    code: int

    @property
    def ready(self) -> list[Letter]:
        """The letters that may go."""
        return [found.letter for found in self.outcomes if found.letter and found.state == "ready"]


def planned(
    paths: tuple[Path, ...], folder: Path, options: Options, policy: PasswordPolicy | None, again: frozenset[int]
) -> Plan:
    """Build what is stale and say who would get what. Raises UsageError, InputError, DeliveryError."""
    library = Library(Workspace.at(Path.cwd()))
    with reading(library.workspace.home) as ledger:
        built = finished_sheets(paths, folder, library, options)
        outcomes = make_plan(built, paths, library, ledger, again)
    print_plan(outcomes, policy)
    code = max((found.error.exit_code for found in outcomes if found.error), default=0)
    return Plan(library, tuple(outcomes), code)


def attachments(letters: Sequence[Letter], policy: PasswordPolicy | None) -> list[Attachment]:
    """What is attached to each letter; asks for passwords, and shows the phrases it makes, before anything goes."""
    sheets = [letter.sheet for letter in letters]
    closed = [sheet for sheet in sheets if policy or not is_open(sheet.clinic)]
    locks = [lock_of(sheet.source, sheet.prescription, sheet.clinic, policy) for sheet in closed]
    passwords = {lock.file: password for lock, password in zip(locks, passwords_for(locks), strict=True)}
    attached = [attachment(sheet, passwords.get(sheet.source)) for sheet in sheets]
    for lock in locks:
        print_phrase(lock, passwords[lock.file], lock.file.stem)
    print_what_to_tell(locks)
    return attached
