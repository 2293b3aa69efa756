"""Selection + clinic + languages -> Programme: everything the sheet says, with nothing left to look up.

Templates only place what stands here. All of it is plain text or a value; none of it is markup, template or path.
Whatever is said of an exercise, a routine or a page has one text for each language of the sheet, in one order: the
patient's first, then that of a helper at home. What no language changes stands beside these texts, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handouts.figures.picture.baked import BakedFigure
from handouts.programme.cards import Card, Language, make_card
from handouts.programme.screening import Finding
from handouts.programme.selection import Selection
from handouts.programme.wording import Words
from handouts.records.advice import AdviceText
from handouts.records.clinic import Clinic
from handouts.records.dose_words import Count
from handouts.records.prescription import Paper, Prescription
from handouts.records.routine import RoutineText

BACK_REGION = "lower back"
Figures = Mapping[str, BakedFigure | None]
"""Exercise id -> its drawn figure, if it has one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that belong together; only a routine says something about itself."""

    texts: tuple[RoutineText, ...]
    cards: tuple[Card, ...]

    @property
    def text(self) -> RoutineText | None:
        """What a routine says in the patient's language."""
        return self.texts[0] if self.texts else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of advice."""

    texts: tuple[AdviceText, ...]

    @property
    def text(self) -> AdviceText:
        """What it says in the patient's language."""
        return self.texts[0]


class Zone(NamedTuple):
    """One part of the pain ruler: from and to on the scale 0-10."""

    key: str
    numbers: Count


@dataclass(frozen=True, slots=True)
class Programme:
    """One patient's sheet; what only the clinician reads (flags to drafts) is for the record."""

    languages: tuple[Words, ...]
    clinic: Clinic
    patient: str
    patient_id: str
    patient_language: str
    clinician: str
    profession: str
    registration: str
    issued: date
    review: date | None
    version: int
    goal: str
    groups: tuple[Group, ...]
    zones: tuple[Zone, ...]
    back: bool
    tracker: int | str
    advice: tuple[Page, ...]
    layout: str
    paper: Paper
    flags: tuple[str, ...]
    overrides: tuple[str, ...]
    warnings: tuple[str, ...]
    drafts: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language that the whole sheet is in."""
        return self.languages[0].language

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards in order."""
        return tuple(card for group in self.groups for card in group.cards)


def make_programme(
    *,
    prescription: Prescription,
    clinic: Clinic,
    languages: Sequence[Language],
    findings: Sequence[Finding],
    figures: Figures,
    layout: str,
    paper: Paper,
    drafts: tuple[str, ...],
    warnings: tuple[str, ...],
) -> Programme:
    """Put everything the sheet says into words, in each of its languages."""
    clinician, patient = prescription.clinician, prescription.patient
    chosen = languages[0].texts.selection.exercises
    pages = zip(*(language.texts.advice for language in languages), strict=True)
    return Programme(
        languages=tuple(language.words for language in languages),
        clinic=clinic,
        patient=patient.name,
        patient_id=patient.id,
        patient_language=patient.language,
        clinician=clinician.name,
        profession=clinician.profession or "",
        registration=clinician.registration or "",
        issued=prescription.issued,
        review=prescription.review,
        version=prescription.version,
        goal=prescription.goal or "",
        groups=_groups(languages, clinic, figures),
        zones=_zones(prescription.pain_limit),
        back=any(BACK_REGION in one.exercise.regions for one in chosen),
        tracker=prescription.tracker,
        advice=tuple(Page(tuple(page.text for page in wordings)) for wordings in pages),
        layout=layout,
        paper=paper,
        flags=patient.flags,
        overrides=tuple(f"{f.text}. {f.override}" for f in findings if f.override and f.verdict == "avoid"),
        warnings=warnings,
        drafts=drafts,
    )


def _groups(languages: Sequence[Language], clinic: Clinic, figures: Figures) -> tuple[Group, ...]:
    """The exercises as cards; neighbours that were asked for together, or each by itself, are a group."""
    selections = [language.texts.selection for language in languages]
    groups: list[tuple[object, str | None, list[Card]]] = []
    for number, wordings in enumerate(zip(*(selection.exercises for selection in selections), strict=True), 1):
        chosen = wordings[0]
        together = chosen.path if chosen.routine else None
        if not groups or groups[-1][0] != together:
            groups.append((together, chosen.routine, []))
        groups[-1][2].append(make_card(number, wordings, languages, clinic, figures[chosen.id]))
    return tuple(Group(_about(routine, selections), tuple(cards)) for _, routine, cards in groups)


def _about(routine: str | None, selections: Sequence[Selection]) -> tuple[RoutineText, ...]:
    return tuple(selection.routines[routine].text for selection in selections) if routine else ()


def _zones(limit: int) -> tuple[Zone, ...]:
    """Up to the limit carry on, two points more ease off, beyond stop; 10 always means stop."""
    fine = min(limit, 9)
    ease = min(fine + 2, 9)
    bounds = [("fine", 0, fine), ("ease", fine + 1, ease), ("stop", ease + 1, 10)]
    return tuple(Zone(key, Count(low, high)) for key, low, high in bounds if low <= high)
