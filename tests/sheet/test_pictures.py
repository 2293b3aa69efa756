"""A clinic's picture file -> a checked picture: only whole, plain, local pictures get in (B1)."""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path

import pytest
from PIL import Image

from handouts.errors import InputError, Problem
from handouts.sheet.pictures import LONGEST_SIDE, MAX_BYTES, Picture, read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">{}</svg>'
SHAPE = '<rect x="2" y="2" width="30" height="10" fill="#0f5c63"/>'
LINKED = SVG.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ')


def raster(kind: str, size: tuple[int, int] = (40, 20), colour: str = "#0f5c63", **options: object) -> bytes:
    """A picture file of one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **options)
    return written.getvalue()


def read(folder: Path, data: bytes | str, name: str = "logo.png") -> Picture:
    """The picture that a file in the folder holds."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_picture(folder / name, folder, f"clinics/{name}")


def problem_of(folder: Path, data: bytes | str, name: str = "logo.png") -> Problem:
    """The one thing that is wrong with a file."""
    with pytest.raises(InputError) as caught:
        read(folder, data, name)
    (problem,) = caught.value.problems
    assert problem.file == f"clinics/{name}"
    return problem


# --- what gets in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "name"), [("PNG", "logo.png"), ("JPEG", "logo.jpg"), ("JPEG", "logo.jpeg")])
def test_a_picture_keeps_its_size_and_its_colour(kind: str, name: str, tmp_path: Path) -> None:
    picture = read(tmp_path, raster(kind), name)
    assert (picture.width, picture.height) == (40, 20)
    red, green, blue = Image.open(io.BytesIO(picture.data)).convert("RGB").getpixel((20, 10))  # type: ignore[misc]
    assert abs(red - 0x0F) + abs(green - 0x5C) + abs(blue - 0x63) < 12


def test_an_svg_stays_vectors(tmp_path: Path) -> None:
    picture = read(tmp_path, SVG.format(SHAPE), "logo.svg")
    assert (picture.width / picture.height, picture.data) == (2, b"")
    assert picture.drawing is not None


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(written, "PNG")
    picture = read(tmp_path, written.getvalue())
    assert Image.open(io.BytesIO(picture.data)).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_as_small_as_print_needs(tmp_path: Path) -> None:
    picture = read(tmp_path, raster("PNG", (3000, 1500)))
    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE / 2)


def test_a_photograph_loses_its_camera_data_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Canary Camera", 6  # its maker, and: turned by 90 degrees
    data = raster("JPEG", (40, 20), exif=exif, comment=b"Canary comment")
    assert b"Canary" in data
    picture = read(tmp_path, data, "photo.jpg")
    assert (picture.width, picture.height) == (20, 40)
    assert b"Canary" not in picture.data
    assert b"Exif" not in picture.data


def test_nothing_but_pixels_of_a_png_gets_in(tmp_path: Path) -> None:
    picture = read(tmp_path, raster("PNG") + b"PK\x03\x04 Canary archive")
    assert b"Canary" not in picture.data


# --- where it lies -------------------------------------------------------------------------------------------


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_picture(tmp_path / "logo.png", tmp_path, "clinics/logo.png")
    assert str(caught.value.problems[0]) == "clinics/logo.png: there is no such picture"


def place_problem(path: Path, root: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_picture(path, root, "clinics/logo.png")
    return caught.value.problems[0].code


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "logo.png").mkdir()
    assert place_problem(tmp_path / "logo.png", tmp_path) == "picture-place"


def test_a_named_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "logo.png")
    assert place_problem(tmp_path / "logo.png", tmp_path) == "picture-place"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clinics").mkdir()
    (tmp_path / "secret.png").write_bytes(raster("PNG"))
    (tmp_path / "clinics" / "logo.png").symlink_to(tmp_path / "secret.png")
    assert place_problem(tmp_path / "clinics" / "logo.png", tmp_path / "clinics") == "picture-place"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(raster("PNG"))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert place_problem(path, tmp_path) == "picture-unreadable"


# --- what is not a whole picture -----------------------------------------------------------------------------


def test_a_file_over_five_megabytes_is_refused(tmp_path: Path) -> None:
    assert problem_of(tmp_path, b"\0" * (MAX_BYTES + 1)).message == "is larger than 5 MB"


@pytest.mark.parametrize("size", [(4001, 4000), (13000, 13000)], ids=["a-row-too-much", "bomb"])
def test_a_small_file_of_very_many_pixels_is_refused(size: tuple[int, int], tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(b"\0" * ((size[0] + 7) // 8 + 1) * size[1])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert len(data) < 40_000
    assert problem_of(tmp_path, data).code in ("picture-size", "picture-corrupt")


BROKEN = {
    "empty": b"",
    "text": b"not a picture",
    "half-a-jpeg": raster("JPEG", (400, 300))[:1500],
    "half-a-png": raster("PNG", (400, 300))[:-40],
    "wrong-checksum": raster("PNG").replace(b"IDAT", b"IDAU"),
    "gif": raster("GIF"),
    "bmp": raster("BMP"),
    "tiff": raster("TIFF"),
    "webp": raster("WEBP"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EOF\n",
    "pdf": b"%PDF-1.4\n%%EOF\n",
    "svg": SVG.format(SHAPE).encode(),
}


def test_a_photograph_with_broken_camera_data_is_refused(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera", 6
    broken = raster("JPEG", exif=exif).replace(b"\x01\x0f\x00\x02", b"\x01\x1f\x00\x02")  # a position in letters
    assert problem_of(tmp_path, broken, "photo.jpg").message == "is not a whole PNG or JPEG picture"


def test_what_only_calls_itself_a_picture_is_refused(tmp_path: Path) -> None:
    for kind, data in BROKEN.items():
        for name in ("logo.png", "logo.jpg"):
            assert problem_of(tmp_path, data, name).message == "is not a whole PNG or JPEG picture", (kind, name)


# --- svg -----------------------------------------------------------------------------------------------------

HOSTILE_SVG = {
    "script": (SVG.format("<script>alert(1)</script>"), "contains <script>"),
    "onload": (SVG.format('<rect width="9" height="9" onload="alert(1)"/>'), "contains a script"),
    "foreign-object": (SVG.format("<foreignObject/>"), "contains <foreignObject>"),
    "picture": (SVG.format('<image href="file:///etc/hostname"/>'), "contains <image>"),
    "text": (SVG.format("<text>Clinic</text>"), "contains <text>"),
    "link": (
        SVG.format('<a href="https://evil.example">' + SHAPE + "</a>"),
        "contains a link to something outside it",
    ),
    "xlink": (LINKED.format('<use xlink:href="other.svg#x"/>'), "contains a link to something outside it"),
    "style-url": (
        SVG.format("<style>rect{fill:url(https://evil.example/x)}</style>" + SHAPE),
        "contains a link to something outside it",
    ),
    "style-import": (SVG.format("<style>@import 'x.css';</style>"), "contains a link to something outside it"),
    "fill-url": (
        SVG.format('<rect width="9" height="9" fill="url(file:///etc/passwd)"/>'),
        "contains a link to something outside it",
    ),
    "doctype": ('<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + SVG.format(SHAPE), "contains a DOCTYPE"),
    "entity": ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format("<title>&x;</title>"), "contains a DOCTYPE"),
    "style-sheet": ('<?xml-stylesheet href="x.css"?>' + SVG.format(SHAPE), "contains a processing instruction"),
}


def test_an_svg_that_does_more_than_draw_is_refused(tmp_path: Path) -> None:
    for kind, (text, message) in HOSTILE_SVG.items():
        problem = problem_of(tmp_path, text, "logo.svg")
        assert (problem.message, problem.line) == (message, 1), kind


def test_an_svg_may_use_its_own_parts(tmp_path: Path) -> None:
    own = '<defs><linearGradient id="g"/></defs><g id="a">' + SHAPE + '</g><use xlink:href="#a" x="3"/>'
    assert read(tmp_path, LINKED.format(own), "logo.svg").drawing is not None


@pytest.mark.parametrize(
    "text",
    ["", "<svg", "<html/>", SVG.format("<rect")[:-9], raster("PNG").hex(), SVG.replace('width="40"', 'width="0"')],
    ids=["empty", "cut", "no-svg", "not-closed", "not-xml", "no-width"],
)
def test_an_svg_that_cannot_be_drawn_says_what_to_do(text: str, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, text.format(SHAPE) if "{}" in text else text, "logo.svg")
    assert problem.message == "is an SVG that cannot be drawn"
    assert "plain SVG" in problem.hint
