"""Reads a finished PDF back: what stands where on each page, as a reader or a printer would see it."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from pypdfium2 import raw

_SPACE = re.compile(r"\s+")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # PDFium's marks for a hyphen at the end of a line


class Char(NamedTuple):
    """One visible character, its ink box and its baseline; in points from the lower left corner."""

    text: str
    size: float
    x: float
    baseline: float
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Line:
    """Characters that stand side by side on one baseline."""

    chars: tuple[Char, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of the ink."""
        columns = list(zip(*(char[4:] for char in self.chars), strict=True))
        return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])

    @property
    def text(self) -> str:
        """The characters without the spaces between them."""
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True)
class Page:
    """What one page shows; `text` is in drawing order with single spaces, `drawn` the bounds of all there is."""

    width: float
    height: float
    text: str
    chars: tuple[Char, ...]
    drawn: tuple[tuple[float, float, float, float], ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The characters as lines; a gap wider than the text is high starts another."""
        lines: list[list[Char]] = []
        for char in self.chars:
            last = lines[-1][-1] if lines else None
            if last and abs(last.baseline - char.baseline) < 0.5 and 0 <= char.x - last.x < 2 * char.size:
                lines[-1].append(char)
            else:
                lines.append([char])
        return tuple(Line(tuple(line)) for line in lines)


def read_pages(pdf: bytes) -> list[Page]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def read_text(pdf: bytes) -> str:
    """The text of all pages in drawing order, with single spaces."""
    return " ".join(page.text for page in read_pages(pdf))


def squeezed(text: str) -> str:
    """A text without any white space: what stays the same however its lines are broken."""
    return _SPACE.sub("", text)


def single_spaced(text: str) -> str:
    """A text with one space for each stretch of white space."""
    return _SPACE.sub(" ", text).strip()


def picture_of(pdf: bytes, page: int, dots_per_inch: int = 150) -> Any:
    """A page as a greyscale Pillow image."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    finally:
        document.close()


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Every font a page uses, and whether its outlines are in the file."""
    fonts: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for font in page.resources.get("/Font", {}).values():
                descendants = font.get("/DescendantFonts", [font])
                descriptor: Any = descendants[0].get("/FontDescriptor", {})
                fonts[str(font.BaseFont)] = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    return fonts


def links_of(pdf: bytes) -> set[str]:
    """Every address that the file leads to; any other action is an AssertionError."""
    links = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(document.Root.keys())
        for page in document.pages:
            assert "/AA" not in page
            for note in page.get("/Annots", []):
                assert note.Subtype == "/Link"
                assert note.A.S == "/URI"
                assert not {"/AA", "/PA"} & set(note.keys())
                assert "/Next" not in note.A
                links.add(str(note.A.URI))
    return links


def outside_the_pages(pdf: bytes) -> str:
    """All words in the file that are not the content of a page: metadata, names, links, the trailer."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        contents = [page.Contents.objgen for page in document.pages]
        words = list(_words(document.trailer))
        for item in document.objects:
            words.extend(_words(item))
            if isinstance(item, pikepdf.Stream) and item.objgen not in contents:
                words.append(item.read_raw_bytes().decode("latin-1"))
                words.append(item.read_bytes().decode("latin-1") if item.get("/Subtype") != "/Image" else "")
    return "\n".join(words)


def _words(item: Any) -> Iterator[str]:
    """All strings and names directly inside an object."""
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for name in item.keys():  # noqa: SIM118  # a stream cannot be iterated over
            yield name
            yield from () if getattr(item[name], "is_indirect", False) else _words(item[name])
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from () if getattr(part, "is_indirect", False) else _words(part)
    elif isinstance(item, (str, pikepdf.String, pikepdf.Name)):
        yield str(item)


def _page(page: Any) -> Page:
    text = page.get_textpage()
    drawn = tuple(item.get_bounds() for item in page.get_objects(max_depth=1))
    shown = single_spaced(text.get_text_range().translate(_HYPHENS))
    return Page(page.get_width(), page.get_height(), shown, tuple(_chars(text)), drawn)


def _chars(text: Any) -> Iterator[Char]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if chr(code).isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        yield Char(_HYPHENS.get(code, chr(code)), size, x.value, y.value, *text.get_charbox(index))
