"""`reading-list generate`: the site's pages as files."""

from pathlib import Path

import click

from generator import project, writer
from generator.cli.base import CONFIG, ERRORS, exit_status, main, print_findings
from generator.names import plural


@main.command()
@click.option(
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the Markdown files.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; say what would change, exit 1 if anything would.",
)
@CONFIG
@exit_status
def generate(output: Path, only_check: bool, config: Path | None) -> int:
    """Write the site's pages as Markdown files, for any engine."""
    changes = project.generate(project.find(config), output)
    print_findings(changes.findings)
    for path in sorted(changes.write):
        click.echo(f"{'would write' if only_check else 'write'} {path}")
    for path in changes.remove:
        click.echo(f"{'would remove' if only_check else 'remove'} {path}")
    if only_check:
        return ERRORS if changes.any or changes.findings else 0
    writer.apply(changes, output)
    click.echo(f"{plural(len(changes.manifest), 'file')} in {output}, {len(changes.write)} written")
    return ERRORS if changes.findings else 0
