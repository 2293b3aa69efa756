"""The faces: what they can draw, how wide it is, and how letters that stand together are shaped."""

from __future__ import annotations

import pytest

from handouts.pdf import fonts

NO_GLYPH = 0


LETTERS = {
    "Latin": "Hello, 0123 Ångström Łódź Ğ ő ß",
    "Vietnamese": "Nguyễn Thị Hường",
    "Greek": "Ελλάδα",
    "Cyrillic": "Привет, Їжак",
    "Arabic": "مَرحَبًا ١٢٣",
    "Persian": "گچپژ",
    "Hebrew": "שָׁלוֹם",
    "Devanagari": "नमस्ते",
    "Thai": "สวัสดี",
    "Chinese": "你好，髋关节。",
    "Japanese": "こんにちは",
    "Korean": "안녕하세요",
    "signs": "– — … • · “x” ‘y’ € 10\u00a0s",
}


@pytest.mark.parametrize("text", LETTERS.values(), ids=LETTERS)
def test_what_patients_and_clinics_are_called_can_be_drawn(text: str) -> None:
    assert fonts.undrawable(text) is None
    runs = [run for bold in (False, True) for run in fonts.shape(text, bold)]
    assert [glyph for run in runs for glyph in run.glyphs if glyph.number == NO_GLYPH] == []


@pytest.mark.parametrize(
    ("text", "character"),
    [("ok 😀", "😀"), ("ᚠ", "ᚠ"), ("ሰላም", "ሰ"), ("ok \ue000", "\ue000"), ("ok \ufffc", "\ufffc")],
    ids=["emoji", "runes", "amharic", "private-use", "object-replacement"],
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


def test_all_faces_stand_on_the_lines_of_the_first() -> None:
    ascent, descent = fonts.vertical()
    assert 0.7 < ascent < 1.1
    assert 0.1 < descent < 0.4
