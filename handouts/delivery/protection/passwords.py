"""What a clinician types, or nothing -> the password of a protected sheet, under one of three policies.

A password must open the sheet in every reader and on every keyboard, so it is plain ASCII. Nobody keeps it: not
this program, not the clinic file, not a log. No message here repeats any part of it.
"""

from __future__ import annotations

import math
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from handouts.errors import UsageError
from handouts.records.clinic import Clinic, PasswordPolicy
from handouts.records.prescription import Prescription

VARIABLE: Final = "HANDOUTS_PROTECT_PASSWORD"
WORDS_IN_A_PHRASE: Final = 5
GROUPS_OF_DIGITS: Final = 4
SHORTEST, LONGEST = 8, 100
_WORD_LIST: Final = Path(__file__).with_name("phrase-words.txt")
_EARLIEST: Final = 1900
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-./ ]+)(\d{1,2})\2(\d{4})")
_NAMED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-. ]*([a-z]+)[-., ]*(\d{4})")
_NAMED_AMERICAN: Final = re.compile(r"([a-z]+)[-. ]*(\d{1,2})(?:st|nd|rd|th)?[-., ]+(\d{4})")
_DATE_HINT: Final = "write it as 3 May 1958, 1958-05-03 or 03051958 (day, month, year)"


class UnusableError(UsageError):
    """What was typed cannot be the password; whoever typed it may try again."""


@dataclass(frozen=True, slots=True)
class Lock:
    """How one sheet gets its password; sheets of the same patient have the same `owner`, and so one password."""

    file: Path
    policy: PasswordPolicy
    language: str
    owner: tuple[str, str] = field(repr=False)


def lock_of(file: Path, prescription: Prescription, clinic: Clinic, policy: PasswordPolicy | None = None) -> Lock:
    """The lock of a sheet under this policy, or else the clinic's."""
    patient = prescription.patient
    return Lock(file, policy or clinic.protect.by, patient.language, (prescription.clinic, patient.id))


def pass_phrase(language: str = "en") -> str:
    """A new phrase to tell by telephone: English words, or for other languages digits, which everyone can type."""
    if language.split("-")[0] == "en":
        return " ".join(secrets.choice(phrase_words()) for _ in range(WORDS_IN_A_PHRASE))
    return " ".join(f"{secrets.randbelow(10_000):04}" for _ in range(GROUPS_OF_DIGITS))


def phrase_bits() -> int:
    """How many yes-or-no guesses the weaker kind of phrase withstands."""
    words = WORDS_IN_A_PHRASE * math.log2(len(phrase_words()))
    return math.floor(min(words, GROUPS_OF_DIGITS * math.log2(10_000)))


@cache
def phrase_words() -> tuple[str, ...]:
    """The words that a phrase is made of; no two sound alike or are one slip apart."""
    return tuple(_WORD_LIST.read_text("ascii").split())


def chosen_password(written: str) -> str:
    """A password of the clinician's own. Raises UnusableError."""
    if not SHORTEST <= len(written) <= LONGEST:
        raise UnusableError(f"the password must have {SHORTEST} to {LONGEST} characters")
    if not (written.isascii() and written.isprintable()):
        raise UnusableError(
            "the password may have the letters a to z, digits and common signs only, so that every reader takes it"
        )
    if written != written.strip():
        raise UnusableError("the password must not begin or end with a space, which nobody would see")
    return written


def birth_date_password(written: str, today: date) -> str:
    """A birth date in any clear form as DDMMYYYY. Raises UnusableError where it could be two days, or is none."""
    day = _read_date(" ".join(written.lower().split()))
    if not date(_EARLIEST, 1, 1) <= day <= today:
        raise UnusableError(f"the birth date must lie between {_EARLIEST} and today; {_DATE_HINT}")
    return f"{day:%d%m%Y}"


def _read_date(text: str) -> date:
    if re.fullmatch(r"\d{8}", text):
        day_first = text[4:6] in ("19", "20")  # a century; no month has that number
        return _day(text[4:], text[2:4], text[:2]) if day_first else _day(text[:4], text[4:6], text[6:])
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(*found.groups())
    if found := _DAY_FIRST.fullmatch(text):
        return _numbered(found[1], found[3], found[4], dotted=found[2].strip() == ".")
    if found := _NAMED.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _NAMED_AMERICAN.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    raise UnusableError(f"this is not a birth date; {_DATE_HINT}")


def _numbered(first: str, second: str, year: str, *, dotted: bool) -> date:
    """3.5.1958 has the day first wherever it is written; 3/5/1958 is 3 May to some and 5 March to others."""
    if dotted or int(first) == int(second) or int(first) > 12:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    raise UnusableError(f"this could be two different days; {_DATE_HINT}")


def _month(name: str) -> str:
    """The number of a month written out or short: may, sep, sept, september."""
    for number, month in enumerate(_MONTHS, 1):
        if len(name) >= 3 and month.startswith(name):
            return str(number)
    raise UnusableError(f"this is not a birth date; {_DATE_HINT}")


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnusableError(f"there is no such day; {_DATE_HINT}") from None
