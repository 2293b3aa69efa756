"""The library in other languages: whole, of the same shape, left still left, and set as each language is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from textstat.textstat import textstatistics

from handouts.library.folders import Workspace
from handouts.library.library import Library
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
EXERCISES = SHIPPED.ids("exercises")


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


@cache
def english_and(language: str) -> tuple[tuple[str, str, str], ...]:
    """Where each text of the library stands, in English and in a language, in each wording for a side."""
    pairs: list[tuple[str, Record, Record]] = [
        (f"{id} {side}", SHIPPED.exercise(id).text.on(side), exercise(id, language).on(side))
        for id in EXERCISES
        for side in (SIDES if SHIPPED.exercise(id).side else SIDES[:1])
    ]
    for id in SHIPPED.ids("routines"):
        said = SHIPPED.routine_in(language, id).text
        pairs.append((id, SHIPPED.routine(id).text, said))
    for id in SHIPPED.ids("advice"):
        page = SHIPPED.advice_in(language, id).text
        pairs.append((id, SHIPPED.advice(id).text, page))
    return tuple(
        (f"{id}{path}", original, text)
        for id, english, other in pairs
        for (path, original), (_, text) in zip(parts(english), parts(other), strict=True)
    )


def furniture(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue that a reader can see."""
    settings = {"state", "locale", "date_short", "weekday_width"}
    yield from parts({key: text for key, text in SHIPPED.words(language).items() if key not in settings})


def everything(language: str) -> list[tuple[str, str]]:
    """All that a sheet can say in a language."""
    return [*((path, text) for path, _, text in english_and(language)), *furniture(language)]


def wrong_texts(wrong: Callable[[str, str, str, str], object]) -> list[tuple[str, str, str]]:
    """The texts that are wrong, judged by language, place, English and the text; with language and place."""
    return [
        (language, path, text)
        for language in LANGUAGES
        for path, original, text in english_and(language)
        if wrong(language, path, original, text)
    ]


# --- whole ---------------------------------------------------------------------------------------------------


def test_everything_is_there_in_the_shape_of_the_english() -> None:
    chosen = [f"[{id}]" for id in EXERCISES]
    chosen += [f"[{{routine: {id}}}]" for id in SHIPPED.ids("routines")]
    pages = {id: SHIPPED.advice(id) for id in SHIPPED.ids("advice")}
    wrong = []
    for exercises in chosen:
        selection = selected(SHIPPED, exercises=exercises)
        wrong += [
            problem for language in LANGUAGES for problem in translate(selection, {}, language, SHIPPED).problems
        ]
    for language in LANGUAGES:
        wrong += translate(selected(SHIPPED), pages, language, SHIPPED).problems
    assert wrong == []


def test_there_are_no_translations_of_what_the_library_has_not() -> None:
    for folder in ("exercises", "routines", "advice"):
        for language in LANGUAGES:
            files = {path.stem for path in (ROOT / "content" / folder / language).glob("*")}
            assert files == set(SHIPPED.ids(folder)), (folder, language)


def test_a_catalogue_says_whether_someone_has_reviewed_it() -> None:
    states = {language: SHIPPED.words(language)["state"] for language in LANGUAGES}
    assert {
        name: state for name, state in states.items() if state != "draft" and not REVIEWED.fullmatch(state)
    } == {}


def test_no_brace_is_left_in_any_wording() -> None:
    assert wrong_texts(lambda language, path, original, text: re.search(r"[{}|]", text)) == []


def test_no_two_exercises_are_called_the_same() -> None:
    for language in LANGUAGES:
        names = Counter(exercise(id, language).name for id in EXERCISES)
        assert [name for name, count in names.items() if count > 1] == [], language


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
OTHER_ORDER = {("zh", f"seated-spinal-twist {side}.easier") for side in SIDES}


def sides(text: str, language: str) -> str:
    """The sides a text names, in order, each stretch of the same side once: LR."""
    left, right = LEFT_AND_RIGHT[language]
    text = re.sub(NO_SIDE.get(language, r"(?!)"), "", text, flags=re.IGNORECASE)
    found = re.findall(f"{left}|{right}", text, re.IGNORECASE)
    return "".join(
        side for side, _ in groupby("L" if re.fullmatch(left, word, re.IGNORECASE) else "R" for word in found)
    )


def test_left_is_left_and_right_is_right() -> None:
    def swapped(language: str, path: str, original: str, text: str) -> bool:
        expected = sides(original, "en")
        return sides(text, language) != (expected[::-1] if (language, path) in OTHER_ORDER else expected)

    assert [found for found in wrong_texts(swapped) if found[1].split()[0] in EXERCISES] == []


def test_the_label_of_a_side_names_that_side() -> None:
    for language in LANGUAGES:
        for part in ("leg", "arm", "side"):
            labels = SHIPPED.words(language)["side"][part]
            named = [sides(labels[side], language) for side in ("left", "right", "both", "alternate")]
            assert named == ["L", "R", "", ""], (language, part)


# --- in that language ----------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(the|your|you|and|with|of|to|is|are|keep|hold|lift|knees?|hips?|foot|feet|back|slowly|stretch|"
    r"from|then|lie|sit|stand|bend|leg|arm|side|left|right)\b",
    re.IGNORECASE,
)
IN_LATIN_LETTERS = {"QR", "ITBS", "V"}


def test_no_english_word_is_left() -> None:
    texts = [(language, *found) for language in ("fr", "es") for found in everything(language)]
    assert [found for found in texts if ENGLISH.search(re.sub(r"\{\w+\}", "", found[2]))] == []


def test_no_latin_letters_are_left_but_those_that_people_use() -> None:
    latin = {
        (word, language, path)
        for language in ("ar", "zh")
        for path, text in everything(language)
        for word in re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text))
    }
    assert [found for found in latin if found[0] not in IN_LATIN_LETTERS] == []


def test_a_text_has_the_numbers_of_the_english_one_and_no_others() -> None:
    def differ(language: str, path: str, original: str, text: str) -> bool:
        same = sorted(re.findall(r"\d+", original)) == sorted(re.findall(r"\d+", text))
        return not same and not path.endswith(".name")

    assert wrong_texts(differ) == []


# --- punctuation ---------------------------------------------------------------------------------------------

ENDS = {"fr": ".?:", "es": ".?:", "ar": ".؟:", "zh": "。？："}


def test_a_text_ends_as_the_english_one_does() -> None:
    def ends_otherwise(language: str, path: str, original: str, text: str) -> bool:
        ends = dict(zip(".?:", ENDS[language], strict=True))
        return ends.get(original[-1], "") != (text[-1] if text[-1] in ".?:؟。？：" else "")

    assert wrong_texts(ends_otherwise) == []


NOT_AS_WRITTEN = {
    "fr": r"[^\s][;:?!»]|«[^\s]|\s[,.]|'",
    "es": r"\s[;:?!,.]|^[^¿]*\?|^[^¡]*!|'",
    "ar": r"[,;?٪]|\s[،؛؟:.]|[،؛؟][^\s]|'",
    "zh": r"[,;:?!()'\"]|\.|[\u3000-\uffef] | [\u3000-\uffef]",
}
AS_IN_ENGLISH = {".sheet.picture"}  # the mark of a picture


def test_punctuation_is_that_of_the_language() -> None:
    wrong = [
        (language, path, text)
        for language, pattern in NOT_AS_WRITTEN.items()
        for path, text in everything(language)
        if re.search(pattern, re.sub(r"\{zone\}", "0", text)) and path not in AS_IN_ENGLISH
    ]
    assert wrong == []


# --- easy to read --------------------------------------------------------------------------------------------

LONGEST = {"fr": 20, "es": 22, "ar": 16, "zh": 28}  # words of a sentence; in Chinese, characters


@cache
def said(language: str) -> dict[str, str]:
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
    return [part for text in said(language).values() for part in re.split(r"(?<=[.?:؟。？：])\s*", text) if part]


def test_a_sentence_is_short() -> None:
    said = [(language, part) for language in LANGUAGES for part in sentences(language)]
    assert [found for found in said if length(found[1], found[0]) > LONGEST[found[0]]] == []


def reading_ease(text: str, language: str) -> float:
    """How easy a text is by the formula made for its language; 100 is very easy, 0 very hard."""
    statistics = textstatistics()
    statistics.set_lang(language)
    return float(statistics.fernandez_huerta(text) if language == "es" else statistics.flesch_reading_ease(text))


EASIEST = {"fr": (90, 84, 80), "es": (86, 80, 74)}  # all of it, each exercise and each page, at least


def test_a_translation_is_easy_to_read() -> None:
    for language, (all_of_it, each_exercise, each_page) in EASIEST.items():
        texts = said(language)
        least = {f"{id} both": each_exercise for id in EXERCISES}
        least |= dict.fromkeys(SHIPPED.ids("advice"), each_page)
        assert reading_ease(" ".join(texts.values()), language) >= all_of_it, language
        assert [id for id, ease in least.items() if reading_ease(texts[id], language) < ease] == [], language


HARDEST = {"fr": 40, "es": 35}
ONLY_FOR_CLINICIANS = {
    "fr": "La stabilité lombo-pelvienne nécessite la contraction isométrique des abducteurs.",
    "es": "La estabilidad lumbopélvica requiere la contracción isométrica de los abductores.",
}


def test_no_sentence_is_as_hard_as_what_only_clinicians_understand() -> None:
    for language, hardest in HARDEST.items():
        whole = [part for part in sentences(language) if length(part, language) >= 7]  # shorter ones say too little
        assert [part for part in whole if reading_ease(part, language) < hardest] == [], language
        assert reading_ease(ONLY_FOR_CLINICIANS[language], language) < hardest, language
