"""A practice that sends e-mail through a server on loopback, and a CUPS to print to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from click.testing import Result

from tests.conftest import Command
from tests.delivery.fake_cups import FakeCups
from tests.delivery.post_office import PASSWORD, Certificates, PostOffice, clinic_text, opened

PRESCRIPTION = """\
clinic: lakeside
clinician: {{name: Sample Clinician}}
patient: {{name: Zanary Quux, id: {id}, email: {email}}}
issued: 2026-11-20
goal: ZanaryGoal
exercises: [{{exercise: clamshell, note: ZanaryNote}}]
"""


@dataclass
class Practice:
    """A folder with a clinic, its prescriptions, and the server that the clinic names."""

    home: Path
    office: PostOffice
    run: Command

    def prescribe(self, name: str = "ls-1042", email: str = "zanary@example.org", id: str = "ZanaryId") -> str:
        path = self.home / f"{name}.yaml"
        path.write_text(PRESCRIPTION.format(email=email, id=id))
        return path.name

    def configure(self, **settings: str) -> None:
        (self.home / "content/clinics/lakeside.yaml").write_text(clinic_text(self.office, **settings))

    def email(self, *arguments: str) -> Result:
        return self.run("email", *arguments)

    def send(self, *arguments: str) -> Result:
        return self.run("email", "send", *arguments, "--yes")

    def states(self) -> list[str]:
        """The states of the ledger, as its log shows them."""
        lines = self.email("log").stdout.splitlines()[1:]
        return [line.split()[3] for line in lines]


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    return Certificates(trustme.CA())


Opening = Callable[..., Practice]


@pytest.fixture
def opening(
    home: Path, handouts: Command, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opening]:
    """Opens a practice whose server has these settings."""
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", PASSWORD)
    with ExitStack() as stack:

        def open_practice(**settings: object) -> Practice:
            office = stack.enter_context(opened(certificates, **settings))  # type: ignore[arg-type]
            certificates.write(home / "content/clinics/lakeside/ca.pem")
            practice = Practice(home, office, handouts)
            security = str(settings.get("security", "starttls"))
            practice.configure(security=security)
            if not settings.get("login"):
                monkeypatch.delenv("HANDOUTS_SMTP_PASSWORD")
            return practice

        yield open_practice


@pytest.fixture
def practice(opening: Opening) -> Practice:
    """A practice with one prescription and a server that takes everything after STARTTLS."""
    found = opening()
    found.prescribe()
    return found


@pytest.fixture
def cups(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    """A stand-in for CUPS, first on the PATH."""
    fake = FakeCups.at(tmp_path_factory.mktemp("cups") / "fake")
    monkeypatch.setenv("PATH", f"{fake.folder}{os.pathsep}{os.environ['PATH']}")
    return fake


@pytest.fixture
def no_cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which nobody has installed CUPS."""
    monkeypatch.setenv("PATH", str(tmp_path))
