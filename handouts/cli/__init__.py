"""The `handouts` command: the only room that reads the command line, prints and exits."""

from handouts.cli.main import main

__all__ = ["main"]
