"""The typed views: exactly what each kind of page shows.

Captured text is safe `Markup` here; plain `str` fields are made safe where they are printed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

UNKNOWN_LANGUAGE = Markup()  # a language that nobody noted


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What pages need to know of the site around them.

    `url` is its public address or empty; `edit` gives the address that edits a file of the
    repository, `issues` the address that opens an issue, `add` the one that starts a paper file:
    None or empty without a repository that has such a page.
    """

    name: str
    url: str = ""
    description: str = ""
    home: str = ""
    directory_urls: bool = True
    edit: Callable[[str], str] | None = None
    issues: str = ""
    add: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A link to a page of the site, with how many papers are behind it."""

    name: Markup
    path: str
    count: int = 0
    language: Markup = UNKNOWN_LANGUAGE  # of the name, if it is known to be another than the page's


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudItem:
    """A word of a cloud: `size` runs from 1 to CLOUD_STEPS with the count."""

    name: Markup
    path: str
    count: int
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DisplayDate:
    """A day for people and for `<time>`."""

    text: str
    iso: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCard:
    """A paper in a list."""

    title: Markup
    path: str
    authors: str
    when: DisplayDate | None
    venue: str
    topics: tuple[PageLink, ...]
    recommended: bool
    status: str
    publication_status: str = ""
    language: Markup = UNKNOWN_LANGUAGE  # of the title, if known
    was: tuple[str, ...] = ()  # the ids that the paper had before
    touches: bool = False  # on a topic's page: the paper only touches the topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A link out of a paper's page; `icon` names the picture that the style sheet draws."""

    name: str
    icon: str
    url: Markup
    host: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A paper as others write it down, in one format."""

    format: str
    text: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicPosition:
    """A paper's place among those of one topic, newest first, and its neighbours there."""

    topic: PageLink
    anchor: str
    place: int
    of: int
    before: PageLink | None
    after: PageLink | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedPaper:
    """A neighbour with its reason in words."""

    title: Markup
    path: str
    reason: str
    language: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLine:
    """One line of provenance."""

    file: str
    facts: Markup
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperView:
    """A paper's page.

    `language` is that of title and abstract, if known; `was` are the ids that the paper had before.
    """

    id: str
    was: tuple[str, ...]
    title: Markup
    language: Markup
    authors: str
    more_authors: str
    author_count: int | None
    organization: PageLink | None
    published: DisplayDate | None
    venue: str
    status: str
    publication_status: str
    recommended: bool
    ways: tuple[TopicPosition, ...]
    tags: tuple[PageLink, ...]
    abstract: Markup
    note: Markup
    buttons: tuple[Button, ...]
    citations: tuple[Citation, ...]
    csl_path: str
    related: tuple[RelatedPaper, ...]
    sources: tuple[SourceLine, ...]
    disagreements: tuple[Markup, ...]
    added: DisplayDate | None
    edit_url: Markup
    correct_url: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkGroup:
    """Links under a heading."""

    name: str
    refs: tuple[PageLink, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CardGroup:
    """Papers under a heading; `anchor` is its place on the page, if others may lead there."""

    name: str
    cards: tuple[PaperCard, ...]
    anchor: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListView:
    """A page that lists papers under a heading: a tag."""

    name: Markup
    intro: str
    cards: tuple[PaperCard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A year's bar: its left upper corner, height, and how many papers it stands for."""

    x: int
    y: int
    height: int
    year: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Papers per year; sizes in units of the drawing, `summary` says the same in words."""

    width: int
    height: int
    bar: int
    bars: tuple[Bar, ...]
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """A topic's page.

    `cards` are all papers or, where `sections` part a long page, the editors' picks alone.
    `terms` set the topic apart from the rest of the list, with how many of its papers have each;
    `undated` papers are not in the chart, `touching` ones only touch the topic.
    """

    name: str
    group: str
    description: str
    count: int
    years: str
    undated: int
    touching: int
    terms: tuple[PageLink, ...]
    chart: Chart | None
    cards: tuple[PaperCard, ...]
    sections: tuple[CardGroup, ...]
    related: tuple[PageLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudView:
    """A page with a cloud, and groups or a long tail below it."""

    cloud: tuple[CloudItem, ...]
    groups: tuple[LinkGroup, ...] = ()
    rest: tuple[PageLink, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeView:
    """The front page."""

    name: str
    intro: Markup
    papers: int
    topics: int
    tags: int
    years: str
    newest: tuple[PaperCard, ...]
    recommended: tuple[PaperCard, ...]
    cloud: tuple[CloudItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupsView:
    """A page of papers under headings: the timeline, organizations."""

    groups: tuple[CardGroup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HealthLine:
    """A remark on the list's health."""

    title: Markup
    path: str
    remark: str
    language: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class HealthView:
    """What the editors may want to mend; `findings` are English, `foreign` if the page is not."""

    undated: tuple[HealthLine, ...]
    without_topics: tuple[HealthLine, ...]
    disagreements: tuple[HealthLine, ...]
    duplicates: tuple[HealthLine, ...]
    single_tags: tuple[HealthLine, ...]
    findings: tuple[str, ...]
    foreign: bool
