"""`reading-list new`: start a new list in a folder of its own."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.base import exit_status, main
from generator.cli.new_list import PLACEHOLDER, named_lists, write_new_list
from generator.store.git import init_repository


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--git/--no-git", default=True,
    help="Start a git repository there, unless the folder is in one already.",
)  # fmt: skip
@click.option(
    "--list",
    "lists",
    multiple=True,
    metavar="ID[=NAME]",
    help="A list of a site with several; repeat it for each.",
)
@exit_status
def new(folder: Path, *, git: bool, lists: Sequence[str]) -> int:
    """Start a new list in FOLDER, which must be new or empty."""
    collections = named_lists(lists)
    for name in write_new_list(folder, collections):
        click.echo(f"write {name}")
    if git and init_repository(folder):
        click.echo("start a git repository")
    click.echo(f"\nA new list is in {folder}. Next, in that folder:")
    if PLACEHOLDER in (folder / "requirements.txt").read_text("utf-8"):
        click.echo("- edit the last line of requirements.txt: name the repository to install from. "
                   "Until then pip and the workflows refuse it")  # fmt: skip
    click.echo("- reading-list serve: the site, at the address it prints")
    into = f" --list {collections[0].id}" if collections else ""
    click.echo(f"- reading-list add{into} ID, or reading-list import{into} FILE: papers, "
               "one file each")  # fmt: skip
    click.echo("- reading-list check: all problems, with file and line")
    return 0
