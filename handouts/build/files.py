"""Bytes -> a file, all or nothing: a reader sees the old file or the new one, never half of either.

The temporary file lies in the target's folder under a name that says nothing, is readable by its owner only,
reaches the disk before it gets its name, and is removed when anything goes wrong. What a killed build leaves
behind is swept by the next one.
"""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Final

from handouts.errors import DeliveryError

_PREFIX: Final = ".handouts-"
_STALE_SECONDS: Final = 3600


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`. Raises DeliveryError; then nothing has changed."""
    temporary = path.parent / f"{_PREFIX}{secrets.token_hex(8)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise DeliveryError(f"{path.name} could not be written ({error.strerror or 'no reason given'})") from None


def private_file(path: Path) -> None:
    """Make an empty file that its owner alone may read, where there is none yet. Raises DeliveryError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        _sync_folder(path.parent)
    except OSError as error:
        raise DeliveryError(f"{path.name} could not be made ({error.strerror or 'no reason given'})") from None


def bytes_of(path: Path) -> bytes:
    """What stands in a file; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def mark_current(path: Path) -> None:
    """Give a file that need not be written again today's time, for make compares clocks. Raises DeliveryError."""
    try:
        os.utime(path)
    except OSError as error:
        raise DeliveryError(f"{path.name} could not be marked as current ({error.strerror})") from None


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed build left more than an hour ago."""
    for left in folder.glob(f"{_PREFIX}*"):
        try:
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
        except OSError:
            continue  # another build was faster


def _sync_folder(folder: Path) -> None:
    """Have a new name reach the disk, too; a folder that cannot be opened, as on Windows, sees to it itself."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
