"""`handouts figure`: what a person who draws or looks at figures gets."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from handouts.cli import main
from tests.conftest import ROOT


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.chdir(ROOT)
    return CliRunner()


def figure(run: CliRunner, *words: str) -> Result:
    return run.invoke(main, ["figure", *words])


def test_one_figure_as_a_file(run: CliRunner, tmp_path: Path) -> None:
    for suffix, start in {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}.items():
        target = tmp_path / f"clamshell.{suffix}"
        assert figure(run, "clamshell", "-o", str(target)).exit_code == 0, suffix
        assert target.read_bytes().startswith(start), suffix


def test_the_other_side_and_the_ink_saver_look_different(run: CliRunner, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.svg" for number in range(3)]
    figure(run, "cobra", "-o", str(files[0]))
    figure(run, "cobra", "-o", str(files[1]), "--side", "right")
    figure(run, "cobra", "-o", str(files[2]), "--ink-saver")
    assert len({file.read_bytes() for file in files}) == 3


def test_the_contact_sheet_holds_every_figure(run: CliRunner, tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    assert figure(run, "--all", "--contact-sheet", str(target)).exit_code == 0
    with pypdfium2.PdfDocument(target) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert all(name in text for name in ("Clamshell", "Pigeon pose", "Stair climb"))


def test_an_unknown_exercise_is_refused_with_the_nearest(run: CliRunner) -> None:
    result = figure(run, "clamshel")
    assert result.exit_code == 2
    assert "did you mean clamshell?" in result.stderr


def test_a_file_of_another_kind_is_refused(run: CliRunner, tmp_path: Path) -> None:
    assert figure(run, "clamshell", "-o", str(tmp_path / "clamshell.gif")).exit_code == 2


def test_a_pose_with_a_slip_is_named_by_line(run: CliRunner, tmp_path: Path) -> None:
    pose = tmp_path / "new.yaml"
    pose.write_text(
        "camera: {azimuth: -82, elevation: 10}\npositions:\n  - start: standing\n    joints: {kne: {flexion: 20}}\n"
    )
    result = figure(run, "--pose", str(pose))
    assert result.exit_code == 1
    assert "new.yaml:4:" in result.stderr
    assert "knee" in result.stderr
