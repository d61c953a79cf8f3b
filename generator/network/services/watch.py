"""Papers that services have for queries and a list does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.checks.duplicates import Record, compare
from generator.ingest import readers
from generator.ingest.merge import propose
from generator.ingest.readers import Parsed
from generator.ingest.screening import drop_invalid_values
from generator.model import Catalog, Entry, Finding, Paper, Severity
from generator.network.services.lookup import (
    MAX_SHOWN_CHARACTERS,
    Asker,
    KnownPapers,
    facts,
    identifier,
)
from generator.network.services.queries import HUGGING_FACE, Query, Question, daily_path
from generator.network.services.replies import NoReply
from generator.network.services.table import Service
from generator.text.characters import one_line
from generator.text.english import plural
from generator.text.paper_ids import PaperId, find_paper_id
from generator.text.sanitize import to_text

_MAX_TITLES = 3  # in a message


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What one service has for a query; no entries if it gave no answer."""

    query: Query
    service: Service
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPaper:
    """A paper that the list neither has nor excludes.

    Attributes:
        id: The identifier by which it can be added.
        paper: What the services say, merged as an import would.
        services: The titles of the services that have it.
        queries: The queries that found it.
        namesake: A paper of the list with the same title, which is not certainly this one.
    """

    id: PaperId
    paper: Paper
    services: tuple[str, ...]
    queries: tuple[str, ...]
    namesake: Paper | None = None


@dataclass(slots=True)
class _Found:
    """A new paper, and the answers that have it."""

    paper: Paper
    answers: list[Answered] = field(default_factory=list)


def watch(
    query: Query, client: Asker, services: Mapping[str, Service], count: int
) -> Iterator[Answered]:
    """Ask services for the newest papers of a query.

    Args:
        query: what is asked of whom.
        client: gets answers.
        services: all services by name.
        count: how many papers of each answer are looked at; services may allow fewer.
    """
    for question in query.questions:
        yield _ask(query, question, client, services[question.service], count)


def _ask(
    query: Query, question: Question, client: Asker, service: Service, count: int
) -> Answered:  # fmt: skip
    count = min(count, service.max_count)
    path = service.path_of_query(question.text, count)
    if question.service == HUGGING_FACE:
        path = daily_path(question.text, count) or path
    reply = client.ask(service, f"query:{count}:{question.text}", path)
    if isinstance(reply, NoReply):
        message = f"{service.title} gave no answer: {reply.detail}"
        return Answered(query=query, service=service, findings=(_finding(query, "error", message),))
    parsed = readers.read(reply.request)
    errors = [f for f in parsed.findings if f.severity == "error" and f.code != "no-entries"]
    if errors and not parsed.entries:
        message = f"the answer of {service.title} cannot be used: {errors[0].message}"
        return Answered(query=query, service=service, findings=(_finding(query, "error", message),))
    client.keep(reply, partial(facts, service.reader))
    findings = []
    if errors:
        message = (f"{plural(len(errors), 'paper')} in the answer of {service.title} cannot be "
                   f"used; the first: {errors[0].message}")  # fmt: skip
        findings.append(_finding(query, "warning", message))
    entries = drop_invalid_values(Parsed(entries=parsed.entries)).entries
    return Answered(query=query, service=service, entries=entries[:count], findings=tuple(findings))


def find_new_papers(
    catalog: Catalog, answers: Sequence[Answered]
) -> tuple[list[NewPaper], list[Finding]]:
    """The papers in answers that the list neither has nor excludes, each once, in their order.

    What is one paper is decided as in an import.

    Returns:
        The papers, and a finding for each answer with papers that cannot be added by identifier.
    """
    known = KnownPapers(catalog)
    new: list[NewPaper] = []
    unnamed: dict[int, list[Paper]] = {}
    for found in _group_entries(catalog, answers):
        paper, id_ = found.paper, _identifier(found.paper)
        if id_ is None:
            place = next(i for i, each in enumerate(answers) if each is found.answers[0])
            unnamed.setdefault(place, []).append(paper)
        elif not known.find(id_):
            new.append(NewPaper(
                id=id_, paper=paper, namesake=known.find_namesake(Record(paper)),
                services=tuple(dict.fromkeys(each.service.title for each in found.answers)),
                queries=tuple(dict.fromkeys(each.query.text for each in found.answers)),
            ))  # fmt: skip
    return new, [_unnamed_finding(answers[place], unnamed[place]) for place in sorted(unnamed)]


def _group_entries(catalog: Catalog, answers: Sequence[Answered]) -> list[_Found]:
    """The entries by paper, without those of the list and excluded ones."""
    entries = [entry for answered in answers for entry in answered.entries]
    sources = [answered for answered in answers for _ in answered.entries]
    proposal = propose(catalog, entries, suggest=False)
    excluded: list[Record] = []
    groups: dict[str, _Found] = {}
    for change, answered in zip(proposal.changes, sources, strict=True):
        if change.outcome == "excluded":
            excluded.append(Record(change.entry))
        elif change.paper.id not in catalog.by_id:
            groups.setdefault(change.paper.id, _Found(change.paper)).answers.append(answered)
    # One service may name the excluded identifier of a paper, and another one not.
    return [found for found in groups.values() if not _is_any(Record(found.paper), excluded)]


def _is_any(record: Record, others: Sequence[Record]) -> bool:
    return any(compare(record, other)[0] == "same" for other in others)


def _identifier(paper: Paper) -> PaperId | None:
    """The identifier of a paper as `add` reads it; None if there is none that it would read."""
    found = identifier(paper)
    return find_paper_id(str(found)) if found else None


def _unnamed_finding(answered: Answered, papers: Sequence[Paper]) -> Finding:
    titles = [repr(one_line(to_text(p.title))[:MAX_SHOWN_CHARACTERS]) for p in papers]
    shown = ", ".join(titles[:_MAX_TITLES]) + (", …" if titles[_MAX_TITLES:] else "")
    message = (
        f"{plural(len(papers), 'new paper')} of {answered.service.title} left out, without an "
        f"identifier that `add` understands: {shown}"
    )
    return _finding(answered.query, "info", message, "no-identifier")


def _finding(query: Query, severity: Severity, message: str, code: str = "no-answer") -> Finding:
    shown = f"the query {query.text[:80]!r}: {message}"
    return Finding(code=code, severity=severity, message=shown, origin=query.origin)
