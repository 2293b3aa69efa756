"""Who wears what -> the colour behind each colour name of a picture.

A palette is chosen when a sheet is made; the picture itself is never traced again for it. Names end in
`_shade` (turned away from the light), `_far` (a limb behind the body) or both. The ink-saver palette is its
own design, not the colours turned grey: white skin, tinted cloth, black lines, and hatching for the glow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SKINS: Final = {  # own choice: six tones from light to deep
    "light": "#f2d3bd",
    "fair": "#eabf9f",
    "medium": "#e0ab84",
    "olive": "#c98f63",
    "brown": "#9c6644",
    "deep": "#6d452f",
}
HAIRS: Final = {
    "black": "#2a2422",
    "brown": "#54392b",
    "chestnut": "#7d4a2c",
    "red": "#a85a2c",
    "blond": "#cda766",
    "grey": "#9b9fa4",
    "white": "#dcdee1",
}
_THINGS: Final = {  # lines, props and signs; the same for everyone
    "ink": "#22303c",
    "white": "#ffffff",
    "wood": "#dbc39f",
    "wood_shade": "#c2a77f",
    "foam": "#9fb3cc",
    "foam_shade": "#8099b8",
    "pillow": "#eef1f5",
    "pillow_shade": "#d5dce4",
    "strap": "#e9a13b",
    "strap_shade": "#c9842a",
    "wall": "#f1f3f5",
    "wall_shade": "#dfe4e9",
    "stone": "#dfe2e5",
    "stone_shade": "#c3c9cf",
    "mat": "#cfe1da",
    "mat_shade": "#aec7be",
    "shadow": "#dde2e6",
    "shadow_mat": "#b5cdc4",
    "glow": "#f23a1d",
    "arrow": "#d8432f",
}
_CLOTHES: Final = ("top", "bottom", "skin", "arm", "leg", "foot", "hair")
_SHADES: Final = {"": 1.0, "_shade": 0.86, "_far": 0.9, "_far_shade": 0.79}
_SAVED: Final = {  # grey levels of the ink-saver palette: plain, shade, far, far and shade
    "skin": (255, 232, 226, 208),
    "arm": (255, 232, 226, 208),
    "leg": (255, 232, 226, 208),
    "foot": (255, 232, 226, 208),
    "top": (218, 198, 202, 184),
    "bottom": (160, 142, 146, 130),
    "hair": (70, 52, 70, 52),
}
_SAVED_THINGS: Final = {
    "ink": "#101010",
    "white": "#ffffff",
    "wood": "#f0f0f0",
    "wood_shade": "#d8d8d8",
    "foam": "#dedede",
    "foam_shade": "#c4c4c4",
    "pillow": "#f8f8f8",
    "pillow_shade": "#e4e4e4",
    "strap": "#8c8c8c",
    "strap_shade": "#707070",
    "wall": "#f5f5f5",
    "wall_shade": "#e6e6e6",
    "stone": "#efefef",
    "stone_shade": "#d9d9d9",
    "mat": "#f2f2f2",
    "mat_shade": "#d6d6d6",
    "shadow": "#e4e4e4",
    "shadow_mat": "#dadada",
    "glow": "#ffffff",
    "arrow": "#101010",
}
COLOUR_NAMES: Final = (*(name + ending for name in _CLOTHES for ending in _SHADES), *_THINGS, "hatch")


@dataclass(frozen=True, slots=True)
class Palette:
    """`#rrggbb` of every colour name, and whether the target is hatched because colour cannot show it."""

    colours: Mapping[str, str]
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Dress:
    """Colours a person wears; `legs` and `feet` are bare (None) or the colour of leggings and shoes."""

    skin: str = SKINS["medium"]
    hair: str = HAIRS["brown"]
    top: str = "#2f9aa6"
    bottom: str = "#3a4a6b"
    legs: str | None = None
    feet: str | None = None


def coloured(dress: Dress) -> Palette:
    """The palette of a person for screen and colour print."""
    worn = {
        "top": dress.top,
        "bottom": dress.legs or dress.bottom,
        "skin": dress.skin,
        "arm": dress.skin,
        "leg": dress.legs or dress.skin,
        "foot": dress.feet or dress.skin,
        "hair": dress.hair,
    }
    shades = {
        name + ending: _deeper(colour, factor)
        for name, colour in worn.items()
        for ending, factor in _SHADES.items()
    }
    return Palette({**_THINGS, **shades, "hatch": _THINGS["glow"]})


def ink_saver() -> Palette:
    """The palette for black-and-white printers."""
    worn = {
        name + ending: f"#{grey:02x}{grey:02x}{grey:02x}"
        for name, greys in _SAVED.items()
        for ending, grey in zip(_SHADES, greys, strict=True)
    }
    return Palette({**_SAVED_THINGS, **worn, "hatch": "#101010"}, hatched=True)


def _deeper(colour: str, factor: float) -> str:
    """A colour darkened by a factor."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * factor):02x}" for part in parts)
