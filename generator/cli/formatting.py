"""`reading-list fmt`: paper files in canonical form."""

from collections.abc import Collection
from pathlib import Path

import click

from generator import project, store
from generator.cli.base import CONFIG, ERRORS, exit_status, main, print_findings
from generator.errors import UsageError
from generator.names import plural
from generator.store.formatting import format_papers


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; name the files that would change, exit 1 if any would.",
)
@CONFIG
@exit_status
def fmt(files: tuple[Path, ...], only_check: bool, config: Path | None) -> int:
    """Bring paper files into canonical form, comments kept; without FILES all of the list."""
    found = project.find(config)
    names = _names(files, found.papers) if files else None
    done = format_papers(found.papers, found.root, names)
    errors = [finding for finding in done.findings if finding.severity == "error"]
    print_findings(errors)
    for name in sorted(done.texts):
        click.echo(f"{'would write' if only_check else 'write'} {done.folder}/{name}")
    if not only_check:
        store.commit(found.papers, done.texts)
    summary = f"{plural(len(done.texts), 'file')} {'to change' if only_check else 'changed'}"
    click.echo(summary + (f", {plural(len(errors), 'error')}" if errors else ""))
    return ERRORS if errors or (only_check and done.texts) else 0


def _names(files: Collection[Path], papers: Path) -> set[str]:
    """The names of files that are papers of the list."""
    for file in files:
        if file.resolve().parent != papers.resolve():
            raise UsageError(f"{file} is no paper of this list: papers are in {papers}")
    return {file.name for file in files}
