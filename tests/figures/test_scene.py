"""What stands around a person: arrows clear of the body, glowing muscles on the right side, props that stand."""

from __future__ import annotations

import numpy as np
import pytest

from handouts.figures.body.field import BOX
from handouts.figures.body.heads import LOOKS
from handouts.figures.body.limbs import SIDED_PARTS
from handouts.figures.body.muscles import ALIASES, MUSCLES, TARGET_NAMES
from handouts.figures.body.skeleton import frame_index
from handouts.figures.drawing.arrows import arrow, bent, cleared
from handouts.figures.drawing.face import face
from handouts.figures.drawing.folds import folds
from handouts.figures.drawing.glow import glow, glow_field
from handouts.figures.drawing.props import primitives
from handouts.figures.posing.pose import Prop, PropKind
from tests.figures.people import rastered, standing


def test_an_arrow_is_moved_off_the_body() -> None:
    raster, _ = rastered()
    middle = raster.camera.flat(standing().origin[frame_index["L1"]])
    way = bent(middle - np.array([10, 0]), middle + np.array([10, 0]), 0.2)
    found = cleared(way, raster)
    moved = found - way
    assert np.allclose(moved, moved[0])
    pixels = [raster.pixel_of(point) for point in found]
    height, width = raster.primitive.shape
    assert not any(0 <= r < height and 0 <= c < width and raster.primitive[r, c] >= 0 for r, c in pixels)
    assert 0 < float(np.hypot(*moved[0])) < 34


def test_an_arrow_that_is_clear_stays() -> None:
    raster, _ = rastered()
    way = bent(np.array([60.0, 50.0]), np.array([60.0, 80.0]), 0)
    assert np.array_equal(cleared(way, raster), way)


def test_an_arrow_ends_in_its_point() -> None:
    layers = arrow(bent(np.zeros(2), np.array([0.0, 20.0]), 0))
    assert [layer.colour for layer in layers] == ["white", "arrow"]
    points = layers[1].curves[0].segments.reshape(-1, 2)
    assert points[:, 1].max() == pytest.approx(20)
    assert points[:, 0].max() == pytest.approx(-points[:, 0].min(), abs=0.3)


def is_seen_from_somewhere(target: str) -> bool:
    views = (rastered(azimuth) for azimuth in (-90.0, 0.0, 180.0))
    return any(glow_field(*view, standing(), (f"right {target}",)).min() < 0.6 for view in views)


def test_a_target_can_be_seen_from_somewhere() -> None:
    for target in ("quadriceps", "lower back", "piriformis"):
        assert is_seen_from_somewhere(target), target


@pytest.mark.thorough
def test_every_target_can_be_seen_from_somewhere() -> None:
    assert [target for target in TARGET_NAMES if not is_seen_from_somewhere(target)] == []


def test_a_target_glows_only_on_its_side() -> None:
    raster, person = rastered(0.0)
    field = glow_field(raster, person, standing(), ("left quadriceps",))
    columns = raster.left + (np.nonzero(field < 1)[1] + 0.5) * raster.pixel
    assert columns.min() > 0  # the person's left is on the right of a picture from the front
    assert {person.names[number] for number in np.unique(raster.primitive[field < 1])} == {"thigh_left"}


def test_left_and_right_targets_are_alike() -> None:
    for target in ("obliques", "gluteus medius", "iliotibial band"):
        left, right = (
            int((glow_field(*rastered(azimuth), standing(), (f"{side} {target}",)) < 1).sum())
            for side, azimuth in (("left", 60.0), ("right", -60.0))
        )
        assert left > 100, target
        assert left == pytest.approx(right, rel=0.1), target


def test_a_glow_is_coats_of_colour_and_one_of_hatching() -> None:
    raster, person = rastered(0.0)
    layers = glow(raster, glow_field(raster, person, standing(), ("quadriceps",)))
    assert [layer.colour for layer in layers] == ["glow"] * 4 + ["hatch"]


def test_muscles_name_parts_that_exist() -> None:
    known = {part.name for part in SIDED_PARTS} | {"trunk"}
    assert all(set(muscle.parts) <= known for muscle in MUSCLES.values())
    assert all(set(names) <= set(MUSCLES) for names in ALIASES.values())


def test_a_face_is_drawn_from_the_front_and_not_from_behind() -> None:
    front, behind = (face(standing(), rastered(azimuth)[0], LOOKS["standard"]) for azimuth in (0.0, 180.0))
    assert len(front[0].curves) == 2
    assert not behind


def test_folds_lie_on_the_shirt() -> None:
    raster, person = rastered(-60.0)
    curves = [curve for layer in folds(standing(), raster, person) for curve in layer.curves]
    assert 2 <= len(curves) <= 8


def test_things_stand_on_the_floor() -> None:
    kinds: tuple[PropKind, ...] = ("chair", "stool", "table", "stairs", "wall", "foam roller", "pillow", "block")
    for kind in kinds:
        depths = []
        for piece in primitives(Prop(kind=kind), (30.0, -10.0)):
            half = np.abs(piece.axes[2, 2]) * piece.size[1] if piece.kind != BOX else piece.size[2]
            across = piece.size[0] * (1 - abs(piece.axes[2, 2])) if piece.kind != BOX else 0.0
            depths.append(piece.origin[2] - half - across)
        assert min(depths) == pytest.approx(0, abs=0.6), kind


def test_a_thing_is_turned_about_its_own_middle() -> None:
    plain, turned = (primitives(Prop(kind="chair", turn=turn), (50.0, 8.0)) for turn in (0.0, 180.0))
    middle = np.array([50.0, 8.0, 0.0])
    for one, other in zip(plain, turned, strict=True):
        assert np.allclose((one.origin - middle)[:2], -(other.origin - middle)[:2])
