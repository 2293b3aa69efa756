"""The cross-sections of arms, legs and what joins them to the trunk, as tables.

Lengths are centimetres at a stature of 170. All numbers are own estimates from general surface anatomy, tuned by
eye; no picture or mesh was measured.
"""

from __future__ import annotations

from typing import Final

from handouts.figures.body.parts import Section


def rows(*numbers: tuple[float, ...]) -> tuple[Section, ...]:
    """Rows of numbers -> cross-sections: at, forward, outward, side, front, back."""
    return tuple(Section(*row) for row in numbers)


THIGH: Final = rows(
    (0.0, 0.0, 0.2, 8.2, 8.2, 8.6),
    (0.12, 0.2, 0.2, 8.3, 8.5, 8.5),
    (0.3, 0.4, 0.1, 7.9, 8.2, 7.9),
    (0.5, 0.5, 0, 7.0, 7.6, 7.0),
    (0.7, 0.5, 0, 6.0, 6.6, 6.0),
    (0.87, 0.2, 0, 5.3, 5.6, 5.2),
    (1.0, 0, 0, 5.0, 5.1, 4.9),
)
SHANK: Final = rows(
    (0.0, 0, 0, 5.0, 4.9, 4.7),
    (0.08, 0, 0, 4.9, 4.7, 4.9),
    (0.18, -0.2, 0.2, 5.1, 4.3, 5.8),
    (0.3, -0.5, 0.2, 5.2, 3.8, 6.2),
    (0.42, -0.5, 0.2, 4.8, 3.6, 5.6),
    (0.58, -0.3, 0, 3.9, 3.4, 4.5),
    (0.75, -0.1, 0, 3.1, 3.1, 3.5),
    (0.9, 0, 0, 2.8, 3.0, 3.1),
    (1.0, 0, 0, 3.2, 3.2, 3.3),
)
FOOT: Final = rows(  # heel to ball; front is the back of the foot, back the sole
    (0.0, 0, 0, 3.1, 3.4, 2.9),
    (0.22, 0.2, 0, 3.2, 5.2, 2.9),
    (0.42, 0.4, 0, 3.4, 4.9, 2.5),
    (0.65, 0.2, 0, 4.0, 3.3, 2.1),
    (0.85, 0, 0, 4.7, 2.5, 1.9),
    (1.0, 0, 0, 4.7, 2.2, 1.8),
)
TOES: Final = rows((0, 0, 0, 3.3, 1.9, 1.7), (0.5, 0, 0, 3.1, 1.5, 1.5), (1, 0, 0, 2.5, 1.0, 1.1))
BIG_TOE: Final = rows((0, 0, 0, 1.7, 1.9, 1.8), (0.6, 0, 0, 1.35, 1.4, 1.5), (1, 0, 0, 1.2, 1.1, 1.2))
UPPER_ARM: Final = rows(
    (0.0, 0, 0, 4.6, 4.9, 4.9),
    (0.1, 0, 0.2, 4.9, 4.9, 4.9),
    (0.22, 0.1, 0.3, 4.7, 4.8, 4.7),
    (0.38, 0.2, 0.1, 4.1, 4.5, 4.3),
    (0.58, 0.2, 0, 3.8, 4.2, 4.0),
    (0.78, 0.1, 0, 3.5, 3.6, 3.5),
    (0.92, 0, 0, 3.4, 3.2, 3.3),
    (1.0, 0, 0, 3.3, 3.1, 3.2),
)
FOREARM: Final = rows(
    (0.0, 0, 0, 3.4, 3.2, 3.2),
    (0.1, 0.1, 0, 3.7, 3.6, 3.3),
    (0.25, 0.2, 0, 3.9, 3.7, 3.3),
    (0.5, 0, 0, 3.3, 3.1, 2.8),
    (0.75, 0, 0, 2.4, 2.6, 2.3),
    (0.92, 0, 0, 2.0, 2.6, 2.3),
    (1.0, 0, 0, 1.9, 2.7, 2.4),
)
PALM: Final = rows(
    (0.0, 0, 0, 1.8, 2.7, 2.4),
    (0.3, 0.3, 0, 1.8, 3.3, 3.0),
    (0.7, 0.3, 0, 1.5, 3.9, 3.7),
    (1, 0.2, 0, 1.3, 3.9, 3.8),
)
THUMB: Final = rows((0, 0, 0, 1.5, 1.7, 1.6), (1, 0, 0, 1.1, 1.2, 1.2))
THUMB_TIP: Final = rows((0, 0, 0, 1.1, 1.2, 1.2), (0.6, 0, 0, 1.0, 1.1, 1.1), (1, 0, 0, 0.8, 0.8, 0.8))
TRAPEZIUS: Final = rows((0, 0, 0, 2.0, 2.2, 2.6), (0.4, 0, 0, 2.9, 2.8, 3.4), (1, 0, 0, 3.5, 4.1, 4.5))
PECTORAL: Final = rows((0, 0, 0, 5.5, 5.0, 5.0), (1, 0, 0, 4.0, 3.6, 3.6))
LATISSIMUS: Final = rows((0, 0, 0, 4.5, 5.5, 5.5), (1, 0, 0, 3.6, 3.8, 3.8))
NOSE: Final = rows((0, 0, 0, 0.8, 0.8, 0.8), (1, 0, 0, 1.25, 1.1, 1.3))
