"""One bad prescription for each message: what `handouts check` prints about it, word for word.

After a change of wording: pytest --force-regen tests/reading/test_messages.py, then read the difference.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_regressions.file_regression import FileRegressionFixture

from handouts.cli import main
from tests.conftest import ROOT

CASES = sorted(path for path in (ROOT / "tests" / "cases" / "errors").iterdir() if path.is_dir())
WARNINGS_ONLY = {"screening-warnings", "dose-warnings", "named-after-the-patient"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_bad_prescription_gets_its_message(
    case: Path, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    monkeypatch.chdir(case)
    result = CliRunner().invoke(main, ["check", "prescription.yaml"], prog_name="handouts", catch_exceptions=False)
    file_regression.check(result.stderr, fullpath=case / "expected.txt", encoding="utf-8", newline="\n")
    assert result.exit_code == (0 if case.name in WARNINGS_ONLY else 1)


def test_there_is_one_case_a_message() -> None:
    expected = Counter((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)
    assert len(CASES) >= 35
    assert [text for text, cases in expected.items() if cases > 1] == []
    assert "" not in expected


def test_every_line_names_the_file_or_is_a_hint() -> None:
    for case in CASES:
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
            assert line.startswith(("prescription.yaml:", "  hint: ")), case.name
