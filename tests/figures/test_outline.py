"""From pixels to curves: exact borders, closed regions, lines without dashes, and few curves."""

from __future__ import annotations

import zlib
from itertools import pairwise

import numpy as np

from handouts.figures.body.arrays import Array
from handouts.figures.drawing.colouring import BASE, pen, regions
from handouts.figures.drawing.drawing import Drawing, picture
from handouts.figures.picture.operators import operators
from handouts.figures.tracing.cracks import MATERIAL, SILHOUETTE
from handouts.figures.tracing.fitting import (
    corners,
    fitted,
    lengths_along,
    polyline,
    resampled,
    simplified,
    smoothed,
)
from handouts.figures.tracing.ink import ink
from handouts.figures.tracing.outline import overhanging, silhouette
from tests.figures.people import COARSE, seen

TURN = np.linspace(0, 2 * np.pi, 400)[:-1]
BEAN = np.stack([20 * np.cos(TURN), 12 * np.sin(TURN) + 2 * np.sin(3 * TURN)], 1)
SQUARE = resampled(np.array([[0, 0], [10, 0], [10, 10], [0, 10], [0, 0.0]]), 0.5)[:-1]


def distances(points: Array, others: Array) -> Array:
    """How far each point is from the nearest of the others."""
    found: Array = np.hypot(*(points[:, None] - others[None]).transpose(2, 0, 1)).min(1)
    return found


def test_a_curve_stays_within_its_tolerance() -> None:
    for tolerance in (0.02, 0.08, 0.3):
        curve = fitted(BEAN, True, tolerance, 0.2)
        assert curve is not None, tolerance
        assert distances(BEAN, curve.flattened(200)).max() < 1.3 * tolerance + 0.02, tolerance


def test_a_coarser_tolerance_needs_fewer_curves() -> None:
    counts = [
        len(curve.segments) for tolerance in (0.01, 0.08, 0.6) if (curve := fitted(BEAN, True, tolerance, 0.2))
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[1] <= 8


def test_a_square_stays_a_square() -> None:
    assert corners(SQUARE, True, 3, 62) == [0, 20, 40, 60]
    curve = fitted(SQUARE, True, 0.08, 0.3, sigma=2.0)
    assert curve is not None
    assert curve.segments[:, 0].round(6).tolist() == [[0, 0], [10, 0], [10, 10], [0, 10]]


def test_segments_meet_end_to_end() -> None:
    curve = fitted(BEAN, True, 0.08, 0.2)
    assert curve is not None
    assert all(np.allclose(a[3], b[0]) for a, b in pairwise([*curve.segments, curve.segments[0]]))


def test_smoothing_keeps_the_ends_and_takes_the_wobble() -> None:
    line = np.stack([np.arange(60.0), np.where(np.arange(60) % 2, 0.3, -0.3)], 1)
    found = smoothed(line, 2.0, closed=False)
    assert found[0].tolist() == line[0].tolist()
    assert found[-1].tolist() == line[-1].tolist()
    assert np.abs(found[8:-8, 1]).max() < 0.02


def test_simplifying_keeps_what_sticks_out() -> None:
    spike = np.array([[0, 0], [1, 0.05], [2, 0], [3, 2.0], [4, 0], [5, 0.05], [6, 0]])
    assert simplified(spike, 0.2).tolist() == [[0, 0], [2, 0], [3, 2], [4, 0], [6, 0]]


def test_borders_are_found_to_a_fraction_of_a_pixel() -> None:
    raster, _, cracks = seen()
    row = raster.pixel_of(np.array([0.0, 40.0]))[0]  # through the shank
    here = cracks.upright[row]
    points = cracks.point[here[here >= 0]]
    assert (np.abs(points[:, 1] - (raster.bottom + (row + 0.5) * COARSE)) < 1e-6).all()
    offsets = (points[:, 0] - raster.left) / COARSE % 1
    assert offsets.std() > 0.05  # not all in the middle between two pixels


def test_the_silhouette_is_closed_and_follows_the_border() -> None:
    raster, _, cracks = seen()
    curves = silhouette(raster, cracks)
    assert all(curve.closed for curve in curves)
    drawn = np.concatenate([curve.flattened(40) for curve in curves])
    border = cracks.point[cracks.kind == SILHOUETTE]
    assert np.quantile(distances(border[::7], drawn), 0.98) < 0.3


def test_regions_run_over_the_silhouette_and_not_far() -> None:
    raster, _, _ = seen()
    labels = np.where(raster.body, raster.material, -1)
    carried = overhanging(raster, labels)
    assert (carried[raster.body] == labels[raster.body]).all()
    assert (carried >= 0).sum() > raster.body.sum()
    assert carried[0, 0] == -1


def test_every_colour_but_the_base_is_painted() -> None:
    raster, person, cracks = seen(-60.0)
    names = [layer.colour for layer in regions(raster, person, cracks)]
    assert {"top", "bottom", "hair", "arm", "leg", "foot"} <= set(names)
    assert BASE not in names
    assert len(names) == len(set(names))


def test_a_shade_is_painted_after_its_colour() -> None:
    raster, person, cracks = seen(-60.0)
    names = [layer.colour for layer in regions(raster, person, cracks)]
    for name in names:
        if name.endswith("_shade") and name != f"{BASE}_shade":
            assert names.index(name.removesuffix("_shade")) < names.index(name)


def test_there_are_no_dashes() -> None:
    for azimuth in (-90.0, -60.0):
        raster, _, cracks = seen(azimuth)
        for line in ink(raster, cracks, np.zeros(raster.body.shape, bool)):
            length = float(lengths_along(line.curve.flattened())[-1])
            least = (0, 2, 6)[line.first_free + line.last_free]
            assert length > least, f"a line seen from {azimuth:g} degrees"


def test_bare_legs_and_feet_have_no_seam() -> None:
    raster, person, cracks = seen(-60.0)
    ankle = [line for line in ink(raster, cracks, np.zeros(raster.body.shape, bool)) if line.hem == (2, 3)]
    assert ankle, "the border is there for palettes with shoes"
    heights = [line.curve.flattened()[:, 1].mean() for line in ankle]
    drawn = [curve.flattened()[:, 1].mean() for layer in pen(raster, person, cracks) for curve in layer.curves]
    assert not any(abs(height - other) < 0.2 for height in heights for other in drawn)


def test_hems_are_one_thin_line() -> None:
    raster, _, cracks = seen()
    cloth = (raster.group[:, 1:] == raster.group[:, :-1]) & (raster.material[:, 1:] != raster.material[:, :-1])
    cloth &= np.abs(raster.nearness[:, 1:] - raster.nearness[:, :-1]) < 2
    numbers = cracks.upright[cloth & raster.body[:, 1:]]
    assert len(numbers) > 20
    assert set(cracks.kind[numbers].tolist()) == {MATERIAL}
    hems = [line for line in ink(raster, cracks, np.zeros(raster.body.shape, bool)) if line.hem]
    assert hems
    assert not any(line.strong for line in hems)


def test_a_person_is_a_few_kilobytes() -> None:
    raster, person, cracks = seen(-60.0)
    inside = [*regions(raster, person, cracks), *pen(raster, person, cracks)]
    drawing = Drawing(silhouette(raster, cracks), BASE, inside=inside)
    low, high = drawing.bounds()
    drawn = picture(drawing, low, high, 212 / float((high - low).max()))
    assert 1500 < len(zlib.compress(operators(drawn), 9)) < 5000
    assert all(-1 <= x <= drawn.width * 10 + 1 for path in drawn.operations[0].paths for x, _ in path.points())


def test_lines_of_a_drawing_are_kept_as_lines() -> None:
    square = polyline(np.array([[0, 0], [10, 0], [10, 10], [0, 10.0]]), closed=True)
    drawn = picture(Drawing([square], BASE), np.zeros(2), np.full(2, 10.0), 1.0)
    assert next(drawn.paths()).steps == ((100, 0), (0, 100), (-100, 0))
