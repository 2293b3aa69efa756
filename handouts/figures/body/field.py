"""An implicit surface as arrays: what rays are cast against.

A primitive is a straight sweep of half-and-half ellipses, the curved trunk, a box or a cylinder. The distance of
the whole is the least of all primitives and of the smooth unions of those pairs that flow into each other near
a joint; limbs that merely touch stay apart. Lengths in cm; n primitives, m trunk stations, b blends.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from handouts.figures.body.arrays import Array, Whole

SAMPLES: Final = 33  # along a sweep
SWEEP, TRUNK, BOX, CYLINDER = range(4)
PROP_GROUP: Final = 6
SHIRTS: Final = ("none", "worn", "under")  # how a primitive's material follows the shirt
GROUPS: Final = ("trunk", "head", "arm_left", "arm_right", "leg_left", "leg_right", "prop")


class Primitive(NamedTuple):
    """One primitive; `Surface` holds the same fields stacked."""

    kind: int
    origin: Array
    """(3,): where the sweep begins, or the middle of a box or a cylinder."""
    axes: Array
    """(3, 3): rows are its front, side and long axis in the room."""
    length: float
    caps: Array
    """(2,): how far the rounded ends reach."""
    table: Array
    """(33, 5): forward, sideways, half width to the side, front, back."""
    size: Array
    """(4,): half sizes and rounding of a box; radius, half length, rounding of a cylinder."""
    planes: Array
    """(2, 4): normals and offsets in its own axes beyond which it is cut away."""
    materials: Whole
    """(2,): before and beyond `border` along the long axis, cm."""
    border: float
    shirt: int
    """A number of SHIRTS."""
    centre: Array
    """(3,) and `reach`: a sphere around all of it."""
    reach: float
    group: int


class Surface(NamedTuple):
    """All primitives stacked, the trunk's stations, and the blends."""

    kind: Whole
    origin: Array
    axes: Array
    length: Array
    caps: Array
    table: Array
    size: Array
    planes: Array
    materials: Whole
    border: Array
    shirt: Whole
    centre: Array
    reach: Array
    group: Whole
    stations: Array
    """(m, 16): middle, front axis, side axis, long axis, side, front, back half widths, height."""
    pairs: Whole
    """(b, 2): primitives that flow into each other."""
    blends: Array
    """(b, 5): radius, joint, reach."""
    rule: Array
    """(4,): hem, top, lean, dip of the shirt."""
    packed: Array
    """(n, 202): all fields of a primitive in one row, for compiled code; the columns are named below."""


NO_PLANES: Final = np.array([[0.0, 0.0, 0.0, 1e9]] * 2)
NO_TABLE: Final = np.ones((SAMPLES, 5))
# columns of `Surface.packed`, in the order of the fields of Primitive that compiled code needs
KIND_COLUMN, ORIGIN_COLUMN, AXES_COLUMN, LENGTH_COLUMN, CAPS_COLUMN = 0, 1, 4, 13, 14
SIZE_COLUMN, PLANES_COLUMN, MATERIALS_COLUMN, BORDER_COLUMN, SHIRT_COLUMN = 16, 20, 28, 30, 31
CENTRE_COLUMN, REACH_COLUMN, GROUP_COLUMN, TABLE_COLUMN = 32, 35, 36, 37
ROW_WIDTH = 5  # of one row of the table


def stacked(primitives: list[Primitive], stations: Array, pairs: Whole, blends: Array, rule: Array) -> Surface:
    """Primitives -> one Surface."""
    columns: list[Any] = [np.array(column) for column in zip(*primitives, strict=True)]
    order = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 5)  # the table last
    packed = np.column_stack([columns[i].reshape(len(primitives), -1).astype(np.float64) for i in order])
    columns += [stations, pairs, blends, rule, packed]
    return Surface(*columns)
