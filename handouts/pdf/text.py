"""Runs of text + a text style -> lines of spans, broken at spaces, measured in points.

Lines are broken here rather than by ReportLab's Paragraph because that one parses its input as markup. A
number stays with the word after it, so that a dose never falls apart at a line's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from handouts.layout import Run
from handouts.pdf import fonts
from handouts.pdf.surface import Span, Surface
from handouts.style import TextStyle

_NUMBER_AND_UNIT: Final = re.compile(r"(?<!\w)(\d[\d.,–/-]*) (?=[^\W\d])")
_ADDRESS_PART: Final = re.compile(r"[^/]+/?|/")


class _Piece(NamedTuple):
    """Part of a word in one look, and its width at size 1."""

    text: str
    bold: bool
    href: str
    width: float


@dataclass(frozen=True, slots=True)
class Lines:
    """A text broken into lines for one width."""

    lines: tuple[tuple[Span, ...], ...]
    widths: tuple[float, ...]
    style: TextStyle

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
        return max(self.widths, default=0.0)

    def draw(self, surface: Surface, x: float, top: float, room: float, colour: str = "") -> None:
        """Draw from the upper edge down, aligned within `room` points."""
        ascent, descent = fonts.vertical()
        baseline = top - (self.line_height - (ascent + descent) * self.style.size) / 2 - ascent * self.style.size
        share = {"left": 0.0, "right": 1.0, "centre": 0.5}[self.style.align]
        for spans, width in zip(self.lines, self.widths, strict=True):
            surface.text(x + (room - width) * share, baseline, spans, self.style.size, colour or self.style.colour)
            baseline -= self.line_height


def bound(text: str) -> str:
    """The text with every number tied to the word after it by a no-break space."""
    return _NUMBER_AND_UNIT.sub("\\1\u00a0", text)


@lru_cache(maxsize=4096)
def break_lines(runs: tuple[Run, ...], style: TextStyle, room: float) -> Lines:
    """Break runs into lines no wider than `room` points; a single word wider than that is cut."""
    limit = room / style.size
    lines: list[tuple[Span, ...]] = []
    widths: list[float] = []
    current: list[_Piece] = []
    used = 0.0
    space = fonts.width(" ", style.bold)
    for word in _words(runs, style.bold):
        for part in _cut(word, limit):
            size = sum(piece.width for piece in part)
            if current and used + space + size > limit + 1e-6:
                lines.append(_spans(current, style.size))
                widths.append(used * style.size)
                current, used = [], 0.0
            if current:
                current.append(_Piece(" ", *current[-1][1:3], space))
                used += space
            current.extend(part)
            used += size
    if current:
        lines.append(_spans(current, style.size))
        widths.append(used * style.size)
    return Lines(tuple(lines), tuple(widths), style)


def _words(runs: Sequence[Run], bold: bool) -> list[list[_Piece]]:
    """The runs as words; a word that changes its look in the middle has several pieces."""
    words: list[list[_Piece]] = []
    glued = False
    for run in runs:
        for index, text in enumerate(bound(run.text).split(" ")):
            if text:
                look = bold or run.bold
                piece = _Piece(text, look, run.href, fonts.width(text, look))
                if index == 0 and glued and words:
                    words[-1].append(piece)
                else:
                    words.append([piece])
            glued = bool(text)
    return words


def _cut(word: list[_Piece], limit: float) -> list[list[_Piece]]:
    """A word as it is, or, where it is wider than a line, in parts that fit."""
    if sum(piece.width for piece in word) <= limit + 1e-6:
        return [word]
    parts: list[list[_Piece]] = [[]]
    used = 0.0
    for piece in word:
        for text in _bites(piece, limit):
            size = fonts.width(text, piece.bold)
            if parts[-1] and used + size > limit:
                parts.append([])
                used = 0.0
            parts[-1].append(_Piece(text, piece.bold, piece.href, size))
            used += size
    return parts


def _bites(piece: _Piece, limit: float) -> list[str]:
    """A piece cut after the slashes of an address; where that is not enough, into characters."""
    bites = _ADDRESS_PART.findall(piece.text)
    fits = all(fonts.width(bite, piece.bold) <= limit for bite in bites)
    return bites if fits else list(piece.text)


def _spans(pieces: Sequence[_Piece], size: float) -> tuple[Span, ...]:
    """Pieces of one line, neighbours in one look joined."""
    spans: list[Span] = []
    x = 0.0
    for piece in pieces:
        if spans and spans[-1].bold == piece.bold and spans[-1].href == piece.href:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + piece.text)
        else:
            spans.append(Span(x, piece.text, piece.bold, piece.href))
        x += piece.width * size
    return tuple(spans)
