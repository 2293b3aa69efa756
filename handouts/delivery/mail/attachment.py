"""A finished sheet -> what is attached to a message: the one door through which a sheet leaves.

Every way of sending goes through `attachment`. What a clinic has not opened up in its file leaves protected or not
at all.
"""

from __future__ import annotations

from typing import NamedTuple

from handouts.build.one_sheet import Prepared
from handouts.delivery.protection.encryption import protect
from handouts.errors import DeliveryError

NAME = "sheet.pdf"  # the same for everyone


class Attachment(NamedTuple):
    """The bytes that leave, and whether they open with a password only."""

    data: bytes
    locked: bool


def attachment(prepared: Prepared, pdf: bytes, password: str | None) -> Attachment:
    """What is attached. Raises DeliveryError when it would be unprotected and the clinic did not choose so."""
    if password is not None:
        return Attachment(protect(pdf, password), locked=True)
    if is_open(prepared):
        return Attachment(pdf, locked=False)
    raise DeliveryError(
        "there is no password for the sheet; to send it as it is, the clinic writes 'attachment: open' under "
        "'email:' in its file"
    )


def is_open(prepared: Prepared) -> bool:
    """Whether the clinic chose to send its sheets unprotected."""
    return prepared.clinic.email is not None and prepared.clinic.email.attachment == "open"
