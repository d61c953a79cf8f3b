"""Identifiers and titles to answers about papers, or to what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, Protocol

from generator.checks.duplicates import Record, arxiv_key, compare, find_doubt, id_keys
from generator.ingest import readers
from generator.ingest.readers import Request
from generator.model import Catalog, Entry, Finding, Origin, Paper, Severity
from generator.network.services.replies import NoReply, Reply
from generator.network.services.table import REGISTRIES, SEARCHED, SECOND_OPINIONS, Service
from generator.text.characters import one_line
from generator.text.identifiers import normalize_doi
from generator.text.paper_ids import PaperId, find_paper_id
from generator.text.sanitize import to_text

Wanted = PaperId | str  # an identifier, or a title
MAX_SHOWN_CHARACTERS = 120  # of a title in a message


class Asker(Protocol):
    """Gets the answers of services; `Client` is one."""

    def ask(self, service: Service, key: str, path: str, /) -> Reply | NoReply:
        """The answer of a service at a path, about a key."""

    def keep(self, reply: Reply, facts: Callable[[str], object], /) -> None:
        """Keep an answer that can be read; `facts` is what a text says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A paper that a title may mean."""

    id: PaperId
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What was found of one paper.

    Attributes:
        wanted: What was asked for.
        replies: The answers about it.
        entries: What the answers say, in their order.
        findings: What is wrong or doubtful; with an error the answers should not be used unseen.
        unconfirmed: Identifiers in the answers that no registry has confirmed.
        candidates: What a title may mean, if that is not certain.
        listed: The paper, if the list has it already.
    """

    wanted: Wanted
    replies: tuple[Reply, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    unconfirmed: tuple[PaperId, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    listed: Paper | None = None

    @property
    def has_error(self) -> bool:
        """Whether nothing was found, or something contradicts what was."""
        return any(finding.severity == "error" for finding in self.findings)


class _Question(NamedTuple):
    """An identifier, or the name of a service that is asked for a second opinion."""

    asked: PaperId | str
    named_by: str = ""


class KnownPapers:
    """Finds papers of the list by what people would add again."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_id: dict[str, Paper] = {}
        self._by_url: dict[PaperId, Paper] = {}
        self._by_title: dict[str, list[tuple[Record, Paper]]] = {}
        for paper in catalog.papers:
            record = Record(paper)
            self._by_title.setdefault(record.title, []).append((record, paper))
            for key in record.ids:
                self._by_id.setdefault(key, paper)
            if found := find_paper_id(paper.url):
                self._by_url.setdefault(found, paper)

    def find(self, wanted: Wanted) -> Paper | None:
        """The paper of the list that has the identifier or certainly the title; None without."""
        if isinstance(wanted, str):
            return self.find_record(Record(Paper(id="x", title=wanted)))
        arxiv, doi = (wanted.id if wanted.kind == kind else "" for kind in ("arxiv", "doi"))
        keys = id_keys(arxiv, doi)
        by_id = next((self._by_id[key] for key in keys if key in self._by_id), None)
        return by_id or self._by_url.get(wanted)

    def find_record(self, record: Record) -> Paper | None:
        """The paper of the list that certainly is this one; None without."""
        by_id = next((self._by_id[key] for key in sorted(record.ids) if key in self._by_id), None)
        titled = self._by_title.get(record.title, ())
        by_title = (paper for known, paper in titled if compare(record, known)[0] == "same")
        return by_id or next(by_title, None)

    def find_namesake(self, record: Record) -> Paper | None:
        """A paper of the list with the same title, whether or not it is this one; None without."""
        return next((paper for _, paper in self._by_title.get(record.title, ())), None)


def find_paper(
    wanted: Wanted,
    client: Asker,
    services: Mapping[str, Service],
    also: Sequence[str] = (),
    known: Sequence[PaperId] = (),
) -> Result:
    """What services say about a paper.

    Args:
        wanted: an identifier, or a title.
        client: gets answers.
        services: all services by name.
        also: further services that are asked for a second opinion.
        known: other identifiers of the paper.
    """
    if isinstance(wanted, str):
        return _find_by_title(wanted, client, services, also)
    first = _ask_registries(wanted, client, services)
    if isinstance(first, Finding):
        return Result(wanted=wanted, findings=(first,))
    found: list[tuple[Reply, Entry]] = [first]
    findings: list[Finding] = []
    unconfirmed: list[PaperId] = []
    waiting = [*(_Question(each, "the list") for each in known), *_questions(first),
               *(_Question(name) for name in also)]  # fmt: skip
    asked: set[PaperId | str] = {wanted}
    while waiting:
        question = waiting.pop(0)
        each = question.asked
        if each in asked or (isinstance(each, str) and not services[each].path(wanted)):
            continue
        asked.add(each)
        more = (
            _ask(wanted, services[each], client) if isinstance(each, str)
            else _ask_registries(each, client, services)
        )  # fmt: skip
        if isinstance(more, Finding):
            findings.append(replace(more, severity="warning"))  # the first answer is there
        elif why := find_doubt(Record(first[1]), Record(more[1])):
            findings.append(_other_paper_finding(wanted, question, more[0], why))
        else:
            found.append(more)
            waiting += _questions(more)
            continue
        unconfirmed += [each] if isinstance(each, PaperId) else []
    # A second opinion about an identifier counts only with its registry's word.
    found = [
        (reply, entry) for reply, entry in found
        if reply.service.name not in SECOND_OPINIONS or {*_ids_in(entry)}.isdisjoint(unconfirmed)
    ]  # fmt: skip
    return Result(
        wanted=wanted, replies=tuple(reply for reply, _ in found),
        entries=tuple(entry for _, entry in found), findings=tuple(findings),
        unconfirmed=tuple(unconfirmed),
    )  # fmt: skip


def _questions(found: tuple[Reply, Entry]) -> Iterator[_Question]:
    """The identifiers in an answer, whose registries are asked too."""
    reply, entry = found
    return (_Question(each, reply.service.title) for each in _ids_in(entry))


def _ask_registries(
    wanted: PaperId, client: Asker, services: Mapping[str, Service]
) -> tuple[Reply, Entry] | Finding:
    """The answer of the first service that has a paper, or why there is none."""
    first, *others = (services[name] for name in REGISTRIES[wanted.kind])
    found = _ask(wanted, first, client)
    for service in others:
        if not isinstance(found, Finding) or found.code != "paper-not-found":
            break
        found = _ask(wanted, service, client)
    return found


def _ids_in(entry: Entry | Paper) -> Iterator[PaperId]:
    """The identifiers that an entry has."""
    if entry.arxiv:
        yield PaperId(kind="arxiv", id=entry.arxiv)
    if entry.doi:
        yield PaperId(kind="doi", id=normalize_doi(entry.doi))


def _ask(wanted: PaperId, service: Service, client: Asker) -> tuple[Reply, Entry] | Finding:
    """The answer with its one entry, or the error that says why there is none."""
    reply = client.ask(service, wanted.id, service.path(wanted))
    title = service.title
    missing = _finding(
        "error", code="paper-not-found", message=f"{title} has no such paper", wanted=wanted
    )
    if isinstance(reply, NoReply):
        if reply.is_missing:
            return missing
        return _finding(
            "error",
            code="no-answer",
            message=f"{title} gave no answer: {reply.detail}",
            wanted=wanted,
        )
    parsed = readers.read(reply.request)
    problem = next((f for f in parsed.findings if f.severity == "error"), None)
    if problem and problem.code != "no-entries":
        message = f"the answer of {title} ({reply.name}) cannot be used: {problem.message}"
        return _finding("error", code="no-answer", message=message, wanted=wanted)
    if not parsed.entries:
        return missing
    fitting = [entry for entry in parsed.entries if not _other_id(wanted, entry)]
    if len(fitting) != 1:
        others = ", ".join(filter(None, (_other_id(wanted, each) for each in parsed.entries)))
        message = f"{title} answered with another paper ({others[:80] or 'several papers'})"
        return _finding("error", code="other-paper", message=message, wanted=wanted)
    client.keep(reply, partial(facts, reply.service.reader))
    return reply, fitting[0]


def facts(reader: str, text: str) -> list[Entry]:
    """What a text says, whatever its lines and the time at which it was sent."""
    entries = readers.read(Request(text=text, source="", reader=reader)).entries
    return [replace(entry, origin=Origin(source="")) for entry in entries]


def _other_paper_finding(wanted: PaperId, question: _Question, reply: Reply, why: str) -> Finding:
    title = reply.service.title
    if isinstance(question.asked, str):
        message = f"{title} may mean another paper: {why}. Its answer was not used"
        return _finding("warning", code="other-paper", message=message, wanted=wanted)
    message = (
        f"{question.named_by} names it for {wanted}, but at {title} it is another paper: {why}. "
        "Check which is right"
    )
    return _finding("error", code="other-paper", message=message, wanted=question.asked)


def _other_id(wanted: PaperId, entry: Entry) -> str:
    """The identifier of an entry that is about another paper; empty if it may be the wanted one."""
    if wanted.kind == "arxiv" and entry.arxiv and arxiv_key(entry.arxiv) != arxiv_key(wanted.id):
        return f"arXiv:{entry.arxiv}"
    if wanted.kind == "doi" and entry.doi and normalize_doi(entry.doi) != wanted.id:
        return f"doi:{entry.doi}"
    by_url = find_paper_id(entry.url)
    return str(by_url) if by_url and by_url.kind == wanted.kind and by_url != wanted else ""


def _find_by_title(
    title: str, client: Asker, services: Mapping[str, Service], also: Sequence[str]
) -> Result:
    """The one paper that certainly has a title, or an error that lists candidates."""
    findings: list[Finding] = []
    entries: list[Entry] = []
    key = one_line(to_text(title))
    for service in (services[name] for name in SEARCHED):
        reply = client.ask(service, f"title:{key}", service.path_of_search(_search_words(key)))
        if isinstance(reply, NoReply):
            if not reply.is_missing:
                message = f"{service.title} gave no answer: {reply.detail}"
                findings.append(
                    _finding("warning", code="no-answer", message=message, wanted=title)
                )
            continue
        parsed = readers.read(reply.request)
        if not any(problem.severity == "error" for problem in parsed.findings):
            client.keep(reply, partial(facts, service.reader))
        entries += (entry for entry in parsed.entries if identifier(entry))
    record = Record(Paper(id="x", title=title))
    same = [entry for entry in entries if compare(record, Record(entry))[0] == "same"]
    if same and all(compare(Record(same[0]), Record(each))[0] == "same" for each in same[1:]):
        best = next((entry for entry in same if entry.arxiv), same[0])
        found = identifier(best)
        assert found
        result = find_paper(found, client, services, also)
        return Result(
            wanted=title, replies=result.replies, entries=result.entries,
            findings=(*findings, *result.findings), unconfirmed=result.unconfirmed,
        )  # fmt: skip
    if not entries and findings:
        return Result(
            wanted=title, findings=tuple(replace(finding, severity="error") for finding in findings)
        )
    candidates = {id_: each for each in same or entries if (id_ := identifier(each))}
    message = (
        "it is not certain which paper this title means: add one of those below"
        if candidates
        else "no paper with this title was found. Give its arXiv id or DOI"
    )
    error = _finding("error", code="paper-not-found", message=message, wanted=title)
    return Result(
        wanted=title, findings=(*findings, error),
        candidates=tuple(
            Candidate(id=id_, description=describe(each)) for id_, each in candidates.items()
        ),
    )  # fmt: skip


def _search_words(title: str) -> str:
    """The words of a title, without characters that have a meaning in a query."""
    return one_line("".join(char if char.isalnum() or char in "-'" else " " for char in title))


def describe(entry: Entry | Paper) -> str:
    """A candidate in a few words: title, first author, year."""
    year = next((str(d.year) for d in (entry.published, entry.issued) if d and d.year), "")
    first = entry.authors.texts[0] if entry.authors.texts else ""
    title = one_line(to_text(entry.title))[:MAX_SHOWN_CHARACTERS]
    return ", ".join(filter(None, (title, first, year)))


def identifier(entry: Entry | Paper) -> PaperId | None:
    """The identifier by which an entry can be added."""
    return next(_ids_in(entry), None) or find_paper_id(entry.url)


def _finding(severity: Severity, *, code: str, message: str, wanted: Wanted) -> Finding:
    source = one_line(str(wanted))[:MAX_SHOWN_CHARACTERS]
    return Finding(code=code, severity=severity, message=message, origin=Origin(source=source))


def requests_of(results: Sequence[Result]) -> list[Request]:
    """The answers as sources of an import, each once."""
    requests = (reply.request for result in results for reply in result.replies)
    return list({request.source: request for request in requests}.values())
