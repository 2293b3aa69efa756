"""PDF syntax -> objects of a ReportLab document: what ReportLab itself has no words for.

Fonts drawn by glyph number, the structure tree and the conformance metadata are written as plain PDF syntax
(ISO 32000-1 section 7.3); an object's number is known as soon as it is added.
"""

from __future__ import annotations

import zlib
from typing import Any, NewType

from reportlab.pdfbase.pdfdoc import PDFObject

Reference = NewType("Reference", str)
"""An indirect reference, such as 12 0 R."""


class RawObject(PDFObject):  # type: ignore[misc]  # ReportLab has no type information
    """An object whose bytes are ready, or will be before the document is saved."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, _document: Any) -> bytes:
        """The object's bytes."""
        return self.body


class Objects:
    """The objects of one document."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def add(self, body: str) -> Reference:
        """A new object."""
        return self.number(RawObject(body.encode("ascii")))

    def add_stream(self, head: str, data: bytes, *, packed: bool = True) -> Reference:
        """A new stream; `head` are further entries of its dictionary."""
        data = zlib.compress(data) if packed else data
        entries = f"<<{head}{' /Filter /FlateDecode' if packed else ''} /Length {len(data)}>>"
        return self.number(RawObject(entries.encode("ascii") + b"\nstream\n" + data + b"\nendstream\n"))

    def number(self, thing: PDFObject) -> Reference:
        """Take an object into the document."""
        name = self._document.Reference(thing).name
        return Reference("{} {} R".format(*self._document.idToObjectNumberAndVersion[name]))


def text_string(text: str) -> str:
    """A text as a PDF string: as it is where it is plain ASCII, or else as UTF-16."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
