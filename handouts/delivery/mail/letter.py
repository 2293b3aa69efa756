"""A finished sheet -> a Letter: who gets it, from the very bytes of the prescription that it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address

from handouts.build.many_sheets import Sheet
from handouts.delivery.mail.ledger import Key
from handouts.errors import DeliveryError, InputError, Remark
from handouts.library.folders import Workspace
from handouts.reading.source import Source
from handouts.records.mail_settings import Mail


class NoAddressError(InputError):
    """The prescription names no address to send to."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One sheet and the one address it goes to."""

    sheet: Sheet
    mail: Mail
    address: Address = field(repr=False)
    key: Key = field(repr=False)

    @property
    def domain(self) -> str:
        """All of the address that may be shown."""
        return self.key.domain


def write_letter(sheet: Sheet, workspace: Workspace) -> Letter:
    """The letter of a sheet. Raises InputError or DeliveryError where it cannot be sent."""
    patient, mail, source = sheet.prescription.patient, sheet.clinic.email, sheet.yaml
    if mail is None:
        hint = "add an 'email:' group to the clinic file; docs/delivery.md shows how"
        raise InputError(
            [source.located(Remark(("clinic",), "no-mail", "this clinic's file does not set up e-mail", hint))]
        )
    if not _in_this_folder(sheet.prescription.clinic, workspace):
        hint = (
            "run the command in the folder that holds the clinic's content/; the ledger of sent messages lies there"
        )
        raise InputError(
            [source.located(Remark(("clinic",), "mail-elsewhere", "its e-mail is set up in another folder", hint))]
        )
    if patient.email is None:
        hint = "add 'email: name@example.org' to the patient, or print the sheet"
        raise NoAddressError([source.located(Remark(("patient",), "no-address", "has no e-mail address", hint))])
    key = Key(
        clinic=sheet.prescription.clinic,
        address=patient.email,
        patient=patient.id,
        prescription=_without_address(source),
        sheet=hashlib.sha256(sheet.pdf).hexdigest(),
        name=sheet.source.stem,
    )
    return Letter(sheet, mail, one_address(patient.email), key)


def _without_address(source: Source) -> str:
    """What the clinician wrote, whatever its order and comments; whom it goes to is a matter of its own."""
    patient = {name: value for name, value in source.data["patient"].items() if name != "email"}
    return json.dumps(source.data | {"patient": patient}, sort_keys=True)


def _in_this_folder(clinic: str, workspace: Workspace) -> bool:
    """Whether the clinic's file lies in the folder whose ledger is asked; others know other messages."""
    path = workspace.find("clinics", f"{clinic}.yaml")
    return path is not None and path.resolve().is_relative_to((workspace.home / "content").resolve())


def one_address(text: str) -> Address:
    """Exactly the address that was written, or an error that does not repeat it."""
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        raise DeliveryError("the e-mail address cannot be used") from None
    if str(address) != text or not text.isascii():
        raise DeliveryError("the e-mail address cannot be used")
    return address
