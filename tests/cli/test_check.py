"""`handouts check`: everything that building would say, for people and for programs; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import PRESCRIPTION, ROOT, Command

WRONG = PRESCRIPTION.replace("[clamshell]", "\n  - exercise: clamshell\n    hold: 30\n  - cobraa")
WARNED = PRESCRIPTION.replace("[clamshell]", "[pigeon]")
FIELDS = ["file", "line", "column", "path", "severity", "code", "message", "hint"]


def in_json(handouts: Command, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(handouts("check", *arguments, "--format", "json").stdout)
    return found


def test_all_is_well(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    run = handouts("check", "a.yaml")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout == "1 prescription checked: 0 errors, 0 warnings\n"


def test_every_problem_is_printed_at_its_place_with_its_fix(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WRONG)
    run = handouts("check", "a.yaml")
    assert run.exit_code == 1
    assert run.stdout == "1 prescription checked: 2 errors, 0 warnings\n"
    assert run.stderr == (
        "a.yaml:7:11: exercises[0].hold: needs its unit: seconds, minutes or breaths?\n"
        "  hint: write 30 s, 30 min or 30 breaths\n"
        "a.yaml:8:5: exercises[1]: there is no such exercise\n"
        "  hint: did you mean cobra?\n"
    )


def test_a_warning_alone_does_not_fail(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WARNED)
    run = handouts("check", "a.yaml")
    assert (run.exit_code, run.stdout) == (0, "1 prescription checked: 0 errors, 1 warning\n")
    assert run.stderr.startswith("a.yaml:5:13: exercises[0]: warning: pigeon: an advanced exercise")


def test_json_has_the_same_fields_for_every_problem(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WRONG)
    (home / "b.yaml").write_text(WARNED)
    problems = in_json(handouts, "a.yaml", "b.yaml", "missing.yaml")
    assert [list(problem) for problem in problems] == [FIELDS] * 4
    types = {"line": int, "column": int}
    assert all(type(problem[name]) is types.get(name, str) for problem in problems for name in FIELDS)
    assert {problem["severity"] for problem in problems} == {"error", "warning"}


def test_json_says_where_what_and_how_to_mend_it(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WRONG)
    assert in_json(handouts, "a.yaml")[1] == {
        "file": "a.yaml",
        "line": 8,
        "column": 5,
        "path": "exercises[1]",
        "severity": "error",
        "code": "unknown-exercise",
        "message": "there is no such exercise",
        "hint": "did you mean cobra?",
    }


def test_json_has_no_line_for_what_is_wrong_with_a_file_as_a_whole(home: Path, handouts: Command) -> None:
    [problem] = in_json(handouts, "missing.yaml")
    assert (problem["line"], problem["column"], problem["path"]) == (0, 0, "")


def test_json_without_problems_is_an_empty_list(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    run = handouts("check", "a.yaml", "--format", "json")
    assert (run.exit_code, json.loads(run.stdout)) == (0, [])


def test_json_stands_alone_and_ends_with_the_same_code(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(WRONG)
    run = handouts("check", "a.yaml", "--format", "json")
    assert (run.exit_code, run.stderr) == (1, "")


def test_checking_finds_what_only_making_the_sheet_shows(home: Path, handouts: Command) -> None:
    (home / "templates/parts").mkdir(parents=True)
    (home / "templates/parts/stop.xml.j2").write_text("<blink>stop</blink>")
    (home / "a.yaml").write_text(PRESCRIPTION)
    run = handouts("check", "a.yaml")
    assert run.exit_code == 1
    assert "blink" in run.stderr


def test_two_files_for_one_pdf_are_found_before_building(home: Path, handouts: Command) -> None:
    for name in ("ls-1042.yaml", "LS-1042.yaml"):
        (home / name).write_text(PRESCRIPTION)
    run = handouts("check", "ls-1042.yaml", "LS-1042.yaml")
    assert run.exit_code == 1
    assert run.stderr.startswith("LS-1042.yaml: would be written to the same PDF as ls-1042.yaml")


def test_nothing_is_written(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    handouts("check", "a.yaml")
    assert [path.name for path in home.iterdir()] == ["a.yaml"]


def test_the_examples_have_no_errors(handouts: Command) -> None:
    run = handouts("check", str(ROOT / "content/prescriptions"))
    examples = len(list((ROOT / "content/prescriptions").glob("*.yaml")))
    assert run.stdout.startswith(f"{examples} prescriptions checked: 0 errors, ")
