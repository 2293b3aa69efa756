"""Protected sheets by e-mail: locked before they leave, and the password never travels with them."""

from __future__ import annotations

import io
from email import message_from_bytes, policy
from email.message import EmailMessage

import pikepdf
import pytest

from tests.delivery.conftest import Practice

PASSWORD = "zanary-Tulip-99"
WAYS = pytest.mark.parametrize("way", [("send", "--yes"), ("draft",)], ids=["sent", "draft"])


@pytest.fixture
def locked(practice: Practice) -> Practice:
    """A practice whose clinic file says nothing about attachments, and chose passwords of the clinician's own."""
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().replace("  attachment: open\n", "") + "protect: {by: ask}\n")
    return practice


def messages(practice: Practice) -> list[EmailMessage]:
    """Everything that was delivered, or written as a draft."""
    drafts = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in practice.home.rglob("*.eml")]
    return [*(delivered.message for delivered in practice.office.delivered), *drafts]


def attached(message: EmailMessage) -> bytes:
    (part,) = message.iter_attachments()
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


@WAYS
def test_nothing_leaves_unprotected_unless_the_clinic_chose_so(locked: Practice, way: tuple[str, ...]) -> None:
    run = locked.email(*way, "ls-1042.yaml")
    assert run.exit_code != 0
    assert (locked.office.said, messages(locked)) == ([], [])


@WAYS
def test_a_protected_sheet_opens_with_its_password_only(
    locked: Practice, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_PROTECT_PASSWORD", PASSWORD)
    assert locked.email(*way, "ls-1042.yaml").exit_code == 0
    (message,) = messages(locked)
    sheet = attached(message)
    for wrong in ("", "zanary", PASSWORD.lower()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(sheet), password=wrong)
    with pikepdf.open(io.BytesIO(sheet), password=PASSWORD) as opened:
        assert opened.encryption.R == 6
        assert len(opened.pages) > 1


@WAYS
def test_the_message_says_that_there_is_a_password_and_not_which(
    locked: Practice, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_PROTECT_PASSWORD", PASSWORD)
    run = locked.email(*way, "ls-1042.yaml")
    (message,) = messages(locked)
    body = message.get_body()
    assert body
    assert "opens with the password that we gave you" in body.get_content()
    assert PASSWORD not in message.as_string() + run.stdout + run.stderr
    assert all(PASSWORD.encode() not in path.read_bytes() for path in locked.home.rglob("*") if path.is_file())


def test_a_clinic_that_says_nothing_at_all_sends_locked_sheets(practice: Practice) -> None:
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().replace("  attachment: open\n", ""))
    assert practice.send("ls-1042.yaml").exit_code == 0
    (message,) = messages(practice)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(attached(message)))


def test_a_phrase_is_shown_to_the_clinician_once_and_opens_the_sheet(locked: Practice) -> None:
    run = locked.send("ls-1042.yaml", "--protect", "phrase")
    (line,) = [line for line in run.stdout.splitlines() if line.startswith("ls-1042 ") and len(line.split()) == 6]
    phrase = " ".join(line.split()[1:])
    (message,) = messages(locked)
    assert phrase not in message.as_string()
    assert "by telephone or in person" in run.stdout
    with pikepdf.open(io.BytesIO(attached(message)), password=phrase) as opened:
        assert opened.encryption.R == 6


def test_a_clinic_that_sends_open_sheets_may_lock_one(practice: Practice) -> None:
    dry = practice.email("ls-1042.yaml", "--protect", "phrase")
    assert "protected" in dry.stdout
    practice.send("ls-1042.yaml", "--protect", "phrase")
    (message,) = messages(practice)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(attached(message)))


def test_a_sheet_that_was_sent_protected_is_not_sent_again(
    locked: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDOUTS_PROTECT_PASSWORD", PASSWORD)
    assert locked.send("ls-1042.yaml").exit_code == 0
    monkeypatch.setenv("HANDOUTS_PROTECT_PASSWORD", "another-Tulip-1")
    assert "was sent to example.org" in locked.send("ls-1042.yaml").stdout
    assert len(locked.office.delivered) == 1
