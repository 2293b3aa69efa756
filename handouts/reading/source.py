"""Strict YAML text -> plain data, and where each value stands.

One walk over the parser's events builds the data and checks it, so that nothing is composed, resolved or
expanded first: depth, anchors, aliases, tags and directives are refused before they can cost anything.
Only true, false, null and decimal numbers have a type of their own; everything else is the text that was
typed (plain YAML 1.1 reads 1:30 as 90 and 010 as 8). Text that YAML would drop silently is an error.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from handouts.errors import FieldPath, InputError, Problem, Severity, dotted
from handouts.reading.characters import character_name, refused_character
from handouts.reading.yaml_messages import ONE_DOCUMENT, QUOTE, explain

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
MAX_VALUES = 2000

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_COMMENT_GLUED = re.compile(r"\s*#[^\s#]")
_BLOCK_HEADER = re.compile(r"[|>][-+]?\s*(#.*)?$")
_TOO_LARGE = ("too-large", "larger than 256 KiB", "a prescription is a few lines of text")
_PRIVATE = "patient"  # below this field a key may be a slipped value, and is not repeated
_MOST_PROBLEMS = 100


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """The plain data of one YAML file, with the mark of each value and of each key by its path."""

    name: str
    data: Any
    values: Mapping[FieldPath, Mark]
    keys: Mapping[FieldPath, Mark]
    digest: str  # SHA-256 of the bytes that were read, in hexadecimal

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

    def problem(
        self,
        path: FieldPath,
        code: str,
        message: str,
        hint: str = "",
        *,
        severity: Severity = "error",
        at_key: bool = False,
    ) -> Problem:
        """A Problem at the value (or the key) that stands at `path`, or at its nearest parent that stands."""
        marks = self.keys if at_key else self.values
        place = path
        while place and place not in marks:
            place = place[:-1]
        mark = marks.get(place) or self.values.get(place) or Mark(1, 1)
        return Problem(self.name, mark.line, mark.column, dotted(path), severity, code, message, hint)


def read_source(path: Path, name: str | None = None) -> Source:
    """Read and parse one file; `name` is what messages call it. Raises InputError."""
    shown = name or str(path)
    try:
        if not path.is_file():
            raise InputError.single(shown, "not-a-file", "there is no such file")
        if path.stat().st_size > MAX_BYTES:
            raise InputError.single(shown, *_TOO_LARGE)
        raw = path.read_bytes()
    except OSError as error:
        raise InputError.single(shown, "unreadable", f"cannot be read ({error.strerror})") from None
    return parse_source(raw, shown)


def parse_source(raw: bytes, name: str) -> Source:
    """Parse the bytes of one YAML file. Raises InputError with every problem that could be found."""
    if len(raw) > MAX_BYTES:
        raise InputError.single(name, *_TOO_LARGE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig").split("\n")
        mark = Mark(len(before), len(before[-1]) + 1)
        problem = Problem(name, *mark, "", "error", "not-utf8", "not UTF-8 text", "save the file as UTF-8")
        raise InputError([problem]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _Reader(name, text, hashlib.sha256(raw).hexdigest()).read()


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


class _RefusalError(Exception):
    """Reading cannot go on; the problem is already recorded."""


class _Reader:
    """Walks the events of one YAML text once."""

    def __init__(self, name: str, text: str, digest: str) -> None:
        self.name = name
        self.digest = digest
        self.text = text
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.values: dict[FieldPath, Mark] = {}
        self.keys: dict[FieldPath, Mark] = {}
        self.count = 0

    def read(self) -> Source:
        data: Any = None
        try:
            self._check_raw_characters()
            events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
            data = self._document(events)
        except _RefusalError:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError:
            self._refuse(None, (), "yaml", "not YAML", "check the first lines of the file")
        if self.problems:
            raise InputError(self.problems)
        return Source(self.name, data, self.values, self.keys, self.digest)

    def _check_raw_characters(self) -> None:
        for number, line in enumerate(self.lines, 1):
            if line.isascii() and line.isprintable():
                continue
            character = refused_character(line)
            if character is not None:
                mark = Mark(number, line.index(character) + 1)
                self._add(mark, (), "character", f"contains {character_name(character)}", "delete it")
            if len(self.problems) == _MOST_PROBLEMS:
                break
        if self.problems:
            raise _RefusalError

    def _document(self, events: Iterator[Any]) -> Any:
        data: Any = None
        started = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if started:
                    self._stop(event, (), "documents", "a second document starts here", ONE_DOCUMENT)
                started = True
                if event.version or event.tags:
                    self._stop(event, (), "directive", "a line that starts with '%'", QUOTE)
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.AliasEvent)):
                data = self._node(event, events, (), 1)
        return data

    def _node(self, event: Any, events: Iterator[Any], path: FieldPath, depth: int) -> Any:
        self.values[path] = _mark(event)
        self.count += 1
        if self.count > MAX_VALUES:
            self._stop(event, (), "too-many-values", f"holds more than {MAX_VALUES} values")
        if isinstance(event, yaml.AliasEvent):
            self._stop(event, path, "alias", "'*' starts an alias, and aliases are not allowed", QUOTE)
        if event.anchor is not None:
            self._stop(event, path, "anchor", "'&' starts an anchor, and anchors are not allowed", QUOTE)
        if event.tag is not None:
            self._stop(event, path, "tag", "'!' starts a tag, and tags are not allowed", QUOTE)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if depth > MAX_DEPTH:
            self._stop(event, path, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._mapping(events, path, depth)

    def _sequence(self, events: Iterator[Any], path: FieldPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], path: FieldPath, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                self._stop(event, path, "key", "a field name must be plain text", QUOTE)
            key = unicodedata.normalize("NFC", event.value)
            character = next((c for c in key if c in "\n\t"), None) or refused_character(key)
            if character is not None:
                self._stop(event, path, "character", f"a field name with {character_name(character)}", "delete it")
            place = (*path, key)
            if key in fields:
                message = f"stands twice; the first is in line {self.keys[place].line}"
                self._refuse(event, place, "duplicate-field", message, "keep one of them")
            self.keys[place] = _mark(event)
            fields[key] = self._node(next(events), events, place, depth + 1)
        return fields

    def _scalar(self, event: Any, path: FieldPath) -> Any:
        value = unicodedata.normalize("NFC", event.value)
        character = refused_character(value)
        if character is not None:
            self._refuse(event, path, "character", f"contains {character_name(character)}", "delete it")
        if event.style in ("|", ">"):
            self._check_block(event, path)
            return value
        if event.style in ("'", '"'):
            return value
        self._check_lost_text(event, path, value)
        if value.lower() in _WORDS:
            return _WORDS[value.lower()]
        if _NUMBER.fullmatch(value):
            return float(value) if "." in value else int(value)
        return value

    def _check_block(self, event: Any, path: FieldPath) -> None:
        header = self.lines[event.start_mark.line][event.start_mark.column :]
        if not _BLOCK_HEADER.match(header) or not event.value.strip():
            message = f"'{header[0]}' starts a block of text here, so what follows it is lost"
            self._refuse(event, path, "text-lost", message, QUOTE)

    def _check_lost_text(self, event: Any, path: FieldPath, value: str) -> None:
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        rest = line[event.end_mark.column :]
        glued = _COMMENT_GLUED.match(rest)
        if glued or (" " in value and rest.startswith(" #")):
            message = "'#' starts a comment here, so the rest of the line is lost"
            hint = f"{QUOTE}; for a comment, write two spaces and '# '"
            self._refuse(event, path, "text-lost", message, hint)

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        place = Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)
        line = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        before, after = line[: place.column - 1], line[place.column - 1 :]
        message, hint = explain(error.problem or "", before, after)
        self._add(place, (), "yaml", message, hint)

    def _add(self, mark: Mark, path: FieldPath, code: str, message: str, hint: str) -> None:
        shown = dotted(path[:1] if path[:1] == (_PRIVATE,) else path)
        self.problems.append(Problem(self.name, *mark, shown, "error", code, message, hint))

    def _refuse(self, event: Any, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self._add(_mark(event) if event else Mark(1, 1), path, code, message, hint)

    def _stop(self, event: Any, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self._refuse(event, path, code, message, hint)
        raise _RefusalError
