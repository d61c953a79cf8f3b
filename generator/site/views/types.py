"""The typed views: exactly what each kind of page shows.

Fields of type `Markup` are already safe; `str` fields are escaped when a template prints them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.text.slugs import slug

UNKNOWN_LANGUAGE = Markup()  # the language of a text is not stated


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What pages need to know of the site and its repository.

    Attributes:
        name: the name of the site.
        url: its public URL; empty if unknown.
        description: one sentence for previews.
        home: the Markdown of the home text.
        icon: the path of its icon; empty if it is not known.
        directory_urls: whether pages have URLs that end with `/`.
        is_plugin_build: whether the plugin builds the site, not another program from written files.
        edit: gives the URL to edit a file; None without such a page.
        issues: the URL to open an issue; empty without such a page.
        add: the URL to add a paper file; empty without such a page.
        add_to: the same for each list of a site with several, by its id.
        look_style: rules that the list's settings add to the style sheet.
        title_font: the font of titles as WOFF2; empty if readers have it.
    """

    name: str
    url: str = ""
    description: str = ""
    home: str = ""
    icon: str = ""
    directory_urls: bool = True
    is_plugin_build: bool = True
    edit: Callable[[str], str] | None = None
    issues: str = ""
    add: str = ""
    add_to: Mapping[str, str] = field(default_factory=dict)
    look_style: str = ""
    title_font: bytes = b""

    @property
    def suggest(self) -> str:
        """The URL of the form to suggest a paper; empty if it is not known.

        It is in `.github/ISSUE_TEMPLATE/paper.yml`. Without that file, GitHub opens a blank issue.
        """
        return f"{self.issues}?template=paper.yml" if self.issues else ""

    @property
    def slug(self) -> str:
        """The name of the site in names of files; empty if no letter of it is Latin."""
        return slug(self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLink:
    """A link to a page of the site, with its number of papers."""

    name: Markup
    path: str
    count: int = 0
    language: Markup = UNKNOWN_LANGUAGE  # of the name, if known
    hue: int = 0  # of a topic: the colour number of its group


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLink:
    """A link to a file that has the papers of a page.

    `format` is its name for readers, `download` the name of the file that browsers save; empty for
    a file that is not saved.
    """

    format: str
    path: str
    download: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudItem:
    """A link in a cloud; `size` is 1 to `CLOUD_STEPS`, by count."""

    name: Markup
    path: str
    count: int
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DisplayDate:
    """A date as text, and in ISO form for `<time>`."""

    text: str
    iso: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCard:
    """A paper in a list."""

    title: Markup
    path: str
    authors: str
    date: DisplayDate | None
    venue: str
    topics: tuple[PageLink, ...]
    recommended: bool
    status: str
    publication_status: str = ""
    takeaway: str = ""
    language: Markup = UNKNOWN_LANGUAGE  # of the title, if known
    aliases: tuple[str, ...] = ()  # former ids of the paper
    added: DisplayDate | None = None  # only in lists of additions
    touches: bool = False  # on a topic's page: the paper only touches the topic


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkGroup:
    """Links under a heading; `hue` is the colour number of a group of topics."""

    name: str
    refs: tuple[PageLink, ...]
    notes: tuple[str, ...] = ()
    hue: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CardGroup:
    """Papers under a heading; `hidden` is the number of older papers without a card."""

    name: str
    cards: tuple[PaperCard, ...]
    hidden: int = 0

    @property
    def count(self) -> int:
        """The number of papers."""
        return len(self.cards) + self.hidden


@dataclass(frozen=True, kw_only=True, slots=True)
class ListView:
    """The page of a tag: its papers, or the newest of them and links to the `parts` with all."""

    name: Markup
    intro: str
    cards: tuple[PaperCard, ...]
    parts: tuple[PageLink, ...]
    files: tuple[FileLink, ...]
    feeds: tuple[FileLink, ...]
    context_objects: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """The bar of a year: its upper left corner, height, and number of papers."""

    x: int
    y: int
    height: int
    year: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Papers per year as a bar chart in units of the drawing; `summary` is the text for readers."""

    width: int
    height: int
    bar: int
    bars: tuple[Bar, ...]
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """A topic's page; `hue` is the colour number of its group.

    `cards` are all papers, or only the editors' picks if the page has `sections`. If there are
    `parts`, cards and sections have only the newest papers, and the pages of the parts have all.
    `terms` are the distinctive terms with their numbers of papers. `undated` papers are not in the
    chart; `touching_count` papers only touch the topic. `context_objects` are for Zotero's
    connector.
    """

    name: str
    group: str
    hue: int
    description: str
    count: int
    years: str
    undated: int
    touching_count: int
    terms: tuple[PageLink, ...]
    chart: Chart | None
    cards: tuple[PaperCard, ...]
    sections: tuple[CardGroup, ...]
    parts: tuple[PageLink, ...]
    related: tuple[PageLink, ...]
    paths: tuple[PageLink, ...]  # reading paths
    files: tuple[FileLink, ...]
    feeds: tuple[FileLink, ...]
    context_objects: tuple[Markup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudView:
    """All topics: a cloud, and below it their groups."""

    cloud: tuple[CloudItem, ...]
    groups: tuple[LinkGroup, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitsView:
    """What the browser needs to say what is new since a reader's last visit."""

    newest: DisplayDate  # the day of the newest addition
    counts: str  # the newest days with their numbers of papers: `2026-11-22:3 2026-11-20:1`
    has_older: bool  # whether there are additions before these days
