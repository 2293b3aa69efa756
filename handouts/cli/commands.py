"""A word of the command line -> its command, imported only when it runs; and how errors end a run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from handouts.cli.report import print_problems
from handouts.errors import HandoutsError, InputError, did_you_mean


class Commands(click.Group):
    """A group whose commands each have a module of their own, and are called like it there."""

    def __init__(self, *given: Any, modules: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of a working day."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, or None."""
        name = self.modules.get(cmd_name)
        command: click.Command | None = getattr(import_module(f"handouts.cli.{name}"), name) if name else None
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which one may have been meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in self.modules:
            hint = did_you_mean(name, self.modules)
            ctx.fail(f"there is no command '{name}'.{f' {hint.capitalize()}' if hint else ''}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that a user can cause is shown in its own words and ends with its exit code."""
        try:
            return super().invoke(ctx)
        except HandoutsError as error:
            if isinstance(error, InputError):
                print_problems(error.problems)
            else:
                click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
