"""`reading-list schema`: print the JSON Schemas, for editors and other programs."""

import json

import click

from generator.checks.report import FINDING_SCHEMA
from generator.cli.base import exit_status, main
from generator.store.json_schema import SCHEMAS, schema_text

_FINDING = "finding"


@main.command()
@click.argument("which", metavar="paper|topics|excluded|finding",
                type=click.Choice(sorted([*SCHEMAS, _FINDING])))  # fmt: skip
@exit_status
def schema(which: str) -> int:
    """Print the JSON Schema of paper files, topics.yml, excluded.yml, or findings in JSON."""
    text = json.dumps(FINDING_SCHEMA, indent=2) if which == _FINDING else schema_text(which)
    click.echo(text)
    return 0
