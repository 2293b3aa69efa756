"""Strict YAML: what is refused, where and in which words; and what is read exactly as it was typed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from handouts.errors import InputError, Problem
from handouts.reading.source import MAX_BYTES, parse_source, read_source
from handouts.reading.yaml_reader import MAX_VALUES, Mark
from tests.examples import as_printed, source_of

QUOTE = "put the text in double quotes"
COMMENT = f"{QUOTE}; for a comment, write two spaces and '# '"
LOST = "'#' starts a comment here, so the rest of the line is lost"
KEPT = "a character that YAML keeps for itself"
BRACKET = "a bracket that is never closed | close the bracket, and put commas between its items"
INDENT = "the indentation does not fit the lines above | line up fields of one level"
TAB = "a tab where YAML wants spaces | indent with spaces"
BACKSLASH = "a backslash inside double quotes | use single quotes, or write the backslash twice"
AFTER = "text after a closing quote or bracket | put the whole text in one pair of quotes"
FOLD = "'>' starts a block of text here, so what follows it is lost"


def problems(raw: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        source_of(raw)
    return caught.value.problems


def refusal(raw: str | bytes) -> str:
    (problem,) = problems(raw)
    return as_printed(problem)


DROPPED = [
    ("rest: two #2 on left", f"1:7: rest: {LOST} | {COMMENT}"),
    ("note: now  #!stop", f"1:7: note: {LOST} | {COMMENT}"),
    ("note: #2 on left", f"1:6: note: {LOST} | {COMMENT}"),
    ("note: Sit tall # and breathe", f"1:7: note: {LOST} | {COMMENT}"),
    ("a:\n- Sit #1", f"2:3: a[0]: {LOST} | {COMMENT}"),
    ("pain: >3", f"1:7: pain: {FOLD} | {QUOTE}"),
    ("pain: >3\n      then stop", f"1:7: pain: {FOLD} | {QUOTE}"),
    ("pain: > 3 today", f"1:9: text after '>' or '|' | {QUOTE}"),
    ("a: |\nb: 1", f"1:4: a: {FOLD.replace('>', '|')} | {QUOTE}"),
    ("note: &do this", f"1:7: note: '&' starts an anchor, and anchors are not allowed | {QUOTE}"),
    ("note: *this", f"1:7: note: '*' starts an alias, and aliases are not allowed | {QUOTE}"),
    ("note: !now", f"1:7: note: '!' starts a tag, and tags are not allowed | {QUOTE}"),
    ("note: !!str 30", f"1:7: note: '!' starts a tag, and tags are not allowed | {QUOTE}"),
    ("note: * twice", f"1:8: {KEPT} | {QUOTE}"),
    ("note: & twice", f"1:8: {KEPT} | {QUOTE}"),
    ("note: %80", f"1:7: {KEPT} | {QUOTE}"),
    ("note: @home", f"1:7: {KEPT} | {QUOTE}"),
    ("note: `now`", f"1:7: {KEPT} | {QUOTE}"),
]


def test_text_that_yaml_would_drop_or_change_is_refused_with_the_fix() -> None:
    for text, words in DROPPED:
        assert refusal(text) == words, text


NOT_PLAIN = [
    ("goal: pain: less", f"1:11: a second ': ' on one line | {QUOTE} if it contains ': '"),
    ("a: b\n  c: d", f"2:4: {INDENT}"),
    ("a:\n   b: 1\n  c: 2", f"3:3: {INDENT}"),
    ("a:\n - b\n c: d", f"3:2: {INDENT}"),
    ("a:\n\tb: 1", f"2:1: {TAB}"),
    ("a:\n  b: 1\n\tc: 1", f"3:1: {TAB}"),
    (
        "a: b\nwords\nc: d",
        "3:1: a line without 'name: value' | write 'name: value', with a space after the colon",
    ),
    (
        "a: b\nwords",  # the last line has no end
        "2:6: a line without 'name: value' | write 'name: value', with a space after the colon",
    ),
    ('a: "b', "1:6: a quote that is never closed | close the quote"),
    ("a: 'it's'", f"1:8: {AFTER}"),
    ('a: "Walk" far', f"1:11: {AFTER}"),
    ("a: [b]]", f"1:7: {AFTER}"),
    ("a: [b, c\nd: e", f"2:2: {BRACKET}"),
    ("a: {b: c\n", f"2:1: {BRACKET}"),
    ("a: - b", "1:4: a '- ' in the middle of a line | put each '- ' item on a line of its own"),
    ('a: "C:\\dir"', f"1:7: {BACKSLASH}"),
    ('a: "\\xzz"', f"1:7: {BACKSLASH}"),
    ("a: ? b", "1:4: not valid YAML | compare with an example in content/prescriptions"),
    ("%YAML 1.1\n---\na: b", f"1:1: a line that starts with '%' | {QUOTE}"),
    ("%FOO\n---\na: b", f"1:5: a line that starts with '%' | {QUOTE}"),
    ("a: b\n---\nc: d", "2:1: a second document starts here | one file holds one document"),
    ("a: b\n...\nc: d", "3:1: text after the end of the document | one file holds one document"),
    ("? [a]\n: b", f"1:3: a field name must be plain text | {QUOTE}"),
    ("&x a: b", f"1:1: a field name must be plain text | {QUOTE}"),
    ("a: 1\nb: 2\na: 3", "3:1: a: stands twice; the first is in line 1 | keep one of them"),
    ("a: {b: 1, b: 2}", "1:11: a.b: stands twice; the first is in line 1 | keep one of them"),
    (
        '"cafe\u0301": 1\ncaf\u00e9: 2',
        "2:1: caf\u00e9: stands twice; the first is in line 1 | keep one of them",
    ),
]


def test_what_is_not_plain_yaml_is_refused_at_its_place() -> None:
    for text, words in NOT_PLAIN:
        assert refusal(text) == words, text


def test_all_slips_that_let_reading_go_on_are_told_at_once() -> None:
    found = problems("a: one #1\nb: two #2\na: three\n")
    assert [(p.line, p.code) for p in found] == [(1, "text-lost"), (2, "text-lost"), (3, "duplicate-field")]


NOT_UTF8 = [
    (b"a: b\nc: caf\xe9\n", "2:7: not UTF-8 text | save the file as UTF-8"),
    (b"a: b\rc: caf\xe9\r", "2:7: not UTF-8 text | save the file as UTF-8"),
    ("a: b".encode("utf-16"), "1:1: not UTF-8 text | save the file as UTF-8"),
    (b"a: \xed\xa0\x80", "1:4: not UTF-8 text | save the file as UTF-8"),
]


def test_only_utf8_is_text() -> None:
    for raw, words in NOT_UTF8:
        assert refusal(raw) == words, raw


UNSEEN = [
    ("\x00", "U+0000 (a control character)"),
    ("\x1b", "U+001B (a control character)"),
    ("\x85", "U+0085 (a control character)"),
    ("\ue000", "U+E000 (a private-use character)"),
    ("\ufffe", "U+FFFE (an unassigned character)"),
    ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    ("\u2066", "U+2066 (LEFT-TO-RIGHT ISOLATE)"),
    ("\u200b", "U+200B (ZERO WIDTH SPACE)"),
    ("\u00ad", "U+00AD (SOFT HYPHEN)"),
    ("\ufeff", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"),
    ("\u2028", "U+2028 (LINE SEPARATOR)"),
    ("\u2029", "U+2029 (PARAGRAPH SEPARATOR)"),
]


def test_a_character_that_no_one_can_see_is_refused_by_name() -> None:
    for character, name in UNSEEN:
        assert refusal(f"b: 1\na: Sit{character}tall") == f"2:7: contains {name} | delete it", name
        assert refusal(f'b: 1\na: "Sit\\U{ord(character):08x}tall"') == f"2:4: a: contains {name} | delete it", name


def test_a_field_name_cannot_forge_a_line_of_the_report() -> None:
    for escape in ["\\n", "\\t", "\\e", "\\u202e"]:
        assert "a field name with U+" in refusal(f'"a{escape}b": 1'), escape


def test_joiners_that_spelling_needs_are_kept() -> None:
    assert source_of("a: na\u200cme").data == {"a": "na\u200cme"}


def test_a_screenful_of_bad_characters_is_enough() -> None:
    assert len(problems("\x01\n" * 50_000)) == 100


DEEP = ["[" * 60_000, "{a: " * 60_000, "- " * 60_000, "a: [" * 60_000, "a: " + "[" * 13 + "]" * 13]


def test_deep_nesting_is_refused_before_it_costs_anything() -> None:
    for text in DEEP:
        assert "nested more than 12 levels deep" in refusal(text), text[:9]


def test_twelve_levels_are_read() -> None:
    assert source_of("[" * 12 + "]" * 12).data == [[[[[[[[[[[[]]]]]]]]]]]]


def test_a_bomb_of_anchors_ends_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refusal(bomb).startswith("1:4: a: '&' starts an anchor")


def test_a_file_over_256_kib_is_refused(tmp_path: Path) -> None:
    text = b"a: 1\n" + b"# " + b"x" * MAX_BYTES
    (tmp_path / "big.yaml").write_bytes(text)
    with pytest.raises(InputError, match="too-large"):
        read_source(tmp_path / "big.yaml")
    assert [p.message for p in problems(text)] == ["larger than 256 KiB"]


MANY = ["".join(f"k{i}: 1\n" for i in range(20_000)), f"[{'a,' * 100_000}]", "x: 1\n" * 50_000]


def test_a_file_of_more_values_than_any_prescription_is_refused() -> None:
    for text in MANY:
        found = problems(text)
        assert found[-1].message == f"holds more than {MAX_VALUES} values", text[:9]
        assert len(found) <= MAX_VALUES, text[:9]


def test_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    text = "a: one\nb:\n  - two\n  - three\nc: |\n  four\n  five\n"
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    old_mac = text.replace("\n", "\r").encode()
    plain = source_of(text)
    for raw in (windows, old_mac):
        again = source_of(raw)
        assert (again.data, again.values, again.keys) == (plain.data, plain.values, plain.keys)


TYPED = [
    ("1:30", "1:30"),
    ("010", "010"),
    ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("1e3", "1e3"),
    ("+3", "+3"),
    ("-0", "-0"),
    (".5", ".5"),
    (".inf", ".inf"),
    ("1\u0663", "1\u0663"),
    ("no", "no"),
    ("Off", "Off"),
    ("y", "y"),
    ("2026-11-20", "2026-11-20"),
    ("=", "="),
    ("9" * 5000, "9" * 5000),
    ("30", 30),
    ("-3", -3),
    ("2.5", 2.5),
    ("true", True),
    ("False", False),
    ("~", None),
    ("", None),
    ('"30"', "30"),
    ("'true'", "true"),
]


def test_only_decimal_numbers_true_false_and_null_have_a_type() -> None:
    for typed, value in TYPED:
        data = source_of(f"a: {typed}\n").data["a"]
        assert data == value, typed[:20]
        assert type(data) is type(value), typed[:20]


HONEST = [
    ("a: one  # two", "one"),
    ("a: 3 # three", 3),
    ("a: #\nb: 1", None),
    ('a: "one #2"', "one #2"),
    ("a: C# minor", "C# minor"),
    ("a: x>3", "x>3"),
    ("a: R&D", "R&D"),
    ("a: |\n  one\n  two", "one\ntwo"),
    ("a: >-  # folded\n  one\n  two", "one two"),
    ("a: cafe\u0301", "caf\u00e9"),
]


def test_honest_comments_and_text_stay() -> None:
    for text, value in HONEST:
        assert source_of(text).data["a"] == value, text


def test_every_value_and_field_knows_its_place() -> None:
    source = source_of("a: 1\nlist:\n  - x\n  - {b: y}\n")
    assert source.values[("list", 1, "b")] == Mark(4, 9)
    assert source.keys[("list", 1, "b")] == Mark(4, 6)


def test_a_place_below_the_patient_is_not_spelled_out() -> None:
    assert refusal("patient: {name: X, Canary: {Canary: 1, Canary: 2}}").startswith("1:40: patient: stands twice")


def test_a_missing_file_a_folder_and_a_wrong_name_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path, tmp_path / ("x" * 5000), tmp_path / "a\0b"):
        with pytest.raises(InputError) as caught:
            read_source(path, "ls-1042.yaml")
        assert str(caught.value.problems[0]).startswith("ls-1042.yaml: ")


def test_a_file_is_read_once_and_its_bytes_have_a_digest(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbfa: 1\r\n"
    (tmp_path / "a.yaml").write_bytes(raw)
    source = read_source(tmp_path / "a.yaml")
    assert source.digest == hashlib.sha256(raw).hexdigest() == parse_source(raw, "b.yaml").digest
    assert source.digest != source_of("a: 1\n").digest, "other bytes, although the same data"
