"""`reading-list schema`: what editors check files with while one types."""

import click

from generator.cli.base import exit_status, main
from generator.store.json_schema import SCHEMAS, schema_text


@main.command()
@click.argument("which", metavar="paper|topics|excluded", type=click.Choice(sorted(SCHEMAS)))
@exit_status
def schema(which: str) -> int:
    """Print the JSON Schema of paper files, of topics.yml or of excluded.yml."""
    click.echo(schema_text(which))
    return 0
