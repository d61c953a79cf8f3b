"""What services say about the papers of a list by now, and what they said before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.checks.duplicates import Record, compare
from generator.ingest import readers
from generator.ingest.readers import Parsed
from generator.ingest.refresh import News
from generator.ingest.screening import drop_invalid_values
from generator.model import Entry, Finding, Paper, Severity
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
        findings += _findings_of(result, wanted, ids, paper)
        if result.replies:
            break
    if not result.replies:
        return None, findings
    before = [
        old
        for reply, entry in zip(result.replies, result.entries, strict=True)
        for old in _earlier_entries(reply, entry, client)
    ]
    # As in an import, so that what is compared and written is what an import would write.
    screened = drop_invalid_values(Parsed(entries=result.entries))
    said_before = drop_invalid_values(Parsed(entries=tuple(before))).entries
    now = tuple(_drop_unconfirmed(entry, result.unconfirmed) for entry in screened.entries)
    return News(now=now, before=said_before), [*findings, *screened.findings]


def _findings_of(
    result: Result, wanted: PaperId, ids: Sequence[PaperId], paper: Paper
) -> Iterator[Finding]:
    """The findings about a paper, at its file.

    That another service lacks a paper that one has says nothing. Only an identifier of the list
    that belongs to another paper is an error: services may lack a paper, or be busy.
    """
    for found in result.findings:
        source = found.origin.source
        if result.replies and found.code == "paper-not-found" and source == str(wanted):
            continue
        is_error = found.code == "other-paper" and source in map(str, ids)
        severity: Severity = found.severity if is_error else "warning"
        message = f"{source}: {found.message}"
        yield replace(found, message=message, severity=severity, origin=paper.origin())


def _drop_unconfirmed(entry: Entry, unconfirmed: Sequence[PaperId]) -> Entry:
    """The entry without identifiers that may be those of other papers."""
    arxiv = PaperId(kind="arxiv", id=entry.arxiv) in unconfirmed
    doi = PaperId(kind="doi", id=normalize_doi(entry.doi)) in unconfirmed
    return replace(entry, arxiv="" if arxiv else entry.arxiv, doi="" if doi else entry.doi)


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


def _earlier_entries(reply: Reply, entry: Entry, client: Archivist) -> Iterator[Entry]:
    for answer in client.earlier(reply):
        request = replace(reply.request, text=answer.text, captured=answer.day)
        for old in readers.read(request).entries:
            if compare(Record(old), Record(entry))[0] == "same":
                yield old
