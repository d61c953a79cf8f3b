"""The nouns of a reading list: frozen, keyword-only, without behaviour beyond look-ups.

An `Entry` is what one source said, with its place; a `Paper` is what the list says after review.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

Severity = Literal["error", "warning", "info"]
Status = Literal["to-read", "reading", "read"]
Outcome = Literal["new", "changed", "unchanged", "refused", "excluded"]
Qualifier = Literal["", "?", "~", "%"]
# The terms of CSL 1.0.2 (https://docs.citationstyles.org/); `article` is a preprint.
PaperType = Literal[
    "article", "article-journal", "paper-conference", "chapter", "book", "thesis", "report",
    "webpage", "software", "dataset",
]  # fmt: skip
PublicationStatus = Literal["withdrawn", "retracted"]

# What no paper has more of, so that a stranger's file makes neither a check nor a build take long.
LONGEST = 20_000  # characters of one text; an abstract has some 1,500
MOST_AUTHORS = 10_000
MOST_ITEMS = 200  # of any other list

LINK_KINDS = ("code", "dataset", "project", "other")
STATUSES: tuple[Status, ...] = ("to-read", "reading", "read")
TYPES: tuple[PaperType, ...] = get_args(PaperType)
PUBLICATION_STATUSES: tuple[PublicationStatus, ...] = get_args(PublicationStatus)
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
class PartialDate:
    """A date as far as it is known: a year, a month of a year, a day, or a day without its year.

    As text it is of EDTF's (ISO 8601-2) level 0, with level 1's `?` (uncertain), `~` (approximate)
    and `%` (both). A day without its year is as pages print it: `Dec 9`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    qualifier: Qualifier = ""

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A day of the calendar, wholly known."""
        return cls(year=day.year, month=day.month, day=day.day)

    def __str__(self) -> str:
        return self.iso + self.qualifier

    @property
    def iso(self) -> str:
        """The date without its qualifier: `2019-03`."""
        if self.year is None:
            return f"{MONTHS[(self.month or 1) - 1]} {self.day}"
        parts = (f"{part:02}" for part in (self.month, self.day) if part)
        return "-".join((f"{self.year:04}", *parts))

    @property
    def earliest(self) -> date:
        """The first day that it can be."""
        return date(self.year or date.min.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can be."""
        year, month = self.year or date.max.year, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    @property
    def whole(self) -> date | None:
        """The day of the calendar, or None where year, month or day is not known."""
        return self.earliest if self.year and self.month and self.day else None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Brings dates into order; what is not known comes before what is."""
        return self.year or 0, self.month or 0, self.day or 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name of a bibliography: of a person, in parts, or of a body or team, as one literal.

    The parts are those of CSL; a particle such as `van` belongs to the family name.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        # Names in Chinese, Japanese and Korean letters stand together, the family name first.
        if self.given and is_cjk(self.family + self.given):
            return f"{self.family}{self.given}"
        return " ".join(filter(None, (self.given, self.family, self.suffix)))


@dataclass(frozen=True, slots=True)
class Names:
    """People and bodies in their order; `incomplete` where the list ends in "and others"."""

    listed: tuple[Name, ...] = ()
    incomplete: bool = False

    def __iter__(self) -> Iterator[Name]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names as people write them."""
        return tuple(map(str, self.listed))


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
class Publication:
    """What entries and papers state alike. Empty means that it is not stated."""

    title: str
    type: PaperType | None = None
    authors: Names = Names()
    editors: Names = Names()
    organization: Organization | None = None
    published: PartialDate | None = None
    issued: PartialDate | None = None
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    number: str = ""
    edition: str = ""
    series: str = ""
    publisher: str = ""
    isbn: str = ""
    arxiv: str = ""
    category: str = ""
    doi: str = ""
    url: str = ""
    key: str = ""
    language: str = ""
    publication_status: PublicationStatus | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(Publication):
    """What one source says about one paper."""

    origin: Origin
    reader: str
    abstract: str = ""
    author_count: int | None = None
    comments: int | None = None
    keywords: tuple[str, ...] = ()
    note: str = ""
    annotation: str = ""
    captured: PartialDate | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One entry of a paper's provenance: which file said it, when, and what it alone knew."""

    file: str
    reader: str
    captured: PartialDate | None = None
    published: PartialDate | None = None
    authors: int | None = None
    comments: int | None = None
    note: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignore:
    """A finding that does not count for a paper, by its code, and why."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper(Publication):
    """What the list says about one paper; `id` is the stem of its file, for ever.

    `origins` tells where each field was read (`"title"`, `"topics.0"`, `""` for the file);
    it takes no part in comparisons.
    """

    id: str
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
        return self.origins.get(where) or self.origins.get("") or Origin(source=f"{self.id}.yml")

    @property
    def author_count(self) -> int | None:
        """How many authors: the listed ones if they are all, else the count a source printed."""
        if self.authors and not self.authors.incomplete:
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Exclusion:
    """A paper that imports leave out, by arXiv id, DOI or title, and why."""

    arxiv: str = ""
    doi: str = ""
    title: str = ""
    reason: str
    origin: Origin = field(default_factory=lambda: Origin(source="excluded.yml"), compare=False)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The whole list: papers in the order of their ids, topics in the vocabulary's order."""

    papers: tuple[Paper, ...] = ()
    topics: tuple[Topic, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

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

    `path` is relative to the site's source folder, with `/`; `source` is the file to edit; `listed`
    pages belong into the navigation, `searchable` ones into the search.
    """

    path: str
    text: str
    title: str = ""
    description: str = ""
    source: str = ""
    listed: bool = True
    searchable: bool = True


def is_cjk(text: str) -> bool:
    """Whether a text is written in Han, kana or Hangul letters alone."""
    return bool(re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\s]+", text))


def _grouped(pairs: Iterable[tuple[str, Paper]]) -> dict[str, tuple[Paper, ...]]:
    groups: dict[str, dict[str, Paper]] = {}
    for key, paper in pairs:
        groups.setdefault(key, {})[paper.id] = paper
    return {key: tuple(papers.values()) for key, papers in groups.items()}
