"""`reading-list check`: what is wrong with the list."""

from collections import Counter
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG, ERRORS, exit_status, main, print_findings
from generator.names import plural


@main.command()
@CONFIG
@exit_status
def check(config: Path | None) -> int:
    """Print everything that is wrong with the list."""
    loaded = project.load(project.find(config))
    print_findings(loaded.findings, err=False)
    counts = Counter(finding.severity for finding in loaded.findings)
    summary = f"{plural(len(loaded.catalog.papers), 'paper')}: {plural(counts['error'], 'error')}, "
    click.echo(summary + plural(counts["warning"], "warning"))
    return ERRORS if counts["error"] else 0
