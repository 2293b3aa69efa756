"""The content folders -> exercises, routines, advice pages, clinics, screening rules and words, read on demand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from handouts.errors import InputError
from handouts.figures.picture.baked import FOLDER, BakedFigure, baked_name, read_figure
from handouts.library.folders import Workspace
from handouts.library.names import Folder
from handouts.library.shelf import Shelf, content_source
from handouts.records.advice import Advice, AdviceText
from handouts.records.clinic import Clinic
from handouts.records.exercise import Exercise, ExerciseText
from handouts.records.language import base_language
from handouts.records.person import DRAWN_BUILD
from handouts.records.routine import Routine, RoutineText
from handouts.records.screening_rules import Screening
from handouts.records.translated_text import Translation


class Library:
    """Looks content up by id; each file is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._exercises = Shelf(workspace, Exercise)
        self._routines = Shelf(workspace, Routine)
        self._advice = Shelf(workspace, Advice)
        self._clinics = Shelf(workspace, Clinic)
        self._screening = Shelf(workspace, Screening)
        self._exercise_texts = Shelf(workspace, Translation[ExerciseText])
        self._routine_texts = Shelf(workspace, Translation[RoutineText])
        self._advice_texts = Shelf(workspace, Translation[AdviceText])
        self._figure = cache(self._read_figure)
        self._words = cache(self._read_words)

    def ids(self, folder: Folder) -> list[str]:
        """All ids of one folder, sorted."""
        return self.workspace.names(folder)

    def exercise(self, id: str) -> Exercise:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._exercises.find("exercises", id)

    def routine(self, id: str) -> Routine:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._routines.find("routines", id)

    def advice(self, id: str) -> Advice:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._advice.find("advice", id)

    def clinic(self, id: str) -> Clinic:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._clinics.find("clinics", id)

    def screening(self) -> Screening:
        """The rules that hold for more than one exercise. Raises InputError where the file is wrong."""
        return self._screening.read("screening.yaml")

    def exercise_in(self, language: str, id: str) -> Translation[ExerciseText]:
        """The text of an exercise in another language. Raises InputError where it is missing or wrong."""
        return self._exercise_texts.read(f"exercises/{language}/{id}.yaml")

    def routine_in(self, language: str, id: str) -> Translation[RoutineText]:
        """The text of a routine in another language. Raises InputError where it is missing or wrong."""
        return self._routine_texts.read(f"routines/{language}/{id}.yaml")

    def advice_in(self, language: str, id: str) -> Translation[AdviceText]:
        """The text of an advice page in another language. Raises InputError where it is missing or wrong."""
        return self._advice_texts.read(f"advice/{language}/{id}.yaml")

    def figure(self, exercise: str, build: str) -> BakedFigure | None:
        """The baked figure of an exercise for one build; None where there is none."""
        return self._figure(exercise, build)

    def figures(self, exercises: Iterable[str], build: str) -> dict[str, BakedFigure | None]:
        """The figures of a whole sheet: in this build if all of them are drawn in it, or else in the usual one."""
        wanted = list(exercises)
        found = {exercise: self._figure(exercise, build) for exercise in wanted}
        if None not in found.values():
            return found
        return {exercise: self._figure(exercise, DRAWN_BUILD) for exercise in wanted}

    def _read_figure(self, exercise: str, build: str) -> BakedFigure | None:
        path = self.workspace.find(*FOLDER.split("/"), baked_name(exercise, build))
        return read_figure(path, self.workspace.name_of(path)) if path else None

    def languages(self) -> list[str]:
        """The languages that sheets can be written in."""
        return self.workspace.names("languages")

    def words(self, language: str) -> dict[str, Any]:
        """The furniture's wording in the language of a tag, as plain data. Raises InputError."""
        return self._words(base_language(language))

    def _read_words(self, language: str) -> dict[str, Any]:
        source = content_source(self.workspace, f"languages/{language}.yaml")
        if not isinstance(source.data, dict):
            raise InputError.single(source.name, "empty", "must be a group of fields", "compare with en.yaml")
        return source.data
