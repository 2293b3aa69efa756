"""Values as attributes of the layout: what is written is read back as the same value, whatever is in it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.programme.phrase import Quantity
from handouts.programme.picture_key import ClinicPicture, DrawnPicture, PictureKey, mirrored
from handouts.sheet.layout import Block, parse_layout
from handouts.sheet.vocabulary import amount_attributes, picture_attributes

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
spaced = st.lists(words, min_size=1, max_size=3).map(" ".join)
keys = st.one_of(
    st.builds(DrawnPicture, words, st.integers(1, 9), st.booleans()),
    st.builds(ClinicPicture, words),
)


def only(element: str, attributes: dict[str, str], around: str) -> Block:
    """The one block of a sheet with an element of these attributes."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    content = around.format(f"<{element}{written}/>")
    return parse_layout(f'<sheet lang="en" title="x">{content}</sheet>', "layout mine").children[0]


@settings(max_examples=100, deadline=None)
@given(keys)
def test_a_picture_is_read_back_by_its_key(key: PictureKey) -> None:
    assert only("picture", {**picture_attributes(key), "alt": "x"}, "{}").picture == key


@settings(max_examples=100, deadline=None)
@given(st.builds(Quantity, spaced, spaced, st.booleans()) | spaced.map(Quantity))
def test_an_amount_is_read_back_as_it_was_said(amount: Quantity) -> None:
    (run,) = only("amount", amount_attributes(amount), "<p>{}</p>").runs
    assert (run.amount, run.text) == (amount, str(amount))


def test_the_right_side_is_the_left_one_in_a_mirror() -> None:
    turned = {side: mirrored(side) for side in ("left", "right", "both", "alternate", None)}
    assert [side for side, is_turned in turned.items() if is_turned] == ["right"]
