"""Same input, same bytes: whatever the order, the process (P2), the settings files and the environment (R1)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handouts.build.one_sheet import make_sheet, prepare
from handouts.build.options import Options
from handouts.library.library import Library
from tests.conftest import PRESCRIPTION, ROOT, Command

NAMES = ("sitting-all-day", "hip-sequence", "worse-when-standing", "one-exercise")
WITNESS = """\
import sys
def witness(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"):
        open({log!r}, "a").write(event)
        raise OSError("no network")
open({log!r}, "w").write("armed ")
sys.addaudithook(witness)
"""
HOSTILE = """\
open({log!r}, "a").write("settings ")
pageCompression = 0
showBoundary = 1
invariant = 0
canvas_basefontname = "Courier"
def apply(): open({log!r}, "a").write("mods ")
"""


def built(folder: Path, *files: Path, **environment: str) -> dict[str, bytes]:
    """The sheets that a process of its own makes of these files, in this order."""
    command = [sys.executable, "-m", "handouts", "build", *map(str, files), "--force"]
    run = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False)
    return {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}


def test_order_and_process_change_nothing(tmp_path: Path) -> None:
    files = [ROOT / "content" / "prescriptions" / f"{name}.yaml" for name in NAMES]
    for name in ("forth", "back"):
        (tmp_path / name).mkdir()
    forth = built(tmp_path / "forth", *files, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LANG="C")
    back = built(tmp_path / "back", *reversed(files), PYTHONHASHSEED="2", TZ="America/Lima", LANG="C.UTF-8")
    assert len(forth) == len(NAMES)
    assert forth == back


def test_the_same_sheet_made_twice_in_one_process_is_the_same(library: Library) -> None:
    paths = [ROOT / "content" / "prescriptions" / f"{name}.yaml" for name in NAMES]

    def make(path: Path) -> bytes:
        return make_sheet(prepare(path, library, Options()), library, "0" * 32)

    first = {path: make(path) for path in paths}
    assert {path: make(path) for path in reversed(paths)} == first


def test_settings_files_and_variables_have_no_say_and_nothing_is_fetched(tmp_path: Path) -> None:
    plain, hostile = tmp_path / "plain", tmp_path / "hostile"
    path, log = tmp_path / "path", str(tmp_path / "log")
    for folder in (plain, hostile, path):
        folder.mkdir()
    for folder in (plain, hostile):
        (folder / "case.yaml").write_text(PRESCRIPTION)
    for name in ("reportlab_settings.py", "reportlab_mods.py", ".reportlab_settings", ".reportlab_mods"):
        (hostile / name).write_text(HOSTILE.format(log=log))
    (path / "sitecustomize.py").write_text(WITNESS.format(log=log))
    (path / "reportlab_settings.py").write_text(HOSTILE.format(log=log))
    variables = {"RL_pageCompression": "0", "RL_showBoundary": "1", "RL_canvas_basefontname": "Courier"}
    python_path = os.pathsep.join(filter(None, [str(path), os.environ.get("PYTHONPATH")]))
    made = built(hostile, Path("case.yaml"), HOME=str(hostile), PYTHONPATH=python_path, **variables)
    assert (tmp_path / "log").read_text() == "armed "
    assert made == built(plain, Path("case.yaml"), HOME=str(plain))


def test_a_sheet_is_dated_by_its_issue_or_by_source_date_epoch(
    handouts: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "case.yaml").write_text(PRESCRIPTION)
    for epoch, stamp in (("", "D:20261120000000+00'00'"), ("1000000000", "D:20010909014640+00'00'")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert handouts("build", "case.yaml").stdout.startswith("built"), epoch
        with pikepdf.open(io.BytesIO((home / "output" / "case.pdf").read_bytes())) as document:
            dates = (str(document.docinfo["/CreationDate"]), str(document.docinfo["/ModDate"]))
        assert dates == (stamp, stamp), epoch


def test_a_source_date_epoch_that_is_no_number_of_seconds_is_a_wrong_command(
    handouts: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "case.yaml").write_text(PRESCRIPTION)
    for epoch in ("tomorrow", "-1", "²", "1e9", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        for command in ("build", "check", "layout"):
            run = handouts(command, "case.yaml")
            assert run.exit_code == 2, (command, epoch)
            assert "SOURCE_DATE_EPOCH must be a whole number of seconds" in run.stderr, (command, epoch)
    assert list(home.rglob("*.pdf")) == []
