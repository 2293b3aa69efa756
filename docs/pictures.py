"""The pictures of docs/, from the program as it is: pages of examples, and every figure. `make docs` runs this."""

from __future__ import annotations

import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from handouts.cli import main

DOCS: Final = Path(__file__).resolve().parent
EXAMPLES: Final = DOCS.parent / "content" / "prescriptions"


class Page(NamedTuple):
    """One page of an example, in the standard layout."""

    example: str
    number: int


PAGES: Final = {  # picture: its pages side by side, and the pixels of a point
    "sheet.png": ([Page("worse-when-sitting", number) for number in (1, 2, 3)], 1.1),
    "languages.png": (
        [
            Page("in-arabic-with-english", 2),
            Page("in-chinese", 2),
            Page("in-spanish", 1),
            Page("in-french", 3),
        ],
        0.95,
    ),
}
FIGURES: Final = {"figures-colour.pdf": (), "figures-ink-saver.pdf": ("--ink-saver",)}
GAP, COLOURS, EDGE = 12, 128, 24
POSE: Final = (900, 300)  # at most, in pixels
FRAME: Final = (180, 180, 180)


def handouts(*arguments: str | Path) -> None:
    """The command, in this process."""
    main([str(argument) for argument in arguments], standalone_mode=False)


def drawn(pdf: Path, number: int, scale: float) -> Image.Image:
    """A page as pixels."""
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    picture: Image.Image = document[number - 1].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return picture


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Pictures in a row, the upper edges in line."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) - 1)
    row, left = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white"), 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


def save(picture: Image.Image, name: str) -> None:
    """Write a picture small: few colours are enough for line art."""
    file = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    (DOCS / "images" / name).write_bytes(file.getvalue())


def trimmed(picture: Image.Image) -> Image.Image:
    """A picture without the white above its first ink and below its last."""
    ink = ImageChops.invert(picture).getbbox() or (0, 0, *picture.size)
    return picture.crop((0, max(0, ink[1] - EDGE), picture.width, min(picture.height, ink[3] + EDGE)))


def draw_pages(folder: Path) -> None:
    """The pictures that show pages of sheets."""
    for name, (pages, scale) in PAGES.items():
        framed = []
        for page in pages:
            pdf = folder / f"{page.example}.pdf"
            if not pdf.exists():
                handouts("build", EXAMPLES / f"{page.example}.yaml", "--layout", "standard", "--output", folder)
            framed.append(ImageOps.expand(drawn(pdf, page.number, scale), 1, FRAME))
        save(side_by_side(framed), name)


def draw_figures(folder: Path) -> None:
    """The contact sheets, the picture of the first, and the pose that docs/figures.md explains."""
    for name, options in FIGURES.items():
        handouts("figure", "--all", "--contact-sheet", folder / name, *options)
        (DOCS / name).write_bytes((folder / name).read_bytes())
    colour = DOCS / "figures-colour.pdf"
    count = len(pypdfium2.PdfDocument(colour.read_bytes()))
    save(trimmed(side_by_side([drawn(colour, number + 1, 1) for number in range(count)])), "figures.png")
    guide = (DOCS / "figures.md").read_text(encoding="utf-8")
    [pose] = re.findall(r"```yaml\n(camera:.*?)```", guide, re.DOTALL)
    (folder / "bird-dog.yaml").write_text(pose, encoding="utf-8")
    handouts("figure", "--pose", folder / "bird-dog.yaml", "-o", folder / "bird-dog.png")
    save(ImageOps.contain(Image.open(folder / "bird-dog.png").convert("RGB"), POSE), "bird-dog.png")


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        draw_pages(Path(temporary))
        draw_figures(Path(temporary))
