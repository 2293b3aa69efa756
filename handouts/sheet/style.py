"""A layout's style.yaml + the clinic's brand -> one frozen Style: paper, margins, type, colours, boxes.

Templates name styles by class and never a font, size or colour. A brand colour that would be too light to
read is darkened until it passes the contrast that WCAG 2.2 asks of text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from handouts.errors import InputError
from handouts.reading.source import read_source
from handouts.reading.validation import Record, Text, validate
from handouts.records.colour import mixed, readable_colour

MM: Final = 72 / 25.4
PAPERS: Final = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
ColourRole = Literal["ink", "soft", "brand", "tint", "rule", "line", "danger", "white", "fine", "ease", "stop"]
_FIXED: Final[dict[str, str]] = {
    "ink": "#15202b",
    "soft": "#46525c",
    "line": "#6b7780",
    "rule": "#c3cad0",
    "danger": "#a51616",
    "white": "#ffffff",
    "fine": "#dcefe0",
    "ease": "#fbe9b0",
    "stop": "#f6c9c2",
}


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


Points = Annotated[float, BeforeValidator(_float)]


class TextStyle(Record):
    """How one kind of text looks; sizes and spaces in points."""

    size: Points
    leading: Points = 1.35
    bold: bool = False
    colour: ColourRole = "ink"
    before: Points = 0.0
    after: Points = 0.0
    indent: Points = 0.0
    align: Literal["start", "end", "centre"] = "start"

    def smaller(self, factor: float, least: float) -> TextStyle:
        """The same in smaller type, down to the least size where it is not smaller than that already."""
        return self.model_copy(update={"size": max(self.size * factor, min(self.size, least))})


class BoxStyle(Record):
    """How one kind of section, table or list looks; lengths in points."""

    before: Points = 0.0
    after: Points = 0.0
    gap: Points = 0.0
    padding: Points = 0.0
    border: ColourRole | None = None
    border_width: Points = 0.75
    fill: ColourRole | None = None
    bar: ColourRole | None = Field(None, description="A thick line on the starting side.")
    rule_above: ColourRole | None = None
    rule_between: ColourRole | None = Field(None, description="A line above it, unless it is first on its page.")
    rule_below: ColourRole | None = None
    text: Text | None = Field(None, description="The text style of its cells or items.")
    row: Points = 0.0
    grid: ColourRole | None = None
    stretch: Points = Field(0.0, description="Free height that it (or each row or item of it) may take, in points.")
    loose: Points = Field(0.0, description="How far the gaps between its blocks may grow, in points.")
    top: bool = Field(False, description="Cells stand at the top of their row, not in its middle.")


class Margins(Record):
    """Page margins in millimetres."""

    top: Points
    bottom: Points
    side: Points


class Theme(Record):
    """A layout's style.yaml."""

    name: Text
    description: Text
    purpose: Literal["patient", "record"] = "patient"
    margins: Margins
    gap: Points = Field(description="Space between columns, in points.")
    card_stretch: Points = Field(0.0, description="How far the space between two blocks may grow, in points.")
    smallest: Points = Field(description="No text is ever smaller, in points.")
    qr: Points = Field(description="Side of a QR code in millimetres, without its quiet zone.")
    picture: Points = Field(description="Natural height of a picture, in points.")
    picture_most: Points = Field(description="The height a picture may grow to, in points.")
    logo: Points = Field(description="Height of the logo, in points.")
    text: dict[str, TextStyle]
    boxes: dict[str, BoxStyle]


class Style(Record):
    """Theme and brand together, for one paper."""

    theme: Theme
    width: float
    height: float
    colours: dict[str, str]

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height inside the margins, in points."""
        margins = self.theme.margins
        return self.width - 2 * margins.side * MM, self.height - (margins.top + margins.bottom) * MM


def read_theme(path: Path, name: str) -> Theme:
    """A layout's style.yaml. Raises InputError."""
    theme, problems = validate(Theme, read_source(path, name))
    if theme is None or problems:
        raise InputError(problems)
    return theme


def make_style(theme: Theme, brand: str, paper: str) -> Style:
    """The style of one sheet; `brand` is the clinic's colour, `paper` a4 or letter."""
    width, height = PAPERS[paper]
    readable = readable_colour(brand)
    tint = mixed(readable, "#ffffff", 0.93)
    return Style(theme=theme, width=width, height=height, colours={**_FIXED, "brand": readable, "tint": tint})
