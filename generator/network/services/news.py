"""What services say about the papers of a list by now, and what they said before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.checks.duplicates import Record, compare
from generator.ingest import readers
from generator.ingest.refresh import News
from generator.model import Entry, Finding, Paper
from generator.network.services.lookup import Asker, Result, find_paper
from generator.network.services.replies import Reply
from generator.network.services.table import Service
from generator.store.answers import Answer
from generator.text.identifiers import normalize_arxiv_id, normalize_doi
from generator.text.paper_ids import PaperId, find_paper_id

PUBLICATION_FINDERS = ("openalex",)  # asked about preprints of which no publication is known


class Archivist(Asker, Protocol):
    """Gets the answers of services, and has those that they gave before."""

    def earlier(self, reply: Reply, /) -> list[Answer]:
        """The kept answers that differ from this one, the latest first."""


def find_news(
    paper: Paper, client: Archivist, services: Mapping[str, Service], also: Sequence[str] = ()
) -> tuple[News | None, list[Finding]]:
    """What services say about a paper, and what went wrong; None if no service could be asked.

    Args:
        paper: a paper of the list.
        client: gets answers.
        services: all services by name.
        also: further services that are asked for a second opinion.
    """
    ids = list(_ids_of(paper))
    if not ids:
        message = (
            "it has no arXiv id, no DOI and no address of a known site, so no service was asked. "
            "Fill in `arxiv`, `doi` or `url`"
        )
        origin = paper.origin()
        finding = Finding(code="no-identifier", severity="info", message=message, origin=origin)
        return None, [finding]
    is_preprint = bool(paper.arxiv) and not paper.doi and not paper.venue
    asked = dict.fromkeys((*also, *(PUBLICATION_FINDERS if is_preprint else ())))
    result = Result(wanted=ids[0])
    findings: list[Finding] = []
    for i, wanted in enumerate(ids):
        result = find_paper(wanted, client, services, list(asked), (*ids[:i], *ids[i + 1 :]))
        # That another service lacks a paper that one has says nothing.
        findings += (
            _place(found, paper)
            for found in result.findings
            if not (
                result.replies
                and found.code == "paper-not-found"
                and found.origin.source == str(wanted)
            )
        )
        if result.replies:
            break
    before = [
        old
        for reply, entry in zip(result.replies, result.entries, strict=True)
        for old in _earlier_entries(reply, entry, client)
    ]
    news = News(now=result.entries, before=tuple(before)) if result.replies else None
    return news, list(dict.fromkeys(findings))


def arxiv_ids(papers: Iterable[Paper]) -> list[str]:
    """The arXiv ids of papers, as `find_news` asks for them."""
    return [normalize_arxiv_id(paper.arxiv) for paper in papers if paper.arxiv]


def _ids_of(paper: Paper) -> Iterator[PaperId]:
    if paper.arxiv:
        yield PaperId(kind="arxiv", id=normalize_arxiv_id(paper.arxiv))
    if paper.doi:
        yield PaperId(kind="doi", id=normalize_doi(paper.doi))
    if not (paper.arxiv or paper.doi) and (found := find_paper_id(paper.url)):
        yield found


def _place(finding: Finding, paper: Paper) -> Finding:
    """The finding at the paper's file; a paper is not wrong because a service lacks it."""
    message = f"{finding.origin.source}: {finding.message}"
    severity = finding.severity if finding.code == "other-paper" else "warning"
    return replace(finding, message=message, severity=severity, origin=paper.origin())


def _earlier_entries(reply: Reply, entry: Entry, client: Archivist) -> Iterator[Entry]:
    for answer in client.earlier(reply):
        request = replace(reply.request, text=answer.text, captured=answer.day)
        for old in readers.read(request).entries:
            if compare(Record(old), Record(entry))[0] == "same":
                yield old
