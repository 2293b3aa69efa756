"""Content and templates: the folder one works in first, then what the package carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.build.one_sheet import layout_xml, prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.sheet.template import layout_names
from tests.conftest import PRESCRIPTION, ROOT


def copied(home: Path, name: str, text: str = "", by: str = "") -> Path:
    """A file of the repository in the same place of another folder, with a text replaced."""
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    original = (ROOT / name).read_text()
    assert text in original
    path.write_text(original.replace(text, by) if text else original)
    return path


def printed(home: Path) -> str:
    """The layout of a sheet that is prescribed in this folder."""
    path = home / "ls-1042.yaml"
    path.write_text(PRESCRIPTION)
    workspace = Workspace.at(home)
    return layout_xml(prepare(path, Library(workspace), Options()), workspace)


def test_an_empty_folder_has_the_whole_library(tmp_path: Path, library: Library) -> None:
    assert Workspace.at(tmp_path).names("exercises") == library.ids("exercises")
    assert layout_names(Workspace.at(tmp_path)) == ["compact", "large-print", "standard"]


def test_the_nearest_content_wins(tmp_path: Path) -> None:
    copied(tmp_path, "content/exercises/clamshell.yaml", "name: Clamshell", "name: Opening the shell")
    assert "Opening the shell" in printed(tmp_path)


def test_own_content_stands_beside_that_of_the_package(tmp_path: Path, library: Library) -> None:
    own = copied(tmp_path, "content/exercises/clamshell.yaml")
    own.rename(own.with_name("my-clamshell.yaml"))
    assert Workspace.at(tmp_path).names("exercises") == sorted([*library.ids("exercises"), "my-clamshell"])


def test_the_nearest_template_wins_and_the_parts_it_leaves_out_come_from_the_package(tmp_path: Path) -> None:
    copied(tmp_path, "templates/parts/stop.xml.j2")
    (tmp_path / "templates/parts/stop.xml.j2").write_text("<p>Our own stop box</p>")
    assert "Our own stop box" in printed(tmp_path)


def test_a_new_folder_of_templates_is_a_new_layout(tmp_path: Path) -> None:
    (tmp_path / "templates/tiny").mkdir(parents=True)
    (tmp_path / "templates/tiny/style.yaml").write_text((ROOT / "templates/compact/style.yaml").read_text())
    (tmp_path / "templates/tiny/sheet.xml.j2").write_text('<sheet lang="en" title="t"><p>Tiny</p></sheet>')
    assert layout_names(Workspace.at(tmp_path)) == ["compact", "large-print", "standard", "tiny"]


def test_a_folder_without_a_sheet_is_no_layout(tmp_path: Path) -> None:
    copied(tmp_path, "templates/compact/style.yaml").parent.rename(tmp_path / "templates/unfinished")
    assert "unfinished" not in layout_names(Workspace.at(tmp_path))


def test_a_clinic_has_its_logo_beside_its_own_file(tmp_path: Path) -> None:
    copied(tmp_path, "content/clinics/lakeside.yaml", "name: Lakeside Physiotherapy", "name: Ours")
    own = copied(tmp_path, "content/clinics/lakeside/logo.svg")
    assert Workspace.at(tmp_path).find("clinics", "lakeside/logo.svg") == own
    assert "Ours" in printed(tmp_path)


def test_a_file_that_is_nowhere_is_not_found(tmp_path: Path) -> None:
    assert Workspace.at(tmp_path).find("exercises", "no-such.yaml") is None


def test_a_sheet_says_the_same_from_any_folder(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    assert printed(tmp_path / "here") == printed(tmp_path / "there") == printed(tmp_path)


def test_a_workspace_does_not_depend_on_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied(tmp_path, "content/exercises/clamshell.yaml", "name: Clamshell", "name: Opening the shell")
    monkeypatch.chdir("/")
    assert "Opening the shell" in printed(tmp_path)


def test_a_working_copy_counts_its_content_once() -> None:
    assert Workspace.at(ROOT).content == (ROOT / "content",)


def test_a_link_to_the_content_of_the_package_counts_once(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(ROOT / "content")
    assert len(Workspace.at(tmp_path).content) == 1


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("{home}/prescriptions/ls-1042.yaml", "prescriptions/ls-1042.yaml"),
        ("{root}/content/exercises/clamshell.yaml", "content/exercises/clamshell.yaml"),
        ("{root}/templates/parts/stop.xml.j2", "templates/parts/stop.xml.j2"),
        ("/elsewhere/ls-1042.yaml", "/elsewhere/ls-1042.yaml"),
    ],
    ids=["of the folder", "of the content", "of the templates", "of neither"],
)
def test_messages_show_a_path_from_where_one_works(tmp_path: Path, path: str, named: str) -> None:
    given = Path(path.format(home=tmp_path, root=ROOT))
    assert Workspace.at(tmp_path).name_of(given) == named
