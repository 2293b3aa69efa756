"""Locks -> their passwords: made, taken from the environment, or asked for without showing what is typed."""

from __future__ import annotations

import getpass
import os
import warnings
from collections.abc import Callable, Sequence
from datetime import date

import click

from handouts.delivery.protection.passwords import (
    VARIABLE,
    Lock,
    UnusableError,
    birth_date_password,
    chosen_password,
    pass_phrase,
)
from handouts.errors import UsageError

_QUESTIONS = {
    "ask": "{file}: password for the sheet",
    "birth-date": "{file}: the patient's birth date (day, month, year)",
}
_NOBODY = {
    "ask": f"there is no terminal to ask for a password; set {VARIABLE}",
    "birth-date": "there is no terminal to ask for the birth date",
}
_MOST_TRIES = 3
_TO_TELL = {
    "phrase": "Tell the patient the phrase by telephone or in person, never in the message that brings the sheet.\n"
    "It is kept nowhere: write it down now, or call the command again for a new one.",
    "birth-date": "The password is the birth date in eight digits, DDMMYYYY: 3 May 1958 is 03051958.",
    "ask": "Tell the patient the password by telephone or in person, never in the message that brings the sheet.",
}


def passwords_for(locks: Sequence[Lock]) -> list[str]:
    """A password for each lock, in their order; sheets of one patient share it. Raises UsageError."""
    given = os.environ.get(VARIABLE)
    if given is not None and len({lock.owner for lock in locks if lock.policy == "ask"}) > 1:
        raise UsageError(f"{VARIABLE} holds the password of one patient; protect one patient's sheets at a time")
    known: dict[tuple[tuple[str, str], str], str] = {}
    for lock in locks:
        key = (lock.owner, lock.policy)
        if key not in known:
            known[key] = _password(lock, given)
    return [known[lock.owner, lock.policy] for lock in locks]


def _password(lock: Lock, given: str | None) -> str:
    if lock.policy == "phrase":
        return pass_phrase(lock.language)
    if lock.policy == "birth-date":
        today = date.today()  # the day on the clinic's own calendar
        return _asked(lock, lambda written: birth_date_password(written, today))
    return chosen_password(given) if given is not None else _asked(lock, chosen_password)


def _asked(lock: Lock, read: Callable[[str], str]) -> str:
    """Ask twice, and again after a slip: a wrong password would lock the patient out."""
    question = _QUESTIONS[lock.policy].format(file=lock.file)
    for _ in range(_MOST_TRIES):
        try:
            first = read(_hidden(question, lock))
            if first == read(_hidden("once more", lock)):
                return first
            problem = "the two are not the same"
        except UnusableError as error:
            problem = str(error)
        click.echo(f"Error: {problem}", err=True)
    raise UsageError(f"there is no password for {lock.file}")


def _hidden(question: str, lock: Lock) -> str:
    """What is typed at the terminal without being shown. Raises UsageError where there is no terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return str(click.prompt(question, hide_input=True, err=True))
        except getpass.GetPassWarning:
            raise UsageError(_NOBODY[lock.policy]) from None


def print_phrase(lock: Lock, password: str, name: str = "phrase") -> None:
    """Show a phrase that was just made, once; whoever typed a password knows it."""
    if lock.policy == "phrase":
        click.echo(f"{name:9} {click.style(password, bold=True)}")


def print_what_to_tell(locks: Sequence[Lock]) -> None:
    """How the patients learn their passwords."""
    for used in dict.fromkeys(lock.policy for lock in locks):
        click.echo(_TO_TELL[used])
