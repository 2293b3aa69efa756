"""The command as a whole: exit codes, slips of the key, and a help whose examples work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handouts import __version__
from tests.conftest import PRESCRIPTION, ROOT, Command
from tests.delivery.fake_cups import FakeCups

COMMANDS = ["build", "check", "print", "email", "protect", "merge", "layout", "schema", "figure", "list", "show"]


@pytest.fixture
def practice(home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the examples speak of, on a computer with a printer."""
    fake = FakeCups.at(tmp_path_factory.mktemp("cups") / "fake")
    monkeypatch.setenv("PATH", f"{fake.folder}{os.pathsep}{os.environ['PATH']}")
    (home / "prescriptions").mkdir()
    (home / "prescriptions/ls-1042.yaml").write_text(PRESCRIPTION.replace("LS-1042", "LS-1042, email: a@b.example"))
    clinic = (ROOT / "content/clinics/lakeside.yaml").read_text()
    (home / "content/clinics").mkdir(parents=True)
    (home / "content/clinics/lakeside.yaml").write_text(f"{clinic}email: {{host: localhost, from: c@d.example}}\n")
    return home


def run_as_program(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line as it is typed into a shell."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        line, shell=True, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("build prescriptions/ls-1042.yaml", 0),
        ("check", 0),
        ("build wrong.yaml", 1),
        ("check wrong.yaml", 1),
        ("layout wrong.yaml", 1),
        ("build missing.yaml", 1),
        ("list --region nowhere", 2),
        ("show nothing-like-it", 2),
        ("build --no-such-option", 2),
        ("layout", 2),
        ("schema poem", 2),
        ("nothing", 2),
        ("build blocked.yaml", 3),
    ],
)
def test_the_exit_code_says_whose_turn_it_is(practice: Path, handouts: Command, line: str, code: int) -> None:
    (practice / "wrong.yaml").write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    (practice / "blocked.yaml").write_text(PRESCRIPTION)
    (practice / "output/blocked.pdf").mkdir(parents=True)
    run = handouts(*line.split())
    assert run.exit_code == code
    assert bool(run.stderr) == (code != 0), "what is wrong is said, on stderr"
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("biuld", "there is no command 'biuld'. Did you mean build?"),
        ("lst", "Did you mean list?"),
        ("build --forse", "Did you mean '--force'?"),
        ("check --fromat json", "--format"),
        ("build prescriptions --layout standrad", "there is no layout 'standrad'; did you mean standard?"),
        ("build prescriptions --layout large", "did you mean large-print?"),
        ("layout prescriptions/ls-1042.yaml --layout qqq", "there are compact, large-print, standard"),
        ("show clamshel", "did you mean clamshell?"),
    ],
)
def test_a_slip_of_the_key_is_answered_with_the_word_that_was_meant(
    practice: Path, handouts: Command, line: str, hint: str
) -> None:
    run = handouts(*line.split())
    assert (run.exit_code, run.stdout) == (2, "")
    assert hint in run.stderr


def test_the_help_lists_every_command(handouts: Command) -> None:
    said = handouts("--help").stdout
    listed = re.findall(r"^  (\w+)  +\S", said.partition("Commands:")[2], re.MULTILINE)
    assert listed == COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_ends_with_an_example_that_works(
    practice: Path, handouts: Command, command: str
) -> None:
    said = handouts(*command.split(), "--help").stdout
    assert handouts(*command.split(), "-h").stdout == said
    description = said.partition("\nOptions:")[0].rstrip()
    example = description.splitlines()[-1].strip()
    assert description.splitlines()[-2].strip() == "Example:"
    assert example.split()[:2] == ["handouts", command or "build"]
    run = run_as_program(example, practice)
    assert run.returncode == 0, run.stderr
    assert run.stdout or list(practice.glob("*.json"))


def test_the_program_and_the_module_are_the_same(practice: Path) -> None:
    typed, module = (
        run_as_program(f"{name} --version", practice).stdout
        for name in ("handouts", f"{sys.executable} -m handouts")
    )
    assert typed == module == f"handouts, version {__version__}\n"


def test_a_usage_error_is_short(home: Path) -> None:
    run = run_as_program("handouts biuld", home)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
