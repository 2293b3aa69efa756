"""Finished sheets -> print copies: on fresh leaves, two pages side by side, a booklet to fold, one file for all.

A print copy is for paper only: it has no tags for screen readers and no links. The sheet itself stays as it is.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import pikepdf

from handouts.delivery.soundness import page_size
from handouts.records.language import leftward

Imposition = Literal["2up", "booklet"]
Place = int | None  # the number of a page, counted from 0; None is left blank
_PAGES_A_LEAF: Final = {None: 2, "2up": 4, "booklet": 4}


class Side(NamedTuple):
    """One side of a leaf with two pages next to each other."""

    left: Place
    right: Place


def print_copy(pdf: bytes, imposition: Imposition | None, *, duplex: bool) -> bytes:
    """A sheet as it goes on paper; printed on both sides, it ends with the back of a leaf."""
    if imposition is None and not duplex:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as sheet:
        if imposition is None:
            _end_with_a_back(sheet)
            return _saved(sheet)
        sides = arranged(len(sheet.pages), imposition, leftward=reads_leftward(sheet))
        with pikepdf.new() as copy:
            _describe(copy, sheet, "Exercise sheet")
            _draw(copy, sheet, sides)
            if duplex:
                _end_with_a_back(copy)
            return _saved(copy)


def merged(sheets: Sequence[tuple[str, bytes]], *, duplex: bool) -> bytes:
    """Print copies with their bookmarks -> one file for the print shop, each on a fresh leaf when `duplex`."""
    with pikepdf.new() as book:
        book.docinfo["/Title"] = "Exercise sheets"
        starts = []
        for name, pdf in sheets:
            with pikepdf.open(io.BytesIO(pdf)) as sheet:
                starts.append(pikepdf.OutlineItem(name, len(book.pages)))
                for page in sheet.pages:
                    _take_tags_out(page)
                    book.pages.append(page)
            if duplex:
                _end_with_a_back(book)
        with book.open_outline() as outline:
            outline.root.extend(starts)
        book.Root.PageMode = pikepdf.Name.UseOutlines
        return _saved(book)


def arranged(pages: int, imposition: Imposition, *, leftward: bool) -> list[Side]:
    """Which pages stand side by side, side after side; mirrored for a script that is read from right to left."""
    sides = _booklet(pages) if imposition == "booklet" else _two_up(pages)
    return [Side(side.right, side.left) for side in sides] if leftward else sides


def leaves(pages: int, imposition: Imposition | None, *, duplex: bool) -> int:
    """How many leaves of paper one copy takes."""
    a_leaf = _PAGES_A_LEAF[imposition]
    return -(-pages // (a_leaf if duplex or imposition == "booklet" else a_leaf // 2))


def reads_leftward(sheet: pikepdf.Pdf) -> bool:
    """Whether a sheet's pages follow each other from right to left, as it says of itself."""
    direction = sheet.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/Direction")
    return bool(direction == pikepdf.Name.R2L) or leftward(str(sheet.Root.get("/Lang", "en")))


def _two_up(pages: int) -> list[Side]:
    return [Side(first, first + 1 if first + 1 < pages else None) for first in range(0, pages, 2)]


def _booklet(pages: int) -> list[Side]:
    """Leaves folded in the middle and laid into each other: the outermost has the first and the last page."""
    places: list[Place] = [*range(pages), *[None] * (-pages % 4)]
    sides = []
    for number in range(len(places) // 2):
        outer, inner = places[-1 - number], places[number]
        sides.append(Side(outer, inner) if number % 2 == 0 else Side(inner, outer))
    return sides


def _draw(copy: pikepdf.Pdf, sheet: pikepdf.Pdf, sides: Sequence[Side]) -> None:
    """Each side is a page of the sheet's paper, lying on its side."""
    across, upward = page_size(sheet.pages[0])
    forms = [copy.copy_foreign(page.as_form_xobject()) for page in sheet.pages]
    for side in sides:
        page = copy.add_blank_page(page_size=(upward, across))
        drawn = []
        for place, name, left in zip(side, ("/Left", "/Right"), (0.0, upward / 2), strict=True):
            if place is not None:
                page.add_resource(forms[place], pikepdf.Name.XObject, pikepdf.Name(name))
                drawn.append(_placed(name, page_size(sheet.pages[place]), left, upward / 2, across))
        page.obj.Contents = copy.make_stream("\n".join(drawn).encode())


def _placed(name: str, size: tuple[float, float], left: float, width: float, height: float) -> str:
    """The operators that draw a page as large as it fits, in the middle of its half."""
    scale = min(width / size[0], height / size[1])
    x, y = left + (width - scale * size[0]) / 2, (height - scale * size[1]) / 2
    return f"q {scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm {name} Do Q"


def _end_with_a_back(copy: pikepdf.Pdf) -> None:
    if len(copy.pages) % 2:
        copy.add_blank_page(page_size=page_size(copy.pages[-1]))


def _take_tags_out(page: pikepdf.Page) -> None:
    """Drop what would point into a structure tree that stays behind."""
    for item in (page.obj, *page.obj.get("/Annots", pikepdf.Array())):
        for key in ("/StructParents", "/StructParent", "/Tabs"):
            if key in item:
                del item[key]


def _describe(copy: pikepdf.Pdf, sheet: pikepdf.Pdf, title: str) -> None:
    copy.docinfo["/Title"] = title
    copy.Root.Lang = pikepdf.String(str(sheet.Root.get("/Lang", "en")))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True)  # same sheets, same bytes
    return written.getvalue()
