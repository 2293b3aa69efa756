"""Pictures as data: saved and loaded, mirrored, set side by side, and written as SVG and PDF operators."""

from __future__ import annotations

import re
import zlib
from xml.etree import ElementTree

import pytest

from handouts.errors import InputError
from handouts.figures.picture.operators import index_table, opacities, operators
from handouts.figures.picture.palettes import COLOUR_NAMES, Dress, coloured, ink_saver
from handouts.figures.picture.picture import Fill, Framed, Path, Picture, Stroke, beside, dump, load, path_text
from handouts.figures.picture.svg import svg

TRIANGLE = Path((100, 100), ((200, 0), (-50, 150)))
WAVE = Path((50, 300), ((10, 20, 30, -20, 40, 0), (0, 0, 20, 40, 40, 40)), closed=False)
PICTURE = Picture(
    60.0,
    45.5,
    (
        Fill((TRIANGLE,), "mat"),
        Framed((TRIANGLE,), "ink", 9, "skin", (Fill((TRIANGLE,), "glow", 0.3), Stroke((WAVE,), "hatch", 4))),
        Stroke((WAVE,), "ink", 7),
    ),
)


def test_a_saved_picture_loads_as_the_same_picture() -> None:
    assert load(dump(PICTURE)) == PICTURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 99, "size": [1, 1], "operations": []}',
        '{"format": 1, "size": [1, 1], "operations": [["daub", "ink", 1, "M1 1l2 2"]]}',
        '{"format": 1, "size": [1, 1], "operations": [["fill", "ink", 1, "M1 1l2 2 3"]]}',
        '{"format": 1, "size": [1, 1], "operations": [["fill", "ink", 1, "M1l2 2"]]}',
    ],
    ids=["empty", "a list", "another version", "unknown operation", "a step of three numbers", "half a point"],
)
def test_a_damaged_picture_is_refused(text: str) -> None:
    with pytest.raises(InputError) as raised:
        load(text, "bridge.json")
    assert [problem.code for problem in raised.value.problems] == ["picture-format"]


def test_minus_signs_save_spaces_in_the_text_of_a_path() -> None:
    assert path_text(TRIANGLE) == "M100 100l200 0l-50 150z"
    assert path_text(WAVE) == "M50 300c10 20 30-20 40 0c0 0 20 40 40 40"


def test_a_mirrored_picture_keeps_its_heights_and_mirrors_back() -> None:
    mirrored = PICTURE.mirrored()
    before, after = (list(next(picture.paths()).points()) for picture in (PICTURE, mirrored))
    assert after == [(600 - x, y) for x, y in before]
    assert mirrored.mirrored() == PICTURE


def test_pictures_stand_side_by_side_with_a_gap() -> None:
    both = beside([PICTURE, PICTURE], gap=10)
    assert (both.width, both.height) == (130.0, 45.5)
    starts = [path.start for path in both.paths()]
    assert starts[len(starts) // 2] == (100 + 700, 100)


def test_every_colour_has_a_value_in_every_palette() -> None:
    for palette in (coloured(Dress()), ink_saver()):
        assert set(COLOUR_NAMES) == set(palette.colours)
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in palette.colours.values())


def test_the_ink_saver_palette_has_no_colour() -> None:
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in ink_saver().colours.values())


def test_leggings_and_shoes_change_only_the_palette() -> None:
    bare, dressed = coloured(Dress()), coloured(Dress(legs="#333344", feet="#eeeeee"))
    assert bare.colours["leg"] == bare.colours["skin"]
    assert (dressed.colours["leg"], dressed.colours["foot"]) == ("#333344", "#eeeeee")
    assert dressed.colours["arm"] == bare.colours["arm"]


def test_the_svg_is_well_formed_and_upright() -> None:
    root = ElementTree.fromstring(svg(PICTURE, coloured(Dress()), "Lying & lifting"))
    assert root.get("viewBox") == "0 0 600 455"
    assert root[0].text == "Lying & lifting"
    assert root[1].get("transform") == "matrix(1 0 0 -1 0 455)"


@pytest.mark.parametrize(
    ("palette", "lines"), [(coloured(Dress()), 0), (ink_saver(), 1)], ids=["colour", "ink saver"]
)
def test_only_the_ink_saver_is_hatched(palette: object, lines: int) -> None:
    text = svg(PICTURE, palette)  # type: ignore[arg-type]
    assert text.count('stroke-width="4"') == lines


def test_what_is_inside_a_frame_is_cut_off_by_it() -> None:
    text = operators(PICTURE).decode()
    assert re.search(r"q\n.*18 w\n100 100 m\n.*h\nW\* S\n.* re f\n.*Q", text, re.DOTALL)
    assert text.count("q\n") == text.count("\nQ") == 1


def test_the_state_that_a_frame_sets_is_set_again_after_it() -> None:
    pen = Stroke((WAVE,), "ink", 7)
    frame = Framed((TRIANGLE,), "ink", 9, "skin", (pen,))
    after = operators(Picture(60.0, 45.5, (frame, pen))).decode().partition("\nQ\n")[2]
    ink = COLOUR_NAMES.index("ink")
    assert after.startswith(f"/O100 gs\n{ink} SC\n7 w\n")


def test_one_stream_serves_every_palette() -> None:
    names = re.findall(rb"(\d+) (?:sc|SC)\b", operators(PICTURE))
    assert {COLOUR_NAMES[int(number)] for number in names} == PICTURE.colours()
    tables = {index_table(coloured(Dress())), index_table(ink_saver())}
    assert {len(table) for table in tables} == {3 * len(COLOUR_NAMES)}
    assert len(tables) == 2
    assert opacities(PICTURE) == {30, 100}


def test_operators_are_short() -> None:
    assert b"." not in operators(PICTURE).replace(b"0.1 0 0 0.1 0 0 cm", b"")
    assert b"50 300 m\n60 320 80 280 90 300 c\n110 340 130 340 v" in operators(PICTURE)
    assert len(zlib.compress(operators(PICTURE))) < 260
