"""The kinds of field that several records share: ids, days, addresses, colours, names of files.

An id says in its JSON Schema what it names (`{"names": "exercise-id"}`), so that the schema an editor gets can
offer the ids of the library wherever one stands.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, WithJsonSchema

from handouts.reading.faults import wrong
from handouts.reading.validation import AsText, Items, Name, Text
from handouts.records.language import TAG

Named = Literal["exercise-id", "routine-id", "advice-id", "clinic-id", "layout-name", "language-tag"]
NAMES: Final = "names"
"""The keyword of a JSON Schema that says what an id names."""

Flag = Literal[
    "extension-responder",
    "flexion-responder",
    "pregnant",
    "third-trimester",
    "osteoporosis",
    "dizziness",
    "hip-replacement",
    "high-blood-pressure",
]
_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(png|jpg|jpeg|svg)")
_LINK: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/?=&%+#-]*)?")
_TOP_DOMAIN: Final = re.compile(r"\.([A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})\Z")
_LONGEST_ADDRESS: Final = 254


def _id(value: Any) -> str:
    """A plain id: letters, digits and hyphens, as file stems are."""
    if not isinstance(value, str) or not unicodedata.normalize("NFC", value).replace("-", "").isalnum():
        raise wrong("id", "must be an id: lower-case letters, digits and hyphens")
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or not TAG.fullmatch(value):
        raise wrong("language", "must be the code of a language", "write en, fr, or fr-CA")
    return value


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise wrong("date", "must be a date", "write year-month-day: 2026-11-20")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong("date", "is not a day in the calendar", "check the month and the day") from None


def _email(value: Any) -> str:
    """One strict ASCII address; delivery relies on this and checks nothing else."""
    if not isinstance(value, str) or len(value) > _LONGEST_ADDRESS or not _is_address(value):
        raise wrong("email", "must be one e-mail address", "write name@example.org, without brackets or a name")
    return value


def _is_address(text: str) -> bool:
    """Whether a text is one address that mail can reach; one that starts with '-' is an option to some programs."""
    from email_validator import EmailNotValidError, validate_email  # takes longer to load than a sheet to check

    if not text.isascii() or text.startswith("-") or not _TOP_DOMAIN.search(text):
        return False
    try:
        validate_email(
            text,
            allow_smtputf8=False,
            allow_quoted_local=False,
            allow_display_name=False,
            check_deliverability=False,
            strict=True,
        )
    except EmailNotValidError:
        return False
    return True


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise wrong("colour", "must be a colour", 'write "#0F5C63", in quotes')
    return value.lower()


def _picture_file(value: Any) -> str:
    if not isinstance(value, str) or not _FILE.fullmatch(value):
        hint = "write a plain name beside this file: logo.svg or pictures/clamshell.png"
        raise wrong("picture-file", "must be the name of a PNG, JPEG or SVG file in this folder", hint)
    return value


def _link(value: Any) -> str:
    if not isinstance(value, str) or not _LINK.fullmatch(value) or len(value) > 200:
        raise wrong("link", "must be a web address", "write https://clinic.example/page")
    return value


def _text_like(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema})


def _names(kind: Named) -> WithJsonSchema:
    return _text_like(**{NAMES: kind})


AsId = BeforeValidator(_id)
ExerciseId = Annotated[str, AsId, AsText, _names("exercise-id")]
RoutineId = Annotated[str, AsId, AsText, _names("routine-id")]
AdviceId = Annotated[str, AsId, AsText, _names("advice-id")]
ClinicId = Annotated[str, AsId, AsText, _names("clinic-id")]
LayoutName = Annotated[str, AsId, AsText, _names("layout-name")]
LanguageTag = Annotated[str, BeforeValidator(_language), _names("language-tag")]

Reference = Annotated[Name, WithJsonSchema({"type": ["string", "integer"]})]
Texts = Items[Text]
Day = Annotated[date, BeforeValidator(_date), _text_like(format="date")]
Email = Annotated[str, BeforeValidator(_email), _text_like(format="email")]
Link = Annotated[str, BeforeValidator(_link), _text_like(format="uri")]
Colour = Annotated[str, BeforeValidator(_colour), _text_like(pattern="^#[0-9A-Fa-f]{6}$")]
PictureFile = Annotated[str, BeforeValidator(_picture_file), _text_like(pattern=_FILE.pattern)]
