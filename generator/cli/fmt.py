"""`reading-list fmt`: format the files of the list in canonical form."""

from contextlib import nullcontext
from pathlib import Path

import click

from generator import project, store
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.cli.selection import PATHS_ARGUMENT, path_filter
from generator.text.english import plural


@main.command()
@PATHS_ARGUMENT
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; name the files that would change, exit 1 if any would.",
)
@output_options
@CONFIG_OPTION
@exit_status
def fmt(paths: tuple[Path, ...], config: Path | None, output: Output, *, only_check: bool) -> int:
    """Format the files of the list in canonical form; comments are kept.

    With PATHs only these files, and those in these folders.
    """
    found = project.find(config)
    is_chosen = path_filter(found, paths)
    project.refuse_missing_papers(found)
    with nullcontext() if only_check else project.lock_list(found):
        done = store.format_list(found.papers, found.topics, found.root, is_chosen, found.list_ids)
        errors = [finding for finding in done.findings if finding.severity == "error"]
        print_findings(errors, source_reader(found.root), output)
        remark = " (mixed line ends become those of most lines)"
        verb = "would write" if only_check else "write"
        output.print_files(
            [f"{verb} {name}{remark * (name in done.mixed)}" for name in sorted(done.sources)]
        )
        if not only_check:
            store.write_formatting(found.papers, done)
    count = len(done.sources)
    summary = f"{plural(count, 'file')} {'to change' if only_check else 'changed'}"
    output.print_line(summary + (f", {plural(len(errors), 'error')}" if errors else ""))
    return EXIT_ERRORS if errors or (only_check and count) else 0
