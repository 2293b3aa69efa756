"""What PDF/UA-1 and this project ask of a tagged PDF, judged without the validators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

import pikepdf

from tests.finished.structure_reading import Content, Element, Number, Tagged

HEADINGS: Final = frozenset({"H1", "H2"})
KIDS: Final[dict[str, frozenset[str]]] = {
    "Document": HEADINGS | {"P", "L", "Table", "Figure"},
    **dict.fromkeys(HEADINGS, frozenset()),
    "P": frozenset({"Link"}),
    "L": frozenset({"LI"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "Lbl": frozenset(),
    "LBody": frozenset({"Link"}),
    "Table": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
    "TH": frozenset(),
    "TD": frozenset({"Link"}),
    "Figure": frozenset(),
    "Link": frozenset(),
}
"""The structure types that are used, and what each may hold."""

_NO_TEXT: Final = ("", "\0", "\ufeff", "\ufffe")
_PRINTED: Final = 4
Rule = Callable[[Tagged], Iterator[str]]


def broken_rules(tagged: Tagged) -> list[str]:
    """Every rule that a document breaks, in words."""
    return [fault for rule in RULES for fault in rule(tagged)]


def catalog_says_it_is_tagged(tagged: Tagged) -> Iterator[str]:
    catalog = tagged.document.Root
    info: Any = catalog.get("/MarkInfo", pikepdf.Dictionary())
    if not info.get("/Marked", False) or info.get("/Suspects", False):
        yield "the catalog does not say that the file is tagged"
    if not catalog.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not displayed"
    if tagged.root is None:
        yield "there is no structure tree"
    if "/RoleMap" in catalog.get("/StructTreeRoot", pikepdf.Dictionary()):
        yield "structure types are mapped"


def elements_stand_where_they_may(tagged: Tagged) -> Iterator[str]:
    if tagged.root and tagged.root.role != "Document":
        yield f"the tree begins with {tagged.root.role}"
    for element in tagged.elements:
        if element.role not in KIDS:
            yield f"{element.role} is no structure type of ours"
            continue
        for kid in element.elements:
            if kid.role not in KIDS[element.role]:
                yield f"{kid.role} stands in {element.role}"
        above = element.parent.body if element.parent else tagged.document.Root.StructTreeRoot
        if element.body.get("/P", pikepdf.Dictionary()).objgen != above.objgen:
            yield f"{element.role} does not name its parent"


def headings_never_skip_a_level(tagged: Tagged) -> Iterator[str]:
    levels = [int(element.role[1:]) for element in tagged.elements if element.role in HEADINGS]
    if levels[:1] != [1]:
        yield "the first heading is not H1"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"H{below} follows H{above}"


def pictures_say_what_they_show(tagged: Tagged) -> Iterator[str]:
    for figure in tagged.elements:
        if figure.role != "Figure":
            continue
        if not figure.get("/Alt").strip():
            yield "a picture says nothing"
        box, pages = figure.attribute("/BBox"), {page for page, _ in figure.marks}
        if box is None or len(pages) != 1:
            yield "a picture has no place on one page"
            continue
        left, bottom, right, top = (float(side) for side in box)
        _, _, width, height = (float(side) for side in tagged.pages[pages.pop()].MediaBox)
        if not (0 <= left < right <= width and 0 <= bottom < top <= height):
            yield "a picture's bounds are not on its page"


def tables_are_regular(tagged: Tagged) -> Iterator[str]:
    for element in tagged.elements:
        if element.role == "Table" and len({len(row.elements) for row in element.elements}) != 1:
            yield "the rows of a table differ in length"
        if element.role == "TH" and element.attribute("/Scope") not in ("/Column", "/Row"):
            yield "a heading of a table has no scope"


def list_items_have_one_label_and_a_body(tagged: Tagged) -> Iterator[str]:
    for item in tagged.elements:
        roles = [kid.role for kid in item.elements]
        if item.role == "LI" and (roles.count("LBody") == 0 or "Lbl" in roles[1:] or item.marks):
            yield f"a list item holds {', '.join(roles) or 'nothing'}"
        if item.role == "L" and not item.elements:
            yield "a list has no items"


def links_lead_from_the_text(tagged: Tagged) -> Iterator[str]:
    owners = {number: element for element in tagged.elements for number in element.objects}
    parents, seen = _parents(tagged), set[Number]()
    for page in tagged.pages:
        if page.get("/Tabs") != "/S":
            yield "the tab order of a page is not its structure's"
        for note in page.get("/Annots", []):
            seen.add(note.objgen)
            owner = owners.get(note.objgen)
            if owner is None or owner.role != "Link" or not owner.marks:
                yield "an annotation does not belong to a link in the text"
            elif parents.get(note.get("/StructParent", -1)) != owner.body.objgen:
                yield "an annotation does not lead to its element"
            if note.get("/F", 0) != _PRINTED or not str(note.get("/Contents", "")).strip():
                yield "an annotation is not printed, or does not say where it leads"
    if owners.keys() != seen:
        yield "an element refers to an annotation of no page"
    for element in tagged.elements:
        if (element.role == "Link") != bool(element.objects):
            yield "a link without an annotation"


def content_belongs_to_one_element_or_is_an_artifact(tagged: Tagged) -> Iterator[str]:
    owners = [(mark, element) for element in tagged.elements for mark in element.marks]
    owned = dict(owners)
    if len(owned) != len(owners):
        yield "two elements own the same content"
    parents = _parents(tagged)
    for number, (page, content) in enumerate(zip(tagged.pages, tagged.contents, strict=True)):
        yield from (f"page {number + 1}: {fault}" for fault in content.faults)
        listed = parents.get(page.get("/StructParents", -1))
        if not isinstance(listed, list):
            yield f"page {number + 1} has no place in the parent tree"
            listed = []
        yield from _content_faults(content, number, owned, listed)
    drawn = {(number, mark) for number, content in enumerate(tagged.contents) for mark in content.texts}
    if owned.keys() - drawn:
        yield "an element refers to content that is not there"


def _content_faults(
    content: Content, page: int, owned: dict[tuple[int, int], Element], listed: list[Number]
) -> Iterator[str]:
    if len(listed) != len(content.texts):
        yield "the parent tree lists other content than the page has"
    for mark, tag in content.tags.items():
        element = owned.get((page, mark))
        if element is None:
            yield f"content of page {page + 1} belongs to no element"
        elif element.role != tag:
            yield f"content of {element.role} is marked as {tag}"
        elif (tag == "Figure") != (mark in content.painted):
            yield f"content of {tag} is {'' if mark in content.painted else 'not '}a picture"
        elif listed[mark : mark + 1] != [element.body.objgen]:
            yield "the parent tree does not lead content to its element"


def glyphs_have_a_meaning_and_fonts_are_in_the_file(tagged: Tagged) -> Iterator[str]:
    used: dict[Number, set[int]] = {}
    for content in tagged.contents:
        for number, glyphs in content.glyphs.items():
            used.setdefault(number, set()).update(glyphs)
    for number, glyphs in used.items():
        font: Any = tagged.document.get_object(number)
        if "/FontFile2" not in font.DescendantFonts[0].FontDescriptor:
            yield f"{font.BaseFont} is not in the file"
        known = tagged.mapped(font)
        yield from (f"glyph {code} has no text" for code in sorted(glyphs) if known.get(code, "") in _NO_TEXT)


def text_from_right_to_left_is_given_in_reading_order(tagged: Tagged) -> Iterator[str]:
    from handouts.records.language import has_leftward

    for element in tagged.elements:
        if element.role != "Figure" and has_leftward(tagged.drawn(element)) and not element.get("/ActualText"):
            yield f"the letters of {element.role} stand in drawing order"


def _parents(tagged: Tagged) -> dict[int, Number | list[Number]]:
    """The parent tree: for a page the elements of its content by number, for an annotation its element."""
    root = tagged.document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    entries = list(root.get("/ParentTree", pikepdf.Dictionary()).get("/Nums", []))
    return {
        int(key): [kid.objgen for kid in owner] if isinstance(owner, pikepdf.Array) else owner.objgen
        for key, owner in zip(entries[::2], entries[1::2], strict=True)
    }


RULES: Final[tuple[Rule, ...]] = (
    catalog_says_it_is_tagged,
    elements_stand_where_they_may,
    headings_never_skip_a_level,
    pictures_say_what_they_show,
    tables_are_regular,
    list_items_have_one_label_and_a_body,
    links_lead_from_the_text,
    content_belongs_to_one_element_or_is_an_artifact,
    glyphs_have_a_meaning_and_fonts_are_in_the_file,
    text_from_right_to_left_is_given_in_reading_order,
)
