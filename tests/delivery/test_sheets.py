"""Whatever leaves comes through one door: a current sheet, what it was made from, and as it was built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.build.many_sheets import Build, Outcome, build_all
from handouts.build.one_sheet import Prepared, make_sheet
from handouts.build.options import Options
from handouts.delivery.finished import finished_sheets
from handouts.errors import UsageError
from handouts.library.folders import Workspace
from handouts.library.library import Library
from tests.conftest import PRESCRIPTION
from tests.page_reading import read_text


@pytest.fixture
def file(home: Path) -> Path:
    """A prescription in the current folder."""
    path = home / "a.yaml"
    path.write_text(PRESCRIPTION)
    return path


def found(home: Path, *paths: Path, options: Options | None = None) -> list[Outcome]:
    return list(finished_sheets(paths, home / "output", Library(Workspace.at(home)), options or Options()))


def built(home: Path, file: Path, options: Options) -> None:
    """As `handouts build` does it."""
    assert next(build_all([file], home / "output", Library(Workspace.at(home)), Build(options))).sheet


def test_a_sheet_comes_with_its_prescription_and_its_clinic(home: Path, file: Path) -> None:
    for state in ("built", "current"):
        (outcome,) = found(home, file)
        sheet = outcome.sheet
        assert sheet, state
        assert (outcome.state, sheet.source, sheet.target) == (state, file, home / "output/a.pdf")
        assert sheet.pdf == sheet.target.read_bytes()
        assert sheet.prescription.patient.id == "LS-1042"
        assert sheet.clinic.name == "Lakeside Physiotherapy"


def test_a_sheet_that_failed_does_not_come_at_all(home: Path, file: Path) -> None:
    file.write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    (outcome,) = found(home, file)
    assert (outcome.state, outcome.sheet) == ("failed", None)


def test_a_prescription_with_warnings_has_its_sheet(home: Path, file: Path) -> None:
    file.write_text(PRESCRIPTION.replace("[clamshell]", "[clamshell, clamshell]"))
    (outcome,) = found(home, file)
    assert outcome.problems
    assert outcome.sheet


def test_what_changes_at_the_last_moment_has_no_say(
    home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = home / "output/a.pdf"
    changes: dict[str, Callable[[], object]] = {
        "rewritten": lambda: file.write_text(PRESCRIPTION.replace("Alex", "Someone")),
        "saved by half": lambda: file.write_text(PRESCRIPTION[:40]),
        "removed": lambda: file.unlink(),
        "the sheet replaced": lambda: target.write_bytes(b"another sheet"),
    }
    for name, change in changes.items():
        file.write_text(PRESCRIPTION)

        def changed(
            prepared: Prepared, library: Library, mark: str, change: Callable[[], object] = change
        ) -> bytes:
            change()
            return make_sheet(prepared, library, mark)

        with monkeypatch.context() as patch:
            patch.setitem(build_all.__globals__["_MAKERS"], "sheet", changed)
            (outcome,) = found(home, file, options=Options("compact" if name == "rewritten" else "standard"))
        assert outcome.sheet, name
        assert "Alex" in read_text(outcome.sheet.pdf), name
        assert outcome.sheet.prescription.patient.name == "Alex Sample", name
        target.unlink()


# --- as it was built ----------------------------------------------------------------------------------------------


def test_a_sheet_leaves_in_the_layout_paper_and_ink_it_was_built_with(home: Path, file: Path) -> None:
    for options in (Options("large-print"), Options(paper="a4"), Options(ink_saver=True), Options("compact", "a4")):
        built(home, file, options)
        before = (home / "output/a.pdf").read_bytes()
        (outcome,) = found(home, file)
        assert (outcome.state, outcome.sheet and outcome.sheet.pdf) == ("current", before), options


def test_a_stale_sheet_is_built_again_as_it_was_built_before(home: Path, file: Path) -> None:
    built(home, file, Options("large-print", "a4", ink_saver=True))
    file.write_text(PRESCRIPTION + "layout: compact\ngoal: Swim\n")
    (outcome,) = found(home, file)
    assert outcome.sheet
    plan = outcome.sheet.plan
    assert (outcome.state, plan.layout, plan.paper, plan.ink_saver) == ("built", "large-print", "a4", True)
    assert "Swim" in read_text(outcome.sheet.pdf)


def test_what_is_asked_for_now_goes_before_what_was_asked_for_then(home: Path, file: Path) -> None:
    built(home, file, Options("large-print", "a4"))
    (outcome,) = found(home, file, options=Options("compact"))
    assert outcome.sheet
    assert (outcome.sheet.plan.layout, outcome.sheet.plan.paper) == ("compact", "a4")
    (outcome,) = found(home, file)
    assert (outcome.state, outcome.sheet and outcome.sheet.plan.layout) == ("current", "compact")


def test_where_nothing_was_asked_for_the_prescription_decides_as_it_stands_now(home: Path, file: Path) -> None:
    for layout in ("compact", "large-print"):
        file.write_text(f"{PRESCRIPTION}layout: {layout}\n")
        (outcome,) = found(home, file)
        assert outcome.sheet, layout
        assert outcome.sheet.plan.layout == layout


def test_a_file_that_is_no_sheet_of_ours_has_no_say(home: Path, file: Path) -> None:
    (home / "output").mkdir()
    for foreign in (b"", b"%PDF-1.7 from somewhere else", b"<handouts:options>{]</handouts:options>"):
        (home / "output/a.pdf").write_bytes(foreign)
        (outcome,) = found(home, file)
        assert outcome.sheet, foreign
        assert (outcome.state, outcome.sheet.plan.layout) == ("built", "standard"), foreign


def test_a_layout_that_is_gone_is_an_error_and_not_another_layout(home: Path, file: Path) -> None:
    built(home, file, Options("compact"))
    sheet = home / "output/a.pdf"
    sheet.write_bytes(sheet.read_bytes().replace(b'"compact"', b'"gone-by"'))
    (outcome,) = found(home, file)
    assert [problem.code for problem in outcome.problems] == ["unknown-layout"]


# --- what is asked for --------------------------------------------------------------------------------------------


def test_a_pdf_is_not_taken_for_a_prescription(home: Path, file: Path) -> None:
    for name in ("output/a.pdf", "A.PDF"):
        with pytest.raises(UsageError, match="is a PDF; name the prescription it was made from"):
            found(home, Path(name))


def test_a_sheet_shows_nothing_of_the_patient(home: Path, file: Path) -> None:
    (outcome,) = found(home, file)
    assert outcome.sheet
    for shown in (repr(outcome.sheet), repr(outcome)):
        assert not {"Alex", "LS-1042", "%PDF"} & set(shown.replace("'", " ").replace("=", " ").split())
        assert "PDF-1" not in shown
