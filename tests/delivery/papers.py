"""PDFs with numbered pages, and what of them stands where on paper."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pypdfium2

from handouts.build.one_sheet import make_sheet, prepare
from handouts.build.options import Options
from handouts.library.library import Library
from tests.conftest import ROOT

FINGERPRINT = "0123456789abcdef" * 2
A4, LETTER = (595.28, 841.89), (612.0, 792.0)


def numbered(
    pages: int,
    size: tuple[float, float] = A4,
    *,
    language: str = "en",
    direction: str | None = None,
    name: str = "P",
) -> bytes:
    """A PDF whose pages say P1, P2 and so on."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.Root.Lang = pikepdf.String(language)
        if direction:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name(f"/{direction}"))
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=size)
            page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.F1)
            text = f"BT /F1 40 Tf {size[0] / 2 - 20} {size[1] / 2} Td ({name}{number}) Tj ET"
            page.obj.Contents = pdf.make_stream(text.encode())
        pdf.save(written, deterministic_id=True)
    return written.getvalue()


@cache
def arabic_sheet(library: Library) -> bytes:
    """The example in Arabic: six pages with tags, links, embedded fonts, a claim of PDF/A and one of PDF/UA."""
    path = ROOT / "content/prescriptions/in-arabic-with-english.yaml"
    return make_sheet(prepare(path, library, Options()), library, FINGERPRINT)


def halves(pdf: bytes) -> list[tuple[str, str]]:
    """The text in the left and in the right half of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            left = text.get_text_bounded(0, 0, width / 2, height)
            right = text.get_text_bounded(width / 2, 0, width, height)
            found.append((left.strip(), right.strip()))
        return found
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of every page; a blank page has none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().strip() for page in document]
    finally:
        document.close()


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()
