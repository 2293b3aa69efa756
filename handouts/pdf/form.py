"""A baked figure + a palette -> a form XObject, which a document holds once however often it is shown."""

from __future__ import annotations

from handouts.figures.picture.baked import BakedPosition
from handouts.figures.picture.operators import index_table
from handouts.figures.picture.palettes import COLOUR_NAMES, Palette
from handouts.pdf.objects import RawObject


def figure_form(drawn: BakedPosition, palette: Palette) -> RawObject:
    """A form XObject whose stream was prepared and deflated when the figure was baked, in a sheet's colours."""
    states = " ".join(f"/O{part} <</ca {part / 100:g} /CA {part / 100:g}>>" for part in drawn.opacities)
    shown = 1 if palette.hatched else 0
    colours = f"[/Indexed /DeviceRGB {len(COLOUR_NAMES) - 1} <{index_table(palette).hex()}>]"
    head = (
        f"<</Type /XObject /Subtype /Form /BBox [0 0 {drawn.width:g} {drawn.height:g}]"
        f" /Resources <</ColorSpace <</P {colours}>>"
        f" /ExtGState <<{states} /H <</ca {shown} /CA {shown}>>>>>>"
        f" /Filter /FlateDecode /Length {len(drawn.stream)}>>"
    )
    return RawObject(head.encode("ascii") + b"\nstream\n" + drawn.stream + b"\nendstream\n")
