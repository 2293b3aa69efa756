"""Selection + clinic + words -> Programme: everything the sheet says, in one language, nothing left to look up.

Templates only place what stands here. All of it is plain text; nothing in it is markup, template or path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.figures.picture.baked import BakedFigure
from handouts.programme.screening import Finding
from handouts.programme.selection import Chosen, Selection
from handouts.programme.wording import (
    Cell,
    Words,
    dose_cells,
    dose_extras,
    dose_phrase,
    schedule_phrase,
    side_label,
)
from handouts.records.advice import Advice
from handouts.records.clinic import Clinic, said_in
from handouts.records.dose import Dose
from handouts.records.dose_words import WEEKDAYS, Count
from handouts.records.exercise import Step
from handouts.records.language import leftward
from handouts.records.prescription import Prescription

BACK_REGION = "lower back"
FIGURE = "figure:"  # starts the name of a drawn picture, as no file name does
Figures = Mapping[str, BakedFigure | None]
"""Exercise id -> its drawn figure, if it has one."""


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """One picture on a card: its name, what it shows, its number (0: it has none), and its proportions."""

    name: str
    alt: str
    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise as the patient reads it."""

    number: int
    id: str
    name: str
    side: str
    cells: tuple[Cell, ...]
    extras: tuple[str, ...]
    dose: str
    schedule: str
    why: str
    feel: str
    steps: tuple[Step, ...]
    avoid: str
    easier: str
    harder: str
    care: str
    note: str
    pictures: tuple[PictureSlot, ...]
    beside: bool
    video: str
    ticks: tuple[int, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that belong together; a routine's have a name, a summary and tips."""

    name: str
    summary: str
    tips: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """One part of the pain ruler: from and to on the scale 0-10, and its name in words."""

    key: str
    low: int
    high: int
    label: str


@dataclass(frozen=True, slots=True)
class Programme:
    """One patient's sheet, resolved; `second` is the same in the language of a helper at home."""

    language: str
    paper: str
    clinic: Clinic
    patient: str
    patient_id: str
    clinician: str
    profession: str
    registration: str
    issued: str
    issued_short: str
    review: str
    review_short: str
    version: int
    goal: str
    groups: tuple[Group, ...]
    zones: tuple[Zone, ...]
    back: bool
    tracker: int | str
    advice: tuple[Advice, ...]
    flags: tuple[str, ...]
    overrides: tuple[str, ...]
    warnings: tuple[str, ...]
    layout: str
    catalogue: Mapping[str, Any]
    website_label: str = ""
    patient_language: str = ""
    drafts: tuple[str, ...] = ()
    second: Programme | None = None

    @property
    def leftwards(self) -> bool:
        """Whether the sheet is read from right to left."""
        return leftward(self.language)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards in order."""
        return tuple(card for group in self.groups for card in group.cards)


def make_programme(
    prescription: Prescription,
    selection: Selection,
    clinic: Clinic,
    words: Words,
    *,
    advice: tuple[Advice, ...],
    findings: tuple[Finding, ...],
    figures: Figures,
    drafts: tuple[str, ...],
    layout: str,
    paper: str,
) -> Programme:
    """Put everything the sheet says into words."""
    clinician = prescription.clinician
    review = prescription.review
    return Programme(
        language=words.language,
        paper=paper,
        clinic=clinic,
        patient=prescription.patient.name,
        patient_id=prescription.patient.id,
        clinician=clinician.name,
        profession=clinician.profession or "",
        registration=clinician.registration or "",
        issued=words.date(prescription.issued),
        issued_short=words.date(prescription.issued, short=True),
        review=words.date(review) if review else "",
        review_short=words.date(review, short=True) if review else "",
        version=prescription.version,
        goal=prescription.goal or "",
        groups=_groups(selection, clinic, figures, words),
        zones=_zones(prescription.pain_limit, words),
        back=any(BACK_REGION in chosen.exercise.regions for chosen in selection.exercises),
        tracker=prescription.tracker,
        advice=advice,
        flags=prescription.patient.flags,
        overrides=tuple(f"{f.text}. {f.override}" for f in findings if f.override and f.verdict == "avoid"),
        warnings=(),
        layout=layout,
        catalogue=words.catalogue,
        website_label=said_in(clinic.website.label, words.language) if clinic.website else "",
        patient_language=words.language_name(prescription.patient.language),
        drafts=drafts,
    )


def _groups(selection: Selection, clinic: Clinic, figures: Figures, words: Words) -> tuple[Group, ...]:
    groups: list[tuple[tuple[str | int, ...], str | None, list[Card]]] = []
    for number, chosen in enumerate(selection.exercises, 1):
        card = _card(number, chosen, clinic, figures[chosen.id], words)
        if (chosen.routine and groups and groups[-1][0] == chosen.path) or (
            not chosen.routine and groups and groups[-1][1] is None
        ):
            groups[-1][2].append(card)
        else:
            groups.append((chosen.path, chosen.routine, [card]))
    return tuple(_group(routine, cards, selection) for _, routine, cards in groups)


def _group(routine: str | None, cards: list[Card], selection: Selection) -> Group:
    if routine is None:
        return Group("", "", (), tuple(cards))
    text = selection.routines[routine].text
    return Group(text.name, text.summary, text.tips, tuple(cards))


def _card(number: int, chosen: Chosen, clinic: Clinic, figure: BakedFigure | None, words: Words) -> Card:
    exercise, dose = chosen.exercise, chosen.dose
    text = exercise.text.on(dose.side)
    pictures, beside = _pictures(chosen, clinic, figure, words)
    return Card(
        number=number,
        id=chosen.id,
        name=text.name,
        side=side_label(dose, exercise.side, words),
        cells=dose_cells(dose, words),
        extras=dose_extras(dose, words),
        dose=dose_phrase(dose, words),
        schedule=schedule_phrase(dose, words),
        why=text.why,
        feel=text.feel,
        steps=text.steps,
        avoid=text.avoid,
        easier=text.easier or "",
        harder=text.harder or "",
        care=text.care or "",
        note=chosen.note or "",
        pictures=pictures,
        beside=beside,
        video=clinic.videos.get(chosen.id, ""),
        ticks=_ticks(dose),
        origin=_origin(chosen, words),
    )


def _pictures(
    chosen: Chosen, clinic: Clinic, figure: BakedFigure | None, words: Words
) -> tuple[tuple[PictureSlot, ...], bool]:
    """The clinic's own picture, or else the drawn positions; and whether they stand side by side."""
    own = clinic.pictures.get(chosen.id)
    if own:
        return (PictureSlot(own.file, said_in(own.alt, words.language), 0, 1.0, 1.0),), False
    if figure is None:
        return (), False
    mirrored = chosen.dose.side == "right"
    slots = tuple(
        PictureSlot(figure_name(chosen.id, number, mirrored), alt, number, drawn.width, drawn.height)
        for number, (drawn, alt) in enumerate(zip(figure.positions, _naming(chosen, words), strict=False), 1)
    )
    return slots, figure.arrangement == "beside"


def _naming(chosen: Chosen, words: Words) -> list[str]:
    """What each picture shows, with its side where the words are the same for both."""
    exercise, side = chosen.exercise, chosen.dose.side
    shown = exercise.text.on(side).pictures
    if side not in ("left", "right"):
        return list(shown)
    other = exercise.text.on("right" if side == "left" else "left").pictures
    label = side_label(chosen.dose, exercise.side, words)
    return [f"{alt} ({label})" if alt == there else alt for alt, there in zip(shown, other, strict=True)]


def figure_name(exercise: str, number: int, mirrored: bool) -> str:
    """The name a layout calls a drawn position by."""
    return f"{FIGURE}{exercise}:{number}{':mirrored' if mirrored else ''}"


def _ticks(dose: Dose) -> tuple[int, ...]:
    """How often on each day of the week, Monday first; 0 where a weekday is not meant."""
    times = (dose.times_per_day or Count(1, 1)).high
    return tuple(times if not dose.weekdays or day in dose.weekdays else 0 for day in WEEKDAYS)


def _origin(chosen: Chosen, words: Words) -> str:
    documents = chosen.exercise.dose_origin
    if chosen.origin == "library" and documents != "library":
        return words.say("record.origin_document", documents=documents)
    return words.say(f"record.origin_{chosen.origin}")


def _zones(limit: int, words: Words) -> tuple[Zone, ...]:
    """Up to the limit carry on, two points more ease off, beyond stop; 10 always means stop."""
    fine = min(limit, 9)
    ease = min(fine + 2, 9)
    bounds = [("fine", 0, fine), ("ease", fine + 1, ease), ("stop", ease + 1, 10)]
    return tuple(Zone(key, low, high, words.number(Count(low, high))) for key, low, high in bounds if low <= high)
