"""Nobody but the patient's server learns anything of the patient (M4, L1)."""

from __future__ import annotations

import logging
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.delivery.conftest import Opening, Practice

ANSWERS: dict[str, tuple[str, str] | None] = {  # what a server may say, with the patient in every line
    "taken": None,
    "greylisted": ("RCPT", "451 4.7.1 <{address}>: ZanaryName, come back later"),
    "refused": ("RCPT", "550 5.1.1 <{address}>: ZanaryName unknown"),
    "odd": ("RCPT", "299 zanary@example.org"),
    "after the dot": ("dot", "554 5.6.0 zanary@example.org: ZanaryGoal is spam"),
    "nonsense after the dot": ("dot", "199 zanary@example.org"),
    "sender": ("MAIL", "553 5.7.1 zanary@example.org"),
}


def secrets_in(text: str) -> bool:
    return "zanary" in text.lower() or "quux" in text.lower()


def everything_said(practice: Practice, caplog: pytest.LogCaptureFixture) -> str:
    runs = [
        practice.email("ls-1042.yaml"),
        practice.send("ls-1042.yaml"),
        practice.send("ls-1042.yaml"),
        practice.email("ls-1042.yaml"),
        practice.email("log"),
    ]
    assert not any("Traceback" in run.output for run in runs)
    said = [run.output + run.stderr for run in runs]
    return " ".join([*said, *(record.getMessage() for record in caplog.records if record.name != "mail.log")])


def forget(practice: Practice) -> None:
    """Nothing was ever sent from this folder."""
    shutil.rmtree(practice.home / "ledger", ignore_errors=True)


def test_whatever_the_server_says_no_message_tells_of_the_patient(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, answer in ANSWERS.items():
        forget(practice)
        if answer:
            step, words = answer
            practice.office.answers[step] = [words]
        assert not secrets_in(everything_said(practice, caplog)), name
        assert not any(practice.office.answers.values()), f"{name} was said"


@pytest.mark.parametrize(
    "steps", [("dot",), pytest.param(("EHLO", "MAIL", "RCPT", "taken"), marks=pytest.mark.thorough)]
)
def test_wherever_the_line_is_cut_no_message_tells_of_the_patient(
    practice: Practice, steps: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for step in steps:
        forget(practice)
        practice.office.drop[step] = True
        assert not secrets_in(everything_said(practice, caplog)), step
        assert not practice.office.drop, f"the line was cut at {step}"


def test_on_the_way_only_the_address_and_the_sheet_tell_of_the_patient(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    mail = practice.office.delivered[0].message
    [sheet] = mail.iter_attachments()
    sheet.set_content("")
    del mail["To"]
    assert not secrets_in(mail.as_string())
    for word in ("clamshell", "exercise", "hip", "pain", "physio sheet"):
        assert word not in str(mail["Subject"]).lower()


def test_no_file_beside_the_draft_tells_of_the_patient(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.prescribe("ls-1043", email="second@example.org")
    practice.email("draft", "ls-1043.yaml")
    files = [path for path in practice.home.rglob("*") if path.is_file()]
    assert not any(secrets_in(path.name) for path in files)
    told = {path.name for path in files if secrets_in(path.read_bytes().decode("latin-1"))}
    assert told == {"ls-1042.yaml", "ls-1043.yaml"}, "the prescriptions, and nothing we wrote in clear"
    draft = message_from_bytes((practice.home / "output/ls-1043.eml").read_bytes(), policy=default)
    assert draft["To"] == "second@example.org"


def test_a_password_is_nowhere(opening: Opening, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    practice = opening()
    practice.prescribe()
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", "ZanaryPassword")
    practice.configure(password="ZanaryPassword")
    run = practice.send("ls-1042.yaml")
    assert (run.exit_code, practice.office.said) == (1, [])
    assert run.stderr == (
        "content/clinics/lakeside.yaml:12:13: email.password: a password must not stand in a file\n"
        "  hint: take it out, and run 'handouts email login' or set HANDOUTS_SMTP_PASSWORD\n"
    )
