"""Papers, what sources say about them, and the values of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from generator.model.dates import PartialDate
from generator.model.findings import Origin
from generator.model.people import NO_NAMES, Names

Status = Literal["to-read", "reading", "read"]
Outcome = Literal["new", "changed", "unchanged", "refused", "excluded"]
# The terms of CSL 1.0.2 (https://docs.citationstyles.org/); `article` is a preprint.
PaperType = Literal[
    "article", "article-journal", "paper-conference", "chapter", "book", "thesis", "report",
    "webpage", "software", "dataset",
]  # fmt: skip
PublicationStatus = Literal["withdrawn", "retracted"]

# Limits of one paper, so that an untrusted file cannot make checks or builds slow.
MAX_TEXT_CHARACTERS = 20_000  # of one text field; a typical abstract has 1,500
MAX_AUTHORS = 10_000
MAX_SEARCH_PHRASES = 8  # of a paper
MAX_LIST_ITEMS = 200  # of any other list

LINK_KINDS = ("code", "dataset", "project", "other")
STATUSES: tuple[Status, ...] = ("to-read", "reading", "read")
TYPES: tuple[PaperType, ...] = get_args(PaperType)
PUBLICATION_STATUSES: tuple[PublicationStatus, ...] = get_args(PublicationStatus)


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A web address of a paper's code, data or page; `kind` is one of LINK_KINDS."""

    kind: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """The account that posted a paper: display name and handle."""

    name: str
    handle: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """The fields that entries and papers share. An empty field is not stated."""

    title: str
    type: PaperType | None = None
    authors: Names = NO_NAMES
    editors: Names = NO_NAMES
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
    """What one source says about one paper, before it is merged into the list."""

    origin: Origin
    reader: str
    abstract: str = ""
    author_count: int | None = None
    comments: int | None = None
    keywords: tuple[str, ...] = ()
    takeaway: str = ""
    note: str = ""
    annotation: str = ""
    captured: PartialDate | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One record of a paper's provenance: file, reader, date, and what only this source states."""

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
    """A finding that a paper's file silences: its code and the reason."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper(Publication):
    """What the list says about one paper. `id` is the name of its file without `.yml`.

    `collection` is the id of its list on a site with several: the folder of its file.
    `origins` maps a field (`"title"`, `"topics.0"`, or `""` for the file) to where it was read.
    Comparisons ignore it.
    """

    id: str
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    status: Status | None = None
    recommended: bool = False
    takeaway: str = ""
    search_phrases: tuple[str, ...] = ()
    note: str = ""
    added: date | None = None
    abstract: str = ""
    aliases: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    sources: tuple[Source, ...] = ()
    collection: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)

    @property
    def file_name(self) -> str:
        """The name of its file in the folder of all papers, with `/`."""
        return f"{self.collection}/{self.id}.yml" if self.collection else f"{self.id}.yml"

    def origin(self, where: str = "") -> Origin:
        """The place of a field, else of the file."""
        return self.origins.get(where) or self.origins.get("") or Origin(source=self.file_name)

    @property
    def author_count(self) -> int | None:
        """Number of authors: those listed if the list is complete, else a source's count."""
        if self.authors and not self.authors.incomplete:
            return len(self.authors)
        return next((s.authors for s in self.sources if s.authors is not None), None)

    @property
    def comments(self) -> int | None:
        """The highest comment count of any source; None if no source has one."""
        return max((s.comments for s in self.sources if s.comments is not None), default=None)
