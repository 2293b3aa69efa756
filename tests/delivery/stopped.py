"""The command, stopped dead at one place: python -m tests.delivery.stopped SIGNAL PLACE ARGUMENTS...

A place is `before` or `after` a function of the delivery, or a point on the wire.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from typing import Any

from handouts.cli import main
from handouts.delivery.mail.ledger import Ledger
from handouts.delivery.mail.transport import Connection

# The row is claimed, the server called, the body sent, the step noted, the dot sent, the answer noted.
NOTHING_HANDED_OVER = [
    "before Ledger.claim",
    "after Ledger.claim",
    "before Connection.__init__",
    "after Connection.__init__",
    "after Connection._announced",
    "in the body",
    "before Ledger.handing_over",
]
PERHAPS = ["after Ledger.handing_over", "before the dot", "after the dot", "before Ledger.finish"]
NOTED = ["after Ledger.finish"]
CLASSES: dict[str, Any] = {"Ledger": Ledger, "Connection": Connection}


def arrange(place: str, stop: Callable[[], None]) -> None:
    """Make the program call `stop` at a place."""
    when, _, where = place.partition(" ")
    if "." in where:
        owner, name = where.split(".")
        _around(CLASSES[owner], name, when, stop)
    else:
        _on_the_wire(place, stop)


def _around(owner: Any, name: str, when: str, stop: Callable[[], None]) -> None:
    real = getattr(owner, name)

    def stopping(*arguments: Any, **named: Any) -> Any:
        if when == "before":
            stop()
        result = real(*arguments, **named)
        if when == "after":
            stop()
        return result

    setattr(owner, name, stopping)


def _on_the_wire(place: str, stop: Callable[[], None]) -> None:
    real = smtplib.SMTP.send

    def send(self: smtplib.SMTP, data: Any) -> None:
        if place == "in the body" and len(data) > 10_000:
            real(self, data[:5_000])
            stop()
        if place == "before the dot" and data == b".\r\n":
            stop()
        real(self, data)
        if place == "after the dot" and data == b".\r\n":
            stop()

    setattr(smtplib.SMTP, "send", send)  # noqa: B010 (the type of a method cannot be assigned)


if __name__ == "__main__":
    arrange(sys.argv[2], lambda: os.kill(os.getpid(), getattr(signal, sys.argv[1])))
    main(sys.argv[3:], prog_name="handouts")
