"""`reading-list new`: a fresh list in a folder of its own."""

from pathlib import Path

import click

from generator.cli.base import exit_status, main
from generator.starting import start


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@exit_status
def new(folder: Path) -> int:
    """Start a list in FOLDER, which must be new or empty."""
    for name in start(folder):
        click.echo(f"write {name}")
    click.echo(f"A new list is in {folder}. Next, in that folder: mkdocs serve")
    return 0
