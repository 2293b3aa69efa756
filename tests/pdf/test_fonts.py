"""The two faces: what they can draw, and how wide it is."""

from __future__ import annotations

import unicodedata

import pytest

from handouts.pdf import fonts


@pytest.mark.parametrize(
    "text", ["Hello, 0123", "Ångström Łódź Ğ ő ß", "Ελλάδα", "Привет", "– — … • · “x” ‘y’ €", "10\u00a0s"]
)
def test_what_patients_and_clinics_are_called_can_be_drawn(text: str) -> None:
    assert fonts.undrawable(text) is None


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("ok 漢 ok", "漢"),
        ("ok 😀", "😀"),
        ("שלום", "ש"),
        ("مرحبا", "م"),
        ("नमस्ते", "न"),
        ("ส", "ส"),
        ("ok \ue000", "\ue000"),
        ("ok \ufffc", "\ufffc"),
    ],
    ids=lambda text: unicodedata.name(text, "private use") if len(text) == 1 else None,
)
def test_what_cannot_be_drawn_is_named(text: str, character: str) -> None:
    assert fonts.undrawable(text) == character


def test_line_ends_and_tabs_need_no_glyph() -> None:
    assert fonts.undrawable("a\n\tb") is None


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert fonts.width("lift", False) == pytest.approx(sum(fonts.width(letter, False) for letter in "lift"))
    assert fonts.width("lift", True) > fonts.width("lift", False) > 0


def test_a_no_break_space_is_a_space_wide() -> None:
    assert fonts.width("\u00a0", False) == fonts.width(" ", False) > 0


def test_both_faces_stand_on_one_line() -> None:
    ascent, descent = fonts.vertical()
    assert (ascent, descent) == fonts.vertical(bold=True)
    assert 0.7 < ascent < 1.1
    assert 0.1 < descent < 0.4
