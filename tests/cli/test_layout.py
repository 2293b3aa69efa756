"""`handouts layout`: the layout XML of a sheet, compared word by word with what it was.

When a change is meant: pytest --force-regen tests/cli/test_layout.py, then read what changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from handouts.sheet.layout import parse_layout
from tests.conftest import PRESCRIPTION, ROOT, Command

CASES = sorted((ROOT / "tests/cases/layouts").iterdir())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_layout_of_a_sheet_is_what_it_was(
    case: Path, handouts: Command, file_regression: FileRegressionFixture
) -> None:
    run = handouts("layout", str(case / "prescription.yaml"))
    assert run.exit_code == 0, run.stderr
    file_regression.check(run.stdout, fullpath=case / "layout.xml", encoding="utf-8", newline="\n")


def test_there_is_a_case_for_every_layout(handouts: Command) -> None:
    listed = [line.split()[0] for line in handouts("list", "layouts").stdout.splitlines()[:-1]]
    assert sorted(case.name for case in CASES) == listed
    assert all(f"layout: {case.name}\n" in (case / "prescription.yaml").read_text() for case in CASES)


def test_the_layout_can_be_chosen(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    printed = {
        layout: handouts("layout", "a.yaml", "--layout", layout).stdout for layout in ("standard", "compact")
    }
    assert printed["standard"] == handouts("layout", "a.yaml").stdout != printed["compact"]


def test_what_is_printed_is_a_layout(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION)
    sheet = parse_layout(handouts("layout", "a.yaml").stdout, "printed")
    assert (sheet.tag, sheet.get("lang")) == ("sheet", "en")


def test_words_that_look_like_markup_stay_words(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION + 'goal: "Walk </p><h1>&amp; {{ programme }} run"\n')
    printed = handouts("layout", "a.yaml").stdout
    assert "&lt;/p&gt;&lt;h1&gt;&amp;amp; {{ programme }} run" in printed
    assert "<h1>&" not in printed


def test_a_wrong_prescription_has_no_layout(home: Path, handouts: Command) -> None:
    (home / "a.yaml").write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    run = handouts("layout", "a.yaml")
    assert (run.exit_code, run.stdout) == (1, "")
    assert "did you mean clamshell?" in run.stderr
