"""A dose -> how it is said in one language: as phrases, as sentences, and as the cells of the dose box.

The words stand in the catalogue; here is only which of them are said when.
"""

from __future__ import annotations

from handouts.programme.phrase import Phrase, Quantity
from handouts.programme.wording import Words
from handouts.records.dose import Dose
from handouts.records.dose_words import WEEKDAYS, Count, Tempo
from handouts.records.exercise import SideMeaning


def dose_phrase(dose: Dose, words: Words) -> Phrase:
    """How much, as a phrase: 2 sets of 10 times, hold for 10 seconds."""
    sets = dose.sets if dose.sets and dose.sets.high > 1 else None
    parts = []
    if dose.reps and sets:
        parts.append(words.count("dose.sets_of_times", sets, times=words.quantity(dose.reps)))
    elif dose.reps:
        parts.append(words.count("dose.times", dose.reps))
    elif dose.duration and sets:
        parts.append(words.count("dose.sets_of_amount", sets, amount=words.amount(dose.duration)))
    elif dose.duration:
        parts.append(words.phrase("dose.for", amount=words.amount(dose.duration)))
    if dose.hold:
        parts.append(words.phrase("dose.hold", amount=words.amount(dose.hold)))
    return words.joined(parts)


def schedule_phrase(dose: Dose, words: Words) -> Phrase:
    """When, as a phrase: 2 times a day, on Mon, Wed and Fri, for 4 weeks."""
    parts = [words.count("dose.times_per_day", dose.times_per_day or Count(1, 1))]
    if dose.weekdays:
        parts.append(words.phrase("dose.weekdays", days=_weekdays(dose, words)))
    elif dose.days_per_week == 7:
        parts.append(words.phrase("dose.every_day"))
    elif dose.days_per_week:
        parts.append(words.count("dose.days_per_week", Count(dose.days_per_week, dose.days_per_week)))
    if dose.weeks:
        parts.append(words.count("dose.weeks", Count(dose.weeks, dose.weeks)))
    return words.joined(parts)


def dose_extras(dose: Dose, words: Words) -> tuple[Phrase, ...]:
    """Rest, load, effort, tempo and an own pain limit, as sentences."""
    said = []
    if dose.rest:
        between = "dose.rest" if dose.sets and dose.sets.high > 1 else "dose.rest_each"
        said.append(words.phrase(between, amount=words.amount(dose.rest)))
    if dose.load:
        said.append(_load(dose.load, words))
    if dose.intensity:
        effort = dose.intensity.removeprefix("rpe ")
        rated = effort != dose.intensity
        said.append(words.phrase("dose.rpe", n=Quantity(effort)) if rated else words.phrase(f"dose.{effort}"))
    if dose.tempo:
        said.append(_tempo(dose.tempo, words))
    if dose.pain_limit is not None:
        said.append(words.phrase("dose.pain_limit", n=Quantity(str(dose.pain_limit))))
    return tuple(said)


def dose_cells(dose: Dose, words: Words) -> tuple[Quantity, ...]:
    """The dose box: big numbers over small words."""
    cells = []
    if dose.sets and dose.sets.high > 1:
        cells.append(_cell(dose.sets, "sets", words))
    if dose.reps:
        cells.append(_cell(dose.reps, "times", words))
    if dose.duration:
        cells.append(_cell(dose.duration.number, dose.duration.unit, words))
    if dose.hold:
        cells.append(_cell(dose.hold.number, f"{dose.hold.unit}_hold", words))
    times = dose.times_per_day or Count(1, 1)
    once = Quantity(words.say("dose_box.once"), words.say("dose_box.once_a_day"))
    cells.append(once if times.high == 1 else _cell(times, "times_per_day", words))
    if dose.weekdays:
        cells.append(Quantity(_weekdays(dose, words), words.say("dose_box.weekdays")))
    elif dose.days_per_week and dose.days_per_week < 7:
        cells.append(_cell(Count(dose.days_per_week, dose.days_per_week), "days_per_week", words))
    if dose.weeks:
        cells.append(_cell(Count(dose.weeks, dose.weeks), "weeks", words))
    return tuple(cells)


def side_label(dose: Dose, meaning: SideMeaning | None, words: Words) -> str:
    """Left leg, Each side; empty where the exercise has no sides."""
    return words.say(f"side.{meaning.part}.{dose.side}") if meaning and dose.side else ""


def _cell(count: Count, key: str, words: Words) -> Quantity:
    return Quantity(words.number(count, short=True), str(words.count(f"dose_box.{key}", count)))


def _weekdays(dose: Dose, words: Words) -> str:
    names = dict(zip(WEEKDAYS, words.weekdays("abbreviated"), strict=True))
    return words.listed([names[day] for day in dose.weekdays or ()])


def _load(load: str, words: Words) -> Phrase:
    if load.lower() in ("body weight", "bodyweight"):
        return words.phrase("dose.body_weight")
    return words.phrase("dose.load_band" if load.lower().endswith("band") else "dose.load", load=words.apart(load))


def _tempo(tempo: Tempo, words: Words) -> Phrase:
    parts = [
        words.phrase(f"dose.tempo_parts.{name}", time=words.count("units.second", Count(seconds, seconds)))
        for name, seconds in tempo._asdict().items()
        if seconds
    ]
    return words.phrase("dose.tempo", parts=words.joined(parts))
