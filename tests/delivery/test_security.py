"""Nothing is said to a server that is not verified, and no password before the line is encrypted (M1)."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from handouts.delivery.mail.ledger_file import reading
from tests.delivery.conftest import Opening, Practice
from tests.delivery.post_office import PASSWORD, USER

# aiosmtpd knows its own TLS only, not that of the port it listens on.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_verified_server_gets_the_password_over_an_encrypted_line(opening: Opening, security: str) -> None:
    practice = opening(security=security, login=True)
    practice.prescribe()
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 0, run.stdout
    assert practice.office.logins == [(USER, True)]
    assert len(practice.office.delivered) == 1


@pytest.mark.parametrize("security", ["starttls", pytest.param("tls", marks=pytest.mark.thorough)])
def test_a_server_with_a_bad_certificate_is_told_nothing(opening: Opening, security: str) -> None:
    faults = {
        "wrong-host": "its certificate is for another name",
        "expired": "its certificate has expired",
        "unknown": "its certificate is signed by nobody this computer trusts",
    }
    for certificate, words in faults.items():
        practice = opening(security=security, certificate=certificate, login=True)
        practice.prescribe()
        run = practice.send("ls-1042.yaml")
        assert run.exit_code == 3, certificate
        assert f"is not to be trusted: {words}; nothing was sent" in run.stdout, certificate
        assert (practice.office.logins, practice.office.delivered) == ([], []), certificate
        assert set(practice.office.said) <= {"hello [127.0.0.1]", "EHLO"}, certificate


def test_without_a_private_authority_the_systems_own_decide(opening: Opening) -> None:
    practice = opening(login=True)
    practice.prescribe()
    clinic = practice.home / "content/clinics/lakeside.yaml"
    clinic.write_text(clinic.read_text().replace("  authority: lakeside/ca.pem\n", ""))
    assert "signed by nobody this computer trusts" in practice.send("ls-1042.yaml").stdout
    assert practice.office.logins == []


def test_a_server_without_encryption_is_told_nothing(opening: Opening) -> None:
    practice = opening(security="none", login=False)
    practice.configure(security="starttls")
    practice.prescribe()
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "offers no encryption (STARTTLS); nothing was sent" in run.stdout
    assert practice.office.said == ["hello [127.0.0.1]", "EHLO"]


@pytest.mark.thorough
def test_a_server_without_encryption_never_sees_the_password(opening: Opening) -> None:
    practice = opening(security="plain-login", login=True)
    practice.configure(security="starttls")
    practice.prescribe()
    assert practice.send("ls-1042.yaml").exit_code == 3
    assert (practice.office.logins, practice.office.delivered) == ([], [])


def test_tls_where_the_server_starts_in_the_clear_is_said_to_be_the_wrong_kind(opening: Opening) -> None:
    practice = opening()
    practice.prescribe()
    practice.configure(security="tls")
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "does not speak TLS on this port; perhaps it wants 'security: starttls'" in run.stdout


def test_a_server_that_is_not_there_is_said_not_to_be_reached(practice: Practice) -> None:
    practice.configure(port="1")
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "localhost:1 cannot be reached; check 'host' and 'port' in the clinic file" in run.stdout
    assert practice.states() == ["deferred"]


def test_a_wrong_password_stops_the_batch_with_nothing_sent(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = opening(login=True)
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", "SlippedPassword")
    practice.prescribe()
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "refuses the user name or the password; store the right one with 'handouts email login'" in run.stdout
    assert "SlippedPassword" not in run.output
    assert practice.office.delivered == []


def test_a_server_that_wants_a_login_says_so_and_blames_no_patient(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = opening(login=True)
    monkeypatch.delenv("HANDOUTS_SMTP_PASSWORD")
    practice.prescribe()
    run = practice.send("ls-1042.yaml")
    assert run.exit_code == 3
    assert "takes mail after a login only; store the password with 'handouts email login'" in run.stdout
    assert practice.states() == ["deferred"]


def test_a_relay_that_is_denied_without_a_login_blames_no_patient(practice: Practice) -> None:
    practice.office.answers["RCPT"] = ["554 5.7.1 <{address}>: Relay access denied"]
    run = practice.send("ls-1042.yaml")
    assert "store the password with 'handouts email login' (554 5.7.1)" in run.stdout
    assert practice.states() == ["deferred"]


def test_the_password_of_the_environment_is_for_one_server_only(opening: Opening) -> None:
    practice = opening(login=True)
    practice.prescribe()
    clinics = practice.home / "content/clinics"
    other = (clinics / "lakeside.yaml").read_text().replace("host: localhost", "host: other.example")
    (clinics / "other.yaml").write_text(other)
    path = practice.home / practice.prescribe("other", id="P-2")
    path.write_text(path.read_text().replace("clinic: lakeside", "clinic: other"))
    run = practice.send("ls-1042.yaml", "other.yaml")
    assert run.exit_code == 2
    assert "HANDOUTS_SMTP_PASSWORD is for one server, and these files use several" in run.stderr
    assert practice.office.said == []


def test_an_authority_file_that_is_missing_or_empty_is_named(practice: Practice) -> None:
    authority = practice.home / "content/clinics/lakeside/ca.pem"
    authority.write_text("nothing")
    assert "holds no certificate that can be read" in practice.send("ls-1042.yaml").stderr
    authority.unlink()
    run = practice.send("ls-1042.yaml")
    assert (run.exit_code, practice.office.said) == (3, [])
    assert "there is no content/clinics/lakeside/ca.pem, which clinic 'lakeside' names" in run.stderr


# --- the keyring ------------------------------------------------------------------------------------------------


class KeyringError(Exception):
    """The one the package has."""


class FakeKeyring(ModuleType):
    """Stands for the package; a real one would open this computer's own."""

    def __init__(self) -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.errors = ModuleType("keyring.errors")
        self.errors.KeyringError = KeyringError  # type: ignore[attr-defined]
        for name in ("NoKeyringError", "InitError"):
            setattr(self.errors, name, type(name, (KeyringError,), {}))

    def get_password(self, service: str, user: str) -> str | None:
        if self.failure:
            raise self.failure
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        if self.failure:
            raise self.failure
        self.kept[service, user] = password


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    fake = FakeKeyring()
    monkeypatch.setitem(sys.modules, "keyring", fake)
    monkeypatch.setitem(sys.modules, "keyring.errors", fake.errors)
    return fake


@pytest.fixture
def locked(opening: Opening, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch) -> Practice:
    """A practice whose server wants a login, and no password in the environment."""
    practice = opening(login=True)
    monkeypatch.delenv("HANDOUTS_SMTP_PASSWORD")
    practice.prescribe()
    return practice


def logged_in(practice: Practice, password: str) -> tuple[int, str]:
    from click.testing import CliRunner

    from handouts.cli import main

    run = CliRunner().invoke(main, ["email", "login"], input=f"{password}\n", catch_exceptions=False)
    return run.exit_code, run.output


def test_login_tries_the_password_keeps_it_and_sending_uses_it(locked: Practice, keyring: FakeKeyring) -> None:
    code, said = logged_in(locked, PASSWORD)
    assert code == 0, said
    assert f"lakeside: password of {USER} at localhost" in said
    assert PASSWORD not in said
    assert keyring.kept == {("handouts localhost", USER): PASSWORD}
    assert locked.send("ls-1042.yaml").exit_code == 0
    assert locked.office.logins == [(USER, True), (USER, True)]


def test_a_password_that_the_server_refuses_is_not_kept(locked: Practice, keyring: FakeKeyring) -> None:
    code, said = logged_in(locked, "slipped")
    assert (code, keyring.kept) == (3, {})
    assert "refuses the user name or the password" in said


def test_a_keyring_that_cannot_keep_says_what_to_do(locked: Practice, keyring: FakeKeyring) -> None:
    advice = {
        "NoKeyringError": "this computer has no keyring; set HANDOUTS_SMTP_PASSWORD for the run instead",
        "InitError": "this computer has no keyring; set HANDOUTS_SMTP_PASSWORD for the run instead",
        "KeyringError": "the keyring could not be opened; unlock it, or set HANDOUTS_SMTP_PASSWORD",
    }
    for name, words in advice.items():
        keyring.failure = getattr(keyring.errors, name)("Secret service says ZanaryBackend")
        code, said = logged_in(locked, PASSWORD)
        assert code == 3, name
        assert words in said, name
        assert "Zanary" not in said, name


def test_without_the_package_login_says_how_to_get_it(locked: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    code, said = logged_in(locked, PASSWORD)
    assert code == 3
    assert "pip install 'handouts[email]'; or set HANDOUTS_SMTP_PASSWORD" in said


def test_a_locked_keyring_stops_sending_before_anything_is_said(locked: Practice, keyring: FakeKeyring) -> None:
    keyring.failure = KeyringError("locked")
    assert locked.send("ls-1042.yaml").exit_code == 3
    assert locked.office.said == []
    with reading(locked.home) as ledger:
        assert ledger is None, "not even the ledger was opened"


def test_login_where_no_clinic_sends_mail_says_so(home: object, handouts: object, keyring: FakeKeyring) -> None:
    from click.testing import CliRunner

    from handouts.cli import main

    run = CliRunner().invoke(main, ["email", "login"], catch_exceptions=False)
    assert run.exit_code == 2
    assert "no clinic here sends e-mail" in run.stderr
