"""Patient flags x exercise cautions -> findings, before anything prints.

Rules about one exercise stand with the exercise, rules about many in content/screening.yaml. `avoid` stops the
build unless the prescription gives a reason; `caution` and `tell` are printed for the clinician.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.errors import FieldPath, HandoutsError, Remark
from handouts.library.library import Library
from handouts.programme.selection import Chosen, Selection
from handouts.reading.invalid import INVALID
from handouts.records.fields import Flag
from handouts.records.screening_rules import Rule, Screening

Verdict = Literal["avoid", "caution", "tell"]
_RANK: dict[Verdict, int] = {"avoid": 0, "caution": 1, "tell": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What screening says, about one exercise or (exercise None) about the patient."""

    verdict: Verdict
    exercise: str | None
    flag: Flag | None
    reason: str
    path: FieldPath
    override: str | None = None

    @property
    def text(self) -> str:
        """The finding as one line for the clinician."""
        subject = self.exercise or "every exercise"
        verdict = f"{self.verdict} with {self.flag}: " if self.flag else ""
        overridden = " (overridden)" if self.override and self.verdict == "avoid" else ""
        return f"{subject}: {verdict}{self.reason}{overridden}"


def screen(flags: tuple[Flag, ...], selection: Selection, screening: Screening) -> tuple[Finding, ...]:
    """Every finding, the gravest first for each exercise; one a place and reason."""
    found: dict[tuple[FieldPath, str | None, str], Finding] = {}
    for chosen in selection.exercises:
        for finding in sorted(_about(chosen, flags, selection, screening), key=lambda f: _RANK[f.verdict]):
            found.setdefault((finding.path, finding.exercise, finding.reason), finding)
    return tuple(found.values())


def _about(
    chosen: Chosen, flags: tuple[Flag, ...], selection: Selection, screening: Screening
) -> Iterator[Finding]:
    cautions = dict(chosen.exercise.cautions)
    for flag, caution in selection.routines[chosen.routine].cautions.items() if chosen.routine else ():
        own = cautions.get(flag)
        if own is None or _RANK[caution.verdict] <= _RANK[own.verdict]:  # a routine never softens a verdict
            cautions[flag] = caution
    for flag, caution in cautions.items():
        if flag in flags:
            yield Finding(caution.verdict, chosen.id, flag, caution.reason, chosen.path, chosen.override)
    for rule in screening.rules:
        flag_hit = next((flag for flag in rule.flags if flag in flags), None)
        if not _matches(rule, chosen) or (rule.flags and flag_hit is None):
            continue
        if rule.positions or rule.levels:
            yield Finding(rule.verdict, chosen.id, flag_hit, rule.reason, chosen.path, chosen.override)
        else:
            yield Finding(rule.verdict, None, flag_hit, rule.reason, ("patient", "flags"))


def _matches(rule: Rule, chosen: Chosen) -> bool:
    exercise = chosen.exercise
    in_position = not rule.positions or exercise.position in rule.positions
    return in_position and (not rule.levels or exercise.level in rule.levels)


def screening_remarks(
    findings: tuple[Finding, ...], flags: tuple[Flag, ...], selection: Selection, library: Library
) -> list[Remark]:
    """The findings as remarks at their fields: an error where the build must stop, else a warning."""
    remarks = []
    for finding in findings:
        if finding.verdict != "avoid":
            code = f"screening-{finding.verdict}"
            remarks.append(Remark(finding.path, code, finding.text, severity="warning"))
        elif finding.override:
            remarks.append(Remark(finding.path, "screening-override", finding.text, severity="warning"))
        elif finding.override is not INVALID:  # an override that is wrong in itself has been told already
            hint = _way_out(finding, flags, selection, library)
            remarks.append(Remark(finding.path, "screening-avoid", finding.text, hint))
    return remarks


def _way_out(finding: Finding, flags: tuple[Flag, ...], selection: Selection, library: Library) -> str:
    chosen = next(c for c in selection.exercises if c.id == finding.exercise)
    fit = [id for id in chosen.exercise.alternatives if _fits(id, flags, selection, library)]
    instead = f"use {' or '.join(fit)}" if fit else "take it out"
    return f"{instead}, or add 'override:' with your reason"


def _fits(id: str, flags: tuple[Flag, ...], selection: Selection, library: Library) -> bool:
    """Whether screening has nothing against an exercise that could stand in for another."""
    try:
        exercise = library.exercise(id)
    except HandoutsError:
        return False
    stand_in = Chosen(id, exercise, exercise.dose, "library", ())
    return all(f.verdict != "avoid" for f in _about(stand_in, flags, selection, library.screening()))
