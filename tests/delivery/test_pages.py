"""What docs/printing.md and docs/protection.md show comes out as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from handouts.delivery.protection.passwords import phrase_bits, phrase_words
from handouts.reading.source import parse_source
from handouts.reading.validation import validate
from handouts.records.clinic import Clinic
from tests.conftest import PRESCRIPTION, ROOT, Command
from tests.delivery.fake_cups import FakeCups

SHEET = PRESCRIPTION.replace("clamshell", "clamshell, cobra, cat-cow") + "tracker: off\n"
PAGES = ("printing.md", "protection.md")
CLINIC = 'name: Hillside\nphone: 555 0199\nemergency: "911"\nbrand: {colour: "#7A2E52"}\n'


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def sessions() -> list[tuple[str, str]]:
    """Every command that the pages show, with what they show of its answer."""
    blocks = [block for name in PAGES for block in re.findall(r"```console\n\$ (.*?)```", page(name), re.DOTALL)]
    return [(block.partition("\n")[0], block.partition("\n")[2]) for block in blocks]


def told_apart(text: str) -> list[str]:
    """The lines of an answer; a phrase is different each time and is only looked at."""
    lines = text.splitlines()
    phrases = [line.split()[1:] for line in lines if line.startswith("phrase ")]
    assert all(len(phrase) == 5 and set(phrase) <= set(phrase_words()) for phrase in phrases)
    return ["phrase" if line.startswith("phrase ") else line for line in lines]


def test_the_pages_show_commands() -> None:
    assert [command.split()[:2] for command, _ in sessions()].count(["handouts", "print"]) == 4
    assert len(sessions()) == 6


@pytest.mark.parametrize(("command", "answer"), sessions(), ids=[command for command, _ in sessions()])
def test_a_command_answers_as_the_page_says(
    command: str, answer: str, home: Path, handouts: Command, cups: FakeCups
) -> None:
    (home / "prescriptions").mkdir()
    (home / "prescriptions/ls-1042.yaml").write_text(SHEET)
    (home / "prescriptions/ls-1043.yaml").write_text(SHEET.replace("LS-1042", "LS-1043"))
    run = handouts(*shlex.split(command)[1:])
    assert told_apart(run.stdout + run.stderr) == told_apart(answer)


def test_the_lines_for_the_clinic_file_are_understood() -> None:
    (lines,) = re.findall(r"```yaml\n(.*?)```", page("protection.md"), re.DOTALL)
    clinic, problems = validate(Clinic, parse_source((CLINIC + lines).encode(), "hillside.yaml"))
    assert problems == []
    assert clinic is not None
    assert clinic.protect.by == "phrase"


def test_the_strength_that_the_page_states_is_true() -> None:
    assert f"2<sup>{phrase_bits()}</sup> possibilities, a million billion" in page("protection.md")
    assert 10**15 < 2 ** phrase_bits() < 2 * 10**15
