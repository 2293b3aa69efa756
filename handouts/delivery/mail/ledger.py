"""Messages -> rows on disk that say what became of each, so that none is ever sent twice.

A row is committed before anything goes over the wire (`sending`, step `open`), and once more before the dot that
hands the message over (step `handing-over`). A run that is stopped leaves such a row behind. At step `open` the
server cannot have taken the message, and it may be sent again; at `handing-over` nobody can tell, the row becomes
`unknown`, and only a person can have it sent once more. One run at a time may send: whoever holds the lock knows
that every row it finds at `sending` belongs to a run that is gone.

No address, name or number of a patient is stored, only their keyed hashes; the key lies in the ledger too, so this
keeps them from sight and from searches, not from somebody who has the file and a list of addresses to try.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from handouts.errors import DeliveryError

State = Literal["sending", "sent", "deferred", "refused", "unknown"]
VERSION: Final = 1
SCHEMA: Final = """
    create table secret (key blob not null);
    create table messages (
        id integer primary key,
        clinic text not null,
        recipient blob not null,
        patient blob not null,
        prescription blob not null,
        sheet text not null,
        name text not null,
        domain text not null,
        message_id text not null,
        state text not null check (state in ('sending', 'sent', 'deferred', 'refused', 'unknown')),
        step text not null check (step in ('open', 'handing-over', 'done')),
        attempts integer not null,
        changed text not null,
        answer text not null,
        unique (clinic, recipient, sheet)
    ) strict;
"""
_COLUMNS: Final = "id, clinic, name, domain, state, attempts, changed, answer, message_id, sheet"


class LedgerError(DeliveryError):
    """The ledger cannot be read or written, so nothing may be sent."""


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two messages the same one; all of it but clinic, name and domain is stored as a hash."""

    clinic: str
    address: str
    patient: str
    prescription: str
    sheet: str
    name: str

    @property
    def domain(self) -> str:
        """All of the address that may be shown."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ledger, without anything of the patient."""

    id: int
    clinic: str
    name: str
    domain: str
    state: State
    attempts: int
    changed: str
    answer: str
    message_id: str
    sheet: str


class Ledger:
    """An open ledger; what it says is on disk when a method returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._secret: bytes = connection.execute("select key from secret").fetchone()[0]

    def rows(self) -> list[Row]:
        """Every row, the oldest first."""
        with sqlite_errors_in_words():
            query = f"select {_COLUMNS} from messages order by id"  # noqa: S608 (the names of columns)
            return [Row(*row) for row in self._connection.execute(query)]

    def earlier(self, key: Key) -> Row | None:
        """What became of this message before: the same sheet, or another print of the same prescription."""
        query = f"""
            select {_COLUMNS} from messages
            where clinic = ? and recipient = ? and (sheet = ? or prescription = ?)
            order by state = 'sent' desc, state in ('unknown', 'sending') desc, state = 'refused' desc,
                sheet = ? desc, id
        """  # noqa: S608 (the names of columns)
        recipient, prescription = self._hash("recipient", key.address.lower()), self._prescription(key)
        given = (key.clinic, recipient, key.sheet, prescription, key.sheet)
        with sqlite_errors_in_words():
            found = self._connection.execute(query, given).fetchone()
        return Row(*found) if found else None

    def has_another_patient(self, key: Key) -> bool:
        """Whether this address has been used for a patient with another number."""
        query = "select 1 from messages where clinic = ? and recipient = ? and patient <> ?"
        given = (key.clinic, self._hash("recipient", key.address.lower()), self._hash("patient", key.patient))
        with sqlite_errors_in_words():
            return self._connection.execute(query, given).fetchone() is not None

    def claim(self, key: Key, message_id: str, *, again: frozenset[int] = frozenset()) -> tuple[Row, bool]:
        """Take a message for sending; False with the row as it stands when it must not be sent.

        `again` names the undecided and refused rows that a person wants sent once more.
        """
        with self._writing() as connection:
            row = self.earlier(key)
            if row and not may_be_sent(row, again):
                return row, False
            mine = (self._prescription(key), key.sheet, key.name, _now())
            if row:
                connection.execute(
                    "update messages set prescription = ?, sheet = ?, name = ?, changed = ?, state = 'sending',"
                    " step = 'open', attempts = attempts + 1, answer = '' where id = ?",
                    (*mine, row.id),
                )
            else:
                recipient = self._hash("recipient", key.address.lower())
                fixed = (key.clinic, recipient, self._hash("patient", key.patient), key.domain, message_id)
                connection.execute(
                    "insert into messages (prescription, sheet, name, changed, clinic, recipient, patient, domain,"
                    " message_id, state, step, attempts, answer)"
                    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'sending', 'open', 1, '')",
                    (*mine, *fixed),
                )
            claimed = self.earlier(key)
            assert claimed is not None
            return claimed, True

    def handing_over(self, id: int) -> None:
        """Note that the server may take the message from now on."""
        self._change(id, "step = 'handing-over'")

    def finish(self, id: int, state: State, answer: str) -> None:
        """Note what became of a claimed message."""
        self._change(id, "step = 'done', state = ?, answer = ?", state, answer)

    def _change(self, id: int, what: str, *values: str) -> None:
        query = f"update messages set {what}, changed = ? where id = ? and state = 'sending'"  # noqa: S608 (ours, above)
        with self._writing() as connection:
            if connection.execute(query, (*values, _now(), id)).rowcount != 1:
                raise LedgerError("the ledger was changed by somebody else while a message was being sent")

    def settle(self) -> None:
        """Decide the rows that a stopped run left; for the holder of the lock only."""
        with self._writing() as connection:
            connection.execute(
                "update messages set state = iif(step = 'handing-over', 'unknown', 'deferred'), step = 'done',"
                " answer = iif(step = 'handing-over', 'the run ended while the server was taking the message',"
                " 'the run ended before the server had the message') where state = 'sending'"
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with sqlite_errors_in_words():
            self._connection.execute("begin immediate")
            try:
                yield self._connection
                self._connection.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("rollback")
                raise

    def _prescription(self, key: Key) -> bytes:
        return self._hash("prescription", key.prescription)

    def _hash(self, what: str, value: str) -> bytes:
        return hmac.digest(self._secret, f"{what}\0{value}".encode(), "sha256")


def may_be_sent(row: Row, again: frozenset[int]) -> bool:
    """Whether a message with this history may go out: certainly not delivered yet, or a person says so."""
    return row.state == "deferred" or (row.state in ("unknown", "refused") and row.id in again)


@contextmanager
def sqlite_errors_in_words() -> Iterator[None]:
    """SQLite's errors in words a clinician can act on."""
    try:
        yield
    except sqlite3.Error as error:
        reason = getattr(error, "sqlite_errorname", "") or "no reason given"
        raise LedgerError(f"the ledger of sent messages cannot be used ({reason})") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
