"""`handouts email`: its commands; without one of them, the dry run over the paths that stand there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from handouts.cli.commands import Commands
from handouts.cli.email_dry_run import email_dry_run
from handouts.errors import UsageError, did_you_mean

_COMMANDS: Final = ("send", "draft", "log", "login")
_MOVED: Final = {"--send": "send PATH...", "--draft": "draft PATH...", "--log": "log", "--login": "login"}


class EmailCommands(Commands):
    """A group that takes a first word which is none of its commands for a path of the dry run."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of one of the commands, or of the dry run. Raises UsageError for words that are neither."""
        if args and (args[0] in self.modules or args[0] in ("-h", "--help")):
            return super().make_context(info_name, args, parent, **extra)
        moved = next((word for word in args if word in _MOVED), None)
        if moved:
            raise UsageError(f"{moved} is a command now: handouts email {_MOVED[moved]}")
        word = args[0] if args else ""
        hint = did_you_mean(word, self.modules) if word.isalpha() and not Path(word).exists() else ""
        if hint:
            raise UsageError(f"there is no file '{word}', and no command of that name; {hint}")
        return email_dry_run.make_context(info_name, args, parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the dry run, then the commands."""
        email_dry_run.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(
    "email",
    cls=EmailCommands,
    modules={name: f"email_{name}" for name in _COMMANDS},
    subcommand_metavar="{PATH... | COMMAND [PATH]...}",
    help=email_dry_run.help,
)
def email_command() -> None:
    """The dry run says what it does."""
