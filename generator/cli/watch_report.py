"""What `watch` found, as text, as Markdown with boxes to tick, and as JSON data."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator.checks.report import finding_data
from generator.model import Catalog, Finding, Paper
from generator.network.services import Answered, NewPaper
from generator.network.services.lookup import describe
from generator.suggest.fit import Fit, describe_fit
from generator.text.check_lists import check_list_line
from generator.text.english import plural
from generator.text.github import escape_for_github

_INTRODUCTION = """\
Tick what belongs in the list, then run `reading-list add -` with this text. Write `- [-]` for what
does not, and why behind its identifier, then run `reading-list watch --reject -`.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The result of `watch`; `papers` with the best fit first."""

    catalog: Catalog
    answers: Sequence[Answered]
    papers: Sequence[tuple[NewPaper, Fit]]
    findings: Sequence[Finding]


def text_lines(report: Report) -> Iterator[str]:
    """A line for each query that was answered, then the papers with the commands to add them."""
    for query, answers in _by_query(report).items():
        if asked := [each for each in answers if not _has_failed(each)]:
            counts = ", ".join(f"{a.service.title} {len(a.entries)}" for a in asked)
            new = sum(query in found.queries for found, _ in report.papers)
            yield f"{query}: {plural(new, 'new paper')} ({counts})"
    for found, fit in report.papers:
        command = f"reading-list add {shlex.quote(str(found.id))}"
        yield f"{command}  # {describe(found.paper)}"
        yield f"    {_reason(found, fit, report.catalog)}"


def markdown(report: Report) -> str:
    """A list with a box for each paper, for a file or an issue, and what went wrong."""
    parts = [f"{plural(len(report.papers), 'new paper')}.\n"]
    if report.papers:
        parts = [_INTRODUCTION, *("\n" + check_list_line(
            found.paper.title, _reason(found, fit, report.catalog), found.id
        ) for found, fit in report.papers), "\n"]  # fmt: skip
    if problems := [f for f in report.findings if f.severity != "info"]:
        parts.append("\n## Problems\n\n")
        parts += (f"- {escape_for_github(problem.message)}\n" for problem in problems)
    return "".join(parts)


def json_data(report: Report) -> dict[str, Any]:
    """The report as JSON data."""
    return {
        "papers": [_paper_data(found, fit, report.catalog) for found, fit in report.papers],
        "queries": [
            {"query": query, "answers": [
                {"service": each.service.name,
                 "papers": None if _has_failed(each) else len(each.entries)} for each in answers
            ]}
            for query, answers in _by_query(report).items()
        ],
        "findings": [finding_data(finding) for finding in report.findings],
    }  # fmt: skip


def _paper_data(found: NewPaper, fit: Fit, catalog: Catalog) -> dict[str, Any]:
    return {
        "id": str(found.id),
        "url": found.id.url,
        "title": found.paper.title,
        "description": describe(found.paper),
        "score": fit.score,
        "topics": [asdict(topic) for topic in fit.topics],
        "clear": fit.is_clear,
        "tags": list(fit.tags),
        "reason": _reason(found, fit, catalog),
        "services": list(found.services),
        "queries": list(found.queries),
        "namesake": found.namesake.id if found.namesake else None,
    }


def _reason(found: NewPaper, fit: Fit, catalog: Catalog) -> str:
    """Why a paper may belong in the list, and who has it."""
    parts = [describe_fit(fit, catalog)]
    if found.namesake:
        parts.append(f"has the title of {_source(found.namesake)}, but may be another paper")
    return "; ".join((*parts, f"from {', '.join(found.services)}"))


def _source(paper: Paper) -> str:
    return paper.origin().source


def _has_failed(answered: Answered) -> bool:
    return any(finding.severity == "error" for finding in answered.findings)


def _by_query(report: Report) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = {}
    for answered in report.answers:
        found.setdefault(answered.query.text, []).append(answered)
    return found
