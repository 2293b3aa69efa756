"""`handouts build`: what it prints, where it writes, how it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

from tests.conftest import PRESCRIPTION, Command

WRONG = PRESCRIPTION.replace("clamshell", "clamshel")
WARNED = PRESCRIPTION.replace("LS-1042}", "LS-1042, flags: [pregnant]}")


def size_of(sheet: Path) -> tuple[int, int]:
    """The paper of a sheet in points."""
    document = pypdfium2.PdfDocument(sheet)
    try:
        width, height = document[0].get_size()
        return round(width), round(height)
    finally:
        document.close()


def test_a_file_becomes_a_pdf_of_its_name_in_the_output_folder(home: Path, handouts: Command) -> None:
    (home / "ls-1042.yaml").write_text(PRESCRIPTION)
    run = handouts("build", "ls-1042.yaml")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout == "built    output/ls-1042.pdf\n1 sheet: 1 built\n"
    assert (home / "output/ls-1042.pdf").read_bytes().startswith(b"%PDF-")


def test_a_second_build_finds_the_sheet_current_and_force_makes_it_again(home: Path, handouts: Command) -> None:
    (home / "ls-1042.yaml").write_text(PRESCRIPTION)
    handouts("build", "ls-1042.yaml")
    assert handouts("build", "ls-1042.yaml").stdout == "current  output/ls-1042.pdf\n1 sheet: 1 current\n"
    assert "built    output/ls-1042.pdf" in handouts("build", "ls-1042.yaml", "--force").stdout


def test_without_a_path_the_prescriptions_folder_is_built(home: Path, handouts: Command) -> None:
    (home / "prescriptions").mkdir()
    for name in ("b.yaml", "a.yaml"):
        (home / "prescriptions" / name).write_text(PRESCRIPTION)
    assert handouts("build").stdout == "built    output/a.pdf\nbuilt    output/b.pdf\n2 sheets: 2 built\n"


def test_without_anything_to_build_the_command_line_is_wrong(home: Path, handouts: Command) -> None:
    run = handouts("build")
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: there is no prescriptions folder here; name the files to build\n"


def test_one_bad_file_does_not_stop_the_others_but_decides_how_the_run_ends(home: Path, handouts: Command) -> None:
    (home / "bad.yaml").write_text(WRONG)
    (home / "good.yaml").write_text(PRESCRIPTION)
    run = handouts("build", "bad.yaml", "good.yaml")
    assert run.exit_code == 1
    assert run.stdout == "failed   bad.yaml\nbuilt    output/good.pdf\n2 sheets: 1 built, 1 failed\n"
    assert run.stderr == (
        "bad.yaml:5:13: exercises[0]: there is no such exercise\n  hint: did you mean clamshell?\n"
    )


def test_a_warning_is_printed_and_the_sheet_is_built(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WARNED)
    run = handouts("build", "a.yaml")
    assert (run.exit_code, run.stdout.split()[0]) == (0, "built")
    assert "a.yaml:3:" in run.stderr
    assert "patient.flags: warning: every exercise: caution with pregnant" in run.stderr


def test_a_file_that_is_not_there_is_said_to_be_missing(home: Path, handouts: Command) -> None:
    run = handouts("build", "missing.yaml")
    assert (run.exit_code, run.stderr) == (1, "missing.yaml: there is no such file\n")


def test_two_files_for_one_pdf_stop_the_whole_run_before_it_starts(home: Path, handouts: Command) -> None:
    for name in ("first.yaml", "ls-1042.yaml", "LS-1042.yaml"):
        (home / name).write_text(PRESCRIPTION)
    run = handouts("build", "first.yaml", "ls-1042.yaml", "LS-1042.yaml")
    assert (run.exit_code, run.stdout) == (1, "")
    assert "LS-1042.yaml: would be written to the same PDF as ls-1042.yaml" in run.stderr
    assert not (home / "output").exists()


def test_a_sheet_that_cannot_be_written_ends_with_three(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    (home / "output/a.pdf").mkdir(parents=True)
    run = handouts("build", "a.yaml")
    assert run.exit_code == 3
    assert run.stderr == "a.yaml: a.pdf could not be written (Is a directory)\n"


def test_the_gravest_failure_decides_how_the_run_ends(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    (home / "b.yaml").write_text(WRONG)
    (home / "output/a.pdf").mkdir(parents=True)
    assert handouts("build", "a.yaml", "b.yaml").exit_code == 3


def test_sheets_go_to_the_folder_that_is_named(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    handouts("build", "a.yaml", "--output", "sheets/today")
    assert [path.name for path in home.rglob("*.pdf")] == ["a.pdf"]
    assert (home / "sheets/today/a.pdf").is_file()


def test_a_file_cannot_be_the_output_folder(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    assert handouts("build", "a.yaml", "--output", "a.yaml").exit_code == 2


def test_the_paper_is_the_one_that_is_asked_for(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    cases = {(): (612, 792), ("--paper", "a4"): (595, 842), ("--paper", "letter"): (612, 792)}
    for arguments, size in cases.items():
        handouts("build", "a.yaml", *arguments)
        assert size_of(home / "output/a.pdf") == size, arguments


def test_the_layout_is_the_one_that_is_asked_for(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    made = set()
    for layout in ("standard", "compact", "large-print"):
        assert handouts("build", "a.yaml", "--layout", layout).stdout.startswith("built")
        made.add((home / "output/a.pdf").read_bytes())
    assert len(made) == 3


def test_a_record_is_written_beside_the_sheet(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    run = handouts("build", "a.yaml", "--record")
    assert run.stdout == "built    output/a.pdf\n1 sheet: 1 built\n"
    assert sorted(path.name for path in (home / "output").iterdir()) == ["a-record.pdf", "a.pdf"]


def test_nothing_of_the_patient_is_printed_when_all_is_well_or_wrong(home: Path, handouts: Command) -> None:
    secret = PRESCRIPTION.replace("Alex Sample", "Zebedee Quux").replace("LS-1042", "QX-77")
    (home / "a.yaml").write_text(secret)
    (home / "b.yaml").write_text(secret.replace("QX-77}", "QX-77, language: qqquux, mail: quux@example.org}"))
    run = handouts("build", "a.yaml", "b.yaml")
    assert run.exit_code == 1
    assert not re.search("zebedee|quux|qx-77", run.output + run.stderr, re.IGNORECASE)
