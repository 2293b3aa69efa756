"""Runs of text -> lines: broken where the language allows, a number never parted from its unit, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.pdf import fonts
from handouts.pdf.canvas import Line
from handouts.pdf.text import Lines, bound, break_lines, set_line
from handouts.programme.phrase import Quantity
from handouts.sheet.layout import Run
from handouts.sheet.style import TextStyle
from tests.page_reading import squeezed

STYLE = TextStyle(size=10.0, leading=1.2)
SENTENCE = "Lie on your side with your knees bent and lift the upper knee slowly"


def broken(text: str, room: float = 100.0, style: TextStyle = STYLE) -> Lines:
    """A text in one look, broken for a width."""
    return break_lines((Run(text),), style, room)


def texts(lines: Lines) -> list[str]:
    """What stands on each line."""
    return [line.text for line in lines.lines]


def widest(lines: Lines) -> float:
    """How far the longest line reaches when it is drawn."""
    return max(line.width for line in drawn(lines))


def drawn(lines: Lines) -> list[Line]:
    """The lines as spans of glyphs."""
    return [set_line(line, STYLE.size) for line in lines.lines]


def wide(text: str, bold: bool = False) -> float:
    return fonts.width(text, bold) * STYLE.size


# --- lines ---------------------------------------------------------------------------------------------------


def test_every_word_is_there_in_order_and_every_line_fits() -> None:
    for room in (*range(40, 200, 3), 1000):
        lines = broken(SENTENCE, room)
        assert " ".join(texts(lines)) == SENTENCE
        assert widest(lines) <= room
        widths = [wide(text) for text in texts(lines)]
        assert [line.width for line in lines.lines] == pytest.approx(widths, abs=0.2), room


def test_a_line_takes_as_many_words_as_fit() -> None:
    first, second, *_ = texts(broken(SENTENCE))
    assert wide(f"{first} {second.split()[0]}") > 100


def test_a_text_that_fits_exactly_stays_on_one_line() -> None:
    assert texts(broken(SENTENCE, wide(SENTENCE))) == [SENTENCE]


def test_no_text_gives_no_line() -> None:
    lines = broken("")
    assert (lines.lines, lines.height, lines.width) == ((), 0, 0)


def test_height_is_that_of_all_lines() -> None:
    lines = broken(SENTENCE)
    assert lines.line_height == pytest.approx(12)
    assert lines.height == pytest.approx(12 * len(lines.lines))


def test_bold_text_is_measured_bold() -> None:
    bold = STYLE.model_copy(update={"bold": True})
    assert broken("Lift", style=bold).width == pytest.approx(wide("Lift", bold=True))
    assert wide("Lift", bold=True) > wide("Lift")


# --- looks ---------------------------------------------------------------------------------------------------


def test_a_word_that_changes_its_look_is_not_parted() -> None:
    runs = (Run("Call "), Run("555", bold=True), Run("-0100"), Run(" now"))
    assert texts(break_lines(runs, STYLE, 1000)) == ["Call 555-0100 now"]
    narrow = break_lines(runs, STYLE, wide("555-0100", bold=True) + 1)
    assert "555-0100" in texts(narrow)


def test_spans_stand_side_by_side() -> None:
    (line,) = drawn(break_lines((Run("Avoid", bold=True), Run(" rolling back")), STYLE, 1000))
    assert [span.run.face.name for span in line.spans] == ["FiraGO-Bold", "FiraGO-Regular"]
    assert [span.x for span in line.spans] == pytest.approx([0, wide("Avoid", bold=True)])
    assert line.width == pytest.approx(wide("Avoid", bold=True) + wide(" rolling back"))


def test_a_link_covers_its_words_only() -> None:
    runs = (Run("See "), Run("our page", href="https://a.example"), Run(" now"))
    (line,) = break_lines(runs, STYLE, 1000).lines
    assert "".join(piece.text for piece in line.pieces if piece.href) == "our page"
    (link,) = (span for span in set_line(line, STYLE.size).spans if span.href)
    assert (link.x, link.run.width * STYLE.size) == pytest.approx((wide("See "), wide("our page")))


def test_a_link_goes_on_over_the_end_of_a_line() -> None:
    runs = (Run("our page of exercises", href="https://a.example"),)
    lines = break_lines(runs, STYLE, 60).lines
    assert len(lines) > 1
    assert {piece.href for line in lines for piece in line.pieces} == {"https://a.example"}


# --- numbers and units ---------------------------------------------------------------------------------------


DOSES = [
    "10 seconds",
    "3 to 5 slow breaths",
    "2 sets of 10",
    "8–10 times",
    "30 s",
    "1.5 kg",
    "(3 times)",
    "1 day a week",
]


def test_a_number_that_somebody_wrote_is_never_parted_from_its_unit() -> None:
    for dose in DOSES:
        for room in range(20, 120, 4):
            fitting = max(float(room), wide(dose.replace(" to ", "") + "  "))
            lines = texts(broken(f"Hold for {dose} and breathe", fitting))
            assert [line for line in lines if line.strip("(")[-1:].isdigit()] == [], (dose, room)


BOUND = {
    "hold 10 seconds": "hold 10_seconds",
    "8–10 times": "8–10_times",
    "3 sets of 10 times": "3_sets of 10_times",
    "1,5 kg or 2.5 kg": "1,5_kg or 2.5_kg",
    "call 555 0100": "call 555 0100",
    "L4 and L5 hurt": "L4 and L5 hurt",
    "ends with 10": "ends with 10",
    "10 – pause": "10 – pause",
    "8 إلى 10 مرات": "8_إلى 10_مرات",
    "4 of 10. Then rest": "4_of 10. Then rest",
    "up to 10, hold 3 s": "up to 10, hold 3_s",
    "保持30秒": "保持30\u2060秒",
}


def test_a_number_in_a_text_is_tied_to_the_word_after_it() -> None:
    for text, tied in BOUND.items():
        assert bound(Run(text)) == tied.replace("_", "\u00a0")


def test_an_amount_is_tied_by_what_it_is_and_not_by_how_it_looks() -> None:
    runs = (Run("Hold "), Run("ten slow breaths", amount=Quantity("ten", "slow breaths")), Run(" now"))
    for room in range(20, 160, 4):
        lines = texts(break_lines(runs, STYLE, max(float(room), wide("ten slow"))))
        assert [line for line in lines if line.endswith("ten")] == [], room
        assert " ".join(lines).replace("\u00a0", " ") == "Hold ten slow breaths now"


def test_what_follows_an_amount_may_stand_on_the_next_line() -> None:
    runs = (Run("8 to 10", amount=Quantity("8 to 10")), Run(", hold for "), Run("5 s", amount=Quantity("5", "s")))
    assert texts(break_lines(runs, STYLE, wide("8 to 10, ")))[0] == "8 to 10,"


def test_names_that_end_in_digits_do_not_grow_together() -> None:
    text = " ".join(f"Room{number}" for number in range(40))
    lines = broken(text)
    assert " ".join(texts(lines)) == text
    assert {word for line in texts(lines) for word in line.split()} == set(text.split())


# --- words wider than a line ---------------------------------------------------------------------------------


def test_a_word_wider_than_a_line_is_cut_and_stays_whole_in_sum() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    lines = broken(f"The {word} sails", 60)
    assert widest(lines) <= 60
    assert "".join(texts(lines)).replace(" ", "") == f"The{word}sails"


def test_an_address_is_cut_after_its_slashes() -> None:
    address = "lakeside.example/exercises/clamshell"
    lines = texts(broken(address, wide("lakeside.example/exercises/") + 1))
    assert lines == ["lakeside.example/exercises/", "clamshell"]


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert "".join(texts(broken("Lift", 1))) == "Lift"


# --- other languages -----------------------------------------------------------------------------------------

CHINESE = [
    "侧卧，左侧在下，双腿上下叠放，头部枕好。",
    "疼痛应在24小时内缓解。如果疼痛不缓解，请给我们打电话！",
    "肌腱炎：肌腱疼痛。肌腱是把肌肉连到骨头上的“绳子”；髂胫束综合征（ITBS）：大腿外侧疼痛。",
    "2组，每组8至10次，每次保持30秒，每天1次，连续2周",
    "哪天做了锻炼，就在日历上写一个《练》字。太难？太轻松？",
]
NOT_FIRST = "，。、；：？！）》”"
NOT_LAST = "（《“"

ROOMS = range(60, 210, 4)


def test_chinese_is_broken_between_characters_but_not_beside_these_signs() -> None:
    for text in CHINESE:
        for room in ROOMS:
            lines = texts(broken(text, room))
            assert "".join(lines) == text
            assert [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST] == [], (text, room)
            assert widest(broken(text, room)) <= room, (text, room)


def test_a_chinese_number_stays_with_its_measure_word() -> None:
    amounts = (Run("每次保持"), Run("30秒", amount=Quantity("30", "秒", joined=True)), Run("，连续"))
    for room in ROOMS:
        for text in CHINESE:
            assert [line for line in texts(broken(text, room)) if line[-1].isdigit()] == [], (text, room)
        lines = texts(break_lines(amounts, STYLE, room))
        assert ("".join(lines), [line for line in lines if line[-1].isdigit()]) == ("每次保持30秒，连续", []), room


def test_a_chinese_line_is_filled() -> None:
    first, second, *_ = texts(broken(CHINESE[2]))
    assert wide(f"{first}{second[:3]}") > 100


def test_korean_and_chinese_words_may_stand_among_latin_ones() -> None:
    text = "Lie on 侧卧左侧在下 and 무릎을 굽히세요 slowly"
    for room in range(50, 200, 7):
        lines = broken(text, room)
        assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")
        assert widest(lines) <= room


def test_a_french_sign_stays_with_the_word_before_it() -> None:
    text = "Attention : le dos bouge ? Arrêtez ; dites « stop » !"
    for room in ROOMS:
        lines = texts(broken(text, room))
        assert [line for line in lines if line[0] in ":;?!»" or line[-1] == "«"] == [], room


def test_arabic_is_broken_in_reading_order_and_loses_nothing() -> None:
    text = "استلقِ على جانبك الأيمن، وضع ساقًا فوق الأخرى. كرر 10 مرات (Sample Co.) أرِح رأسك."
    for room in ROOMS:
        lines = break_lines((Run(text),), STYLE, room, True)
        assert " ".join(texts(lines)).replace("\u00a0", " ") == text
        assert widest(lines) <= room
        assert [line for line in texts(lines) if line[-1].isdigit()] == [], room


def test_an_arabic_line_is_drawn_from_the_right() -> None:
    (line,) = drawn(break_lines((Run("كرر "), Run("10", bold=True), Run(" مرات")), STYLE, 1000, True))
    said = ["".join(glyph.text for glyph in span.run.glyphs).strip() for span in line.spans]
    assert said == ["تارم", "10", "ررك"]
    assert [span.x for span in line.spans] == sorted(span.x for span in line.spans)
    assert line.leftwards


# --- whatever the text ---------------------------------------------------------------------------------------

words = st.one_of(
    st.sampled_from(
        ["Lift", "10", "8–10", "knee,", "(left)", "Ärzte", ": ", "(Sample", "侧卧，", "30秒", "كرر", "مرات."]
    ),
    st.text("abgyÄ10.,-/()", min_size=1, max_size=8),
)
runs_of_text = st.lists(
    st.one_of(
        st.builds(Run, st.lists(words, min_size=1, max_size=6).map(" ".join), st.booleans()),
        st.sampled_from(["seconds", "slow breaths", ""]).map(
            lambda unit: Run(str(Quantity("10", unit)), amount=Quantity("10", unit))
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=100, deadline=None)
@given(runs_of_text, st.floats(40, 400), st.booleans())
def test_no_line_is_too_wide_and_no_word_is_lost_or_moved(runs: list[Run], room: float, leftwards: bool) -> None:
    lines = break_lines(tuple(runs), STYLE, room, leftwards)
    said = squeezed("".join(run.text for run in runs))
    assert squeezed("".join(texts(lines))) == said
    longest = max((fonts.width(character, True) for character in said), default=0.0) * STYLE.size
    assert all(line.width <= max(room, longest) + 0.01 for line in lines.lines)
