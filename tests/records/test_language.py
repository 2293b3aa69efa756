"""Languages and their directions."""

from __future__ import annotations

from handouts.records.language import TAG, base_language, has_leftward, leftward

TAGS = [
    ("en", "en", False),
    ("fr-CA", "fr", False),
    ("es-MX", "es", False),
    ("zh", "zh", False),
    ("ar", "ar", True),
    ("ar-EG", "ar", True),
    ("he-IL", "he", True),
    ("fa", "fa", True),
    ("ur", "ur", True),
]


def test_a_country_leaves_the_language_and_its_direction() -> None:
    for tag, base, from_the_right in TAGS:
        assert base_language(tag) == base, tag
        assert leftward(tag) is from_the_right, tag


def test_a_tag_is_a_language_and_perhaps_a_country() -> None:
    for tag in ["en", "fr-CA", "fil", "fil-PH"]:
        assert TAG.fullmatch(tag), tag


def test_anything_else_is_no_tag() -> None:
    for tag in ["", "e", "EN", "English", "fr-ca", "fr_CA", "fr-", "zh-Hans", "en-US-x", " en", "../en"]:
        assert TAG.fullmatch(tag) is None, tag


def test_a_text_with_one_letter_from_right_to_left_is_noticed() -> None:
    for text in ["نور", "Sample נור", "٣", "كتاب", "a\u0640"]:
        assert has_leftward(text), text


def test_a_text_from_left_to_right_is_left_alone() -> None:
    for text in ["", "Sample", "Łódź", "林", "हिन्दी", "10 × 2", "“Knee”", "€ 5"]:
        assert not has_leftward(text), text
