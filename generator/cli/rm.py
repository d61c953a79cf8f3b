"""`reading-list rm`: remove papers, with the reason."""

import sys
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, print_mentions, run_edit
from generator.cli.selection import find_papers, paper_id
from generator.model import Catalog, Edit
from generator.model.errors import UsageError
from generator.project.editing.removal import remove_papers


@main.command()
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...")
@click.option("--reason", help="Why they are removed; on a terminal, rm asks for it.")
@click.option("--redirect-to", metavar="PAPER", help="The paper to which their addresses lead.")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def rm(
    papers: tuple[str, ...],
    reason: str | None,
    redirect_to: str | None,
    config: Path | None,
    *,
    dry_run: bool,
) -> int:
    """Remove PAPERs (ids or files), and let imports leave them out.

    Their addresses show the reason, or lead to another paper.
    """
    found = project.find(config)
    if reason is None:
        reason = _ask_reason(project.load_existing(found).catalog, papers)

    def change(catalog: Catalog) -> Edit:
        ids = [paper.id for paper in find_papers(catalog, papers)]
        target = [paper.id for paper in find_papers(catalog, [redirect_to] if redirect_to else [])]
        return remove_papers(catalog, ids, reason, "".join(target))

    edit = run_edit(found, change, dry_run=dry_run)
    print_mentions(found, "papers", dict.fromkeys(edit.removed, paper_id(redirect_to or "")))
    return 0


def is_terminal() -> bool:
    """Whether a person can answer."""
    return sys.stdin.isatty()


def _ask_reason(catalog: Catalog, papers: tuple[str, ...]) -> str:
    """The reason that a person types, after a check of the ids."""
    find_papers(catalog, papers)
    if not is_terminal():
        raise UsageError("--reason is missing, and there is no terminal to ask for it. Write why "
                         "the papers are removed: --reason 'Retracted.'")  # fmt: skip
    return str(click.prompt("Reason"))
