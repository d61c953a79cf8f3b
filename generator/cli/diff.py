"""`reading-list diff`: show what changed between two states of the list."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.project.sides import load_side
from generator.review import (
    Comparison,
    changes_html,
    changes_json,
    changes_markdown,
    changes_text,
    compare,
)

FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": changes_text,
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
    show_default="text in a terminal, else markdown",
    help="Text to read here, Markdown for a comment on GitHub, JSON, or a fragment of HTML.",
)
@CONFIG_OPTION
@exit_status
def diff(base: str, head: str | None, form: str | None, config: Path | None) -> int:
    """Show what changed from BASE to HEAD: git revisions, or folders with papers.

    HEAD is by default the list as its files are now.
    """
    here = project.find(config)
    comparison = compare(load_side(here, base, is_base=True), load_side(here, head))
    chosen = form or ("text" if _is_interactive() else "markdown")
    # click itself removes the colours if the output is not a terminal.
    colour = False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None
    click.echo(FORMATS[chosen](comparison), nl=False, color=colour)
    return 0


def _is_interactive() -> bool:
    """Whether a person reads the output; CI systems may provide a terminal that nobody reads."""
    return sys.stdout.isatty() and not os.environ.get("CI")
