"""Text -> glyphs: the faces every sheet is set in, and HarfBuzz to shape a text with them.

FiraGO covers Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari and Thai in one design that is drawn for small and
tired eyes; Noto Sans follows for Chinese, Japanese and Korean. Both come from PyPI under the OFL
(docs/decisions/fonts.md). A face is loaded when the first text needs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

import uharfbuzz as harfbuzz
from bidi.mirror import MIRRORED

INVISIBLE: Final = frozenset("\u200c\u200d\u2068\u2069")  # letter joiners, and the ends of an isolated stretch
_NO_BREAK_SPACE: Final = "\u00a0"


class Glyph(NamedTuple):
    """One glyph: its number in the face, its place in em, and the text it stands for (first glyph of a cluster)."""

    number: int
    advance: float
    x: float
    y: float
    text: str


@dataclass(frozen=True, eq=False)
class GlyphRun:
    """Glyphs of one face from left to right, and how far they reach in em; equal only to itself.

    `spelled` is what they say where their own texts, one after the other, do not: in scripts whose letters change
    places or share a glyph.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float
    spelled: str

    @cached_property
    def texts(self) -> dict[int, str]:
        """The glyphs that stand for a text of their own, and the text."""
        return {glyph.number: glyph.text for glyph in reversed(self.glyphs) if glyph.text}


class Face:
    """One font file; equal only to itself."""

    def __init__(self, name: str, read: Callable[[], bytes]) -> None:
        self.name = name
        self._read = read
        self._advances: dict[int, float] = {}

    @cached_property
    def _font(self) -> harfbuzz.Font:
        return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob(self._read())))

    @property
    def program(self) -> harfbuzz.Face:
        """The font's tables."""
        return self._font.face

    @cached_property
    def vertical(self) -> tuple[float, float]:
        """Ascent and descent (positive) in em."""
        extents = self._font.get_font_extents("ltr")
        return extents.ascender / self.program.upem, -extents.descender / self.program.upem

    def advance(self, glyph: int) -> float:
        """A glyph's own width in em, without kerning."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self._font.get_glyph_h_advance(glyph) / self.program.upem
        return known

    def has(self, character: str) -> bool:
        """Whether the face can draw a character."""
        return self._font.get_nominal_glyph(ord(character)) is not None

    def shape(self, text: str, *, rightwards: bool) -> GlyphRun:
        """The glyphs of a text in one direction, from left to right as they are drawn."""
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        buffer.direction = "ltr" if rightwards else "rtl"
        harfbuzz.shape(self._font, buffer)
        em = self.program.upem
        ends = _cluster_ends([info.cluster for info in buffer.glyph_infos], len(text))
        glyphs = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            end = ends.pop(info.cluster, info.cluster)  # the first glyph of a cluster stands for all its text
            said = text[info.cluster : end]
            if not rightwards:  # the glyph is that of the other bracket, and has one text in the whole file
                said = "".join(MIRRORED.get(character, character) for character in said)
            glyphs.append(
                Glyph(info.codepoint, place.x_advance / em, place.x_offset / em, place.y_offset / em, said)
            )
        shared = rightwards and any(not glyph.text for glyph in glyphs)
        return GlyphRun(self, tuple(glyphs), sum(glyph.advance for glyph in glyphs), text if shared else "")


def _cluster_ends(clusters: Iterable[int], length: int) -> dict[int, int]:
    starts = sorted(set(clusters))
    return dict(zip(starts, [*starts[1:], length], strict=True))


def _from_fira(code: str) -> Callable[[], bytes]:
    def read() -> bytes:
        import pymupdf_fonts

        return bytes(pymupdf_fonts.myfont(code))

    return read


def _from_noto(file: str) -> Callable[[], bytes]:
    def read() -> bytes:
        found = find_spec("rendercv_fonts")  # located, not imported: the package reads all its folders
        assert found is not None
        assert found.origin is not None
        return (Path(found.origin).parent / "Noto Sans" / file).read_bytes()

    return read


def _faces(fira: str, weight: str) -> tuple[Face, ...]:
    noto = [
        Face(f"NotoSans{script}-{weight}", _from_noto(f"NotoSans{script}-{weight}.ttf")) for script in ("SC", "KR")
    ]
    return (Face(f"FiraGO-{weight}", _from_fira(fira)), *noto)


_FACES: Final = {False: _faces("figo", "Regular"), True: _faces("figbo", "Bold")}


@cache
def face_for(character: str, bold: bool) -> Face | None:
    """The first face that can draw a character."""
    return next((face for face in _FACES[bold] if face.has(character)), None)


@lru_cache(maxsize=16384)
def shape(text: str, bold: bool, rightwards: bool = True) -> tuple[GlyphRun, ...]:
    """A text in one look and one direction as glyph runs, from left to right as they are drawn."""
    parts: list[tuple[Face, str, str]] = []
    for character in text.replace(_NO_BREAK_SPACE, " "):
        face = parts[-1][0] if parts and character in INVISIBLE else face_for(character, bold) or _FACES[bold][0]
        script = _script(character)
        if parts and parts[-1][0] is face and (not script or parts[-1][1] in ("", script)):
            parts[-1] = (face, parts[-1][1] or script, parts[-1][2] + character)
        else:
            parts.append((face, script, character))
    runs = [face.shape(part, rightwards=rightwards) for face, _, part in parts]
    return tuple(runs if rightwards else reversed(runs))


@cache
def _script(character: str) -> str:
    """The script of a letter or mark, by the first word of its name; empty for what any script uses."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    word = unicodedata.name(character, "").split(" ")[0]
    return "" if word == "COMBINING" else word


def width(text: str, bold: bool, rightwards: bool = True) -> float:
    """Width of a text in em, set in one direction."""
    return sum(run.width for run in shape(text, bold, rightwards))


def vertical() -> tuple[float, float]:
    """Ascent and descent (positive) of a line in em; those of the first face, whatever else stands on the line."""
    return _FACES[False][0].vertical


@lru_cache(maxsize=4096)
def undrawable(text: str) -> str | None:
    """The first character of a text that no face has, or None."""
    for character in text:
        if character not in INVISIBLE and character not in "\n\t" and face_for(character, True) is None:
            return character
    return None
