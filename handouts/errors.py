"""The exception tree, and the records that every message to a user is made from.

    HandoutsError            owns its exit code
    ├── InputError     1     the prescription, the content or a template is wrong: one or many Problems
    │   └── LayoutError      the layout XML a template produced is not in the vocabulary
    ├── UsageError     2     the command line is wrong
    └── DeliveryError  3     the sheet is right, but it could not be written or sent

A stage says what is wrong with a field as a Remark; the Source it was read from gives it file, line and column,
and it is a Problem. Neither contains the value of a patient field, so it may go to a terminal, a log or a ticket.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar, Literal

Severity = Literal["error", "warning"]
FieldPath = tuple[str | int, ...]


def dotted(path: FieldPath) -> str:
    """A field path as a reader writes it: ('exercises', 2, 'hold') -> exercises[2].hold."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing wrong at one field, not yet located; `at_key` where it is about the field's name."""

    path: FieldPath
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    at_key: bool = False
    nameless: bool = False  # the last name of the path may be a slipped value, and is not repeated


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place; lines and columns count from 1, and 0 stands for the file as a whole."""

    file: str
    line: int
    column: int
    path: str
    severity: Severity
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(part for part in (place, self.path, self.message) if part)


class HandoutsError(Exception):
    """Anything a user can cause."""

    exit_code: ClassVar[int] = 1


class InputError(HandoutsError):
    """The input is wrong; carries every Problem found in one pass."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = tuple(problems)

    @classmethod
    def single(cls, file: str, code: str, message: str, hint: str = "", line: int = 0) -> InputError:
        """An InputError about a file as a whole, or about one of its lines."""
        return cls([Problem(file, line, 1 if line else 0, "", "error", code, message, hint)])


class LayoutError(InputError):
    """A template produced layout XML that the vocabulary does not allow."""


class UsageError(HandoutsError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class DeliveryError(HandoutsError):
    """A finished sheet could not be put where it belongs."""

    exit_code = 3


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known words, or the empty string when nothing is near."""
    near = get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


def one_of(words: Iterable[str]) -> str:
    """The allowed words as a phrase: 'left, right or both'."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
