"""A message -> the mail server, over TLS that is always verified, and back comes the server's Answer.

Each step of the conversation is taken here one by one, because what a failure means depends on the step: before
the final dot the server has nothing, after it only the server knows.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from handouts.delivery.mail.answers import Answer, codes, enhanced, in_words
from handouts.errors import DeliveryError

_NO_NAME: Final = "[127.0.0.1]"  # instead of this computer's name, in the greeting
_PATIENCE: Final = 60.0
_PATIENCE_AFTER_THE_DOT: Final = 600.0  # RFC 5321, 4.5.3.2.6: giving up early is how messages arrive twice
_CERTIFICATE: Final = {  # OpenSSL's verify code -> what is wrong
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by nobody this computer trusts",
    19: "its certificate is signed by nobody this computer trusts",
    20: "its certificate is signed by nobody this computer trusts",
    21: "its certificate is signed by nobody this computer trusts",
    62: "its certificate is for another name",
    64: "its certificate is for another name",
}


class ConnectionFailedError(DeliveryError):
    """No message can be sent to this server now; the one at hand was not handed over."""


class ConnectionLostError(ConnectionFailedError):
    """The connection broke before a message was handed over."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect, and what to trust."""

    host: str
    port: int
    security: Literal["starttls", "tls"]
    user: str
    authority: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Connection:
    """A verified, encrypted and (with a password) authenticated connection to one server."""

    def __init__(self, server: Server, password: str | None) -> None:
        self.server = server
        self._smtp = _connected(server)
        self._authenticated = False
        try:
            if password:
                self._log_in(password)
        except BaseException:
            self._smtp.close()
            raise

    def close(self) -> None:
        """Take leave, politely where possible."""
        try:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        finally:
            self._smtp.close()

    def drop(self) -> None:
        """End at once, in the middle of whatever was being said; a message without its dot is thrown away."""
        self._smtp.close()

    def send(self, sender: str, recipient: str, data: bytes, handing_over: Callable[[], None]) -> Answer:
        """One message to one recipient; calls `handing_over` just before the server may take it.

        Raises ConnectionFailedError where nothing was handed over and the next message would fare no better.
        """
        try:
            refusal = self._announced(sender, recipient, data)
            if refusal is not None:
                return refusal
            self._smtp.send(re.sub(rb"(?m)^\.", b"..", data))
        except (smtplib.SMTPException, OSError):
            raise ConnectionLostError(
                f"the connection to {self.server} broke before the message was sent"
            ) from None
        handing_over()
        return self._final_answer()

    def _announced(self, sender: str, recipient: str, data: bytes) -> Answer | None:
        """Sender, recipient and size, up to the server's go-ahead; or its refusal."""
        most = self._smtp.esmtp_features.get("size", "")
        if most.isdigit() and 0 < int(most) < len(data):
            return Answer("refused", "the message is too large for the server")
        sized = [f"SIZE={len(data)}"] if "size" in self._smtp.esmtp_features else []
        code, reply = self._smtp.mail(sender, sized)
        if code in (421, 552):
            return self._turned_down(code, reply)
        if code != 250:
            raise self._no_service(code, reply)
        code, reply = self._smtp.rcpt(recipient)
        if code not in (250, 251):
            return self._turned_down(code, reply)
        code, reply = self._smtp.docmd("DATA")
        return None if code == 354 else self._turned_down(code, reply)

    def _turned_down(self, code: int, reply: bytes) -> Answer:
        if code == 421:
            raise ConnectionLostError(f"{self.server} closed the connection for now ({codes(code, reply)})")
        if self._wants_login(code, reply):
            raise self._no_service(code, reply)
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._smtp.close()  # the next message finds it closed, and a new connection is made
        return Answer("deferred" if 400 <= code < 500 else "refused", in_words(code, reply))

    def _wants_login(self, code: int, reply: bytes) -> bool:
        """Whether a refusal is about us, who have not logged in, and not about the patient's address."""
        return not self._authenticated and (code == 530 or enhanced(reply).startswith("5.7"))

    def _no_service(self, code: int, reply: bytes) -> ConnectionFailedError:
        why = "does not take mail from the clinic's address"
        if self._wants_login(code, reply):
            why = "takes mail after a login only; store the password with 'handouts email login'"
        return ConnectionFailedError(f"{self.server} {why} ({codes(code, reply)})")

    def _final_answer(self) -> Answer:
        """What the server says to the dot; silence decides nothing."""
        try:
            assert self._smtp.sock is not None
            self._smtp.sock.settimeout(_PATIENCE_AFTER_THE_DOT)
            self._smtp.send(b".\r\n")
            code, reply = self._smtp.getreply()
            self._smtp.sock.settimeout(_PATIENCE)
        except (smtplib.SMTPException, OSError, AttributeError):
            self._smtp.close()
            return Answer("unknown", "the connection was lost while the server was taking the message")
        if 200 <= code < 300:
            return Answer("sent", codes(code, reply))
        if not 400 <= code < 600:
            self._smtp.close()
            return Answer("unknown", f"the server's answer makes no sense ({code})")
        return Answer("deferred" if code < 500 else "refused", in_words(code, reply))

    def _log_in(self, password: str) -> None:
        """One attempt by the first plain mechanism: the line is encrypted, and attempts are counted by servers."""
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        known = {"PLAIN": self._smtp.auth_plain, "LOGIN": self._smtp.auth_login}
        mechanism = next((name for name in known if name in offered), None)
        if mechanism is None:
            raise ConnectionFailedError(
                f"{self.server} offers no login by password; write drafts with 'handouts email draft' instead"
            )
        try:
            self._smtp.user, self._smtp.password = self.server.user, password
            self._smtp.auth(mechanism, known[mechanism], initial_response_ok=mechanism == "PLAIN")
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code < 500:
                raise ConnectionFailedError(
                    f"{self.server} cannot check the password now; try again later"
                ) from None
            hint = "store the right one with 'handouts email login'"
            raise ConnectionFailedError(f"{self.server} refuses the user name or the password; {hint}") from None
        except (smtplib.SMTPException, OSError, UnicodeError):
            raise ConnectionFailedError(f"the login at {self.server} failed") from None
        self._authenticated = True


def _connected(server: Server) -> smtplib.SMTP:
    """Connected and encrypted, with the server's name and certificate checked; or nothing was said at all."""
    context = _trusting(server.authority)
    smtp: smtplib.SMTP | None = None
    try:
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, _NO_NAME, timeout=_PATIENCE, context=context)
            smtp.ehlo()
        else:
            smtp = smtplib.SMTP(server.host, server.port, _NO_NAME, timeout=_PATIENCE)
            smtp.ehlo()
            smtp.starttls(context=context)
            smtp.ehlo()
        return smtp
    except (smtplib.SMTPException, OSError) as error:
        if smtp is not None:
            smtp.close()
        raise ConnectionFailedError(f"{server} {_why_not(error, server)}; nothing was sent") from None
    except BaseException:
        if smtp is not None:
            smtp.close()
        raise


def _trusting(authority: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError):
        raise DeliveryError("the file named by 'authority' holds no certificate that can be read") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _why_not(error: Exception, server: Server) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"is not to be trusted: {_CERTIFICATE.get(error.verify_code, 'its certificate is not valid')}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "offers no encryption (STARTTLS)"
    if isinstance(error, ssl.SSLError):
        return f"does not speak TLS on this port{_other(server)}"
    if isinstance(error, TimeoutError | smtplib.SMTPServerDisconnected):
        return f"gives no answer{_other(server)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"is not ready ({error.smtp_code})"
    return "cannot be reached; check 'host' and 'port' in the clinic file, and the network"


def _other(server: Server) -> str:
    other = {"tls": "starttls", "starttls": "tls"}[server.security]
    return f"; perhaps it wants 'security: {other}'"
