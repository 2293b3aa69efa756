"""The house keeps its plan: one way through, a room per stage, nothing too large to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# A module imports only what stands above it: the stages in the order a prescription passes them. What describes a
# dose stands above what checks it, since validation words its messages with it.
STAGES = """
    errors characters language syntax colour source dose validation figures person prescription exercise mail clinic
    workspace library selection screening translation wording programme style template layout pictures pdf
    contact_sheet schema resolution pipeline output build delivery cli __main__
"""
PDF_STAGES = """
    bidi fonts objects structure embedding archive surface text boxes typesetter symbols elements tables pagination
    document
"""
DELIVERY_STAGES = """
    soundness sheets imposition printing protection passwords attachment credentials ledger letter message transport
    outbox plan
"""
CLI_STAGES = "report schema catalogue figure sheets ready printing passwords protect letters email main"
ORDER, PDF_ORDER, CLI_ORDER = STAGES.split(), PDF_STAGES.split(), CLI_STAGES.split()
DELIVERY_ORDER = DELIVERY_STAGES.split()
MODULES = sorted((ROOT / "handouts").rglob("*.py"))
MOST_LINES = 320
MOST_LINES_OF_A_FUNCTION = 45
# Compiled loops, where a call costs, and the skeleton's frames, a table that needs a side.
KERNELS, MOST_LINES_OF_A_KERNEL = {"distance.py", "rays.py", "skeleton.py"}, 60

every_module = pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])


def room(path: Path) -> str:
    """The stage a file belongs to: a module or a package beside the others."""
    return path.relative_to(ROOT / "handouts").parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(path: Path) -> Iterator[str]:
    """The full name of everything a file imports, wherever in the file it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    """The other stages a file imports."""
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("handouts.")}
    return ours - {room(path), "__version__"}


def uses(path: Path, package: str) -> bool:
    return any(name.split(".")[0] == package for name in imported(path))


def test_every_module_has_its_place() -> None:
    assert {room(path) for path in MODULES} == {*ORDER, "__init__"}
    assert {path.stem for path in MODULES if room(path) == "pdf"} == {*PDF_ORDER, "__init__"}
    assert {path.stem for path in MODULES if room(path) == "delivery"} == {*DELIVERY_ORDER, "__init__"}
    assert {path.stem for path in MODULES if room(path) == "cli"} == {*CLI_ORDER, "__init__"}


@every_module
def test_imports_run_one_way(path: Path) -> None:
    above = ORDER[: ORDER.index(room(path))] if room(path) in ORDER else []
    assert rooms_imported(path) <= set(above)


@pytest.mark.parametrize(
    ("package", "order"),
    [("pdf", PDF_ORDER), ("delivery", DELIVERY_ORDER), ("cli", CLI_ORDER)],
    ids=["pdf", "delivery", "cli"],
)
def test_imports_inside_a_package_run_one_way(package: str, order: list[str]) -> None:
    for path in MODULES:
        if room(path) == package and path.stem in order:
            names = [name.split(".") for name in imported(path) if name.startswith(f"handouts.{package}.")]
            assert {name[2] for name in names} <= set(order[: order.index(path.stem)]), path.name


@every_module
def test_the_pdf_room_is_entered_where_characters_are_checked_and_pages_are_made_only(path: Path) -> None:
    assert "pdf" not in rooms_imported(path) or room(path) in ("resolution", "pipeline", "contact_sheet")


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("jinja2", {"template"}),
        ("reportlab", {"pdf"}),
        ("click", {"cli"}),
        ("yaml", {"source"}),
        ("svglib", {"pictures"}),
        ("PIL", {"pictures", "pdf"}),
        ("pymupdf_fonts", {"pdf"}),
        ("uharfbuzz", {"pdf"}),
        ("bidi", {"pdf"}),
        ("uniseg", {"pdf"}),
        ("pikepdf", {"pdf", "delivery"}),
        ("babel", {"wording"}),
        ("secrets", {"output", "delivery"}),
        ("smtplib", {"delivery"}),
        ("ssl", {"delivery"}),
        ("sqlite3", {"delivery"}),
        ("keyring", {"delivery"}),
    ],
)
def test_one_room_uses_a_package(package: str, rooms: set[str]) -> None:
    assert {room(path) for path in MODULES if uses(path, package)} == rooms


@pytest.mark.parametrize("package", ["socket", "urllib", "http", "requests", "pickle"])
def test_no_room_reaches_the_network(package: str) -> None:
    assert [path.name for path in MODULES if uses(path, package)] == []


def test_one_module_runs_programs_those_of_the_printing_system() -> None:
    printing = ROOT / "handouts" / "delivery" / "printing.py"
    assert [path for path in MODULES if uses(path, "subprocess")] == [printing]
    names = re.findall(r'_(?:run|asked)\("(\w+)"', printing.read_text())
    assert set(names) == {"lp", "lpstat"}


@every_module
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if room(path) in ("cli", "__main__"):
        return
    calls = [ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    raised = [ast.unparse(node.exc) for node in ast.walk(tree(path)) if isinstance(node, ast.Raise) and node.exc]
    forbidden = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"}
    assert forbidden & set(calls) == set()
    assert [name for name in raised if name.startswith("SystemExit")] == []


@every_module
def test_nothing_runs_text_as_a_program(path: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert calls & {"eval", "exec", "compile", "__import__", "os.system", "yaml.load", "yaml.unsafe_load"} == set()


@every_module
def test_only_output_writes_files(path: Path) -> None:
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    methods = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    writing = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "touch", "symlink_to", "rmtree"}
    assert methods & writing == set() or room(path) == "output"


@every_module
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES


@every_module
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    most = MOST_LINES_OF_A_KERNEL if path.name in KERNELS else MOST_LINES_OF_A_FUNCTION
    assert {name: length for name, length in lengths.items() if length > most} == {}


@every_module
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))
