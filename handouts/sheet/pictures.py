"""A clinic's picture file -> a checked picture, ready to draw.

Only regular PNG, JPEG and SVG files inside the workspace are read. Raster pictures are decoded and written
anew, so that nothing but pixels gets into a sheet: no camera data, no second payload, no truncated half.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from handouts.errors import InputError
from handouts.figures.picture.baked import BakedPosition
from handouts.programme.picture_key import DrawnPicture, PictureKey

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_PIXELS: Final = 16_000_000
LONGEST_SIDE: Final = 1400  # pixels; 300 dpi over the width of an A4 page's picture column
_REFUSED_ELEMENTS: Final = frozenset(
    {"script", "foreignObject", "image", "iframe", "audio", "video", "set", "handler", "text"}
)
_EXTERNAL: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|data:|https?:|file:", re.IGNORECASE)

_OUTSIDE: Final = "a link to something outside it"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its natural size: pixels in `data`, vectors in `drawing`, or a baked `figure`.

    Pictures of one name are embedded once; a figure and its mirror image have one.
    """

    name: str
    width: float
    height: float
    data: bytes = b""
    drawing: Any = None
    figure: BakedPosition | None = None
    mirrored: bool = False


Pictures = Mapping[PictureKey, Picture]


def figure_picture(key: DrawnPicture, drawn: BakedPosition) -> Picture:
    """A position of a figure as a picture of the sheet."""
    name = f"figure:{key.exercise}:{key.position}"
    return Picture(name, drawn.width, drawn.height, figure=drawn, mirrored=key.mirrored)


def read_picture(path: Path, root: Path, shown: str) -> Picture:
    """Read and check one file inside `root`. Raises InputError that names the file as `shown`."""
    try:
        data = _bytes(path, root, shown)
    except OSError as error:
        raise InputError.single(shown, "picture-unreadable", f"cannot be read ({error.strerror})") from None
    if path.suffix.lower() == ".svg":
        return _vector(data, shown)
    return _raster(data, shown)


def _bytes(path: Path, root: Path, shown: str) -> bytes:
    if not path.exists():
        raise InputError.single(
            shown, "picture-missing", "there is no such picture", "check the name in the clinic file"
        )
    if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
        raise InputError.single(shown, "picture-place", "is not a regular file beside the clinic file")
    if path.stat().st_size > MAX_BYTES:
        raise InputError.single(shown, "picture-size", "is larger than 5 MB", "save it smaller")
    return path.read_bytes()


def _raster(data: bytes, shown: str) -> Picture:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > MAX_PIXELS:
                raise InputError.single(shown, "picture-size", "has more than 16 million pixels", "save it smaller")
            opened.load()
            image = ImageOps.exif_transpose(opened).convert("RGBA")
    except InputError:
        raise
    except Exception:  # any failure of the decoder means the same to the user
        message = "is not a whole PNG or JPEG picture"
        raise InputError.single(shown, "picture-corrupt", message, "open it and save it anew") from None
    white = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(white, image).convert("RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    if opened.format == "JPEG":
        flat.save(written, "JPEG", quality=88)
    else:
        flat.save(written, "PNG")
    return Picture(shown, float(flat.width), float(flat.height), written.getvalue())


def _vector(data: bytes, shown: str) -> Picture:
    _check_svg(data, shown)
    import logging

    from svglib.svglib import svg2rlg

    problems: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: problems.append(record.levelname)  # type: ignore[method-assign]
    logger = logging.getLogger("svglib.svglib")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        drawing = svg2rlg(io.BytesIO(data))
    except Exception as error:  # any failure of the converter means the same to the user
        raise _unusable(shown) from error
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    if drawing is None or problems or drawing.width <= 0 or drawing.height <= 0:
        raise _unusable(shown)
    return Picture(shown, float(drawing.width), float(drawing.height), drawing=drawing)


def _unusable(shown: str) -> InputError:
    hint = "export it as plain SVG: shapes and paths, text as paths, with a width and a height"
    return InputError.single(shown, "picture-svg", "is an SVG that cannot be drawn", hint)


def _check_svg(data: bytes, shown: str) -> None:
    """Refuse scripts, entities and everything that would be fetched from elsewhere."""

    def check(what: str) -> None:
        if what:
            message = f"contains {what}"
            raise InputError.single(
                shown, "picture-svg", message, "export it as plain SVG", parser.CurrentLineNumber
            )

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: check(_hostile(tag, attributes))
    parser.CharacterDataHandler = lambda text: check(_OUTSIDE if _EXTERNAL.search(text) else "")
    parser.StartDoctypeDeclHandler = lambda *_: check("a DOCTYPE")
    parser.ProcessingInstructionHandler = lambda *_: check("a processing instruction")
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise _unusable(shown) from None


def _hostile(tag: str, attributes: dict[str, str]) -> str:
    """What is not allowed about an SVG element, in words; empty when nothing is."""
    name = tag.rpartition(":")[2]
    if name in _REFUSED_ELEMENTS:
        return f"<{name}>"
    for key, value in attributes.items():
        local = key.rpartition(":")[2].lower()
        if local.startswith("on"):
            return "a script"
        leads_away = local == "href" and not value.startswith("#")
        if leads_away or (not key.startswith("xmlns") and _EXTERNAL.search(value)):
            return _OUTSIDE
    return ""
