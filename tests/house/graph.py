"""The house as it stands -> its rooms with floors and arrows, and the sizes of what is in them, as text.

`python -m tests.house.graph` prints it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from statistics import median, quantiles

from tests.house.plan import Module, house, order, planned
from tests.house.walls import functions, imports, runs_back


def arrows(modules: list[Module]) -> set[tuple[str, str]]:
    """Which module imports which, by their full names."""
    known = set(order())
    found = set()
    for module in modules:
        for name, _ in imports(module.text):
            inner = name.removeprefix("handouts.")
            target = inner if inner in known else inner.rpartition(".")[0]
            if target in known and target != module.full:
                found.add((module.full, target))
    return found


def room_of(full: str) -> str:
    """The room of a module: its folder; a module beside the rooms is one of its own."""
    return "/".join(full.split(".")[:-1]) or full


def picture() -> str:
    """One line a room from the top floor down, then the arrows that run back, then the sizes."""
    modules = house()
    between: dict[str, set[str]] = defaultdict(set)
    for source, target in arrows(modules):
        if room_of(source) != room_of(target):
            between[room_of(source)].add(room_of(target))

    @cache
    def floor(room: str) -> int:
        return 1 + max((floor(other) for other in between[room]), default=0)

    lines = []
    for room in sorted(planned(), key=lambda room: (-floor(room), room)):
        count = len(planned()[room]) or 1
        targets = ", ".join(sorted(between[room], key=lambda other: (-floor(other), other)))
        lines.append(f"floor {floor(room):2}  {room:20} {count:2} modules  -> {targets}".rstrip(" ->"))
    back = [f"{module.full}: {wrong}" for module in modules for wrong in runs_back(module)]
    rooms, crossed = len(planned()), sum(len(others) for others in between.values())
    lines.append(f"{rooms} rooms, {max(map(floor, planned()))} floors, {crossed} arrows, {len(back)} of them back")
    return "\n".join([*lines, *back, *_sizes(modules)])


def _sizes(modules: list[Module]) -> list[str]:
    lengths = {module.full: module.text.count("\n") for module in modules if module.name != "__init__"}
    inside = {f"{m.full}.{name}": size for m in modules for name, size in functions(m.text).items()}
    return [_line("modules", lengths), _line("functions", inside)]


def _line(what: str, sizes: dict[str, int]) -> str:
    longest = max(sizes, key=lambda name: sizes[name])
    p95 = quantiles(sizes.values(), n=20)[-1]
    middle = median(sizes.values())
    return f"{len(sizes)} {what}: median {middle:.0f} lines, p95 {p95:.0f}, longest {sizes[longest]} ({longest})"


if __name__ == "__main__":
    print(picture())  # noqa: T201  # this file is run to be read
