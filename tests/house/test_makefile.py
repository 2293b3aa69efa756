"""`make` builds what is stale and nothing else. Each test works in a copy of the repository with this Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PRESCRIPTION, ROOT

YEAR_2000 = 946_684_800
FOLDERS = ("handouts", "templates", "content")
FILES = ("Makefile", "pyproject.toml", "constraints.txt", "README.md", "LICENSE")
SHEETS = ["a.pdf", "b.pdf"]
NAMELESS = {"all", "install"}  # make without a word; what every other target does first

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


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
    environment = kept | {"PYTHONPATH": str(copy), "LC_ALL": "C"}
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


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_two_at_a_time_make_the_same_sheets(copy: Path) -> None:
    make(copy)
    one_by_one = [(copy / "output" / name).read_bytes() for name in SHEETS]
    shutil.rmtree(copy / "output")
    assert make(copy, "-j2").returncode == 0
    assert [(copy / "output" / name).read_bytes() for name in SHEETS] == one_by_one


def test_one_sheet_can_be_made_alone_and_is_then_up_to_date(copy: Path) -> None:
    run = make(copy, "output/b.pdf")
    assert (run.returncode, run.stdout, run.stderr) == (0, "built    output/b.pdf\n1 sheet: 1 built\n", "")
    assert sheets(copy) == ["b.pdf"]
    assert make(copy, "output/b.pdf").stdout == "make: 'output/b.pdf' is up to date.\n"


@pytest.mark.thorough
def test_a_changed_prescription_makes_its_own_sheet_again_and_no_other(copy: Path) -> None:
    make(copy)
    touched(copy, "content/prescriptions/b.yaml", "goal: Dance\n")
    run = make(copy)
    assert run.stdout == "built    output/b.pdf\n1 sheet: 1 built\n"


@pytest.mark.thorough
def test_changed_content_templates_or_program_make_every_sheet_again(copy: Path) -> None:
    make(copy)
    for name in ("content/exercises/cobra.yaml", "templates/parts/stop.xml.j2", "handouts/__main__.py"):
        touched(copy, name, "\n")
        assert make(copy).stdout.count("built ") == 2, name
    assert make(copy).stdout == "make: Nothing to be done for 'all'.\n"


@pytest.mark.thorough
def test_a_clock_that_changes_alone_is_looked_at_once(copy: Path) -> None:
    make(copy)
    touched(copy, "content/exercises/cobra.yaml")
    assert make(copy).stdout.count("current ") == 2
    assert make(copy).stdout == "make: Nothing to be done for 'all'.\n"


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_make_schemas_writes_what_is_there(copy: Path) -> None:
    for path in (copy / "content/schemas").iterdir():
        path.write_text("")
    assert make(copy, "schemas").returncode == 0
    for path in (ROOT / "content/schemas").iterdir():
        assert (copy / "content/schemas" / path.name).read_text() == path.read_text(), "run: make schemas"


def test_cleaning_leaves_the_sources(copy: Path) -> None:
    (copy / "output/a.pdf").touch()
    (copy / ".venv/bin").unlink()
    assert make(copy, "clean").returncode == 0
    assert not (copy / ".venv").exists()
    assert sheets(copy) == []
    assert (copy / "content/prescriptions/a.yaml").is_file()


# --- checks, tests, pages, releases ---------------------------------------------------------------------------


def would_run(copy: Path, target: str) -> list[str]:
    """The commands of a target, without the folder of the tools."""
    run = make(copy, "-n", target)
    assert (run.returncode, run.stderr) == (0, "")
    return [line.replace(".venv/bin/", "") for line in run.stdout.splitlines()]


def test_check_looks_at_style_types_and_the_plan_of_the_house(copy: Path) -> None:
    assert would_run(copy, "check") == [
        "ruff check --quiet .",
        "ruff format --check --quiet .",
        "mypy",
        "pytest --quiet -n 0 tests/house/test_architecture.py",
    ]


def test_each_test_runs_once_in_test_all_and_only_there_are_lines_counted(copy: Path) -> None:
    *checks, quick = would_run(copy, "test")
    assert checks == would_run(copy, "check")
    checked = "--deselect tests/house/test_architecture.py"
    assert checks[-1].endswith(checked.removeprefix("--deselect"))
    assert quick.split() == ["pytest", "-m", "'not", "thorough'", *checked.split()]
    *checks, first, second = would_run(copy, "test-all")
    assert checks == would_run(copy, "check")
    assert first == f"pytest -m 'not thorough' --cov --cov-report= --cov-fail-under=0 {checked}"
    assert second == "pytest -m thorough --cov --cov-append"


def test_the_script_of_the_server_runs_everything() -> None:
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "make test-all"


def test_every_target_says_what_it_does_and_is_described_where_people_look() -> None:
    makefile = (ROOT / "Makefile").read_text()
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = re.findall(r"^# make ([a-z-]+) {2,}\S", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(set(phony.split()) - NAMELESS)
    pages = " ".join((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md", "docs/release.md"))
    described = set(re.findall(r"\bmake\s+([a-z-]+)", pages))
    assert set(explained) <= described


def test_every_make_command_of_the_pages_exists() -> None:
    [phony] = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        text = page.read_text()
        blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        named = re.findall(r"`make\s+([a-z -]+)`", text)
        named += [word for block in blocks for word in re.findall(r"^make +([a-z-]+)", block, re.MULTILINE)]
        assert {word for words in named for word in words.split()} <= set(phony.split()), page.name


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    """A small repository with all that a release looks at first; its tests fail."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / "handouts").mkdir()
    shutil.copy(ROOT / ".ci/release", tmp_path / ".ci")
    (tmp_path / "handouts/__init__.py").write_text('__version__ = "1.2.3"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n")
    (tmp_path / "Makefile").write_text("test-all:\n\t@echo tested; exit 1\n")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A state")


def release(folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "GIT_", "PYTHONPATH"))
    }
    environment = kept | {"BIN": str(Path(sys.executable).parent), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"}
    return subprocess.run(
        ["bash", ".ci/release"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_nothing_is_released_that_is_not_committed_described_new_and_tested(candidate: Path) -> None:
    (candidate / "left-over.txt").touch()
    assert release(candidate).stderr == "No release: there are changes that are not committed.\n"
    (candidate / "left-over.txt").unlink()

    untested = release(candidate)
    assert untested.stdout == "tested\n"
    assert untested.returncode != 0

    (candidate / "handouts/__init__.py").write_text('__version__ = "1.2.4"\n')
    commit(candidate)
    undescribed = release(candidate)
    assert "has no heading '## [1.2.4] - YEAR-MONTH-DAY'" in undescribed.stderr

    git(candidate, "revert", "--no-edit", "HEAD")
    git(candidate, "tag", "v1.2.3")
    assert "the tag v1.2.3 is there already" in release(candidate).stderr
    assert not (candidate / "dist").exists()
