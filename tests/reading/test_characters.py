"""Characters that no text may contain, and their names."""

from __future__ import annotations

from handouts.reading.characters import character_name, refused_character


def test_a_character_without_a_name_is_named_by_its_kind() -> None:
    assert character_name("\u00e9") == "U+00E9 (LATIN SMALL LETTER E WITH ACUTE)"
    assert character_name("\x07") == "U+0007 (a control character)"


def test_letters_of_any_language_are_text_and_hidden_characters_are_not() -> None:
    assert refused_character("Zoë Nguyễn 中文 عربي") is None
    assert refused_character("left\u202eright") == "\u202e"
    assert refused_character("bell\x07") == "\x07"
