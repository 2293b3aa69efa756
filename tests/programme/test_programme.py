"""Everything the sheet says, resolved: sides, groups, ticks, the pain ruler, the origin of each dose."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.cards import Card, PictureSlot
from handouts.programme.picture_key import ClinicPicture, DrawnPicture
from handouts.programme.programme import Programme
from handouts.records.dose_words import Side
from tests.conftest import ROOT
from tests.examples import prescription_text


@pytest.fixture
def make(tmp_path: Path, library: Library) -> Make:
    return Make(tmp_path, library)


class Make:
    """Makes the programme of a prescription with these fields."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder, self.library = folder, library

    def __call__(self, **fields: str | None) -> Programme:
        path = self.folder / "ls-1042.yaml"
        path.write_text(prescription_text(**fields))
        prepared = prepare(path, self.library, Options())
        self.record = prepared.record
        return prepared.programme

    def card(self, item: str) -> Card:
        (card,) = self(exercises=f"[{{{item}}}]").cards
        return card


SIDES: dict[Side, tuple[str, str, str]] = {
    "both": ("Each leg", "Lie on your side, with", "Top knee lifted"),
    "left": ("Left leg", "Lie on your right side, with", "Left knee lifted"),
    "right": ("Right leg", "Lie on your left side, with", "Right knee lifted"),
    "alternate": ("Legs in turn", "Lie on your side, with", "Top knee lifted"),
}


def test_the_side_reaches_every_word_of_the_card(make: Make) -> None:
    for side, (label, first_step, lifted) in SIDES.items():
        card = make.card(f"exercise: clamshell, side: {side}")
        assert card.text.side == label
        assert card.text.steps[0].text.startswith(first_step), side
        assert card.pictures[1].alt.startswith(lifted), side
        said = [str(getattr(card.text, field.name)) for field in fields(card.text) if field.name != "words"]
        assert not set("{|}") & set("".join(said)), side


def test_a_left_sided_card_of_every_exercise_never_works_the_other_side_by_default(make: Make) -> None:
    for id in make.library.ids("exercises"):
        if make.library.exercise(id).side is None:
            continue
        left, right = (make.card(f"exercise: {id}, side: {side}") for side in ("left", "right"))
        assert left.text.side.startswith("Left"), id
        assert left.text.steps != right.text.steps, id


def test_an_exercise_without_sides_says_nothing_about_one(make: Make) -> None:
    assert make.card("exercise: cat-cow").text.side == ""


def test_cards_are_numbered_through_and_grouped_as_they_were_written(make: Make) -> None:
    items = "[cat-cow, clamshell, {routine: seniors, skip: [cobra]}, {routine: pregnancy}, brisk-walk]"
    programme = make(exercises=items)
    assert [(g.text and g.text.name, [c.number for c in g.cards]) for g in programme.groups] == [
        (None, [1, 2]),
        ("Gentle stretches for seniors", [3, 4]),
        ("Gentle back moves in pregnancy", [5, 6]),
        (None, [7]),
    ]
    assert programme.groups[2].text == make.library.routine("pregnancy").text


def test_the_same_routine_twice_is_two_groups(make: Make) -> None:
    programme = make(exercises="[{routine: pregnancy}, {routine: pregnancy}]")
    assert [len(group.cards) for group in programme.groups] == [2, 2]


ZONES = {
    0: ["0", "1 to 2", "3 to 10"],
    3: ["0 to 3", "4 to 5", "6 to 10"],
    7: ["0 to 7", "8 to 9", "10"],
    8: ["0 to 8", "9", "10"],
    9: ["0 to 9", "10"],
    10: ["0 to 9", "10"],
}


def test_the_pain_ruler_covers_every_number_once_and_ten_means_stop(make: Make) -> None:
    for limit, zones in ZONES.items():
        programme = make(pain_limit=str(limit))
        made, words = programme.zones, programme.languages[0]
        assert [words.number(zone.numbers) for zone in made] == zones
        covered = [n for zone in made for n in range(zone.numbers.low, zone.numbers.high + 1)]
        assert covered == list(range(11)), limit
        assert (made[0].key, made[-1].key) == ("fine", "stop"), limit


TICKS = {
    "reps: 5": (1, 1, 1, 1, 1, 1, 1),
    "times_per_day: 3": (3, 3, 3, 3, 3, 3, 3),
    "times_per_day: 2-3": (3, 3, 3, 3, 3, 3, 3),
    "weekdays: [wed, mon], times_per_day: 2": (2, 0, 2, 0, 0, 0, 0),
    "days_per_week: 3": (1, 1, 1, 1, 1, 1, 1),
}


def test_the_tracker_has_a_tick_for_each_time(make: Make) -> None:
    for dose, ticks in TICKS.items():
        assert make.card(f"exercise: clamshell, {dose}").ticks == ticks, dose


def test_the_card_says_the_dose_in_words_and_in_cells(make: Make) -> None:
    card = make.card(
        "exercise: knee-to-chest, side: left, times_per_day: 2, days_per_week: 5, weeks: 4, rest: 30 s"
    )
    assert str(card.text.dose) == "3 to 5 times, hold for 30 seconds"
    assert str(card.text.schedule) == "2 times a day, 5 days a week, for 4 weeks"
    assert [cell.number for cell in card.text.cells] == ["3–5", "30", "2", "5", "4"]
    assert [str(sentence) for sentence in card.text.extras] == ["Rest 30 seconds each time."]


ORIGINS = {
    "[clamshell]": "library, document D0",
    "[press-up]": "library",
    "[{exercise: clamshell, reps: 5}]": "prescription",
    "[{routine: pregnancy}]": "routine",
}


def test_the_record_says_where_a_dose_comes_from(make: Make) -> None:
    for items, origin in ORIGINS.items():
        assert make(exercises=items).cards[0].text.origin == origin, items


def test_a_note_is_on_the_card_and_an_override_for_the_record_only(make: Make) -> None:
    item = "{exercise: cobra, note: Keep your chin tucked., override: Seen in clinic}"
    programme = make(exercises=f"[{item}]", patient="{name: A, id: b, flags: [flexion-responder]}")
    (card,) = programme.cards
    assert card.note == "Keep your chin tucked."
    assert "Seen in clinic" not in str(card)
    assert programme.overrides == (
        "cobra: avoid with flexion-responder: held extension of the low back (overridden). Seen in clinic",
    )
    assert programme.warnings == ()
    assert any("cobra" in warning for warning in make.record.warnings)


def test_back_warnings_are_asked_for_by_the_region_of_the_exercises(make: Make) -> None:
    assert make(exercises="[cat-cow]").back
    assert not make(exercises="[clamshell]").back


def test_dates_stay_dates_and_what_is_not_said_is_empty(make: Make) -> None:
    programme = make(review="2026-12-11")
    assert (programme.issued, programme.review) == (date(2026, 11, 20), date(2026, 12, 11))
    assert (make().review, make().goal, make().profession) == (None, "", "")


def test_layout_and_paper_come_from_the_prescription_or_else_the_clinic(make: Make) -> None:
    assert (make().layout, make().paper) == ("standard", "letter")
    assert make(clinic="hillcrest").paper == "a4"
    chosen = make(layout="compact", paper="a4")
    assert (chosen.layout, chosen.paper) == ("compact", "a4")


def test_advice_of_the_prescription_comes_first_and_none_comes_twice(make: Make) -> None:
    programme = make(exercises="[{routine: upper-back-relief}]", advice="[hip-pain, desk-posture]")
    names = [page.text.name for page in programme.advice]
    expected = [make.library.advice(id).text.name for id in ("hip-pain", "desk-posture")]
    assert names == expected


def test_a_clinic_adds_its_own_picture_and_video_to_a_card(tmp_path: Path) -> None:
    clinic = tmp_path / "content" / "clinics" / "lakeside.yaml"
    clinic.parent.mkdir(parents=True)
    own = "pictures: {clamshell: {file: own/clam.png, alt: A clam}}\nvideos: {clamshell: https://lakeside.example/v}\n"
    clinic.write_text((ROOT / "content/clinics/lakeside.yaml").read_text() + own)
    make = Make(tmp_path, Library(Workspace.at(tmp_path)))
    clamshell, cat_cow = make(exercises="[clamshell, cat-cow]").cards
    assert clamshell.pictures == (PictureSlot(ClinicPicture("own/clam.png"), 0, 1.0, 1.0, ("A clam",)),)
    assert not clamshell.beside
    assert [slot.key for slot in cat_cow.pictures] == [DrawnPicture("cat-cow", 1), DrawnPicture("cat-cow", 2)]
    assert (clamshell.video, cat_cow.video) == ("https://lakeside.example/v", "")


def test_the_right_side_is_drawn_mirrored_and_its_text_says_so(make: Make) -> None:
    left, right = make(exercises="[{exercise: clamshell, side: left}, {exercise: clamshell, side: right}]").cards
    assert [slot.key for slot in left.pictures] == [DrawnPicture("clamshell", number) for number in (1, 2)]
    assert [slot.key for slot in right.pictures] == [
        DrawnPicture("clamshell", number, mirrored=True) for number in (1, 2)
    ]
    assert right.pictures[0].alt == "On your side, knees bent and together (Right leg)"
    assert (left.pictures[1].alt, right.pictures[1].alt) == (
        "Left knee lifted, feet together",
        "Right knee lifted, feet together",
    )


# --- languages -----------------------------------------------------------------------------------------------


def test_the_languages_of_a_sheet_are_equals_the_patients_first(make: Make) -> None:
    programme = make(
        exercises="[{exercise: clamshell, side: right}, {routine: pregnancy}]",
        patient="{name: A, id: b, language: ar, bilingual: fr-CA}",
        advice="[desk-posture]",
    )
    tags = ["ar", "fr-CA"]
    assert [words.language for words in programme.languages] == tags
    assert programme.language == "ar"
    for card in programme.cards:
        assert [text.words.language for text in card.texts] == tags
        assert (card.text, card.others) == (card.texts[0], card.texts[1:])
        assert {len(slot.alts) for slot in card.pictures} == {2}
    assert [len(group.texts) for group in programme.groups] == [0, 2]
    assert [len(page.texts) for page in programme.advice] == [2]
    french = programme.cards[0].others[0]
    assert (french.side, str(french.schedule)) == ("Jambe droite", "1 fois par jour")


def test_what_no_language_changes_is_the_same_whoever_reads_it(make: Make) -> None:
    items = "[{exercise: clamshell, side: right, weekdays: [mon], note: Slowly.}, cat-cow]"
    english = make(exercises=items)
    arabic = make(exercises=items, patient="{name: Alex Sample, id: LS-1042, language: ar}")
    for one, other in zip(english.cards, arabic.cards, strict=True):
        assert one.texts != other.texts
        assert replace(one, texts=(), pictures=()) == replace(other, texts=(), pictures=())
        assert [slot.key for slot in one.pictures] == [slot.key for slot in other.pictures]
    assert (english.issued, english.zones, english.groups[0].texts) == (arabic.issued, arabic.zones, ())


def test_the_record_is_born_with_what_the_clinician_must_know(make: Make) -> None:
    programme = make(patient="{name: Alex Sample, id: LS-1042, language: ar, bilingual: fr}")
    assert [words.language for words in make.record.languages] == ["en"]
    assert make.record.drafts == programme.drafts
    assert {"languages/ar", "languages/fr"} <= set(programme.drafts)
    assert any("drafts that nobody has reviewed" in warning for warning in make.record.warnings)
    assert programme.warnings == ()
