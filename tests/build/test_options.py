"""Every choice is settled once: the command line's word, or else the prescription's, or else the clinic's."""

from __future__ import annotations

from dataclasses import fields

import pytest

from handouts.build.options import Options, layout_for, read_options, settle
from handouts.library.library import Library
from handouts.records.clinic import Clinic
from tests.examples import prescribed

CHOSEN: dict[str, str | None] = {"layout": "compact", "paper": "a4", "ink-saver": "yes"}


@pytest.fixture
def clinic(library: Library) -> Clinic:
    """A clinic with choices of its own."""
    chosen = {"layout": "large-print", "paper": "letter", "ink_saver": True}
    return library.clinic("lakeside").model_copy(update=chosen)


def test_the_command_line_goes_before_the_prescription_and_that_before_the_clinic(clinic: Clinic) -> None:
    asked = Options("standard", "letter", ink_saver=True)
    cases = {
        "the clinic": (Options(), prescribed(), ("large-print", "letter", True)),
        "the prescription": (Options(), prescribed(**CHOSEN | {"ink-saver": "no"}), ("compact", "a4", False)),
        "the command line": (asked, prescribed(**CHOSEN | {"ink-saver": "no"}), ("standard", "letter", True)),
    }
    for who, (options, prescription, expected) in cases.items():
        plan = settle(options, prescription, clinic)
        assert (plan.layout, plan.paper, plan.ink_saver, plan.options) == (*expected, options), who


def test_a_layout_can_be_named_before_the_clinic_is_known() -> None:
    assert layout_for(Options(), prescribed(), None) == "standard"
    assert layout_for(Options(), prescribed(layout="compact"), None) == "compact"


def test_someone_pregnant_is_drawn_pregnant_unless_the_prescription_says_who_is_drawn(clinic: Clinic) -> None:
    flagged = "{name: Alex Sample, id: LS-1042, flags: [pregnant]}"
    assert settle(Options(), prescribed(patient=flagged), clinic).person.build == "pregnant"
    assert settle(Options(), prescribed(patient=flagged, figure="{build: slim}"), clinic).person.build == "slim"
    assert settle(Options(), prescribed(), clinic).person.build is None


def test_options_that_are_silent_leave_the_earlier_ones_standing() -> None:
    earlier = Options("large-print", "a4", ink_saver=True)
    assert Options().over(earlier) == earlier
    assert Options("compact").over(earlier) == Options("compact", "a4", ink_saver=True)
    assert earlier.over(Options("compact")) == earlier


def test_options_are_read_as_they_were_written() -> None:
    for options in (
        Options(),
        Options("large-print"),
        Options(None, "a4", ink_saver=True),
        Options('my "&<layout'),
    ):
        assert read_options(str(options)) == options, options
    assert str(Options("large-print")) == '{"layout": "large-print"}'
    assert {field.name for field in fields(Options)} == {"layout", "paper", "ink_saver"}, "each has its case above"


def test_what_is_no_such_text_gives_no_options() -> None:
    for text in ("", "{", "[]", "3", "null", '{"layout": 3}', '{"paper": "a5"}', '{"ink_saver": "yes"}'):
        assert read_options(text) is None, text
