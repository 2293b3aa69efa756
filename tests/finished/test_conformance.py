"""Every sheet is PDF/UA-1 and PDF/A-2b, and tagged as a screen reader needs it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pytest
from PIL import Image

from handouts.build.one_sheet import RECORD
from handouts.pdf import canvas as surface
from handouts.pdf.marking import Marking
from handouts.pdf.objects import Objects, Reference
from handouts.pdf.structure import StructureTree
from tests.finished.conformance import LENGTH_RULE, validator_failures, violations, wrong_lengths
from tests.finished.structure_reading import Element, Tagged, reading
from tests.finished.structure_rules import KIDS
from tests.sheets import EXAMPLES, LANGUAGES, LAYOUTS, example, laid_out, sheet_in

FOURTEEN = "back-and-hip-fourteen"
WORDS = " ".join(f"word{number}" for number in range(900))
FURNITURE = "<header><p>Clinic</p></header><footer><p>Page <page/> of <pages/></p></footer>"


@contextmanager
def opened(pdf: bytes) -> Iterator[Tagged]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield Tagged(document)


def pages_of(element: Element) -> set[int]:
    return {page for page, _ in element.marks}


# --- every sheet ---------------------------------------------------------------------------------------------


def faults(sheets: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The examples in these layouts that are not as they should be, and all that is wrong with each."""
    found = {chosen: violations(example(*chosen)) for chosen in sheets}
    return {chosen: wrong for chosen, wrong in found.items() if wrong}


def test_a_few_examples_keep_both_standards_and_our_own_rules() -> None:
    few = [("in-arabic-with-english", "standard"), (FOURTEEN, "compact"), ("one-exercise", RECORD)]
    assert faults(few) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_keeps_both_standards_and_our_own_rules_in_every_layout(name: str) -> None:
    assert faults((name, layout) for layout in (*LAYOUTS, RECORD)) == {}


def test_a_sheet_with_every_kind_of_element_keeps_them_too() -> None:
    assert violations(sheet_in("en")) == []


@pytest.mark.thorough
def test_a_sheet_in_every_language_keeps_them_too() -> None:
    found = {language: violations(sheet_in(language)) for language in LANGUAGES}
    assert found == {language: [] for language in LANGUAGES}


def test_a_sheet_names_its_language_and_the_record_that_of_the_clinic() -> None:
    named = {}
    for language in LANGUAGES:
        for layout in ("standard", RECORD):
            with opened(sheet_in(language, layout)) as tagged:
                named[language, layout] = str(tagged.document.Root.Lang)
    expected = {(language, "standard"): language for language in LANGUAGES}
    assert named == expected | {(language, RECORD): "en" for language in LANGUAGES}


def test_words_in_a_second_language_say_which() -> None:
    with opened(sheet_in("ar")) as tagged:
        spoken = {element.get("/Lang") for element in tagged.elements}
        assert spoken == {"", "en"}
        english = [tagged.said(element) for element in tagged.elements if element.get("/Lang")]
    assert "Lift your right knee. Keep your hips still." in english
    assert not any("\u0600" <= letter <= "\u06ff" for letter in "".join(english))


def test_the_title_is_the_one_that_is_displayed() -> None:
    with opened(sheet_in("fr")) as tagged:
        title = "Exercices à la maison – Lakeside Physiotherapy"
        assert str(tagged.document.docinfo["/Title"]) == title
        assert f">{title}<" in tagged.document.Root.Metadata.read_bytes().decode()


def test_the_sheets_use_all_the_structure_types_there_are_and_no_others() -> None:
    with opened(sheet_in("en")) as tagged:
        assert {element.role for element in tagged.elements} == set(KIDS)


# --- what is read, and how often -----------------------------------------------------------------------------


def test_what_repeats_on_every_page_is_not_read_out() -> None:
    pdf = example(FOURTEEN, "large-print")
    with opened(pdf) as tagged:
        count = len(tagged.pages)
        for number, content in enumerate(tagged.contents, 1):
            furniture = "".join(content.furniture)
            assert f"Page {number} of {count}" in furniture.replace("\u00a0", " ")
            assert "HC-0320" in furniture
    assert "HC-0320" not in reading(pdf)
    assert f"of {count}" not in reading(pdf)


def test_a_header_and_a_footer_are_not_in_the_structure() -> None:
    assert reading(laid_out(f"{FURNITURE}<h1>Title</h1><p>Text</p>")) == (
        "A title (en)\nDocument\n  H1 Title\n  P Text\n"
    )


def test_a_paragraph_that_goes_on_over_a_page_is_one_element() -> None:
    pdf = laid_out(f"{FURNITURE}<h1>Title</h1><p>{WORDS}</p>")
    assert violations(pdf) == []
    with opened(pdf) as tagged:
        (paragraph,) = [element for element in tagged.elements if element.role == "P"]
        assert len(pages_of(paragraph)) > 1
        assert tagged.said(paragraph) == WORDS


def test_a_list_that_goes_on_over_a_page_is_one_element() -> None:
    items = "".join(f"<li>{WORDS[:200]}</li>" for _ in range(40))
    pdf = laid_out(f"{FURNITURE}<h1>Title</h1><ol>{items}</ol>")
    assert violations(pdf) == []
    with opened(pdf) as tagged:
        (whole,) = [element for element in tagged.elements if element.role == "L"]
        assert len(set().union(*map(pages_of, whole.walk()))) > 1
        labels = [tagged.said(item.elements[0]) for item in whole.elements]
        assert labels == [f"{number}." for number in range(1, 41)]


def test_the_headings_of_a_table_over_two_pages_are_read_once() -> None:
    pdf = example(FOURTEEN, "large-print")
    with opened(pdf) as tagged:
        tables = [element for element in tagged.elements if element.role == "Table"]
        long = [(table, sorted(set().union(*map(pages_of, table.walk())))) for table in tables]
        assert max(len(pages) for _, pages in long) > 1
        for table, (_, *later) in long:
            heads, *rows = ([cell.role for cell in row.elements] for row in table.elements)
            assert "TD" not in heads or not later
            assert not any("TH" in roles for roles in rows)
            words = [tagged.said(cell) for cell in table.elements[0].elements]
            for page in later:
                repeated = "".join(tagged.contents[page].furniture)
                assert [word for word in words if word not in repeated] == []


def test_every_link_is_in_the_text_and_leads_where_it_says() -> None:
    with opened(sheet_in("en")) as tagged:
        notes = {note.objgen: note for page in tagged.pages for note in page.get("/Annots", [])}
        links = [element for element in tagged.elements if element.role == "Link"]
        said = {str(notes[number].A.URI): tagged.said(link) for link in links for number in link.objects}
    assert said == {
        "https://lakeside.example": "lakeside.example",
        "https://lakeside.example/exercises": "lakeside.example/exercises",
    }


def test_a_picture_says_what_it_shows_and_one_that_only_decorates_nothing() -> None:
    written = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(written, "PNG")
    content = '<h1>Title</h1><picture file="picture" alt="{}"/>'
    said, silent = (laid_out(content.format(words), picture=written.getvalue()) for words in ("A leg", ""))
    assert violations(said) == violations(silent) == []
    assert reading(said).removeprefix(reading(silent)) == "  Figure [A leg]\n"


def test_a_name_of_letters_that_are_drawn_in_parts_is_read_as_it_is_written() -> None:
    names = ["नीति शर्मा", "กำพล", "Nguyễn Thị", "Åsa\u0301", "مُحَمَّد"]
    for name in names:
        pdf = laid_out(f"<h1>Title</h1><p>{name}</p>")
        assert violations(pdf) == [], name
        assert reading(pdf).endswith(f"  P {name}\n"), name


# --- the file ------------------------------------------------------------------------------------------------


def test_tagging_costs_little() -> None:
    text = "".join(f"<h2>Part {part}</h2>" + f"<p>{WORDS[: 40 * part]}</p>" * 4 for part in range(1, 30))
    content = f"{FURNITURE}<h1>Title</h1>{text}"
    tagged = laid_out(content)
    with untagged():
        plain = laid_out(content)
    assert b"/StructParents" not in plain
    assert len(tagged) <= 1.4 * len(plain)


@contextmanager
def untagged() -> Iterator[None]:
    """Sheets are drawn without marks, tree and metadata."""

    def nothing(*_: Any, **__: Any) -> None:
        return None

    def no_tree(_: StructureTree, objects: Objects, __: list[Reference]) -> Reference:
        return objects.add("null")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Marking, "mark", nothing)
        patch.setattr(StructureTree, "add_to", no_tree)
        patch.setattr(surface, "describe", nothing)
        yield


def test_a_stream_that_ends_with_a_carriage_return_is_as_long_as_it_says() -> None:
    pdf = stream_of(b"data\r")
    assert LENGTH_RULE in "".join(validator_failures(pdf))
    assert wrong_lengths(pdf) == []


def test_a_stream_of_another_length_is_found() -> None:
    for data in (b"data\r", b"data", b"data\n", b"endstream"):
        pdf, declared = stream_of(data), f"/Length {len(data)} ".encode()
        assert pdf.count(declared) == 1
        for wrong in (-1, 1):
            other = pdf.replace(declared, f"/Length {len(data) + wrong} ".encode())
            assert wrong_lengths(other) != [], (data, wrong)


def stream_of(data: bytes) -> bytes:
    """A file with one stream."""
    document, written = pikepdf.new(), io.BytesIO()
    document.Root.Data = document.make_stream(data, Note=pikepdf.String("(/Length 1) >>"), Inner={"/Length": 1})
    document.save(written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()
