"""The kinds of field that records share: an e-mail address is one plain address, whoever it is of."""

from __future__ import annotations

import subprocess
import sys
from email.headerregistry import Address

import pytest
from pydantic import TypeAdapter, ValidationError

from handouts.records.fields import Email
from tests.conftest import ROOT

ADDRESS: TypeAdapter[str] = TypeAdapter(Email)
TAKEN = [
    "patient@example.org",
    "o'brien@example.org",
    "a.b+c_d%e-f@x.co",
    "1@sub.my-clinic.example.museum",
    f"{'x' * 64}@example.org",
    "Reception@Lakeside.Example",
    "a@xn--exmple-cua.org",
    "a@example.xn--p1ai",
]
REFUSED = [
    "-a@example.org",
    '"a b"@example.org',
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a@localhost",
    "sheets@clinic.local",  # a name that ends at the clinic's own door
    "a@example.org.",
    "a@example.c",
    "a@my_clinic.org",
    "a@exa\u00admple.org",
    "a@ex\u00e4mple.org",
    "\u00e4@example.org",
    "a@example.org ",
    " a@example.org",
    "a@example.org\n",
    "a@example.org\nBcc: b@example.org",
    "Jane <a@example.org>",
    "a@example.org, b@example.org",
    "a@b@example.org",
    "a(b)@example.org",
    "",
]


def test_one_plain_address_is_taken_as_it_is_typed() -> None:
    for address in TAKEN:
        assert ADDRESS.validate_python(address) == address
        assert Address(addr_spec=address).addr_spec == address, "as the header of a message writes it"


def test_anything_else_is_refused() -> None:
    for address in REFUSED:
        with pytest.raises(ValidationError):
            pytest.fail(f"{ADDRESS.validate_python(address)!r} is taken")


def test_who_writes_no_address_does_not_wait_for_the_library_that_checks_it() -> None:
    program = "import sys, handouts.records.prescription; print('email_validator' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout == "False\n"
