"""Drawing operations -> a tagged ReportLab canvas; the only module that touches one.

Text goes to the canvas as glyph numbers, so nothing in it can be markup. Coordinates are points with the origin at
the bottom left, as in PDF. On a sheet that reads from right to left every place is mirrored here, and here alone:
whoever draws starts at the side where lines start. What is drawn `inside` a tag belongs to its element of the
structure tree; all else is an artifact.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from handouts.figures.picture.baked import BakedPosition
from handouts.figures.picture.palettes import Palette
from handouts.pdf import fonts
from handouts.pdf.embedding import EmbeddedFont
from handouts.pdf.fonts import Face, GlyphRun
from handouts.pdf.form import figure_form
from handouts.pdf.marking import Marking
from handouts.pdf.objects import Objects, text_string
from handouts.pdf.standards import Identity, archived, describe, identify
from handouts.pdf.structure import Tag

rl_config.useA85 = 0  # streams as bytes: ASCII 85 would make each a quarter larger and slower to write


_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
Corner = tuple[float, float, float, float]


class Span(NamedTuple):
    """Glyphs of one face in a line of text; x in points from the left end of the line."""

    x: float
    run: GlyphRun
    href: str


class Line(NamedTuple):
    """One line of text as it is drawn, and what it says in reading order."""

    spans: tuple[Span, ...]
    text: str
    width: float
    leftwards: bool
    apart: bool


class _NoFont:
    """What ReportLab is told to start a page with: it then sets no font of its own."""

    fontName = "none"  # noqa: N815  # ReportLab's name
    _dynamicFont = 1  # noqa: N815  # ReportLab's name


class Surface:
    """One document being drawn, page by page."""

    def __init__(
        self,
        width: float,
        height: float,
        colours: Mapping[str, str],
        palette: Palette,
        identity: Identity,
        *,
        leftwards: bool = False,
    ) -> None:
        pdfmetrics._fonts.setdefault(_NoFont.fontName, _NoFont())
        self.leftwards = leftwards
        self._width = width
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(width, height),
            invariant=1,
            pageCompression=1,
            initialFontName=_NoFont.fontName,
            lang=identity.language,
        )
        self._objects = Objects(self._canvas._doc)
        self._identity = identity
        self._colours = {name: _numbers(value) for name, value in colours.items()}
        self._images: dict[str, ImageReader] = {}
        self._figures: set[str] = set()
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._palette = palette
        self._marking = Marking(self._write)
        self.inside, self.furniture = self._marking.inside, self._marking.furniture
        identify(self._canvas, identity)

    def _write(self, code: str) -> None:
        """Add operators to the content of the current page."""
        self._canvas._code.append(code)

    # --- the document ------------------------------------------------------------------------------------------

    def end_page(self) -> None:
        """Finish the page and start the next."""
        with self._marking.page_end():
            self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole document."""
        document = self._canvas._doc
        pages = [self._objects.number(page) for page in document.Pages.pages]
        document.idToObject["BasicFonts"].dict.update(
            {font.name: font.add_to(self._objects) for font in self._fonts.values()}
        )
        for page, key in zip(document.Pages.pages, self._marking.tree.page_keys, strict=False):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs, page.Trans = key, "/S", None
        document.Catalog.StructTreeRoot = self._marking.tree.add_to(self._objects, pages)
        describe(document, self._objects, self._identity)
        self._canvas.save()
        return archived(self._buffer.getvalue())

    # --- what is drawn -----------------------------------------------------------------------------------------

    def _left(self, x: float, width: float) -> float:
        """The left edge of a thing `width` wide that starts at x."""
        return self._width - x - width if self.leftwards else x

    def text(self, x: float, baseline: float, line: Line, size: float, colour: str) -> None:
        """One line of text that starts at x."""
        left = self._left(x, line.width)
        element = self._marking.element
        if element is not None:
            if element.said and line.apart and not line.leftwards:  # or else two texts are read as one word
                for run in fonts.shape(" ", False):
                    self._show(left, baseline, run, size, colour)
            element.say(line.text, apart=line.apart, leftwards=line.leftwards)
        for span in line.spans:
            if span.href and element is not None:
                with self.inside(Tag(("link", span.href), "Link")):
                    self._show(left + span.x, baseline, span.run, size, colour)
                    self._link(span, left + span.x, baseline, size)
            else:
                self._show(left + span.x, baseline, span.run, size, colour)

    def _show(self, x: float, baseline: float, run: GlyphRun, size: float, colour: str) -> None:
        self._marking.mark(text=True)
        font = self._fonts.get(run.face)
        if font is None:
            font = self._fonts[run.face] = EmbeddedFont(run.face, f"F{len(self._fonts) + 1}")
        pen = f"{self._colours[colour]} rg BT /{font.name} {size:g} Tf {x:.2f} {baseline:.2f} Td"
        code = f"{pen} {font.show(run, size)} ET"
        if run.spelled:
            code = f"/Span <</ActualText {text_string(run.spelled)}>> BDC {code} EMC"
        self._write(code)

    def _link(self, span: Span, x: float, baseline: float, size: float) -> None:
        """A link over a span, as an annotation of the current element."""
        element = self._marking.element
        assert element is not None
        right, low, high = x + span.run.width * size, baseline - 0.25 * size, baseline + 0.85 * size
        annotation = self._objects.add(
            f"<</Type /Annot /Subtype /Link /Rect [{x:.2f} {low:.2f} {right:.2f} {high:.2f}] /Border [0 0 0] /F 4"
            f" /Contents {text_string(span.href)} /StructParent {self._marking.tree.next_key()}"
            f" /A <</S /URI /URI {text_string(span.href)}>>>>"
        )
        self._marking.tree.link(element, annotation)
        self._canvas._annotationrefs.append(annotation)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> None:
        """A straight line."""
        self._marking.mark()
        pen = f"{self._colours[colour]} RG {width:g} w"
        path = f"{self._left(x1, 0.0):.2f} {y1:.2f} m {self._left(x2, 0.0):.2f} {y2:.2f} l S"
        self._write(f"{pen} {path}")

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
        self._marking.mark()
        code = f"{self._left(x, width):.2f} {top - height:.2f} {width:.2f} {height:.2f} re"
        if fill:
            code = f"{self._colours[fill]} rg {code}"
        if stroke:
            code = f"{self._colours[stroke]} RG {line:g} w {code}"
        self._write(f"{code} {_PAINT[bool(fill), bool(stroke)]}")

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle around a centre."""
        self._marking.mark()
        self._write(f"{self._colours[fill]} rg")
        self._canvas.circle(self._left(x, 0.0), y, radius, stroke=0, fill=1)

    def squares(self, tag: Tag, x: float, y: float, corners: Sequence[Corner], side: float, colour: str) -> None:
        """Filled rectangles (x, y, width, height, from a lower left corner at x, y) as one picture, `side` wide."""
        left = self._left(x, side)
        with self.inside(tag.within(left, y, left + side, y + side)):
            self._marking.mark()
            path = (f"{left + across:.3f} {y + up:.3f} {w:.3f} {h:.3f} re" for across, up, w, h in corners)
            self._write(f"{self._colours[colour]} rg {' '.join(path)} f")

    @contextmanager
    def picture(self, tag: Tag | None, x: float, y: float, width: float, height: float) -> Iterator[float]:
        """What is drawn in this context is one picture, its lower left corner at x, y; gives its left edge.

        Without a tag the picture only decorates.
        """
        left = self._left(x, width)
        with self.inside(tag.within(left, y, left + width, y + height)) if tag else self.furniture():
            yield left

    def raster(self, name: str, data: bytes, left: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG from its left edge; the same name is embedded once."""
        self._marking.mark()
        image = self._images.get(name) or self._images.setdefault(name, ImageReader(io.BytesIO(data)))
        self._canvas.drawImage(image, left, y, width, height, mask=None)

    def vector(self, drawing: Any, left: float, y: float, scale: float) -> None:
        """A ReportLab drawing from its left edge."""
        from reportlab.graphics import renderPDF

        self._marking.mark()
        drawing.initialFontName = _NoFont.fontName  # a drawing selects a font even where it has no text
        self._canvas.saveState()
        self._canvas.translate(left, y)
        self._canvas.scale(scale, scale)
        renderPDF.draw(drawing, self._canvas, 0, 0)
        self._canvas.restoreState()

    def figure(
        self, name: str, drawn: BakedPosition, left: float, y: float, scale: float, *, mirrored: bool
    ) -> None:
        """A baked figure from its left edge; the same name is embedded once."""
        self._marking.mark()
        canvas = self._canvas
        if name not in self._figures:
            self._figures.add(name)
            canvas._doc.addForm(name, figure_form(drawn, self._palette))
        canvas.saveState()
        canvas.translate(left + (drawn.width * scale if mirrored else 0), y)
        canvas.scale(-scale if mirrored else scale, scale)
        self._write(f"/{canvas._doc.getXObjectName(name)} Do")
        canvas._formsinuse.append(name)
        canvas.restoreState()


def _numbers(colour: str) -> str:
    """A colour such as #0f5c63 as the three numbers of a PDF operator."""
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4g}" for start in (1, 3, 5))
