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


def test_the_exit_code_says_whose_turn_it_is(practice: Path, handouts: Command) -> None:
    (practice / "wrong.yaml").write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    (practice / "blocked.yaml").write_text(PRESCRIPTION)
    (practice / "output/blocked.pdf").mkdir(parents=True)
    cases = {
        "build prescriptions/ls-1042.yaml": 0,
        "check": 0,
        "email log": 0,
        "build wrong.yaml": 1,
        "check wrong.yaml": 1,
        "layout wrong.yaml": 1,
        "build missing.yaml": 1,
        "email missing.yaml": 1,
        "list --region nowhere": 2,
        "show nothing-like-it": 2,
        "build --no-such-option": 2,
        "layout": 2,
        "email": 2,
        "email nothing --send": 2,
        "schema poem": 2,
        "nothing": 2,
        "build blocked.yaml": 3,
    }
    for line, code in cases.items():
        run = handouts(*line.split())
        assert run.exit_code == code, line
        assert bool(run.stderr) == (code != 0), f"{line}: what is wrong is said, on stderr"
        assert "Traceback" not in run.output, line


def test_a_slip_of_the_key_is_answered_with_the_word_that_was_meant(practice: Path, handouts: Command) -> None:
    cases = {
        "biuld": "there is no command 'biuld'. Did you mean build?",
        "lst": "Did you mean list?",
        "email lgo": "did you mean log?",
        "build --forse": "Did you mean '--force'?",
        "check --fromat json": "--format",
        "build prescriptions --layout standrad": "there is no layout 'standrad'; did you mean standard?",
        "build prescriptions --layout large": "did you mean large-print?",
        "layout prescriptions/ls-1042.yaml --layout qqq": "there are compact, large-print, standard",
        "show clamshel": "did you mean clamshell?",
    }
    for line, hint in cases.items():
        run = handouts(*line.split())
        assert (run.exit_code, run.stdout) == (2, ""), line
        assert hint in run.stderr, line


def test_the_help_lists_every_command(handouts: Command) -> None:
    for line, commands in (((), COMMANDS), (("email",), ["send", "draft", "log", "login"])):
        said = handouts(*line, "--help").stdout
        listed = re.findall(r"^  (\w+)  +\S", said.partition("Commands:")[2], re.MULTILINE)
        assert listed == commands, line


def test_a_command_is_imported_only_when_it_runs(home: Path) -> None:
    program = (
        "import sys, handouts.cli; print(*sorted(name for name in sys.modules if name.startswith('handouts.')))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == {
        f"handouts.{name}" for name in ("cli", "cli.main", "cli.commands", "cli.report", "errors")
    }


@pytest.mark.parametrize("command", ["", *COMMANDS, "email draft", "email log"])
def test_the_help_of_every_command_ends_with_an_example_that_works(
    practice: Path, handouts: Command, command: str
) -> None:
    example = example_of(command, handouts)
    run = run_as_program(example, practice)
    assert run.returncode == 0, run.stderr
    assert run.stdout or list(practice.glob("*.json"))


def test_what_needs_a_mail_server_has_an_example_too(handouts: Command) -> None:
    """They are tried in tests/delivery."""
    assert example_of("email send", handouts) == "handouts email send prescriptions/ls-1042.yaml --protect phrase"
    assert example_of("email login", handouts) == "handouts email login"


def example_of(command: str, handouts: Command) -> str:
    """The line with which the help of a command ends, before its options."""
    said = handouts(*command.split(), "--help").stdout
    assert handouts(*command.split(), "-h").stdout == said
    description = said.partition("\nOptions:")[0].rstrip()
    example = description.splitlines()[-1].strip()
    assert description.splitlines()[-2].strip() == "Example:"
    assert f"{example} ".startswith(f"handouts {command or 'build'} ")
    return example


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
