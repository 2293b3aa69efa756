"""What docs/delivery.md shows is what happens."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from handouts.delivery.mail.ledger import State
from handouts.reading.source import parse_source
from handouts.reading.validation import validate
from handouts.records.clinic import Clinic
from handouts.records.mail_settings import Mail
from tests.conftest import ROOT
from tests.delivery.conftest import Practice

PAGE = (ROOT / "docs/delivery.md").read_text()
SHOWN: list[tuple[str, str]] = re.findall(r"```console\n\$ handouts (.*?)\n(.*?)```", PAGE, re.DOTALL)


def settled(text: str) -> str:
    """Without what differs from day to day: sizes and times."""
    return re.sub(r"\d+ kB", "38 kB", re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-20 14:03", text))


def test_the_settings_of_the_page_are_right() -> None:
    [example] = re.findall(r"```yaml\n(email:.*?)```", PAGE, re.DOTALL)
    text = 'name: A\nphone: "1"\nemergency: "2"\nbrand: {colour: "#000000"}\n' + example
    clinic, problems = validate(Clinic, parse_source(text.encode(), "clinic.yaml"))
    assert problems == []
    assert clinic is not None
    assert isinstance(clinic.email, Mail)


def test_the_page_names_every_setting() -> None:
    named = set(re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE))))
    assert {field.alias or name for name, field in Mail.model_fields.items()} <= named


def test_the_page_explains_every_state() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert set(get_args(State)) - {"sending"} <= set(explained)


@pytest.fixture
def hillside(practice: Practice) -> Practice:
    """The clinic of the page, with its two patients."""
    practice.configure(host="localhost")
    clinics = practice.home / "content/clinics"
    (clinics / "hillside.yaml").write_text((clinics / "lakeside.yaml").read_text())
    (clinics / "lakeside.yaml").unlink()
    for name, domain in (("ls-1042", "example.org"), ("ls-1043", "example.net")):
        path = practice.home / practice.prescribe(name, email=f"{name}@{domain}", id=name)
        path.write_text(path.read_text().replace("clinic: lakeside", "clinic: hillside"))
    return practice


def test_the_walk_through_goes_as_it_is_shown(hillside: Practice) -> None:
    assert len(SHOWN) == 5
    draft = next(pair for pair in SHOWN if "email draft" in pair[0])
    for command, expected in [draft, *(pair for pair in SHOWN if pair is not draft)]:
        run = hillside.run(*command.split())
        assert settled(run.stdout) == expected, command
        assert run.exit_code == 0
    assert len(hillside.office.delivered) == 2
