"""`handouts schema`: the JSON Schema of a file, for editors that complete and check while one types."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handouts.build.editor_schema import SCHEMAS, json_schema
from handouts.library.folders import Workspace
from handouts.library.library import Library


@click.command("schema")
@click.argument("kind", type=click.Choice(list(SCHEMAS)))
def schema_command(kind: str) -> None:
    """Print the JSON Schema of a prescription, exercise, clinic, routine, advice or figure file.

    \b
    Example:
      handouts schema prescription > prescription.schema.json
    """
    schema = json_schema(kind, Library(Workspace.at(Path.cwd())))
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
