"""`reading-list generate`: the site's pages as files."""

from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG, ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, texts_of
from generator.site.output import apply
from generator.text.english import plural


@main.command()
@click.option(
    "--output",
    "folder",
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
@output_options
@CONFIG
@exit_status
def generate(folder: Path, config: Path | None, output: Output, *, only_check: bool) -> int:
    """Write the site's pages as Markdown files, for any engine."""
    found = project.find(config)
    changes = project.generate(found, folder)
    print_findings(changes.findings, texts_of(found.root), output)
    for path in sorted(changes.write):
        output.say(f"{'would write' if only_check else 'write'} {path}")
    for path in changes.remove:
        output.say(f"{'would remove' if only_check else 'remove'} {path}")
    if only_check:
        return ERRORS if changes.any or changes.findings else 0
    apply(changes, folder)
    output.say(f"{plural(len(changes.manifest), 'file')} in {folder}, {len(changes.write)} written")
    return ERRORS if changes.findings else 0
