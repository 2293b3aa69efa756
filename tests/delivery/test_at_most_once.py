"""Whatever happens to a run, and however many there are, the server never gets a message twice (M3).

What counts is what the server has. Each run is a process of its own. The worst moment to be killed in is
tried with every change, and every other one where `thorough` tests run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from handouts.delivery.mail.ledger import Ledger
from tests.conftest import ROOT
from tests.delivery.conftest import Practice
from tests.delivery.post_office import PostOffice
from tests.delivery.stopped import NOTED, NOTHING_HANDED_OVER, PERHAPS

THOROUGH = pytest.mark.thorough
SEND = ("email", "send", "ls-1042.yaml", "--yes")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def started(home: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=home,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(run: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = run.communicate(timeout=120)
    return run.returncode, said


def stopped(practice: Practice, by: str, place: str) -> tuple[int, str]:
    """A run that gets a signal at a place."""
    return ended(started(practice.home, "-m", "tests.delivery.stopped", by, place, *SEND))


def recipients(office: PostOffice) -> Counter[str]:
    return Counter(address for mail in office.delivered for address in mail.recipients)


@THOROUGH
@pytest.mark.parametrize("place", NOTHING_HANDED_OVER)
def test_a_run_killed_before_the_message_was_handed_over_sends_it_the_next_time(
    practice: Practice, place: str
) -> None:
    assert stopped(practice, "SIGKILL", place)[0] == -signal.SIGKILL
    assert practice.office.delivered == []
    assert practice.send("ls-1042.yaml").exit_code == 0
    assert (len(practice.office.delivered), practice.states()) == (1, ["sent"])


@pytest.mark.parametrize(
    "place", [place if place == "after the dot" else pytest.param(place, marks=THOROUGH) for place in PERHAPS]
)
def test_a_run_killed_while_the_message_was_handed_over_never_sends_it_again(
    practice: Practice, place: str
) -> None:
    assert stopped(practice, "SIGKILL", place)[0] == -signal.SIGKILL
    for _ in range(2):
        again = practice.send("ls-1042.yaml")
        assert again.exit_code == 3
        assert practice.states() == ["unknown"]
    assert "the run ended while the server was taking the message (number 1)" in again.stdout
    assert len(practice.office.delivered) == (0 if place in PERHAPS[:2] else 1)


@THOROUGH
@pytest.mark.parametrize("place", NOTED)
def test_a_run_killed_after_the_answer_was_noted_has_sent_it(practice: Practice, place: str) -> None:
    assert stopped(practice, "SIGKILL", place)[0] == -signal.SIGKILL
    assert practice.send("ls-1042.yaml").exit_code == 0
    assert (len(practice.office.delivered), practice.states()) == (1, ["sent"])


@THOROUGH
@pytest.mark.parametrize("step", ["EHLO", "EHLO encrypted", "MAIL", "RCPT", "dot", "taken", "QUIT"])
def test_a_run_killed_when_the_server_reaches_a_step_never_leads_to_a_second_message(
    practice: Practice, step: str
) -> None:
    runs: list[subprocess.Popen[str]] = []
    practice.office.hooks[step] = lambda office: runs[0].kill()
    runs.append(started(practice.home, "-m", "handouts", *SEND))
    assert ended(runs[0])[0] == -signal.SIGKILL
    again = practice.send("ls-1042.yaml")
    known = {"dot": (3, "unknown"), "taken": (3, "unknown")}
    assert (again.exit_code, *practice.states()) == known.get(step, (0, "sent"))
    assert len(practice.office.delivered) == 1


def test_ctrl_c_at_the_servers_answer_leaves_it_undecided(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "finish", interrupted)
        run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "Stopped. 'handouts email log' shows how far it came" in run.stderr
    practice.send("ls-1042.yaml")
    assert (practice.states(), len(practice.office.delivered)) == (["unknown"], 1)


@THOROUGH
@pytest.mark.parametrize("place", [*NOTHING_HANDED_OVER, *PERHAPS, *NOTED])
def test_ctrl_c_leaves_a_true_ledger_and_says_what_to_do(practice: Practice, place: str) -> None:
    code, said = stopped(practice, "SIGINT", place)
    assert code == 3
    assert "Stopped. 'handouts email log' shows how far it came" in said
    assert "Traceback" not in said
    expected = ["deferred"] if place in NOTHING_HANDED_OVER[1:] else ["unknown"] if place in PERHAPS else ["sent"]
    assert practice.states() == ([] if place == NOTHING_HANDED_OVER[0] else expected)
    practice.send("ls-1042.yaml")
    assert len(practice.office.delivered) == (0 if place in PERHAPS[:2] else 1)


def test_two_runs_at_once_send_a_message_once(practice: Practice) -> None:
    runs = [started(practice.home, "-m", "handouts", *SEND) for _ in range(2)]
    assert [ended(run)[0] for run in runs] == [0, 0]
    assert (len(practice.office.delivered), practice.states()) == (1, ["sent"])


@THOROUGH
def test_twelve_runs_at_once_send_each_message_once(practice: Practice) -> None:
    for number in range(4):
        practice.prescribe(f"case-{number}", email=f"p{number}@example.org", id=f"P-{number}")
    files = sorted(path.name for path in practice.home.glob("*.yaml"))
    runs = [
        started(practice.home, "-m", "handouts", "email", "send", *files[i % 5 :], *files[: i % 5], "--yes")
        for i in range(12)
    ]
    codes = [ended(run) for run in runs]
    assert [code for code, _ in codes] == [0] * 12, codes
    assert recipients(practice.office) == {
        "zanary@example.org": 1,
        **{f"p{number}@example.org": 1 for number in range(4)},
    }
    assert practice.states() == ["sent"] * 5


@THOROUGH
def test_twelve_runs_at_once_against_a_server_that_drops_the_line_send_nothing_twice(practice: Practice) -> None:
    practice.office.drop["taken"] = True
    codes = [ended(run)[0] for run in [started(practice.home, "-m", "handouts", *SEND) for _ in range(12)]]
    assert codes == [3] * 12, "it is undecided for all of them"
    assert (len(practice.office.delivered), practice.states()) == (1, ["unknown"])
