"""A file is written whole or not at all, whatever happens to the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handouts.build.files import private_file, sweep, write
from handouts.errors import DeliveryError
from tests.conftest import ROOT

FULL_DISK = """
import resource, sys
from pathlib import Path
from handouts.errors import DeliveryError
from handouts.build.files import write
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(Path(sys.argv[1]), b"new" * 1000)
except DeliveryError as error:
    sys.exit(f"{error.exit_code} {error}")
"""
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from handouts.build.files import write
sheet = Path(sys.argv[1])
write(sheet, b"a" * 1_000_000)
print("started", flush=True)
while True:
    write(sheet, b"b" * 2_000_000)
    write(sheet, b"a" * 1_000_000)
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet that is there already."""
    path = tmp_path / "ls-1042.pdf"
    path.write_bytes(b"old")
    path.chmod(0o644)
    return path


def test_a_file_holds_exactly_the_bytes_it_was_given(tmp_path: Path) -> None:
    data = bytes(range(256)) * 50
    write(tmp_path / "new.pdf", data)
    assert (tmp_path / "new.pdf").read_bytes() == data


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    write(tmp_path / "sheets" / "today" / "new.pdf", b"new")
    assert (tmp_path / "sheets" / "today" / "new.pdf").read_bytes() == b"new"


def test_only_its_owner_can_read_a_sheet_even_where_an_open_one_was(sheet: Path) -> None:
    write(sheet, b"new")
    assert sheet.stat().st_mode & 0o777 == 0o600


def test_only_its_owner_can_read_a_sheet_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write(tmp_path / "new.pdf", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "new.pdf").stat().st_mode & 0o777 == 0o600


def test_whoever_has_the_old_file_open_keeps_reading_it_whole(sheet: Path) -> None:
    with sheet.open("rb") as reader:
        write(sheet, b"new")
        assert reader.read() == b"old"
    assert sheet.read_bytes() == b"new"


def test_a_link_of_the_same_name_is_replaced_and_what_it_points_to_is_left_alone(sheet: Path) -> None:
    link = sheet.with_name("link.pdf")
    link.symlink_to(sheet)
    write(link, b"new")
    assert (link.read_bytes(), sheet.read_bytes(), link.is_symlink()) == (b"new", b"old", False)


def test_the_bytes_reach_the_disk_before_they_get_their_name(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        seen.append((Path(f"/proc/self/fd/{descriptor}").resolve().is_dir(), sheet.read_bytes()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    write(sheet, b"new")
    assert seen == [(False, b"old"), (True, b"new")], "the file while the old one stands, then the folder"


def test_where_no_folder_can_be_opened_a_file_is_written_all_the_same(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def as_on_windows(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", as_on_windows)
    write(sheet, b"new")
    private_file(sheet.parent / "ledger" / "lock")
    assert sheet.read_bytes() == b"new"
    assert (sheet.parent / "ledger" / "lock").read_bytes() == b""


def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(sheet: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(sheet)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stderr == "3 ls-1042.pdf could not be written (File too large)\n"
    assert sheet.read_bytes() == b"old"
    assert list(sheet.parent.iterdir()) == [sheet]


def test_a_folder_with_the_name_of_the_sheet_is_an_error_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "ls-1042.pdf").mkdir()
    with pytest.raises(DeliveryError, match=r"^ls-1042\.pdf could not be written \(Is a directory\)$"):
        write(tmp_path / "ls-1042.pdf", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "ls-1042.pdf"]


def test_a_file_where_the_folder_should_be_is_an_error(sheet: Path) -> None:
    with pytest.raises(DeliveryError, match=r"could not be written") as caught:
        write(sheet / "new.pdf", b"new")
    assert caught.value.exit_code == 3


def test_an_interrupt_leaves_nothing_behind(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(sheet, b"new")
    assert (sheet.read_bytes(), list(sheet.parent.iterdir())) == (b"old", [sheet])


def test_a_build_killed_at_any_moment_leaves_the_old_sheet_or_the_new_one(tmp_path: Path) -> None:
    sheet = tmp_path / "ls-1042.pdf"
    for moment in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, str(sheet)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moment * 0.0037)
        writer.kill()
        writer.communicate()
        assert sheet.read_bytes() in (b"a" * 1_000_000, b"b" * 2_000_000)
    assert all(path == sheet or path.name.startswith(".handouts-") for path in tmp_path.iterdir())


def test_what_a_killed_build_left_is_swept_and_nothing_else_is(sheet: Path) -> None:
    stale, busy, foreign = (sheet.with_name(name) for name in (".handouts-00ff", ".handouts-11ee", ".hidden"))
    for path in (stale, busy, foreign):
        path.write_bytes(b"half")
    two_hours_ago = time.time() - 7200
    for path in (stale, foreign, sheet):
        os.utime(path, (two_hours_ago, two_hours_ago))
    sweep(sheet.parent)
    assert sorted(sheet.parent.iterdir()) == sorted([busy, foreign, sheet])


def test_there_is_nothing_to_sweep_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    sweep(tmp_path / "output")
    assert not (tmp_path / "output").exists()
