"""A clinic's mail settings -> its password, from the environment or the system's keyring, never from a file."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Final

from handouts.errors import DeliveryError, UsageError
from handouts.records.mail_settings import Mail

VARIABLE: Final = "HANDOUTS_SMTP_PASSWORD"
_NONE_HERE: Final = f"this computer has no keyring; set {VARIABLE} for the run instead"


def password_of(mail: Mail, others: Collection[Mail] = ()) -> str | None:
    """The password to log in with; None where there is none. Raises UsageError, DeliveryError.

    `others` are all settings of the run: the variable holds one password, and no second server may see it.
    """
    given = os.environ.get(VARIABLE)
    if given:
        if len({(one.host, one.server_port, one.login) for one in (mail, *others)}) > 1:
            raise UsageError(f"{VARIABLE} is for one server, and these files use several; send a clinic at a time")
        return given
    try:
        with _keyring() as keyring:
            found = keyring.get_password(_service(mail), mail.login)
            return str(found) if found else None
    except NoKeyringError:
        return None  # a server that wants no password will do; one that does will say so


def store_password(mail: Mail, password: str) -> None:
    """Keep a password in the system's keyring. Raises DeliveryError."""
    with _keyring() as keyring:
        keyring.set_password(_service(mail), mail.login, password)


class NoKeyringError(DeliveryError):
    """There is no place here that keeps passwords."""


def _service(mail: Mail) -> str:
    return f"handouts {mail.host}"


@contextmanager
def _keyring() -> Iterator[Any]:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise NoKeyringError(
            f"the keyring needs an extra package: pip install 'handouts[email]'; or set {VARIABLE}"
        ) from None
    try:
        yield keyring
    except (keyring.errors.NoKeyringError, keyring.errors.InitError):
        raise NoKeyringError(_NONE_HERE) from None
    except keyring.errors.KeyringError:
        raise DeliveryError(f"the keyring could not be opened; unlock it, or set {VARIABLE} for the run") from None
