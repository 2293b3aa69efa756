"""What is damaged goes nowhere."""

from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.delivery.protection.encryption import protect
from handouts.delivery.soundness import measured
from handouts.errors import DeliveryError
from tests.delivery.papers import LETTER, numbered


def test_a_sound_sheet_is_measured() -> None:
    assert measured(numbered(3, LETTER)) == (3, 612, 792)


def empty_pdf() -> bytes:
    """A PDF without a page."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    "damaged",
    [b"", b"garbage", numbered(3)[:-200], numbered(3)[:300], numbered(3).replace(b"endstream", b"x"), empty_pdf()],
    ids=["nothing", "garbage", "cut off", "cut short", "torn", "no pages"],
)
def test_a_damaged_sheet_goes_nowhere(damaged: bytes) -> None:
    with pytest.raises(DeliveryError, match="the sheet is damaged, so it goes nowhere"):
        measured(damaged)


def test_a_protected_sheet_is_not_taken_for_a_damaged_one() -> None:
    with pytest.raises(DeliveryError, match="the sheet is protected already"):
        measured(protect(numbered(1), "a password"))
