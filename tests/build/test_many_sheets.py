"""Many prescriptions -> their sheets: what is stale is made, what is current stays, one bad file stops no other."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from handouts.build.fingerprint import fingerprint_in
from handouts.build.many_sheets import Build, Outcome, build_all, check_all, prescription_files
from handouts.build.options import Options
from handouts.errors import InputError, UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from tests.conftest import PRESCRIPTION, ROOT
from tests.library.test_folders import copied

YEAR_2000 = 946_684_800


def prescribed(folder: Path, *names: str, text: str = PRESCRIPTION) -> list[Path]:
    """Prescription files with these names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(text)
    return [folder / name for name in names]


def built(
    files: list[Path], output: Path, options: Options | None = None, *, record: bool = False, force: bool = False
) -> list[Outcome]:
    """What became of each file, in a workspace beside them."""
    library = Library(Workspace.at(files[0].parent))
    return list(build_all(files, output, library, Build(options or Options(), record=record, force=force)))


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


# --- which files ---------------------------------------------------------------------------------------------


def test_a_folder_stands_for_its_yaml_files_in_order(tmp_path: Path) -> None:
    files = prescribed(tmp_path / "today", "b.yml", "a.yaml")
    prescribed(tmp_path / "today", "notes.txt", "c.yaml~")
    (tmp_path / "today" / "more.yaml").mkdir()
    assert prescription_files([tmp_path / "today"], tmp_path) == sorted(files)


def test_a_file_that_is_named_twice_is_built_once(tmp_path: Path) -> None:
    [file] = prescribed(tmp_path, "a.yaml")
    assert prescription_files([file, tmp_path, file], tmp_path) == [file]


def test_without_a_path_the_prescriptions_folder_is_built(home: Path) -> None:
    for folder in ("content/prescriptions", "prescriptions"):
        prescribed(home / folder, "a.yaml")
        assert prescription_files([], home) == [Path(folder) / "a.yaml"], folder


def test_without_a_path_and_a_prescriptions_folder_there_is_nothing_to_guess(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name the files to build"):
        prescription_files([], tmp_path)


# --- names: compared as any computer would, before the first write -------------------------------------------


def test_two_files_for_one_pdf_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    cases = {
        "upper case": ("ls-1042.yaml", "LS-1042.yaml"),
        "yaml and yml": ("ls-1042.yaml", "ls-1042.yml"),
        "composed and decomposed": (
            unicodedata.normalize("NFC", "rené.yaml"),
            unicodedata.normalize("NFD", "rené.yaml"),
        ),
        "case folding": ("strasse.yaml", "straße.yaml"),
        "two folders": ("one/ls-1042.yaml", "two/ls-1042.yaml"),
    }
    for case, names in cases.items():
        files = [tmp_path / case / name for name in ("first.yaml", *names)]
        for file in files:
            prescribed(file.parent, file.name)
        with pytest.raises(InputError) as caught:
            built(files, tmp_path / case / "output")
        [problem] = caught.value.problems
        assert (problem.file, problem.code) == (str(files[2]), "same-output"), case
        assert problem.hint == "rename one of them", case
        assert not (tmp_path / case / "output").exists(), case


def test_a_record_may_not_take_the_name_of_another_sheet(tmp_path: Path) -> None:
    files = prescribed(tmp_path, "ls-1042.yaml", "LS-1042-Record.yaml")
    assert states(built(files, tmp_path / "output")) == ["built", "built"]
    with pytest.raises(InputError):
        built(files, tmp_path / "output", record=True)


def test_check_says_that_two_files_would_be_one_pdf(tmp_path: Path) -> None:
    files = [*prescribed(tmp_path / "one", "ls-1042.yaml"), *prescribed(tmp_path / "two", "LS-1042.yaml")]
    assert [problem.code for problem in check_all(files, Library(Workspace.at(tmp_path)), Options())] == [
        "same-output"
    ]


def test_a_sheet_is_named_in_the_composed_form(tmp_path: Path) -> None:
    files = prescribed(tmp_path, unicodedata.normalize("NFD", "zoë-7.yaml"))
    built(files, tmp_path / "output")
    assert [path.name for path in (tmp_path / "output").iterdir()] == [unicodedata.normalize("NFC", "zoë-7.pdf")]


# --- one bad file ------------------------------------------------------------------------------------------------


def test_a_file_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad, last = prescribed(tmp_path, "good.yaml", "bad.yaml", "last.yaml")
    bad.write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    outcomes = built([good, bad, last], tmp_path / "output")
    assert states(outcomes) == ["built", "failed", "built"]
    assert [problem.code for problem in outcomes[1].problems] == ["unknown-exercise"]
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == ["good.pdf", "last.pdf"]


def test_a_sheet_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    files = prescribed(tmp_path, "blocked.yaml", "last.yaml")
    (tmp_path / "output/blocked.pdf").mkdir(parents=True)
    outcomes = built(files, tmp_path / "output")
    assert states(outcomes) == ["failed", "built"]
    assert outcomes[0].error is not None
    assert outcomes[0].error.exit_code == 3


def test_a_sheet_whose_prescription_has_become_wrong_stays_as_it_was(tmp_path: Path) -> None:
    files = prescribed(tmp_path, "a.yaml")
    built(files, tmp_path / "output")
    before = (tmp_path / "output/a.pdf").read_bytes()
    files[0].write_text(PRESCRIPTION[:-20])
    assert states(built(files, tmp_path / "output")) == ["failed"]
    assert (tmp_path / "output/a.pdf").read_bytes() == before


def test_checking_writes_nothing(home: Path) -> None:
    files = prescribed(home, "a.yaml")
    assert list(check_all(files, Library(Workspace.at(home)), Options())) == []
    assert list(home.iterdir()) == files


# --- stale and current -------------------------------------------------------------------------------------------


def test_a_current_sheet_is_left_alone_but_gets_a_new_clock_time_for_make(tmp_path: Path) -> None:
    [file] = prescribed(tmp_path, "a.yaml")
    sheet = tmp_path / "output/a.pdf"
    assert states(built([file], sheet.parent)) == ["built"]
    os.utime(sheet, (YEAR_2000, YEAR_2000))
    before = sheet.stat()
    assert states(built([file], sheet.parent)) == ["current"]
    after = sheet.stat()
    assert after.st_ino == before.st_ino
    assert after.st_mtime >= file.stat().st_mtime


def test_force_makes_a_current_sheet_again_and_the_same(tmp_path: Path) -> None:
    files, sheet = prescribed(tmp_path, "a.yaml"), tmp_path / "output/a.pdf"
    built(files, sheet.parent)
    os.utime(sheet, (YEAR_2000, YEAR_2000))
    before = sheet.read_bytes()
    assert states(built(files, sheet.parent, force=True)) == ["built"]
    assert sheet.stat().st_mtime > YEAR_2000
    assert sheet.read_bytes() == before


def test_a_sheet_that_is_cut_short_or_foreign_is_made_again(tmp_path: Path) -> None:
    files, sheet = prescribed(tmp_path, "a.yaml"), tmp_path / "output/a.pdf"
    built(files, sheet.parent)
    whole = sheet.read_bytes()
    for damaged in (whole[:-200], b"", b"%PDF-1.7 from somewhere else"):
        sheet.write_bytes(damaged)
        assert states(built(files, sheet.parent)) == ["built"]
        assert sheet.read_bytes() == whole


def test_a_record_is_written_beside_the_sheet_and_each_is_stale_by_itself(tmp_path: Path) -> None:
    files, sheet, record = (
        prescribed(tmp_path, "a.yaml"),
        tmp_path / "output/a.pdf",
        tmp_path / "output/a-record.pdf",
    )
    built(files, sheet.parent)
    before = sheet.stat().st_ino
    assert not record.exists()
    assert states(built(files, sheet.parent, record=True)) == ["built"]
    assert (sheet.stat().st_ino, record.exists()) == (before, True)
    assert fingerprint_in(sheet.read_bytes()) != fingerprint_in(record.read_bytes())
    assert states(built(files, sheet.parent, record=True)) == ["current"]


def test_another_layout_paper_or_ink_makes_a_sheet_stale(tmp_path: Path) -> None:
    files = prescribed(tmp_path, "a.yaml")
    built(files, tmp_path / "output")
    for options in (Options(layout="compact"), Options(paper="a4"), Options(ink_saver=True)):
        assert states(built(files, tmp_path / "output", options)) == ["built"], options
        assert states(built(files, tmp_path / "output", options)) == ["current"], options
        assert states(built(files, tmp_path / "output")) == ["built"], options


def test_the_order_of_the_files_does_not_change_a_sheet(tmp_path: Path) -> None:
    files = prescribed(tmp_path, "a.yaml", "b.yaml")
    files[1].write_text(PRESCRIPTION.replace("clamshell", "cobra, cat-cow"))
    built(files, tmp_path / "forwards")
    built(files[::-1], tmp_path / "backwards")
    for name in ("a.pdf", "b.pdf"):
        assert (tmp_path / "forwards" / name).read_bytes() == (tmp_path / "backwards" / name).read_bytes()


def test_content_that_changes_while_the_program_runs_makes_the_next_sheet_a_new_one(tmp_path: Path) -> None:
    own = copied(tmp_path, "content/exercises/clamshell.yaml")
    files = prescribed(tmp_path, "a.yaml")
    assert states(built(files, tmp_path / "output")) == ["built"]
    own.write_text(own.read_text() + "# changed\n")
    assert states(built(files, tmp_path / "output")) == ["built"]
    assert states(built(files, tmp_path / "output")) == ["current"]


def test_a_set_date_makes_a_sheet_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = prescribed(tmp_path, "a.yaml")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    built(files, tmp_path / "output")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(YEAR_2000))
    assert states(built(files, tmp_path / "output")) == ["built"]


def test_a_changed_program_template_or_exercise_makes_the_sheets_of_an_earlier_one_stale(tmp_path: Path) -> None:
    for name in ("handouts", "templates", "content"):
        copytree(ROOT / name, tmp_path / name, ignore=ignore_patterns("__pycache__", "prescriptions"))
    prescribed(tmp_path, "a.yaml")

    def state() -> str:
        command = [sys.executable, "-m", "handouts", "build", "a.yaml"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()[0]

    assert (state(), state()) == ("built", "current")
    for name in (
        "handouts/programme/wording.py",
        "templates/standard/style.yaml",
        "content/exercises/clamshell.yaml",
    ):
        with (tmp_path / name).open("a") as file:
            file.write("# changed\n")
        assert (name, state()) == (name, "built")
    os.utime(tmp_path / "handouts/programme/wording.py", (YEAR_2000, YEAR_2000))
    assert state() == "current", "a clock that changes alone is no change"
