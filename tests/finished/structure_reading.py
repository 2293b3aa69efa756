"""Reads a tagged PDF back as a screen reader does: the structure tree, and each element's words in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

_PAINTING = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"])
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_SPELLED = -1  # inside a span whose text has been taken
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]*)>")
Number = tuple[int, int]
"""The number and generation of an indirect object."""


@dataclass
class Content:
    """What one page draws: words and tag of each marked stretch, which have graphics, the words of artifacts."""

    texts: dict[int, str] = field(default_factory=dict)
    painted: set[int] = field(default_factory=set)
    tags: dict[int, str] = field(default_factory=dict)
    furniture: list[str] = field(default_factory=list)
    glyphs: dict[Number, set[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class Element:
    """One element of the tree; `kids` are elements, and (page, mark) for marked stretches."""

    body: Any
    role: str
    parent: Element | None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    objects: list[Number] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The elements directly inside."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def marks(self) -> list[tuple[int, int]]:
        """The marked stretches directly inside, each by its page and its number there."""
        return [kid for kid in self.kids if not isinstance(kid, Element)]

    def get(self, key: str) -> str:
        """An entry of the element as text."""
        return str(self.body.get(key, ""))

    def attribute(self, key: str) -> Any:
        """An attribute of the element, or None."""
        return self.body.get("/A", pikepdf.Dictionary()).get(key)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for element in self.elements:
            yield from element.walk()


class Tagged:
    """An open tagged PDF."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self.document = document
        self.pages: list[Any] = [page.obj for page in document.pages]
        self._numbers: dict[Number, int] = {page.objgen: index for index, page in enumerate(self.pages)}
        self._maps: dict[Number, dict[int, str]] = {}

    @cached_property
    def contents(self) -> list[Content]:
        """What each page draws."""
        return [self._content(page) for page in self.pages]

    @cached_property
    def root(self) -> Element | None:
        """The tree, or None where there is none."""
        root = self.document.Root.get("/StructTreeRoot")
        return self._element(root.K, None, None) if root is not None and "/K" in root else None

    @property
    def elements(self) -> list[Element]:
        """All elements in reading order."""
        return list(self.root.walk()) if self.root else []

    def mapped(self, font: Any) -> dict[int, str]:
        """The text of each glyph that a font's ToUnicode map knows."""
        if font.objgen not in self._maps:
            stream = font.get("/ToUnicode")
            entries = _MAPPED.findall(stream.read_bytes()) if stream is not None else []
            self._maps[font.objgen] = {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries
            }
        return self._maps[font.objgen]

    def drawn(self, element: Element) -> str:
        """An element's own words as they are drawn."""
        return "".join(self.contents[page].texts.get(mark, "") for page, mark in element.marks)

    def said(self, element: Element) -> str:
        """An element's own words as they are read out."""
        return element.get("/ActualText") or self.drawn(element)

    def _element(self, body: Any, parent: Element | None, page: Any) -> Element:
        page = body.get("/Pg", page)
        found = Element(body, str(body.S)[1:], parent)
        kids = body.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                found.kids.append((self._numbers[page.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                found.kids.append((self._numbers[kid.get("/Pg", page).objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                found.objects.append(kid.Obj.objgen)
            else:
                found.kids.append(self._element(kid, found, page))
        return found

    def _content(self, page: Any) -> Content:
        content, fonts = Content(), page.Resources.get("/Font", pikepdf.Dictionary())
        inside: list[int | None] = []
        font: Any = None
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "BDC" and inside and "/ActualText" in operands[1]:
                self._spell(content, inside[-1], str(operands[1].ActualText))
                inside.append(_SPELLED)
            elif name in ("BMC", "BDC"):
                inside.append(_opened(content, name, operands, nested=bool(inside)))
            elif name == "EMC":
                if inside:
                    inside.pop()
                else:
                    content.faults.append("a mark ends that never began")
            elif name == "Tf":
                font = fonts[str(operands[0])]
            elif name in _SHOWING:
                self._show(content, inside, font, operands[-1])
            elif name in _PAINTING and not inside:
                content.faults.append(f"painted outside structure and artifacts: {name}")
            elif name in _PAINTING and inside[-1] is not None:
                content.painted.add(inside[-1])
        content.faults += ["a mark does not end"] * bool(inside)
        return content

    def _spell(self, content: Content, mark: int | None, text: str) -> None:
        """A span that says itself what its glyphs stand for."""
        if mark is None:
            content.furniture.append(text)
        else:
            content.texts[mark] += text

    def _show(self, content: Content, inside: list[int | None], font: Any, shown: Any) -> None:
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        codes = [int.from_bytes(data[start : start + 2]) for start in range(0, len(data), 2)]
        content.glyphs.setdefault(font.objgen, set()).update(codes)
        text = "".join(self.mapped(font).get(code, "") for code in codes).replace("\u200b", "")
        mark = inside[-1] if inside else None
        if not inside:
            content.faults.append(f"text outside structure and artifacts: {text}")
        elif mark != _SPELLED:
            self._spell(content, mark, text)


def _opened(content: Content, operator: str, operands: Any, *, nested: bool) -> int | None:
    """The number of the marked stretch that an operator begins; None for an artifact."""
    tag = str(operands[0])[1:]
    if nested:
        content.faults.append(f"{tag} begins inside other marked content")
    if operator == "BMC" or "/MCID" not in operands[1]:
        content.faults += [f"{tag} is neither an artifact nor numbered"] * (tag != "Artifact")
        return None
    mark = int(operands[1].MCID)
    if mark in content.texts:
        content.faults.append(f"two stretches are number {mark}")
    content.texts[mark], content.tags[mark] = "", tag
    return mark


def reading(pdf: bytes) -> str:
    """What a screen reader says of a sheet, a line for each element: its type, language, and words or picture."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tagged = Tagged(document)
        assert tagged.root is not None
        title = f"{document.docinfo['/Title']} ({document.Root.Lang})"
        return "".join(f"{line}\n" for line in (title, *_lines(tagged, tagged.root)))


def _lines(tagged: Tagged, element: Element, depth: int = 0) -> Iterator[str]:
    language = f" ({element.get('/Lang')})" if "/Lang" in element.body else ""
    mixed = bool(element.elements and element.marks) and "/ActualText" not in element.body
    words = f"[{element.get('/Alt')}]" if "/Alt" in element.body else "" if mixed else tagged.said(element)
    yield f"{'  ' * depth}{element.role}{language} {words}".rstrip()
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _lines(tagged, kid, depth + 1)
        elif mixed:
            yield f'{"  " * depth}  "{tagged.contents[kid[0]].texts.get(kid[1], "")}"'
