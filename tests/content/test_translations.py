"""The library in other languages: whole, of the same shape, left still left, and set as each language is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from textstat.textstat import textstatistics

from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.library.names import Folder
from handouts.programme.translation import translate
from handouts.reading.validation import Record
from handouts.records.dose_words import Side
from handouts.records.exercise import ExerciseText, Step
from handouts.records.translated_text import REVIEWED
from tests.conftest import ROOT
from tests.examples import selected

SHIPPED = Library(Workspace.at(ROOT))
LANGUAGES = ("fr", "es", "ar", "zh")
SIDES: tuple[Side, ...] = ("both", "left", "right")
ONE_SIDED = [id for id in SHIPPED.ids("exercises") if SHIPPED.exercise(id).side]

every_language = pytest.mark.parametrize("language", LANGUAGES)


def parts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record, and where it stands."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, Step):
        yield path, value.text
    elif isinstance(value, (tuple, list)):
        for index, part in enumerate(value):
            yield from parts(part, f"{path}.{index}")
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from parts(part, f"{path}.{name}")
    elif isinstance(value, str):
        yield path, value


def exercise(id: str, language: str) -> ExerciseText:
    return SHIPPED.exercise_in(language, id).text


def english_and(language: str) -> Iterator[tuple[str, str, str]]:
    """Where each text of the library stands, in English and in a language, in each wording for a side."""
    pairs: list[tuple[str, Record, Record]] = [
        (f"{id} {side}", SHIPPED.exercise(id).text.on(side), exercise(id, language).on(side))
        for id in SHIPPED.ids("exercises")
        for side in (SIDES if SHIPPED.exercise(id).side else SIDES[:1])
    ]
    routines, advice = SHIPPED.ids("routines"), SHIPPED.ids("advice")
    pairs += [(id, SHIPPED.routine(id).text, SHIPPED.routine_in(language, id).text) for id in routines]
    pairs += [(id, SHIPPED.advice(id).text, SHIPPED.advice_in(language, id).text) for id in advice]
    for id, english, other in pairs:
        for (path, original), (_, text) in zip(parts(english), parts(other), strict=True):
            yield f"{id}{path}", original, text


def furniture(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue that a reader can see."""
    settings = {"state", "locale", "date_short", "weekday_width"}
    yield from parts({key: text for key, text in SHIPPED.words(language).items() if key not in settings})


def everything(language: str) -> Iterator[tuple[str, str]]:
    """All that a sheet can say in a language."""
    yield from ((path, text) for path, _, text in english_and(language))
    yield from furniture(language)


# --- whole ---------------------------------------------------------------------------------------------------


@every_language
def test_an_exercise_and_a_routine_are_there_in_the_shape_of_the_english_ones(language: str) -> None:
    for item in [*SHIPPED.ids("exercises"), *(f"routine: {id}" for id in SHIPPED.ids("routines"))]:
        selection = selected(SHIPPED, exercises=f"[{{{item}}}]" if ": " in item else f"[{item}]")
        assert translate(selection, {}, language, SHIPPED).problems == (), item


@every_language
def test_an_advice_page_is_there_in_the_shape_of_the_english_one(language: str) -> None:
    for id in SHIPPED.ids("advice"):
        pages = {id: SHIPPED.advice(id)}
        assert translate(selected(SHIPPED), pages, language, SHIPPED).problems == (), id


@every_language
def test_there_are_no_translations_of_what_the_library_has_not(language: str) -> None:
    folders: list[Folder] = ["exercises", "routines", "advice"]
    for folder in folders:
        files = {path.stem for path in (ROOT / "content" / folder / language).glob("*")}
        assert files == set(SHIPPED.ids(folder)), folder


@every_language
def test_a_catalogue_says_whether_someone_has_reviewed_it(language: str) -> None:
    state = SHIPPED.words(language)["state"]
    assert state == "draft" or REVIEWED.fullmatch(state)


@every_language
def test_no_brace_is_left_in_any_wording(language: str) -> None:
    assert [text for _, _, text in english_and(language) if re.search(r"[{}|]", text)] == []


@every_language
def test_no_two_exercises_are_called_the_same(language: str) -> None:
    names = [exercise(id, language).name for id in SHIPPED.ids("exercises")]
    assert sorted({name for name in names if names.count(name) > 1}) == []


# --- left and right ------------------------------------------------------------------------------------------

LEFT_AND_RIGHT = {
    "en": (r"\bleft\b", r"\bright\b"),
    "fr": (r"\bgauches?\b", r"\bdroite?s?\b"),
    "es": (r"\bizquierd[oa]s?\b", r"\bderech[oa]s?\b"),
    "ar": (r"يسرى|أيسر\b|يسار", r"يمنى|أيمن\b|يمين"),
    "zh": ("左", "右"),
}
# Words for straight or upright, or for both sides at once, that are no side.
NO_SIDE = {
    "fr": r"\b(dos|buste|tout|bien|regard|regardez|soit) (bien )?droit\b|ligne droite",
    "zh": "左右",
}
# Here the language names the two sides in the other order; both readings were compared by hand.
OTHER_ORDER = {("zh", "seated-spinal-twist", ".easier")}


def sides(text: str, language: str) -> str:
    """The sides a text names, in order, each stretch of the same side once: LR."""
    left, right = LEFT_AND_RIGHT[language]
    text = re.sub(NO_SIDE.get(language, r"(?!)"), "", text, flags=re.IGNORECASE)
    found = re.findall(f"{left}|{right}", text, re.IGNORECASE)
    return "".join(
        side for side, _ in groupby("L" if re.fullmatch(left, word, re.IGNORECASE) else "R" for word in found)
    )


@every_language
def test_left_is_left_and_right_is_right(language: str) -> None:
    for id in SHIPPED.ids("exercises"):
        for side in SIDES if id in ONE_SIDED else SIDES[:1]:
            english, other = SHIPPED.exercise(id).text.on(side), exercise(id, language).on(side)
            for (path, original), (_, text) in zip(parts(english), parts(other), strict=True):
                expected = sides(original, "en")
                if (language, id, path) in OTHER_ORDER:
                    expected = expected[::-1]
                assert sides(text, language) == expected, (side, path, text)


@every_language
def test_the_label_of_a_side_names_that_side(language: str) -> None:
    for part in ["leg", "arm", "side"]:
        labels = SHIPPED.words(language)["side"][part]
        found = [sides(labels[side], language) for side in ("left", "right", "both", "alternate")]
        assert found == ["L", "R", "", ""], part


# --- in that language ----------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(the|your|you|and|with|of|to|is|are|keep|hold|lift|knees?|hips?|foot|feet|back|slowly|stretch|"
    r"from|then|lie|sit|stand|bend|leg|arm|side|left|right)\b",
    re.IGNORECASE,
)
IN_LATIN_LETTERS = {"QR", "ITBS", "V"}


@pytest.mark.parametrize("language", ["fr", "es"])
def test_no_english_word_is_left(language: str) -> None:
    assert [found for found in everything(language) if ENGLISH.search(re.sub(r"\{\w+\}", "", found[1]))] == []


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_no_latin_letters_are_left_but_those_that_people_use(language: str) -> None:
    words = {
        word for _, text in everything(language) for word in re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text))
    }
    assert words - IN_LATIN_LETTERS == set()


@every_language
def test_a_text_has_the_numbers_of_the_english_one_and_no_others(language: str) -> None:
    wrong = [
        (path, text)
        for path, original, text in english_and(language)
        if sorted(re.findall(r"\d+", original)) != sorted(re.findall(r"\d+", text)) and not path.endswith(".name")
    ]
    assert wrong == []


# --- punctuation ---------------------------------------------------------------------------------------------

ENDS = {"fr": ".?:", "es": ".?:", "ar": ".؟:", "zh": "。？："}


@every_language
def test_a_text_ends_as_the_english_one_does(language: str) -> None:
    ends = dict(zip(".?:", ENDS[language], strict=True))
    wrong = [
        (path, text)
        for path, original, text in english_and(language)
        if ends.get(original[-1], "") != (text[-1] if text[-1] in ".?:؟。？：" else "")
    ]
    assert wrong == []


NOT_AS_WRITTEN = {
    "fr": r"[^\s][;:?!»]|«[^\s]|\s[,.]|'",
    "es": r"\s[;:?!,.]|^[^¿]*\?|^[^¡]*!|'",
    "ar": r"[,;?٪]|\s[،؛؟:.]|[،؛؟][^\s]|'",
    "zh": r"[,;:?!()'\"]|\.|[\u3000-\uffef] | [\u3000-\uffef]",
}
AS_IN_ENGLISH = {".sheet.picture"}  # the mark of a picture


@every_language
def test_punctuation_is_that_of_the_language(language: str) -> None:
    pattern = re.compile(NOT_AS_WRITTEN[language])
    wrong = [
        (path, text)
        for path, text in everything(language)
        if pattern.search(re.sub(r"\{zone\}", "0", text)) and path not in AS_IN_ENGLISH
    ]
    assert wrong == []


# --- easy to read --------------------------------------------------------------------------------------------

LONGEST = {"fr": 20, "es": 22, "ar": 16, "zh": 28}  # words of a sentence; in Chinese, characters


def patient_reads(language: str) -> dict[str, str]:
    """What a patient reads about each exercise, routine and page, in one wording, as sentences."""
    full_stop = ENDS[language][0]
    found: dict[str, str] = {}
    for path, _, text in english_and(language):
        subject, _, field = path.partition(".")
        if not (subject.endswith((" left", " right")) or field.startswith(("name", "pictures"))):
            sentence = text if text[-1] in ENDS[language] else text + full_stop
            found[subject] = f"{found.get(subject, '')} {sentence}".strip()
    return found


def length(sentence: str, language: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]" if language == "zh" else r"[^\W\d_][^\s]*", sentence))


def sentences(language: str) -> list[str]:
    return [
        part
        for text in patient_reads(language).values()
        for part in re.split(r"(?<=[.?:؟。？：])\s*", text)
        if part
    ]


@every_language
def test_a_sentence_is_short(language: str) -> None:
    assert [part for part in sentences(language) if length(part, language) > LONGEST[language]] == []


def reading_ease(text: str, language: str) -> float:
    """How easy a text is by the formula made for its language; 100 is very easy, 0 very hard."""
    statistics = textstatistics()
    statistics.set_lang(language)
    return float(statistics.fernandez_huerta(text) if language == "es" else statistics.flesch_reading_ease(text))


@pytest.mark.parametrize(
    ("language", "all_of_it", "each_exercise", "each_page"),
    [("fr", 90, 84, 80), ("es", 86, 80, 74)],
    ids=["fr", "es"],
)
def test_a_translation_is_easy_to_read(
    language: str, all_of_it: float, each_exercise: float, each_page: float
) -> None:
    texts = patient_reads(language)
    least = {f"{id} both": each_exercise for id in SHIPPED.ids("exercises")}
    least |= dict.fromkeys(SHIPPED.ids("advice"), each_page)
    assert reading_ease(" ".join(texts.values()), language) >= all_of_it
    assert [id for id, ease in least.items() if reading_ease(texts[id], language) < ease] == []


HARDEST = {"fr": 40, "es": 35}
ONLY_FOR_CLINICIANS = {
    "fr": "La stabilité lombo-pelvienne nécessite la contraction isométrique des abducteurs.",
    "es": "La estabilidad lumbopélvica requiere la contracción isométrica de los abductores.",
}


@pytest.mark.parametrize("language", HARDEST)
def test_no_sentence_is_as_hard_as_what_only_clinicians_understand(language: str) -> None:
    whole = [part for part in sentences(language) if length(part, language) >= 7]  # shorter ones say too little
    assert [part for part in whole if reading_ease(part, language) < HARDEST[language]] == []
    assert reading_ease(ONLY_FOR_CLINICIANS[language], language) < HARDEST[language]
