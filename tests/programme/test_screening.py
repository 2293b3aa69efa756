"""A prescription that would harm is stopped before anything prints; one that needs care says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.library.folders import Workspace
from handouts.library.library import Library
from handouts.programme.screening import Finding, screening_remarks
from tests.conftest import ROOT
from tests.examples import screened, selected

ROWS = yaml.safe_load((ROOT / "tests" / "content" / "inventory.yaml").read_text())["screening"]


def exercises_of(row: dict[str, Any], library: Library) -> list[str]:
    """The exercises a row is about: those it names, or all (of a position)."""
    if "exercises" in row:
        return list(row["exercises"])
    positions = {id: library.exercise(id).position for id in library.ids("exercises")}
    return [id for id, position in positions.items() if row.get("position") in (None, position)]


def verdicts(findings: tuple[Finding, ...], id: str) -> set[str]:
    return {finding.verdict for finding in findings if finding.exercise in (id, None)}


def severities(library: Library, exercises: str, *flags: str) -> list[tuple[str, str]]:
    """Severity and code of each problem that screening makes of a prescription."""
    findings = screened(library, exercises, *flags)
    selection = selected(library, exercises=exercises)
    known: Any = flags
    return [(p.severity, p.code) for p in screening_remarks(findings, known, selection, library)]


def test_every_row_of_the_inventory_is_caught(library: Library) -> None:
    for row in ROWS:
        ids = exercises_of(row, library)
        assert ids, row
        for id in ids:
            assert row["verdict"] in verdicts(screened(library, f"[{id}]", *row["flags"]), id), id


def test_without_the_flag_nothing_is_said(library: Library) -> None:
    for row in [row for row in ROWS if row["flags"]]:
        for id in exercises_of(row, library):
            assert verdicts(screened(library, f"[{id}]"), id) <= {"tell"}, id


def test_every_flag_of_an_exercise_is_found(library: Library) -> None:
    for id in library.ids("exercises"):
        for flag, caution in library.exercise(id).cautions.items():
            found = [(f.flag, f.verdict, f.reason) for f in screened(library, f"[{id}]", flag)]
            assert (flag, caution.verdict, caution.reason) in found


def test_a_rule_about_a_position_or_a_level_leaves_others_alone(library: Library) -> None:
    assert verdicts(screened(library, "[clamshell]", "third-trimester"), "clamshell") == {"caution"}
    assert verdicts(screened(library, "[clamshell]"), "clamshell") == set()


def test_avoid_stops_the_build(library: Library) -> None:
    assert severities(library, "[childs-pose]", "extension-responder") == [("error", "screening-avoid")]


def test_a_reason_lets_an_exercise_to_avoid_through_with_a_warning(library: Library) -> None:
    item = "[{exercise: childs-pose, override: Tolerated in clinic}]"
    assert severities(library, item, "extension-responder") == [("warning", "screening-override")]


def test_a_reason_holds_for_its_own_exercise_only(library: Library) -> None:
    items = "[{exercise: childs-pose, override: Tolerated}, wide-leg-forward-fold]"
    assert severities(library, items, "extension-responder") == [
        ("warning", "screening-override"),
        ("error", "screening-avoid"),
    ]


def test_caution_and_tell_are_warnings(library: Library) -> None:
    assert severities(library, "[kneeling-hip-flexor]", "flexion-responder") == [("warning", "screening-caution")]
    assert severities(library, "[pigeon]") == [("warning", "screening-tell")]


def test_a_rule_about_the_patient_is_told_once_at_the_flags(library: Library) -> None:
    (finding,) = screened(library, "[cat-cow, clamshell, brisk-walk]", "pregnant")
    assert (finding.exercise, finding.path) == (None, ("patient", "flags"))
    assert finding.text == "every exercise: caution with pregnant: check with the medical team first"


def test_the_gravest_finding_of_an_exercise_comes_first(library: Library) -> None:
    findings = screened(library, "[wide-leg-forward-fold]", "dizziness", "extension-responder")
    assert [f.verdict for f in findings] == ["avoid", "caution"]


def test_a_finding_reads_as_one_line(library: Library) -> None:
    (finding,) = screened(library, "[{exercise: cobra, override: Tolerated}]", "flexion-responder")
    assert finding.text == "cobra: avoid with flexion-responder: held extension of the low back (overridden)"


def hints(library: Library, exercises: str, *flags: str) -> list[str]:
    selection = selected(library, exercises=exercises)
    known: Any = flags
    found = screening_remarks(screened(library, exercises, *flags), known, selection, library)
    return [p.hint for p in found if p.severity == "error"]


def test_the_way_out_names_what_can_stand_in(library: Library) -> None:
    assert hints(library, "[childs-pose]", "extension-responder") == [
        "use cat-cow, or add 'override:' with your reason"
    ]


def test_the_way_out_never_names_what_this_patient_must_avoid_too(library: Library) -> None:
    assert library.exercise("cobra").alternatives == ("press-up", "standing-back-bend")
    assert hints(library, "[cobra]", "flexion-responder") == ["take it out, or add 'override:' with your reason"]
    assert "knee-to-chest" not in hints(library, "[ais-gluteal]", "third-trimester")[0]


ROUTINE = """\
exercises: [childs-pose, cat-cow]
cautions:
  extension-responder: {verdict: caution, reason: go slowly}
  dizziness: {verdict: avoid, reason: too many changes of position}
text: {name: Mixed, summary: Two moves.}
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Library:
    """The library with a routine that warns of less, and of more, than its exercises do."""
    path = tmp_path / "content" / "routines" / "mixed.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(ROUTINE)
    return Library(Workspace.at(tmp_path))


def test_a_routine_never_softens_what_an_exercise_says(mixed: Library) -> None:
    findings = screened(mixed, "[{routine: mixed}]", "extension-responder")
    assert {f.exercise: f.verdict for f in findings} == {"childs-pose": "avoid", "cat-cow": "caution"}


def test_a_routine_can_say_more_than_its_exercises(mixed: Library) -> None:
    findings = screened(mixed, "[{routine: mixed}]", "dizziness")
    assert {f.exercise: f.verdict for f in findings} == {"childs-pose": "avoid", "cat-cow": "avoid"}
    assert verdicts(screened(mixed, "[cat-cow]", "dizziness"), "cat-cow") == set()
