"""Only a sheet that is current, and the prescription it was made from, leave together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.build.many_sheets import Outcome, build_all
from handouts.build.resolve import Options
from handouts.delivery import finished as sheets
from handouts.delivery.finished import Sheet, finished_sheets
from handouts.errors import DeliveryError, UsageError
from handouts.library.folders import Workspace
from tests.conftest import PRESCRIPTION


@pytest.fixture
def file(home: Path) -> Path:
    """A prescription in the current folder."""
    path = home / "a.yaml"
    path.write_text(PRESCRIPTION)
    return path


def found(home: Path, *paths: Path) -> list[tuple[Outcome, Sheet | None]]:
    return list(finished_sheets(paths, home / "output", Workspace.at(home), Options()))


def test_a_sheet_comes_with_its_prescription_and_its_clinic(home: Path, file: Path) -> None:
    ((outcome, sheet),) = found(home, file)
    assert sheet
    assert (outcome.state, sheet.source, sheet.target) == ("built", file, home / "output/a.pdf")
    assert sheet.pdf == sheet.target.read_bytes()
    assert sheet.prescription.patient.id == "LS-1042"
    assert sheet.clinic.name == "Lakeside Physiotherapy"


def test_a_sheet_that_failed_does_not_come_at_all(home: Path, file: Path) -> None:
    file.write_text(PRESCRIPTION.replace("clamshell", "clamshel"))
    ((outcome, sheet),) = found(home, file)
    assert (outcome.state, sheet) == ("failed", None)


def test_a_prescription_with_warnings_has_its_sheet(home: Path, file: Path) -> None:
    file.write_text(PRESCRIPTION.replace("[clamshell]", "[clamshell, clamshell]"))
    ((outcome, sheet),) = found(home, file)
    assert outcome.problems
    assert sheet


def rewritten(file: Path, target: Path) -> None:
    file.write_text(PRESCRIPTION.replace("Alex", "Someone"))


def saved_by_half(file: Path, target: Path) -> None:
    file.write_text(PRESCRIPTION[:40])


def replaced(file: Path, target: Path) -> None:
    target.write_bytes(b"another sheet")


def removed(file: Path, target: Path) -> None:
    target.unlink()


@pytest.mark.parametrize("change", [rewritten, saved_by_half, replaced])
def test_what_changes_at_the_last_moment_does_not_leave(
    home: Path, file: Path, change: Callable[[Path, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*arguments: object, **more: bool) -> Iterator[Outcome]:
        for outcome in build_all(*arguments, **more):  # type: ignore[arg-type]
            change(outcome.source, outcome.target)
            yield outcome

    monkeypatch.setattr(sheets, "build_all", changed)
    with pytest.raises(DeliveryError, match=r"a\.yaml changed at this very moment; call the command again"):
        found(home, file)


def test_a_sheet_that_vanishes_is_no_traceback(home: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(*arguments: object, **more: bool) -> Iterator[Outcome]:
        for outcome in build_all(*arguments, **more):  # type: ignore[arg-type]
            removed(outcome.source, outcome.target)
            yield outcome

    monkeypatch.setattr(sheets, "build_all", changed)
    with pytest.raises(DeliveryError, match=r"a\.pdf could not be read \(No such file or directory\)"):
        found(home, file)


@pytest.mark.parametrize("name", ["output/a.pdf", "A.PDF"])
def test_a_pdf_is_not_taken_for_a_prescription(home: Path, file: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is a PDF; name the prescription it was made from"):
        found(home, Path(name))


def test_a_sheet_shows_nothing_of_the_patient(home: Path, file: Path) -> None:
    ((_, sheet),) = found(home, file)
    assert sheet
    assert not {"Alex", "LS-1042", "%PDF"} & set(repr(sheet).replace("'", " ").replace("=", " ").split())
    assert "PDF-1" not in repr(sheet)
