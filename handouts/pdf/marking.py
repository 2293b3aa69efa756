"""What is drawn inside which tag -> marks in a page's content, each tied to its element of the structure tree.

What is drawn inside a tag belongs to the tag's element; all else is an artifact, which no screen reader reads out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from handouts.pdf.structure import Element, StructureTree, Tag

_NOTHING: Final = "nothing"  # no stretch of content is open


class Marking:
    """The marks of one document; `write` adds an operator to the content of the current page."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.tree = StructureTree()
        self.tree.new_page()
        self._write = write
        self._inside: list[Element | None] = [self.tree.root]
        self._marked: Element | str | None = _NOTHING

    @property
    def element(self) -> Element | None:
        """What is drawn now belongs to this element; None for an artifact."""
        return self._inside[-1]

    @contextmanager
    def inside(self, tag: Tag) -> Iterator[None]:
        """What is drawn in this context belongs to the tag's element."""
        above = self._inside[-1]
        again = above is not None and tag.single and tag.key in above.children
        self._inside.append(None if above is None or again else above.child(tag))
        try:
            yield
        finally:
            self._inside.pop()

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn in this context stands on every page and is not read out."""
        self._inside.append(None)
        try:
            yield
        finally:
            self._inside.pop()

    def mark(self, *, text: bool = False) -> None:
        """Mark what is drawn next as content of the current element, or as an artifact."""
        element = self.element
        wanted = element if element is not None and (text or element.tag.whole) else None
        if wanted is self._marked:
            return
        self._end()
        if wanted is None:
            self._write("/Artifact BMC")
        else:
            self._write(f"/{wanted.tag.name} <</MCID {self.tree.mark(wanted)}>> BDC")
        self._marked = wanted

    def _end(self) -> None:
        if self._marked is not _NOTHING:
            self._write("EMC")
        self._marked = _NOTHING

    @contextmanager
    def page_end(self) -> Iterator[None]:
        """The current page ends in this context, and after it the next begins."""
        self._end()
        yield
        self.tree.new_page()
