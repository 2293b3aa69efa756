"""A good sheet is spoiled in many ways, one at a time; the checks that every sheet passes find each of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.examples import prescription_text
from tests.finished.conformance import judged
from tests.finished.structure_reading import Tagged
from tests.sheets import sheet

Defect = Callable[[pikepdf.Pdf], None]
DEFECTS: list[Defect] = []


def defect(spoil: Defect) -> Defect:
    DEFECTS.append(spoil)
    return spoil


@cache
def good() -> bytes:
    """A small sheet that has every kind of element."""
    return sheet(prescription_text(tracker="1 weeks"))


def saved(pdf: bytes, spoil: Defect, **settings: Any) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spoil(document)
        document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, **settings)
    return written.getvalue()


def first(document: pikepdf.Pdf, role: str) -> Any:
    """The first element of a structure type."""
    return next(element.body for element in Tagged(document).elements if element.role == role)


def annotation(document: pikepdf.Pdf) -> Any:
    return next(note for page in document.pages for note in page.obj.get("/Annots", []))


def fonts(document: pikepdf.Pdf) -> list[Any]:
    return list(document.pages[0].Resources.Font.as_dict().values())


def rewrite(document: pikepdf.Pdf, pattern: bytes, replacement: bytes) -> None:
    """Change the first page's content once."""
    content = document.pages[0].Contents
    changed, count = re.subn(pattern, replacement, content.read_bytes(), count=1, flags=re.DOTALL)
    assert count == 1
    content.write(changed)


def restate(document: pikepdf.Pdf, old: str, new: str) -> None:
    """Change the metadata."""
    packet = document.Root.Metadata.read_bytes()
    assert old.encode() in packet
    document.Root.Metadata.write(packet.replace(old.encode(), new.encode()))


# --- the catalog and the metadata ----------------------------------------------------------------------------


@defect
def the_language_is_not_the_metadatas(document: pikepdf.Pdf) -> None:
    document.Root.Lang = String("fr")


@defect
def the_title_is_not_displayed(document: pikepdf.Pdf) -> None:
    document.Root.ViewerPreferences.DisplayDocTitle = False


@defect
def the_tags_are_suspect(document: pikepdf.Pdf) -> None:
    document.Root.MarkInfo.Suspects = True


@defect
def the_metadata_does_not_name_pdf_ua(document: pikepdf.Pdf) -> None:
    restate(document, "<pdfuaid:part>1</pdfuaid:part>", "")


@defect
def the_metadata_does_not_name_pdf_a(document: pikepdf.Pdf) -> None:
    restate(document, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "")


@defect
def the_metadata_names_another_part_of_pdf_a(document: pikepdf.Pdf) -> None:
    restate(document, "<pdfaid:part>2<", "<pdfaid:part>3<")


@defect
def the_metadata_has_no_title(document: pikepdf.Pdf) -> None:
    restate(document, "dc:title", "dc:subject")


@defect
def the_metadata_has_another_title(document: pikepdf.Pdf) -> None:
    restate(document, "Home exercises from", "Home exercise from")


@defect
def a_script_runs(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


# --- the tree ------------------------------------------------------------------------------------------------


@defect
def a_heading_level_is_skipped(document: pikepdf.Pdf) -> None:
    for element in Tagged(document).elements:
        if element.role == "H2":
            element.body.S = Name.H3


@defect
def a_picture_is_beside_its_page(document: pikepdf.Pdf) -> None:
    first(document, "Figure").A.BBox = Array([700, 100, 800, 200])


@defect
def a_row_is_too_short(document: pikepdf.Pdf) -> None:
    row = first(document, "TR")
    row.K = Array(list(row.K)[:-1])


@defect
def an_element_names_another_parent(document: pikepdf.Pdf) -> None:
    first(document, "H1").P = first(document, "Table")


@defect
def an_element_refers_to_no_content(document: pikepdf.Pdf) -> None:
    first(document, "H1").K = Array([0, 4000])


@defect
def two_elements_own_the_same_content(document: pikepdf.Pdf) -> None:
    first(document, "P").K = first(document, "H1").K


@defect
def the_parent_tree_is_empty(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.ParentTree.Nums = Array([])


@defect
def the_parent_tree_leads_elsewhere(document: pikepdf.Pdf) -> None:
    owners: Any = document.Root.StructTreeRoot.ParentTree.Nums
    owners[1][0], owners[1][1] = owners[1][1], owners[1][0]


# --- links ---------------------------------------------------------------------------------------------------


@defect
def a_link_has_lost_its_annotation(document: pikepdf.Pdf) -> None:
    link = first(document, "Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


@defect
def an_annotation_is_hidden(document: pikepdf.Pdf) -> None:
    annotation(document).F = 6


# --- content -------------------------------------------------------------------------------------------------


@defect
def a_picture_stands_outside_its_element(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"(/Figure <</MCID \d+>> BDC)(.*?)EMC", rb"\1 EMC /Artifact BMC \2 EMC")


@defect
def text_stands_outside_the_structure(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"/H1 <</MCID \d+>> BDC(.*?)EMC", rb"\1")


@defect
def a_line_stands_outside_the_structure(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"/Artifact BMC(.*?)EMC", rb"\1")


@defect
def an_artifact_stands_inside_a_heading(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"(/H1 <</MCID \d+>> BDC)(.*?)EMC", rb"\1 /Artifact BMC \2 EMC EMC")


@defect
def a_heading_stands_inside_an_artifact(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"(/H1 <</MCID \d+>> BDC.*?EMC)", rb"/Artifact BMC \1 EMC")


@defect
def a_mark_does_not_end(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"EMC\s*$", b"")


@defect
def content_is_marked_as_another_type(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"/H1 <</MCID", rb"/P <</MCID")


@defect
def a_stretch_belongs_to_no_element(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"/H1 <</MCID \d+>>", rb"/H1 <</MCID 4000>>")


@defect
def a_colour_is_for_the_press(document: pikepdf.Pdf) -> None:
    rewrite(document, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0 0 0 1 k")


# --- fonts ---------------------------------------------------------------------------------------------------


@defect
def the_widths_are_wrong(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        widths = font.DescendantFonts[0].W
        font.DescendantFonts[0].W = Array(
            [Array([int(part[0]) + 40]) if isinstance(part, Array) else part for part in widths]
        )


# --- and all of them are found -------------------------------------------------------------------------------

NEEDED: list[tuple[str, Callable[[pikepdf.Pdf], Any]]] = [
    ("Lang", lambda document: document.Root),
    ("MarkInfo", lambda document: document.Root),
    ("Metadata", lambda document: document.Root),
    ("OutputIntents", lambda document: document.Root),
    ("StructTreeRoot", lambda document: document.Root),
    ("ViewerPreferences", lambda document: document.Root),
    ("StructParents", lambda document: document.pages[0].obj),
    ("Tabs", lambda document: document.pages[0].obj),
    ("P", lambda document: first(document, "H1")),
    ("A", lambda document: first(document, "TH")),
    ("A", lambda document: first(document, "Figure")),
    ("Alt", lambda document: first(document, "Figure")),
    ("Contents", annotation),
    ("F", annotation),
    ("StructParent", annotation),
    ("ToUnicode", lambda document: fonts(document)[0]),
    ("FontFile2", lambda document: fonts(document)[0].DescendantFonts[0].FontDescriptor),
]
RETYPED = {
    "Document": "Sect",
    "H1": "H2",
    "P": "Paragraph",
    "L": "P",
    "LI": "P",
    "LBody": "Lbl",
    "Table": "Sect",
    "TR": "P",
    "TD": "P",
    "Link": "Span",
}


def missed(defects: Iterable[tuple[str, Defect]]) -> list[str]:
    """The defects in which the checks find nothing wrong."""
    return [name for name, spoil in defects if not any(judged(saved(good(), spoil)))]


def test_every_defect_is_found() -> None:
    assert missed((spoil.__name__, spoil) for spoil in DEFECTS) == []


def test_an_entry_that_is_missing_is_found() -> None:
    def without(entry: str, owner: Callable[[pikepdf.Pdf], Any]) -> Defect:
        return lambda document: owner(document).__delitem__(f"/{entry}")

    assert missed((entry, without(entry, owner)) for entry, owner in NEEDED) == []


def test_an_element_of_the_wrong_type_is_found() -> None:
    def retyped(role: str, other: str) -> Defect:
        return lambda document: first(document, role).__setattr__("S", Name(f"/{other}"))

    assert missed((f"{role} as {other}", retyped(role, other)) for role, other in RETYPED.items()) == []


def test_a_glyph_without_a_meaning_is_found() -> None:
    def meaning(code: str) -> Defect:
        def spoil(document: pikepdf.Pdf) -> None:
            for font in fonts(document):
                glyphs = font.ToUnicode.read_bytes()
                font.ToUnicode.write(re.sub(rb"> <0065>", f"> <{code}>".encode(), glyphs))

        return spoil

    assert missed((f"e means <{code}>", meaning(code)) for code in ("0000", "FEFF", "FFFE", "")) == []


def test_a_sheet_that_is_only_saved_again_has_none() -> None:
    assert list(judged(saved(good(), lambda _: None))) == []


def test_an_encrypted_file_is_found() -> None:
    locked = pikepdf.Encryption(owner="x", user="", R=6, allow=pikepdf.Permissions(accessibility=False))
    assert any(judged(saved(good(), lambda _: None, encryption=locked)))


def test_a_stream_that_is_cut_short_is_found() -> None:
    *_, last = re.finditer(rb"/Length (\d+)", good())
    spoilt = good()[: last.start(1)] + str(int(last[1]) - 1).encode() + good()[last.end(1) :]
    assert any(judged(spoilt))
