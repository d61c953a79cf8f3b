"""The typed views of pages with drawings: the front page, the timeline and the map."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.views.types import (
    CloudItem,
    DisplayDate,
    FileLink,
    LinkGroup,
    PageLink,
    PaperCard,
    VisitsView,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A topic's papers of a year or quarter: `level` is from 0 (none) to 5 with their share."""

    count: int
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A topic's papers by year or quarter; `direction` is `rising`, `falling` or empty."""

    name: Markup
    href: Markup
    cells: tuple[Cell, ...]
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendGroup:
    """The topics of a group; `hue` is its colour number."""

    name: str
    hue: int
    trends: tuple[Trend, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineYear:
    """A year with its papers, or with links to their `pages`; `anchor` is the heading's id."""

    name: str
    anchor: str
    count: int
    cards: tuple[PaperCard, ...]
    pages: tuple[PageLink, ...]
    files: tuple[FileLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineView:
    """Topics by year or quarter, then all papers by year.

    Attributes:
        years: the columns' headings, the oldest first.
        has_quarters: whether the columns are quarters.
        left_out: how many papers with a year are in no column.
        topics: the topics.
        groups: the years, the newest first.
    """

    years: tuple[str, ...]
    has_quarters: bool
    left_out: int
    topics: tuple[TrendGroup, ...]
    groups: tuple[TimelineYear, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPoint:
    """A paper on the map; `href` is relative to the map's page."""

    x: int
    y: int
    href: Markup
    title: Markup
    language: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class MapLabel:
    """A topic's label on the map; `lines` are pairs of a baseline and its text."""

    x: int
    lines: tuple[tuple[int, str], ...]
    href: Markup
    title: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class MapGroup:
    """A group of topics on the map; `colour` is a number from 1, or 0 without a topic.

    `path` is an SVG path through all papers, row by row: a wide stroke draws the islands, a dashed
    one the points.
    """

    name: str
    colour: int
    path: str
    points: tuple[MapPoint, ...]
    labels: tuple[MapLabel, ...]
    topics: tuple[PageLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapView:
    """The map in units of its drawing.

    `pitch` is the distance of neighbouring points, `radius` that of a point, `ground` the width of
    the stroke that draws islands. `data` is the URL of the file of points if they are too many for
    the page.

    `edges` are pairs of points, by their numbers on the page: `0-7 3-1`. The paper of the first
    names the system of the second. The file of points has its own edges.
    """

    width: int
    height: int
    pitch: int
    radius: int
    ground: int
    count: int
    groups: tuple[MapGroup, ...]
    data: Markup | None
    edges: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StripPart:
    """A group of topics in the strip of all papers, which is 1000 units wide as a bar."""

    name: str
    hue: int
    count: int
    x: int
    width: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """All papers by the group of their main topic: a dot for each, or a bar if they are many."""

    parts: tuple[StripPart, ...]
    has_dots: bool
    summary: str  # the same in words


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick:
    """An editors' pick: its card, the beginning of its note, and the hue of its main topic."""

    card: PaperCard
    note: str
    hue: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectionLink:
    """A list of a site with several; `newest` is the day of its newest addition."""

    ref: PageLink
    description: str
    newest: DisplayDate | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PathLink:
    """A path in a list of paths."""

    ref: PageLink
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeView:
    """The front page.

    `lead` says what the list is: the first paragraph of the home text, or the site's description.
    `more` is the rest of that text. `lists` are those of a site with several. `picks` are the
    newest of `pick_count` editors' picks.
    """

    name: str
    lead: Markup
    more: Markup
    papers: int
    topics: int
    tags: int
    years: str
    lists: tuple[CollectionLink, ...]
    strip: Strip | None
    newest: tuple[PaperCard, ...]
    visits: VisitsView | None
    picks: tuple[Pick, ...]
    pick_count: int
    groups: tuple[LinkGroup, ...]
    cloud: tuple[CloudItem, ...]
    paths: tuple[PathLink, ...]
    path_count: int
    feeds: tuple[FileLink, ...]
    picks_feeds: tuple[FileLink, ...]
