"""Prescription + Library -> the exercises chosen, in order, each with its final dose.

Routines are taken apart in place. A dose field comes from the prescription, or else from the routine, or else
from the library; every id that does not exist is a Problem at its line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from handouts.errors import FieldPath, InputError, Problem
from handouts.library.library import Library, NotInLibraryError, Routine
from handouts.reading.source import Source
from handouts.records.dose import Dose, stretch_warnings
from handouts.records.exercise import Exercise
from handouts.records.prescription import ExerciseItem, Prescription, RoutineItem

R = TypeVar("R")
Origin = Literal["prescription", "routine", "library"]
MANY_EXERCISES = 6  # more than this is warned about: two to four get done, eight get done worse than two


@dataclass(frozen=True, slots=True)
class Chosen:
    """One exercise of the sheet, with where it was asked for."""

    id: str
    exercise: Exercise
    dose: Dose
    origin: Origin
    path: FieldPath
    routine: str | None = None
    note: str | None = None
    override: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What a prescription chooses from the library."""

    exercises: tuple[Chosen, ...]
    routines: dict[str, Routine]
    problems: tuple[Problem, ...]


def select(prescription: Prescription, library: Library, source: Source) -> Selection:
    """Look everything up. Never raises: what is not there, or is wrong in the library, becomes a Problem."""
    selector = _Selector(library, source)
    for index, item in enumerate(prescription.exercises):
        path: FieldPath = ("exercises", index)
        if isinstance(item, RoutineItem):
            selector.add_routine(item, path)
        else:
            selector.add_exercise(item, path)
    selector.check_whole()
    return Selection(tuple(selector.chosen), selector.routines, tuple(selector.problems))


class _Selector:
    def __init__(self, library: Library, source: Source) -> None:
        self.library = library
        self.source = source
        self.chosen: list[Chosen] = []
        self.routines: dict[str, Routine] = {}
        self.problems: list[Problem] = []

    def add_exercise(self, item: ExerciseItem, path: FieldPath) -> None:
        named = isinstance(self.source.at(path), dict)
        exercise = self._exercise(item.exercise, (*path, "exercise") if named else path)
        if exercise is None:
            return
        origin: Origin = "prescription" if item.stated() else "library"
        self._add(
            Chosen(
                item.exercise,
                exercise,
                item.dose.over(exercise.dose),
                origin,
                path,
                note=item.note,
                override=item.override,
            )
        )

    def add_routine(self, item: RoutineItem, path: FieldPath) -> None:
        routine = self._look_up(self.library.routine, item.routine, (*path, "routine"), "unknown-routine")
        if routine is None:
            return
        self.routines[item.routine] = routine
        known = [entry.exercise for entry in routine.exercises]
        for index, id in enumerate(item.skip):
            if id not in known:
                message, hint = "is not in this routine", f"it has {', '.join(known)}"
                self._report((*path, "skip", index), "not-in-routine", message, hint)
        for entry in routine.exercises:
            exercise = None if entry.exercise in item.skip else self._exercise(entry.exercise, path)
            if exercise is not None:
                dose = item.dose.over(entry.dose.over(exercise.dose))
                self._add(
                    Chosen(entry.exercise, exercise, dose, "routine", path, item.routine, override=item.override)
                )

    def check_whole(self) -> None:
        """What only the whole list shows."""
        if not self.chosen and not self.problems:
            self._report(("exercises",), "no-exercises", "leaves no exercise on the sheet")
        if len(self.chosen) > MANY_EXERCISES:
            message = f"{len(self.chosen)} exercises are more than most people do"
            self._warn(("exercises",), "many-exercises", message, "two to four get done; choose the most useful")

    def _add(self, chosen: Chosen) -> None:
        if chosen.dose.side is not None and chosen.exercise.side is None:
            path = (*chosen.path, "side")
            self._report(path, "no-sides", "this exercise has no left and right", "take the side out")
        if any(c.id == chosen.id and c.dose.side == chosen.dose.side for c in self.chosen):
            self._warn(chosen.path, "twice", f"{chosen.id} is on the sheet twice", "keep one of them")
        said = stretch_warnings(chosen.dose) if chosen.exercise.kind == "static stretch" else None
        if said and chosen.origin == "prescription":
            path = (*chosen.path, "hold")
            self._warn(path, "stretch-hold", said, "check the dose")
        self.chosen.append(chosen)

    def _exercise(self, id: str, path: FieldPath) -> Exercise | None:
        return self._look_up(self.library.exercise, id, path, "unknown-exercise")

    def _look_up(self, find: Callable[[str], R], id: str, path: FieldPath, code: str) -> R | None:
        try:
            return find(id)
        except NotInLibraryError as error:
            self._report(path, code, str(error), error.hint)
        except InputError as error:
            self.problems.extend(error.problems)
        return None

    def _report(self, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self.problems.append(self.source.problem(path, code, message, hint))

    def _warn(self, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self.problems.append(self.source.problem(path, code, message, hint, severity="warning"))
