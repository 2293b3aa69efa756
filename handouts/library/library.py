"""The content folders -> exercises, routines, advice pages, clinics, screening rules and words, read on demand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from handouts.errors import HandoutsError, InputError, did_you_mean
from handouts.figures.picture.baked import FOLDER, BakedFigure, baked_name, read_figure
from handouts.library.folders import Workspace
from handouts.reading.source import read_source
from handouts.reading.validation import AsItems, Id, Record, Text, validate, wrong
from handouts.records.clinic import Clinic
from handouts.records.dose import Dose
from handouts.records.exercise import Caution, Exercise, ExerciseText, Texts
from handouts.records.language import base_language
from handouts.records.person import DRAWN_BUILD
from handouts.records.prescription import Flag

R = TypeVar("R", bound=Record)
Folder = Literal["exercises", "routines", "advice", "clinics"]


class RoutineText(Record):
    """What the patient reads about a routine."""

    name: Text
    summary: Text
    tips: Texts = ()


class RoutineEntry(Dose):
    """An exercise of a routine; dose fields replace those of the library."""

    exercise: Id

    @property
    def dose(self) -> Dose:
        """The dose fields alone."""
        return Dose.model_construct(**self.stated())


def _entries(value: Any) -> Any:
    return (
        tuple({"exercise": item} if isinstance(item, str) else item for item in value)
        if isinstance(value, list)
        else value
    )


class Routine(Record):
    """Exercises that belong together."""

    sources: Texts = ()
    exercises: Annotated[tuple[RoutineEntry, ...], Field(min_length=1), BeforeValidator(_entries)]
    advice: Annotated[tuple[Id, ...], AsItems] = ()
    cautions: dict[Flag, Caution] = Field(default_factory=dict)
    text: RoutineText


class AdviceSection(Record):
    """A heading with paragraphs, then points."""

    heading: Text
    paragraphs: Texts = ()
    points: Texts = ()


class AdviceText(Record):
    """What the patient reads on an advice page."""

    name: Text
    summary: Text
    sections: Annotated[tuple[AdviceSection, ...], AsItems]


class Advice(Record):
    """A page of education that a sheet can add."""

    sources: Texts = ()
    regions: Texts = ()
    text: AdviceText


REVIEWED: Final = re.compile(r"reviewed by \S.*")


def _state(value: Any) -> str:
    if value == "draft" or (isinstance(value, str) and REVIEWED.fullmatch(value)):
        return str(value)
    raise wrong(
        "state", "must say whether someone has reviewed the translation", "write draft, or reviewed by NAME"
    )


State = Annotated[
    str, BeforeValidator(_state), WithJsonSchema({"type": "string", "pattern": f"^(draft|{REVIEWED.pattern})$"})
]


class Translation(Record):
    """A text in another language, and whether someone has reviewed it."""

    state: State

    @property
    def draft(self) -> bool:
        """Whether nobody has reviewed it."""
        return self.state == "draft"


class ExerciseTranslation(Translation):
    """What the patient reads about an exercise, in another language."""

    text: ExerciseText


class RoutineTranslation(Translation):
    """What the patient reads about a routine, in another language."""

    text: RoutineText


class AdviceTranslation(Translation):
    """What the patient reads on an advice page, in another language."""

    text: AdviceText


T = TypeVar("T", bound=Translation)


class Rule(Record):
    """A screening rule over many exercises; what it leaves out matches everything."""

    flags: Annotated[tuple[Flag, ...], AsItems] = ()
    positions: Texts = ()
    levels: Texts = ()
    verdict: Literal["avoid", "caution", "tell"]
    reason: Text


class Screening(Record):
    """The rules that hold for more than one exercise."""

    rules: Annotated[tuple[Rule, ...], AsItems]


class NotInLibraryError(HandoutsError):
    """There is nothing with this id; the hint names what is near."""

    def __init__(self, folder: Folder, known: list[str], wanted: str) -> None:
        word = {"exercises": "exercise", "routines": "routine", "advice": "advice page", "clinics": "clinic"}[
            folder
        ]
        super().__init__(f"there is no such {word}")
        near = did_you_mean(wanted.lower().replace(" ", "-"), known)
        self.hint = near or f"'handouts list {folder}' shows them all"


class Library:
    """Looks content up by id; each file is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._record = cache(self._read_record)
        self._figure = cache(self._read_figure)
        self._words = cache(self._read_words)

    def ids(self, folder: Folder) -> list[str]:
        """All ids of one folder, sorted."""
        return self.workspace.names(folder)

    def exercise(self, id: str) -> Exercise:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._known("exercises", id, Exercise)

    def routine(self, id: str) -> Routine:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._known("routines", id, Routine)

    def advice(self, id: str) -> Advice:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._known("advice", id, Advice)

    def clinic(self, id: str) -> Clinic:
        """Raises NotInLibraryError, or InputError where the file is wrong."""
        return self._known("clinics", id, Clinic)

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
        return read_figure(path, self.workspace.shown(path)) if path else None

    def screening(self) -> Screening:
        """The rules that hold for more than one exercise."""
        record = self._record("screening.yaml", Screening)
        assert isinstance(record, Screening)
        return record

    def translation(self, folder: Folder, id: str, language: str, model: type[T]) -> T:
        """A text in another language. Raises InputError where it is missing or wrong."""
        record = self._record(f"{folder}/{language}/{id}.yaml", model)
        assert isinstance(record, model)
        return record

    def words(self, language: str) -> dict[str, Any]:
        """The furniture's wording in the language of a tag, as plain data. Raises InputError."""
        return self._words(base_language(language))

    def _read_words(self, language: str) -> dict[str, Any]:
        path = self.workspace.find("languages", f"{language}.yaml")
        if path is None:
            raise InputError.single(f"content/languages/{language}.yaml", "not-a-file", "there is no such file")
        data = read_source(path, self.workspace.shown(path)).data
        assert isinstance(data, dict)
        return data

    def languages(self) -> list[str]:
        """The languages that sheets can be written in."""
        return self.workspace.names("languages")

    def _known(self, folder: Folder, id: str, model: type[R]) -> R:
        if id not in self.ids(folder):
            raise NotInLibraryError(folder, self.ids(folder), id)
        record = self._record(f"{folder}/{id}.yaml", model)
        assert isinstance(record, model)
        return record

    def _read_record(self, name: str, model: type[Record]) -> Record:
        path = self.workspace.find(*name.split("/"))
        if path is None:
            raise InputError.single(f"content/{name}", "not-a-file", "there is no such file")
        record, problems = validate(model, read_source(path, self.workspace.shown(path)))
        if record is None or problems:
            raise InputError(problems)
        return record
