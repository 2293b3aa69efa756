"""Colours as `#rrggbb`: contrast, and what is done to a colour until it can be read."""

from __future__ import annotations

import colorsys
from functools import cache
from typing import Final

TEXT_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3


@cache
def readable_colour(colour: str) -> str:
    """The colour itself, or darkened until text in it can be read on white (and white text on it)."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    while contrast(colour, "#ffffff") < TEXT_CONTRAST:
        light -= 0.01
        colour = _hex(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in rgb)


def mixed(one: str, other: str, share: float) -> str:
    """Two colours mixed; `share` is how much of the second."""
    a, b = _rgb(one), _rgb(other)
    return _hex((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share))


def lightened(colour: str, least: float) -> str:
    """The colour itself, or lightened until its lightness (0 to 1) is at least `least`."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    return colour if light >= least else _hex(colorsys.hls_to_rgb(hue, least, saturation))
