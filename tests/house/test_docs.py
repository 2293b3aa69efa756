"""What the documentation shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.figures.posing.pose_file import pose_from
from handouts.figures.posing.solver import solve
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.reading.source import parse_source
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXERCISES = "clinic: lakeside\nclinician: {name: A B}\npatient: {name: C D, id: X-1}\nissued: 2026-11-20\n"


def example(page: str, start: str) -> str:
    """The YAML example of a page that begins with these words."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    return next(block for block in blocks if block.startswith(start))


def test_the_readme_prescription_builds(tmp_path: Path) -> None:
    path = tmp_path / "ls-1042.yaml"
    path.write_text(example("README.md", "clinic:"))
    assert prepare(path, Library(Workspace.at(ROOT)), Options()).programme.cards


def test_the_sheet_in_two_languages_of_the_guide_builds(tmp_path: Path) -> None:
    path = tmp_path / "ls-1092.yaml"
    path.write_text(example("docs/languages.md", "clinic:"))
    programme = prepare(path, Library(Workspace.at(ROOT)), Options()).programme
    assert programme.second
    assert (programme.language, programme.second.language) == ("ar", "en")


def test_the_exercise_list_of_the_guide_builds(tmp_path: Path) -> None:
    path = tmp_path / "ls-1042.yaml"
    path.write_text(EXERCISES + example("docs/prescriptions.md", "exercises:"))
    names = [card.id for card in prepare(path, Library(Workspace.at(ROOT)), Options()).programme.cards]
    assert names[:2] == ["clamshell", "knee-to-chest"]
    assert "stair-climb" not in names


def test_the_pose_of_the_guide_can_be_done() -> None:
    pose = pose_from(parse_source(example("docs/figures.md", "camera:").encode(), "bird-dog.yaml"))
    assert all(position.report.clean for position in solve(pose))


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    assert [link for link in links if not link.startswith("http") and not (page.parent / link).exists()] == []
