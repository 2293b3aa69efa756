"""A baked figure: what `make figures` traced once, ready to be placed in a sheet without numpy or a solver.

Each position holds its PDF operator stream, deflated, and the picture it was made from, for SVG. The file also
holds the hash of everything that was drawn from, so that a test can tell whether it is fresh.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handouts.errors import InputError
from handouts.figures.picture.operators import opacities, operators
from handouts.figures.picture.picture import Picture, dump, load

Arrangement = Literal["beside", "stacked"]
FOLDER = "figures/baked"


@dataclass(frozen=True, slots=True)
class BakedPosition:
    """One position: size in points, the deflated operators, and the opacities they use in percent."""

    width: float
    height: float
    stream: bytes
    opacities: tuple[int, ...]
    traced: bytes

    def picture(self) -> Picture:
        """The picture itself, for other writers than PDF."""
        return load(zlib.decompress(self.traced).decode("utf-8"))


@dataclass(frozen=True, slots=True)
class BakedFigure:
    """All positions of one exercise, drawn for one person."""

    hash: str
    arrangement: Arrangement
    positions: tuple[BakedPosition, ...]


def baked_name(exercise: str, person: str) -> str:
    """The file name of a baked figure."""
    return f"{exercise}.{person}.json"


def bake(pictures: tuple[Picture, ...], arrangement: Arrangement, made_from: str) -> BakedFigure:
    """Prepare traced pictures for sheets."""
    positions = tuple(
        BakedPosition(
            width=picture.width,
            height=picture.height,
            stream=zlib.compress(operators(picture), 9),
            opacities=tuple(sorted(opacities(picture))),
            traced=zlib.compress(dump(picture).encode("utf-8"), 9),
        )
        for picture in pictures
    )
    return BakedFigure(made_from, arrangement, positions)


def figure_text(figure: BakedFigure) -> str:
    """The content of a baked figure's file."""
    positions = [
        {
            "size": [position.width, position.height],
            "opacities": list(position.opacities),
            "stream": base64.b64encode(position.stream).decode("ascii"),
            "traced": base64.b64encode(position.traced).decode("ascii"),
        }
        for position in figure.positions
    ]
    content = {"hash": figure.hash, "arrangement": figure.arrangement, "positions": positions}
    return json.dumps(content, indent=0) + "\n"


def read_figure(path: Path, name: str) -> BakedFigure:
    """A baked figure's file. Raises InputError if it is anything else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        positions = tuple(_position(item) for item in content["positions"])
        return BakedFigure(content["hash"], content["arrangement"], positions)
    except (OSError, ValueError, KeyError, TypeError):
        message = "is not a baked figure of this version"
        raise InputError.single(name, "figure-format", message, "run 'make figures'") from None


def _position(item: dict[str, Any]) -> BakedPosition:
    width, height = item["size"]
    stream, traced = base64.b64decode(item["stream"]), base64.b64decode(item["traced"])
    return BakedPosition(float(width), float(height), stream, tuple(item["opacities"]), traced)
