"""A finished PDF -> how many pages it has and how large; what is damaged goes nowhere."""

from __future__ import annotations

import io
from typing import NamedTuple

import pikepdf

from handouts.errors import DeliveryError


class Measured(NamedTuple):
    """A sound PDF: how many pages it has, and the size of its first in points."""

    pages: int
    width: float
    height: float


def measured(pdf: bytes) -> Measured:
    """Look a PDF over. Raises DeliveryError where it is damaged: a printer would take it without a word."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as sheet:
            if sheet.pages and not sheet.check_pdf_syntax():
                return Measured(len(sheet.pages), *page_size(sheet.pages[0]))
    except pikepdf.PasswordError:
        raise DeliveryError("the sheet is protected already") from None
    except pikepdf.PdfError:
        pass
    raise DeliveryError("the sheet is damaged, so it goes nowhere; build it again with --force")


def page_size(page: pikepdf.Page) -> tuple[float, float]:
    """The width and height of a page in points."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom
