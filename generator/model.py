"""The nouns of a reading list: frozen, keyword-only, without behaviour beyond look-ups.

An `Entry` is a claim (what one source said, with file and line); a `Paper` is a decision
(what the list says after review). Nothing after `store.save` accepts an `Entry`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

Severity = Literal["error", "warning", "info"]
Status = Literal["to-read", "reading", "read"]
Outcome = Literal["new", "changed", "unchanged", "refused"]

# What no paper has more of. A stranger's file is read within these limits, so that neither a check
# nor a build takes long: a page for each of 30,000 tags, or Markdown of 30,000 open brackets.
LONGEST = 20_000  # characters of one text; an abstract has some 1,500
MOST_AUTHORS = 10_000
MOST_ITEMS = 200  # of any other list

LINK_KINDS = ("code", "dataset", "project", "other")
STATUSES: tuple[Status, ...] = ("to-read", "reading", "read")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a fact was read: a file (or `-`), and 1-based line and column where known."""

    source: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One problem or remark, with its place; `code` is stable, `message` is for people."""

    code: str
    severity: Severity
    message: str
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day that may lack its year, as pages print it: `Dec 9`."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        if self.year is None:
            return f"{MONTHS[self.month - 1]} {self.day}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def date(self) -> date | None:
        """The calendar date, or None without a year."""
        return None if self.year is None else date(self.year, self.month, self.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address a source or an editor gives for a paper; `kind` is one of LINK_KINDS."""

    kind: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """The account a paper was posted under: its handle and its display name."""

    name: str
    handle: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What one source says about one paper. Empty means the source does not say."""

    title: str
    origin: Origin
    reader: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: Organization | None = None
    published: Day | None = None
    comments: int | None = None
    venue: str = ""
    arxiv: str = ""
    doi: str = ""
    category: str = ""
    links: tuple[Link, ...] = ()
    note: str = ""
    captured: Day | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One entry of a paper's provenance: which file said it, when, and what it alone knew."""

    file: str
    reader: str
    captured: Day | None = None
    published: Day | None = None
    authors: int | None = None
    comments: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignore:
    """A finding that does not count for a paper, by its code, and why."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What the list says about one paper; `id` is the stem of its file, for ever.

    `origins` tells where each field was read (`"title"`, `"topics.0"`, `""` for the file);
    it takes no part in comparisons.
    """

    id: str
    title: str
    authors: tuple[str, ...] = ()
    organization: Organization | None = None
    published: date | None = None
    venue: str = ""
    arxiv: str = ""
    category: str = ""
    doi: str = ""
    language: str = ""
    links: tuple[Link, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    status: Status | None = None
    recommended: bool = False
    note: str = ""
    added: date | None = None
    abstract: str = ""
    aliases: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    sources: tuple[Source, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)

    def origin(self, where: str = "") -> Origin:
        """The place of a field, or of the file when the field was not read from one."""
        found = self.origins.get(where) or self.origins.get("")
        return found or Origin(source=f"{self.id}.yml")

    @property
    def author_count(self) -> int | None:
        """How many authors: the listed ones, else the count a source printed."""
        if self.authors:
            return len(self.authors)
        return next((s.authors for s in self.sources if s.authors is not None), None)

    @property
    def comments(self) -> int | None:
        """The highest comment count a source printed; None where none did."""
        return max((s.comments for s in self.sources if s.comments is not None), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """One topic of the vocabulary; `description` is its scope note."""

    id: str
    name: str
    group: str
    description: str
    keywords: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    origin: Origin = field(default_factory=lambda: Origin(source="topics.yml"), compare=False)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The whole list: papers in the order of their ids, topics in the vocabulary's order."""

    papers: tuple[Paper, ...] = ()
    topics: tuple[Topic, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def topic_by_id(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by topic id; every topic of the vocabulary is there, unknown ones are not."""
        found = _grouped((t, p) for p in self.papers for t in p.topics)
        return {topic.id: found.get(topic.id, ()) for topic in self.topics}

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by tag, tags in alphabetical order."""
        found = _grouped((t, p) for p in self.papers for t in p.tags)
        return {tag: found[tag] for tag in sorted(found)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One file of the site: Markdown (with title and description for its head) or data.

    `path` is relative to the site's source folder, with `/`; `source` is the file that
    "edit this page" opens; `listed` pages belong into the navigation, `searchable` ones into the
    search (lists of what other pages say do not).
    """

    path: str
    text: str
    title: str = ""
    description: str = ""
    source: str = ""
    listed: bool = True
    searchable: bool = True


def _grouped(pairs: Iterable[tuple[str, Paper]]) -> dict[str, tuple[Paper, ...]]:
    groups: dict[str, dict[str, Paper]] = {}
    for key, paper in pairs:
        groups.setdefault(key, {})[paper.id] = paper
    return {key: tuple(papers.values()) for key, papers in groups.items()}
