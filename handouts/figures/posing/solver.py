"""Contacts -> solved angles, and a report of what is not right.

Damped Gauss-Newton (Levenberg 1944, Marquardt 1963) with a numeric Jacobian: angles are a guess, contacts the
truth. Where contacts stay open it starts again with softer ones that are tightened step by step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from handouts.errors import FieldPath, Remark, Severity
from handouts.figures.body.anatomy import SIDES
from handouts.figures.body.arrays import Array
from handouts.figures.body.placing import Frames, place
from handouts.figures.body.skeleton import DOF_NAMES, FREEDOMS, dof_index
from handouts.figures.body.skin import skin_of, skin_points
from handouts.figures.posing.collision import PAIR_NAMES, overlaps
from handouts.figures.posing.contacts import Contacts, Label, contacts_of
from handouts.figures.posing.pose import Pose
from handouts.figures.posing.residuals import CONTACT, HIGHEST, LOWEST, residuals
from handouts.figures.posing.stance import Stance, stances

CLOSED: Final = 0.45  # cm: a contact nearer than this is closed
_SCHEDULES: Final = (  # what a contact may be off by, and rounds; softer ones are tried where the first fails
    ((CONTACT, 90),),
    ((2.0, 40), (0.7, 40), (CONTACT, 90)),
    ((0.6, 60), (CONTACT, 90)),
)
_STEP: Final = np.array([0.05] * 3 + [0.1] * len(FREEDOMS))  # of the numeric Jacobian: cm, degrees
_DAMPING: Final = np.array([1 / 4.0**2] * 3 + [1 / 8.0**2] * len(FREEDOMS))
_LONGEST: Final = 25.0  # degrees in one round
_ENOUGH: Final = 2e-5  # stop when a round gains less than this share


@dataclass(frozen=True, slots=True)
class Report:
    """What is not right with one solved position; lengths in cm, angles in degrees. Empty lists are good news."""

    worst_contact: float
    open_contacts: tuple[tuple[Label, float], ...]
    lowest_point: float
    beyond_range: tuple[tuple[str, float], ...]
    overlapping: tuple[tuple[str, str, float], ...]
    off_balance: float
    """How far the centre of mass is outside the support; negative is inside."""
    moved: tuple[tuple[str, float, float], ...]
    """Author's angles that the solver moved by more than 20: name, written, solved. The best authoring hint."""

    LIMITS: ClassVar[dict[str, float]] = {
        "contact": CLOSED,
        "floor": 0.5,
        "range": 2.0,
        "overlap": 1.2,
        "moved": 20.0,
    }

    @property
    def clean(self) -> bool:
        """Whether a position may be drawn as it is."""
        limits = self.LIMITS
        bad = (self.open_contacts, self.beyond_range, self.overlapping)
        sunk = self.lowest_point < -limits["floor"]
        return not any(bad) and not sunk and self.off_balance <= 0


@dataclass(frozen=True, slots=True)
class Solved:
    """One solved position."""

    stance: Stance
    angles: Array
    frames: Frames
    report: Report


def solve(pose: Pose, build: str = "standard") -> tuple[Solved, ...]:
    """Every position of a pose, solved in order for one build."""
    found: list[Solved] = []
    for stance in stances(pose):
        before = None if stance.follows is None else found[stance.follows].angles
        contacts = contacts_of(stance, skin_of(build), before)
        angles = settle(contacts)
        frames = place(angles, contacts.base)
        found.append(Solved(stance, angles, frames, report(contacts, angles)))
    return tuple(found)


def settle(contacts: Contacts) -> Array:
    """The angles that bring a stance's contacts together."""
    start = contacts.wish.copy()
    points = skin_points(contacts.skin, place(start, contacts.base))
    start[2] -= points[:, 2].min()
    best, least = start, np.inf
    for schedule in _SCHEDULES:
        angles, cost = start, np.inf
        for contact, rounds in schedule:
            angles, cost = _descend(contacts, angles, contact, rounds)
        if cost < least:
            best, least = angles, cost
        if worst(contacts, angles) < CLOSED:
            break
    return best


def worst(contacts: Contacts, angles: Array) -> float:
    """The contact that is furthest from true, cm."""
    frames = place(angles, contacts.base)
    errors = contacts.errors(frames, skin_points(contacts.skin, frames))
    return float(np.abs(errors).max(initial=0.0))


def _descend(contacts: Contacts, angles: Array, contact: float, rounds: int) -> tuple[Array, float]:
    """Downhill from some angles: the angles reached, and their cost."""
    damping = 1.0
    open_still = residuals(contacts, angles, contact)
    cost = float(open_still @ open_still)
    for _ in range(rounds):
        jacobian = _jacobian(contacts, angles, open_still, contact)
        normal, downhill = jacobian.T @ jacobian, jacobian.T @ open_still
        scale = _DAMPING * max(1.0, 0.02 * np.trace(normal) / len(angles)) + 1e-3 * np.diag(normal) + _DAMPING
        for _ in range(8):
            step = -np.linalg.solve(normal + damping * np.diag(scale), downhill)
            step *= min(1.0, _LONGEST / max(1e-9, float(np.abs(step[3:]).max())))
            tried = residuals(contacts, angles + step, contact)
            if (reached := float(tried @ tried)) < cost:
                break
            damping = min(damping * 4, 1e8)
        else:
            break
        gain = (cost - reached) / cost
        angles, open_still, cost = angles + step, tried, reached
        damping = max(damping * 0.35, 1e-4)
        if gain < _ENOUGH:
            break
    return angles, cost


def _jacobian(contacts: Contacts, angles: Array, here: Array, contact: float) -> Array:
    """The change of every residual with every angle, by small steps."""
    found = np.empty((len(here), len(angles)))
    for column, size in enumerate(_STEP):
        moved = angles.copy()
        moved[column] += size
        found[:, column] = (residuals(contacts, moved, contact) - here) / size
    return found


def report(contacts: Contacts, angles: Array) -> Report:
    """What is not right with solved angles."""
    limits = Report.LIMITS
    frames = place(angles, contacts.base)
    points = skin_points(contacts.skin, frames)
    errors = contacts.errors(frames, points)
    beyond = np.maximum(LOWEST - angles, angles - HIGHEST)
    deep = overlaps(frames)
    written = contacts.stance.written
    tipping = contacts.tipping(frames, points).max() if contacts.stance.balanced else 0.0
    return Report(
        worst_contact=float(np.abs(errors).max(initial=0.0)),
        open_contacts=tuple(
            (label, float(error))
            for label, error in zip(contacts.labels(), errors, strict=True)
            if abs(error) > limits["contact"]
        ),
        lowest_point=float(points[:, 2].min()),
        beyond_range=tuple(
            (name, float(over)) for name, over in zip(DOF_NAMES, beyond, strict=True) if over > limits["range"]
        ),
        overlapping=tuple(
            (*pair, float(depth)) for pair, depth in zip(PAIR_NAMES, deep, strict=True) if depth > limits["overlap"]
        ),
        off_balance=float(tipping),
        moved=tuple(
            (name, angle, float(angles[dof_index[name]]))
            for name, angle in written.items()
            if abs(angles[dof_index[name]] - angle) > limits["moved"]
        ),
    )


def remarks(solved: tuple[Solved, ...]) -> list[Remark]:
    """What is not right with solved positions, each at its field of the pose."""
    return [
        Remark(("positions", index, *field), code, message, hint, severity)
        for index, position in enumerate(solved)
        for field, code, message, hint, severity in _complaints(position.report)
    ]


def _complaints(found: Report) -> Iterator[tuple[FieldPath, str, str, str, Severity]]:
    """Field, code, message, hint and severity of everything that is wrong."""
    farthest: dict[Label, float] = {}
    for label, error in found.open_contacts:
        farthest[label] = max(farthest.get(label, 0.0), abs(error))
    for label, error in farthest.items():
        message = f"{label.text} cannot be reached: it stays {error:.1f} cm away"
        yield (label.field,), "unreachable", message, "change angles or other contacts", "error"
    if found.lowest_point < -Report.LIMITS["floor"]:
        yield (), "through-floor", f"goes {-found.lowest_point:.1f} cm through the floor", "", "error"
    for name, over in found.beyond_range:
        message = f"{_words(name)} has to go {over:.0f} degrees beyond its range"
        yield ("joints",), "beyond-range", message, FREEDOMS[name].source, "error"
    for first, second, depth in found.overlapping:
        message = f"{_words(first)} and {_words(second)} are {depth:.1f} cm inside each other"
        yield (), "overlap", message, "", "error"
    if found.off_balance > 0:
        message = f"would fall over: the centre of mass is {found.off_balance:.1f} cm outside the feet"
        yield (), "balance", message, "", "error"
    for name, written, reached in found.moved:
        message = f"{_words(name)} is written as {written:g} degrees, but the contacts make it {reached:.0f}"
        yield ("joints",), "moved", message, "is it the wrong way round?", "warning"


def _words(name: str) -> str:
    """hip_left.flexion -> left hip flexion."""
    joint, _, word = name.partition(".")
    for side in SIDES:
        if joint.endswith(f"_{side}"):
            joint = f"{side} {joint.removesuffix(f'_{side}')}"
    return f"{joint} {word}".replace("_", " ").strip()
