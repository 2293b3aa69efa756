"""Prescription files -> who would get what, and who would not and why; nothing is sent here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handouts.build.many_sheets import build_all
from handouts.build.resolve import Options
from handouts.delivery.mail.attachment import Attachment, is_open
from handouts.delivery.mail.ledger import Ledger, Row, may_be_sent
from handouts.delivery.mail.letter import Letter, NoAddressError, read_letter
from handouts.delivery.mail.message import compose, new_message_id
from handouts.delivery.mail.outbox import server_of
from handouts.errors import HandoutsError, InputError, Problem, UsageError
from handouts.library.library import Library

Standing = Literal["ready", "already", "unknown", "refused", "no address", "failed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One prescription and how it stands before sending."""

    file: Path
    standing: Standing
    letter: Letter | None = None
    row: Row | None = None
    problems: tuple[Problem, ...] = ()
    error: HandoutsError | None = None
    shared: bool = False  # its address also belongs to a patient with another number


def make_plan(
    files: Sequence[Path],
    named: Collection[Path],
    output: Path,
    library: Library,
    ledger: Ledger | None,
    again: frozenset[int] = frozenset(),
) -> list[Entry]:
    """How each file stands; its sheet is built where it is stale. Those in `named` must have an address."""
    entries = []
    for outcome in build_all(files, output, library.workspace, Options(), record=False, force=False):
        if outcome.error:
            entries.append(Entry(outcome.source, "failed", problems=outcome.problems, error=outcome.error))
            continue
        entry = _entry(outcome.source, outcome.target, outcome.source in named, library, ledger, again)
        entries.append(replace(entry, problems=(*outcome.problems, *entry.problems)))
    left = again - {entry.row.id for entry in entries if entry.row}
    if left:
        numbers = ", ".join(str(id) for id in sorted(left))
        raise UsageError(
            f"none of these prescriptions is number {numbers} of the ledger; 'handouts email --log' lists them"
        )
    return _with_shared(entries, ledger)


def _entry(
    file: Path, sheet: Path, named: bool, library: Library, ledger: Ledger | None, again: frozenset[int]
) -> Entry:
    try:
        letter = read_letter(file, sheet, library)
        server_of(letter.mail, letter.key.clinic, library)
        compose(
            letter,
            Attachment(b"", locked=not is_open(letter.prepared)),
            new_message_id(letter),
            library,
            datetime.now(UTC),
        )  # its wording is there
    except NoAddressError as error:
        return Entry(file, "failed", problems=error.problems, error=error) if named else Entry(file, "no address")
    except HandoutsError as error:
        return Entry(file, "failed", problems=error.problems if isinstance(error, InputError) else (), error=error)
    row = ledger.earlier(letter.key) if ledger else None
    # A row at `sending` is decided under the lock: its run is still at it, or was killed.
    if row is None or row.state == "sending" or may_be_sent(row, again):
        return Entry(file, "ready", letter, row)
    standing: Standing = "already" if row.state == "sent" else "refused" if row.state == "refused" else "unknown"
    return Entry(file, standing, letter, row)


def _with_shared(entries: list[Entry], ledger: Ledger | None) -> list[Entry]:
    """Mark letters whose address stands in the file of another patient, too: a family's, or a slip in copying."""
    patients: dict[str, set[str]] = {}
    for entry in entries:
        if entry.letter:
            patients.setdefault(entry.letter.key.address.lower(), set()).add(entry.letter.key.patient)

    def shared(letter: Letter) -> bool:
        known = ledger is not None and ledger.has_another_patient(letter.key)
        return known or len(patients[letter.key.address.lower()]) > 1

    return [
        replace(entry, shared=True)
        if entry.standing == "ready" and entry.letter and shared(entry.letter)
        else entry
        for entry in entries
    ]
