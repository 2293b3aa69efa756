"""Finished sheets and the ledger -> who would get what, and who would not and why; nothing is sent here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from handouts.build.many_sheets import Outcome, Sheet
from handouts.delivery.mail.attachment import Attachment, is_open
from handouts.delivery.mail.ledger import Ledger, may_be_sent
from handouts.delivery.mail.letter import Letter, NoAddressError, write_letter
from handouts.delivery.mail.message import compose, new_message_id
from handouts.delivery.mail.outbox import server_of
from handouts.delivery.mail.outcome import LetterOutcome, state_of
from handouts.errors import HandoutsError, InputError, UsageError
from handouts.library.library import Library


def make_plan(
    built: Iterable[Outcome],
    named: Collection[Path],
    library: Library,
    ledger: Ledger | None,
    again: frozenset[int] = frozenset(),
) -> list[LetterOutcome]:
    """How each prescription stands. Those in `named` must have an address. Raises UsageError, DeliveryError."""
    found = [(outcome, _letter(outcome.sheet, library) if outcome.sheet else outcome.error) for outcome in built]
    patients = defaultdict(set)
    for _, letter in found:
        if isinstance(letter, Letter):
            patients[letter.key.address.lower()].add(letter.key.patient)
    plan = []
    for outcome, letter in found:
        if isinstance(letter, Letter):
            shared = len(patients[letter.key.address.lower()]) > 1
            plan.append(_standing(outcome, letter, ledger, again, shared=shared))
        else:
            plan.append(_without_letter(outcome, letter, named=outcome.source in named))
    left = again - {entry.row.id for entry in plan if entry.row}
    if left:
        numbers = ", ".join(str(id) for id in sorted(left))
        raise UsageError(
            f"none of these prescriptions is number {numbers} of the ledger; 'handouts email log' lists them"
        )
    return plan


def _letter(sheet: Sheet, library: Library) -> Letter | HandoutsError:
    """The letter, with a server to send it and words to go with it; or why there is none."""
    try:
        letter = write_letter(sheet, library.workspace)
        server_of(letter.mail, letter.key.clinic, library)
        empty = Attachment(b"", locked=not is_open(sheet.clinic))
        compose(letter, empty, new_message_id(letter), library, datetime.now(UTC))
    except HandoutsError as error:
        return error
    return letter


def _without_letter(outcome: Outcome, error: HandoutsError | None, *, named: bool) -> LetterOutcome:
    if isinstance(error, NoAddressError) and not named:
        return LetterOutcome(outcome.source, "no address", problems=outcome.problems)
    own = error.problems if isinstance(error, InputError) and error is not outcome.error else ()
    return LetterOutcome(outcome.source, "failed", problems=(*outcome.problems, *own), error=error)


def _standing(
    outcome: Outcome, letter: Letter, ledger: Ledger | None, again: frozenset[int], *, shared: bool
) -> LetterOutcome:
    row = ledger.earlier(letter.key) if ledger else None
    # A row at `sending` is decided under the lock: its run is still at it, or was killed.
    ready = row is None or row.state == "sending" or may_be_sent(row, again)
    known = ledger is not None and ledger.has_another_patient(letter.key)
    return LetterOutcome(
        outcome.source,
        "ready" if ready or row is None else state_of(row),
        letter,
        row,
        problems=outcome.problems,
        shared=ready and (shared or known),
    )
