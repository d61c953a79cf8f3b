"""The type of a check, and the texts of a paper that checks read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.model import Catalog, Origin, Paper, Severity

Problem = tuple[Origin, str]  # a place and a message
_TEXT_FIELDS = (
    "volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn", "arxiv",
    "category", "doi", "url", "key", "language", "takeaway", "note", "abstract",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A check: its stable code, severity, the rule in one sentence, and the function.

    With `by_paper` its problems of a paper depend on nothing but that paper's file.
    """

    code: str
    severity: Severity
    summary: str
    run: Callable[[Catalog], Iterable[Problem]]
    by_paper: bool = False


def list_items(field: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The items of a list of texts, each with its place, such as `tags.0`."""
    return ((f"{field}.{i}", value) for i, value in enumerate(values))


def headline_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Title, names and venue, each with its place."""
    yield "title", paper.title
    yield from list_items("authors", paper.authors.texts)
    yield from list_items("editors", paper.editors.texts)
    yield "venue", paper.venue


def all_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of a paper with its place."""
    yield from headline_texts(paper)
    if paper.organization:
        yield "organization", f"{paper.organization.name} {paper.organization.handle}"
    for field in _TEXT_FIELDS:
        yield field, getattr(paper, field)
    yield from list_items("links", (link.url for link in paper.links))
    yield from list_items("topics", paper.topics)
    yield from list_items("tags", paper.tags)
    yield from list_items("search_phrases", paper.search_phrases)
    yield from list_items("related", paper.related)
    yield from list_items("aliases", paper.aliases)
    yield from list_items("ignore", (ignored.reason for ignored in paper.ignore))
    for i, source in enumerate(paper.sources):
        for field in ("file", "reader", "note"):
            yield f"sources.{i}.{field}", getattr(source, field)
