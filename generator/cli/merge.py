"""`reading-list merge`: two files about one paper become one."""

from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, print_mentions, run_edit
from generator.cli.selection import find_papers, paper_id
from generator.model import Catalog, Edit
from generator.project.editing.merging import merge_papers


@main.command()
@click.argument("keep")
@click.argument("drop")
@click.option("--force", is_flag=True, help="Merge them although they seem to be two papers.")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def merge(keep: str, drop: str, config: Path | None, *, force: bool, dry_run: bool) -> int:
    """Merge the paper DROP into KEEP, whose values win; addresses of DROP lead to KEEP.

    Each value that is not kept is shown.
    """
    found = project.find(config)

    def change(catalog: Catalog) -> Edit:
        (kept,), (dropped,) = find_papers(catalog, [keep]), find_papers(catalog, [drop])
        return merge_papers(catalog, kept.id, dropped.id, force=force)

    edit = run_edit(found, change, dry_run=dry_run)
    print_mentions(found, "papers", dict.fromkeys(edit.removed, paper_id(keep)))
    return 0
