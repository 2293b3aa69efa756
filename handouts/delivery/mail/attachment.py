"""A finished sheet -> what is attached to a message: the one door through which a sheet leaves by e-mail.

Every way of sending goes through `attachment`. What a clinic has not opened up in its file leaves protected or not
at all.
"""

from __future__ import annotations

from typing import NamedTuple

from handouts.build.many_sheets import Sheet
from handouts.delivery.protection.encryption import protect
from handouts.errors import DeliveryError
from handouts.records.clinic import Clinic

NAME = "sheet.pdf"  # the same for everyone


class Attachment(NamedTuple):
    """The bytes that leave, and whether they open with a password only."""

    data: bytes
    locked: bool


def attachment(sheet: Sheet, password: str | None) -> Attachment:
    """What is attached. Raises DeliveryError when it would be unprotected and the clinic did not choose so."""
    if password is not None:
        return Attachment(protect(sheet.pdf, password), locked=True)
    if is_open(sheet.clinic):
        return Attachment(sheet.pdf, locked=False)
    raise DeliveryError(
        "there is no password for the sheet; to send it as it is, the clinic writes 'attachment: open' under "
        "'email:' in its file"
    )


def is_open(clinic: Clinic) -> bool:
    """Whether a clinic chose to send its sheets unprotected."""
    return clinic.email is not None and clinic.email.attachment == "open"
