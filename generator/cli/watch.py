"""`reading-list watch`: papers that services have for queries and the list does not."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, run_edit
from generator.cli.findings import Output, print_findings, source_reader
from generator.cli.service_options import (
    CONTACT_OPTION,
    OFFLINE_OPTION,
    POLICY,
    SERVICES,
    open_client,
)
from generator.cli.standard_input import read_standard_input, refuse_contradictions
from generator.cli.watch_report import Report, json_data, markdown, text_lines
from generator.model import Exclusion, Origin
from generator.model.errors import UsageError
from generator.model.progress import counted
from generator.network import services
from generator.project.editing.rejection import reject_papers
from generator.store import read_text
from generator.suggest.fit import rank
from generator.text.characters import escape_unprintable, replace_invisible
from generator.text.check_lists import CheckedPaper, read_check_list

MAX_COUNT = 200  # papers of one query


@main.command()
@click.argument(
    "queries", metavar="[QUERY-FILE]", required=False,
    type=click.Path(dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--count", type=click.IntRange(1, MAX_COUNT), default=50, show_default=True,
    help="How many of the newest papers of each query and service are looked at.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown"]), default="text",
    help="Text to read here, or Markdown with boxes to tick.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--reject", metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Exclude the papers that are rejected in a ticked list (- reads it).",
)  # fmt: skip
@click.option("--reason", default="", help="With --reject: why, where the list does not say it.")
@DRY_RUN_OPTION
@OFFLINE_OPTION
@CONTACT_OPTION
@CONFIG_OPTION
@exit_status
def watch(
    queries: Path | None, count: int, form: str, reject: Path | None, reason: str, contact: str,
    config: Path | None, *, offline: bool, as_json: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Show papers that services have for the queries of a file and the list does not.

    They are ranked by the list's topics. Nothing is written, except with --reject.
    """
    if (queries is None) == (reject is None):
        raise UsageError("name a file of queries, or a ticked list with --reject")
    here = project.find(config)
    if reject is not None:
        _reject(here, reject, reason, dry_run=dry_run)
        return 0
    assert queries
    if reason or dry_run:
        raise UsageError("--reason and --dry-run belong to --reject")
    wanted, findings = services.read_queries(_read_file(queries), str(queries))
    if not (wanted or findings):
        raise UsageError(f"{queries} has no query. Write one a line, such as abs:pipeline")
    client = open_client(here, contact, policy=POLICY, offline=offline, use_saved=False)
    catalog = project.load_existing(here).catalog
    answers: list[services.Answered] = []
    for query in counted(wanted, "queries", len(wanted)):
        answers += services.watch(query, client, SERVICES, count)
    found, unnamed = services.find_new_papers(catalog, answers)
    ranked = [(found[i], fit) for i, fit in rank(catalog, [each.paper for each in found])]
    findings += [finding for each in answers for finding in each.findings] + unnamed
    _print(Report(catalog=catalog, answers=answers, papers=ranked, findings=findings),
           here, form, as_json=as_json)  # fmt: skip
    return EXIT_ERRORS if any(finding.severity == "error" for finding in findings) else 0


def _print(report: Report, here: project.Project, form: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(json_data(report), ensure_ascii=False, indent=1).encode())
        return
    print_findings(report.findings, source_reader(here.root), Output(show_all=True))
    if form == "markdown":
        click.echo(markdown(report), nl=False)
        return
    for line in text_lines(report):
        click.echo(escape_unprintable(line))


def _reject(here: project.Project, path: Path, reason: str, *, dry_run: bool) -> None:
    """Write the rejected papers of a list with boxes into `excluded.yml`, all or none."""
    text = read_standard_input() if str(path) == "-" else _read_file(path)
    papers = read_check_list(text)
    refuse_contradictions(papers, str(path))
    rejected = [paper for paper in papers if paper.state == "rejected"]
    if not rejected:
        raise UsageError(f"{path} has no rejected paper: write `- [-]`, or move lines with a box "
                         "below a heading `Rejected`")  # fmt: skip
    exclusions = [each for paper in rejected for each in _exclusions(paper, str(path), reason)]
    run_edit(here, lambda catalog: reject_papers(catalog, exclusions), dry_run=dry_run)


def _exclusions(paper: CheckedPaper, source: str, reason: str) -> Sequence[Exclusion]:
    """What a rejected line excludes: its title and identifier, or each of its identifiers."""
    origin = Origin(source=source, line=paper.line)
    why, title = replace_invisible(paper.remark or reason), replace_invisible(paper.title)
    return [
        Exclusion(
            title=title, arxiv=id_.id if id_.kind == "arxiv" else "",
            doi=id_.id if id_.kind == "doi" else "", reason=why, origin=origin,
        )
        for id_ in paper.ids
    ] or [Exclusion(title=title, reason=why, origin=origin)]  # fmt: skip


def _read_file(path: Path) -> str:
    text, problems = read_text(path, str(path))
    if text is None:
        raise UsageError(f"cannot read {path}: {problems[0].message}")
    return text
