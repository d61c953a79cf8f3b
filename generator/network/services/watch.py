"""Papers that arXiv has for a query and the list does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.checks.duplicates import Record
from generator.checks.matching import ExclusionIndex
from generator.ingest import readers
from generator.model import Catalog, Entry, Finding, Origin
from generator.network.services.lookup import (
    Asker,
    Candidate,
    KnownPapers,
    describe,
    facts,
    identifier,
)
from generator.network.services.replies import NoReply
from generator.network.services.table import Service
from generator.text.characters import one_line

COMMENT_SIGN = "#"
MAX_QUERY_CHARACTERS = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A query in the syntax of arXiv's API, and where it is written."""

    text: str
    origin: Origin


def read_queries(text: str, source: str) -> list[Query]:
    """The queries of a text, one a line; blank lines and lines that start with `#` are none."""
    lines = enumerate(map(one_line, text.splitlines()), start=1)
    return [
        Query(text=line, origin=Origin(source=source, line=number))
        for number, line in lines
        if line and not line.startswith(COMMENT_SIGN)
    ]


class Watch:
    """Finds what is neither in a list nor excluded from it; each paper once.

    Args:
        catalog: the list.
        client: gets answers.
        service: arXiv.
        count: how many of the newest papers of a query are looked at.
    """

    def __init__(self, catalog: Catalog, client: Asker, service: Service, count: int) -> None:
        self._known = KnownPapers(catalog)
        self._exclusions = ExclusionIndex(catalog.excluded)
        self._client = client
        self._service = service
        self._count = count
        self._seen: set[object] = set()

    def find(self, query: Query) -> tuple[list[Candidate], Sequence[Finding]]:
        """The newest papers of a query that are new to the list, or why there is no answer."""
        if len(query.text) > MAX_QUERY_CHARACTERS:
            return [], [_finding(query, f"it has more than {MAX_QUERY_CHARACTERS:,} characters")]
        path = self._service.path_of_query(query.text, self._count)
        reply = self._client.ask(self._service, f"query:{self._count}:{query.text}", path)
        if isinstance(reply, NoReply):
            return [], [_finding(query, f"{self._service.title} gave no answer: {reply.detail}")]
        parsed = readers.read(reply.request)
        problems = [f for f in parsed.findings if f.severity == "error" and f.code != "no-entries"]
        if problems:
            return [], [_finding(query, problem.message) for problem in problems]
        self._client.keep(reply, lambda text: facts(self._service.reader, text))
        new = [(id_, e) for e in parsed.entries if (id_ := identifier(e)) and self._is_new(e)]
        found = [(id_, e) for id_, e in new if id_ not in self._seen]
        self._seen |= {id_ for id_, _ in found}
        return [Candidate(id=id_, description=describe(entry)) for id_, entry in found], []

    def _is_new(self, entry: Entry) -> bool:
        return not self._exclusions.find(entry) and self._known.find_record(Record(entry)) is None


def _finding(query: Query, message: str) -> Finding:
    shown = f"the query {query.text[:80]!r}: {message}"
    return Finding(code="no-answer", severity="error", message=shown, origin=query.origin)
