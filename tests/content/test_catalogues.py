"""The words of the five languages: whole, a form for every number; dates, lists and weekdays as CLDR has them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from handouts.library.library import Library
from handouts.programme.wording import Words, dose_phrase, known_language, schedule_phrase
from handouts.records.dose import Dose
from handouts.records.dose_words import Count
from handouts.records.language import base_language

LANGUAGES = ("en", "fr", "es", "ar", "zh")

every_language = pytest.mark.parametrize("language", LANGUAGES)


def spoken(tag: str, library: Library) -> Words:
    """The words of a language, in a country where the tag names one."""
    return Words(tag, library.words(base_language(tag)))


def leaves(catalogue: Any, path: str = "") -> dict[str, Any]:
    """The texts of a catalogue by their keys; plural forms and lists stay together."""
    if not isinstance(catalogue, dict) or "other" in catalogue:
        return {path: catalogue}
    parts = [leaves(part, f"{path}.{name}".strip(".")) for name, part in catalogue.items()]
    return {name: text for part in parts for name, text in part.items()}


def plurals(catalogue: Any) -> dict[str, dict[str, str]]:
    return {key: forms for key, forms in leaves(catalogue).items() if isinstance(forms, dict)}


def slots(text: Any) -> set[str]:
    """What is filled into a text; into that of any number, where there are plural forms."""
    return set(re.findall(r"\{(\w+)\}", str(text["other"] if isinstance(text, dict) else text)))


@every_language
def test_a_catalogue_has_the_texts_of_the_english_one_with_the_same_slots(language: str, library: Library) -> None:
    english, other = leaves(library.words("en")), leaves(library.words(language))
    assert set(other) - {"state"} == set(english)
    wrong = {key for key, text in english.items() if slots(other[key]) != slots(text)}
    assert wrong - {"sheet.note"} == set()  # who writes the note may go without saying
    lists = [key for key, text in english.items() if isinstance(text, list)]
    assert [len(other[key]) for key in lists] == [len(english[key]) for key in lists]


@every_language
def test_every_number_has_its_plural_form_and_none_is_for_no_number(language: str, library: Library) -> None:
    plural_form = spoken(language, library).locale.plural_form
    needed = {plural_form(number) for number in range(201)}
    assert {
        key: set(forms) for key, forms in plurals(library.words(language)).items() if set(forms) != needed
    } == {}


@every_language
def test_a_form_that_leaves_out_its_number_stands_for_one_number_alone(language: str, library: Library) -> None:
    plural_form = spoken(language, library).locale.plural_form
    for key, forms in plurals(library.words(language)).items():
        for name, text in forms.items():
            if slots(forms) - slots(text):
                assert [number for number in range(201) if plural_form(number) == name] in ([1], [2]), (key, name)


@every_language
def test_a_count_says_its_number_unless_the_words_do(language: str, library: Library) -> None:
    words = spoken(language, library)
    for number in range(3, 201):
        assert str(number) in words.count("dose.times", Count(number, number))
        assert f"{number} " in words.count("dose.weeks", Count(number, number)) or language == "zh"


DOSE = {"sets": 2, "reps": "8-10", "hold": "30 s", "weekdays": "mon, wed, fri", "weeks": 2}


@pytest.mark.parametrize(
    ("language", "how_much", "when"),
    [
        ("en", ["2 sets", "8 to 10", "hold", "30 seconds"], ["once a day", "Mon, Wed and Fri", "2 weeks"]),
        ("fr", ["2 séries", "8 à 10", "30 secondes"], ["par jour", "lun., mer. et ven.", "2 semaines"]),
        ("es", ["2 series", "8 a 10", "30 segundos"], ["día", "lun, mié y vie", "2 semanas"]),
        ("ar", ["مجموعتان", "8 إلى 10", "30 ثانية"], ["يوميًا", "الاثنين والأربعاء والجمعة", "أسبوعين"]),
        ("zh", ["2组", "8至10次", "保持30秒"], ["每天1次", "周一、周三和周五", "2周"]),
    ],
)
def test_a_dose_says_all_it_is_in_each_language(
    language: str, how_much: list[str], when: list[str], library: Library
) -> None:
    words = spoken(language, library)
    dose = Dose.model_validate(DOSE)
    assert parts_of(dose_phrase(dose, words), how_much) == how_much
    assert parts_of(schedule_phrase(dose, words), when) == when


def parts_of(phrase: str, wanted: list[str]) -> list[str]:
    """The wanted parts that a phrase has, in its order."""
    phrase = phrase.replace("\u00a0", " ")
    return sorted((part for part in wanted if part in phrase), key=phrase.index)


ARABIC = [
    (1, "مرة واحدة"),
    (2, "مرتين"),
    (3, "3 مرات"),
    (10, "10 مرات"),
    (11, "11 مرة"),
    (102, "102 مرة"),
    ("1-2", "1 إلى 2 مرة"),
    ("2-3", "2 إلى 3 مرات"),
]


def test_arabic_counts_in_six_forms(library: Library) -> None:
    for reps, phrase in ARABIC:
        assert dose_phrase(Dose.model_validate({"reps": reps}), spoken("ar", library)).endswith(phrase), reps


DATES = [
    ("en", "5_September_2026", "5_Sept_2026"),
    ("en-US", "September_5,_2026", "Sep_5,_2026"),
    ("fr", "5_septembre_2026", "5_sept._2026"),
    ("fr-CA", "5_septembre_2026", "5_sept._2026"),
    ("es", "5_de_septiembre_de_2026", "5_sept_2026"),
    ("es-MX", "5_de_septiembre_de_2026", "5_sep_2026"),
    ("ar", "5_سبتمبر_2026", "5_سبتمبر_2026"),
    ("zh", "2026年9月5日", "2026年9月5日"),
]


def test_a_date_in_each_language(library: Library) -> None:
    for tag, long, short in DATES:
        words, day = spoken(tag, library), date(2026, 9, 5)
        assert words.date(day).replace("\u00a0", "_") == long, tag
        assert words.date(day, short=True).replace("\u00a0", "_") == short, tag


@pytest.mark.parametrize(
    ("language", "listed", "monday", "names"),
    [
        ("en", "A, B and C", "Mon", ["English", "French", "Arabic"]),
        ("fr", "A, B et C", "lun.", ["anglais", "français", "arabe"]),
        ("es", "A, B y C", "lun", ["inglés", "francés", "árabe"]),
        ("ar", "A وB وC", "إثنين", ["الإنجليزية", "الفرنسية", "العربية"]),
        ("zh", "A、B和C", "周一", ["英语", "法语", "阿拉伯语"]),
    ],
)
def test_lists_weekdays_and_languages_are_named_as_there(
    language: str, listed: str, monday: str, names: list[str], library: Library
) -> None:
    words = spoken(language, library)
    assert words.listed(["A", "B", "C"]) == listed
    assert words.weekdays()[0] == monday
    assert len(set(words.weekdays())) == 7
    assert [words.language_name(tag) for tag in ("en", "fr", "ar")] == names


def test_a_country_sets_the_dates_and_the_language_the_words(library: Library) -> None:
    mexican, spanish = spoken("es-MX", library), spoken("es", library)
    assert str(mexican.locale) == "es_MX"
    assert mexican.say("sheet.title") == spanish.say("sheet.title")


def test_a_language_or_country_that_nobody_has_heard_of_is_not_known() -> None:
    for tag, known in [("fr", True), ("fr-CA", True), ("es-MX", True), ("xx", False), ("fr-XX", False)]:
        assert known_language(tag) is known, tag
