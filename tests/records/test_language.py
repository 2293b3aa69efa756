"""Languages and their directions."""

from __future__ import annotations

import pytest

from handouts.records.language import TAG, base_language, has_leftward, leftward


@pytest.mark.parametrize(
    ("tag", "base", "from_the_right"),
    [
        ("en", "en", False),
        ("fr-CA", "fr", False),
        ("es-MX", "es", False),
        ("zh", "zh", False),
        ("ar", "ar", True),
        ("ar-EG", "ar", True),
        ("he-IL", "he", True),
        ("fa", "fa", True),
        ("ur", "ur", True),
    ],
)
def test_a_country_leaves_the_language_and_its_direction(tag: str, base: str, from_the_right: bool) -> None:
    assert base_language(tag) == base
    assert leftward(tag) is from_the_right


@pytest.mark.parametrize("tag", ["en", "fr-CA", "fil", "fil-PH"])
def test_a_tag_is_a_language_and_perhaps_a_country(tag: str) -> None:
    assert TAG.fullmatch(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "EN", "English", "fr-ca", "fr_CA", "fr-", "zh-Hans", "en-US-x", " en", "../en"]
)
def test_anything_else_is_no_tag(tag: str) -> None:
    assert TAG.fullmatch(tag) is None


@pytest.mark.parametrize("text", ["نور", "Sample נור", "٣", "كتاب", "a\u0640"])
def test_a_text_with_one_letter_from_right_to_left_is_noticed(text: str) -> None:
    assert has_leftward(text)


@pytest.mark.parametrize("text", ["", "Sample", "Łódź", "林", "हिन्दी", "10 × 2", "“Knee”", "€ 5"])
def test_a_text_from_left_to_right_is_left_alone(text: str) -> None:
    assert not has_leftward(text)
