"""The words of the five languages: whole, a form for every number; dates, lists and weekdays as CLDR has them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from handouts.library.library import Library
from handouts.programme.dosage import dose_phrase, schedule_phrase
from handouts.programme.wording import Words, known_language
from handouts.records.dose import Dose
from handouts.records.dose_words import Count
from handouts.records.language import base_language

LANGUAGES = ("en", "fr", "es", "ar", "zh")


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


def test_a_catalogue_has_the_texts_of_the_english_one_with_the_same_slots(library: Library) -> None:
    english = leaves(library.words("en"))
    lists = [key for key, text in english.items() if isinstance(text, list)]
    for language in LANGUAGES:
        other = leaves(library.words(language))
        assert set(other) - {"state"} == set(english), language
        wrong = {key for key, text in english.items() if slots(other[key]) != slots(text)}
        assert wrong - {"sheet.note"} == set(), language  # who writes the note may go without saying
        assert [len(other[key]) for key in lists] == [len(english[key]) for key in lists], language


def test_every_number_has_its_plural_form_and_none_is_for_no_number(library: Library) -> None:
    for language in LANGUAGES:
        plural_form = spoken(language, library).locale.plural_form
        needed = {plural_form(number) for number in range(201)}
        forms = {key: set(forms) for key, forms in plurals(library.words(language)).items()}
        assert {key: found for key, found in forms.items() if found != needed} == {}, language


def test_a_form_that_leaves_out_its_number_stands_for_one_number_alone(library: Library) -> None:
    wrong = []
    for language in LANGUAGES:
        plural_form = spoken(language, library).locale.plural_form
        stands_for: dict[str, list[int]] = {}
        for number in range(201):
            stands_for.setdefault(plural_form(number), []).append(number)
        wrong += [
            (language, key, name)
            for key, forms in plurals(library.words(language)).items()
            for name, text in forms.items()
            if slots(forms) - slots(text) and stands_for.get(name) not in ([1], [2])
        ]
    assert wrong == []


def test_a_count_says_its_number_unless_the_words_do(library: Library) -> None:
    for language in LANGUAGES:
        words = spoken(language, library)
        for number in range(3, 201):
            case = (language, number)
            assert str(number) in str(words.count("dose.times", Count(number, number))), case
            assert f"{number} " in str(words.count("dose.weeks", Count(number, number))) or language == "zh", case


DOSE = {"sets": 2, "reps": "8-10", "hold": "30 s", "weekdays": "mon, wed, fri", "weeks": 2}


IN_EACH_LANGUAGE = {  # how much, and when
    "en": (["2 sets", "8 to 10", "hold", "30 seconds"], ["once a day", "Mon, Wed and Fri", "2 weeks"]),
    "fr": (["2 séries", "8 à 10", "30 secondes"], ["par jour", "lun., mer. et ven.", "2 semaines"]),
    "es": (["2 series", "8 a 10", "30 segundos"], ["día", "lun, mié y vie", "2 semanas"]),
    "ar": (["مجموعتان", "8 إلى 10", "30 ثانية"], ["يوميًا", "الاثنين والأربعاء والجمعة", "أسبوعين"]),
    "zh": (["2组", "8至10次", "保持30秒"], ["每天1次", "周一、周三和周五", "2周"]),
}


def test_a_dose_says_all_it_is_in_each_language(library: Library) -> None:
    dose, said = Dose.model_validate(DOSE), {}
    for language, (how_much, when) in IN_EACH_LANGUAGE.items():
        words = spoken(language, library)
        said[language] = (
            parts_of(str(dose_phrase(dose, words)), how_much),
            parts_of(str(schedule_phrase(dose, words)), when),
        )
    assert said == IN_EACH_LANGUAGE


def parts_of(phrase: str, wanted: list[str]) -> list[str]:
    """The wanted parts that a phrase has, in its order."""
    phrase = phrase.replace("\u00a0", " ")
    return sorted((part for part in wanted if part in phrase), key=phrase.index)


TIMES_IN_ARABIC: dict[int | str, str] = {
    1: "مرة واحدة",
    2: "مرتين",
    3: "3 مرات",
    10: "10 مرات",
    11: "11 مرة",
    102: "102 مرة",
    "1-2": "1 إلى 2 مرة",
    "2-3": "2 إلى 3 مرات",
}


def test_arabic_counts_in_six_forms(library: Library) -> None:
    words = spoken("ar", library)
    said = {reps: str(dose_phrase(Dose.model_validate({"reps": reps}), words)) for reps in TIMES_IN_ARABIC}
    assert {reps: phrase for reps, phrase in said.items() if not phrase.endswith(TIMES_IN_ARABIC[reps])} == {}


FIFTH_OF_SEPTEMBER = {  # long, and short
    "en": ("5_September_2026", "5_Sept_2026"),
    "en-US": ("September_5,_2026", "Sep_5,_2026"),
    "fr": ("5_septembre_2026", "5_sept._2026"),
    "fr-CA": ("5_septembre_2026", "5_sept._2026"),
    "es": ("5_de_septiembre_de_2026", "5_sept_2026"),
    "es-MX": ("5_de_septiembre_de_2026", "5_sep_2026"),
    "ar": ("5_سبتمبر_2026", "5_سبتمبر_2026"),
    "zh": ("2026年9月5日", "2026年9月5日"),
}


def test_a_date_in_each_language(library: Library) -> None:
    day, said = date(2026, 9, 5), {}
    for tag in FIFTH_OF_SEPTEMBER:
        words = spoken(tag, library)
        dates = (words.date(day), words.date(day, short=True))
        said[tag] = tuple(text.replace("\u00a0", "_") for text in dates)
    assert said == FIFTH_OF_SEPTEMBER


NAMED = {  # a list, Monday, and English, French and Arabic
    "en": ("A, B and C", "Mon", ["English", "French", "Arabic"]),
    "fr": ("A, B et C", "lun.", ["anglais", "français", "arabe"]),
    "es": ("A, B y C", "lun", ["inglés", "francés", "árabe"]),
    "ar": ("A وB وC", "إثنين", ["الإنجليزية", "الفرنسية", "العربية"]),
    "zh": ("A、B和C", "周一", ["英语", "法语", "阿拉伯语"]),
}


def test_lists_weekdays_and_languages_are_named_as_there(library: Library) -> None:
    said = {}
    for language in NAMED:
        words = spoken(language, library)
        languages = [words.language_name(tag) for tag in ("en", "fr", "ar")]
        said[language] = (words.listed(["A", "B", "C"]), words.weekdays()[0], languages)
        assert len(set(words.weekdays())) == 7, language
    assert said == NAMED


def test_a_country_sets_the_dates_and_the_language_the_words(library: Library) -> None:
    mexican, spanish = spoken("es-MX", library), spoken("es", library)
    assert str(mexican.locale) == "es_MX"
    assert mexican.say("sheet.title") == spanish.say("sheet.title")


def test_a_language_or_country_that_nobody_has_heard_of_is_not_known() -> None:
    known = {"fr": True, "fr-CA": True, "es-MX": True, "xx": False, "fr-XX": False}
    assert {tag: known_language(tag) for tag in known} == known
