"""Text of both directions: every character where the Unicode Bidirectional Algorithm (UAX 9) puts it."""

from __future__ import annotations

import pytest
from bidi import get_display
from bidi.mirror import MIRRORED
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf.bidi import leftward_first, levels, visual_order
from handouts.records.language import END_ISOLATE, FIRST_STRONG_ISOLATE

ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + END_ISOLATE)


def apart(text: str) -> str:
    """A text that sets its own direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{END_ISOLATE}"


def seen(text: str, *, leftwards: bool) -> str:
    """The characters from left to right, as they are drawn; brackets turned where they run leftwards."""
    found = levels(text, leftwards=leftwards)
    drawn = (MIRRORED.get(text[at], text[at]) if found[at] % 2 else text[at] for at in visual_order(found))
    return "".join(drawn).translate(ISOLATES)


# --- what a sheet says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("اتصل 911", "911 لصتا"),
        ("8–10 مرات", "تارم 10–8"),
        ("8 إلى 10", "10 ىلإ 8"),
        ("كرر 1.5 مرة", "ةرم 1.5 ررك"),
        ("كرر 10 مرات (2)", "(2) تارم 10 ررك"),
        ("الألم (ITBS) هنا", "انه (ITBS) ملألا"),
        ("QR رمز", "زمر QR"),
        ("١٢٣ مرة", "ةرم ١٢٣"),
    ],
)
def test_numbers_and_names_keep_their_order_in_arabic(text: str, drawn: str) -> None:
    assert seen(text, leftwards=True) == drawn


@pytest.mark.parametrize(
    "text",
    [
        "+1 (555) 010-0134",
        "555-0134",
        "me@lakeside.example",
        "lakeside.example/exercises/?id=1",
        "Sample Clinic (Lakeside) Inc.",
        "Start with 5 on bad days.",
        "Dr. Sample, MSc.",
        "LS-1042",
        "2 kg (red)",
    ],
)
def test_what_stands_apart_keeps_its_own_order(text: str) -> None:
    assert seen(f"اتصل: {apart(text)}.", leftwards=True) == f".{text} :لصتا"


def test_an_arabic_note_on_an_english_sheet_keeps_its_own_order() -> None:
    assert seen(f"Note: {apart('كرر 5 مرات.')} Ok", leftwards=False) == "Note: .تارم 5 ررك Ok"


def test_without_being_apart_a_phone_number_would_fall_apart() -> None:
    number = "+1 (555) 010-0134"
    assert number not in seen(f"اتصل {number}", leftwards=True)


@pytest.mark.parametrize(
    ("text", "drawn", "leftwards"),
    [
        ("Sample (مرحبا) Clinic", "Sample (ابحرم) Clinic", False),
        ("مرحبا (Sample) نور", "رون (Sample) ابحرم", True),
        ("ثم (2)", "(2) مث", False),
        ("عيادة Sample (Lakeside)", "Sample (Lakeside) ةدايع", True),
        ("نور [مرحبا (Sample)]", "[(Sample) ابحرم] رون", True),
        ("مرحبا (Sample", "Sample) ابحرم", True),
        ("1) مرحبا", "ابحرم (1", True),
    ],
    ids=["in-latin", "in-arabic", "after-arabic", "after-latin", "nested", "not-closed", "not-opened"],
)
def test_both_brackets_of_a_pair_run_one_way(text: str, drawn: str, leftwards: bool) -> None:
    assert seen(text, leftwards=leftwards) == drawn


def test_an_isolate_within_an_isolate_says_nothing_about_its_direction() -> None:
    assert seen(apart(f"{apart('نور')} Sample"), leftwards=True) == "رون Sample"


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("Sample", False),
        ("نور Sample", True),
        ("12 (נור)", True),
        ("12", False),
        ("", False),
        (f"{apart('نور')} Sample", False),
    ],
)
def test_the_first_letter_sets_the_direction(text: str, leftwards: bool) -> None:
    assert leftward_first(text) is leftwards


@pytest.mark.parametrize(
    "text", [FIRST_STRONG_ISOLATE, END_ISOLATE, f"a{END_ISOLATE}ب", f"ب{FIRST_STRONG_ISOLATE}a 1"]
)
def test_half_an_isolate_does_no_harm(text: str) -> None:
    assert len(levels(text, leftwards=True)) == len(text)


# --- against another implementation --------------------------------------------------------------------------

ALPHABETS = {
    "words": "abבגدم ",
    "numbers": "aدב12٣ .,:/-–+%$€",
    "marks": "aבب1\u064e\u0301 .",
    "quotes": "aבب1«»“”،؟! ·*",
    "brackets": "aבد12()[] .-",
}


def in_order(text: str, *, leftwards: bool) -> str:
    """The characters from left to right."""
    return "".join(text[at] for at in visual_order(levels(text, leftwards=leftwards))).translate(ISOLATES)


mixtures = st.sampled_from(sorted(ALPHABETS.values())).flatmap(
    lambda alphabet: st.text(alphabet, min_size=1, max_size=14)
)
nested = st.recursive(
    st.text("abבب1.-()", min_size=1, max_size=6),
    lambda inner: st.lists(st.one_of(st.text("abבب1.-()", max_size=3), inner.map(apart)), max_size=4).map("".join),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(mixtures, st.booleans())
def test_any_mixture_is_in_the_order_of_the_standard(text: str, leftwards: bool) -> None:
    assert in_order(text, leftwards=leftwards) == get_display(text, base_dir="LR"[leftwards])


@settings(max_examples=200, deadline=None)
@given(nested, st.booleans())
def test_any_mixture_of_isolates_is_in_the_order_of_the_standard(text: str, leftwards: bool) -> None:
    expected = str(get_display(text, base_dir="LR"[leftwards])).translate(ISOLATES)
    assert in_order(text, leftwards=leftwards) == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=12))
def test_every_stretch_is_drawn_once(stretches: list[int]) -> None:
    assert sorted(visual_order(stretches)) == list(range(len(stretches)))


@pytest.mark.parametrize(
    ("stretches", "order"),
    [
        ([], []),
        ([0, 0], [0, 1]),
        ([1, 1, 1], [2, 1, 0]),
        ([0, 1, 1, 0], [0, 2, 1, 3]),
        ([1, 2, 2, 1], [3, 1, 2, 0]),
        ([2, 2], [0, 1]),
        ([1, 2, 3, 2, 1], [4, 1, 2, 3, 0]),
    ],
)
def test_stretches_are_drawn_in_the_order_of_their_levels(stretches: list[int], order: list[int]) -> None:
    assert visual_order(stretches) == order
