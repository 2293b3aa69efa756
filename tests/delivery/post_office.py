"""A real mail server on loopback that keeps what it is given, and can be told to misbehave at any step."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "sheets@lakeside.example", "correct horse"
Hook = Callable[["PostOffice"], None]


@dataclass
class Delivered:
    """What arrived for good: the server said, or was about to say, that it has it."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=default)


@dataclass
class PostOffice:
    """How the server behaves, and what it has seen; given `answers`, a step gives each once."""

    port: int = 0
    delivered: list[Delivered] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # the commands, in order, of all connections
    logins: list[tuple[str, bool]] = field(default_factory=list)  # the user, and whether the line was encrypted
    answers: dict[str, list[str]] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)  # called when the server reaches a step
    drop: dict[str, bool] = field(default_factory=dict)  # step -> hang up there, once

    def answer(self, step: str) -> str | None:
        waiting = self.answers.get(step)
        return waiting.pop(0) if waiting else None

    def reached(self, step: str, server: SMTP) -> None:
        self.said.append(step)
        if step in self.hooks:
            self.hooks.pop(step)(self)
        if self.drop.pop(step, False):
            cast(Any, server.transport).abort()


class Clerk:
    """aiosmtpd's handler: each method is a step of the conversation."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.office.said.append(f"hello {hostname}")
        self.office.reached("EHLO encrypted" if session.ssl else "EHLO", server)
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.office.reached("MAIL", server)
        bad = self.office.answer("MAIL")
        if bad:
            return bad
        envelope.mail_from = address
        return "250 2.1.0 fine"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.office.reached("RCPT", server)
        bad = self.office.answer("RCPT")
        if bad:
            return bad.replace("{address}", address)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.office.reached("dot", server)
        bad = self.office.answer("dot")
        if bad:
            return bad
        raw = cast(bytes, envelope.original_content)
        self.office.delivered.append(Delivered(str(envelope.mail_from), list(map(str, envelope.rcpt_tos)), raw))
        self.office.reached("taken", server)
        return "250 2.0.0 queued as 4B1D"

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.office.reached("RSET", server)
        return "250 fine"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.office.reached("QUIT", server)
        return "221 bye"


@dataclass(frozen=True)
class Certificates:
    """An authority of our own, and certificates that are good or bad."""

    authority: trustme.CA

    def context(self, kind: str) -> ssl.SSLContext:
        """A server's side of TLS with a good, wrong-host, expired or unknown certificate."""
        signer = trustme.CA() if kind == "unknown" else self.authority
        name = "other.example" if kind == "wrong-host" else "localhost"
        past = datetime.now(UTC) - timedelta(days=1)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        if kind == "expired":
            leaf = signer.issue_cert(name, not_before=past - timedelta(days=1), not_after=past)
        else:
            leaf = signer.issue_cert(name)
        leaf.configure_cert(context)
        return context

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.authority.cert_pem.write_to_path(str(path))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def opened(
    certificates: Certificates,
    *,
    security: str = "starttls",
    certificate: str = "good",
    login: bool = False,
    size: int | None = None,
) -> Iterator[PostOffice]:
    """A server that answers on a port of its own until the block ends."""
    office = PostOffice(port=free_port())
    context = certificates.context(certificate)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        office.logins.append((data.login.decode(), session.ssl is not None or security == "tls"))
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    settings: dict[str, Any] = {"data_size_limit": size, "ident": "loopback", "timeout": 60}
    if security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    if login:
        settings |= {"authenticator": check, "auth_required": True, "auth_require_tls": security == "starttls"}
    controller = Controller(
        Clerk(office),
        hostname="127.0.0.1",
        port=office.port,
        server_hostname="localhost",
        ssl_context=context if security == "tls" else None,
        **settings,
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop(no_assert=True)
        assert threading.active_count() < 50


def clinic_text(office: PostOffice, **settings: str) -> str:
    """Lakeside's clinic file with the e-mail settings for this server."""
    fields = {
        "host": "localhost",
        "port": str(office.port),
        "authority": "lakeside/ca.pem",
        "from": USER,
        "attachment": "open",
        "pause": "0",
    }
    lines = "".join(f"  {name}: {value}\n" for name, value in (fields | settings).items())
    return f"{CLINIC}email:\n{lines}"


CLINIC = """\
name: Lakeside Physiotherapy
phone: 555 0100
emergency: "911"
brand: {colour: "#0F5C63"}
"""
