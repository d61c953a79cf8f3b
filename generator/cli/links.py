"""`reading-list links`: check every link of the papers."""

import os
from pathlib import Path

import click

from generator import project
from generator.checks.suppress import ignored_codes
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.model.errors import UsageError
from generator.network import links as link_checks
from generator.project.sides import load_side
from generator.store.files import (
    NotRegularFileError,
    find_symlink,
    read_regular_file,
    write_atomically,
)

_FILE_PATH = click.Path(dir_okay=False, path_type=Path)


@main.command()
@click.option("--changed", metavar="BASE",
              help="Only links that BASE, a git revision or a folder, does not have.")  # fmt: skip
@click.option(
    "--cache", type=_FILE_PATH, help="A file for the links that work; the next run skips them."
)
@click.option("--fresh", is_flag=True, help="Check all links; ignore the cache.")
@click.option("--report", type=_FILE_PATH, help="A Markdown file to write the result to.")
@click.option("--pause", type=click.FloatRange(0, 3600), default=1.0, show_default=True,
              help="Seconds between two requests to one host.")  # fmt: skip
@click.option(
    "--allow-private", is_flag=True, help="Also send requests to hosts of private networks."
)
@output_options
@CONFIG_OPTION
@exit_status
def links(
    changed: str | None,
    cache: Path | None,
    report: Path | None,
    pause: float,
    config: Path | None,
    output: Output,
    *,
    fresh: bool,
    allow_private: bool,
) -> int:
    """Check every link of the papers; report dead, moved and blocked ones."""
    here = project.find(config)
    catalog = load_side(here, None).catalog
    listed, ignored = link_checks.collect_urls(catalog), ignored_codes(catalog)
    base = None if changed is None else load_side(here, changed, is_base=True)
    old = link_checks.collect_urls(base.catalog) if base else {}
    known = _read_cache(cache) if cache and not fresh else frozenset()
    wanted = {url: places for url, places in listed.items() if url not in old}
    policy = link_checks.RequestPolicy(pause_seconds=pause, allow_private=allow_private)
    verdicts = link_checks.check_urls([url for url in wanted if url not in known], policy)
    skipped = len(wanted) - len(verdicts)
    if cache:
        _write_file(cache, link_checks.dump_cache(known, verdicts, listed), here.root)
    if report:
        _write_file(
            report, link_checks.markdown_report(wanted, verdicts, skipped, ignored), here.root
        )
    findings = list(link_checks.verdict_findings(wanted, verdicts, ignored))
    print_findings(findings, source_reader(here.root), output, err=False)
    output.print_line(link_checks.summary(wanted, verdicts, skipped, ignored))
    return EXIT_ERRORS if any(finding.severity == "error" for finding in findings) else 0


def _read_cache(cache: Path) -> frozenset[str]:
    if not os.path.lexists(cache):
        return frozenset()
    try:
        text = read_regular_file(cache).decode("utf-8")
    except (UnicodeDecodeError, NotRegularFileError) as error:
        raise UsageError(f"{cache} was not written by an earlier run: delete it") from error
    return link_checks.load_cache(text, str(cache))


def _write_file(path: Path, text: str, root: Path) -> None:
    """Write the whole text or nothing: a run may be stopped at any time."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links
    if link := find_symlink(absolute.parent, root):
        raise UsageError(
            f"{path}: {link} is a symbolic link in the list and is not followed. Choose another "
            "file"
        )
    write_atomically(absolute, text.encode(), durable=False)
