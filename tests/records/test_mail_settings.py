"""The `email` group of a clinic file: what it may say, and what each slip is answered with."""

from __future__ import annotations

from handouts.errors import Problem
from handouts.reading.source import parse_source
from handouts.reading.validation import validate
from handouts.records.clinic import Clinic
from handouts.records.mail_settings import Mail

CLINIC = 'name: A\nphone: "1"\nemergency: "2"\nbrand: {colour: "#000000"}\nemail:\n'
NEEDED = {"host": "smtp.lakeside.example", "from": "sheets@lakeside.example"}


def read(**fields: str) -> tuple[Mail | None, list[Problem]]:
    lines = "".join(f"  {name}: {value}\n" for name, value in (NEEDED | fields).items())
    clinic, problems = validate(Clinic, parse_source((CLINIC + lines).encode(), "clinic.yaml"))
    return clinic.email if clinic else None, problems


def test_host_and_sender_are_enough() -> None:
    mail, problems = read()
    assert problems == []
    assert mail is not None
    assert (mail.server_port, mail.security, mail.login, mail.attachment, mail.pause) == (
        587,
        "starttls",
        "sheets@lakeside.example",
        "protected",
        1,
    )


def test_tls_has_a_port_of_its_own_and_a_stated_port_wins() -> None:
    mail, _ = read(security="tls")
    assert mail is not None
    assert mail.server_port == 465
    mail, _ = read(security="tls", port="2465", user="lakeside")
    assert mail is not None
    assert (mail.server_port, mail.login) == (2465, "lakeside")


SLIPS = [
    ("password", "hush", "a password must not stand in a file"),
    ("smtp-passwd", "hush", "a password must not stand in a file"),
    ("Passphrase", "hush", "a password must not stand in a file"),
    ("api_token", "hush", "a password must not stand in a file"),
    ("host", "smtp.lakeside.example:587", "must be the name of a mail server"),
    ("host", '"smtp lakeside"', "must be the name of a mail server"),
    ("host", "-oProxyCommand", "must be the name of a mail server"),
    ("port", "0", "must be 1 or more"),
    ("port", "70000", "must be 65535 or less"),
    ("security", "none", "must be starttls or tls"),
    ("security", "ssl", "must be starttls or tls"),
    ("verify", "no", "there is no such field"),
    ("authority", "/etc/ssl/ca.pem", "must be the name of a .pem or .crt file in this folder"),
    ("authority", "../ca.pem", "must be the name of a .pem or .crt file in this folder"),
    ("from", "Lakeside <sheets@lakeside.example>", "must be one e-mail address"),
    ("reply-to", "desk", "must be one e-mail address"),
    ("attachment", "plain", "must be protected or open"),
    ("pause", "-1", "must be 0 or more"),
    ("pause", "90", "must be 60 or less"),
    ("subject", "Hello", "must say for which language it is"),
    ("subject", '{en: "For {patient}"}', "has a slot that does not exist; there is {clinic} or {phone}"),
    ("subject", '{en: "From {clinic"}', "has a brace without its partner"),
    ("subject", '{en: "one\\ntwo"}', "must be one line of at most 120 characters"),
    ("subject", '{en: " "}', "must be one line of at most 120 characters"),
    ("body", '{en: "From {phone.number}"}', "has a slot that does not exist; there is {clinic} or {phone}"),
    ("body", '{en: "From {clinc}"}', "has a slot that does not exist; there is {clinic} or {phone}"),
    ("body", "{en: [a]}", "must be text of at most 4000 characters"),
    ("subject", '{fr: "Bonjour"}', "has a subject in a language that the clinic's 'languages' do not name"),
]


def test_a_slip_is_answered_at_its_line() -> None:
    for field, value, said in SLIPS:
        _, problems = read(**{field: value})
        [problem] = problems
        assert problem.message == said, (field, value)
        assert problem.line == (6 if "languages" in said else 6 + list(NEEDED | {field: ""}).index(field)), (
            field,
            value,
        )
        assert problem.path.startswith("email"), (field, value)
        assert "hush" not in f"{problem} {problem.hint}", (field, value)


def test_a_slip_in_a_slot_is_answered_with_the_slot_that_was_meant() -> None:
    _, [problem] = read(body='{en: "From {clinc}"}')
    assert problem.hint == "did you mean clinic?"
