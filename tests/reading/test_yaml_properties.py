"""Whatever stands in a file, reading it ends in data or in problems that point into it."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import InputError
from handouts.reading.characters import refused_character
from handouts.reading.source import Source, parse_source
from handouts.reading.yaml_reader import MAX_VALUES
from handouts.records.prescription import read_prescription
from tests.conftest import ROOT

EXAMPLES = [path.read_bytes() for path in sorted((ROOT / "content" / "prescriptions").glob("*.yaml"))]
quick = settings(max_examples=100, deadline=None)

# Letters alone rarely make YAML; its own characters do.
yaml_like = st.text(st.one_of(st.sampled_from(" \n\n-:#[]{},&*!|>'\"%@`\t?~ab1.0\r\x85\u2028"), st.characters()))
spoilers = st.sampled_from([*b'[{&*\t#|"\x00\xff', *b"\n:-"])


def read(raw: bytes) -> Source | None:
    """What is read, or None where it is refused at places that are in the file."""
    try:
        return parse_source(raw, "a.yaml")
    except InputError as error:
        problems = error.problems
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert problems, raw
    for problem in problems:
        assert 1 <= problem.line <= len(lines), (problem, raw)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, (problem, raw)
        assert problem.message, (problem, raw)
    return None


@quick
@given(yaml_like)
def test_any_text_is_data_or_problems_at_lines_of_the_file(text: str) -> None:
    source = read(text.encode("utf-8", "surrogatepass"))
    if source is not None:
        assert len(source.values) <= MAX_VALUES
        for path in source.values:
            source.at(path)


@quick
@given(st.binary())
def test_any_bytes_are_data_or_problems_at_lines_of_the_file(raw: bytes) -> None:
    read(raw)


@quick
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_cut_or_damaged_prescription_is_read_or_refused_but_never_crashes(
    raw: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(raw)))
    spoiler = data.draw(st.lists(spoilers, max_size=3))
    rest = data.draw(st.sampled_from([b"", raw[at:]]))
    source = read(raw[:at] + bytes(spoiler) + rest)
    if source is not None:
        read_prescription(source)


# --- plain values come back as they were typed ------------------------------------------------------------------

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).filter(
    lambda word: refused_character(word) is None
)


def value_of(typed: str) -> object:
    source = read(f"a: {typed}\n".encode())
    assert source is not None, typed
    return source.data["a"]


@quick
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_that_number(number: int) -> None:
    assert value_of(str(number)) == number


@quick
@given(st.integers(-9999, 9999), st.integers(0, 99))
def test_a_decimal_number_is_that_number(whole: int, hundredths: int) -> None:
    value = value_of(f"{whole}.{hundredths:02}")
    assert isinstance(value, float)
    assert value == float(f"{whole}.{hundredths:02}")


@quick
@given(st.lists(words, min_size=1, max_size=4))
def test_text_in_double_quotes_is_that_text(parts: list[str]) -> None:
    text = " ".join(parts)
    assert value_of(f'"{text}"') == unicodedata.normalize("NFC", text)


@quick
@given(st.lists(words, min_size=2, max_size=4))
def test_several_plain_words_are_text_whatever_they_are(parts: list[str]) -> None:
    text = " ".join(parts)
    assert value_of(text) == unicodedata.normalize("NFC", text)
