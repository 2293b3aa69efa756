"""What the documentation shows works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.figures.posing.pose_file import pose_from
from handouts.figures.posing.solver import solve
from handouts.library.library import Library
from handouts.reading.source import parse_source
from tests.conftest import ROOT
from tests.page_reading import read_text, squeezed

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
EXERCISES = "clinic: lakeside\nclinician: {name: A B}\npatient: {name: C D, id: X-1}\nissued: 2026-11-20\n"


def example(page: str, start: str) -> str:
    """The YAML example of a page that begins with these words."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    return next(block for block in blocks if block.startswith(start))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_the_prescriptions_of_the_first_pages_build(tmp_path: Path, library: Library) -> None:
    for page in ("README.md", "docs/index.md"):
        path = tmp_path / "ls-1042.yaml"
        path.write_text(example(page, "clinic:"))
        assert prepare(path, library, Options()).programme.cards, page


def test_the_sheet_in_two_languages_of_the_guide_builds(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "ls-1092.yaml"
    path.write_text(example("docs/languages.md", "clinic:"))
    programme = prepare(path, library, Options()).programme
    assert [words.language for words in programme.languages] == ["ar", "en"]


def test_the_exercise_list_of_the_guide_builds(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "ls-1042.yaml"
    path.write_text(EXERCISES + example("docs/prescriptions.md", "exercises:"))
    names = [card.id for card in prepare(path, library, Options()).programme.cards]
    assert names[:2] == ["clamshell", "knee-to-chest"]
    assert "stair-climb" not in names


@pytest.mark.thorough
def test_the_pose_of_the_guide_can_be_done() -> None:
    pose = pose_from(parse_source(example("docs/figures.md", "camera:").encode(), "bird-dog.yaml"))
    assert all(position.report.clean for position in solve(pose))


def test_the_contact_sheets_show_every_exercise(library: Library) -> None:
    names = [library.exercise(id).text.name for id in library.ids("exercises")]
    for sheet in ("figures-colour.pdf", "figures-ink-saver.pdf"):
        shown = squeezed(read_text((ROOT / "docs" / sheet).read_bytes()))
        assert [name for name in names if squeezed(name) not in shown] == [], "run: make docs"


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in PAGES:
        links = re.findall(r"\]\(([^)#]+)\)", text_of(page))
        own = [link for link in links if not link.startswith("http")]
        assert [link for link in own if not (page.parent / link).exists()] == [], page.name


def test_every_module_and_test_that_a_page_names_is_there() -> None:
    for page in PAGES:
        named = re.findall(r"`((?:handouts|tests)/[\w./-]*|[\w./-]+\.py)`", text_of(page))
        places = (ROOT, ROOT / "handouts", page.parent)
        assert [name for name in named if not any((place / name).exists() for place in places)] == [], page.name


def test_every_room_has_its_row_and_its_paragraph() -> None:
    page = text_of(ROOT / "docs/architecture.md")
    rooms = {path.parent.name for path in (ROOT / "handouts").glob("*/__init__.py")}
    assert set(re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE)) == rooms
    assert set(re.findall(r"^\*\*(\w+)\*\*", page, re.MULTILINE)) == rooms


def test_every_page_of_docs_is_on_the_site() -> None:
    listed = set(re.findall(r": ([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE))
    assert listed == {str(page.relative_to(ROOT / "docs")) for page in PAGES if page.is_relative_to(ROOT / "docs")}


@pytest.mark.thorough
def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    for page in (tmp_path / "site").rglob("*.html"):
        assert (
            re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//[^"]*', page.read_text()) == []
        )


def test_the_forms_ask_for_nothing_of_a_patient_and_say_so() -> None:
    for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*[!g].yml"):
        form = yaml.safe_load(path.read_text())
        warning = form["body"][0]["attributes"]["value"]
        assert "**Never" in warning, path.name
        assert "patient" in warning, path.name
        boxes = [
            option
            for part in form["body"]
            if part["type"] == "checkboxes"
            for option in part["attributes"]["options"]
        ]
        assert any("real patient" in box["label"] and box["required"] for box in boxes), path.name
