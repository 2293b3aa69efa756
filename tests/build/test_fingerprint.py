"""A sheet carries the fingerprint of the very text that it shows, whoever rewrites the file meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.build.fingerprint import NONE_YET, fingerprint, fingerprint_in, options_in, surroundings
from handouts.build.many_sheets import Build, Outcome, build_all
from handouts.build.one_sheet import make_sheet, prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from tests.conftest import PRESCRIPTION, ROOT
from tests.library.test_folders import copied
from tests.page_reading import read_text

YEAR_2000 = 946_684_800
GOALS = ("Swim", "Climb")


def fingerprint_for(text: str, library: Library, folder: Path, options: Options | None = None) -> str:
    """The fingerprint of the sheet of a text, found without building one."""
    folder.mkdir(exist_ok=True)
    (folder / "a.yaml").write_text(text)
    prepared = prepare(folder / "a.yaml", library, options or Options())
    return fingerprint(prepared.source.digest, prepared.plan, surroundings(library.workspace), "sheet")


# --- the text that is shown is the text that counts ---------------------------------------------------------------


def rewriting(file: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on someone saves the file, with the texts in turn, before and after whatever reads it."""
    turns = 0

    def saved(real: Callable[..., object]) -> Callable[..., object]:
        def meanwhile(path: Path, *given: object, **more: object) -> object:
            nonlocal turns
            if path != file:
                return real(path, *given, **more)
            found = real(path, *given, **more)
            turns += 1
            with real_open(file, "w") as changed:
                changed.write(texts[turns % len(texts)])
            return found

        return meanwhile

    real_open = Path.open
    for name in ("read_bytes", "read_text", "is_file", "stat"):
        monkeypatch.setattr(Path, name, saved(getattr(Path, name)))


def test_a_writer_between_any_two_reads_never_gets_a_sheet_with_the_fingerprint_of_another_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"{PRESCRIPTION}goal: {goal}\n" for goal in GOALS]
    file, output = tmp_path / "a.yaml", tmp_path / "output"
    file.write_text(texts[0])
    library = Library(Workspace.at(tmp_path))
    expected = {
        goal: fingerprint_for(text, library, tmp_path / goal) for goal, text in zip(GOALS, texts, strict=True)
    }
    with monkeypatch.context() as patch:
        rewriting(file, texts * 2 + texts[:1], patch)  # an odd number, so that both texts meet every step
        outcomes = [next(build_all([file], output, library, Build(Options()))) for _ in range(6)]
    shown = []
    for number, outcome in enumerate(outcomes):
        assert outcome.sheet, number
        [goal] = [goal for goal in GOALS if goal in read_text(outcome.sheet.pdf)]
        assert fingerprint_in(outcome.sheet.pdf) == outcome.sheet.fingerprint == expected[goal], number
        assert outcome.sheet.prescription.goal == goal, number
        shown.append(goal)
    assert set(shown) == set(GOALS), "the writer was at it"


def test_a_sheet_of_the_text_before_is_stale_after_a_writer_was_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(path: Path, library: Library, options: Options) -> object:
        prepared = prepare(path, library, options)
        path.write_text(PRESCRIPTION + "goal: Climb\n")
        return prepared

    file = tmp_path / "a.yaml"
    file.write_text(PRESCRIPTION + "goal: Swim\n")

    def built() -> Outcome:
        return next(build_all([file], tmp_path / "output", Library(Workspace.at(tmp_path)), Build(Options())))

    with monkeypatch.context() as patch:
        patch.setattr("handouts.build.many_sheets.prepare", saved_meanwhile)
        built()
    assert built().state == "built"
    assert "Climb" in read_text((tmp_path / "output/a.pdf").read_bytes())


# --- what counts --------------------------------------------------------------------------------------------------


def around(folder: Path) -> Path:
    """A folder with content and templates of its own."""
    copied(folder, "content/exercises/clamshell.yaml")
    copied(folder, "templates/compact/style.yaml")
    (folder / "a.yaml").write_text(PRESCRIPTION)
    return folder


def made(folder: Path) -> str:
    """The fingerprint of the prescription of a folder."""
    library = Library(Workspace.at(folder))
    return fingerprint_for((folder / "a.yaml").read_text(), library, folder)


def test_the_same_prescription_in_another_folder_has_the_same_fingerprint(tmp_path: Path) -> None:
    here, there = (around(tmp_path / name) for name in ("here", "there"))
    os.utime(there / "a.yaml", (YEAR_2000, YEAR_2000))
    assert made(here) == made(there)


def test_a_sheet_is_stale_when_what_it_is_made_from_changes_and_then_only(tmp_path: Path) -> None:
    before = made(around(tmp_path / "before"))
    cases = {
        "a.yaml": True,
        "content/exercises/clamshell.yaml": True,
        "content/exercises/new.yaml": True,
        "templates/compact/style.yaml": True,
        "templates/compact/new.xml.j2": True,
        "content/prescriptions/other.yaml": False,
        "other.yaml": False,
        "templates/__pycache__/x.pyc": False,
    }
    for number, (change, counts) in enumerate(cases.items()):
        changed = around(tmp_path / str(number)) / change
        changed.parent.mkdir(parents=True, exist_ok=True)
        with changed.open("a") as file:
            file.write("# changed\n")
        assert (made(tmp_path / str(number)) != before) == counts, change


# --- what a finished sheet carries --------------------------------------------------------------------------------


def finished(library: Library, options: Options, mark: str = NONE_YET) -> bytes:
    path = ROOT / "content/prescriptions/one-exercise.yaml"
    return make_sheet(prepare(path, library, options), library, mark)


def test_a_sheet_tells_its_fingerprint_and_what_was_asked_for(library: Library) -> None:
    mark = "0123456789abcdef" * 2
    for options in (Options(), Options("compact"), Options("large-print", "a4", ink_saver=True)):
        pdf = finished(library, options, mark)
        assert (fingerprint_in(pdf), options_in(pdf)) == (mark, options)


def test_a_sheet_that_lost_its_end_has_no_fingerprint(library: Library) -> None:
    whole = finished(library, Options())
    assert fingerprint_in(whole[: len(whole) // 2]) == ""


def test_what_is_not_a_sheet_of_this_program_carries_nothing() -> None:
    mine = b"<handouts:options>%s</handouts:options>"
    for pdf in (
        b"",
        b"old",
        b"%PDF-1.7",
        mine % b"",
        mine % b"{",
        mine % b"[]",
        mine % b'{"paper": "a5"}',
        mine * 2,
    ):
        assert (fingerprint_in(pdf), options_in(pdf)) == ("", None), pdf
