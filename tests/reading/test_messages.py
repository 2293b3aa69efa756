"""One bad prescription for each message: what `handouts check` prints about it, word for word.

After a change of wording, HANDOUTS_REGENERATE=1 writes the expected messages anew; read the difference.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.cli import main
from tests.conftest import ROOT

CASES = sorted(path for path in (ROOT / "tests" / "cases" / "errors").iterdir() if path.is_dir())
WARNINGS_ONLY = {"screening-warnings", "dose-warnings", "named-after-the-patient"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_bad_prescription_gets_its_message(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    result = CliRunner().invoke(main, ["check", "prescription.yaml"], prog_name="handouts", catch_exceptions=False)
    expected = case / "expected.txt"
    if os.environ.get("HANDOUTS_REGENERATE") == "1":
        expected.write_text(result.stderr, encoding="utf-8")
        pytest.fail("regenerated")
    assert result.stderr == expected.read_text(encoding="utf-8")
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
