"""The closed vocabulary of a layout: which elements there are, what they contain, and how values are written in it.

A value of the programme (a picture's key, an amount of a dose) goes through the layout XML as attributes; both
directions stand here side by side, so that nothing is put into a text to be found in it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handouts.errors import did_you_mean
from handouts.programme.phrase import Quantity
from handouts.programme.picture_key import ClinicPicture, DrawnPicture, PictureKey

_PICTURE: Final = 'write exercise="clamshell" position="1", or file="lakeside/logo.svg"'


class Slip(Exception):  # noqa: N818  # it becomes a LayoutError with its line as soon as the parser catches it
    """Something that is not in the vocabulary: the code, the message and the hint of a Problem."""


@dataclass(frozen=True, slots=True)
class Element:
    """What one element of the vocabulary may contain."""

    children: frozenset[str] = frozenset()
    text: bool = False
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


def _element(children: str = "", *, text: bool = False, required: str = "", optional: str = "") -> Element:
    return Element(frozenset(children.split()), text, frozenset(required.split()), frozenset(optional.split()))


_FLOW: Final = "section columns h1 h2 h3 p ol ul table picture scale qr"
VOCABULARY: Final[Mapping[str, Element]] = {
    "sheet": _element(f"header footer {_FLOW}", required="lang title"),
    "header": _element(_FLOW),
    "footer": _element(_FLOW),
    "section": _element(_FLOW, optional="class keep page"),
    "columns": _element("section", required="widths", optional="class align roomy reads"),
    "h1": _element(text=True, optional="class lang"),
    "h2": _element(text=True, optional="class number side lang"),
    "h3": _element(text=True, optional="class lang"),
    "p": _element(text=True, optional="class lang"),
    "ol": _element("li also", optional="class"),
    "ul": _element("li also", optional="class"),
    "li": _element(text=True),
    "also": _element(text=True, required="lang", optional="class"),
    "table": _element("tr", required="widths", optional="class"),
    "tr": _element("th td"),
    "th": _element(text=True),
    "td": _element(text=True, optional="ticks"),
    "picture": _element(required="alt", optional="class number exercise position mirrored file"),
    "scale": _element("li", required="fine ease"),
    "qr": _element(required="href alt"),
}
INLINE: Final[Mapping[str, Element]] = {
    "b": _element(),
    "a": _element(required="href"),
    "amount": _element(required="number", optional="unit joined"),
    "page": _element(),
    "pages": _element(),
}


def check_attributes(tag: str, attributes: Mapping[str, str], element: Element) -> None:
    """Raise a Slip for an attribute that the element has not, or that it lacks."""
    known = element.required | element.optional
    for name in attributes:
        if name not in known:
            raise Slip("attribute", f"<{tag}> has no attribute '{name}'", did_you_mean(name, known))
    for name in sorted(element.required - attributes.keys()):
        raise Slip("attribute", f"<{tag}> needs the attribute '{name}'", "")
    href = attributes.get("href")
    if href is not None and not re.match(r"https?://", href):
        raise Slip("link", f"<{tag}> leads to something that is not a web address", "write https://…")


# --- values: what is written as attributes is read back as the same value ------------------------------------


def picture_attributes(key: PictureKey) -> dict[str, str]:
    """The attributes that name a picture."""
    if isinstance(key, ClinicPicture):
        return {"file": key.file}
    turned = {"mirrored": "yes"} if key.mirrored else {}
    return {"exercise": key.exercise, "position": str(key.position), **turned}


def picture_key(attributes: Mapping[str, str]) -> PictureKey:
    """The picture that attributes name. Raises Slip unless they name exactly one."""
    drawn = {"exercise", "position", "mirrored"} & attributes.keys()
    if ("file" in attributes) == bool(drawn):
        raise Slip("picture", "<picture> must name a figure or a file", _PICTURE)
    if "file" in attributes:
        return ClinicPicture(attributes["file"])
    position = attributes.get("position", "")
    if "exercise" not in drawn or not re.fullmatch("[1-9]", position):
        raise Slip("picture", "<picture> must name an exercise and the number of a position", _PICTURE)
    return DrawnPicture(attributes["exercise"], int(position), mirrored=_yes("picture", "mirrored", attributes))


def amount_attributes(amount: Quantity) -> dict[str, str]:
    """The attributes of a quantity."""
    unit = {"unit": amount.unit} if amount.unit else {}
    return {"number": amount.number, **unit, **({"joined": "yes"} if amount.joined else {})}


def amount_of(attributes: Mapping[str, str]) -> Quantity:
    """The quantity that attributes are about. Raises Slip."""
    if not attributes["number"].strip():
        raise Slip("amount", "<amount> has no number", 'write number="10"')
    return Quantity(attributes["number"], attributes.get("unit", ""), _yes("amount", "joined", attributes))


def _yes(tag: str, name: str, attributes: Mapping[str, str]) -> bool:
    if attributes.get(name, "yes") != "yes":
        raise Slip(
            "attribute", f"the attribute '{name}' of <{tag}> must be yes", "leave it out where it does not hold"
        )
    return name in attributes
