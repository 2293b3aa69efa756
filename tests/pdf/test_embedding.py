"""Glyphs -> an embedded font: what is copied, searched or read aloud is what was written, in every script."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from handouts.build.one_sheet import prepare
from handouts.build.options import Options
from handouts.errors import InputError
from handouts.library.library import Library
from handouts.pdf.fonts import INVISIBLE, face_for
from tests.examples import prescription_text
from tests.page_reading import read_text, squeezed
from tests.pdf.test_document import made

NAMES = {
    "ligatures": "Griffith Offiflow",
    "Polish": "Łódź Zażółć",
    "Vietnamese": "Nguyễn Thị Hường",
    "Greek": "Ελλάδα Ήλιος",
    "Cyrillic": "Привет Їжак",
    "Chinese": "林髋关节，您好",
    "Japanese": "こんにちは",
    "Korean": "안녕하세요",
    "Devanagari": "निशि क्षितिज कि",
    "Thai": "สวัสดี ครับ ก้ำ",
}
LEFTWARD = {"Arabic": "نور مرحبا سلام", "harakat": "نُورٌ مَرحَبًا", "Hebrew": "שלום", "points": "שָׁלוֹם"}


def font_objects(pdf: bytes) -> dict[str, Any]:
    """ToUnicode map and widths of the font that draws the most of a page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = list(document.pages[0].resources.Font.values())
        font = max(fonts, key=lambda font: len(font.DescendantFonts[0].W))
        descendant = font.DescendantFonts[0]
        numbers = [int(item) for item in descendant.W.as_list()[::2]]
        widths = [float(item[0]) for item in descendant.W.as_list()[1::2]]
        return {
            "map": font.ToUnicode.read_bytes().decode(),
            "widths": dict(zip(numbers, widths, strict=True)),
        }


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_reads_back_as_it_was_written(name: str) -> None:
    assert read_text(made(f"<p>Made for {name}, with care</p>")) == f"Made for {name}, with care"


@pytest.mark.parametrize("name", LEFTWARD.values(), ids=LEFTWARD)
def test_a_name_from_right_to_left_reads_back_with_all_its_letters(name: str) -> None:
    found = read_text(made(f"<p>{name}</p>"))
    assert sorted(letter for letter in found if letter not in " \u200b") == sorted(name.replace(" ", ""))


def test_names_in_many_scripts_on_one_sheet_do_not_mix() -> None:
    found = read_text(made("".join(f"<p>{name}</p>" for name in NAMES.values())))
    assert found == " ".join(NAMES.values())


def test_the_same_glyph_in_two_words_stands_for_each() -> None:
    words = "निशा शिव नमन शहर मीन मन"
    assert read_text(made(f"<p>{words}</p><p>{' '.join(reversed(words.split()))}</p>")).split() == [
        *words.split(),
        *reversed(words.split()),
    ]


def test_a_composed_and_a_decomposed_letter_read_as_the_same() -> None:
    composed, *_, decomposed = read_text(made("<p>caf\u00e9 or cafe\u0301</p>")).split()
    assert composed == unicodedata.normalize("NFC", decomposed) == "caf\u00e9"


def test_the_map_to_unicode_names_every_glyph_once() -> None:
    found = font_objects(made("<p>Lift and hold</p>"))
    assert found["map"].count("> <") - 1 == len(found["widths"]) == len(set("Lift and hold"))
    assert f"<{ord('L'):04X}>" in found["map"]


def test_a_map_of_many_glyphs_has_blocks_of_a_hundred() -> None:
    letters = "".join(chr(code) for code in range(0x4E00, 0x4F00) if is_simplified(chr(code)))
    found = font_objects(made(f"<p>{letters}</p>"))
    counts = [int(line.split()[0]) for line in found["map"].splitlines() if line.endswith("beginbfchar")]
    assert sum(counts) == len(letters) > 200
    assert max(counts) <= 100
    assert squeezed(read_text(made(f"<p>{letters}</p>"))) == letters


def is_simplified(letter: str) -> bool:
    face = face_for(letter, False)
    return face is not None and face.name.startswith("NotoSansSC")


def test_only_the_glyphs_in_use_are_embedded() -> None:
    few, many = made("<p>膝</p>"), made("<p>膝髋关节背部肩颈手腕</p>")
    assert len(few) < len(many) < 25_000
    assert [len(font_objects(pdf)["widths"]) for pdf in (few, many)] == [1, 10]


def test_a_font_is_called_after_its_glyphs() -> None:
    def name(text: str) -> str:
        with pikepdf.open(io.BytesIO(made(f"<p>{text}</p>"))) as document:
            (font,) = document.pages[0].resources.Font.values()
            return str(font.BaseFont)

    assert name("Lower") == name("oLwer")
    assert name("Lower") != name("Upper")


# --- what cannot be drawn ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("goal", "Climb 😀", "6:7: goal: contains U+1F600 (GRINNING FACE), which no installed font can set"),
        (
            "clinician",
            "{name: ሰላም}",
            "2:19: clinician.name: contains U+1230 (ETHIOPIC SYLLABLE SA), which no installed font can set",
        ),
    ],
)
def test_a_character_that_cannot_be_drawn_is_named_at_its_field(
    field: str, value: str, said: str, tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "ls-1042.yaml"
    path.write_text(prescription_text(**{field: value}))
    with pytest.raises(InputError) as caught:
        prepare(path, library, Options())
    assert [str(problem).rpartition("ls-1042.yaml:")[2] for problem in caught.value.problems] == [said]


def test_what_needs_no_glyph_is_not_asked_of_a_font() -> None:
    found = read_text(made(f"<p>a{''.join(sorted(INVISIBLE))}b</p>"))
    assert "".join(letter for letter in found if letter not in INVISIBLE) == "ab"
