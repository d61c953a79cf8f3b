"""`reading-list migrate`: convert a list from an earlier version."""

from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.ingest.migration import migrated
from generator.model import Edit
from generator.text.english import plural


@main.command()
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@CONFIG_OPTION
@exit_status
def migrate(config: Path | None, *, dry_run: bool) -> int:
    """Convert the papers of a list from an earlier version to the form of this one.

    The year after a venue (`NeurIPS 2019`) becomes its date of issue. Everything else in the
    files stays as it was.
    """
    found = project.find(config)
    before = project.load_existing(found).catalog.by_id
    edit, _ = project.edit(found, lambda catalog: Edit(papers=migrated(catalog)), dry_run=dry_run)
    for paper in edit.papers:
        verb = "would write" if dry_run else "write"
        click.echo(
            f"{verb} {paper.origin().source}: {before[paper.id].venue!r} becomes {paper.venue!r}, "
            f"issued {paper.issued}"
        )
    click.echo(f"{plural(len(edit.papers), 'file')} {'to change' if dry_run else 'changed'}")
    return 0
