"""`reading-list watch`: papers that arXiv has for queries and the list does not."""

import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from generator import project
from generator.checks.report import finding_data
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, print_findings, source_reader
from generator.cli.service_options import (
    CONTACT_OPTION,
    OFFLINE_OPTION,
    POLICY,
    SERVICES,
    open_client,
)
from generator.model import Finding
from generator.model.errors import UsageError
from generator.model.progress import counted
from generator.network import services
from generator.store import read_text
from generator.text.characters import escape_unprintable
from generator.text.english import plural

MAX_COUNT = 200  # papers of one query
_Found = tuple[services.Query, Sequence[services.Candidate], Sequence[Finding]]


@main.command()
@click.argument("queries", metavar="QUERY-FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--count", type=click.IntRange(1, MAX_COUNT), default=50, show_default=True,
              help="How many of the newest papers of each query are looked at.")  # fmt: skip
@OFFLINE_OPTION
@CONTACT_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@CONFIG_OPTION
@exit_status
def watch(
    queries: Path, count: int, contact: str, config: Path | None, *, offline: bool, as_json: bool
) -> int:
    """Show papers that arXiv has for the queries of a file, and the list does not.

    Nothing is written.
    """
    here = project.find(config)
    text, problems = read_text(queries, str(queries))
    if text is None:
        raise UsageError(f"{queries}: {problems[0].message}")
    wanted = services.read_queries(text, str(queries))
    if not wanted:
        raise UsageError(f"{queries} has no query. Write one a line, such as abs:pipeline")
    client = open_client(here, contact, policy=POLICY, offline=offline, use_saved=False)
    catalog = project.load_existing(here).catalog
    finder = services.Watch(catalog, client, SERVICES["arxiv"], count)
    found: list[_Found] = [
        (query, *finder.find(query)) for query in counted(wanted, "queries", len(wanted))
    ]
    findings = [finding for _, _, failures in found for finding in failures]
    if as_json:
        data = {"queries": list(map(_query_data, found)),
                "findings": [finding_data(finding) for finding in findings]}  # fmt: skip
        click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode())
    else:
        print_findings(findings, source_reader(here.root), Output(show_all=True))
        for each in found:
            for line in _query_lines(each):
                click.echo(escape_unprintable(line))
    return EXIT_ERRORS if findings else 0


def _query_data(found: _Found) -> dict[str, Any]:
    query, new, _ = found
    papers = [{"id": str(each.id), "description": each.description} for each in new]
    return {"query": query.text, "papers": papers}


def _query_lines(found: _Found) -> Iterator[str]:
    query, new, failures = found
    if not failures:
        yield f"{query.text}: {plural(len(new), 'new paper')}"
    for each in new:
        yield f"  reading-list add {shlex.quote(str(each.id))}  # {each.description}"
