"""Problems -> lines on stderr, in the form that editors and terminals can jump to."""

from __future__ import annotations

from collections.abc import Iterable

import click

from handouts.errors import Problem

_COLOURS = {"error": "red", "warning": "yellow"}


def print_problems(problems: Iterable[Problem]) -> None:
    """`file:line:column: path: message`, then its hint."""
    for problem in problems:
        prefix = "" if problem.severity == "error" else "warning: "
        place = f"{problem.file}:{problem.line}:{problem.column}: " if problem.line else f"{problem.file}: "
        path = f"{problem.path}: " if problem.path else ""
        label = click.style(prefix, fg=_COLOURS[problem.severity]) if prefix else ""
        click.echo(f"{place}{path}{label}{problem.message}", err=True)
        if problem.hint:
            click.echo(f"  hint: {problem.hint}", err=True)


def state(word: str, colour: str | None = None) -> str:
    """What became of a file, as wide as every other such word, so that the file names stand below each other."""
    return click.style(f"{word:8}", fg=colour)


def counted(number: int, word: str) -> str:
    """1 sheet, 2 sheets."""
    return f"{number} {word}{'' if number == 1 else 's'}"
