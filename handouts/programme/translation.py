"""Selection and advice + a language -> the same in that language, with a Problem for each text that is missing.

English stands in the content files themselves; every other language in a file of the same name in a folder named
after the language. There is never English on a sheet in another language because nobody wrote the translation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from handouts.errors import InputError, Problem
from handouts.library.library import Library
from handouts.library.names import Folder
from handouts.programme.selection import Selection
from handouts.reading.validation import Record
from handouts.records.advice import Advice
from handouts.records.exercise import Exercise, Step, sides_worded
from handouts.records.language import ORIGINAL, base_language
from handouts.records.routine import Routine
from handouts.records.translated_text import Translation

T = TypeVar("T", bound=Record)


class Translated(NamedTuple):
    """What the sheet says, in one language; `drafts` are the names of texts that nobody has reviewed."""

    selection: Selection
    advice: tuple[Advice, ...]
    drafts: tuple[str, ...]
    problems: tuple[Problem, ...]


def translate(selection: Selection, advice: dict[str, Advice], language: str, library: Library) -> Translated:
    """Put the texts of exercises, routines and advice pages into a language."""
    base = base_language(language)
    if base == ORIGINAL:
        return Translated(selection, tuple(advice.values()), (), ())
    translator = _Translator(base, library)
    exercises = tuple(
        replace(chosen, exercise=translator.exercise(chosen.id, chosen.exercise)) for chosen in selection.exercises
    )
    routines = {id: translator.routine(id, routine) for id, routine in selection.routines.items()}
    pages = tuple(translator.advice(id, page) for id, page in advice.items())
    translated = replace(selection, exercises=exercises, routines=routines)
    return Translated(translated, pages, tuple(dict.fromkeys(translator.drafts)), tuple(translator.problems))


class _Translator:
    def __init__(self, language: str, library: Library) -> None:
        self.language = language
        self.library = library
        self.drafts: list[str] = []
        self.problems: list[Problem] = []

    def exercise(self, id: str, exercise: Exercise) -> Exercise:
        text = self._text("exercises", id, self.library.exercise_in, exercise.text)
        if text is not exercise.text and not sides_worded(text, one_sided=exercise.side is not None):
            message = "wording for sides must be {each|left|right}, as in English"
            self._report("exercises", id, "side-wording", message)
        return exercise.model_copy(update={"text": text})

    def routine(self, id: str, routine: Routine) -> Routine:
        text = self._text("routines", id, self.library.routine_in, routine.text)
        return routine.model_copy(update={"text": text})

    def advice(self, id: str, page: Advice) -> Advice:
        text = self._text("advice", id, self.library.advice_in, page.text)
        return page.model_copy(update={"text": text})

    def _text(self, folder: Folder, id: str, find: Callable[[str, str], Translation[T]], english: T) -> T:
        """The text in the language; the English one, with a problem, where there is none."""
        try:
            found = find(self.language, id)
        except InputError as error:
            self.problems.extend(error.problems)
            return english
        field = _difference(english, found.text)
        if field:
            self._report(folder, id, "translation-shape", f"text.{field} must have as many parts as in English")
        if found.draft:
            self.drafts.append(id)
        return found.text

    def _report(self, folder: Folder, id: str, code: str, message: str) -> None:
        file = f"content/{folder}/{self.language}/{id}.yaml"
        self.problems.extend(InputError.single(file, code, message, "compare the two files").problems)


def _difference(english: Record, other: Record) -> str:
    """The first field that is not made of as many parts in both; a step's picture is part of it."""
    return next(
        (
            name
            for name in type(english).model_fields
            if _shape(getattr(english, name)) != _shape(getattr(other, name))
        ),
        "",
    )


def _shape(value: object) -> object:
    """What a text is made of, without its words."""
    if isinstance(value, Step):
        return value.picture
    if isinstance(value, tuple):
        return tuple(_shape(part) for part in value)
    if isinstance(value, Record):
        return tuple(_shape(getattr(value, name)) for name in type(value).model_fields)
    return value is None
