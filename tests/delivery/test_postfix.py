"""Against a real Postfix: what our own server on loopback may be too kind to show."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.delivery.conftest import Practice
from tests.delivery.post_office import Certificates, PostOffice
from tests.delivery.postfix import WHY_NOT, Postfix, running
from tests.delivery.test_at_most_once import SEND, ended, started

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]


@pytest.fixture(scope="module")
def postfix(certificates: Certificates) -> Iterator[Postfix]:
    with running(certificates) as found:
        yield found


@pytest.fixture
def practice(home: Path, handouts: Command, certificates: Certificates, postfix: Postfix) -> Practice:
    for path in (postfix.home / "mail").glob("*/new/*"):
        path.unlink()
    certificates.write(home / "content/clinics/lakeside/ca.pem")
    found = Practice(home, PostOffice(postfix.starttls), handouts)
    found.configure()
    found.prescribe()
    return found


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_postfix_delivers_the_sheet_once(practice: Practice, postfix: Postfix, security: str) -> None:
    practice.configure(security=security, port=str(getattr(postfix, security)))
    for _ in range(2):
        run = practice.send("ls-1042.yaml")
        assert run.exit_code == 0, run.output
    [raw] = postfix.mailbox("zanary", wanted=1)
    mail = message_from_bytes(raw, policy=default)
    [sheet] = mail.iter_attachments()
    assert sheet.get_content() == (practice.home / "output/ls-1042.pdf").read_bytes()
    assert (mail["Delivered-To"], mail["Return-Path"]) == ("zanary@example.org", "<sheets@lakeside.example>")
    assert "with ESMTPS" in str(mail["Received"]), "over TLS"


def test_postfix_answers_are_understood(practice: Practice) -> None:
    practice.prescribe("later", email="later@example.org", id="P-2")
    practice.prescribe("nobody", email="nobody@example.org", id="P-3")
    run = practice.send("later.yaml", "nobody.yaml", "ls-1042.yaml")
    assert run.exit_code == 3
    assert [line for line in run.stdout.splitlines() if "example.org:" not in line or "(" in line] == [
        "deferred later  example.org: the mailbox is busy, or the server asks to try again later (450 4.2.0)",
        "refused  nobody  example.org: there is no such mailbox (550 5.1.1)",
        "sent     ls-1042  example.org",
        "3 messages: 1 deferred, 1 refused, 1 sent",
    ]


def test_postfix_says_how_large_a_message_may_be(practice: Practice) -> None:
    path = practice.home / "ls-1042.yaml"
    path.write_text(path.read_text().replace("exercises: [", "exercises: [{routine: extension-responder}, "))
    exercises = "cobra, cat-cow, childs-pose, glute-bridge, pigeon, press-up, knee-to-chest, downward-dog"
    path.write_text(path.read_text().replace("exercises: [", f"exercises: [{exercises}, "))
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "the message is too large for the server" in run.stdout


def test_twelve_runs_at_once_leave_one_message_in_the_mailbox(practice: Practice, postfix: Postfix) -> None:
    runs = [started(practice.home, "-m", "handouts", *SEND) for _ in range(12)]
    assert [ended(run)[0] for run in runs] == [0] * 12
    assert len(postfix.mailbox("zanary", wanted=1)) == 1


@pytest.mark.parametrize("place", ["in the body", "before the dot", "after the dot"])
def test_a_killed_run_leaves_at_most_one_message_in_the_mailbox(
    practice: Practice, postfix: Postfix, place: str
) -> None:
    ended(started(practice.home, "-m", "tests.delivery.stopped", "SIGKILL", place, *SEND))
    for _ in range(2):
        practice.send("ls-1042.yaml")
    wanted = 0 if place == "before the dot" else 1
    assert len(postfix.mailbox("zanary", wanted=wanted)) == wanted
