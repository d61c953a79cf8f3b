"""`reading-list generate`: write the site's pages as Markdown files."""

from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.project.output_folders import refuse_list_folder
from generator.site.output import apply_changes
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
    help="Write nothing; show what would change, exit 1 if anything would.",
)
@output_options
@CONFIG_OPTION
@exit_status
def generate(folder: Path, config: Path | None, output: Output, *, only_check: bool) -> int:
    """Write the site's pages as Markdown files, for any engine."""
    found = project.find(config)
    refuse_list_folder(found, folder, "--output")
    changes = project.generate(found, folder)
    print_findings(changes.findings, source_reader(found.root), output)
    would = "would " if only_check else ""
    output.print_files(
        [f"{would}write {path}" for path in sorted(changes.write)]
        + [f"{would}remove {path}" for path in changes.remove]
    )
    if only_check:
        return EXIT_ERRORS if changes.any or changes.findings else 0
    apply_changes(changes, folder)
    output.print_line(
        f"{plural(len(changes.manifest), 'file')} in {folder}, {len(changes.write)} written"
    )
    return EXIT_ERRORS if changes.findings else 0
