"""`reading-list refresh`: ask services what they say about papers of the list by now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from generator import project
from generator.checks import sort_findings
from generator.checks.report import finding_data
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, print_findings, source_reader
from generator.cli.selection import find_papers
from generator.cli.service_options import POLICY, SERVICES, open_client, service_options
from generator.ingest.refresh import News, Refresh
from generator.ingest.refresh import refresh as refresh_catalog
from generator.model import Catalog, Edit, Finding, Paper
from generator.model.errors import UsageError
from generator.model.progress import counted
from generator.network import services
from generator.review import Comparison, Side, changes_json, changes_markdown, changes_text, compare
from generator.text.english import plural


@main.command()
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@click.option("--all", "everything", is_flag=True, help="All papers of the list.")
@click.option("--apply", is_flag=True, help="Write what would change.")
@service_options
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text",
    help="Text to read here, or Markdown for a pull request.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@CONFIG_OPTION
@exit_status
def refresh(
    papers: tuple[str, ...], also: Sequence[str], contact: str, form: str, config: Path | None,
    *, everything: bool, apply: bool, offline: bool, as_json: bool,
) -> int:  # fmt: skip
    """Show which facts services have by now, for PAPERs (ids or files) or --all.

    Only empty fields change, and values that are exactly what a source said before. Nothing is
    written without --apply.
    """
    if bool(papers) == everything:
        raise UsageError("name the papers to refresh, or --all")
    here = project.find(config)
    catalog = project.load_existing(here).catalog
    chosen = catalog.papers if everything else find_papers(catalog, papers)
    client = open_client(here, contact, policy=POLICY, offline=offline, use_saved=False)
    client.prefetch(SERVICES["arxiv"], services.arxiv_ids(chosen))
    news: dict[str, News] = {}
    findings: list[Finding] = []
    for paper in counted(chosen, "papers asked about", len(chosen)):
        found, problems = services.find_news(paper, client, SERVICES, also)
        findings += problems
        if found:
            news[paper.id] = found
    result = refresh_catalog(catalog, news)
    written = _write(here, news) if apply and result.papers else ()
    findings = list(sort_findings((*findings, *result.findings)))
    comparison = _compare(catalog, result)
    if as_json:
        data = {"changes": json.loads(changes_json(comparison)),
                "written": [paper.id for paper in written],
                "findings": [finding_data(finding) for finding in findings]}  # fmt: skip
        click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode())
    else:
        print_findings(findings, source_reader(here.root), Output(show_all=True))
        if result.papers:
            show = changes_markdown if form == "markdown" else changes_text
            click.echo(show(comparison), nl=False)
        click.echo(_summary(chosen, news, result, is_written=apply), err=form == "markdown")
    return EXIT_ERRORS if any(finding.severity == "error" for finding in findings) else 0


def _write(here: project.Project, news: Mapping[str, News]) -> Sequence[Paper]:
    edit, _ = project.edit(here, lambda catalog: Edit(papers=refresh_catalog(catalog, news).papers))
    return edit.papers


def _compare(catalog: Catalog, result: Refresh) -> Comparison:
    """The papers that change, before and after."""
    after = {paper.id: paper for paper in result.papers}
    papers = tuple(after.get(paper.id, paper) for paper in catalog.papers)
    return compare(
        Side(name="the list", catalog=catalog),
        Side(name="the services", catalog=replace(catalog, papers=papers)),
    )


def _summary(
    chosen: Sequence[Paper], news: Mapping[str, News], result: Refresh, *, is_written: bool
) -> str:
    changes = plural(len(result.papers), "paper")
    how = "changed" if is_written else "would change (--apply writes them)"
    return f"{plural(len(chosen), 'paper')}, {len(news)} with answers: {changes} {how}"
