"""Modules -> where they break the plan: imports that run back, borrowed packages, acts of another room.

All of it is read from the syntax tree, so that an import inside a function counts like any other, and so does a
name under which something was imported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from tests.house.plan import ACTS, MOST_LINES, MOST_LINES_OF_A_FUNCTION, PACKAGES, Module, order

_NAMED: Final[Mapping[str, str]] = {  # what it is to name one of these, or anything in one of these
    "prints": "print input sys.stdout sys.stderr logging.basicConfig click.echo",
    "exits": "exit quit sys.exit os._exit os.abort SystemExit",
    "runs text as a program": "eval exec compile yaml.load yaml.unsafe_load",
    "loads a module by name": "__import__ importlib.import_module runpy",
    "runs programs": "os.system os.popen os.execv os.execvp os.spawnv os.fork subprocess",
    "asks the clock": "time.time time.monotonic time.perf_counter datetime.datetime.now datetime.datetime.today "
    "datetime.datetime.utcnow datetime.date.today",
    "draws by chance": "random secrets uuid os.urandom numpy.random",
    "asks the environment": "os.environ os.getenv os.putenv getpass",
    "reads files": "os.listdir os.scandir os.walk glob fileinput linecache",
    "writes files": "os.open os.fdopen os.mkdir os.makedirs os.remove os.unlink os.rename os.replace os.truncate "
    "os.utime os.rmdir os.link tempfile shutil.rmtree shutil.move shutil.copy sqlite3.connect filelock",
}
_METHODS: Final[Mapping[str, str]] = {  # the same, of an object of any kind
    "reads files": "read_text read_bytes glob rglob iterdir is_file is_dir",
    "writes files": "write_text write_bytes mkdir unlink rename touch symlink_to hardlink_to rmdir chmod savetxt",
    "exits": "exit",
}
_NAMES: Final = {name: act for act, names in _NAMED.items() for name in names.split()}
_ACT_OF_METHOD: Final = {name: act for act, names in _METHODS.items() for name in names.split()}
_OF_THE_PROGRAM: Final = ("__version__", "PACKAGE")
_OPENERS: Final = ("builtins.open", "io.open", "pathlib.Path.open")


class Import(NamedTuple):
    """What is imported, by its full name, and in which line."""

    name: str
    line: int


@cache
def tree(text: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(text)


@cache
def imports(text: str) -> tuple[Import, ...]:
    """Everything a module imports, wherever in it."""
    return tuple(_imports(text))


def _imports(text: str) -> Iterator[Import]:
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (Import(f"{start}.{alias.name}", node.lineno) for alias in node.names)


def runs_back(module: Module) -> list[str]:
    """The imports of a module that do not stand before it, each with its line."""
    mine = _place(module.full.removesuffix(".__init__")) + (module.name == "__init__")
    wrong = []
    for name, line in imports(module.text):
        inner = name.removeprefix("handouts.")
        if name.startswith("."):
            wrong.append(f"line {line}: a relative import")
        elif inner == name or inner in _OF_THE_PROGRAM:
            continue
        elif _place(inner) < 0:
            wrong.append(f"line {line}: {inner} is not in the plan")
        elif _place(inner) >= mine:
            wrong.append(f"line {line}: {inner} stands below")
    return wrong


@cache
def _place(full: str) -> int:
    """Where a module, a name in it, or the last module of a room stands in the plan; -1 where it does not."""
    places = [
        at
        for at, known in enumerate(order())
        if full == known or full.startswith(f"{known}.") or known.startswith(f"{full}.")
    ]
    return max(places, default=-1)


def within(full: str, places: str) -> bool:
    """Whether a module is one of these, or stands in one of these rooms."""
    return any(full == place or full.startswith(f"{place}.") for place in places.split())


def foreign(module: Module) -> list[str]:
    """The packages a module imports although another room is theirs."""
    packages = {name.split(".")[0]: line for name, line in imports(module.text)}
    return [
        f"line {line}: {package} belongs to {PACKAGES[package] or 'nobody'}"
        for package, line in packages.items()
        if package in PACKAGES and not within(module.full, PACKAGES[package])
    ]


@cache
def acts(text: str) -> dict[str, int]:
    """What a module does to the world outside -> the first line in which it does it."""
    names = _imported_names(text)
    called = {id(node.func) for node in ast.walk(tree(text)) if isinstance(node, ast.Call)}
    found: dict[str, int] = {}
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Call):
            act = _opening(node, names) or _renaming(node)
        elif isinstance(node, ast.Name | ast.Attribute) and not isinstance(node.ctx, ast.Store):
            passed_on = id(node) not in called and _full_name(node, names) in _OPENERS
            act = "writes files" if passed_on else _act(node, names)
        else:
            continue
        if act:
            found[act] = min(found.get(act, node.lineno), node.lineno)
    return found


def _imported_names(text: str) -> dict[str, str]:
    """The names a module knows things by -> the full names of the things."""
    names = {"open": "builtins.open"}
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _act(node: ast.Name | ast.Attribute, names: Mapping[str, str]) -> str:
    """What naming one thing comes to; empty where it is nothing."""
    full = _full_name(node, names)
    while full:
        if full in _NAMES:
            return _NAMES[full]
        full = full.rpartition(".")[0]
    return _ACT_OF_METHOD.get(node.attr, "") if isinstance(node, ast.Attribute) else ""


def _full_name(node: ast.expr, names: Mapping[str, str]) -> str:
    """`p.open` -> pathlib.Path.open where p is that class; what is not imported keeps the name it has here."""
    if isinstance(node, ast.Attribute):
        return f"{_full_name(node.value, names)}.{node.attr}"
    return names.get(node.id, node.id) if isinstance(node, ast.Name) else "?"


def _opening(call: ast.Call, names: Mapping[str, str]) -> str:
    """Whether a call opens a file, and for what: a mode that is not written out counts as writing."""
    full = _full_name(call.func, names)
    of_a_module = full.split(".")[0] in {known.split(".")[0] for known in names.values()}
    if full not in _OPENERS and not (full.endswith(".open") and not of_a_module):
        return ""
    given = call.args[1:] if full in ("builtins.open", "io.open") else call.args
    modes = [*given[:1], *(word.value for word in call.keywords if word.arg == "mode")]
    read = all(isinstance(mode, ast.Constant) and not set(str(mode.value)) & set("wax+") for mode in modes)
    return "reads files" if read else "writes files"


def _renaming(call: ast.Call) -> str:
    """A path's `replace` takes one argument, a text's two."""
    renames = isinstance(call.func, ast.Attribute) and call.func.attr == "replace"
    return "writes files" if renames and len(call.args) == 1 and not call.keywords else ""


def overreaching(module: Module) -> list[str]:
    """What a module does although it is for other rooms to do."""
    found = acts(module.text)
    return [f"line {line}: {act}" for act, line in found.items() if not within(module.full, ACTS[act])]


def functions(text: str) -> dict[str, int]:
    """Every function of a module, by name and line -> how many lines it has."""
    found = [node for node in ast.walk(tree(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {
        f"{node.name} (line {node.lineno})": (node.end_lineno or node.lineno) - node.lineno + 1 for node in found
    }


def too_long(module: Module) -> list[str]:
    """The module itself and its functions, where they have more lines than can be read at one go."""
    lines = module.text.count("\n")
    wrong = [f"{lines} lines"] if lines > MOST_LINES else []
    return wrong + [
        f"{name}: {size} lines" for name, size in functions(module.text).items() if size > MOST_LINES_OF_A_FUNCTION
    ]
