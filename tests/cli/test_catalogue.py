"""`handouts list` and `show`: finding the right exercise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from handouts.library.library import Library
from tests.conftest import ROOT, Command

KINDS = ["exercises", "routines", "advice", "layouts", "clinics"]


def listed(handouts: Command, *arguments: str) -> list[dict[str, Any]]:
    run = handouts("list", *arguments, "--format", "json")
    assert run.exit_code == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def ids(handouts: Command, *arguments: str) -> list[str]:
    return [entry["id"] for entry in listed(handouts, *arguments)]


def test_every_entry_has_an_id_and_a_name_and_a_line(handouts: Command) -> None:
    for what in KINDS:
        entries = listed(handouts, what)
        assert entries, what
        assert all(entry["id"] and entry["name"] for entry in entries), what
        assert [entry["id"] for entry in entries] == sorted(entry["id"] for entry in entries), what
        *lines, last = handouts("list", what).stdout.splitlines()
        assert [line.split()[0] for line in lines] == [entry["id"] for entry in entries], what
        assert all(entry["name"] in line for entry, line in zip(entries, lines, strict=True)), what
        assert last.split()[0] == str(len(entries)), what


def test_exercises_are_listed_when_nothing_is_asked_for(handouts: Command, library: Library) -> None:
    assert ids(handouts) == library.ids("exercises")


def test_layouts_for_the_record_are_not_offered(handouts: Command) -> None:
    assert ids(handouts, "layouts") == ["compact", "large-print", "standard"]


def test_a_filter_keeps_what_fits(handouts: Command) -> None:
    cases = {
        ("--region", "neck"): ["nose-to-armpit"],
        ("--region", "NECK"): ["nose-to-armpit"],
        ("--position", "side-lying"): ["clamshell", "it-band-foam-roll"],
        ("--equipment", "foam roller"): ["it-band-foam-roll", "thoracic-foam-roll"],
        ("--kind", "warm-up"): ["brisk-walk", "low-impact-jack", "squat-to-jab", "stair-climb"],
        ("--search", "sloppy PUSH"): ["press-up"],
        ("--region", "hip", "--kind", "strengthening", "--position", "side-lying"): ["clamshell"],
        ("--search", "no such words"): [],
        ("routines", "--search", "thoracic-foam-roll"): ["upper-back-relief"],
        ("advice", "--region", "neck"): ["desk-posture", "upper-back-pain"],
        ("clinics", "--search", "lakeside"): ["lakeside"],
    }
    for arguments, expected in cases.items():
        assert ids(handouts, *arguments) == expected, arguments


def test_exercises_without_equipment_can_be_found(handouts: Command, library: Library) -> None:
    bare = [id for id in library.ids("exercises") if not library.exercise(id).equipment]
    assert ids(handouts, "--equipment", "none") == bare
    assert bare


def test_a_filter_that_cannot_fit_is_an_error(handouts: Command) -> None:
    cases = {
        ("--region", "hipp"): "--region: did you mean hip?",
        ("--equipment", "spaceship"): "--equipment: must be one of ",
        ("routines", "--region", "hip"): "--region does not apply to routines",
        ("layouts", "--kind", "warm-up"): "--kind does not apply to layouts",
    }
    for arguments, message in cases.items():
        run = handouts("list", *arguments)
        assert (run.exit_code, run.stdout) == (2, ""), arguments
        assert message in run.stderr, arguments


def test_own_content_is_listed_with_the_rest(home: Path, handouts: Command) -> None:
    own = home / "content/exercises/my-clamshell.yaml"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "content/exercises/clamshell.yaml").read_text())
    assert "my-clamshell" in ids(handouts, "--position", "side-lying")


def test_an_exercise_is_shown_with_its_dose_its_origin_and_every_word(handouts: Command, library: Library) -> None:
    said = handouts("show", "clamshell").stdout
    text = library.exercise("clamshell").text.on("both")
    for line in (
        text.name,
        text.why,
        text.feel,
        text.avoid,
        text.easier,
        text.harder,
        *(s.text for s in text.steps),
    ):
        assert line is not None
        assert line in said
    assert "10 times, hold for 10 seconds, Each leg, once a day" in said
    assert "D0" in said
    assert "top leg" in said, "which side is meant"
    assert "hip-replacement: " in said


def test_three_wordings_never_reach_a_reader(handouts: Command, library: Library) -> None:
    for id in library.ids("exercises"):
        if library.exercise(id).side:
            assert "|" not in handouts("show", id).stdout, id


def test_whatever_has_an_id_can_be_shown(handouts: Command) -> None:
    for id in ("warm-up", "hip-pain", "large-print", "lakeside"):
        run = handouts("show", id)
        assert run.exit_code == 0, id
        assert f": {id})" in run.stdout


def test_what_is_not_there_is_named_with_what_is_near(handouts: Command) -> None:
    run = handouts("show", "clamshel")
    assert (run.exit_code, run.stdout) == (2, "")
    assert run.stderr == "Error: there is nothing with the id 'clamshel'; did you mean clamshell?\n"
