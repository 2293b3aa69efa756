"""A prescription file and its finished sheet -> a Letter: who gets what, checked to belong together.

The address and the sheet come from the same bytes of the same file. A sheet carries the fingerprint of what it was
made from; unless it is that of this very prescription, before and after reading, there is no letter.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path

from handouts.build.files import fingerprint_of
from handouts.build.many_sheets import fingerprint
from handouts.build.one_sheet import Prepared, prepare
from handouts.build.resolve import Options
from handouts.delivery.mail.ledger import Key
from handouts.errors import DeliveryError, InputError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.reading.source import Source, read_source
from handouts.records.mail_settings import Mail


class NoAddressError(InputError):
    """The prescription names no address to send to."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One sheet and the one address it goes to."""

    file: Path
    sheet: Path
    mail: Mail
    prepared: Prepared = field(repr=False)
    address: Address = field(repr=False)
    pdf: bytes = field(repr=False)
    key: Key = field(repr=False)

    @property
    def domain(self) -> str:
        """All of the address that may be shown."""
        return self.key.domain


def read_letter(file: Path, sheet: Path, library: Library) -> Letter:
    """The letter of a prescription whose sheet is built. Raises InputError or DeliveryError."""
    options, shown = Options(), library.workspace.shown(file)
    before = fingerprint(file, library.workspace, options, "sheet")
    source = read_source(file, shown)
    prepared = prepare(file, library, options)
    patient, mail = prepared.prescription.patient, prepared.clinic.email
    if mail is None:
        hint = "add an 'email:' group to the clinic file; docs/delivery.md shows how"
        raise InputError(
            [source.problem(("clinic",), "no-mail", "this clinic's file does not set up e-mail", hint)]
        )
    if not _in_this_folder(prepared.prescription.clinic, library.workspace):
        hint = (
            "run the command in the folder that holds the clinic's content/; the ledger of sent messages lies there"
        )
        raise InputError(
            [source.problem(("clinic",), "mail-elsewhere", "its e-mail is set up in another folder", hint)]
        )
    if patient.email is None:
        hint = "add 'email: name@example.org' to the patient, or print the sheet"
        raise NoAddressError([source.problem(("patient",), "no-address", "has no e-mail address", hint)])
    try:
        pdf, carried = sheet.read_bytes(), fingerprint_of(sheet)
    except OSError as error:
        raise DeliveryError(f"{sheet.name} could not be read ({error.strerror})") from None
    if not before == carried == fingerprint(file, library.workspace, options, "sheet"):
        raise DeliveryError("the prescription changed while its sheet was made ready; run the command again")
    key = Key(
        clinic=prepared.prescription.clinic,
        address=patient.email,
        patient=patient.id,
        prescription=_without_address(source),
        sheet=hashlib.sha256(pdf).hexdigest(),
        name=file.stem,
    )
    return Letter(file, sheet, mail, prepared, one_address(patient.email), pdf, key)


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
