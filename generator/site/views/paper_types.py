"""The typed view of a paper's page, and its parts.

Fields of type `Markup` are already safe; `str` fields are escaped when a template prints them.
"""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.views.types import DisplayDate, PageLink


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A fact about a paper with its label."""

    label: str
    text: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """An external link of a paper; `kind` is what it leads to."""

    name: str
    kind: str
    url: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A citation of the paper in one format; `is_open` if its text is shown at once."""

    format: str
    text: Markup
    is_open: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPosition:
    """A paper's place (from 1) among those of a topic, newest first, and its neighbours."""

    topic: PageLink
    anchor: str
    place: int
    total: int
    previous: PageLink | None
    next: PageLink | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PathPosition:
    """A paper's step in a reading path (from 1), or beside one, and its neighbours."""

    path: PageLink
    place: int
    total: int
    previous: PageLink | None
    next: PageLink | None
    is_aside: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedPaper:
    """A paper on another's page: `byline` is its first author and year, `reason` why it is there.

    `reason` is empty where a heading says it.
    """

    title: Markup
    path: str
    byline: str
    language: Markup
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamingPapers:
    """Papers that name a paper's system: the first, how many more, and where all are found."""

    papers: tuple[RelatedPaper, ...] = ()
    more: int = 0
    more_url: Markup = Markup()  # noqa: RUF009 - immutable


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLine:
    """A source of a paper, as a line of its provenance."""

    file: str
    facts: Markup
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperView:
    """A paper's page.

    `language` is that of title and abstract, if known; `aliases` are the former ids of the paper;
    `collection` is its list on a site with several; `dates` are those of its publication; `hue` is
    the colour of its first topic; `actions` are the links above the abstract, `links` the others;
    `names` are papers whose systems it names.
    """

    id: str
    aliases: tuple[str, ...]
    title: Markup
    language: Markup
    authors: Markup
    more_authors: Markup
    hidden_authors: int
    author_count: int | None
    organization: PageLink | None
    dates: tuple[Fact, ...]
    identifiers: tuple[Fact, ...]
    venue: str
    hue: int
    collection: PageLink | None
    has_long_title: bool
    status: str
    publication_status: str
    recommended: bool
    topic_positions: tuple[TopicPosition, ...]
    path_positions: tuple[PathPosition, ...]
    tags: tuple[PageLink, ...]
    takeaway: str
    abstract: Markup
    note: Markup
    actions: tuple[Button, ...]
    links: tuple[Button, ...]
    citations: tuple[Citation, ...]
    related: tuple[RelatedPaper, ...]
    names: tuple[RelatedPaper, ...]
    named_by: NamingPapers
    sources: tuple[SourceLine, ...]
    disagreements: tuple[Markup, ...]
    added: DisplayDate | None
    edit_url: Markup
    correct_url: Markup
    suggest_url: Markup
