"""`reading-list check`: what is wrong with the list."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urljoin

import click

from generator import checks, project, reports
from generator.cli.base import CONFIG, ERRORS, exit_status, main
from generator.cli.choosing import PATHS, chosen
from generator.model import Finding
from generator.names import plural
from generator.views.types import Site

PAGE = "guide/checks"  # where the documentation explains the codes
LINES: Mapping[str, Callable[[Finding], str]] = {
    "text": reports.line,
    "github": reports.annotation,
}


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice([*LINES, "json", "sarif"]), default="text",
              show_default=True, help="How to print the findings.")  # fmt: skip
@CONFIG
@exit_status
def check(paths: tuple[Path, ...], form: str, config: Path | None) -> int:
    """Print everything that is wrong with the list.

    With PATHs only what is wrong in these files and folders; the whole list is read all the same.
    """
    found = project.find(config)
    loaded = project.load(found)
    within = chosen(found, paths)
    findings = [f for f in loaded.findings if within(f.origin.source)]
    counts = Counter(finding.severity for finding in findings)
    if form == "json":
        click.echo(reports.to_json(findings))
    elif form == "sarif":
        click.echo(reports.to_sarif(findings, checks.SUMMARIES, lambda c: help_page(found.site, c)))
    else:
        _print(findings, LINES[form])
        papers = sum(within(paper.origin().source) for paper in loaded.catalog.papers)
        summary = f"{plural(papers, 'paper')}: {plural(counts['error'], 'error')}, "
        click.echo(summary + plural(counts["warning"], "warning"))
    return ERRORS if counts["error"] else 0


def _print(findings: Iterable[Finding], line: Callable[[Finding], str]) -> None:
    for finding in findings:
        click.echo(line(finding))


def help_page(site: Site, code: str) -> str:
    """Where the site explains a code; nothing where its address is not known."""
    if not site.url:
        return ""
    page = f"{PAGE}/" if site.directory_urls else f"{PAGE}.html"
    return urljoin(f"{site.url.rstrip('/')}/", f"{page}#{code}")
