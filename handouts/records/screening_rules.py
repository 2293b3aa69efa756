"""The screening rules that hold for more than one exercise, as content/screening.yaml gives them."""

from __future__ import annotations

from typing import Literal

from handouts.reading.validation import Items, Record, Text
from handouts.records.fields import Flag, Texts


class Rule(Record):
    """A screening rule over many exercises; what it leaves out matches everything."""

    flags: Items[Flag] = ()
    positions: Texts = ()
    levels: Texts = ()
    verdict: Literal["avoid", "caution", "tell"]
    reason: Text


class Screening(Record):
    """The rules that hold for more than one exercise."""

    rules: Items[Rule]
