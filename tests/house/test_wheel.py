"""The wheel carries all it needs: installed alone, it builds a sheet from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from handouts import __version__
from tests.conftest import PRESCRIPTION, ROOT

LICENCES = ["LICENSE", "content/LICENSE"]

FOLDERS_IN_USE = """
import handouts
from pathlib import Path
from handouts.library.folders import Workspace
workspace = Workspace.at(Path.cwd())
print(handouts.__file__, *workspace.content, *workspace.templates)
"""


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the repository."""
    copy, target = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in ("handouts", "templates", "content"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(target), str(copy))
    [found] = target.iterdir()
    return found


@pytest.mark.thorough
def test_the_wheel_carries_the_program_the_content_and_the_templates_and_no_more(wheel: Path) -> None:
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = set()
    for folder, place in (
        ("handouts", "handouts"),
        ("content", "handouts/content"),
        ("templates", "handouts/templates"),
    ):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(f"{place}/{path.relative_to(ROOT / folder)}")
    assert carried == expected


@pytest.mark.thorough
def test_the_wheel_carries_its_version_and_both_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        inside = f"handouts-{__version__}.dist-info"
        facts = message_from_bytes(packed.read(f"{inside}/METADATA"))
        assert facts["Version"] == __version__
        assert facts["License-Expression"] == "MIT AND CC-BY-4.0"
        assert facts.get_all("License-File") == LICENCES
        for name in LICENCES:
            assert packed.read(f"{inside}/licenses/{name}") == (ROOT / name).read_bytes(), name


@pytest.mark.thorough
def test_the_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    hatchling = (sys.executable, "-m", "hatchling", "build")
    subprocess.run([*hatchling, "-t", "sdist", "-d", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(tmp_path / f"handouts-{__version__}.tar.gz") as packed:
        packed.extractall(tmp_path, filter="data")
    source = tmp_path / f"handouts-{__version__}"
    for name in ("tests", "docs", "Makefile", "CONTRIBUTING.md", "constraints.txt", ".ci/run"):
        assert (source / name).exists(), name
    subprocess.run([*hatchling, "-t", "wheel", "-d", str(tmp_path)], cwd=source, check=True, capture_output=True)
    [again] = tmp_path.glob("*.whl")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


@pytest.mark.thorough
def test_the_wheel_alone_builds_a_sheet_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    installed, practice = tmp_path / "installed", tmp_path / "practice"
    pip("install", "--no-deps", "--no-index", "--no-compile", "--target", str(installed), str(wheel))
    practice.mkdir()
    (practice / "ls-1042.yaml").write_text(PRESCRIPTION)

    def python(*arguments: str) -> str:
        environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=practice, env=environment, capture_output=True, text=True, check=True
        ).stdout

    home = python("-c", FOLDERS_IN_USE)
    assert all(path.startswith(str(installed)) for path in home.split()), "nothing of the working copy is used"
    assert python("-m", "handouts", "build", "ls-1042.yaml") == "built    output/ls-1042.pdf\n1 sheet: 1 built\n"
    assert (practice / "output/ls-1042.pdf").read_bytes().startswith(b"%PDF-")
    assert (installed / "bin/handouts").is_file()
