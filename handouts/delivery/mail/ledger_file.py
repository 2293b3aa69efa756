"""A folder -> its ledger, open for looking or, one run at a time, for sending.

Whoever sends holds a lock on a file beside the ledger. The system gives it back when its holder ends, however it
ends, so nobody is ever locked out by a run that was killed; that is why it is a lock of the system on Windows, too,
and never a file that merely lies there.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import lock_descriptor, unlock_descriptor

from handouts.build.files import private_file
from handouts.delivery.mail.ledger import SCHEMA, VERSION, Ledger, LedgerError, sqlite_errors_in_words
from handouts.errors import DeliveryError

FOLDER: Final = "ledger"
_FILE: Final = "sent.sqlite3"
_KEY_BYTES: Final = 32
_BETWEEN_TRIES: Final = 0.05  # seconds


class BusyError(DeliveryError):
    """Another run is sending from this folder."""


@contextmanager
def reading(home: Path) -> Iterator[Ledger | None]:
    """The ledger of a folder for looking only; None where nothing was ever sent."""
    path = home / FOLDER / _FILE
    if not path.is_file():
        yield None
        return
    with sqlite_errors_in_words(), closing(_opened(path)) as connection:
        version = _version(connection)
        yield Ledger(connection) if version else None


@contextmanager
def sending(home: Path, patience: float) -> Iterator[Ledger]:
    """The ledger for sending, one run at a time; waits so many seconds for another run. Raises DeliveryError."""
    with _locked(home / FOLDER / "lock", patience):
        path = home / FOLDER / _FILE
        private_file(path)
        with sqlite_errors_in_words():
            connection = _opened(path)
        with closing(connection):
            with sqlite_errors_in_words():
                ledger = _made(connection)
            ledger.settle()
            try:
                yield ledger
            finally:  # Ctrl-C and errors; what cannot be settled now is settled by the next run
                with suppress(LedgerError):
                    ledger.settle()


def _made(connection: sqlite3.Connection) -> Ledger:
    if not _version(connection):
        if connection.execute("pragma journal_mode = wal").fetchone()[0] != "wal":
            raise LedgerError("the ledger cannot be kept here; move the folder to a local disk")
        connection.execute("begin immediate")
        for statement in filter(str.strip, SCHEMA.split(";")):
            connection.execute(statement)
        connection.execute("insert into secret values (?)", (os.urandom(_KEY_BYTES),))
        connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
    return Ledger(connection)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("pragma synchronous = full")
    connection.execute("pragma fullfsync = 1")  # macOS, where a plain fsync stops at the disk's own memory
    return connection


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if version > VERSION:
        raise LedgerError("the ledger was written by a newer version of Handouts; use that version")
    return version


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[None]:
    private_file(path)
    descriptor = os.open(path, os.O_RDWR)
    try:
        until = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() > until:
                raise BusyError("another run is sending from this folder; try again when it has ended")
            time.sleep(_BETWEEN_TRIES)
        try:
            yield
        finally:
            with suppress(OSError):
                unlock_descriptor(descriptor)  # Windows takes its time about a lock whose file is only closed
    finally:
        os.close(descriptor)  # which gives the lock back, as the end of the process does


def _taken(descriptor: int) -> bool:
    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError as error:
        raise LedgerError(
            f"the ledger cannot be locked ({error.strerror}); move the folder to a local disk"
        ) from None
