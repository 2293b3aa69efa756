"""Drawing operations -> a ReportLab canvas; the only module that touches one.

Text goes to the canvas as plain strings, so nothing in it can be markup. Coordinates are points with the
origin at the bottom left, as in PDF.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfgen.canvas import Canvas

from handouts.figures.baked import BakedPosition
from handouts.figures.operators import index_table
from handouts.figures.palettes import COLOUR_NAMES, Palette
from handouts.pdf import fonts

rl_config.useA85 = 0  # streams as bytes: ASCII 85 would make each a quarter larger and slower to write


class Span(NamedTuple):
    """A piece of a line of text, set in one look at one place; x in points from the start of the line."""

    x: float
    text: str
    bold: bool
    href: str


class Identity(NamedTuple):
    """What the file says about itself; never anything about the patient."""

    title: str
    author: str
    language: str
    created: int
    fingerprint: str


class Surface:
    """One document being drawn, page by page."""

    def __init__(
        self, width: float, height: float, colours: Mapping[str, str], palette: Palette, identity: Identity
    ) -> None:
        fonts.load()
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(width, height),
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.REGULAR,
            lang=identity.language,
        )
        self._colours = {name: HexColor(value) for name, value in colours.items()}
        self._images: dict[str, ImageReader] = {}
        self._figures: set[str] = set()
        self._palette = palette
        self._identify(identity)

    def _identify(self, identity: Identity) -> None:
        canvas = self._canvas
        canvas.setTitle(identity.title)
        canvas.setAuthor(identity.author)
        canvas.setSubject("Home exercise sheet")
        canvas.setCreator("Handouts")
        canvas.setProducer("Handouts, ReportLab")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        document = canvas._doc
        document._timeStamp = _Stamp(identity.created)
        first = identity.fingerprint
        second = hashlib.md5(first.encode(), usedforsecurity=False).hexdigest()
        document._ID = f"\n[<{first}><{second}>]\n".encode("ascii")

    def end_page(self) -> None:
        """Finish the page and start the next."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document."""
        self._canvas.save()
        return self._buffer.getvalue()

    def text(self, x: float, baseline: float, spans: Sequence[Span], size: float, colour: str) -> None:
        """One line of text, its first span starting at x."""
        pen = self._canvas.beginText()
        pen.setFillColor(self._colours[colour])
        for span in spans:
            pen.setTextOrigin(x + span.x, baseline)
            pen.setFont(fonts.face(span.bold), size)
            pen.textOut(span.text)
        self._canvas.drawText(pen)
        for span in spans:
            if span.href:
                width = fonts.width(span.text, span.bold) * size
                box = (x + span.x, baseline - 0.25 * size, x + span.x + width, baseline + 0.85 * size)
                self._canvas.linkURL(span.href, box, relative=0, thickness=0)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> None:
        """A straight line."""
        self._canvas.setStrokeColor(self._colours[colour])
        self._canvas.setLineWidth(width)
        self._canvas.line(x1, y1, x2, y2)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 0.0,
    ) -> None:
        """A rectangle, filled, stroked or both; `top` is its upper edge."""
        if fill:
            self._canvas.setFillColor(self._colours[fill])
        if stroke:
            self._canvas.setStrokeColor(self._colours[stroke])
            self._canvas.setLineWidth(line)
        self._canvas.rect(x, top - height, width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle around a centre."""
        self._canvas.setFillColor(self._colours[fill])
        self._canvas.circle(x, y, radius, stroke=0, fill=1)

    def squares(self, corners: Sequence[tuple[float, float, float, float]], colour: str) -> None:
        """Many filled rectangles (x, y, width, height) as one path."""
        path = self._canvas.beginPath()
        for corner in corners:
            path.rect(*corner)
        self._canvas.setFillColor(self._colours[colour])
        self._canvas.drawPath(path, stroke=0, fill=1)

    def raster(self, name: str, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG, its lower left corner at x, y; the same name is embedded once."""
        image = self._images.get(name) or self._images.setdefault(name, ImageReader(io.BytesIO(data)))
        self._canvas.drawImage(image, x, y, width, height, mask=None)

    def vector(self, drawing: Any, x: float, y: float, scale: float) -> None:
        """A ReportLab drawing, its lower left corner at x, y."""
        from reportlab.graphics import renderPDF

        drawing.initialFontName = fonts.REGULAR  # a drawing selects a font even where it has no text
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.scale(scale, scale)
        renderPDF.draw(drawing, self._canvas, 0, 0)
        self._canvas.restoreState()

    def figure(self, name: str, drawn: BakedPosition, x: float, y: float, scale: float, *, mirrored: bool) -> None:
        """A baked figure, its lower left corner at x, y; the same name is embedded once."""
        canvas = self._canvas
        if name not in self._figures:
            self._figures.add(name)
            canvas._doc.addForm(name, _Form(drawn, self._palette))
        canvas.saveState()
        canvas.translate(x + (drawn.width * scale if mirrored else 0), y)
        canvas.scale(-scale if mirrored else scale, scale)
        canvas._code.append(f"/{canvas._doc.getXObjectName(name)} Do")
        canvas._formsinuse.append(name)
        canvas.restoreState()


class _Form(PDFObject):  # type: ignore[misc]  # ReportLab has no type information
    """A form XObject whose stream was prepared and deflated when the figure was baked."""

    __RefOnly__ = 1

    def __init__(self, drawn: BakedPosition, palette: Palette) -> None:
        self.drawn, self.palette = drawn, palette

    def format(self, _document: Any) -> bytes:
        """The object's bytes, with the colours of this sheet in its resources."""
        drawn = self.drawn
        states = " ".join(f"/O{part} <</ca {part / 100:g} /CA {part / 100:g}>>" for part in drawn.opacities)
        shown = 1 if self.palette.hatched else 0
        colours = f"[/Indexed /DeviceRGB {len(COLOUR_NAMES) - 1} <{index_table(self.palette).hex()}>]"
        head = (
            f"<</Type /XObject /Subtype /Form /BBox [0 0 {drawn.width:g} {drawn.height:g}]"
            f" /Resources <</ColorSpace <</P {colours}>>"
            f" /ExtGState <<{states} /H <</ca {shown} /CA {shown}>>>>>>"
            f" /Filter /FlateDecode /Length {len(drawn.stream)}>>"
        )
        return head.encode("ascii") + b"\nstream\n" + drawn.stream + b"\nendstream\n"


class _Stamp:
    """The document's date, in the form ReportLab asks for."""

    def __init__(self, created: int) -> None:
        self.t = created
        self.lt = tuple(time.gmtime(created))
        self.YMDhms = self.lt[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"
