"""Who is drawn in the pictures: a clinic's or a patient's choice, and the palette that follows from it."""

from __future__ import annotations

from typing import Final, Literal

from handouts.figures.picture.palettes import HAIRS, SKINS, Dress, Palette, coloured, ink_saver
from handouts.reading.validation import Record, YesNo
from handouts.records.colour import lightened

Build = Literal["standard", "man", "slim", "fuller", "older", "pregnant"]
Skin = Literal["light", "fair", "medium", "olive", "brown", "deep"]
Hair = Literal["black", "brown", "chestnut", "red", "blond", "grey", "white"]
DRAWN_BUILD: Final = "standard"
_LEGGINGS: Final = "#3d4450"
_SHOES: Final = "#7d8a97"
_HAIR_OF: Final[dict[str, Hair]] = {"older": "grey"}


class Person(Record):
    """How the person in the pictures looks; what is left out is the clinic's, or else the library's, choice."""

    build: Build | None = None
    skin: Skin | None = None
    hair: Hair | None = None
    leggings: YesNo | None = None
    shoes: YesNo | None = None

    def over(self, default: Person) -> Person:
        """This choice where it says something, and the default where it does not."""
        chosen = {name: getattr(self, name) for name in Person.model_fields}
        return default.model_copy(update={name: value for name, value in chosen.items() if value is not None})


def palette_of(person: Person, brand: str, *, saving: bool) -> Palette:
    """The colours of all pictures of a sheet; `brand` dresses the person, `saving` is line art."""
    if saving:
        return ink_saver()
    build = person.build or DRAWN_BUILD
    dress = Dress(
        skin=SKINS[person.skin or "medium"],
        hair=HAIRS[person.hair or _HAIR_OF.get(build, "brown")],
        top=_lively(brand),
        legs=_LEGGINGS if person.leggings else None,
        feet=_SHOES if person.shoes else None,
    )
    return coloured(dress)


def _lively(brand: str) -> str:
    """The brand's hue, light enough that the lines on the shirt stay readable."""
    return lightened(brand, 0.40)
