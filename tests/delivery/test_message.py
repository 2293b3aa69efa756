"""The message itself: one recipient, neutral words, and nothing about this computer."""

from __future__ import annotations

import os
import re
import socket

import pytest

from handouts.delivery.mail.letter import one_address
from handouts.errors import DeliveryError
from tests.delivery.conftest import Practice


def test_the_headers_are_these_and_no_others(practice: Practice) -> None:
    practice.configure(**{"reply-to": "desk@lakeside.example"})
    practice.send("ls-1042.yaml")
    message = practice.office.delivered[0].message
    varying = {name: message[name] for name in ("Date", "Message-ID", "Content-Type")}
    assert {name: value for name, value in message.items() if name not in varying} == {
        "From": "Lakeside Physiotherapy <sheets@lakeside.example>",
        "To": "zanary@example.org",
        "Reply-To": "Lakeside Physiotherapy <desk@lakeside.example>",
        "Subject": "A document from Lakeside Physiotherapy",
        "MIME-Version": "1.0",
    }
    assert re.fullmatch(r"<[0-9a-f]{32}@lakeside\.example>", varying["Message-ID"])
    assert varying["Date"].endswith("+0000"), "not even the time zone of this computer"


def test_the_text_says_what_the_patient_needs_and_no_more(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    message = practice.office.delivered[0].message
    body = message.get_body(("plain",))
    assert body is not None
    assert body["Content-Language"] == "en"
    assert body.get_content().splitlines() == [
        "Hello,",
        "",
        "Your document from Lakeside Physiotherapy is attached. You can read it on a screen or print it.",
        "",
        "Do you have a question? Call us: 555 0100.",
        "",
        "This message was meant for one person. If it is not for you, please delete it and tell us.",
        "",
        "Lakeside Physiotherapy",
    ]


def test_the_clinics_own_words_are_used_where_it_has_some(practice: Practice) -> None:
    practice.configure(subject='{en: "From {clinic}"}', body='{en: "Ring {phone}."}')
    practice.send("ls-1042.yaml")
    message = practice.office.delivered[0].message
    body = message.get_body(("plain",))
    assert body is not None
    assert (message["Subject"], body.get_content().strip()) == ("From Lakeside Physiotherapy", "Ring 555 0100.")


@pytest.mark.parametrize(
    "name",
    [
        "Zoë & Łukasz, Physio",
        'The "Back" Clinic',
        "evil@y.example",
        "a <b@y.example>",
        "{phone}",
        "Клиника у озера",
    ],
)
def test_whatever_the_clinic_is_called_the_message_goes_to_the_patient_alone(practice: Practice, name: str) -> None:
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().replace("name: Lakeside Physiotherapy", f"name: '{name}'"))
    practice.send("ls-1042.yaml")
    [mail] = practice.office.delivered
    assert (mail.sender, mail.recipients) == ("sheets@lakeside.example", ["zanary@example.org"])
    [sender] = mail.message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "sheets@lakeside.example")
    assert mail.message["Subject"] == f"A document from {name}"


def test_a_message_is_plain_ascii_with_short_lines(practice: Practice) -> None:
    practice.configure(body='{en: "Ää ' + "ö" * 300 + '"}')
    practice.send("ls-1042.yaml")
    raw = practice.office.delivered[0].raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_nothing_in_a_message_names_this_computer_or_its_user(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    head = practice.office.delivered[0].raw.partition(b"application/pdf")[0].decode()
    for private in (socket.gethostname(), socket.getfqdn(), str(practice.home), f".{os.getpid()}."):
        assert private not in head
    assert {line for line in practice.office.said if line.startswith("hello")} == {"hello [127.0.0.1]"}


def test_what_is_not_exactly_one_address_is_never_used() -> None:
    cases = (
        *("a@b.example, c@d.example", "Jane <evil@y.example>", "a@b.example\nBcc: c@d.example"),
        *("ä@b.example", "a", "@", ""),
    )
    for text in cases:
        with pytest.raises(DeliveryError) as caught:
            one_address(text)
        assert str(caught.value) == "the e-mail address cannot be used", text
