"""Strict YAML text -> plain data, and the mark of each value and of each key.

One walk over the parser's events builds the data and checks it, so that nothing is composed, resolved or
expanded first: depth, anchors, aliases, tags and directives are refused before they can cost anything.
Only true, false, null and decimal numbers have a type of their own; everything else is the text that was
typed (plain YAML 1.1 reads 1:30 as 90 and 010 as 8). Text that YAML would drop silently is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import yaml

from handouts.errors import FieldPath, InputError, Problem, dotted
from handouts.reading.characters import character_name, refused_character
from handouts.reading.yaml_messages import ONE_DOCUMENT, QUOTE, explain

MAX_DEPTH: Final = 12
MAX_VALUES: Final = 2000
PRIVATE: Final = "patient"
"""Below this field a key may be a slipped value, and nothing is repeated in a message."""

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_COMMENT_GLUED = re.compile(r"\s*#[^\s#]")
_BLOCK_HEADER = re.compile(r"[|>][-+]?\s*(#.*)?$")
_MOST_PROBLEMS = 100


class Mark(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int
    column: int


class Read(NamedTuple):
    """Plain data, and where each value and each key stands."""

    data: Any
    values: Mapping[FieldPath, Mark]
    keys: Mapping[FieldPath, Mark]


def read_yaml(text: str, name: str) -> Read:
    """Read one YAML text; `name` is what messages call it. Raises InputError with every problem found."""
    return _Reader(name, text).read()


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


class _RefusalError(Exception):
    """Reading cannot go on; the problem is already recorded."""


class _Reader:
    """Walks the events of one YAML text once."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.values: dict[FieldPath, Mark] = {}
        self.keys: dict[FieldPath, Mark] = {}
        self.count = 0

    def read(self) -> Read:
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
        return Read(data, self.values, self.keys)

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
        if place.line > len(self.lines):  # the parser counts one line more where the last one has no end
            place = Mark(len(self.lines), len(self.lines[-1]) + 1)
        line = self.lines[place.line - 1]
        before, after = line[: place.column - 1], line[place.column - 1 :]
        message, hint = explain(error.problem or "", before, after)
        self._add(place, (), "yaml", message, hint)

    def _add(self, mark: Mark, path: FieldPath, code: str, message: str, hint: str) -> None:
        named = path[:1] if path[:1] == (PRIVATE,) else path
        self.problems.append(Problem(self.name, *mark, dotted(named), "error", code, message, hint))

    def _refuse(self, event: Any, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self._add(_mark(event) if event else Mark(1, 1), path, code, message, hint)

    def _stop(self, event: Any, path: FieldPath, code: str, message: str, hint: str = "") -> None:
        self._refuse(event, path, code, message, hint)
        raise _RefusalError
