"""Layout XML -> a tree of Blocks with line numbers, in a closed vocabulary.

An element, attribute or inline tag that is not in the vocabulary, text where none belongs, or a missing
attribute is an error with the line; DOCTYPE and entities are refused. `handouts layout FILE` prints this XML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from handouts.errors import LayoutError, did_you_mean, one_of


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `href` makes it a link."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One element of the layout; a text element has runs, any other has children."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Block, ...]
    runs: tuple[Run, ...]
    line: int

    def get(self, name: str, default: str = "") -> str:
        """An attribute, or the default."""
        return self.attributes.get(name, default)


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
    "picture": _element(required="src alt", optional="class number"),
    "scale": _element("li", required="fine ease"),
    "qr": _element(required="href alt"),
}
INLINE: Final = {
    "b": frozenset[str](),
    "a": frozenset({"href"}),
    "page": frozenset[str](),
    "pages": frozenset[str](),
}
PAGE, PAGES = "\ue000", "\ue001"  # stand for the page number and the number of pages until both are known
_SPACE: Final = re.compile(r"[ \t\n\r]+")


def parse_layout(xml: str, name: str) -> Block:
    """The sheet's block tree; `name` is what messages call the layout. Raises LayoutError."""
    return _Parser(name).parse(xml)


class _Open:
    """An element whose end has not come yet."""

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.children: list[Block] = []
        self.runs: list[Run] = []

    def close(self) -> Block:
        return Block(self.tag, self.attributes, tuple(self.children), _tidy(self.runs), self.line)


class _Parser:
    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[_Open] = []
        self.bold = 0
        self.href = ""
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
        if tag in INLINE:
            self._start_inline(tag, attributes)
            return
        if tag not in VOCABULARY:
            raise self._error("element", f"<{tag}> is not an element of the layout", did_you_mean(tag, VOCABULARY))
        allowed = VOCABULARY[self.open[-1].tag].children if self.open else frozenset({"sheet"})
        if tag not in allowed:
            where = f"in <{self.open[-1].tag}>" if self.open else "outside <sheet>"
            hint = f"allowed here: {one_of(sorted(allowed))}" if allowed else "only text is allowed here"
            raise self._error("element", f"<{tag}> is not allowed {where}", hint)
        self._check_attributes(tag, attributes, VOCABULARY[tag].required, VOCABULARY[tag].optional)
        self.open.append(_Open(tag, attributes, self.expat.CurrentLineNumber))

    def _start_inline(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.open or not VOCABULARY[self.open[-1].tag].text:
            raise self._error("element", f"<{tag}> stands outside a text", "put it inside a <p>")
        self._check_attributes(tag, attributes, INLINE[tag], frozenset())
        if tag == "b":
            self.bold += 1
        elif tag == "a":
            self.href = attributes["href"]
        else:
            self._add_run(PAGE if tag == "page" else PAGES)

    def _check_attributes(
        self, tag: str, attributes: dict[str, str], required: frozenset[str], optional: frozenset[str]
    ) -> None:
        for name in attributes:
            if name not in required | optional:
                hint = did_you_mean(name, required | optional)
                raise self._error("attribute", f"<{tag}> has no attribute '{name}'", hint)
        for name in sorted(required - attributes.keys()):
            raise self._error("attribute", f"<{tag}> needs the attribute '{name}'", "")
        href = attributes.get("href")
        if href is not None and not re.match(r"https?://", href):
            raise self._error("link", f"<{tag}> leads to something that is not a web address", "write https://…")

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            self.bold -= tag == "b"
            self.href = "" if tag == "a" else self.href
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
        self._add_run(text)

    def _add_run(self, text: str) -> None:
        self.open[-1].runs.append(Run(text, self.bold > 0, self.href))

    def _doctype(self, *_: Any) -> None:
        raise self._error("doctype", "DOCTYPE, entities and processing instructions are not allowed", "")

    def _error(self, code: str, message: str, hint: str, line: int = 0) -> LayoutError:
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
            tidy.append(Run(text, run.bold, run.href))
    if tidy:
        tidy[-1] = Run(tidy[-1].text.rstrip(" "), tidy[-1].bold, tidy[-1].href)
    return tuple(run for run in tidy if run.text)
