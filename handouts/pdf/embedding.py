"""Glyphs that were drawn -> an embedded font: its subset, widths and Unicode map as PDF objects.

Glyphs are written by their number in the font (a Type0 font with Identity-H, ISO 32000-1 section 9.7), so any
shaped text can be drawn, and the map to Unicode comes from the text that was shaped: what is copied, searched or
read aloud is what was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import uharfbuzz as harfbuzz

from handouts.pdf.fonts import Face, GlyphRun
from handouts.pdf.objects import Objects, Reference

_KERNED = 0.0005  # em; less than this is rounding
_BLOCK = 100  # entries of a Unicode map that may stand in one block
_UNSEEN = "\u200b"  # what a glyph stands for that adds nothing to the text of the one before it
_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "name", "cmap", "OS/2", "post")  # by a glyph number
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class EmbeddedFont:
    """The glyphs one document uses of one face."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._texts: dict[int, str] = {}
        self._silent: set[int] = set()

    def show(self, run: GlyphRun, size: float) -> str:
        """The operators that draw a run where the pen is."""
        self._texts |= run.texts
        self._silent.update(glyph.number for glyph in run.glyphs if not glyph.text)
        return _operators(run, size)

    def add_to(self, objects: Objects) -> Reference:
        """Write the font; to be called when everything is drawn."""
        texts = dict.fromkeys(self._silent, _UNSEEN) | self._texts
        numbers = sorted(texts)
        tag = _tag(numbers)
        name = f"/{tag}+{self.face.name}"
        descriptor = objects.add(self._descriptor(name, objects.add_stream("", self._subset(numbers))))
        widths = " ".join(f"{number} [{self.face.advance(number) * 1000:.0f}]" for number in numbers)
        descendant = objects.add(
            f"<</Type /Font /Subtype /CIDFontType2 /BaseFont {name} /CIDToGIDMap /Identity"
            " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
            f" /FontDescriptor {descriptor} /DW 0 /W [{widths}]>>"
        )
        unicode_map = objects.add_stream("", _unicode_map(texts).encode("ascii"))
        return objects.add(
            f"<</Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
            f" /DescendantFonts [{descendant}] /ToUnicode {unicode_map}>>"
        )

    def _descriptor(self, name: str, program: Reference) -> str:
        ascent, descent = self.face.vertical
        high, low = ascent * 1000, -descent * 1000
        return (
            f"<</Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [-1000 {low:.0f} 2500 {high:.0f}]"
            f" /ItalicAngle 0 /Ascent {high:.0f} /Descent {low:.0f} /CapHeight 700 /StemV 80 /FontFile2 {program}>>"
        )

    def _subset(self, numbers: Sequence[int]) -> bytes:
        wanted = harfbuzz.SubsetInput()
        wanted.glyph_set.update(numbers)
        wanted.flags = (
            harfbuzz.SubsetFlags.RETAIN_GIDS
            | harfbuzz.SubsetFlags.NO_HINTING
            | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
            | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.drop_table_tag_set.update(int.from_bytes(table.encode()) for table in _NOT_NEEDED)
        return bytes(harfbuzz.subset(self.face.program, wanted).blob.data)


@lru_cache(maxsize=16384)
def _operators(run: GlyphRun, size: float) -> str:
    """A run in PDF syntax, kerning and moved marks included."""
    parts: list[str] = []
    rise = 0.0
    for glyph in run.glyphs:
        if glyph.y != rise:
            parts.append(f"]TJ {glyph.y * size:.2f} Ts [")
            rise = glyph.y
        after = glyph.advance - glyph.x - run.face.advance(glyph.number)
        parts.append(f"{_moved(glyph.x)}<{glyph.number:04X}>{_moved(after)}")
    end = "]TJ 0 Ts" if rise else "]TJ"
    return f"[{''.join(parts)}{end}".replace("><", "").replace("[]TJ ", "")


def _moved(amount: float) -> str:
    """A move of the pen inside a TJ array, where a positive number goes back."""
    return f"{-amount * 1000:.0f}" if abs(amount) > _KERNED else ""


def _tag(numbers: Sequence[int]) -> str:
    """Six letters that name a subset, the same for the same glyphs."""
    digest = hashlib.sha256(repr(numbers).encode()).digest()
    return "".join(_LETTERS[byte % 26] for byte in digest[:6])


def _unicode_map(texts: dict[int, str]) -> str:
    entries = (f"<{number:04X}> <{texts[number].encode('utf-16-be').hex().upper()}>" for number in sorted(texts))
    blocks = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in _blocks(entries)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{blocks}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _blocks(entries: Iterator[str]) -> Iterator[list[str]]:
    while block := list(islice(entries, _BLOCK)):
        yield block
