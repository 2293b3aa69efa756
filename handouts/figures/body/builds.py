"""Builds as tables: the trunk of each kind of person, factors for their limbs, and how the shirt hangs.

Lengths are centimetres at a stature of 170; heights and depths are given in the upright pelvis frame (origin
between the hip joints). All numbers are own estimates from general surface anatomy, tuned by eye.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple


class Station(NamedTuple):
    """One cross-section of trunk and neck: height and x of front and back in the upright pelvis frame."""

    frame: str
    height: float
    front: float
    back: float
    side: float


STANDARD_TRUNK: Final = (
    Station("pelvis", -7.5, 5.5, -6.5, 8.5),
    Station("pelvis", -3.5, 8.6, -9.6, 14.5),
    Station("pelvis", 1.0, 9.6, -10.6, 16.3),
    Station("pelvis", 5.5, 9.7, -10.0, 16.0),
    Station("L5", 9.5, 9.6, -8.9, 14.7),
    Station("L3", 14.5, 9.2, -7.6, 13.2),
    Station("L1", 20.0, 8.7, -7.6, 12.5),
    Station("T11", 26.0, 8.9, -8.7, 13.1),
    Station("T8", 32.5, 10.0, -10.2, 14.2),
    Station("T5", 39.0, 10.2, -10.8, 15.0),
    Station("T2", 44.5, 8.2, -10.2, 14.4),
    Station("T2", 48.5, 5.6, -9.3, 11.6),
    Station("C7", 52.5, 3.4, -8.0, 7.2),
    Station("C7", 55.5, 3.2, -6.6, 5.6),
    Station("C4", 59.0, 3.8, -5.6, 5.2),
    Station("C4", 62.5, 4.8, -5.0, 5.1),
    Station("head", 66.0, 6.0, -4.6, 5.0),
)
SHIRT_EASE: Final = (  # height, how far the cloth stands off the skin: it hangs from chest and shoulder blades
    (4.0, 1.4),
    (9.5, 1.5),
    (14.5, 1.9),
    (20.0, 2.2),
    (26.0, 1.7),
    (32.5, 0.9),
    (39.0, 0.6),
    (48.0, 0.5),
    (54.5, 0.0),
)


class Rule(NamedTuple):
    """Where the shirt ends: hem height; the neckline is height + lean * forward - dip * side^2 = top."""

    hem: float = 4.0
    top: float = 53.2
    lean: float = 0.34
    dip: float = 0.09


SHIRT: Final = Rule()


def _trunk(changes: dict[float, tuple[float, float, float]]) -> tuple[Station, ...]:
    """The standard trunk with other front, back and side at some heights."""
    return tuple(
        Station(row.frame, row.height, *changes[row.height]) if row.height in changes else row
        for row in STANDARD_TRUNK
    )


@dataclass(frozen=True)
class Build:
    """The body of one kind of person: trunk stations and factors of the limbs' cross-sections."""

    trunk: tuple[Station, ...] = STANDARD_TRUNK
    girth: dict[str, float] = field(default_factory=dict)


BUILDS: Final[dict[str, Build]] = {
    "standard": Build(),
    "slim": Build(
        _trunk(
            {
                1.0: (8.8, -9.8, 15.2),
                5.5: (8.8, -9.2, 14.8),
                9.5: (8.6, -8.2, 13.4),
                14.5: (8.2, -7.0, 12.0),
                20.0: (7.8, -7.0, 11.5),
                26.0: (8.1, -8.0, 12.2),
                32.5: (9.2, -9.4, 13.2),
                39.0: (9.4, -10.0, 14.2),
            }
        ),
        {"arm": 0.92, "thigh": 0.92, "shank": 0.95, "hip": 0.94},
    ),
    "fuller": Build(
        _trunk(
            {
                -3.5: (9.8, -10.8, 16.5),
                1.0: (11.4, -12.0, 18.8),
                5.5: (12.6, -11.4, 19.0),
                9.5: (13.2, -10.6, 18.2),
                14.5: (13.2, -9.8, 17.2),
                20.0: (12.2, -9.8, 16.4),
                26.0: (11.8, -10.4, 16.2),
                32.5: (12.4, -11.4, 16.6),
                39.0: (11.6, -11.6, 16.6),
                52.5: (3.9, -8.2, 7.6),
                55.5: (3.9, -6.9, 6.2),
                59.0: (4.6, -6.0, 5.8),
            }
        ),
        {"arm": 1.17, "thigh": 1.17, "shank": 1.1, "hip": 1.12, "face": 1.06},
    ),
    "older": Build(
        _trunk(
            {
                5.5: (10.2, -9.6, 15.8),
                9.5: (10.8, -8.4, 15.0),
                14.5: (10.9, -7.6, 14.2),
                20.0: (10.0, -7.8, 13.6),
                26.0: (9.4, -8.9, 13.5),
                39.0: (9.4, -11.2, 14.6),
            }
        ),
        {"arm": 0.93, "thigh": 0.94, "shank": 0.95, "hip": 0.96},
    ),
    "pregnant": Build(
        _trunk(
            {
                1.0: (10.4, -11.0, 17.0),
                5.5: (12.6, -10.4, 16.8),
                9.5: (16.0, -9.2, 15.8),
                14.5: (18.6, -7.9, 14.9),
                20.0: (17.8, -7.8, 14.0),
                26.0: (13.4, -8.8, 13.7),
                32.5: (12.0, -10.2, 14.6),
                39.0: (11.2, -10.8, 15.0),
            }
        ),
        {"arm": 1.02, "thigh": 1.05, "shank": 1.02, "hip": 1.06},
    ),
}
