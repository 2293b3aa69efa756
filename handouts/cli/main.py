"""The command group: how errors end a run, and what each exit code means.

0 all is well; 1 the input is wrong; 2 the command line is wrong; 3 a finished sheet could not be delivered.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from handouts import __version__
from handouts.cli.report import print_problems
from handouts.errors import HandoutsError, InputError, did_you_mean

_COMMANDS: Final = {
    "build": "handouts.cli.sheets",
    "check": "handouts.cli.sheets",
    "print": "handouts.cli.printing",
    "email": "handouts.cli.email",
    "protect": "handouts.cli.protect",
    "merge": "handouts.cli.printing",
    "layout": "handouts.cli.sheets",
    "schema": "handouts.cli.schema",
    "figure": "handouts.cli.figure",
    "list": "handouts.cli.catalogue",
    "show": "handouts.cli.catalogue",
}


class Commands(click.Group):
    """Commands that are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of a working day."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, or None."""
        module = _COMMANDS.get(cmd_name)
        return getattr(import_module(module), f"{cmd_name}_command") if module else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which one may have been meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in _COMMANDS:
            hint = did_you_mean(name, _COMMANDS)
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Turn prescriptions (YAML) into home-exercise sheets (PDF).

    \b
    Example:
      handouts build prescriptions/ls-1042.yaml
    """
