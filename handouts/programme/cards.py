"""A chosen exercise in each language of the sheet -> its card.

What no language changes (numbers, ticks, which picture) stands on the card once, beside one text for each language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handouts.figures.picture.baked import BakedFigure
from handouts.programme.dosage import dose_cells, dose_extras, dose_phrase, schedule_phrase, side_label
from handouts.programme.phrase import Phrase, Quantity
from handouts.programme.picture_key import ClinicPicture, DrawnPicture, PictureKey, mirrored
from handouts.programme.selection import Chosen
from handouts.programme.translation import Translated
from handouts.programme.wording import Words
from handouts.records.clinic import Clinic, OwnPicture
from handouts.records.dose import Dose
from handouts.records.dose_words import WEEKDAYS, Count
from handouts.records.exercise import Step


class Language(NamedTuple):
    """A language of the sheet: its words, and in it what was chosen from the library."""

    words: Words
    texts: Translated

    @property
    def drafts(self) -> tuple[str, ...]:
        """What of it nobody has reviewed."""
        return (*self.words.drafts(), *self.texts.drafts)


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """One picture on a card: which it is, its number (0: it has none), its proportions, and what it shows."""

    key: PictureKey
    number: int
    width: float
    height: float
    alts: tuple[str, ...]

    @property
    def alt(self) -> str:
        """What it shows, in the patient's language."""
        return self.alts[0]


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says, in one language."""

    words: Words
    name: str
    side: str
    cells: tuple[Quantity, ...]
    extras: tuple[Phrase, ...]
    dose: Phrase
    schedule: Phrase
    why: str
    feel: str
    steps: tuple[Step, ...]
    avoid: str
    easier: str
    harder: str
    care: str
    origin: str


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise of the sheet."""

    number: int
    id: str
    texts: tuple[CardText, ...]
    note: str
    pictures: tuple[PictureSlot, ...]
    beside: bool
    video: str
    ticks: tuple[int, ...]

    @property
    def text(self) -> CardText:
        """What it says in the patient's language."""
        return self.texts[0]

    @property
    def others(self) -> tuple[CardText, ...]:
        """What it says in all other languages."""
        return self.texts[1:]


def make_card(
    number: int,
    wordings: Sequence[Chosen],
    languages: Sequence[Language],
    clinic: Clinic,
    figure: BakedFigure | None,
) -> Card:
    """The card of an exercise, which was chosen in each of the languages."""
    chosen = wordings[0]
    spoken = [(one, language.words) for one, language in zip(wordings, languages, strict=True)]
    own = clinic.pictures.get(chosen.id)
    return Card(
        number=number,
        id=chosen.id,
        texts=tuple(_card_text(one, words) for one, words in spoken),
        note=chosen.note or "",
        pictures=_own_picture(own, spoken) if own else _drawn_pictures(chosen, figure, spoken),
        beside=not own and figure is not None and figure.arrangement == "beside",
        video=clinic.videos.get(chosen.id, ""),
        ticks=_ticks(chosen.dose),
    )


def _card_text(chosen: Chosen, words: Words) -> CardText:
    exercise, dose = chosen.exercise, chosen.dose
    text = exercise.text.on(dose.side)
    return CardText(
        words=words,
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
        origin=_origin(chosen, words),
    )


def _own_picture(own: OwnPicture, spoken: Sequence[tuple[Chosen, Words]]) -> tuple[PictureSlot, ...]:
    """The clinic's own picture."""
    return (PictureSlot(ClinicPicture(own.file), 0, 1.0, 1.0, tuple(words.own(own.alt) for _, words in spoken)),)


def _drawn_pictures(
    chosen: Chosen, figure: BakedFigure | None, spoken: Sequence[tuple[Chosen, Words]]
) -> tuple[PictureSlot, ...]:
    """The positions of the drawn figure."""
    turned = mirrored(chosen.dose.side)
    names = zip(*(_naming(one, words) for one, words in spoken), strict=True)
    return tuple(
        PictureSlot(DrawnPicture(chosen.id, number, turned), number, drawn.width, drawn.height, alts)
        for number, (drawn, alts) in enumerate(zip(figure.positions if figure else (), names, strict=False), 1)
    )


def _naming(chosen: Chosen, words: Words) -> list[str]:
    """What each picture shows, with its side where the words are the same for both."""
    exercise, side = chosen.exercise, chosen.dose.side
    shown = exercise.text.on(side).pictures
    if side not in ("left", "right"):
        return list(shown)
    other = exercise.text.on("right" if side == "left" else "left").pictures
    label = side_label(chosen.dose, exercise.side, words)
    return [f"{alt} ({label})" if alt == there else alt for alt, there in zip(shown, other, strict=True)]


def _ticks(dose: Dose) -> tuple[int, ...]:
    """How often on each day of the week, Monday first; 0 where a weekday is not meant."""
    times = (dose.times_per_day or Count(1, 1)).high
    return tuple(times if not dose.weekdays or day in dose.weekdays else 0 for day in WEEKDAYS)


def _origin(chosen: Chosen, words: Words) -> str:
    documents = chosen.exercise.dose_origin
    if chosen.origin == "library" and documents != "library":
        return words.say("record.origin_document", documents=documents)
    return words.say(f"record.origin_{chosen.origin}")
