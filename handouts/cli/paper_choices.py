"""What `print` and `merge` have in common: pages side by side, and a word about how small that makes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import click

from handouts.build.many_sheets import Sheet
from handouts.delivery.paper.imposition import Imposition

_READABLE = "large-print"  # half a page in this layout is as easy to read as a whole one in the others

imposition_option = click.option(
    "--imposition",
    type=click.Choice(get_args(Imposition)),
    help="2up: two pages side by side. booklet: to fold in the middle, printed on both sides.",
)


def say_how_small(sheets: Iterable[Sheet], imposition: Imposition | None) -> None:
    """A note where two pages share one and the layout was not made for it."""
    if imposition and {sheet.plan.layout for sheet in sheets} - {_READABLE}:
        message = "note: two pages share one, so the text comes out at about two thirds of its size"
        click.echo(f"{message}\n  hint: add --layout {_READABLE}", err=True)
