"""Everything the sheet says, resolved: sides, groups, ticks, the pain ruler, the origin of each dose."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.programme import Card, PictureSlot, Programme
from handouts.records.dose import Side
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


@pytest.mark.parametrize(
    ("side", "label", "first_step", "lifted"),
    [
        ("both", "Each leg", "Lie on your side, with", "Top knee lifted"),
        ("left", "Left leg", "Lie on your right side, with", "Left knee lifted"),
        ("right", "Right leg", "Lie on your left side, with", "Right knee lifted"),
        ("alternate", "Legs in turn", "Lie on your side, with", "Top knee lifted"),
    ],
)
def test_the_side_reaches_every_word_of_the_card(
    side: Side, label: str, first_step: str, lifted: str, make: Make
) -> None:
    card = make.card(f"exercise: clamshell, side: {side}")
    assert card.side == label
    assert card.steps[0].text.startswith(first_step)
    assert make.library.exercise("clamshell").text.on(side).pictures[1].startswith(lifted)
    assert not set("{|}") & set(str(card))


def test_a_left_sided_card_of_every_exercise_never_works_the_other_side_by_default(make: Make) -> None:
    for id in make.library.ids("exercises"):
        if make.library.exercise(id).side is None:
            continue
        left, right = (make.card(f"exercise: {id}, side: {side}") for side in ("left", "right"))
        assert left.side.startswith("Left"), id
        assert left.steps != right.steps, id


def test_an_exercise_without_sides_says_nothing_about_one(make: Make) -> None:
    assert make.card("exercise: cat-cow").side == ""


def test_cards_are_numbered_through_and_grouped_as_they_were_written(make: Make) -> None:
    items = "[cat-cow, clamshell, {routine: seniors, skip: [cobra]}, {routine: pregnancy}, brisk-walk]"
    programme = make(exercises=items)
    assert [(g.name, [c.number for c in g.cards]) for g in programme.groups] == [
        ("", [1, 2]),
        ("Gentle stretches for seniors", [3, 4]),
        ("Gentle back moves in pregnancy", [5, 6]),
        ("", [7]),
    ]
    assert programme.groups[1].summary
    assert len(programme.groups[2].tips) == 3
    assert programme.groups[0].tips == ()


def test_the_same_routine_twice_is_two_groups(make: Make) -> None:
    programme = make(exercises="[{routine: pregnancy}, {routine: pregnancy}]")
    assert [len(group.cards) for group in programme.groups] == [2, 2]


@pytest.mark.parametrize(
    ("limit", "zones"),
    [
        (0, ["0", "1 to 2", "3 to 10"]),
        (3, ["0 to 3", "4 to 5", "6 to 10"]),
        (7, ["0 to 7", "8 to 9", "10"]),
        (8, ["0 to 8", "9", "10"]),
        (9, ["0 to 9", "10"]),
        (10, ["0 to 9", "10"]),
    ],
)
def test_the_pain_ruler_covers_every_number_once_and_ten_means_stop(
    limit: int, zones: list[str], make: Make
) -> None:
    made = make(pain_limit=str(limit)).zones
    assert [zone.label for zone in made] == zones
    assert [n for zone in made for n in range(zone.low, zone.high + 1)] == list(range(11))
    assert (made[0].key, made[-1].key) == ("fine", "stop")


@pytest.mark.parametrize(
    ("dose", "ticks"),
    [
        ("reps: 5", (1, 1, 1, 1, 1, 1, 1)),
        ("times_per_day: 3", (3, 3, 3, 3, 3, 3, 3)),
        ("times_per_day: 2-3", (3, 3, 3, 3, 3, 3, 3)),
        ("weekdays: [wed, mon], times_per_day: 2", (2, 0, 2, 0, 0, 0, 0)),
        ("days_per_week: 3", (1, 1, 1, 1, 1, 1, 1)),
    ],
)
def test_the_tracker_has_a_tick_for_each_time(dose: str, ticks: tuple[int, ...], make: Make) -> None:
    assert make.card(f"exercise: clamshell, {dose}").ticks == ticks


def test_the_card_says_the_dose_in_words_and_in_cells(make: Make) -> None:
    card = make.card(
        "exercise: knee-to-chest, side: left, times_per_day: 2, days_per_week: 5, weeks: 4, rest: 30 s"
    )
    assert card.dose == "3 to 5 times, hold for 30 seconds"
    assert card.schedule == "2 times a day, 5 days a week, for 4 weeks"
    assert [cell.value for cell in card.cells] == ["3–5", "30", "2", "5", "4"]
    assert card.extras == ("Rest 30 seconds each time.",)


@pytest.mark.parametrize(
    ("items", "origin"),
    [
        ("[clamshell]", "library, document D0"),
        ("[press-up]", "library"),
        ("[{exercise: clamshell, reps: 5}]", "prescription"),
        ("[{routine: pregnancy}]", "routine"),
    ],
)
def test_the_record_says_where_a_dose_comes_from(items: str, origin: str, make: Make) -> None:
    assert make(exercises=items).cards[0].origin == origin


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


def test_dates_are_written_out_and_what_is_not_said_is_empty(make: Make) -> None:
    programme = make(review="2026-12-11")
    assert (programme.issued, programme.review_short) == ("20\u00a0November\u00a02026", "11\u00a0Dec\u00a02026")
    assert (make().review, make().goal, make().profession) == ("", "", "")


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
    assert clamshell.pictures == (PictureSlot("own/clam.png", "A clam", 0, 1.0, 1.0),)
    assert [slot.name for slot in cat_cow.pictures] == ["figure:cat-cow:1", "figure:cat-cow:2"]
    assert (clamshell.video, cat_cow.video) == ("https://lakeside.example/v", "")


def test_the_right_side_is_drawn_mirrored_and_its_text_says_so(make: Make) -> None:
    left, right = make(exercises="[{exercise: clamshell, side: left}, {exercise: clamshell, side: right}]").cards
    assert [slot.name for slot in left.pictures] == ["figure:clamshell:1", "figure:clamshell:2"]
    assert [slot.name for slot in right.pictures] == ["figure:clamshell:1:mirrored", "figure:clamshell:2:mirrored"]
    assert right.pictures[0].alt == "On your side, knees bent and together (Right leg)"
    assert (left.pictures[1].alt, right.pictures[1].alt) == (
        "Left knee lifted, feet together",
        "Right knee lifted, feet together",
    )
