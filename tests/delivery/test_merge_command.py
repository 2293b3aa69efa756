"""`handouts merge`: one file for the print shop."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import PRESCRIPTION, Command
from tests.delivery.papers import sizes, texts
from tests.delivery.test_imposition import bookmarks

SHEET = PRESCRIPTION.replace("clamshell", "clamshell, cobra, cat-cow") + "tracker: off\n"


@pytest.fixture
def folder(home: Path) -> Path:
    """Two prescriptions, for two patients; each makes a sheet of three pages."""
    (home / "prescriptions").mkdir()
    (home / "prescriptions/a.yaml").write_text(SHEET)
    (home / "prescriptions/b.yaml").write_text(SHEET.replace("LS-1042", "LS-1043"))
    return home / "prescriptions"


def test_sheets_become_one_file_with_a_bookmark_for_each_patient(folder: Path, handouts: Command) -> None:
    run = handouts("merge", "prescriptions", "-o", "friday.pdf")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout == "merged   friday.pdf: 2 sheets, 6 pages\n"
    book = (folder.parent / "friday.pdf").read_bytes()
    assert bookmarks(book) == [("LS-1042", 1), ("LS-1043", 4)]
    assert [text for text in texts(book) if "LS-1042" in text] == texts(book)[:3]


def test_sheets_are_merged_as_they_were_built(folder: Path, handouts: Command) -> None:
    handouts("build", "prescriptions/a.yaml", "--paper", "a4", "--layout", "large-print")
    handouts("build", "prescriptions/b.yaml")
    run = handouts("merge", "prescriptions", "-o", "friday.pdf")
    assert "the sheets have different paper sizes" in run.stderr
    a4, letter = (595, 842), (612, 792)
    assert sizes((folder.parent / "friday.pdf").read_bytes()) == [a4] * 5 + [letter] * 3
    handouts("merge", "prescriptions", "-o", "friday.pdf", "--paper", "letter")
    assert sizes((folder.parent / "friday.pdf").read_bytes()) == [letter] * 8


def test_for_both_sides_each_sheet_starts_on_a_fresh_leaf(folder: Path, handouts: Command) -> None:
    run = handouts("merge", "prescriptions", "-o", "friday.pdf", "--duplex")
    assert run.stdout == "merged   friday.pdf: 2 sheets, 8 pages\n"
    book = (folder.parent / "friday.pdf").read_bytes()
    assert bookmarks(book) == [("LS-1042", 1), ("LS-1043", 5)]
    assert [number for number, text in enumerate(texts(book), 1) if not text] == [4, 8]


def test_booklets_can_be_merged(folder: Path, handouts: Command) -> None:
    run = handouts("merge", "prescriptions", "-o", "friday.pdf", "--imposition", "booklet")
    assert run.stdout == "merged   friday.pdf: 2 sheets, 4 pages\n"
    assert "hint: add --layout large-print" in run.stderr
    book = (folder.parent / "friday.pdf").read_bytes()
    assert sizes(book) == [(792, 612)] * 4
    assert bookmarks(book) == [("LS-1042", 1), ("LS-1043", 3)]


def test_the_file_is_for_its_owners_eyes_and_names_no_patient_outside_its_pages(
    home: Path, handouts: Command
) -> None:
    (home / "a.yaml").write_text(SHEET.replace("Alex Sample", "Zanary Name"))
    run = handouts("merge", "a.yaml", "-o", "friday.pdf")
    assert stat.S_IMODE((home / "friday.pdf").stat().st_mode) == 0o600
    assert "zanary" not in f"{run.output}{run.stderr}".lower()
    book = (home / "friday.pdf").read_bytes()
    assert "Zanary Name" in " ".join(texts(book))
    with pikepdf.open(io.BytesIO(book)) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Exercise sheets"}
        assert "/Metadata" not in pdf.Root
    assert b"zanary" not in book.lower()


def test_a_wrong_prescription_merges_nothing(folder: Path, handouts: Command) -> None:
    (folder / "a.yaml").write_text(SHEET.replace("clamshell", "clamshel"))
    run = handouts("merge", "prescriptions", "-o", "friday.pdf")
    assert run.exit_code == 1
    assert run.stderr.endswith("nothing was merged: 1 prescription must be put right first\n")
    assert not (folder.parent / "friday.pdf").exists()


def test_different_paper_is_told(folder: Path, handouts: Command) -> None:
    (folder / "b.yaml").write_text(SHEET + "paper: a4\n")
    run = handouts("merge", "prescriptions", "-o", "friday.pdf")
    assert run.stderr == "note: the sheets have different paper sizes\n  hint: add --paper a4 or --paper letter\n"
    assert handouts("merge", "prescriptions", "-o", "friday.pdf", "--paper", "a4").stderr == ""


def test_a_wrong_command_line_writes_nothing(folder: Path, handouts: Command) -> None:
    cases = {
        (): "Missing option '-o' / '--output'",
        ("-o", "friday.yaml"): "the file to write must end in .pdf",
        ("-o", "output/a.pdf"): "output/a.pdf is one of the sheets; choose another name",
        ("-o", "./output/../output/a.pdf"): "is one of the sheets; choose another name",
    }
    handouts("build", "prescriptions")
    before = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    for arguments, said in cases.items():
        run = handouts("merge", "prescriptions", *arguments)
        assert run.exit_code == 2, arguments
        assert said in run.stderr, arguments
        assert {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()} == before, arguments


def test_a_file_that_cannot_be_written_ends_with_three(folder: Path, handouts: Command) -> None:
    (folder.parent / "friday.pdf").mkdir()
    assert handouts("merge", "prescriptions", "-o", "friday.pdf").exit_code == 2  # click sees the folder first
    (folder.parent / "file").write_text("")
    run = handouts("merge", "prescriptions", "-o", "file/friday.pdf")
    assert (run.exit_code, run.stderr) == (3, "Error: friday.pdf could not be written (File exists)\n")


def test_sheets_can_lie_in_another_folder(folder: Path, handouts: Command) -> None:
    handouts("merge", "prescriptions", "-o", "friday.pdf", "--sheets", "built")
    assert sorted(path.name for path in (folder.parent / "built").iterdir()) == ["a.pdf", "b.pdf"]
