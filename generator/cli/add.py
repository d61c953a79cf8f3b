"""`reading-list add`: ask services about papers, and import what they say."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import project, store
from generator.checks.report import finding_data
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.days import DAY_FORM, parse_day
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.cli.import_report import file_lines, result_data, summary
from generator.cli.selection import LIST_OPTION
from generator.cli.service_options import POLICY, SERVICES, open_client, service_options
from generator.cli.standard_input import read_standard_input, refuse_contradictions
from generator.model import Finding, Origin, Severity
from generator.model.errors import UsageError
from generator.model.progress import counted
from generator.network import services
from generator.text.characters import escape_unprintable, one_line
from generator.text.check_lists import read_check_list
from generator.text.english import plural
from generator.text.paper_ids import Mention, PaperId, find_mentions, find_paper_id

# What people mean as an address or identifier: `https://…`, `arXiv:9999`, `10.1145`.
_NOT_A_TITLE = re.compile(r"https?:|www\.|(?:arxiv|doi|pmid)\s*:|10\.\d{4}", re.IGNORECASE)
_NAMES_A_FILE = re.compile(r"[\w)]\.\w{1,8}$|[/\\]")  # `library.bib`, `../library`


@main.command()
@click.argument("what", nargs=-1, required=True)
@service_options
@click.option("--fresh", is_flag=True, help="Ask again where an answer is saved.")
@click.option(
    "--added",
    type=parse_day,
    metavar=DAY_FORM,
    help="The value of `added` for new papers; by default the day of the answer.",
)
@LIST_OPTION
@click.option("--keep-going", is_flag=True, help="Add those that were found if others were not.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@output_options
@CONFIG_OPTION
@exit_status
def add(
    what: Sequence[str], also: Sequence[str], contact: str, added: date | None, into: str,
    config: Path | None, output: Output, *, offline: bool, fresh: bool, keep_going: bool,
    dry_run: bool, as_json: bool,
) -> int:  # fmt: skip
    """Add papers by arXiv id, DOI, address or title: ask services what they say (- reads them)."""
    if offline and fresh:
        raise UsageError("--fresh asks again, --offline asks nobody. Give one of them")
    here = project.find(config)
    wanted, skipped = read_wanted(what)
    client = open_client(here, contact, policy=POLICY, offline=offline, use_saved=not fresh)
    known = services.KnownPapers(project.load_existing(here).catalog)
    unknown = [each for each in wanted if isinstance(each, PaperId) and not known.find(each)]
    client.prefetch(SERVICES["arxiv"], [each.id for each in unknown if each.kind == "arxiv"])
    results = [
        _find(each, known, client, also)
        for each in counted(wanted, "papers looked up", len(wanted))
    ]
    findings = [*skipped, *(finding for result in results for finding in result.findings)]
    is_refused = not keep_going and any(result.has_error for result in results)
    requests = [] if is_refused else services.requests_of(results)
    imported = project.import_entries(
        here, requests, keep_going=keep_going, dry_run=dry_run,
        added=added, into=into,
    )  # fmt: skip
    imported = replace(imported, findings=(*findings, *imported.findings))
    if as_json:
        data = {**result_data(imported), "papers": [_result_data(each) for each in results]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode())
    else:
        texts = {reply.name: reply.answer.text for each in results for reply in each.replies}
        print_findings(imported.findings, source_reader(here.root, texts), output)
        for result in results:
            for line in _result_lines(result):
                output.print_line(escape_unprintable(line))
        if is_refused:
            found = any(result.replies for result in results)
            hint = ". To add those that were found, use --keep-going" if found else ""
            output.print_line(f"nothing added{hint}")
        else:
            _print_outcome(imported, output, dry_run=dry_run)
    return EXIT_ERRORS if any(f.severity == "error" for f in imported.findings) else 0


def read_wanted(what: Sequence[str]) -> tuple[list[services.Wanted], list[Finding]]:
    """Identifiers and titles from the command line, and from standard input for `-`.

    A text with identifiers may have other lines, which are reported. In a text without any, each
    line is a title. Of a list with boxes, only ticked lines count.
    """
    wanted: list[services.Wanted] = []
    skipped: list[Finding] = []
    for each in what:
        if each != "-":
            if not (title := one_line(each)):
                raise UsageError("an empty text is neither an identifier nor a title")
            wanted.append(find_paper_id(title) or _checked_title(title))
            continue
        mentions, findings = _read_lines(read_standard_input())
        skipped += findings
        has_ids = any(mention.ids for mention in mentions)
        for mention in mentions:
            wanted += mention.ids if has_ids else (_checked_title(mention.text),)
            if has_ids and not mention.ids:
                message = (f"{mention.text[:80]!r} has no identifier and was skipped. To search "
                           "for a title, give it as an argument")  # fmt: skip
                skipped.append(_skipped_finding("warning", mention.line, message))
    if not wanted:
        raise UsageError("there is nothing to add in standard input")
    return list(dict.fromkeys(wanted)), skipped


def _read_lines(text: str) -> tuple[Sequence[Mention], list[Finding]]:
    """The lines of a text, of a list with boxes the ticked ones, and what is said of others."""
    papers = read_check_list(text)
    if not papers:
        return find_mentions(text), []
    refuse_contradictions(papers)
    ticked = [Mention(line=p.line, text=p.text, ids=p.ids) for p in papers if p.state == "ticked"]
    if not ticked:
        raise UsageError("no box is ticked in standard input: write `- [x]` to add a paper")
    skipped = []
    if others := len(papers) - len(ticked):
        message = f"{plural(others, 'line')} without a tick were not added"
        line = next(paper.line for paper in papers if paper.state != "ticked")
        skipped.append(_skipped_finding("info", line, message))
    lines = {paper.line for paper in papers}
    for mention in find_mentions(text):
        if mention.ids and mention.line not in lines:
            message = f"{mention.text[:80]!r} has no box in a list with boxes, and was skipped"
            skipped.append(_skipped_finding("warning", mention.line, message))
    return ticked, skipped


def _skipped_finding(severity: Severity, line: int, message: str) -> Finding:
    origin = Origin(source="-", line=line)
    return Finding(code="skipped-line", severity=severity, message=message, origin=origin)


def _checked_title(text: str) -> str:
    """The title that a text is.

    Raises:
        UsageError: It is meant as an identifier or address, and is none that services know.
    """
    if _NAMES_A_FILE.search(text) and Path(text).is_file():
        raise UsageError(
            f"{text[:100]!r} is a file. To import it, run: reading-list import {shlex.quote(text)}"
        )
    if _NOT_A_TITLE.match(text):
        raise UsageError(
            f"{text[:100]!r} is neither an identifier nor an address that services know. Give an "
            "arXiv id, a DOI or a title, or import the BibTeX entry that the page offers"
        )
    if not any(map(str.isalnum, text)):
        raise UsageError(f"{text[:100]!r} is not a title: it has no letters")
    return text


def _find(
    wanted: services.Wanted, known: services.KnownPapers, client: services.Client,
    also: Sequence[str],
) -> services.Result:  # fmt: skip
    if paper := known.find(wanted):
        return services.Result(wanted=wanted, listed=paper)
    return services.find_paper(wanted, client, SERVICES, also)


def _result_lines(result: services.Result) -> list[str]:
    """Who answered about a paper, and what a title may mean."""
    if result.listed:
        return [f"{result.wanted}: already in the list: {result.listed.origin().source}"]
    lines = [
        f"reading-list add {shlex.quote(str(each.id))}  # {each.description}"
        for each in result.candidates
    ]
    if result.replies:
        lines.append(f"{result.wanted}: {', '.join(map(_describe_reply, result.replies))}")
    return lines


def _describe_reply(reply: services.Reply) -> str:
    day = f", {reply.answer.day}" if reply.answer.day else ""
    kept = ", a saved answer; --fresh asks again" if reply.is_saved else ""
    return f"{reply.service.title} ({reply.name}{day}{kept})"


def _result_data(result: services.Result) -> Mapping[str, Any]:
    return {
        "wanted": str(result.wanted),
        "listed": result.listed.id if result.listed else None,
        "answers": [
            {"service": reply.service.name, "source": reply.name, "saved": reply.is_saved,
             "day": str(reply.answer.day) if reply.answer.day else None}
            for reply in result.replies
        ],
        "candidates": [
            {"id": str(each.id), "description": each.description} for each in result.candidates
        ],
        "findings": [finding_data(finding) for finding in result.findings],
    }  # fmt: skip


def _print_outcome(imported: project.ImportResult, output: Output, *, dry_run: bool) -> None:
    if dry_run:
        new = {c.paper.id: c.paper for c in imported.proposal.changes if c.outcome == "new"}
        for paper in new.values():
            output.print_line(f"--- papers/{paper.id}.yml\n{store.dump_paper(paper)}".rstrip())
    output.print_files(file_lines(imported))
    output.print_line(summary(imported, dry_run=dry_run))
