"""A prescription and the ledger -> how its letter stands before a run, or what became of it in one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from handouts.delivery.mail.ledger import Row
from handouts.delivery.mail.letter import Letter
from handouts.errors import HandoutsError, Problem

State = Literal["ready", "sent", "already", "deferred", "waiting", "refused", "unknown", "no address", "failed"]
DELIVERED: Final = ("sent", "already")


@dataclass(frozen=True, slots=True)
class LetterOutcome:
    """One letter: `ready` may go, `waiting` was not tried, `already` went in an earlier run.

    `shared` is one whose address is also that of a patient with another number; `words` are the server's answer.
    """

    source: Path
    state: State
    letter: Letter | None = None
    row: Row | None = None
    words: str = ""
    problems: tuple[Problem, ...] = ()
    error: HandoutsError | None = None
    shared: bool = False

    @property
    def domain(self) -> str:
        """All of the address that may be shown."""
        return self.letter.domain if self.letter else ""


def state_of(row: Row) -> State:
    """How a letter stands that the ledger does not let go again."""
    states: dict[str, State] = {"sent": "already", "refused": "refused"}
    return states.get(row.state, "unknown")
