"""One advice page of the library: what the patient reads besides the exercises."""

from __future__ import annotations

from handouts.reading.validation import Items, Record, Text
from handouts.records.fields import Texts


class AdviceSection(Record):
    """A heading with paragraphs, then points."""

    heading: Text
    paragraphs: Texts = ()
    points: Texts = ()


class AdviceText(Record):
    """What the patient reads on an advice page."""

    name: Text
    summary: Text
    sections: Items[AdviceSection]


class Advice(Record):
    """A page of education that a sheet can add."""

    sources: Texts = ()
    regions: Texts = ()
    text: AdviceText
