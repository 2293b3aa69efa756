"""What is drawn -> the structure tree: what a screen reader follows (PDF/UA-1, ISO 14289-1).

An element comes into being when its first content is drawn and is found again by its key, so that a paragraph
that goes on over a page stays one element. Elements are in drawing order, which is reading order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from handouts.pdf.objects import Objects, RawObject, Reference, text_string


@dataclass(frozen=True, slots=True)
class Tag:
    """Which element content belongs to: found again by `key` among its siblings.

    `name` is a standard structure type of ISO 32000-1 section 14.8.4, `attributes` a dictionary's entries in PDF
    syntax. `whole` content (a picture) is marked with all its graphics, any other with its text alone; `single`
    content that is drawn a second time (the heading row of a table) is an artifact.
    """

    key: Hashable
    name: str
    language: str = ""
    alternative: str = ""
    attributes: str = ""
    whole: bool = False
    single: bool = False

    def within(self, left: float, bottom: float, right: float, top: float) -> Tag:
        """The same tag with the bounds of its picture on the page, in points."""
        box = f"{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}"
        return replace(self, attributes=f"/O /Layout /Placement /Block /BBox [{box}]")


class Mark(NamedTuple):
    """A stretch of a page's content, by its number on the page."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A link's place on a page."""

    page: int
    reference: Reference


@dataclass(slots=True, eq=False)
class Element:
    """One element of the tree."""

    tag: Tag
    parent: Element | None = None
    kids: list[Element | Mark | Annotation] = field(default_factory=list)
    children: dict[Hashable, Element] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    leftwards: bool = False

    def child(self, tag: Tag) -> Element:
        """The element of a tag, made where there is none yet."""
        found = self.children.get(tag.key)
        if found is None:
            found = self.children[tag.key] = Element(tag, self)
            self.kids.append(found)
        return found

    def say(self, text: str, *, apart: bool, leftwards: bool) -> None:
        """Note what a line says in reading order, for an element that has a line from right to left."""
        self.said.append(f" {text}" if self.said and apart else text)
        self.leftwards = self.leftwards or leftwards

    def walk(self) -> Iterator[Element]:
        """This element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


class StructureTree:
    """The elements of one document, and where each marked stretch and each link belongs."""

    def __init__(self) -> None:
        self.root = Element(Tag("document", "Document"))
        self.page_keys: list[int] = []
        self._parents: list[list[Element] | Element] = []

    def new_page(self) -> None:
        """Start to count the marks of the next page."""
        self.page_keys.append(len(self._parents))
        self._parents.append([])

    def mark(self, element: Element) -> int:
        """A new marked stretch on the current page; its number there."""
        marks = self._parents[self.page_keys[-1]]
        assert isinstance(marks, list)
        marks.append(element)
        element.kids.append(Mark(len(self.page_keys) - 1, len(marks) - 1))
        return len(marks) - 1

    def next_key(self) -> int:
        """The key in the parent tree of the link that comes next."""
        return len(self._parents)

    def link(self, element: Element, reference: Reference) -> None:
        """A link annotation on the current page belongs to an element."""
        self._parents.append(element)
        element.kids.append(Annotation(len(self.page_keys) - 1, reference))

    def add_to(self, objects: Objects, pages: list[Reference]) -> Reference:
        """Write the tree; `pages` are the document's pages."""
        top = RawObject()
        above = objects.number(top)
        raw = {element: RawObject() for element in self.root.walk()}
        references = {element: objects.number(body) for element, body in raw.items()}
        for element, body in raw.items():
            parent = references[element.parent] if element.parent else above
            body.body = _dictionary(element, parent, references, pages).encode("ascii")
        keys = " ".join(
            f"{key} [{' '.join(references[element] for element in owner)}]"
            if isinstance(owner, list)
            else f"{key} {references[owner]}"
            for key, owner in enumerate(self._parents)
        )
        nodes = objects.add(f"<</Nums [{keys}]>>")
        top.body = (
            f"<</Type /StructTreeRoot /K {references[self.root]} /ParentTree {nodes}"
            f" /ParentTreeNextKey {len(self._parents)}>>"
        ).encode("ascii")
        return above


def _dictionary(
    element: Element, parent: Reference, references: dict[Element, Reference], pages: list[Reference]
) -> str:
    tag = element.tag
    own = {kid.page for kid in element.kids if isinstance(kid, Mark)}
    page = min(own) if len(own) == 1 else None
    kids = " ".join(_kid(kid, page, references, pages) for kid in element.kids)
    parts = [f"<</S /{tag.name} /P {parent} /K [{kids}]"]
    if page is not None:
        parts.append(f"/Pg {pages[page]}")
    if tag.language:
        parts.append(f"/Lang {text_string(tag.language)}")
    if tag.alternative:
        parts.append(f"/Alt {text_string(tag.alternative)}")
    if element.leftwards and not element.children:
        parts.append(f"/ActualText {text_string(''.join(element.said))}")
    if tag.attributes:
        parts.append(f"/A <<{tag.attributes}>>")
    return " ".join(parts) + ">>"


def _kid(
    kid: Element | Mark | Annotation, page: int | None, references: dict[Element, Reference], pages: list[Reference]
) -> str:
    if isinstance(kid, Element):
        return references[kid]
    if isinstance(kid, Annotation):
        return f"<</Type /OBJR /Pg {pages[kid.page]} /Obj {kid.reference}>>"
    return str(kid.number) if page is not None else f"<</Type /MCR /Pg {pages[kid.page]} /MCID {kid.number}>>"
