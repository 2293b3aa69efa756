"""`handouts protect`: who is asked for what, what is written, and what is never shown."""

from __future__ import annotations

import io
import logging
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from handouts.cli import main
from handouts.delivery.protection import encryption as protection
from handouts.errors import DeliveryError
from tests.conftest import PRESCRIPTION, Command

VARIABLE = "HANDOUTS_PROTECT_PASSWORD"
SECRET = "hunter2 hunter2"


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def folder(home: Path) -> Path:
    """Two prescriptions, for two patients."""
    (home / "prescriptions").mkdir()
    (home / "prescriptions/a.yaml").write_text(PRESCRIPTION)
    (home / "prescriptions/b.yaml").write_text(PRESCRIPTION.replace("LS-1042", "LS-1043"))
    return home / "prescriptions"


def typed(*lines: str, arguments: tuple[str, ...]) -> Result:
    """The command, with someone at the terminal who types these lines."""
    return CliRunner().invoke(main, list(arguments), input="".join(f"{line}\n" for line in lines))


def opens(copy: Path, password: str) -> bool:
    try:
        with pikepdf.open(io.BytesIO(copy.read_bytes()), password=password):
            return True
    except pikepdf.PasswordError:
        return False


# --- a phrase ------------------------------------------------------------------------------------------------


def test_a_phrase_is_made_and_shown_with_what_to_do_with_it(folder: Path, handouts: Command) -> None:
    run = handouts("protect", "prescriptions/a.yaml", "--protect", "phrase")
    lines = run.stdout.splitlines()
    assert (run.exit_code, run.stderr) == (0, "")
    assert lines[0] == "protected output/a-protected.pdf"
    assert lines[1].startswith("phrase    ")
    assert lines[2:] == [
        "1 sheet protected",
        "Tell the patient the phrase by telephone or in person, never in the message that brings the sheet.",
        "It is kept nowhere: write it down now, or call the command again for a new one.",
    ]
    assert opens(folder.parent / "output/a-protected.pdf", lines[1].removeprefix("phrase    "))


def test_each_patient_gets_a_phrase_of_their_own(folder: Path, handouts: Command) -> None:
    run = handouts("protect", "prescriptions", "--protect", "phrase")
    phrases = [line.removeprefix("phrase    ") for line in run.stdout.splitlines() if line.startswith("phrase")]
    assert len(set(phrases)) == 2
    for name, own, other in (("a", *phrases), ("b", *reversed(phrases))):
        copy = folder.parent / f"output/{name}-protected.pdf"
        assert (opens(copy, own), opens(copy, other)) == (True, False)


def test_two_sheets_of_one_patient_open_with_one_phrase(folder: Path, handouts: Command) -> None:
    (folder / "b.yaml").write_text(PRESCRIPTION.replace("clamshell", "cobra"))
    run = handouts("protect", "prescriptions", "--protect", "phrase")
    phrases = {line for line in run.stdout.splitlines() if line.startswith("phrase")}
    assert len(phrases) == 1


def test_a_patient_who_reads_no_english_gets_digits(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION.replace("LS-1042}", "LS-1042, language: fr}"))
    run = handouts("protect", "a.yaml", "--protect", "phrase")
    assert run.stdout.splitlines()[1].removeprefix("phrase    ").replace(" ", "").isdigit()


def test_a_sheet_is_protected_as_it_was_built(folder: Path, handouts: Command) -> None:
    handouts("build", "prescriptions/a.yaml", "--layout", "large-print", "--ink-saver")
    sheet = folder.parent / "output/a.pdf"
    built = sheet.read_bytes()
    run = handouts("protect", "prescriptions/a.yaml", "--protect", "phrase")
    phrase = run.stdout.splitlines()[1].removeprefix("phrase    ")
    assert sheet.read_bytes() == built
    copy = io.BytesIO((folder.parent / "output/a-protected.pdf").read_bytes())
    with pikepdf.open(copy, password=phrase) as opened, pikepdf.open(io.BytesIO(built)) as open_one:
        assert len(opened.pages) == len(open_one.pages)
    handouts("protect", "prescriptions/a.yaml", "--protect", "phrase", "--layout", "standard")
    assert sheet.read_bytes() != built


# --- the clinic's choice -------------------------------------------------------------------------------------


def clinic_that(home: Path, protect: str) -> None:
    (home / "content/clinics").mkdir(parents=True)
    text = 'name: Hillside\nphone: 555 0199\nemergency: "911"\nbrand: {colour: "#7A2E52"}\n'
    (home / "content/clinics/hillside.yaml").write_text(f"{text}{protect}\n")
    (home / "prescriptions/a.yaml").write_text(PRESCRIPTION.replace("lakeside", "hillside"))


def test_without_a_choice_a_phrase_is_made(folder: Path, handouts: Command) -> None:
    assert "\nphrase    " in handouts("protect", "prescriptions/a.yaml").stdout


def test_the_clinic_file_chooses_and_the_command_line_overrules_it(folder: Path) -> None:
    clinic_that(folder.parent, "protect: {by: birth-date}")
    run = typed("3 May 1958", "03051958", arguments=("protect", "prescriptions/a.yaml"))
    assert run.exit_code == 0
    assert opens(folder.parent / "output/a-protected.pdf", "03051958")
    assert "phrase  " in typed(arguments=("protect", "prescriptions/a.yaml", "--protect", "phrase")).stdout


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "protect: {by: birthdate}",
            "protect.by: must be ask, birth-date or phrase\n  hint: did you mean birth-date?",
        ),
        ("protect: {password: hunter2}", "protect.password: there is no such field\n  hint: allowed here: by"),
        ("protect: phrase", "protect: must be a group of fields"),
    ],
)
def test_a_wrong_choice_in_the_clinic_file_is_shown_at_its_line(
    folder: Path, handouts: Command, written: str, said: str
) -> None:
    clinic_that(folder.parent, written)
    run = handouts("protect", "prescriptions/a.yaml")
    assert run.exit_code == 1
    assert "content/clinics/hillside.yaml:5:" in run.stderr
    assert said in run.stderr
    assert "hunter2" not in run.stderr


# --- a password that is asked for ----------------------------------------------------------------------------


def test_a_password_is_asked_for_twice_and_never_shown(folder: Path) -> None:
    run = typed(SECRET, SECRET, arguments=("protect", "prescriptions/a.yaml", "--protect", "ask"))
    assert run.exit_code == 0
    assert run.stderr == "prescriptions/a.yaml: password for the sheet: \nonce more: \n"
    assert run.stdout.splitlines()[0] == "protected output/a-protected.pdf"
    assert SECRET not in run.output
    assert opens(folder.parent / "output/a-protected.pdf", SECRET)


def test_for_two_sheets_of_one_patient_it_is_asked_once(folder: Path) -> None:
    (folder / "b.yaml").write_text(PRESCRIPTION)
    run = typed(SECRET, SECRET, arguments=("protect", "prescriptions", "--protect", "ask"))
    assert (run.exit_code, run.stderr.count("password for the sheet")) == (0, 1)
    assert all(opens(folder.parent / f"output/{name}-protected.pdf", SECRET) for name in ("a", "b"))


def test_a_slip_is_told_and_asked_for_again(folder: Path) -> None:
    lines = ("short", SECRET, "hunter2 huntre2", SECRET, SECRET)
    run = typed(*lines, arguments=("protect", "prescriptions/a.yaml", "--protect", "ask"))
    assert run.exit_code == 0
    assert "Error: the password must have 8 to 100 characters\n" in run.stderr
    assert "Error: the two are not the same\n" in run.stderr
    assert opens(folder.parent / "output/a-protected.pdf", SECRET)
    assert not any(line in run.output for line in lines)


def test_after_three_slips_nothing_is_protected(folder: Path) -> None:
    run = typed("one", "two", "three", arguments=("protect", "prescriptions", "--protect", "ask"))
    assert run.exit_code == 2
    assert run.stderr.endswith("Error: there is no password for prescriptions/a.yaml\n")
    assert sorted(path.name for path in (folder.parent / "output").iterdir()) == ["a.pdf", "b.pdf"]


def test_whoever_gives_up_has_protected_nothing(folder: Path) -> None:
    run = typed(SECRET, SECRET, arguments=("protect", "prescriptions", "--protect", "ask"))
    assert (run.exit_code, "Aborted!" in run.stderr) == (1, True)
    assert not list((folder.parent / "output").glob("*-protected.pdf"))


def test_a_birth_date_is_asked_for_each_patient(folder: Path) -> None:
    lines = ("3 May 1958", "1958-05-03", "25/12/2001", "25 December 2001")
    run = typed(*lines, arguments=("protect", "prescriptions", "--protect", "birth-date"))
    assert run.exit_code == 0
    assert "prescriptions/b.yaml: the patient's birth date (day, month, year): " in run.stderr
    output = folder.parent / "output"
    assert opens(output / "a-protected.pdf", "03051958")
    assert opens(output / "b-protected.pdf", "25122001")
    assert run.stdout.endswith(
        "The password is the birth date in eight digits, DDMMYYYY: 3 May 1958 is 03051958.\n"
    )
    for date in ("25/12/2001", "25122001", "1958-05-03"):
        assert date not in run.output


def test_a_birth_date_that_could_be_two_is_asked_for_again(folder: Path) -> None:
    lines = ("3/5/1958", "3 May 1958", "3.5.1958")
    run = typed(*lines, arguments=("protect", "prescriptions/a.yaml", "--protect", "birth-date"))
    assert run.exit_code == 0
    assert "Error: this could be two different days; write it as 3 May 1958, 1958-05-03 or 03051958" in run.stderr


# --- the environment -----------------------------------------------------------------------------------------


def test_the_environment_can_give_the_password(
    folder: Path, handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    run = handouts("protect", "prescriptions/a.yaml", "--protect", "ask")
    assert (run.exit_code, run.stderr) == (0, "")
    assert SECRET not in run.stdout
    assert opens(folder.parent / "output/a-protected.pdf", SECRET)


def test_one_password_is_not_for_two_patients(
    folder: Path, handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET)
    run = handouts("protect", "prescriptions", "--protect", "ask")
    assert run.exit_code == 2
    assert run.stderr == (
        f"Error: {VARIABLE} holds the password of one patient; protect one patient's sheets at a time\n"
    )


def test_a_weak_password_of_the_environment_is_refused(
    folder: Path, handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for password in ("", "short", "schlüssel"):
        monkeypatch.setenv(VARIABLE, password)
        run = handouts("protect", "prescriptions/a.yaml", "--protect", "ask")
        assert run.exit_code == 2, password
        assert run.stderr.startswith("Error: the password m"), password
        assert not list((folder.parent / "output").glob("*-protected.pdf")), password


def run_alone(folder: Path, policy: str, stdin: int) -> subprocess.Popen[str]:
    """The command as a program of its own, without the terminal of the tests."""
    arguments = [sys.executable, "-m", "handouts", "protect", "prescriptions/a.yaml", "--protect", policy]
    return subprocess.Popen(
        arguments,
        cwd=folder.parent,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("ask", "there is no terminal to ask for a password; set HANDOUTS_PROTECT_PASSWORD"),
        pytest.param("birth-date", "there is no terminal to ask for the birth date", marks=pytest.mark.thorough),
    ],
)
def test_where_nobody_can_be_asked_nobody_is(folder: Path, policy: str, said: str) -> None:
    process = run_alone(folder, policy, subprocess.DEVNULL)
    shown, complained = process.communicate()
    assert (process.returncode, shown, complained) == (2, "", f"Error: {said}\n")


@pytest.mark.thorough
def test_at_a_real_terminal_what_is_typed_is_not_shown(folder: Path) -> None:
    ours, theirs = os.openpty()
    process = run_alone(folder, "ask", theirs)
    os.close(theirs)
    assert process.stderr
    said = ""
    for question in ("password for the sheet: ", "once more: "):
        while not said.endswith(question):
            said += process.stderr.read(1)
        time.sleep(0.2)  # getpass throws away what was typed before it listens
        os.write(ours, f"{SECRET}\n".encode())
    process.communicate()
    os.set_blocking(ours, False)
    try:
        echoed = os.read(ours, 1000)
    except OSError:
        echoed = b""
    os.close(ours)
    assert process.returncode == 0
    assert SECRET.encode() not in echoed
    assert opens(folder.parent / "output/a-protected.pdf", SECRET)


# --- what is written -----------------------------------------------------------------------------------------


def test_the_copy_lies_beside_the_sheet_and_is_for_its_owners_eyes(folder: Path, handouts: Command) -> None:
    handouts("protect", "prescriptions/a.yaml", "--output", "sheets")
    sheets = folder.parent / "sheets"
    assert sorted(path.name for path in sheets.iterdir()) == ["a-protected.pdf", "a.pdf"]
    assert stat.S_IMODE((sheets / "a-protected.pdf").stat().st_mode) == 0o600


def test_a_wrong_prescription_does_not_stop_the_others(folder: Path, handouts: Command) -> None:
    (folder / "a.yaml").write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    run = handouts("protect", "prescriptions")
    assert run.exit_code == 1
    assert run.stdout.splitlines()[:2] == ["failed   prescriptions/a.yaml", "protected output/b-protected.pdf"]
    assert "1 sheet protected, 1 failed\n" in run.stdout


def test_a_copy_that_does_not_come_out_right_leaves_the_one_before(
    folder: Path, handouts: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    handouts("protect", "prescriptions")
    before = (folder.parent / "output/a-protected.pdf").read_bytes()

    def broken(*_: object) -> None:
        raise DeliveryError("the protected copy did not come out whole, and was thrown away")

    monkeypatch.setattr(protection, "_prove", broken)
    run = handouts("protect", "prescriptions")
    assert run.exit_code == 3
    assert run.stdout == "failed   output/a.pdf\nfailed   output/b.pdf\n0 sheets protected, 2 failed\n"
    assert "thrown away" in run.stderr
    assert (folder.parent / "output/a-protected.pdf").read_bytes() == before


def test_a_copy_never_takes_the_place_of_a_sheet(folder: Path, handouts: Command) -> None:
    (folder / "A-Protected.yaml").write_text(PRESCRIPTION)
    run = handouts("protect", "prescriptions")
    assert run.exit_code == 1
    assert run.stderr == (
        "prescriptions/A-Protected.yaml: has the name of the protected copy of a.yaml\n  hint: rename one of them\n"
    )
    assert not (folder.parent / "output/a-protected.pdf").exists()


def test_nobody_learns_of_the_patient_or_the_password(
    home: Path, handouts: Command, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(VARIABLE, SECRET)
    (home / "a.yaml").write_text(PRESCRIPTION.replace("Alex Sample", "Zanary Name").replace("LS-1042", "ZanaryId"))
    run = handouts("protect", "a.yaml", "--protect", "ask")
    told = f"{run.output}{run.stderr}{caplog.text}{sorted(home.rglob('*'))}"
    assert run.exit_code == 0
    assert "zanary" not in told.lower()
    assert SECRET not in told
    copy = (home / "output/a-protected.pdf").read_bytes()
    assert b"zanary" not in copy.lower()
    assert SECRET.encode() not in copy
