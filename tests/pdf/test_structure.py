"""What is drawn -> the structure tree: elements in drawing order, found again, tied to their marks and pages."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfdoc import PDFObject

from handouts.pdf.objects import Objects, RawObject, Reference, text_string
from handouts.pdf.structure import StructureTree, Tag

PAGES = [Reference("101 0 R"), Reference("102 0 R")]
P = Tag("p", "P")


class Written(Objects):
    """Keeps the objects instead of giving them to a document; the first is the root."""

    def __init__(self) -> None:
        self.objects: list[RawObject] = []

    def number(self, thing: PDFObject) -> Reference:
        assert isinstance(thing, RawObject)
        self.objects.append(thing)
        return Reference(f"{len(self.objects)} 0 R")

    @property
    def bodies(self) -> list[str]:
        return [thing.body.decode() for thing in self.objects]


def written(tree: StructureTree) -> list[str]:
    """The tree's objects: its root, then Document and what is in it, last the parent tree."""
    objects = Written()
    assert tree.add_to(objects, PAGES) == "1 0 R"
    return objects.bodies


@pytest.fixture
def tree() -> StructureTree:
    """A tree on its first page."""
    tree = StructureTree()
    tree.new_page()
    return tree


# --- elements ------------------------------------------------------------------------------------------------


def test_an_element_is_found_again_by_its_key(tree: StructureTree) -> None:
    first = tree.root.child(Tag(1, "P"))
    assert tree.root.child(Tag(1, "P")) is first
    assert tree.root.child(Tag(2, "P")) is not first
    assert first.child(Tag(1, "P")) is not first


def test_elements_are_in_the_order_they_are_drawn_in(tree: StructureTree) -> None:
    table = tree.root.child(Tag("table", "Table"))
    for key in (3, 1, 3, 2):
        table.child(Tag(key, "TR"))
    tree.root.child(P)
    assert [element.tag.key for element in tree.root.walk()] == ["document", "table", 3, 1, 2, "p"]


def test_every_element_names_its_parent_and_its_kids(tree: StructureTree) -> None:
    tree.root.child(Tag("list", "L")).child(Tag("item", "LI"))
    root, document, group, item, _ = written(tree)
    assert "/Type /StructTreeRoot /K 2 0 R" in root
    assert document.startswith("<</S /Document /P 1 0 R /K [3 0 R]")
    assert group.startswith("<</S /L /P 2 0 R /K [4 0 R]")
    assert item.startswith("<</S /LI /P 3 0 R /K []")


# --- marks ---------------------------------------------------------------------------------------------------


def test_marks_are_numbered_on_each_page_from_nought(tree: StructureTree) -> None:
    one, two = tree.root.child(P), tree.root.child(Tag("q", "P"))
    assert [tree.mark(one), tree.mark(two), tree.mark(one)] == [0, 1, 2]
    tree.new_page()
    assert tree.mark(two) == 0


def test_an_element_on_one_page_names_that_page_and_its_marks(tree: StructureTree) -> None:
    paragraph = tree.root.child(P)
    tree.mark(paragraph)
    tree.mark(paragraph)
    assert written(tree)[2] == "<</S /P /P 2 0 R /K [0 1] /Pg 101 0 R>>"


def test_an_element_that_goes_on_over_a_page_names_the_page_of_each_mark(tree: StructureTree) -> None:
    paragraph = tree.root.child(P)
    tree.mark(paragraph)
    tree.new_page()
    tree.mark(paragraph)
    marks = "<</Type /MCR /Pg 101 0 R /MCID 0>> <</Type /MCR /Pg 102 0 R /MCID 0>>"
    assert written(tree)[2] == f"<</S /P /P 2 0 R /K [{marks}]>>"


def test_every_mark_leads_back_to_its_element(tree: StructureTree) -> None:
    one, two = tree.root.child(P), tree.root.child(Tag("q", "P"))
    for element in (one, two, one):
        tree.mark(element)
    tree.new_page()
    tree.mark(two)
    root, *_, parents = written(tree)
    assert parents == "<</Nums [0 [3 0 R 4 0 R 3 0 R] 1 [4 0 R]]>>"
    assert root.endswith("/ParentTree 5 0 R /ParentTreeNextKey 2>>")
    assert tree.page_keys == [0, 1]


def test_a_link_belongs_to_its_element_under_a_key_of_its_own(tree: StructureTree) -> None:
    link = tree.root.child(Tag("link", "Link"))
    tree.mark(link)
    assert tree.next_key() == 1
    tree.link(link, Reference("77 0 R"))
    tree.new_page()
    _, _, element, parents = written(tree)
    assert "/K [0 <</Type /OBJR /Pg 101 0 R /Obj 77 0 R>>]" in element
    assert parents == "<</Nums [0 [3 0 R] 1 3 0 R 2 []]>>"
    assert tree.page_keys == [0, 2]


# --- what an element says ------------------------------------------------------------------------------------


def test_an_element_carries_its_language_its_alternative_and_its_attributes(tree: StructureTree) -> None:
    tag = Tag("f", "Figure", language="ar", alternative="Knee (left)", attributes="/O /Layout", whole=True)
    tree.root.child(tag)
    assert written(tree)[2].endswith("/Lang (ar) /Alt (Knee \\(left\\)) /A <</O /Layout>>>>")


def test_a_picture_has_its_bounds_on_the_page() -> None:
    tag = Tag("f", "Figure", alternative="A knee", whole=True).within(10, 20, 110.5, 70)
    assert tag.attributes == "/O /Layout /Placement /Block /BBox [10.00 20.00 110.50 70.00]"
    assert (tag.key, tag.alternative, tag.whole) == ("f", "A knee", True)


def test_a_text_with_a_line_from_right_to_left_says_all_it_says_in_reading_order(tree: StructureTree) -> None:
    paragraph = tree.root.child(P)
    paragraph.say("كرر 10", apart=True, leftwards=True)
    paragraph.say("Sample/", apart=True, leftwards=False)
    paragraph.say("Clinic", apart=False, leftwards=False)
    assert f"/ActualText {text_string('كرر 10 Sample/Clinic')}" in written(tree)[2]


def test_a_text_from_left_to_right_needs_no_second_one(tree: StructureTree) -> None:
    tree.root.child(P).say("Lift", apart=True, leftwards=False)
    assert "/ActualText" not in written(tree)[2]


def test_an_element_with_others_in_it_leaves_the_saying_to_them(tree: StructureTree) -> None:
    paragraph = tree.root.child(P)
    paragraph.say("نور Sample", apart=True, leftwards=True)
    paragraph.child(Tag("link", "Link")).say("Sample", apart=True, leftwards=False)
    assert "/ActualText" not in written(tree)[2]


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("Knee", "(Knee)"),
        ("a (b) \\ c", "(a \\(b\\) \\\\ c)"),
        ("é", "<FEFF00E9>"),
        ("نور", "<FEFF064606480631>"),
        ("a\nb", "<FEFF0061000A0062>"),
        ("𠀋", "<FEFFD840DC0B>"),
        ("", "()"),
    ],
)
def test_a_text_is_a_string_of_pdf_syntax(text: str, syntax: str) -> None:
    assert text_string(text) == syntax
