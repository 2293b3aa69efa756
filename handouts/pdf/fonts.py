"""The two faces every sheet is set in: FiraGO regular and bold, embedded as subsets.

One family covers Latin, Greek, Cyrillic, Arabic and Hebrew, is drawn for small and tired eyes, and comes from
PyPI under the OFL (docs/decisions/fonts.md). Each is loaded once a process; loading costs 20 ms.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache, lru_cache
from typing import Final

REGULAR: Final = "FiraGO"
BOLD: Final = "FiraGO-Bold"
_CODES: Final = {REGULAR: "figo", BOLD: "figbo"}
_SHAPED: Final = ("DEVANAGARI", "THAI")  # in the faces, but letter by letter they would read wrong
_INVISIBLE: Final = frozenset("\u00a0")


@cache
def load() -> None:
    """Register both faces with ReportLab."""
    import pymupdf_fonts
    from reportlab.pdfbase import pdfmetrics, ttfonts

    for name, code in _CODES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, io.BytesIO(pymupdf_fonts.myfont(code))))


def face(bold: bool) -> str:
    """The registered name of a face."""
    return BOLD if bold else REGULAR


@cache
def _font(name: str):  # type: ignore[no-untyped-def]  # ReportLab has no type information
    load()
    from reportlab.pdfbase import pdfmetrics

    return pdfmetrics.getFont(name)


@cache
def width(text: str, bold: bool) -> float:
    """Width of a text at size 1, in points."""
    return float(_font(face(bold)).stringWidth(text, 1.0))


@cache
def vertical(bold: bool = False) -> tuple[float, float]:
    """Ascent and descent (positive) at size 1, in points."""
    metrics = _font(face(bold)).face
    return metrics.ascent / 1000, -metrics.descent / 1000


@cache
def drawable(character: str) -> bool:
    """Whether both faces have the character, its direction can be set and its letters need no shaping."""
    if unicodedata.bidirectional(character) in ("R", "AL", "AN"):
        return False
    if unicodedata.name(character, "").startswith(_SHAPED):
        return False
    return all(ord(character) in _font(name).face.charToGlyph for name in _CODES)


@lru_cache(maxsize=4096)
def undrawable(text: str) -> str | None:
    """The first character of a text that cannot be drawn, or None."""
    return next((c for c in text if c not in "\n\t" and not drawable(c)), None)
