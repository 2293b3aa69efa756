"""The program starts on every system that a clinic may have: Linux, macOS and Windows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.conftest import ROOT

UNIX_ONLY_MODULES = {
    *("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"),
    *("curses", "readline"),
}
UNIX_ONLY_OF_OS = {
    *("os.chown", "os.fchmod", "os.fchown", "os.fork", "os.killpg", "os.lchown", "os.mkfifo", "os.setsid"),
    *("os.getegid", "os.geteuid", "os.getgid", "os.getuid", "os.sched_getaffinity", "os.statvfs", "os.uname"),
    *("os.O_DIRECTORY", "os.O_NOFOLLOW", "os.O_NONBLOCK"),
}


def used(text: str) -> Iterator[str]:
    """The full name of everything a program imports, and of what it takes from `os`, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            yield f"os.{node.attr}"


def unix_only(text: str) -> list[str]:
    """What a program uses that Windows does not have."""
    return [name for name in used(text) if name.partition(".")[0] in UNIX_ONLY_MODULES or name in UNIX_ONLY_OF_OS]


def test_nothing_in_the_program_needs_unix() -> None:
    modules = sorted((ROOT / "handouts").rglob("*.py"))
    found = {str(path.relative_to(ROOT)): unix_only(path.read_text()) for path in modules}
    assert len(found) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_what_needs_unix_is_found() -> None:
    planted = {
        "import fcntl": ["fcntl"],
        "import os, pwd as people": ["pwd"],
        "from curses.ascii import isprint": ["curses.ascii.isprint"],
        "def late():\n    from termios import tcgetattr": ["termios.tcgetattr"],
        "from os import getuid, path": ["os.getuid"],
        "import os\nos.fork()": ["os.fork"],
        "import os\nos.open('file', os.O_RDWR | os.O_NOFOLLOW)": ["os.O_NOFOLLOW"],
        "import os\nos.getpid()": [],
        "from handouts.library import resource": [],
    }
    assert {text: unix_only(text) for text in planted} == planted
