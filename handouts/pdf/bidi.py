"""Text of any direction -> embedding levels, and stretches of levels -> the order they are drawn in (UAX 9).

An even level runs rightwards, an odd one leftwards. The levels come from python-bidi, which knows no isolates;
these are resolved here, each as a text of its own that stands in the outer one like a neutral character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

from handouts.records.language import END_ISOLATE
from handouts.records.language import FIRST_STRONG_ISOLATE as ISOLATE

_STRONG: Final = frozenset({"L", "R", "AL"})
_NEUTRAL: Final = "\ufffc"
_WAYS: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def leftward_first(text: str) -> bool:
    """Whether the first character with a direction, outside isolates, runs from right to left (rules P2 and P3)."""
    depth = 0
    for character in text:
        depth += (character == ISOLATE) - (character == END_ISOLATE and depth > 0)
        kind = unicodedata.bidirectional(character)
        if depth == 0 and kind in _STRONG:
            return kind != "L"
    return False


def levels(text: str, *, leftwards: bool) -> list[int]:
    """The embedding level of each character in a paragraph of one direction."""
    stretches = list(_isolates(text))
    outer, start = [], 0
    for begin, end in stretches:
        outer.append(text[start:begin] + _NEUTRAL)
        start = end
    outer.append(text[start:])
    resolved = iter(_levels("".join(outer), leftwards))
    result: list[int] = []
    start = 0
    for begin, end in stretches:
        result += [next(resolved) for _ in range(begin - start)]
        result += _inner_levels(text[begin:end], next(resolved))
        start = end
    return result + list(resolved)


def _inner_levels(stretch: str, around: int) -> list[int]:
    """Levels of an isolate with its two marks, in a text of level `around` (rules X5c and X6a)."""
    inner = stretch.removeprefix(ISOLATE).removesuffix(END_ISOLATE)
    leftwards = leftward_first(inner)
    base = around + 1 if (around + 1) % 2 == leftwards else around + 2
    shifted = [level + base - leftwards for level in levels(inner, leftwards=leftwards)]
    return [around, *shifted, *([around] if stretch.endswith(END_ISOLATE) else [])]


def _isolates(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the outermost isolates."""
    depth, begin = 0, 0
    for index, character in enumerate(text):
        if character == ISOLATE:
            begin = index if depth == 0 else begin
            depth += 1
        elif character == END_ISOLATE and depth:
            depth -= 1
            if depth == 0:
                yield begin, index + 1
    if depth:
        yield begin, len(text)


def _levels(text: str, leftwards: bool) -> list[int]:
    from bidi import algorithm

    base = int(leftwards)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text.replace(END_ISOLATE, _NEUTRAL), storage)  # one that ends no isolate
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    result = [base] * len(text)
    for character in storage["chars"]:
        result[character["index"]] = character["level"]
    return result


def _resolve_brackets(characters: Sequence[dict[str, Any]], base: int) -> None:
    """Both brackets of a pair run as what they enclose, or as what stands before them (rule N0)."""
    around, other = "LR"[base], "RL"[base]
    ways = [_WAYS.get(character["type"], "") for character in characters]
    for opening, closing in sorted(_pairs([character["ch"] for character in characters], ways)):
        inside = set(ways[opening + 1 : closing])
        before = next((way for way in reversed(ways[:opening]) if way), around)
        if {around, other} & inside:
            way = around if around in inside else before
            for index in (opening, closing):
                characters[index]["type"] = ways[index] = way


def _pairs(text: Sequence[str], ways: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of brackets that belong together (definition BD16)."""
    from bidi.mirror import MIRRORED

    waiting: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        kind = "" if ways[index] else unicodedata.category(character)
        if kind == "Ps" and character in MIRRORED:
            waiting.append((MIRRORED[character], index))
        elif kind == "Pe" and character in (closing for closing, _ in waiting):
            while waiting:
                closing, opening = waiting.pop()
                if closing == character:
                    yield opening, index
                    break


def visual_order(stretches: Sequence[int]) -> list[int]:
    """The indices of stretches, given their levels, from left to right (rule L2)."""
    order = list(range(len(stretches)))
    odd = [level for level in stretches if level % 2]
    for level in range(max(stretches, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and stretches[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order
