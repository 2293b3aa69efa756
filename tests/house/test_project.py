"""What lets others join: one version, licences that come along, patient files that stay out, checks that agree."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts import __version__
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ABOUT_PATIENTS = (
    "prescriptions/ls-1042.yaml",
    "my-clinic/prescriptions/ls-1042.yaml",
    "ledger/ledger.sqlite",
    "my-clinic/ledger/ledger.sqlite",
    "ls-1042.pdf",
    "my-clinic/output/ls-1042-record.pdf",
    "output/ls-1042.eml",
    "roster.csv",
)
KEPT = (
    "content/prescriptions/hip-pain.yaml",
    "docs/figures-colour.pdf",
    "handouts/build/files.py",
    "handouts/delivery/mail/ledger.py",
    "output/.gitkeep",
)
MADE = (
    "build/lib/x",
    "dist/handouts.whl",
    "site/index.html",
    ".coverage",
    ".coverage.host.1",
    ".hypothesis/x",
    ".venv/x",
)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_leaves_out_what_is_about_patients_and_what_is_made(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    ignored = ["git", "check-ignore", "--stdin"]
    paths = [*ABOUT_PATIENTS, *MADE, *KEPT]
    run = subprocess.run(ignored, cwd=tmp_path, input="\n".join(paths), capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == [*ABOUT_PATIENTS, *MADE]


def test_the_hook_refuses_what_is_about_patients_even_where_it_was_added_by_force() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    [hook] = [hook for hook in config["repos"][0]["hooks"] if hook["id"] == "patients"]

    def refused(path: str) -> bool:
        return bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)

    assert [path for path in ABOUT_PATIENTS if not refused(path)] == []
    assert [path for path in KEPT if refused(path)] == []


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert "version" not in PROJECT["project"]
    stated = (ROOT / PROJECT["tool"]["hatch"]["version"]["path"]).read_text()
    assert re.findall(r'^__version__ = "(.*)"$', stated, re.MULTILINE) == [__version__]


def test_the_changelog_speaks_of_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1:2] == [__version__] or f"becomes {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_each_licence_is_there_under_the_name_that_the_package_gives() -> None:
    assert PROJECT["project"]["license"] == "MIT AND CC-BY-4.0"
    first_lines = {"LICENSE": "MIT License", "content/LICENSE": "The content of Handouts"}
    assert PROJECT["project"]["license-files"] == list(first_lines)
    for name, start in first_lines.items():
        assert (ROOT / name).read_text().startswith(start)
    assert "CC-BY-4.0" in (ROOT / "content/LICENSE").read_text()


def test_the_pythons_that_are_promised_are_those_that_are_tested() -> None:
    promised = [name.split()[-1] for name in PROJECT["project"]["classifiers"] if re.search(r":: 3\.\d+$", name)]
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]
    assert jobs["linux"]["strategy"]["matrix"]["python"] == promised
    assert PROJECT["project"]["requires-python"] == f">={promised[0]}"
    assert set(jobs["windows-and-macos"]["strategy"]["matrix"]["python"]) <= set(promised)


def test_windows_and_macos_check_what_make_checks() -> None:
    makefile = (ROOT / "Makefile").read_text()
    steps = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["windows-and-macos"]["steps"]
    runs = [step["run"].replace('"', "'") for step in steps if "run" in step]
    for command in ("ruff check", "ruff format --check", "mypy", "pytest -m 'not thorough'"):
        assert f"$(BIN)/{command}" in makefile, command
        assert any(run.startswith(command) for run in runs), command


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "handouts/py.typed").is_file()
    assert "Typing :: Typed" in PROJECT["project"]["classifiers"]
