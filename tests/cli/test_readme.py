"""The README's table of commands is what the program has: no command is missing, and none is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from handouts.cli import main
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
ROWS = re.findall(r"^\| `handouts ([^`]+)` \| (.+) \|$", README, re.MULTILINE)
SHEET_OPTIONS = {"--layout", "--paper", "--ink-saver"}


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command there is, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


COMMANDS = dict(commands())


def options_of(command: click.Command) -> set[str]:
    """The options of a command as its help lists them."""
    said = command.get_help(click.Context(command, help_option_names=["-h", "--help"]))
    return set(re.findall(r"--?[a-z][a-z-]*", said.partition("Options:")[2]))


def called(words: str) -> str:
    """The command in a line like `email send PATH...`, without its arguments."""
    found = [name for name in COMMANDS if f"{words} ".startswith(f"{name} ")]
    return max(found, key=len, default=words)


def test_the_table_has_every_command_once_and_no_other() -> None:
    assert sorted(called(words) for words, _ in ROWS) == sorted(COMMANDS)


def test_every_option_of_the_table_is_one_of_its_command() -> None:
    for words, text in ROWS:
        named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", f"{words} {text}"))
        assert named <= options_of(COMMANDS[called(words)]), words


def test_every_command_about_sheets_takes_the_same_options_for_them() -> None:
    about_sheets = ["build", "check", "print", "email", "email send", "email draft", "protect", "merge", "layout"]
    for name in about_sheets:
        assert options_of(COMMANDS[name]) >= SHEET_OPTIONS, name
    others = [name for name in COMMANDS if name not in about_sheets]
    assert [name for name in others if "--layout" in options_of(COMMANDS[name])] == []
