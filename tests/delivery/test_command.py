"""`handouts email` as a clinician meets it: the dry run, the question, drafts and the log."""

from __future__ import annotations

import os
import re
import stat
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.build.fingerprint import options_in
from handouts.build.many_sheets import Sheet
from handouts.build.options import Options
from handouts.cli import main
from handouts.delivery.mail.letter import Letter, write_letter
from handouts.library.folders import Workspace
from tests.delivery.conftest import Opening, Practice


def answered(answer: str | None, *arguments: str) -> tuple[int, str]:
    """The command with an answer typed in; None is a command that nobody watches."""
    run = CliRunner().invoke(main, ["email", *arguments], input=answer or "", catch_exceptions=False)
    return run.exit_code, run.output


# --- the dry run ------------------------------------------------------------------------------------------------


def test_without_send_nothing_leaves_and_it_says_who_would_get_what(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.net", id="P-2")
    run = practice.email("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 0
    assert re.sub(r"\d+ kB", "N kB", run.stdout).splitlines() == [
        "ls-1042  to example.org: output/ls-1042.pdf, N kB, open",
        "second   to example.net: output/second.pdf, N kB, open",
        "Dry run: 2 messages (1 to example.net, 1 to example.org). Nothing was sent.",
    ]
    assert practice.office.said == []
    assert not (practice.home / "ledger").exists()


def test_the_sheet_that_would_be_sent_can_be_looked_at_first(practice: Practice) -> None:
    practice.email("ls-1042.yaml", "--output", "sheets")
    assert (practice.home / "sheets/ls-1042.pdf").read_bytes().startswith(b"%PDF-")


def test_a_sheet_in_large_print_is_shown_drafted_and_sent_in_large_print(practice: Practice) -> None:
    sheet = practice.home / "output/ls-1042.pdf"
    practice.run("build", "ls-1042.yaml", "--layout", "large-print", "--paper", "a4", "--ink-saver")
    asked = sheet.read_bytes()
    for arguments in (("ls-1042.yaml",), ("draft", "ls-1042.yaml"), ("send", "ls-1042.yaml", "--yes")):
        assert practice.email(*arguments).exit_code == 0, arguments
        assert sheet.read_bytes() == asked, arguments
    [attached] = practice.office.delivered[0].message.iter_attachments()
    assert attached.get_content() == asked


def test_a_stale_sheet_in_large_print_is_built_again_in_large_print(practice: Practice) -> None:
    sheet, file = practice.home / "output/ls-1042.pdf", practice.home / "ls-1042.yaml"
    practice.run("build", "ls-1042.yaml", "--layout", "large-print")
    before = sheet.read_bytes()
    file.write_text(file.read_text().replace("ZanaryGoal", "AnotherGoal"))
    practice.email("ls-1042.yaml")
    assert (sheet.read_bytes() != before, options_in(sheet.read_bytes())) == (True, Options("large-print"))


def test_a_layout_that_is_asked_for_when_sending_goes_before_that_of_the_sheet(practice: Practice) -> None:
    sheet = practice.home / "output/ls-1042.pdf"
    practice.run("build", "ls-1042.yaml", "--layout", "large-print", "--ink-saver")
    practice.email("ls-1042.yaml", "--layout", "compact")
    assert options_in(sheet.read_bytes()) == Options("compact", ink_saver=True)
    practice.run("build", "ls-1042.yaml")
    practice.email("ls-1042.yaml")
    assert options_in(sheet.read_bytes()) == Options(), "a plain build asks for nothing again"


def test_a_dry_run_knows_what_was_sent_already(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    run = practice.email("ls-1042.yaml")
    assert run.stdout.endswith("Dry run: nothing to send.\n")
    assert len(practice.office.delivered) == 1


def test_a_dry_run_says_what_was_tried_before(practice: Practice) -> None:
    practice.office.answers["RCPT"] = ["450 4.2.0 later"]
    practice.send("ls-1042.yaml")
    assert re.search(r", open; deferred on \d{4}-\d\d-\d\d \d\d:\d\d\n", practice.email("ls-1042.yaml").stdout)


def test_a_wrong_prescription_is_shown_at_its_line_and_the_others_are_sent(practice: Practice) -> None:
    wrong = practice.home / practice.prescribe("wrong")
    wrong.write_text(wrong.read_text().replace("clamshell", "clamshel"))
    run = practice.send("ls-1042.yaml", "wrong.yaml")
    assert run.exit_code == 1
    assert "wrong.yaml:6:24: exercises[0].exercise: there is no such exercise" in run.stderr
    assert "wrong    cannot be sent" in run.stdout
    assert len(practice.office.delivered) == 1


def test_a_prescription_without_an_address_is_wrong_when_it_is_named(practice: Practice) -> None:
    path = practice.home / "ls-1042.yaml"
    path.write_text(path.read_text().replace(", email: zanary@example.org", ""))
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 1
    assert "ls-1042.yaml:3:10: patient: has no e-mail address\n  hint: add 'email:" in run.stderr


def test_a_prescription_without_an_address_is_passed_over_in_a_folder(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.net", id="P-2")
    path = practice.home / "ls-1042.yaml"
    path.write_text(path.read_text().replace(", email: zanary@example.org", ""))
    run = practice.send(".")
    assert (run.exit_code, len(practice.office.delivered)) == (0, 1)
    assert "ls-1042  has no e-mail address" in run.stdout


def test_a_clinic_that_does_not_send_mail_is_named(practice: Practice) -> None:
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().partition("email:")[0])
    run = practice.email("ls-1042.yaml")
    assert run.exit_code == 1
    assert "ls-1042.yaml:1:9: clinic: this clinic's file does not set up e-mail" in run.stderr


def test_an_address_of_two_patients_is_pointed_out(practice: Practice) -> None:
    practice.prescribe("second", id="AnotherId")
    run = practice.email("ls-1042.yaml", "second.yaml")
    assert run.stderr.count("warning: its address is also that of a patient with another number; check it") == 2
    practice.send("ls-1042.yaml")
    assert "second.yaml: warning: its address is also" in practice.email("second.yaml").stderr
    practice.prescribe("ls-1042", email="new@example.org")
    assert practice.email("ls-1042.yaml").stderr.count("warning") == 0


def test_a_clinic_file_of_another_folder_is_not_sent_from_here(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = practice.home / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("handouts.library.folders._packaged", lambda name: practice.home / name)
    for name in ("exercises", "languages", "figures", "routines", "advice", "screening.yaml"):
        (practice.home / "content" / name).symlink_to(Path(__file__).parents[2] / "content" / name)
    (practice.home / "templates").symlink_to(Path(__file__).parents[2] / "templates")
    run = practice.send("../ls-1042.yaml")
    assert run.exit_code == 1
    assert "its e-mail is set up in another folder" in run.stderr
    assert practice.office.said == []


def test_a_prescription_that_is_saved_under_the_run_goes_as_it_was_read(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(sheet: Sheet, workspace: Workspace) -> Letter:
        practice.prescribe("ls-1042", email="other@example.org")
        return write_letter(sheet, workspace)

    monkeypatch.setattr("handouts.delivery.mail.plan.write_letter", saved_meanwhile)
    assert practice.send("ls-1042.yaml").exit_code == 0
    [mail] = practice.office.delivered
    assert mail.recipients == ["zanary@example.org"], "the address that stood there with the sheet's own text"
    [attached] = mail.message.iter_attachments()
    assert attached.get_content() == (practice.home / "output/ls-1042.pdf").read_bytes()
    assert practice.send("ls-1042.yaml").exit_code == 0
    assert [mail.recipients for mail in practice.office.delivered][1:] == [["other@example.org"]]


# --- the question -----------------------------------------------------------------------------------------------


def test_before_sending_it_asks(practice: Practice) -> None:
    code, said = answered("n\n", "send", "ls-1042.yaml")
    assert "Send 1 message (1 to example.org) from sheets@lakeside.example? [y/N]" in said
    assert (code, practice.office.delivered) == (0, [])
    assert said.endswith("Nothing was sent.\n")
    assert answered("y\n", "send", "ls-1042.yaml")[0] == 0
    assert len(practice.office.delivered) == 1


def test_a_command_that_nobody_watches_needs_yes(practice: Practice) -> None:
    code, said = answered(None, "send", "ls-1042.yaml")
    assert (code, practice.office.said) == (2, [])
    assert "add --yes to send without being asked" in said


def test_a_command_that_makes_no_sense_does_nothing(practice: Practice) -> None:
    cases = {
        (): "Missing argument 'PATH...'",
        ("send",): "Missing argument 'PATH...'",
        ("draft", "--yes", "ls-1042.yaml"): "No such option '--yes'",
        ("login", "ls-1042.yaml"): "Got unexpected extra argument (ls-1042.yaml)",
        ("log", "ls-1042.yaml"): "Got unexpected extra argument (ls-1042.yaml)",
        ("ls-1042.yaml", "--yes"): "No such option '--yes'",
        ("output/ls-1042.pdf",): "is a PDF; name the prescription it was made from, ls-1042.yaml",
        ("ls-1042.yaml", "--layout", "compct"): "there is no layout 'compct'; did you mean compact?",
    }
    for arguments, words in cases.items():
        run = practice.email(*arguments)
        assert (run.exit_code, practice.office.said) == (2, []), arguments
        assert words in run.stderr, arguments


def test_what_was_an_option_once_is_refused_with_the_command_it_is_now(practice: Practice) -> None:
    cases = {
        ("ls-1042.yaml", "--send", "--yes"): "--send is a command now: handouts email send PATH...",
        ("--send", "ls-1042.yaml"): "--send is a command now: handouts email send PATH...",
        ("ls-1042.yaml", "--draft"): "--draft is a command now: handouts email draft PATH...",
        ("--log",): "--log is a command now: handouts email log",
        ("--login",): "--login is a command now: handouts email login",
    }
    for arguments, words in cases.items():
        run = practice.email(*arguments)
        assert (run.exit_code, run.stdout, run.stderr) == (2, "", f"Error: {words}\n"), arguments
    assert practice.office.said == []
    assert not (practice.home / "output").exists()


def test_a_slip_in_a_command_is_not_taken_for_a_file(practice: Practice) -> None:
    run = practice.email("sned", "ls-1042.yaml")
    assert (run.exit_code, practice.office.said) == (2, [])
    assert run.stderr == "Error: there is no file 'sned', and no command of that name; did you mean send?\n"
    (practice.home / "ls-1042.yaml").rename(practice.home / "sned")
    assert "sned  to example.org: output/sned.pdf" in practice.email("sned").stdout


def test_a_file_that_is_called_like_a_command_is_reached_by_its_path(practice: Practice) -> None:
    (practice.home / "ls-1042.yaml").rename(practice.home / "send")
    assert "Missing argument" in practice.email("send").stderr
    assert "send  to example.org: output/send.pdf" in practice.email("./send").stdout
    assert practice.office.said == []


# --- drafts -----------------------------------------------------------------------------------------------------


def test_a_draft_is_a_file_that_a_mail_program_opens_for_sending(practice: Practice) -> None:
    run = practice.email("draft", "ls-1042.yaml")
    assert run.exit_code == 0
    assert "draft    output/ls-1042.eml\n1 draft written." in run.stdout
    path = practice.home / "output/ls-1042.eml"
    draft = message_from_bytes(path.read_bytes(), policy=default)
    assert (draft["X-Unsent"], draft["To"]) == ("1", "zanary@example.org")
    [sheet] = draft.iter_attachments()
    assert sheet.get_content() == (practice.home / "output/ls-1042.pdf").read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert practice.office.said == []


def test_a_draft_is_not_in_the_log_for_nobody_knows_what_becomes_of_it(practice: Practice) -> None:
    practice.email("draft", "ls-1042.yaml")
    assert practice.email("log").stdout == "Nothing has been sent from this folder.\n"


# --- the log ----------------------------------------------------------------------------------------------------


def test_the_log_shows_what_became_of_every_message(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.net", id="P-2")
    practice.office.answers["RCPT"] = ["550 5.2.1 off"]
    practice.send("ls-1042.yaml", "second.yaml")
    run = practice.email("log")
    lines = [re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "DATE TIME", line) for line in run.stdout.splitlines()]
    assert [re.sub(r" {2,}", " | ", line) for line in lines] == [
        "number | when | state | sheet | clinic | domain | what the server said",
        "1 | DATE TIME | refused | ls-1042 | lakeside | example.org | the mailbox is switched off (550 5.2.1)",
        "2 | DATE TIME | sent | second | lakeside | example.net | 250 2.0.0",
    ]


def test_the_ledger_is_for_its_owner_alone(practice: Practice) -> None:
    usual = os.umask(0)
    try:
        practice.send("ls-1042.yaml")
    finally:
        os.umask(usual)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (practice.home / "ledger").iterdir()}
    assert modes == {"sent.sqlite3": 0o600, "lock": 0o600}
    assert stat.S_IMODE((practice.home / "ledger").stat().st_mode) == 0o700


def test_a_ledger_that_cannot_be_read_stops_everything(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.prescribe("second", email="second@example.net", id="P-2")
    (practice.home / "ledger/sent.sqlite3").write_bytes(b"not a database at all, but long enough to be one" * 100)
    for arguments in (("second.yaml",), ("send", "second.yaml", "--yes"), ("log",)):
        run = practice.email(*arguments)
        assert run.exit_code == 3
        assert "the ledger of sent messages cannot be used (SQLITE_NOTADB)" in run.stderr
    assert len(practice.office.delivered) == 1


def test_a_batch_over_two_clinics_uses_the_server_of_each(opening: Opening) -> None:
    practice = opening()
    practice.prescribe()
    clinics = practice.home / "content/clinics"
    text = (clinics / "lakeside.yaml").read_text().replace("sheets@lakeside.example", "sheets@hillside.example")
    (clinics / "hillside.yaml").write_text(text)
    path = practice.home / practice.prescribe("other", email="other@example.org", id="P-2")
    path.write_text(path.read_text().replace("clinic: lakeside", "clinic: hillside"))
    assert practice.send("ls-1042.yaml", "other.yaml").exit_code == 0
    assert {mail.recipients[0]: mail.sender for mail in practice.office.delivered} == {
        "zanary@example.org": "sheets@lakeside.example",
        "other@example.org": "sheets@hillside.example",
    }
    assert practice.office.said.count("EHLO encrypted") == 2
