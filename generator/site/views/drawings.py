"""The typed views of pages that are drawn: the timeline's table and the map."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.site.views.types import CardGroup, Ref


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A topic's papers of one year: `level` runs from 0 (none) to 5 with the share of the year."""

    count: int
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A topic by year; `direction` is `rising`, `falling` or empty."""

    name: Markup
    href: Markup
    cells: tuple[Cell, ...]
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendGroup:
    """The topics of a group."""

    name: str
    trends: tuple[Trend, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineView:
    """Which topics rise and fall, by the `years` (oldest first), then the papers by year."""

    years: tuple[str, ...]
    topics: tuple[TrendGroup, ...]
    groups: tuple[CardGroup, ...]


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
    """A topic on the map: the base lines of its lines of text, and where it leads."""

    x: int
    lines: tuple[tuple[int, str], ...]
    href: Markup
    title: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class MapGroup:
    """A group of topics on the map, in the colour of a number from 1.

    `land` is a path with a dot at every paper; drawn with a broad line it becomes the ground of
    the points, drawn with a narrow one the points themselves.
    """

    name: str
    colour: int
    land: str
    points: tuple[MapPoint, ...]
    labels: tuple[MapLabel, ...]
    topics: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapView:
    """All papers by likeness; `data` is the address of the points where they are too many."""

    width: int
    height: int
    radius: int
    ground: int
    count: int
    groups: tuple[MapGroup, ...]
    data: Markup | None
