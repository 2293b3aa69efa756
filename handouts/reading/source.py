"""The bytes of a YAML file -> its plain data, and the place of every field; messages get their place here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handouts.errors import FieldPath, InputError, Problem, Remark, dotted
from handouts.reading.yaml_reader import Mark, read_yaml

MAX_BYTES: Final = 256 * 1024
_TOO_LARGE: Final = ("too-large", "larger than 256 KiB", "a prescription is a few lines of text")


@dataclass(frozen=True, slots=True)
class Source:
    """The plain data of one YAML file, with the mark of each value and of each key by its path."""

    name: str
    data: Any
    values: Mapping[FieldPath, Mark]
    keys: Mapping[FieldPath, Mark]
    digest: str
    """SHA-256 of the bytes that were read, in hexadecimal."""

    def at(self, path: FieldPath) -> Any:
        """What stands at a path that is in the file."""
        found = self.data
        for part in path:
            found = found[part]
        return found

    def text_at(self, path: FieldPath) -> str:
        """The text that stands at a path; empty where something else does."""
        found = self.at(path)
        return found if isinstance(found, str) else ""

    def located(self, remark: Remark) -> Problem:
        """The Problem at the value (or the key) that a remark is about, or at its nearest parent that stands."""
        marks = self.keys if remark.at_key else self.values
        place = remark.path
        while place and place not in marks:
            place = place[:-1]
        mark = marks.get(place) or self.values.get(place) or Mark(1, 1)
        named = remark.path[:-1] if remark.nameless else remark.path
        if place != remark.path and self.text_at(place):  # no field stands inside a text: - clamshell
            named = place
        return Problem(self.name, *mark, dotted(named), remark.severity, remark.code, remark.message, remark.hint)


def read_source(path: Path, name: str | None = None) -> Source:
    """Read and parse one file; `name` is what messages call it. Raises InputError."""
    called = name or str(path)
    try:
        if not path.is_file():
            raise InputError.single(called, "not-a-file", "there is no such file")
        if path.stat().st_size > MAX_BYTES:
            raise InputError.single(called, *_TOO_LARGE)
        raw = path.read_bytes()
    except OSError as error:
        raise InputError.single(called, "unreadable", f"cannot be read ({error.strerror})") from None
    return parse_source(raw, called)


def parse_source(raw: bytes, name: str) -> Source:
    """Parse the bytes of one YAML file. Raises InputError with every problem that could be found."""
    if len(raw) > MAX_BYTES:
        raise InputError.single(name, *_TOO_LARGE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _with_plain_line_ends(raw[: error.start].decode("utf-8-sig")).split("\n")
        mark = Mark(len(before), len(before[-1]) + 1)
        problem = Problem(name, *mark, "", "error", "not-utf8", "not UTF-8 text", "save the file as UTF-8")
        raise InputError([problem]) from None
    read = read_yaml(_with_plain_line_ends(text), name)
    return Source(name, read.data, read.values, read.keys, hashlib.sha256(raw).hexdigest())


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
