"""`reading-list mv`: give a paper another id."""

from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, print_mentions, run_edit
from generator.cli.selection import find_papers, paper_id
from generator.model import Catalog, Edit
from generator.project.editing.papers import rename_paper


@main.command()
@click.argument("old")
@click.argument("new")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def mv(old: str, new: str, config: Path | None, *, dry_run: bool) -> int:
    """Rename the paper OLD to NEW; its old address redirects, and related papers follow.

    Everything else in the files stays as it was.
    """
    found = project.find(config)

    def change(catalog: Catalog) -> Edit:
        (paper,) = find_papers(catalog, [old])
        return rename_paper(catalog, paper.id, paper_id(new))

    edit = run_edit(found, change, dry_run=dry_run)
    print_mentions(found, "papers", edit.renamed)
    return 0
