"""What a rule is, and how rules find the texts of a paper."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.model import Catalog, Origin, Paper, Severity

Problem = tuple[Origin, str]


_TEXTS = (
    "volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn", "arxiv",
    "category", "doi", "url", "key", "language", "note", "abstract",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A rule: its stable code, how grave a breach is, what it asks for, and the function."""

    code: str
    severity: Severity
    summary: str
    run: Callable[[Catalog], Iterable[Problem]]


def listed(field: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The items of a list of texts, each with the name of its place."""
    return ((f"{field}.{i}", value) for i, value in enumerate(values))


def headline(paper: Paper) -> Iterator[tuple[str, str]]:
    """The short texts readers see first: title, authors, venue."""
    yield "title", paper.title
    yield from listed("authors", paper.authors.texts)
    yield from listed("editors", paper.editors.texts)
    yield "venue", paper.venue


def texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of a paper with the name of its place."""
    yield from headline(paper)
    if paper.organization:
        yield "organization", f"{paper.organization.name} {paper.organization.handle}"
    for field in _TEXTS:
        yield field, getattr(paper, field)
    yield from listed("links", (link.url for link in paper.links))
    yield from listed("topics", paper.topics)
    yield from listed("tags", paper.tags)
    yield from listed("related", paper.related)
    yield from listed("aliases", paper.aliases)
    yield from listed("ignore", (ignored.reason for ignored in paper.ignore))
    for i, source in enumerate(paper.sources):
        for field in ("file", "reader", "note"):
            yield f"sources.{i}.{field}", getattr(source, field)
