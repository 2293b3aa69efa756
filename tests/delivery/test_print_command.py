"""`handouts print`: what it prints on paper and on the screen, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PRESCRIPTION, Command
from tests.delivery.fake_cups import FakeCups
from tests.delivery.papers import texts

SHEET = PRESCRIPTION.replace("clamshell", "clamshell, cobra, cat-cow") + "tracker: off\n"
WRONG = SHEET.replace("clamshell", "clamshel")
OTHER = SHEET.replace("LS-1042", "LS-1043")


@pytest.fixture
def folder(home: Path) -> Path:
    """Two prescriptions, for two patients; each makes a sheet of three pages."""
    (home / "prescriptions").mkdir()
    (home / "prescriptions/a.yaml").write_text(SHEET)
    (home / "prescriptions/b.yaml").write_text(OTHER)
    return home / "prescriptions"


def test_a_sheet_is_built_and_queued(folder: Path, handouts: Command, cups: FakeCups) -> None:
    run = handouts("print", "prescriptions/a.yaml")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout == "queued   output/a.pdf as job 1: 3 pages on 3 leaves\n1 sheet queued on Office\n"
    (printed,) = cups.printed
    assert printed.pdf == (folder.parent / "output/a.pdf").read_bytes()


def test_a_stale_sheet_is_not_printed_but_built_again(folder: Path, handouts: Command, cups: FakeCups) -> None:
    handouts("build", "prescriptions/a.yaml")
    (folder / "a.yaml").write_text(SHEET.replace("cobra", "glute-bridge"))
    handouts("print", "prescriptions/a.yaml")
    shown = " ".join(texts(cups.printed[0].pdf))
    assert ("bridge" in shown.lower(), "Cobra" in shown) == (True, False)


def test_each_patient_is_a_job_of_its_own(folder: Path, handouts: Command, cups: FakeCups) -> None:
    run = handouts("print", "prescriptions", "--duplex", "--copies", "2", "--printer", "front-desk")
    assert run.stdout == (
        "queued   output/a.pdf as job 1: 3 pages on 2 leaves, 2 times\n"
        "queued   output/b.pdf as job 2: 3 pages on 2 leaves, 2 times\n"
        "2 sheets queued on Front-Desk\n"
    )
    for printed, patient in zip(cups.printed, ("LS-1042", "LS-1043"), strict=True):
        pages = texts(printed.pdf)
        assert [patient in page for page in pages] == [True, True, True, False]
        assert pages[3] == ""
        assert printed.arguments[:4] == ["-d", "Front-Desk", "-n", "2"]
        assert "sides=two-sided-long-edge" in printed.arguments


def test_a_dry_run_says_what_would_be_printed_and_prints_nothing(
    folder: Path, handouts: Command, cups: FakeCups
) -> None:
    run = handouts("print", "prescriptions", "--duplex", "--dry-run")
    assert run.stdout == (
        "ready    output/a.pdf: 3 pages on 2 leaves\n"
        "ready    output/b.pdf: 3 pages on 2 leaves\n"
        "2 sheets would go to Office; nothing was printed\n"
    )
    assert (run.exit_code, cups.printed) == (0, [])


def test_imposed_copies_are_printed_and_their_small_text_is_told(
    folder: Path, handouts: Command, cups: FakeCups
) -> None:
    for number, imposition in enumerate(("2up", "booklet")):
        run = handouts("print", "prescriptions/a.yaml", "--imposition", imposition)
        assert len(texts(cups.printed[number].pdf)) == 2, imposition
        assert run.stderr == (
            "note: two pages share one, so the text comes out at about two thirds of its size\n"
            "  hint: add --layout large-print\n"
        ), imposition


def test_large_print_stays_readable_at_half_the_size(folder: Path, handouts: Command, cups: FakeCups) -> None:
    run = handouts("print", "prescriptions/a.yaml", "--imposition", "booklet", "--layout", "large-print")
    assert (run.exit_code, run.stderr) == (0, "")


def test_a_sheet_is_printed_as_it_was_built(folder: Path, handouts: Command, cups: FakeCups) -> None:
    asked = ("--layout", "large-print", "--paper", "a4", "--ink-saver")
    handouts("build", "prescriptions/a.yaml", *asked)
    built = (folder.parent / "output/a.pdf").read_bytes()
    run = handouts("print", "prescriptions/a.yaml")
    assert (cups.printed[0].pdf, "media=A4" in cups.printed[0].arguments) == (built, True)
    run = handouts("print", "prescriptions/a.yaml", "--imposition", "2up")
    assert run.stderr == "", "large print stays readable at half the size"
    (folder / "a.yaml").write_text(SHEET.replace("cobra", "glute-bridge"))
    handouts("print", "prescriptions/a.yaml")
    (folder / "a.yaml").write_text(SHEET)
    assert handouts("build", "prescriptions/a.yaml", *asked).stdout.startswith("built"), (
        "it was built again meanwhile"
    )
    assert "media=A4" in cups.printed[2].arguments
    handouts("print", "prescriptions/a.yaml", "--paper", "letter", "--layout", "compact")
    assert "media=Letter" in cups.printed[3].arguments


def test_paper_and_ink_can_be_chosen(folder: Path, handouts: Command, cups: FakeCups) -> None:
    handouts("print", "prescriptions/a.yaml")
    handouts("print", "prescriptions/a.yaml", "--paper", "a4", "--ink-saver")
    letter, a4 = cups.printed
    assert ("media=Letter" in letter.arguments, "media=A4" in a4.arguments) == (True, True)
    assert letter.pdf != a4.pdf


def test_a_wrong_prescription_does_not_stop_the_others(folder: Path, handouts: Command, cups: FakeCups) -> None:
    (folder / "a.yaml").write_text(WRONG)
    run = handouts("print", "prescriptions")
    assert run.exit_code == 1
    assert run.stdout == (
        "failed   prescriptions/a.yaml\n"
        "queued   output/b.pdf as job 1: 3 pages on 3 leaves\n"
        "1 sheet queued on Office, 1 failed\n"
    )
    assert "did you mean clamshell?" in run.stderr


def test_a_warning_is_told_and_the_sheet_is_printed(folder: Path, handouts: Command, cups: FakeCups) -> None:
    (folder / "a.yaml").write_text(SHEET.replace("LS-1042}", "LS-1042, flags: [pregnant]}"))
    run = handouts("print", "prescriptions/a.yaml")
    assert (run.exit_code, len(cups.printed)) == (0, 1)
    assert "warning: every exercise: caution with pregnant" in run.stderr


def test_a_wrong_printer_is_told_before_anything_is_built(folder: Path, handouts: Command, cups: FakeCups) -> None:
    run = handouts("print", "prescriptions", "--printer", "Ofice")
    assert (run.exit_code, run.stdout, cups.printed) == (2, "", [])
    assert run.stderr == (
        "Error: there is no such printer\n  did you mean Office?\n  the printers here: Front-Desk, Office\n"
    )
    assert not (folder.parent / "output").exists()


def test_without_cups_the_command_ends_with_three(folder: Path, handouts: Command, no_cups: None) -> None:
    run = handouts("print", "prescriptions")
    assert (run.exit_code, run.stdout) == (3, "")
    assert run.stderr.startswith(
        "Error: this computer has no CUPS, so nothing was printed\n  Debian, Ubuntu: sudo apt"
    )


def test_when_the_printer_refuses_all_that_was_not_printed_is_named(
    folder: Path, handouts: Command, cups: FakeCups
) -> None:
    cups.answers(refusal='lp: Destination "Office" is not accepting jobs.\n')
    run = handouts("print", "prescriptions")
    assert run.exit_code == 3
    assert run.stdout == "failed   output/a.pdf\nfailed   output/b.pdf\n"
    assert run.stderr == 'Error: the printing system refused it (Destination "Office" is not accepting jobs.)\n'
    assert len(cups.printed) == 1


def test_a_paused_printer_is_told(folder: Path, handouts: Command, cups: FakeCups) -> None:
    cups.answers(printer="printer Office disabled since Fri Nov 20 10:00:00 2026 -\n")
    run = handouts("print", "prescriptions/a.yaml")
    assert (run.exit_code, run.stdout.split()[0]) == (0, "queued")
    assert run.stderr == (
        "note: the printer is paused\n  hint: it prints when someone resumes the printer: cupsenable Office\n"
    )


def test_a_job_that_is_gone_at_once_is_told(folder: Path, handouts: Command, cups: FakeCups) -> None:
    cups.answers(answer="request id is Office-77 (0 file(s))\n")
    run = handouts("print", "prescriptions/a.yaml")
    assert "as job 77" in run.stdout
    assert run.stderr == "note: job 77 has left the queue already; look whether it was printed\n"


def test_a_wrong_command_line_prints_nothing(folder: Path, handouts: Command, cups: FakeCups) -> None:
    cases = {
        (): "Missing argument 'PATH...'",
        ("output/a.pdf",): "output/a.pdf is a PDF; name the prescription it was made from, a.yaml",
        ("prescriptions", "--copies", "0"): "Invalid value for '--copies'",
        ("prescriptions", "--copies", "51"): "Invalid value for '--copies'",
        ("prescriptions", "--imposition", "4up"): "'4up' is not one of '2up', 'booklet'",
        ("prescriptions", "--layout", "compct"): "did you mean compact?",
    }
    for arguments, said in cases.items():
        run = handouts("print", *arguments)
        assert (run.exit_code, cups.printed) == (2, []), arguments
        assert said in run.stderr, arguments


def test_nothing_of_the_patient_is_told_to_the_printer_or_the_screen(
    home: Path, handouts: Command, cups: FakeCups
) -> None:
    (home / "a.yaml").write_text(SHEET.replace("Alex Sample", "Zanary Name").replace("LS-1042", "ZanaryId"))
    run = handouts("print", "a.yaml", "--imposition", "booklet")
    (printed,) = cups.printed
    assert "Zanary Name" in " ".join(texts(printed.pdf))
    told = f"{run.output}{run.stderr}{printed.arguments}{(cups.state / 'asked').read_text()}"
    assert "zanary" not in told.lower()
    assert "zanary" not in str(sorted(home.rglob("*"))).lower()
