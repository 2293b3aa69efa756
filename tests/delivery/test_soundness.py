"""What is damaged goes nowhere."""

from __future__ import annotations

import io
from functools import partial

import pikepdf
import pytest

from handouts.delivery.protection.encryption import protect
from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError
from tests.delivery.papers import LETTER, numbered
from tests.delivery.refusals import refusal


def test_a_sound_sheet_is_measured() -> None:
    assert measured(numbered(3, LETTER)) == (3, 612, 792)


def empty_pdf() -> bytes:
    """A PDF without a page."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(written)
    return written.getvalue()


def test_a_damaged_sheet_goes_nowhere() -> None:
    sound = numbered(3)
    damages = {
        "nothing": b"",
        "garbage": b"garbage",
        "cut off": sound[:-200],
        "cut short": sound[:300],
        "torn": sound.replace(b"endstream", b"x"),
        "no pages": empty_pdf(),
    }
    for damage, pdf in damages.items():
        said = refusal(partial(measured, pdf), DeliveryError)
        assert "the sheet is damaged, so it goes nowhere" in said, damage


def test_a_protected_sheet_is_not_taken_for_a_damaged_one() -> None:
    with pytest.raises(DeliveryError, match="the sheet is protected already"):
        measured(protect(numbered(1), "a password"))
