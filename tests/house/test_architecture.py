"""The house keeps its plan: one way through, a room per stage, nothing too large to read.

The plan itself stands in `tests/house/plan.py`. Breaches planted here show that each wall holds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache

from tests.house.graph import picture
from tests.house.plan import ACTS, PACKAGES, PLAN, Module, house, order, planned
from tests.house.walls import acts, foreign, imports, overreaching, runs_back, too_long, tree, within

Check = Callable[[Module], list[str]]

BREACHES: dict[str, tuple[Check, str, str]] = {  # what is planted: the wall, the module, and the line
    "a stage that writes": (overreaching, "programme.screening", 'open("found.txt", "w").write("x")'),
    "a path that writes": (overreaching, "programme.screening", 'Path("found.txt").open(mode="a")'),
    "a mode made up": (overreaching, "programme.screening", "def save(p, how): return p.open(how)"),
    "open under another name": (overreaching, "sheet.layout", "save = open"),
    "open handed on": (overreaching, "sheet.layout", "list(map(open, names))"),
    "a method that writes": (overreaching, "records.dose", 'path.write_text("x")'),
    "a file renamed": (overreaching, "records.dose", "path.replace(other)"),
    "a system call that writes": (
        overreaching,
        "library.library",
        "from os import remove as put_away\nput_away(p)",
    ),
    "a database": (overreaching, "delivery.soundness", 'import sqlite3\nsqlite3.connect("x")'),
    "a stage that reads": (overreaching, "programme.selection", "text = path.read_text()"),
    "a folder looked into": (overreaching, "programme.selection", 'files = sorted(home.glob("*"))'),
    "a print": (overreaching, "build.resolve", 'print("built")'),
    "a print under another name": (overreaching, "build.resolve", "say = print"),
    "a line on stderr": (overreaching, "build.resolve", 'import sys\nsys.stderr.write("x")'),
    "a stage that exits": (overreaching, "build.many_sheets", "raise SystemExit(1)"),
    "an exit by its other name": (overreaching, "build.many_sheets", "from sys import exit as leave\nleave(2)"),
    "a program": (overreaching, "delivery.mail.outbox", 'import subprocess\nsubprocess.run(["lp"])'),
    "a shell": (overreaching, "delivery.mail.outbox", 'import os\nos.system("lp")'),
    "text run": (overreaching, "programme.wording", "eval(text)"),
    "text run under another name": (overreaching, "programme.wording", "work_out = eval"),
    "a module by name": (overreaching, "programme.wording", "from importlib import import_module as load\nload(n)"),
    "the clock": (overreaching, "programme.programme", "from datetime import date\nday = date.today()"),
    "chance": (overreaching, "pdf.document", "import secrets\nsecrets.token_hex()"),
    "the environment": (overreaching, "programme.wording", 'import os\nos.environ["LANG"]'),
    "the next room": (runs_back, "reading.source", "from handouts.programme.selection import select"),
    "the next room, later": (runs_back, "reading.source", "def f():\n    import handouts.pdf.document"),
    "the next room, whole": (runs_back, "records.dose", "from handouts import library"),
    "the next module of a room": (runs_back, "programme.selection", "from handouts.programme import screening"),
    "oneself": (runs_back, "programme.selection", "from handouts.programme.selection import select"),
    "a room inside a room": (runs_back, "figures.picture.svg", "from handouts.figures.body.body import Body"),
    "a module without a place": (runs_back, "cli.main", "from handouts.reading.helpers import tidy"),
    "a relative import": (runs_back, "cli.main", "from . import report"),
    "Jinja elsewhere": (foreign, "programme.wording", "import jinja2"),
    "ReportLab elsewhere": (foreign, "sheet.layout", "def f():\n    from reportlab.lib import colors"),
    "numpy where a sheet is made": (foreign, "figures.picture.baked", "import numpy as np"),
    "the network": (foreign, "delivery.mail.transport", "from urllib.request import urlopen"),
    "a long function": (too_long, "sheet.layout", "def long():\n" + "    work()\n" * 60),
    "a long module": (too_long, "sheet.layout", "done = 1\n" * 400),
}


@cache
def modules() -> tuple[Module, ...]:
    return tuple(house())


def found_by(check: Check) -> dict[str, list[str]]:
    """Module -> what a wall stops in it."""
    return {module.full: wrong for module in modules() if (wrong := check(module))}


def test_every_module_has_its_place_in_the_plan_and_every_place_its_module() -> None:
    standing = {module.full for module in modules() if module.name != "__init__"}
    assert standing == set(order())
    assert {module.room for module in modules()} >= {room for room in planned() if planned()[room]}


def test_no_two_modules_share_a_name_but_a_room_and_what_it_is_named_after() -> None:
    names = [name for rooms in planned().values() for name in rooms]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_imports_run_one_way() -> None:
    assert found_by(runs_back) == {}


def test_the_picture_of_the_house_shows_every_room_and_no_arrow_back() -> None:
    lines = picture().splitlines()
    assert {line.split()[2] for line in lines if line.startswith("floor")} == set(planned())
    assert sum(line.endswith(" 0 of them back") for line in lines) == 1


def test_a_package_is_used_in_its_own_rooms_only() -> None:
    assert found_by(foreign) == {}


def test_no_permission_stands_for_a_package_that_is_not_used() -> None:
    used = {(name.split(".")[0], module.full) for module in modules() for name, _ in imports(module.text)}
    idle = [
        f"{package}: {place}"
        for package, places in PACKAGES.items()
        for place in places.split()
        if not any(name == package and within(full, place) for name, full in used)
    ]
    assert idle == []


def test_only_those_act_on_the_world_outside_whose_task_it_is() -> None:
    assert found_by(overreaching) == {}


def test_no_permission_to_act_stands_unused() -> None:
    done = {(act, module.full) for module in modules() for act in acts(module.text)}
    idle = [
        f"{act}: {place}"
        for act, places in ACTS.items()
        for place in places.split()
        if not any(what == act and within(full, place) for what, full in done)
    ]
    assert idle == []


def test_the_one_module_that_runs_programs_runs_those_of_the_printing_system() -> None:
    text = next(module.text for module in modules() if module.full == ACTS["runs programs"])
    assert set(re.findall(r'_(?:run|asked)\("(\w+)"', text)) == {"lp", "lpstat"}


def test_the_house_is_short_enough_to_read() -> None:
    assert found_by(too_long) == {}


def test_a_module_says_what_it_is_for() -> None:
    assert [module.full for module in modules() if not ast.get_docstring(tree(module.text))] == []


def test_a_planted_breach_is_stopped_and_the_module_without_it_is_not() -> None:
    missed = [what for what, (check, full, line) in BREACHES.items() if not check(planted(full, line))]
    assert missed == []
    stopped = [what for what, (check, full, _) in BREACHES.items() if check(planted(full, ""))]
    assert stopped == []


def test_what_only_looks_like_a_breach_is_let_through() -> None:
    harmless = {
        "a text's replace": 'name.replace("a", "b")',
        "a compiled pattern": 'import re\nre.compile("x")',
        "a method of that name": "self.printed(exit_code)",
        "a day that is given": "from datetime import date\nday = date.fromisoformat(text)",
    }
    assert {what: acts(text) for what, text in harmless.items() if acts(text)} == {}


def test_the_plan_is_written_for_readers() -> None:
    assert max(len(line) for line in PLAN.splitlines()) <= 116


def planted(full: str, line: str) -> Module:
    """A module of the house with a line added at its end."""
    module = next(module for module in modules() if module.full == full)
    return module._replace(text=f"{module.text}\n\n{line}\n")
