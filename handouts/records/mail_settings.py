"""The `email` group of a clinic file -> how its sheets are sent: which server, from whom, in which words.

A password has no place here: one that stands in a file is copied with it, so the key itself is refused. Wording
has two slots and no more, so that no template can put anything of the patient into a message.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handouts.errors import did_you_mean, one_of
from handouts.reading.faults import wrong
from handouts.reading.validation import Record, Text
from handouts.records.fields import Email

SLOTS: Final = ("clinic", "phone")
PORTS: Final = {"starttls": 587, "tls": 465}
_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_HOST: Final = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_AUTHORITY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(pem|crt)")
_SECRET: Final = re.compile(r"pass(word|wd|phrase)?|pwd|secret|token", re.IGNORECASE)
_LONGEST_SUBJECT: Final = 120
_LONGEST_BODY: Final = 4000


def _host(value: Any) -> str:
    if not isinstance(value, str) or not _HOST.fullmatch(value):
        raise wrong("host", "must be the name of a mail server", "write smtp.clinic.example, without a port")
    return value.lower()


def _authority(value: Any) -> str:
    if not isinstance(value, str) or not _AUTHORITY.fullmatch(value):
        hint = "write a plain name beside this file: hillside/ca.pem"
        raise wrong("authority-file", "must be the name of a .pem or .crt file in this folder", hint)
    return value


def _check_slots(text: str) -> None:
    for slot in _SLOT.findall(text):
        if slot not in SLOTS:
            allowed = one_of(f"{{{name}}}" for name in SLOTS)
            near = did_you_mean(slot, SLOTS)
            raise wrong("slot", f"has a slot that does not exist; there is {allowed}", near)
    if set("{}") & set(_SLOT.sub("", text)):
        raise wrong("slot", "has a brace without its partner", "slots are written {clinic}")


def _subject(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_SUBJECT or "\n" in value.strip():
        raise wrong("subject", f"must be one line of at most {_LONGEST_SUBJECT} characters")
    _check_slots(value)
    return " ".join(value.split())


def _body(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_BODY:
        hint = "start with '|' and write the lines below it, indented"
        raise wrong("body", f"must be text of at most {_LONGEST_BODY} characters", hint)
    _check_slots(value)
    return value.strip() + "\n"


def _by_language(value: Any) -> Any:
    if isinstance(value, str):
        raise wrong("by-language", "must say for which language it is", "write {en: …}")
    return value


Host = Annotated[str, BeforeValidator(_host), WithJsonSchema({"type": "string", "format": "hostname"})]
AuthorityFile = Annotated[
    str, BeforeValidator(_authority), WithJsonSchema({"type": "string", "pattern": f"^{_AUTHORITY.pattern}$"})
]
Subject = Annotated[
    str, BeforeValidator(_subject), WithJsonSchema({"type": "string", "maxLength": _LONGEST_SUBJECT})
]
Body = Annotated[str, BeforeValidator(_body), WithJsonSchema({"type": "string", "maxLength": _LONGEST_BODY})]


class Mail(Record):
    """How one clinic sends its sheets."""

    host: Host = Field(description="The mail server that takes the clinic's outgoing mail.")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(None, description="587 for starttls, 465 for tls.")
    security: Literal["starttls", "tls"] = Field(
        "starttls", description="The server's certificate is always checked."
    )
    authority: AuthorityFile | None = Field(
        None, description="The certificate of a private authority, beside this file; it replaces the system's."
    )
    sender: Email = Field(alias="from")
    user: Text | None = Field(None, description="The name to log in with; otherwise the address in 'from'.")
    reply_to: Email | None = Field(None, alias="reply-to")
    attachment: Literal["protected", "open"] = Field(
        "protected", description="open: the PDF is sent as it is, and who reads the mailbox reads the sheet."
    )
    pause: Annotated[int, Field(ge=0, le=60)] = Field(1, description="Seconds between two messages.")
    subject: Annotated[dict[str, Subject], BeforeValidator(_by_language)] = Field(
        default_factory=dict, description="Language -> subject; slots {clinic} and {phone}."
    )
    body: Annotated[dict[str, Body], BeforeValidator(_by_language)] = Field(
        default_factory=dict, description="Language -> text; slots {clinic} and {phone}."
    )

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, value: Any) -> Any:
        secret = next((key for key in value if _SECRET.search(str(key))), "") if isinstance(value, dict) else ""
        if secret:
            hint = "take it out, and run 'handouts email login' or set HANDOUTS_SMTP_PASSWORD"
            raise wrong("password-in-file", "a password must not stand in a file", hint, at=secret)
        return value

    @property
    def server_port(self) -> int:
        """The port that is stated, or the usual one."""
        return self.port or PORTS[self.security]

    @property
    def login(self) -> str:
        """The name to log in with."""
        return self.user or self.sender
