"""A stage says what is wrong with which field; file, line and column are put to it at one place."""

from __future__ import annotations

import ast

from handouts.errors import Remark
from tests.conftest import ROOT
from tests.examples import source_of

ROOMS = ("records", "programme")
READS = {"read_prescription"}  # turns a Source into a record, and stamps nothing but what is no group of fields


def test_a_remark_gets_the_place_of_its_value_or_of_the_nearest_parent_that_stands() -> None:
    source = source_of("a: 1\nlist:\n  - x\n  - {b: y}\nempty: {}\n")
    places = {
        Remark(("list", 1, "b"), "c", "m"): (4, 9, "list[1].b"),
        Remark(("list", 1, "b"), "c", "m", at_key=True): (4, 6, "list[1].b"),
        Remark(("list", 1, "gone"), "c", "m"): (4, 5, "list[1].gone"),
        Remark(("gone", "too"), "c", "m"): (1, 1, "gone.too"),
        Remark((), "c", "m"): (1, 1, ""),
        Remark(("list", 1, "b"), "c", "m", at_key=True, nameless=True): (4, 6, "list[1]"),
    }
    for remark, place in places.items():
        problem = source.located(remark)
        assert (problem.line, problem.column, problem.path) == place, remark


def test_no_field_stands_inside_a_text() -> None:
    source = source_of("exercises: [clamshel, {exercise: clamshel}]")
    bare, named = (source.located(Remark(("exercises", item, "exercise"), "c", "m")) for item in (0, 1))
    assert (bare.path, bare.column) == ("exercises[0]", 13)
    assert (named.path, named.column) == ("exercises[1].exercise", 34)


def test_a_problem_keeps_all_that_the_remark_says() -> None:
    problem = source_of("a: 1").located(Remark(("a",), "code", "message", "hint", "warning"))
    assert (problem.code, problem.message, problem.hint, problem.severity) == ("code", "message", "hint", "warning")
    assert problem.file == "prescription.yaml"


def test_no_stage_is_given_a_source_to_stamp_lines_with() -> None:
    for room in ROOMS:
        for path in (ROOT / "handouts" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and node.name not in READS:
                    arguments = [*node.args.args, *node.args.kwonlyargs]
                    given = {ast.unparse(argument.annotation) for argument in arguments if argument.annotation}
                    assert "Source" not in given, f"{path.name}: {node.name}"
