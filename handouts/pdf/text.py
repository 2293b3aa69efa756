"""Runs of text + a text style -> lines of shaped spans, broken where the language allows, measured in points.

Lines are broken here rather than by ReportLab's Paragraph because that one parses its input as markup, and sets
words of mixed direction in the wrong order. An amount of a dose never falls apart at a line's end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from handouts.pdf import bidi, fonts
from handouts.pdf.canvas import Line, Span, Surface
from handouts.programme.phrase import NO_BREAK_SPACE, WORD_JOINER
from handouts.records.language import END_ISOLATE, FIRST_STRONG_ISOLATE, has_leftward
from handouts.sheet.layout import Run
from handouts.sheet.style import TextStyle

_LITTLE: Final = 0.01  # points; rounding must not cut a word
# Only text that somebody wrote (a note, a step such as "hold 30 seconds") is searched: it has no amounts in it.
_NUMBER_AND_UNIT: Final = re.compile(r"(?<!\w)(\d(?:[\d.,–/-]*\d)?) (?=[^\W\d])")
_FRENCH_SIGN: Final = re.compile(r" (?=[:;?!»](?:\s|$))|(?<=«) ")
_ADDRESS_PART: Final = re.compile(r"[^/]+/?|/")
_IDEOGRAPHS: Final = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_FULL_WIDTH: Final = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
_COUNTED: Final = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")
_UNSEEN: Final = str.maketrans("", "", FIRST_STRONG_ISOLATE + END_ISOLATE + WORD_JOINER)


class _Piece(NamedTuple):
    """Part of a word in one look and one direction, and its width at size 1."""

    text: str
    bold: bool
    href: str
    level: int
    width: float


class _Word(NamedTuple):
    """What no line ends within, its width at size 1, and the space before it, if there is one."""

    space: _Piece | None
    pieces: tuple[_Piece, ...]
    width: float


class BrokenLine(NamedTuple):
    """One line in reading order, its width in points, and whether a space parts it from what is said before."""

    pieces: tuple[_Piece, ...]
    width: float
    apart: bool

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text broken into lines for one width."""

    lines: tuple[BrokenLine, ...]
    style: TextStyle
    leftwards: bool = False

    @property
    def line_height(self) -> float:
        """Distance of two baselines, in points."""
        return self.style.size * self.style.leading

    @property
    def height(self) -> float:
        """Height of all lines, in points."""
        return self.line_height * len(self.lines)

    @property
    def width(self) -> float:
        """Width of the longest line, in points."""
        return max((line.width for line in self.lines), default=0.0)

    def draw(self, surface: Surface, x: float, top: float, room: float, colour: str = "") -> None:
        """Draw from the upper edge down, aligned within `room` points."""
        style = self.style
        ascent, descent = fonts.vertical()
        baseline = top - (self.line_height - (ascent + descent) * style.size) / 2 - ascent * style.size
        share = {"start": 0.0, "end": 1.0, "centre": 0.5}[style.align]
        if self.leftwards != surface.leftwards:
            share = 1.0 - share  # a text of the other direction starts at its own side
        for broken in self.lines:
            line = set_line(broken, style.size)
            surface.text(x + (room - line.width) * share, baseline, line, style.size, colour or style.colour)
            baseline -= self.line_height


def bound(run: Run) -> str:
    """A run's text with every number tied to what it counts, and French signs to their words."""
    if run.amount is not None:
        return run.amount.kept
    numbered = _COUNTED.sub(WORD_JOINER, _NUMBER_AND_UNIT.sub(f"\\1{NO_BREAK_SPACE}", run.text))
    return _FRENCH_SIGN.sub(NO_BREAK_SPACE, numbered)


@lru_cache(maxsize=4096)
def break_lines(runs: tuple[Run, ...], style: TextStyle, room: float, leftwards: bool = False) -> Lines:
    """Break runs into lines no wider than `room` points; a single word wider than that is cut."""
    limit = room / style.size + 1e-6
    lines: list[list[_Piece]] = []
    widths: list[float] = []
    apart: list[bool] = []
    for word in _words(runs, style.bold, leftwards):
        for part in (word,) if word.width <= limit else _cut(word, limit):
            gap = part.space.width if part.space else 0.0
            if not lines or widths[-1] + gap + part.width > limit:
                apart.append(not lines or part.space is not None)
                lines.append(list(part.pieces))
                widths.append(part.width)
            else:
                lines[-1].extend((part.space, *part.pieces) if part.space else part.pieces)
                widths[-1] += gap + part.width
    broken = tuple(
        BrokenLine(tuple(pieces), width * style.size, parted)
        for pieces, width, parted in zip(lines, widths, apart, strict=True)
    )
    return Lines(broken, style, leftwards)


def longest_word(runs: tuple[Run, ...], style: TextStyle, leftwards: bool = False) -> float:
    """The width that keeps every word of the runs whole, in points."""
    return max((word.width for word in _words(runs, style.bold, leftwards)), default=0.0) * style.size + _LITTLE


@lru_cache(maxsize=4096)
def _words(runs: tuple[Run, ...], bold: bool, leftwards: bool) -> tuple[_Word, ...]:
    """The runs as words; a word that changes its look or direction in the middle has several pieces."""
    tied = [bound(run) for run in runs]
    text = "".join(tied)
    looks = [(bold or run.bold, run.href) for run, said in zip(runs, tied, strict=True) for _ in said]
    plain = not leftwards and not has_leftward(text)
    levels = [0] * len(text) if plain else bidi.levels(text, leftwards=leftwards)
    words: list[_Word] = []
    space: _Piece | None = None
    start = 0
    for stretch in re.split("( )", text):
        end = start + len(stretch)
        if stretch == " " and start and _FULL_WIDTH.match(text[start - 1]):
            space = None  # the sign before it brings its own
        elif stretch == " ":
            space = _Piece(" ", *looks[start], levels[start], fonts.width(" ", looks[start][0]))
        elif stretch:
            for begin, close in _breakable(stretch):
                pieces = tuple(_pieces(text, range(start + begin, start + close), looks, levels))
                words.append(_Word(space, pieces, sum(piece.width for piece in pieces)))
                space = None
        start = end
    return tuple(words)


def _breakable(stretch: str) -> Iterator[tuple[int, int]]:
    """Where a stretch without spaces may be broken: nowhere, or by the rules for ideographs (UAX 14)."""
    if not _IDEOGRAPHS.search(stretch):
        yield 0, len(stretch)
        return
    from uniseg.linebreak import line_break_units

    start = 0
    for unit in line_break_units(stretch):
        yield start, start + len(unit)
        start += len(unit)


def _pieces(
    text: str, indices: range, looks: Sequence[tuple[bool, str]], levels: Sequence[int]
) -> Iterator[_Piece]:
    """A word as pieces of one look and one level."""
    begin = indices.start
    for index in indices:
        after = index + 1
        if after == indices.stop or (looks[after], levels[after]) != (looks[begin], levels[begin]):
            said = text[begin:after].translate(_UNSEEN)
            (bold, href), level = looks[begin], levels[begin]
            if said:
                yield _Piece(said, bold, href, level, fonts.width(said, bold, level % 2 == 0))
            begin = after


def _cut(word: _Word, limit: float) -> list[_Word]:
    """A word that is wider than a line in parts that fit."""
    parts: list[list[_Piece]] = [[]]
    widths = [0.0]
    for piece in word.pieces:
        for text in _bites(piece, limit):
            size = fonts.width(text, piece.bold, piece.level % 2 == 0)
            if parts[-1] and widths[-1] + size > limit:
                parts.append([])
                widths.append(0.0)
            parts[-1].append(piece._replace(text=text, width=size))
            widths[-1] += size
    spaces = [word.space, *[None] * (len(parts) - 1)]
    return [_Word(space, tuple(part), size) for space, part, size in zip(spaces, parts, widths, strict=True)]


def _bites(piece: _Piece, limit: float) -> list[str]:
    """A piece cut after the slashes of an address; where that is not enough, into characters with their marks."""
    bites = _ADDRESS_PART.findall(piece.text)
    if all(fonts.width(bite, piece.bold) <= limit for bite in bites):
        return list(bites)
    characters: list[str] = []
    for character in piece.text:
        if characters and unicodedata.combining(character):
            characters[-1] += character
        else:
            characters.append(character)
    return characters


@lru_cache(maxsize=4096)
def set_line(broken: BrokenLine, size: float) -> Line:
    """A line as spans from left to right; neighbours in one look are shaped together."""
    joined: list[_Piece] = []
    for piece in broken.pieces:
        if joined and joined[-1][1:4] == piece[1:4]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    spans: list[Span] = []
    x = 0.0
    for index in bidi.visual_order([piece.level for piece in joined]):
        piece = joined[index]
        for run in fonts.shape(piece.text, piece.bold, piece.level % 2 == 0):
            spans.append(Span(x * size, run, piece.href))
            x += run.width
    leftwards = any(piece.level % 2 for piece in joined)
    return Line(tuple(spans), broken.text, x * size, leftwards, broken.apart)
