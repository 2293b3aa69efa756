"""Letters -> the mail server, each at most once, whatever happens on the way.

The order of things keeps the promise: the row is on disk before the server is called, the step is on disk before
the dot, the answer is on disk before the next letter. Where the program is stopped between two of these, by Ctrl-C,
an error or a power cut, the ledger says how far it came, and the more careful thing follows from that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from handouts.delivery.mail.answers import Answer
from handouts.delivery.mail.attachment import Attachment
from handouts.delivery.mail.ledger import Ledger
from handouts.delivery.mail.letter import Letter
from handouts.delivery.mail.message import compose, new_message_id
from handouts.delivery.mail.outcome import LetterOutcome, state_of
from handouts.delivery.mail.transport import Connection, ConnectionFailedError, ConnectionLostError, Server
from handouts.errors import DeliveryError
from handouts.library.library import Library
from handouts.records.mail_settings import Mail


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter with what is attached to it and the password of its clinic's server."""

    letter: Letter
    attached: Attachment
    password: str | None


def server_of(mail: Mail, clinic: str, library: Library) -> Server:
    """The server a clinic names. Raises DeliveryError when its private authority's file is not there."""
    authority: Path | None = None
    if mail.authority:
        authority = library.workspace.find("clinics", mail.authority)
        if authority is None:
            raise DeliveryError(f"there is no content/clinics/{mail.authority}, which clinic '{clinic}' names")
    return Server(mail.host, mail.server_port, mail.security, mail.login, authority)


def deliver(
    parcels: Sequence[Parcel], ledger: Ledger, library: Library, again: frozenset[int] = frozenset()
) -> Iterator[LetterOutcome]:
    """Send every parcel, a clinic at a time over one connection; the ledger is open for sending."""
    clinics: dict[str, list[Parcel]] = {}
    for parcel in parcels:
        clinics.setdefault(parcel.letter.key.clinic, []).append(parcel)
    for clinic, theirs in clinics.items():
        yield from _deliver_clinic(clinic, theirs, ledger, library, again)


def _deliver_clinic(
    clinic: str, parcels: Sequence[Parcel], ledger: Ledger, library: Library, again: frozenset[int]
) -> Iterator[LetterOutcome]:
    first = parcels[0]
    line = _Line(server_of(first.letter.mail, clinic, library), first.password, first.letter.mail.pause)
    stopped = ""
    try:
        for parcel in parcels:
            source = parcel.letter.sheet.source
            if stopped:
                yield LetterOutcome(source, "waiting", parcel.letter, words=stopped)
                continue
            outcome = _deliver_one(parcel, line, ledger, library, again)
            stopped = outcome.words if line.is_down else ""
            yield outcome
    finally:
        line.close()


def _deliver_one(
    parcel: Parcel, line: _Line, ledger: Ledger, library: Library, again: frozenset[int]
) -> LetterOutcome:
    letter = parcel.letter
    row, mine = ledger.claim(letter.key, new_message_id(letter), again=again)
    if not mine:
        return LetterOutcome(letter.sheet.source, state_of(row), letter, row, row.answer)
    data = compose(letter, parcel.attached, row.message_id, library, datetime.now(UTC)).as_bytes()
    answer = line.send(letter, data, partial(ledger.handing_over, row.id))
    ledger.finish(row.id, answer.state, answer.words)
    return LetterOutcome(letter.sheet.source, answer.state, letter, row, answer.words)


class _Line:
    """The one connection of a batch, made when the first letter needs it and once more if it breaks in between."""

    def __init__(self, server: Server, password: str | None, pause: float) -> None:
        self._server, self._password, self._pause = server, password, pause
        self._connection: Connection | None = None
        self._used = False
        self.is_down = False

    def send(self, letter: Letter, data: bytes, handing_over: Callable[[], None]) -> Answer:
        """Send one letter; what hinders all letters takes the line down."""
        if self._used:
            time.sleep(self._pause)
        fresh = self._connection is None
        try:
            try:
                return self._try(letter, data, handing_over)
            except ConnectionLostError:
                if fresh:
                    raise
            return self._try(letter, data, handing_over)  # it stood idle too long, or had its share of messages
        except ConnectionFailedError as error:
            self.is_down = True
            return Answer("deferred", str(error))
        finally:
            self._used = True

    def _try(self, letter: Letter, data: bytes, handing_over: Callable[[], None]) -> Answer:
        if self._connection is None:
            self._connection = Connection(self._server, self._password)
        try:
            return self._connection.send(letter.mail.sender, str(letter.address), data, handing_over)
        except BaseException:
            self._connection.drop()
            self._connection = None
            raise

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
