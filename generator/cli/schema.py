"""`reading-list schema`: print the JSON Schemas, for editors and other programs."""

import json

import click

from generator.checks.report import FINDING_SCHEMA
from generator.cli.base import exit_status, main
from generator.site.formats.json_data import PAPERS_SCHEMA
from generator.store.json_schema import SCHEMAS, schema_text

# Of what the program writes; `SCHEMAS` are those of the list's files.
_WRITTEN = {"finding": FINDING_SCHEMA, "papers": PAPERS_SCHEMA}


@main.command()
@click.argument("which", metavar="paper|topics|excluded|people|path|finding|papers",
                type=click.Choice(sorted([*SCHEMAS, *_WRITTEN])))  # fmt: skip
@exit_status
def schema(which: str) -> int:
    """Print the JSON Schema of a file of the list, of findings, or of papers.json."""
    click.echo(json.dumps(_WRITTEN[which], indent=2) if which in _WRITTEN else schema_text(which))
    return 0
