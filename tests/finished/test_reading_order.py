"""What a screen reader finds from the top of a sheet to its end, compared word by word with what it was.

When a change is meant: pytest --force-regen tests/finished/test_reading_order.py, then read what changed, aloud.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from handouts.build.one_sheet import RECORD
from tests.conftest import ROOT
from tests.finished.structure_reading import Element, Tagged, reading
from tests.finished.structure_rules import broken_rules
from tests.sheets import LANGUAGES, LAYOUTS, laid_out, sheet_in

CASES = ROOT / "tests/cases/reading"
SHEETS = [(language, "standard") for language in LANGUAGES] + [
    ("en", layout) for layout in (*LAYOUTS, RECORD) if layout != "standard"
]
NAMES = [f"{language}-{layout}" for language, layout in SHEETS]
PDFINFO = shutil.which("pdfinfo")


@pytest.mark.parametrize(("language", "layout"), SHEETS, ids=NAMES)
def test_a_sheet_is_read_as_it_was(language: str, layout: str, file_regression: FileRegressionFixture) -> None:
    found = reading(sheet_in(language, layout))
    file_regression.check(found, fullpath=CASES / f"{language}-{layout}.txt", encoding="utf-8", newline="\n")


def test_there_is_a_case_for_every_language_and_every_layout() -> None:
    assert sorted(path.stem for path in CASES.iterdir()) == sorted(NAMES)


READ_APART = {
    '<h2 number="1" side="Left leg">Clamshell</h2>': "H2 1 Clamshell Left leg",
    '<ul class="dose"><li><amount number="10" unit="times"/></li></ul>': "LBody 10 times",
    "<ul><li>" + "word " * 40 + "end</li></ul>": "LBody " + "word " * 40 + "end",
    '<p><a href="https://a.example">a.example</a> and more</p>': 'P\n    Link a.example\n    " and more"',
}


def test_words_that_stand_apart_are_read_apart() -> None:
    for content, read in READ_APART.items():
        assert f"{read}\n" in reading(laid_out(f"<h1>Title</h1>{content}")), content


def test_a_chinese_text_is_read_without_the_ends_of_its_lines() -> None:
    text = "屈膝直到脚跟与臀部成一条线" * 12
    for language in ("zh", "ar"):
        assert f"P {text}\n" in reading(laid_out(f"<h1>Title</h1><p>{text}</p>", language)), language


def test_words_from_right_to_left_are_read_in_their_order() -> None:
    for words in ("السلام عليكم", "قال Alex مرحبًا", "طول " * 60 + "آخر"):
        pdf = laid_out(f"<h1>1</h1><p>{words}</p>", "ar")
        assert f"P {words}\n" in reading(pdf)
        assert broken_rules_of(pdf) == [], words


@pytest.mark.xfail(reason="an element with a link in it has no ActualText; no shipped layout has such a text")
def test_words_from_right_to_left_beside_a_link_are_read_in_their_order() -> None:
    pdf = laid_out('<h1>1</h1><p>السلام <a href="https://a.example">a.example</a></p>', "ar")
    assert broken_rules_of(pdf) == []
    assert "السلام" in reading(pdf)


@pytest.mark.skipif(PDFINFO is None, reason="poppler is not installed: apt-get install poppler-utils")
@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(other, marks=pytest.mark.thorough) for other in ("fr", "zh"))]
)
def test_poppler_reads_the_same(language: str, tmp_path: Path) -> None:
    pdf = sheet_in(language)
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    assert PDFINFO is not None
    command = [PDFINFO, "-enc", "UTF-8", "-struct-text", str(tmp_path / "sheet.pdf")]
    read = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tagged = Tagged(document)
        assert poppler_elements(read) == [(element.role, drawn(tagged, element)) for element in tagged.elements]


def poppler_elements(read: str) -> list[tuple[str, str]]:
    """Each element that pdfinfo names, and its own words without spaces."""
    elements: list[tuple[str, str]] = []
    for line in read.splitlines():
        text = line.strip()
        if text.startswith('"'):
            role, words = elements[-1]
            elements[-1] = (role, words + squeezed(text[1:-1]))
        elif found := re.fullmatch(r"([A-Z]\w*)(?: \((?:block|inline)\))?:?", text):
            elements.append((found[1], ""))
    return elements


def broken_rules_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return broken_rules(Tagged(document))


def drawn(tagged: Tagged, element: Element) -> str:
    return squeezed(tagged.drawn(element))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
