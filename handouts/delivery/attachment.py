"""A finished sheet -> the bytes that are attached to a message: the one door through which a sheet leaves.

Every way of sending goes through `attachment`. What a clinic has not opened up in its file leaves protected or not
at all.
"""

from __future__ import annotations

from handouts.errors import DeliveryError
from handouts.pipeline import Prepared

NAME = "sheet.pdf"  # the same for everyone


def attachment(prepared: Prepared, pdf: bytes, password: str | None) -> bytes:  # noqa: ARG001
    """What is attached. Raises DeliveryError when it would be unprotected and the clinic did not choose so."""
    if is_open(prepared):
        return pdf
    raise DeliveryError(
        "protected sheets cannot be sent yet; to send the sheet as it is, the clinic writes 'attachment: open' "
        "under 'email:' in its file"
    )


def is_open(prepared: Prepared) -> bool:
    """Whether the clinic chose to send its sheets unprotected."""
    return prepared.clinic.email is not None and prepared.clinic.email.attachment == "open"
