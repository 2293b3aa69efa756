"""Prescription + Library -> the exercises chosen, in order, each with its final dose.

Routines are taken apart in place. A dose field comes from the prescription, or else from the routine, or else
from the library; every id that does not exist is a Problem at its line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from handouts.errors import FieldPath, InputError, Problem, Remark
from handouts.library.library import Library
from handouts.library.names import NotInLibraryError
from handouts.reading.invalid import INVALID
from handouts.records.dose import Dose, stretch_warnings
from handouts.records.exercise import Exercise
from handouts.records.prescription import ExerciseItem, Prescription, RoutineItem
from handouts.records.routine import Routine, RoutineEntry

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
    remarks: tuple[Remark, ...]  # about the prescription
    problems: tuple[Problem, ...]  # in the library's own files


def select(prescription: Prescription, library: Library) -> Selection:
    """Look everything up. Never raises: what is not there, or is wrong in the library, is told in the Selection."""
    selector = _Selector(library)
    for index, item in enumerate(prescription.exercises):
        path: FieldPath = ("exercises", index)
        if isinstance(item, RoutineItem):
            selector.add_routine(item, path)
        elif isinstance(item, ExerciseItem):
            selector.add_exercise(item, path)
    selector.check_whole(prescription)
    chosen, remarks, problems = selector.chosen, selector.remarks, selector.problems
    return Selection(tuple(chosen), selector.routines, tuple(remarks), tuple(problems))


class _Selector:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.chosen: list[Chosen] = []
        self.routines: dict[str, Routine] = {}
        self.remarks: list[Remark] = []
        self.problems: list[Problem] = []
        self.all_known = True  # whether no choice was wrong in itself

    def add_exercise(self, item: ExerciseItem, path: FieldPath) -> None:
        exercise = self._find(self.library.exercise, item.exercise, (*path, "exercise"), "unknown-exercise")
        if exercise is None:
            return
        origin: Origin = "prescription" if item.dose.stated() else "library"
        dose = item.dose.over(exercise.dose)
        self._add(Chosen(item.exercise, exercise, dose, origin, path, note=item.note, override=item.override))

    def add_routine(self, item: RoutineItem, path: FieldPath) -> None:
        routine = self._find(self.library.routine, item.routine, (*path, "routine"), "unknown-routine")
        if routine is None:
            return
        self.routines[item.routine] = routine
        known = [entry.exercise for entry in routine.exercises]
        for index, id in enumerate(item.skip):
            if id is not INVALID and id not in known:
                message, hint = "is not in this routine", f"it has {', '.join(known)}"
                self._report((*path, "skip", index), "not-in-routine", message, hint)
        if INVALID in (item.skip, *item.skip):
            self.all_known = False
            return
        for entry in routine.exercises:
            if entry.exercise not in item.skip:
                self._add_entry(entry, item, path)

    def _add_entry(self, entry: RoutineEntry, item: RoutineItem, path: FieldPath) -> None:
        exercise = self._find(self.library.exercise, entry.exercise, path, "unknown-exercise")
        if exercise is not None:
            dose = item.dose.over(entry.dose.over(exercise.dose))
            self._add(Chosen(entry.exercise, exercise, dose, "routine", path, item.routine, override=item.override))

    def check_whole(self, prescription: Prescription) -> None:
        """What only the whole list shows."""
        all_known = self.all_known and INVALID not in (prescription.exercises, *prescription.exercises)
        if not self.chosen and not self.remarks and not self.problems and all_known:
            self._report(("exercises",), "no-exercises", "leaves no exercise on the sheet")
        if len(self.chosen) > MANY_EXERCISES:
            message = f"{len(self.chosen)} exercises are more than most people do"
            self._warn(("exercises",), "many-exercises", message, "two to four get done; choose the most useful")

    def _add(self, chosen: Chosen) -> None:
        side = chosen.dose.side
        if side and chosen.exercise.side is None:
            path = (*chosen.path, "side")
            self._report(path, "no-sides", "this exercise has no left and right", "take the side out")
        if side is not INVALID and any(c.id == chosen.id and c.dose.side == side for c in self.chosen):
            self._warn(chosen.path, "twice", f"{chosen.id} is on the sheet twice", "keep one of them")
        unusual = stretch_warnings(chosen.dose) if chosen.exercise.kind == "static stretch" else None
        if unusual and chosen.origin == "prescription":
            self._warn((*chosen.path, "hold"), "stretch-hold", unusual, "check the dose")
        self.chosen.append(chosen)

    def _find(self, find: Callable[[str], R], id: str, path: FieldPath, code: str) -> R | None:
        if id is INVALID:
            self.all_known = False
            return None
        try:
            return find(id)
        except NotInLibraryError as error:
            self._report(path, code, str(error), error.hint)
        except InputError as error:
            self.problems.extend(error.problems)
        return None

    def _report(self, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self.remarks.append(Remark(path, code, message, hint))

    def _warn(self, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self.remarks.append(Remark(path, code, message, hint, severity="warning"))
