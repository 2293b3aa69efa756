"""The ledger decides what may be sent, and keeps what it is told."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.delivery.mail.ledger import Key, Ledger, LedgerError, State
from handouts.delivery.mail.ledger_file import BusyError, reading, sending

KEY = Key("lakeside", "zanary@example.org", "ZanaryId", '{"goal": "ZanaryGoal"}', "a" * 64, "ls-1042")
OTHER_SHEET = {"sheet": "b" * 64}
OTHER_TEXT = {"prescription": "{}"}
OPEN: frozenset[int] = frozenset()


def claimed(ledger: Ledger, key: Key = KEY, again: frozenset[int] = OPEN) -> bool:
    return ledger.claim(key, "<id@example.org>", again=again)[1]


def finished(home: Path, state: State) -> None:
    with sending(home, 0) as ledger:
        row, mine = ledger.claim(KEY, "<id@example.org>")
        assert mine
        ledger.handing_over(row.id)
        ledger.finish(row.id, state, "because")


def test_what_became_of_a_message_decides_whether_it_may_be_sent(home: Path) -> None:
    decided: dict[State, tuple[bool, bool]] = {
        "sent": (False, False),
        "unknown": (False, True),
        "refused": (False, True),
        "deferred": (True, True),
    }
    for state, (by_itself, asked_for) in decided.items():
        finished(home / state, state)
        with sending(home / state, 0) as ledger:
            assert claimed(ledger) is by_itself, state
        with sending(home / state, 0) as ledger:
            assert claimed(ledger, again=frozenset({1})) is asked_for, state


def test_a_message_is_the_same_by_clinic_and_address_and_by_sheet_or_prescription(home: Path) -> None:
    the_same: list[dict[str, str]] = [
        {"name": "another-file"},
        {"patient": "another"},
        {"address": "ZANARY@Example.ORG"},
        OTHER_SHEET,
        OTHER_TEXT,
    ]
    new: list[dict[str, str]] = [
        OTHER_SHEET | OTHER_TEXT,
        {"address": "zanary@example.com"},
        {"clinic": "hillcrest"},
    ]
    for number, change in enumerate([*the_same, *new]):
        folder = home / str(number)
        finished(folder, "sent")
        with sending(folder, 0) as ledger:
            assert claimed(ledger, replace(KEY, **change)) is (change in new), change


def test_what_was_sent_outweighs_what_else_became_of_it(home: Path) -> None:
    with sending(home, 0) as ledger:
        for key, state in ((replace(KEY, **OTHER_TEXT), "deferred"), (replace(KEY, **OTHER_SHEET), "sent")):
            row, _ = ledger.claim(key, "<id@example.org>")
            ledger.finish(row.id, state, "")  # type: ignore[arg-type]
        assert not claimed(ledger, KEY)


def test_a_row_is_on_disk_before_anything_else_happens(home: Path) -> None:
    with sending(home, 0) as ledger:
        assert claimed(ledger)
        with reading(home) as other:
            assert other is not None
            assert [row.state for row in other.rows()] == ["sending"]


def test_leaving_settles_what_was_begun(home: Path) -> None:
    with sending(home, 0) as ledger:
        claimed(ledger)
        row, _ = ledger.claim(replace(KEY, **OTHER_SHEET, **OTHER_TEXT), "<id@example.org>")
        ledger.handing_over(row.id)
    with reading(home) as after:
        assert after is not None
        assert [row.state for row in after.rows()] == ["deferred", "unknown"]


def test_only_one_run_at_a_time_may_send(home: Path) -> None:
    with (
        sending(home, 0),
        pytest.raises(BusyError, match="another run is sending from this folder"),
        sending(home, 0),
    ):
        pass
    with sending(home, 0):
        pass


def test_a_run_waits_for_the_one_before_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as first:
        first.enter_context(sending(home, 0))
        waits = []

        def wait(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 3:
                first.close()

        monkeypatch.setattr("handouts.delivery.mail.ledger_file.time.sleep", wait)
        with sending(home, patience=60) as ledger:
            assert claimed(ledger)
    assert len(waits) == 3


def test_a_run_waits_no_longer_than_it_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]

    def wait(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr("handouts.delivery.mail.ledger_file.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("handouts.delivery.mail.ledger_file.time.sleep", wait)
    with sending(home, 0), pytest.raises(BusyError), sending(home, patience=60):
        pass
    assert 60 < clock[0] < 61


def test_a_disk_that_cannot_lock_keeps_no_ledger(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (errno.ENOLCK, errno.ENOSYS, errno.EIO):

        def refuse(descriptor: int, *, blocking: bool, number: int = number) -> bool:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr("handouts.delivery.mail.ledger_file.lock_descriptor", refuse)
        with pytest.raises(LedgerError) as caught, sending(home, patience=60):
            pass
        assert str(caught.value) == (
            f"the ledger cannot be locked ({os.strerror(number)}); move the folder to a local disk"
        )
    assert [path.name for path in (home / "ledger").iterdir()] == ["lock"], "and no ledger was begun"


@pytest.mark.skipif(os.name == "nt", reason="there, a folder has the rights of the one it lies in")
def test_nobody_else_can_read_the_ledger_or_hold_its_lock(home: Path) -> None:
    with sending(home, 0) as ledger:
        claimed(ledger)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (home / "ledger").iterdir()}
    assert modes == dict.fromkeys(("lock", "sent.sqlite3", "sent.sqlite3-wal", "sent.sqlite3-shm"), 0o600)
    assert (home / "ledger").stat().st_mode & 0o777 == 0o700


def test_every_change_is_forced_to_the_disk(home: Path) -> None:
    with sending(home, 0) as ledger:
        connection = ledger._connection
        assert connection.execute("pragma synchronous").fetchone() == (2,)  # full
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


def test_a_settled_row_is_never_changed_again(home: Path) -> None:
    finished(home, "sent")
    with sending(home, 0) as ledger, pytest.raises(LedgerError):
        ledger.finish(1, "deferred", "")
    with sending(home, 0) as ledger, pytest.raises(LedgerError):
        ledger.handing_over(1)


def test_a_ledger_of_a_newer_version_is_left_alone(home: Path) -> None:
    finished(home, "sent")
    connection = sqlite3.connect(home / "ledger/sent.sqlite3")
    connection.execute("pragma user_version = 2")
    connection.close()
    with pytest.raises(LedgerError, match="written by a newer version"), sending(home, 0):
        pass


def test_without_a_ledger_there_is_nothing_to_read(home: Path) -> None:
    with reading(home) as ledger:
        assert ledger is None
    (home / "ledger").mkdir()
    (home / "ledger/sent.sqlite3").touch()  # another run is just making it
    with reading(home) as ledger:
        assert ledger is None


def test_the_ledger_holds_nothing_of_the_patient_in_clear(home: Path) -> None:
    finished(home, "sent")
    raw = b"".join(path.read_bytes() for path in (home / "ledger").iterdir())
    assert b"example.org" in raw, "the domain may be shown"
    assert b"zanary" not in raw.lower()


def test_two_ledgers_give_the_same_address_different_hashes(home: Path) -> None:
    found = []
    for name in ("one", "two"):
        finished(home / name, "sent")
        connection = sqlite3.connect(home / name / "ledger/sent.sqlite3")
        found.append(connection.execute("select recipient, patient, prescription from messages").fetchone())
        connection.close()
    assert not set(found[0]) & set(found[1])
