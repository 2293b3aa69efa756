"""What many tests share: the shipped library, a folder to work in, and the command."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from handouts.build import fingerprint
from handouts.library.folders import Workspace
from handouts.library.library import Library

ROOT = Path(__file__).resolve().parent.parent

# The same texts in every run, and however busy the machine is: what fails once fails again.
settings.register_profile("handouts", deadline=None, derandomize=True, database=None)
settings.load_profile("handouts")

PRESCRIPTION = """\
clinic: lakeside
clinician: {name: Sample Clinician}
patient: {name: Alex Sample, id: LS-1042}
issued: 2026-11-20
exercises: [clamshell]
"""


class Command(Protocol):
    """Runs `handouts` with these arguments in the current folder."""

    def __call__(self, *arguments: str) -> Result: ...


@pytest.fixture(scope="session", autouse=True)
def _shipped_folders_hashed_once() -> Iterator[None]:
    """No test changes what is shipped, so its hash is taken once; that of any other folder whenever asked for."""
    hashed = fingerprint._folder
    once = cache(hashed)
    shipped = {ROOT / "content", ROOT / "templates"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fingerprint, "_folder", lambda root: (once if root in shipped else hashed)(root))
        yield


@pytest.fixture(scope="session")
def library() -> Library:
    """The library as it is shipped."""
    return Library(Workspace.at(ROOT))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def handouts(home: Path) -> Command:
    """The command, in an empty folder."""
    from handouts.cli import main

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), prog_name="handouts", catch_exceptions=False)

    return run
