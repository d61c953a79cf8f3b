"""`reading-list fmt`: the files of the list in canonical form."""

from contextlib import nullcontext
from pathlib import Path

import click

from generator import project, store
from generator.cli.base import CONFIG, ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, texts_of
from generator.cli.selection import PATHS, chosen
from generator.text.english import plural


@main.command()
@PATHS
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; name the files that would change, exit 1 if any would.",
)
@output_options
@CONFIG
@exit_status
def fmt(paths: tuple[Path, ...], config: Path | None, output: Output, *, only_check: bool) -> int:
    """Bring papers, topics.yml and excluded.yml into canonical form, comments kept.

    With PATHs only these files, and those in these folders.
    """
    found = project.find(config)
    is_chosen = chosen(found, paths)
    project.refuse_missing_papers(found)
    with nullcontext() if only_check else project.exclusive(found):
        done = store.format_list(found.papers, found.topics, found.root, is_chosen)
        errors = [finding for finding in done.findings if finding.severity == "error"]
        print_findings(errors, texts_of(found.root), output)
        for name in sorted(done.sources):
            remark = " (mixed line ends become those of most lines)" if name in done.mixed else ""
            output.say(f"{'would write' if only_check else 'write'} {name}{remark}")
        if not only_check:
            store.write_formatting(found.papers, done)
    count = len(done.sources)
    summary = f"{plural(count, 'file')} {'to change' if only_check else 'changed'}"
    output.say(summary + (f", {plural(len(errors), 'error')}" if errors else ""))
    return ERRORS if errors or (only_check and count) else 0
