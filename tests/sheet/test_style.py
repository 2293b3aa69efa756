"""A layout's style.yaml + the clinic's brand -> one style: every text can be read, every paper is known."""

from __future__ import annotations

import colorsys
from pathlib import Path

import pytest

from handouts.errors import InputError
from handouts.library.folders import Workspace
from handouts.records.colour import TEXT_CONTRAST, contrast, readable_colour
from handouts.sheet.style import MM, PAPERS, Style, TextStyle, make_style, read_theme
from handouts.sheet.template import theme
from tests.conftest import ROOT

LAYOUTS = ("standard", "large-print", "compact", "record")
BRANDS = ("#0f5c63", "#7a2e52", "#ffffff", "#ffff00", "#00ff7f", "#e0a13c", "#808080", "#000000")
ZONES = ("fine", "ease", "stop")


def style(layout: str = "standard", brand: str = "#0f5c63", paper: str = "a4") -> Style:
    """A shipped layout in a brand's colour."""
    return make_style(theme(Workspace.at(ROOT), layout), brand, paper)


def hue(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0]


# --- contrast ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert round(contrast(one, other), 2) == ratio


@pytest.mark.parametrize("brand", ["#0f5c63", "#7a2e52", "#000000", "#767676"])
def test_a_colour_that_can_be_read_stays_as_it_is(brand: str) -> None:
    assert readable_colour(brand) == brand


@pytest.mark.parametrize("brand", ["#ffff00", "#00ff7f", "#e0a13c", "#ff9bc2", "#777777"])
def test_a_colour_too_light_is_darkened_just_enough_and_keeps_its_hue(brand: str) -> None:
    darker = readable_colour(brand)
    assert TEXT_CONTRAST <= contrast(darker, "#ffffff") < TEXT_CONTRAST + 0.5
    assert abs(hue(darker) - hue(brand)) < 0.02


def test_even_white_becomes_a_readable_grey() -> None:
    assert TEXT_CONTRAST <= contrast(readable_colour("#ffffff"), "#ffffff") < 5


def test_all_text_can_be_read_on_all_it_stands_on() -> None:
    for brand in BRANDS:
        colours = style(brand=brand).colours
        pairs = [(text, "white") for text in ("ink", "soft", "brand", "danger")]
        pairs += [("ink", ground) for ground in ("tint", *ZONES)] + [("white", "brand")]
        weak = [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < TEXT_CONTRAST]
        assert weak == [], brand


def test_lines_that_carry_meaning_can_be_seen() -> None:
    for brand in BRANDS:
        colours = style(brand=brand).colours
        assert [
            role for role in ("line", "ink", "danger", "brand") if contrast(colours[role], "#ffffff") < 3
        ] == [], brand


def test_fills_drink_little_ink() -> None:
    for brand in BRANDS:
        colours = style(brand=brand).colours
        assert [role for role in ("tint", *ZONES) if contrast(colours[role], "#ffffff") > 1.6] == [], brand


# --- paper ---------------------------------------------------------------------------------------------------


def test_papers_have_their_size() -> None:
    millimetres = {name: tuple(round(side / MM) for side in sides) for name, sides in PAPERS.items()}
    assert millimetres == {"a4": (210, 297), "letter": (216, 279)}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_stands_within_the_margins(layout: str, paper: str) -> None:
    made = style(layout, paper=paper)
    width, height = made.frame
    margins = made.theme.margins
    assert width == pytest.approx(made.width - 2 * margins.side * MM)
    assert height == pytest.approx(made.height - (margins.top + margins.bottom) * MM)
    assert min(margins.top, margins.bottom, margins.side) >= 12.7


# --- style.yaml ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "smallest"), [("standard", 12), ("large-print", 16), ("compact", 10)])
def test_no_style_is_smaller_than_its_layout_promises(layout: str, smallest: float) -> None:
    text = style(layout).theme.text
    assert {name for name, one in text.items() if one.size < smallest} == set()
    assert text["body"].size == {"standard": 14, "large-print": 18, "compact": 12}[layout]


def test_running_text_has_air_between_its_lines() -> None:
    for layout in LAYOUTS:
        text = style(layout).theme.text
        tight = {name for name in ("body", "why", "lead", "extras") if not 1.25 <= text[name].leading <= 1.5}
        assert tight == set(), layout


def test_smaller_text_stops_at_the_smallest_size_and_nothing_grows() -> None:
    text = TextStyle(size=14.0, bold=True)
    assert text.smaller(0.9, 12.0) == TextStyle(size=14.0 * 0.9, bold=True)
    assert text.smaller(0.5, 12.0).size == 12.0
    assert TextStyle(size=10.0).smaller(0.9, 12.0).size == 10.0


def test_codes_are_at_least_two_centimetres_wide() -> None:
    assert {layout for layout in LAYOUTS if style(layout).theme.qr < 20} == set()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("margins:", "margin:", "margin: there is no such field"),
        ("size: 14,", "size: big,", "text.body.size: must be a number"),
        ("bold: true", "bold: 1", "must be true or false"),
        ("colour: brand", "colour: brandy", "must be ink, soft, brand, tint"),
        ("align: end", "align: edn", "must be start, end or centre"),
    ],
    ids=["unknown-field", "no-number", "no-truth", "no-colour", "no-side"],
)
def test_a_slip_in_a_style_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = (ROOT / "templates" / "standard" / "style.yaml").read_text()
    assert old in text
    (tmp_path / "style.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_theme(tmp_path / "style.yaml", "style.yaml")
    assert any(said in str(problem) for problem in caught.value.problems)
