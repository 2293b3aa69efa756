"""Layout XML -> a tree of Blocks with line numbers.

An element, attribute or inline tag that is not in the vocabulary, text where none belongs, or a missing
attribute is an error with the line; DOCTYPE and entities are refused. `handouts layout FILE` prints this XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from xml.parsers import expat

from handouts.errors import LayoutError, did_you_mean, one_of
from handouts.programme.phrase import Quantity
from handouts.programme.picture_key import PictureKey
from handouts.sheet.vocabulary import (
    INLINE,
    VOCABULARY,
    Slip,
    amount_of,
    check_attributes,
    picture_key,
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `href` makes it a link, `amount` is the value that the text says."""

    text: str
    bold: bool = False
    href: str = ""
    amount: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One element of the layout; a text element has runs, a picture its key, any other has children."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Block, ...]
    runs: tuple[Run, ...]
    line: int
    picture: PictureKey | None = None

    def get(self, name: str, default: str = "") -> str:
        """An attribute, or the default."""
        return self.attributes.get(name, default)

    def walk(self) -> Iterator[Block]:
        """This block and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


PAGE, PAGES = "\ue000", "\ue001"  # stand for the page number and the number of pages until both are known
_PAGE_NUMBERS: Final = {"page": PAGE, "pages": PAGES}
_SPACE: Final = re.compile(r"[ \t\n\r]+")


def parse_layout(xml: str, name: str) -> Block:
    """The sheet's block tree; `name` is what messages call the layout. Raises LayoutError."""
    return _Parser(name).parse(xml)


class _Open:
    """An element whose end has not come yet."""

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.picture = picture_key(attributes) if tag == "picture" else None
        self.children: list[Block] = []
        self.runs: list[Run] = []

    def close(self) -> Block:
        return Block(self.tag, self.attributes, tuple(self.children), _tidy(self.runs), self.line, self.picture)


class _Parser:
    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[_Open] = []
        self.bold = 0
        self.href = ""
        self.empty = ""  # the open element that holds nothing
        self.root: Block | None = None
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.StartDoctypeDeclHandler = self._doctype
        self.expat.ProcessingInstructionHandler = self._doctype

    def parse(self, xml: str) -> Block:
        try:
            self.expat.Parse(xml, True)
        except expat.ExpatError as error:
            raise self._error(
                "xml", f"is not well-formed XML ({expat.ErrorString(error.code)})", "", error.lineno
            ) from None
        assert self.root is not None
        return self.root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        try:
            (self._start_inline if tag in INLINE else self._start_block)(tag, attributes)
        except Slip as slip:
            raise self._error(*slip.args) from None

    def _start_block(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in VOCABULARY:
            raise Slip("element", f"<{tag}> is not an element of the layout", did_you_mean(tag, VOCABULARY))
        allowed = VOCABULARY[self.open[-1].tag].children if self.open else frozenset({"sheet"})
        if tag not in allowed:
            where = f"in <{self.open[-1].tag}>" if self.open else "outside <sheet>"
            hint = f"allowed here: {one_of(sorted(allowed))}" if allowed else "only text is allowed here"
            raise Slip("element", f"<{tag}> is not allowed {where}", hint)
        check_attributes(tag, attributes, VOCABULARY[tag])
        self.open.append(_Open(tag, attributes, self.expat.CurrentLineNumber))

    def _start_inline(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.open or not VOCABULARY[self.open[-1].tag].text:
            raise Slip("element", f"<{tag}> stands outside a text", "put it inside a <p>")
        if self.empty:
            raise Slip("element", f"<{tag}> is not allowed in <{self.empty}>", "nothing is")
        check_attributes(tag, attributes, INLINE[tag])
        if tag == "b":
            self.bold += 1
        elif tag == "a":
            self.href = attributes["href"]
        else:
            amount = amount_of(attributes) if tag == "amount" else None
            self._add_run(str(amount) if amount else _PAGE_NUMBERS[tag], amount)
            self.empty = tag

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            self.bold -= tag == "b"
            self.href = "" if tag == "a" else self.href
            self.empty = ""
            return
        block = self.open.pop().close()
        if self.open:
            self.open[-1].children.append(block)
        else:
            self.root = block

    def _text(self, text: str) -> None:
        rest = text.lstrip(" \t\n\r")
        if not rest and not (self.open and VOCABULARY[self.open[-1].tag].text):
            return
        if not self.open or not VOCABULARY[self.open[-1].tag].text:
            line = self.expat.CurrentLineNumber - rest.count("\n")  # expat has read on to the next element
            message = f"text stands directly in <{self.open[-1].tag}>"
            raise self._error("stray-text", message, "put it inside a <p>", line)
        if self.empty:
            raise self._error("stray-text", f"text stands in <{self.empty}>", "put it after the element")
        self._add_run(text)

    def _add_run(self, text: str, amount: Quantity | None = None) -> None:
        self.open[-1].runs.append(Run(text, self.bold > 0, self.href, amount))

    def _doctype(self, *_: Any) -> None:
        raise self._error("doctype", "DOCTYPE, entities and processing instructions are not allowed", "")

    def _error(self, code: str, message: str, hint: str = "", line: int = 0) -> LayoutError:
        single = LayoutError.single(self.name, code, message, hint, line or self.expat.CurrentLineNumber)
        return LayoutError(single.problems)


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Fold white space as HTML does: one space between words, none at the ends."""
    tidy: list[Run] = []
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if not tidy or tidy[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            tidy.append(replace(run, text=text))
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return tuple(run for run in tidy if run.text)
