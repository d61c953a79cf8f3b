"""`reading-list diff`: what changed between two states of the list."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator import project
from generator.changes import Comparison, changes_html, changes_json, changes_markdown, compare
from generator.cli.base import CONFIG, exit_status, main

FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "markdown": changes_markdown,
    "json": changes_json,
    "html": changes_html,
}


@main.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="markdown",
    show_default=True,
    help="Markdown for a comment on GitHub, JSON for programs, or a fragment of HTML.",
)
@CONFIG
@exit_status
def diff(base: str, head: str | None, form: str, config: Path | None) -> int:
    """Tell what changed from BASE to HEAD: git revisions, or folders with papers.

    HEAD is by default the list as its files are now.
    """
    here = project.find(config)
    comparison = compare(project.side(here, base), project.side(here, head))
    click.echo(FORMATS[form](comparison), nl=False)
    return 0
