"""Block tree + Style -> boxes: one function for each element of the layout's vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from handouts.errors import LayoutError, did_you_mean
from handouts.pdf import fonts
from handouts.pdf.boxes import Box
from handouts.pdf.structure import Tag
from handouts.pdf.text import Lines, break_lines, longest_word
from handouts.reading.characters import character_name
from handouts.records.language import leftward
from handouts.sheet.layout import PAGE, PAGES, Block, Run
from handouts.sheet.pictures import Picture, Pictures
from handouts.sheet.style import BoxStyle, Style, TextStyle

V = TypeVar("V")
Element = Callable[["Typesetter", Block, float], Box]
ELEMENTS: dict[str, Element] = {}


def typesets(*tags: str) -> Callable[[Element], Element]:
    """Register the function that typesets an element."""

    def register(function: Element) -> Element:
        for tag in tags:
            ELEMENTS[tag] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Typesetter:
    """What every element needs.

    That is the style, the pictures, the layout's name for messages, the sheet's language, the page numbers, whether
    there is room for larger pictures, and by what factor text is smaller than the layout wants it.
    """

    style: Style
    pictures: Pictures
    name: str
    language: str
    page_numbers: tuple[int, int] = (0, 0)
    roomy: bool = False
    factor: float = 1.0

    def box(self, block: Block, width: float) -> Box:
        """One block, measured for a width in points."""
        return ELEMENTS[block.tag](self, block, width)

    def boxes(self, block: Block, width: float) -> list[Box]:
        """All children of a block, one below the other; what repeats a text in another language stays with it."""
        boxes = [self.box(child, width) for child in block.children]
        for index, child in enumerate(block.children[1:]):
            if child.get("lang"):
                boxes[index] = replace(boxes[index], glued=True)
        return boxes

    def text_style(self, block: Block, name: str) -> TextStyle:
        """The text style a block asks for. Raises LayoutError when the layout has none of that name."""
        theme = self.style.theme
        style = self._known(block, name, theme.text, "text")
        return style if self.factor == 1.0 else style.smaller(self.factor, theme.smallest)

    def box_style(self, block: Block, name: str) -> BoxStyle:
        """The box style a block asks for. Raises LayoutError when the layout has none of that name."""
        return self._known(block, name, self.style.theme.boxes, "box")

    def lines(self, block: Block, style: TextStyle, width: float) -> Lines:
        """A block's text, broken into lines."""
        return self.broken(self.runs(block), style, width, block.get("lang"))

    def broken(self, runs: tuple[Run, ...], style: TextStyle, width: float, language: str = "") -> Lines:
        """Runs in the direction of a language (without one, of the sheet's), broken into lines."""
        return break_lines(runs, style, width, leftward(language or self.language))

    def longest_word(self, block: Block, style: TextStyle) -> float:
        """The width of a block's longest word, in points."""
        return longest_word(self.runs(block), style, leftward(block.get("lang") or self.language))

    def tag(self, block: Block, name: str, attributes: str = "", part: str = "") -> Tag:
        """The structure element of a block, or of a part of it."""
        language = block.get("lang") if not part else ""
        return Tag((id(block), part), name, language=language, attributes=attributes)

    def runs(self, block: Block) -> tuple[Run, ...]:
        """A block's text with its page numbers. Raises LayoutError for a character no font can draw."""
        runs = tuple(self._numbered(run) if run.text in (PAGE, PAGES) else run for run in block.runs)
        for run in runs:
            character = fonts.undrawable(run.text)
            if character is not None:
                message = f"no installed font can set {character_name(character)}"
                raise self.error(block, "glyph", message, "use another character")
        return runs

    def _numbered(self, run: Run) -> Run:
        page, pages = self.page_numbers
        return replace(run, text=str(page if run.text == PAGE else pages))

    def picture(self, block: Block) -> Picture:
        """The picture a block names. Raises LayoutError when there is none of that name."""
        found = self.pictures.get(block.picture) if block.picture else None
        if found is None:
            raise self.error(block, "picture", "there is no picture of this name", "see the clinic file")
        return found

    def error(self, block: Block, code: str, message: str, hint: str = "") -> LayoutError:
        """A LayoutError at a block's line."""
        return LayoutError(LayoutError.single(self.name, code, message, hint, block.line).problems)

    def _known(self, block: Block, name: str, styles: Mapping[str, V], kind: str) -> V:
        if name not in styles:
            hint = did_you_mean(name, styles) or "see style.yaml of the layout"
            raise self.error(block, "class", f"the layout has no {kind} style '{name}'", hint)
        return styles[name]
