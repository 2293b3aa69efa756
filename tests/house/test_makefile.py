"""`make` builds what is stale and nothing else. Each test works in a copy of the repository with this Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PRESCRIPTION, ROOT

YEAR_2000 = 946_684_800
FOLDERS = ("handouts", "templates", "content")
FILES = ("Makefile", "pyproject.toml", "constraints.txt", "README.md")
SHEETS = ["a.pdf", "b.pdf"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository with two prescriptions of its own, all a quarter of a century old, and the tools installed."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "prescriptions"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "content/prescriptions").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "content/prescriptions" / name).write_text(PRESCRIPTION)
    for path in tmp_path.rglob("*"):
        os.utime(path, (YEAR_2000, YEAR_2000))
    (tmp_path / "output").mkdir()
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/bin").symlink_to(Path(sys.executable).parent)
    for name in ("installed", "installed-dev"):
        (tmp_path / ".venv" / name).touch()
        os.utime(tmp_path / ".venv" / name, (YEAR_2000, YEAR_2000))
    return tmp_path


def make(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make on the copy; the program is that of the copy, too."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    environment = kept | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"}
    return subprocess.run(
        ["make", *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def sheets(copy: Path) -> list[str]:
    return sorted(path.name for path in (copy / "output").iterdir())


def touched(copy: Path, name: str, text: str = "") -> None:
    """Change a file, or (without text) its clock alone."""
    with (copy / name).open("a") as file:
        file.write(text)
    os.utime(copy / name)


def test_make_builds_every_prescription_and_then_has_nothing_to_do(copy: Path) -> None:
    first = make(copy)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.count("built ") == 2
    assert sheets(copy) == SHEETS
    assert make(copy).stdout == "make: Nothing to be done for 'all'.\n"


def test_a_dry_run_says_what_would_be_built_and_builds_nothing(copy: Path) -> None:
    run = make(copy, "-n")
    assert run.returncode == 0
    assert run.stdout.splitlines() == [
        f".venv/bin/handouts build content/prescriptions/{name}.yaml --output output" for name in "ab"
    ]
    assert sheets(copy) == []


def test_two_at_a_time_make_the_same_sheets(copy: Path) -> None:
    make(copy)
    one_by_one = [(copy / "output" / name).read_bytes() for name in SHEETS]
    shutil.rmtree(copy / "output")
    assert make(copy, "-j2").returncode == 0
    assert [(copy / "output" / name).read_bytes() for name in SHEETS] == one_by_one


def test_one_sheet_can_be_made_alone(copy: Path) -> None:
    assert make(copy, "output/b.pdf").returncode == 0
    assert sheets(copy) == ["b.pdf"]


def test_a_changed_prescription_makes_its_own_sheet_again_and_no_other(copy: Path) -> None:
    make(copy)
    touched(copy, "content/prescriptions/b.yaml", "goal: Dance\n")
    run = make(copy)
    assert run.stdout == "built    output/b.pdf\n1 sheet: 1 built\n"


def test_changed_content_templates_or_program_make_every_sheet_again(copy: Path) -> None:
    make(copy)
    for name in ("content/exercises/cobra.yaml", "templates/parts/stop.xml.j2", "handouts/wording.py"):
        touched(copy, name, "\n")
        assert make(copy).stdout.count("built ") == 2, name
    assert make(copy).stdout == "make: Nothing to be done for 'all'.\n"


def test_a_clock_that_changes_alone_is_looked_at_once(copy: Path) -> None:
    make(copy)
    touched(copy, "content/exercises/cobra.yaml")
    assert make(copy).stdout.count("current ") == 2
    assert make(copy).stdout == "make: Nothing to be done for 'all'.\n"


def test_one_bad_prescription_does_not_stop_the_others(copy: Path) -> None:
    (copy / "content/prescriptions/a.yaml").write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    run = make(copy)
    assert run.returncode == 2
    assert "did you mean clamshell?" in run.stderr
    assert sheets(copy) == ["b.pdf"]


def test_every_example_of_the_repository_has_its_sheet(copy: Path) -> None:
    shutil.rmtree(copy / "content/prescriptions")
    shutil.copytree(ROOT / "content/prescriptions", copy / "content/prescriptions")
    names = sorted(path.stem for path in (copy / "content/prescriptions").glob("*.yaml"))
    wanted = [line.split()[2] for line in make(copy, "-n").stdout.splitlines()]
    assert wanted == [f"content/prescriptions/{name}.yaml" for name in names]


def test_make_schemas_writes_what_is_there(copy: Path) -> None:
    for path in (copy / "content/schemas").iterdir():
        path.write_text("")
    assert make(copy, "schemas").returncode == 0
    for path in (ROOT / "content/schemas").iterdir():
        assert (copy / "content/schemas" / path.name).read_text() == path.read_text(), "run: make schemas"


def test_cleaning_leaves_the_sources(copy: Path) -> None:
    make(copy, "output/a.pdf")
    (copy / ".venv/bin").unlink()
    assert make(copy, "clean").returncode == 0
    assert not (copy / ".venv").exists()
    assert sheets(copy) == []
    assert (copy / "content/prescriptions/a.yaml").is_file()
