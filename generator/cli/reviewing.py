"""`reading-list check`: what is wrong with the list."""

from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import click

from generator import checks, project, reports
from generator.cli.base import CONFIG, ERRORS, exit_status, main
from generator.cli.choosing import PATHS, chosen
from generator.cli.findings import Output, output_options, print_findings, texts_of
from generator.names import plural
from generator.views.types import Site

PAGE = "guide/checks"  # where the documentation explains the codes
FORMATS = ("text", "github", "json", "sarif")


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How to print the findings.")  # fmt: skip
@output_options
@CONFIG
@exit_status
def check(paths: tuple[Path, ...], form: str, config: Path | None, output: Output) -> int:
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
        if form == "github":
            for finding in findings:
                click.echo(reports.annotation(finding))
        else:
            print_findings(findings, texts_of(found.root), output, err=False)
        papers = sum(within(paper.origin().source) for paper in loaded.catalog.papers)
        summary = f"{plural(papers, 'paper')}: {plural(counts['error'], 'error')}, "
        output.say(summary + plural(counts["warning"], "warning"))
    return ERRORS if counts["error"] else 0


def help_page(site: Site, code: str) -> str:
    """Where the site explains a code; nothing where its address is not known."""
    if not site.url:
        return ""
    page = f"{PAGE}/" if site.directory_urls else f"{PAGE}.html"
    return urljoin(f"{site.url.rstrip('/')}/", f"{page}#{code}")
