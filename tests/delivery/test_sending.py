"""What a person sees who sends sheets, and what the server gets."""

from __future__ import annotations

import hashlib
import re

import pytest

from tests.delivery.conftest import Opening, Practice

THOROUGH = pytest.mark.thorough
GREYLISTED = "451 4.7.1 {address}: come back later"
NO_MAILBOX = "550 5.1.1 <{address}>: Recipient address rejected: no such user"


def test_a_sheet_arrives_at_the_one_address_of_the_prescription(practice: Practice) -> None:
    run = practice.send("ls-1042.yaml")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-2:] == ["sent     ls-1042  example.org", "1 message: 1 sent"]
    [mail] = practice.office.delivered
    assert (mail.sender, mail.recipients) == ("sheets@lakeside.example", ["zanary@example.org"])
    assert mail.message["To"] == "zanary@example.org"


def test_what_arrives_is_the_sheet_that_lies_in_the_output_folder(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    [attached] = practice.office.delivered[0].message.iter_attachments()
    assert attached.get_filename() == "sheet.pdf"
    sent, built = attached.get_content(), (practice.home / "output/ls-1042.pdf").read_bytes()
    assert hashlib.sha256(sent).hexdigest() == hashlib.sha256(built).hexdigest()


def test_a_second_run_sends_nothing_and_says_when_it_was_sent(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    again = practice.send("ls-1042.yaml")
    assert again.exit_code == 0
    assert re.search(
        r"^ls-1042  was sent to example.org on \d{4}-\d\d-\d\d \d\d:\d\d\nNothing to send.$", again.stdout
    )
    assert len(practice.office.delivered) == 1


@THOROUGH
def test_a_prescription_that_was_changed_is_a_new_message(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    path = practice.home / "ls-1042.yaml"
    changes = {"goal: ZanaryGoal": "goal: Another", "@example.org": "@example.net", "issued": "version: 2\nissued"}
    for before, (old, new) in enumerate(changes.items(), 1):
        path.write_text(path.read_text().replace(old, new))
        assert practice.send("ls-1042.yaml").exit_code == 0, new
        assert len(practice.office.delivered) == before + 1, new


@THOROUGH
def test_a_sheet_that_only_looks_different_is_not_sent_again(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.configure(subject='{en: "Other words"}')
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().replace("#0F5C63", "#7A2E52"))
    path = practice.home / "ls-1042.yaml"
    path.write_text("# a comment\n" + path.read_text())
    run = practice.send("ls-1042.yaml")
    assert "it looks different now: raise 'version:' in the prescription to send it" in run.stdout
    assert len(practice.office.delivered) == 1


@THOROUGH
def test_the_same_sheet_under_another_name_is_not_sent_again(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.prescribe("copy")
    assert practice.send("copy.yaml").exit_code == 0
    assert len(practice.office.delivered) == 1


@THOROUGH
def test_the_same_address_in_capitals_is_the_same_address(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.prescribe("ls-1042", email="Zanary@EXAMPLE.org")
    practice.send("ls-1042.yaml")
    assert len(practice.office.delivered) == 1


def test_a_batch_goes_over_one_connection(practice: Practice) -> None:
    for number in range(4):
        practice.prescribe(f"case-{number}", email=f"p{number}@example.org", id=f"P-{number}")
    run = practice.send(".")
    assert run.exit_code == 0
    assert "5 messages: 5 sent" in run.stdout
    assert practice.office.said.count("EHLO encrypted") == 1
    assert sorted(mail.recipients[0] for mail in practice.office.delivered) == [
        *(f"p{number}@example.org" for number in range(4)),
        "zanary@example.org",
    ]


def test_between_two_messages_there_is_the_pause_of_the_clinic(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[float] = []
    monkeypatch.setattr("handouts.delivery.mail.outbox.time.sleep", paused.append)
    practice.configure(pause="7")
    practice.prescribe("second", email="second@example.org")
    practice.send("ls-1042.yaml", "second.yaml")
    assert paused == [7]


# --- what the server may answer -------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["RCPT", pytest.param("dot", marks=THOROUGH)])
def test_a_server_that_says_later_gets_the_message_later(practice: Practice, step: str) -> None:
    practice.office.answers[step] = [GREYLISTED]
    first = practice.send("ls-1042.yaml")
    assert first.exit_code == 3
    assert "deferred ls-1042  example.org: the server asks to try again later (451 4.7.1)" in first.stdout
    assert "run the same command again later" in first.stderr
    assert practice.states() == ["deferred"]
    second = practice.send("ls-1042.yaml")
    assert (second.exit_code, practice.states()) == (0, ["sent"])
    assert len(practice.office.delivered) == 1
    assert "(tried 2 times)" in practice.email("log").stdout


@pytest.mark.parametrize("step", ["RCPT", pytest.param("dot", marks=THOROUGH)])
def test_a_refused_message_is_reported_and_not_tried_again_by_itself(practice: Practice, step: str) -> None:
    practice.office.answers[step] = [NO_MAILBOX]
    first = practice.send("ls-1042.yaml")
    assert first.exit_code == 3
    assert "refused  ls-1042  example.org: there is no such mailbox (550 5.1.1)" in first.stdout
    assert "add --retry-unknown 1" in first.stderr
    second = practice.send("ls-1042.yaml")
    assert second.exit_code == 3, "it is still not delivered"
    assert "there is no such mailbox (550 5.1.1) (number 1)" in second.stdout
    assert practice.office.delivered == []
    assert practice.office.said.count("MAIL") == 1
    third = practice.send("ls-1042.yaml", "--retry-unknown", "1")
    assert (third.exit_code, practice.states()) == (0, ["sent"])


def test_a_refusal_does_not_stop_the_others(practice: Practice) -> None:
    practice.office.answers["RCPT"] = [NO_MAILBOX]
    practice.prescribe("second", email="second@example.org")
    run = practice.send("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 3
    assert [mail.recipients for mail in practice.office.delivered] == [["second@example.org"]]
    assert practice.states() == ["refused", "sent"]


@pytest.mark.parametrize("step", ["MAIL", pytest.param("RCPT", marks=THOROUGH)])
def test_a_server_that_hangs_up_before_the_message_gets_it_over_a_new_connection(
    practice: Practice, step: str
) -> None:
    practice.prescribe("second", email="second@example.org", id="P-2")
    practice.office.hooks["taken"] = lambda office: office.drop.update({step: True})
    run = practice.send("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 0
    assert practice.office.said.count("EHLO encrypted") == 2
    assert [mail.recipients[0] for mail in practice.office.delivered] == [
        "zanary@example.org",
        "second@example.org",
    ]


def test_a_server_that_has_had_enough_of_a_connection_is_called_again(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.org", id="P-2")
    practice.office.hooks["taken"] = lambda office: office.answers.update(MAIL=["421 4.7.0 too many messages"])
    assert practice.send("ls-1042.yaml", "second.yaml").exit_code == 0
    assert len(practice.office.delivered) == 2


@pytest.mark.parametrize(
    "step", ["RCPT", *(pytest.param(step, marks=THOROUGH) for step in ("EHLO", "EHLO encrypted", "MAIL"))]
)
def test_a_server_that_hangs_up_at_once_stops_the_batch_with_nothing_sent(practice: Practice, step: str) -> None:
    practice.prescribe("second", email="second@example.org", id="P-2")
    practice.office.drop[step] = True
    run = practice.send("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 3
    assert practice.office.delivered == []
    assert practice.states() == ["deferred"], "the second was not even begun"
    assert "waiting  second  example.org" in run.stdout
    assert practice.send("ls-1042.yaml", "second.yaml").exit_code == 0
    assert len(practice.office.delivered) == 2


def test_a_server_that_refuses_the_sender_stops_the_batch_and_blames_no_patient(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.org", id="P-2")
    practice.office.answers["MAIL"] = ["553 5.1.8 not your address"]
    run = practice.send("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 3
    assert "does not take mail from the clinic's address (553 5.1.8)" in run.stdout
    assert practice.states() == ["deferred"]


def test_a_message_that_is_too_large_for_the_server_is_refused_before_it_is_sent(opening: Opening) -> None:
    practice = opening(size=10_000)
    practice.prescribe()
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "refused  ls-1042  example.org: the message is too large for the server" in run.stdout
    assert "MAIL" not in practice.office.said


def test_lines_that_begin_with_a_dot_arrive_as_they_are(practice: Practice) -> None:
    practice.configure(body='{en: ".\\n.hidden file\\n..\\n"}')
    practice.send("ls-1042.yaml")
    body = practice.office.delivered[0].message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == [".", ".hidden file", ".."]


# --- what cannot be known ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("dot", marks=THOROUGH, id="before the server had it"),
        pytest.param("taken", id="after the server had it"),
    ],
)
def test_a_connection_lost_at_the_dot_is_undecided_and_never_sent_again_by_itself(
    practice: Practice, step: str
) -> None:
    practice.office.drop[step] = True
    first = practice.send("ls-1042.yaml")
    assert first.exit_code == 3
    assert "unknown  ls-1042" in first.stdout
    assert "Ask the patient; if it did not, add --retry-unknown 1" in first.stderr
    arrived = len(practice.office.delivered)
    for _ in range(2):
        again = practice.send("ls-1042.yaml")
        assert again.exit_code == 3
        assert "the connection was lost while the server was taking the message (number 1)" in again.stdout
    assert (practice.states(), len(practice.office.delivered)) == (["unknown"], arrived)


def test_a_person_may_have_an_undecided_message_sent_once_more_under_its_old_name(practice: Practice) -> None:
    practice.office.drop["taken"] = True
    practice.send("ls-1042.yaml")
    run = practice.send("ls-1042.yaml", "--retry-unknown", "1")
    assert (run.exit_code, practice.states()) == (0, ["sent"])
    first, second = practice.office.delivered
    assert first.message["Message-ID"] == second.message["Message-ID"], "so that a mailbox can see they are one"


def test_after_an_undecided_message_the_batch_goes_on(practice: Practice) -> None:
    practice.prescribe("second", email="second@example.org", id="P-2")
    practice.office.drop["taken"] = True
    run = practice.send("ls-1042.yaml", "second.yaml")
    assert run.exit_code == 3
    assert practice.states() == ["unknown", "sent"]


def test_a_number_that_belongs_to_none_of_the_files_is_a_slip(practice: Practice) -> None:
    run = practice.send("ls-1042.yaml", "--retry-unknown", "9")
    assert run.exit_code == 2
    assert "none of these prescriptions is number 9 of the ledger" in run.stderr
    assert practice.office.said == []


@THOROUGH
def test_a_sent_message_cannot_be_sent_once_more_by_its_number(practice: Practice) -> None:
    practice.send("ls-1042.yaml")
    practice.send("ls-1042.yaml", "--retry-unknown", "1")
    assert len(practice.office.delivered) == 1
