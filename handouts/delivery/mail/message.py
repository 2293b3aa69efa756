"""A Letter and the bytes to attach -> an e-mail message that tells nobody on its way what it is about.

One recipient, the bare address, without a name. Subject, text and the attachment's name are the same for every
patient of a clinic in one language, and the Message-ID names neither this computer nor its clock.
"""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from handouts.delivery.mail.attachment import NAME, Attachment
from handouts.delivery.mail.letter import Letter
from handouts.library.library import Library
from handouts.programme.wording import Words

_SEVEN_BIT: Final = SMTP.clone(cte_type="7bit", max_line_length=78)  # every server can carry it
_SLOT: Final = re.compile(r"\{(\w+)\}")


def new_message_id(letter: Letter) -> str:
    """A name for a message that nobody else gives, and that says only which domain it comes from."""
    return f"<{uuid.uuid4().hex}@{letter.mail.sender.rpartition('@')[2].lower()}>"


def compose(letter: Letter, attached: Attachment, message_id: str, library: Library, now: datetime) -> EmailMessage:
    """The whole message. Raises InputError when a language has no text for mails."""
    clinic, mail = letter.sheet.clinic, letter.mail
    subject, body = _wording(letter, library, locked=attached.locked)
    message = EmailMessage(policy=_SEVEN_BIT)
    message["From"] = Address(display_name=clinic.name, addr_spec=mail.sender)
    message["To"] = letter.address
    if mail.reply_to:
        message["Reply-To"] = Address(display_name=clinic.name, addr_spec=mail.reply_to)
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    message.set_content(body)
    message["Content-Language"] = letter.sheet.prescription.patient.language
    message.add_attachment(attached.data, maintype="application", subtype="pdf", filename=NAME)
    return message


def draft(message: EmailMessage) -> bytes:
    """The message as a file that mail programs open as a draft: a person looks at it and sends it."""
    message["X-Unsent"] = "1"
    return message.as_bytes()


def _wording(letter: Letter, library: Library, *, locked: bool) -> tuple[str, str]:
    """Subject and text: the clinic's own, or else the catalogue's, in the patient's language."""
    clinic, mail = letter.sheet.clinic, letter.mail
    language = letter.sheet.prescription.patient.language
    words = Words(language, library.words(language))
    slots = {"clinic": clinic.name, "phone": clinic.phone}
    key = "mail.body_protected" if locked else "mail.body_open"
    subject = (
        _filled(mail.subject[language], slots) if language in mail.subject else words.say("mail.subject", **slots)
    )
    body = _filled(mail.body[language], slots) if language in mail.body else words.say(key, **slots)
    return subject, body


def _filled(template: str, slots: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: slots[slot[1]], template)
