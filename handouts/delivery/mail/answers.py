"""What a mail server says -> what became of a message, in words without the address.

Only the codes of an answer are kept: a server's own words often repeat the address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

_ENHANCED: Final = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
_MEANING: Final = {  # enhanced status code (RFC 3463), or plain code -> in words
    "4.7.1": "the server asks to try again later",
    "5.1.0": "there is no such address",
    "5.1.1": "there is no such mailbox",
    "5.1.2": "there is no such domain",
    "5.1.10": "the domain takes no mail",
    "5.2.1": "the mailbox is switched off",
    "5.2.2": "the mailbox is full",
    "5.2.3": "the message is too large for the mailbox",
    "5.3.4": "the message is too large for the server",
    "5.7.1": "the server does not allow it",
    "421": "the server is closing for now",
    "450": "the mailbox is busy, or the server asks to try again later",
    "451": "the server asks to try again later",
    "452": "the server is out of space",
    "550": "the server refuses the address",
    "552": "the message is too large, or the mailbox is full",
    "553": "the server does not take this address",
    "554": "the server refuses the message",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one message, and why, in words without the address."""

    state: Literal["sent", "deferred", "refused", "unknown"]
    words: str


def in_words(code: int, reply: bytes) -> str:
    """An answer in words, with its codes for whoever runs the server."""
    meaning = _MEANING.get(enhanced(reply)) or _MEANING.get(str(code))
    meaning = meaning or ("the server asks to try again later" if code < 500 else "the server refuses it")
    return f"{meaning} ({codes(code, reply)})"


def enhanced(reply: bytes) -> str:
    """The enhanced status code (RFC 3463) that a reply begins with; empty where it has none."""
    found = _ENHANCED.match(reply)
    return found[1].decode() if found else ""


def codes(code: int, reply: bytes) -> str:
    """A reply as its codes alone, for whoever runs the server."""
    return f"{code} {enhanced(reply)}".strip()
