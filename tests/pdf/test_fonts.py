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


# --- shaping -------------------------------------------------------------------------------------------------


def glyphs(text: str, *, rightwards: bool = True) -> list[fonts.Glyph]:
    """The glyphs of a text, from left to right as they are drawn."""
    return [glyph for run in fonts.shape(text, False, rightwards) for glyph in run.glyphs]


def numbers(text: str, *, rightwards: bool = True) -> list[int]:
    return [glyph.number for glyph in glyphs(text, rightwards=rightwards)]


def test_arabic_letters_join() -> None:
    (alone,) = numbers("ب", rightwards=False)
    last, middle, first = numbers("ببب", rightwards=False)
    assert len({alone, first, middle, last}) == 4


def test_a_text_from_right_to_left_begins_at_the_right() -> None:
    assert [glyph.text for glyph in glyphs("نور", rightwards=False)] == ["ر", "و", "ن"]
    assert [glyph.text for glyph in glyphs("שלום ab", rightwards=True)][-2:] == ["a", "b"]


@pytest.mark.parametrize(
    ("base", "mark", "rightwards"),
    [("م", "\u064e", False), ("م", "\u0650", False), ("ש", "\u05b8", False), ("ก", "\u0e49", True)],
    ids=["fatha", "kasra", "qamats", "mai-tho"],
)
def test_a_mark_takes_no_room_and_stands_over_or_under_its_letter(base: str, mark: str, rightwards: bool) -> None:
    marks = [glyph for glyph in glyphs(base + mark, rightwards=rightwards) if glyph.text == mark]
    assert [glyph.advance for glyph in marks] == [0]
    assert fonts.width(base + mark, False, rightwards) == pytest.approx(fonts.width(base, False, rightwards))


def test_a_mark_is_moved_to_where_its_letter_needs_it() -> None:
    marks = [
        glyph for letter in "مبل" for glyph in glyphs(f"{letter}\u064e", rightwards=False) if glyph.text == "\u064e"
    ]
    assert len({round(mark.x, 2) for mark in marks}) == 3
    over_meem, _, over_lam = marks
    assert over_lam.y - over_meem.y > 0.2


def test_a_ligature_stands_for_all_its_letters() -> None:
    assert [glyph.text for glyph in glyphs("office")] == ["o", "ffi", "c", "e"]


def test_letters_are_kerned() -> None:
    assert fonts.width("AV", False) < fonts.width("A", False) + fonts.width("V", False)


@pytest.mark.parametrize("name", ["निशि", "क्षितिज", "हिन्दी", "สำ"])
def test_a_name_is_shaped_the_same_after_a_word_in_other_letters(name: str) -> None:
    assert numbers(f"Sample {name}")[-len(numbers(name)) :] == numbers(name)
    assert numbers(f"{name} Sample")[: len(numbers(name))] == numbers(name)


def test_each_letter_comes_from_the_first_face_that_has_it() -> None:
    runs = fonts.shape("Knee 膝, 무릎", True)
    found = [(run.face.name, "".join(glyph.text for glyph in run.glyphs)) for run in runs]
    joined = {face: "".join(text for name, text in found if name == face) for face, _ in found}
    assert {face: text.replace(" ", "").replace(",", "") for face, text in joined.items()} == {
        "FiraGO-Bold": "Knee",
        "NotoSansSC-Bold": "膝",
        "NotoSansKR-Bold": "무릎",
    }


@pytest.mark.parametrize("text", ["office", "نُورٌ", "שָׁלוֹם", "שלום نور", "हिन्दी", "สวัสดี", "髋关节", "안녕"])
def test_the_glyphs_together_stand_for_the_whole_text(text: str) -> None:
    rightwards = text[0] not in "نש"
    said = [glyph.text for glyph in glyphs(text, rightwards=rightwards)]
    assert "".join(said if rightwards else reversed(said)) == text
