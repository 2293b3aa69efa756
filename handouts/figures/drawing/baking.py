"""Pose files -> baked figures, only where pose, build or engine have changed; nothing else solves or traces."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from handouts import PACKAGE
from handouts.figures.picture.baked import BakedFigure, bake, baked_name, figure_text, read_figure
from handouts.reading.source import read_source

_ENGINE: Final = PACKAGE / "figures"
NOT_DRAWING: Final = ("picture/svg.py", "picture/baked.py", "drawing/baking.py")
"""Modules of the engine whose change does not change a picture."""


class Order(NamedTuple):
    """One figure to bake: the pose file, the person's build, and where the result goes."""

    pose: Path
    build: str
    target: Path


def orders(poses: Sequence[Path], builds: Sequence[str], folder: Path) -> list[Order]:
    """One order for each pose and build."""
    return [Order(pose, build, folder / baked_name(pose.stem, build)) for pose in poses for build in builds]


def is_fresh(order: Order) -> bool:
    """Whether the baked file was made from this pose by this engine."""
    return order.target.is_file() and read_figure(order.target, order.target.name).hash == hash_of(order)


def hash_of(order: Order) -> str:
    """One hash over what the pose says, the build and the engine; reads files, solves nothing."""
    said = json.dumps(read_source(order.pose).data, sort_keys=True)
    return hashlib.sha256(f"{order.build}\0{said}\0{engine_hash()}".encode()).hexdigest()


@cache
def engine_hash(engine: Path = _ENGINE) -> str:
    """One hash over every module that draws: what each is called and says, not the room that it stands in."""
    left_out = {engine / name for name in NOT_DRAWING}
    digest = hashlib.sha256()
    for name, text in sorted(
        (path.name, path.read_bytes()) for path in engine.rglob("*.py") if path not in left_out
    ):
        digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def bake_all(wanted: Sequence[Order], workers: int) -> Iterator[tuple[Order, str]]:
    """Each order with the text of its file, as it is done; the first failure stops the rest. Raises InputError."""
    with ProcessPoolExecutor(max_workers=workers) as pool:
        running = {pool.submit(_bake, order): order for order in wanted}
        try:
            for done in as_completed(running):
                yield running[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def drawn(pose: Path, build: str, made_from: str = "") -> BakedFigure:
    """Solve, trace and prepare one figure. Raises InputError with the pose's problems."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from handouts.figures.drawing.compose import compose
    from handouts.figures.posing.pose_file import read_pose

    found = read_pose(pose)
    return bake(compose(found, build), found.arrangement, made_from)


def _bake(order: Order) -> str:
    return figure_text(drawn(order.pose, order.build, hash_of(order)))
