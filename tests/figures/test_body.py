"""The body's surface: where skin, cloth and hair are, how limbs meet, and that builds differ where they should."""

from __future__ import annotations

import numpy as np
import pytest

from handouts.figures.body.arrays import Array
from handouts.figures.body.body import body
from handouts.figures.body.builds import BUILDS
from handouts.figures.body.field import Surface
from handouts.figures.body.heads import HAIRS, LOOKS
from handouts.figures.body.limbs import SIDED_BLENDS, SIDED_PARTS
from handouts.figures.body.parts import MATERIALS, material_index
from handouts.figures.body.placing import Frames
from handouts.figures.body.skeleton import FRAME_NAMES, frame_index
from handouts.figures.tracing.distance import Near, distance, packed
from tests.figures.people import rastered, standing


def gap(surface: Surface, point: Array) -> float:
    """The signed distance of a point to the whole surface."""
    count = len(surface.kind)
    everything = Near(np.arange(count), np.arange(len(surface.pairs)), np.zeros(count), 0.0, 0.0)
    found, _ = distance(packed(surface), everything, *point)
    return float(found)


def at(frames: Frames, frame: str, *offset: float) -> Array:
    return frames.point(frame_index[frame], np.array(offset, np.float64))


def test_every_joint_lies_inside_the_body() -> None:
    frames = standing()
    for name, look in LOOKS.items():
        surface = body(frames, look).surface
        for frame, origin in zip(FRAME_NAMES, frames.origin, strict=True):
            assert gap(surface, origin) < 0.1, f"{frame} of {name}"  # finger joints lie between two fingers


def test_the_parts_and_blends_of_the_tables_are_all_there() -> None:
    names = body(standing(), LOOKS["standard"]).names
    assert len(set(names)) == len(names)
    for part in SIDED_PARTS:
        assert {f"{part.name}_left", f"{part.name}_right"} <= set(names)
    known = {part.name for part in SIDED_PARTS} | {"trunk"}
    assert all({blend.first, blend.second} <= known for blend in SIDED_BLENDS)


def test_every_blend_finds_its_two_parts() -> None:
    for name, look in LOOKS.items():
        surface = body(standing(), look).surface
        assert (surface.pairs >= 0).all(), name
        assert (surface.pairs[:, 0] != surface.pairs[:, 1]).all(), name


def test_left_and_right_are_mirror_images() -> None:
    frames = standing()
    surface = body(frames, LOOKS["standard"]).surface
    random = np.random.default_rng(1)
    for origin in frames.origin:
        point = origin + random.normal(0, 6, 3)
        assert gap(surface, point) == pytest.approx(gap(surface, point * [1, -1, 1]), abs=1e-3)


def test_a_hand_on_the_thigh_does_not_melt_into_it() -> None:
    frames = standing(hip_left__flexion=90, knee_left__flexion=90)
    surface = body(frames, LOOKS["standard"]).surface
    names = body(frames, LOOKS["standard"]).names
    pairs = {frozenset(names[i] for i in pair) for pair in surface.pairs}
    assert not any({"palm_left", "thigh_left"} <= pair or {"thigh_left", "thigh_right"} <= pair for pair in pairs)


def test_a_knee_stays_thick_when_it_bends() -> None:
    straight, bent = (
        gap(body(frames, LOOKS["standard"]).surface, at(frames, "knee_half_left", 3.5, 0, 0))
        for frames in (standing(), standing(knee_left__flexion=120))
    )
    assert straight < 0
    assert bent < 0


def test_cloth_ends_where_it_should() -> None:
    raster, _ = rastered(0.0)
    heights = raster.bottom + (np.arange(raster.material.shape[0]) + 0.5) * raster.pixel
    hips = float(raster.camera.flat(at(standing(), "pelvis", 0, 0, 0))[1])
    for name, lowest, highest in (
        ("top", hips - 2, hips + 60),
        ("bottom", hips - 30, hips + 8),
        ("leg", 0, hips - 20),
    ):
        rows = heights[(raster.material == material_index[name]).any(1)]
        assert lowest < rows.min() < rows.max() < highest, name


def test_every_material_of_a_person_can_be_seen() -> None:
    raster, _ = rastered(-60.0)
    assert {MATERIALS[number] for number in np.unique(raster.material) if number >= 0} == set(MATERIALS[:7])


def test_builds_differ_where_it_matters() -> None:
    frames = standing()
    belly = at(frames, "L3", 13.5, 0, 0)
    inside = {name: gap(body(frames, LOOKS[name]).surface, belly) < 0 for name in LOOKS if name in BUILDS}
    assert inside["pregnant"]
    assert inside["fuller"]
    assert not inside["standard"]
    assert not inside["slim"]


def test_hair_leaves_the_face_free() -> None:
    worn = {look.hair: name for name, look in LOOKS.items()}
    assert set(worn) == set(HAIRS), "somebody wears each"
    for hair, look in worn.items():
        raster, person = rastered(0.0, look)
        eyes, crown = (
            raster.pixel_of(raster.camera.flat(at(standing(), "head", *place)))
            for place in ((10.0, 3.1, 5.3), (1.0, 0.0, 14.5))
        )
        assert person.names[raster.primitive[eyes]] in ("face", "cranium"), hair
        assert MATERIALS[raster.material[crown]] == "hair", hair
