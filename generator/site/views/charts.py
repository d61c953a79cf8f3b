"""Papers by year: the bar chart of a topic, and the table of rising and falling topics."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import ceil

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.map.atlas import group_hues
from generator.site.page_urls import relative_url
from generator.site.views.drawings import Cell, Trend, TrendGroup
from generator.site.views.parts import topic_path
from generator.site.views.trends import trend_directions
from generator.site.views.types import Bar, Chart
from generator.text.publications import first_date, first_year
from generator.text.sanitize import attribute, to_heading

MAX_YEAR_COLUMNS = 12  # the first column includes all earlier years
HEAT_LEVELS = 5  # colours of cells
_MAX_BAR_HEIGHT, _COUNT_HEIGHT, _YEAR_HEIGHT = (
    64,
    14,
    16,
)  # units of the drawing
_BAR_WIDTH, _COLUMN_WIDTH = 26, 36
_SMOOTHING_PAPERS = 25  # added to each column's total, so that years of few papers stay light
MAX_YEARS_OF_QUARTERS = 3  # a list of more years has a column for each year
_MIN_PERCENT_WITH_MONTH = 90  # of dated papers, for a table of quarters
_MIN_PAPERS_PER_QUARTER = 5  # on average, or cells would be mostly empty


def year_columns(papers: Iterable[Paper]) -> tuple[int, ...]:
    """The years from the first paper to the last, at most the last `MAX_YEAR_COLUMNS`."""
    found = sorted(filter(None, map(first_year, papers)))
    return (
        tuple(range(max(found[0], found[-1] - MAX_YEAR_COLUMNS + 1), found[-1] + 1))
        if found
        else ()
    )


def column_headings(
    columns: Sequence[int], papers: Iterable[Paper], words: Words
) -> tuple[str, ...]:
    """The years as headings; the first says whether its column includes earlier years."""
    first = min(filter(None, map(first_year, papers)), default=0)
    return tuple(
        words("years_to", year=str(year)) if first < year == columns[0] else str(year)
        for year in columns
    )


def count_by_column(papers: Iterable[Paper], columns: Sequence[int]) -> tuple[int, ...]:
    """The number of papers in each column."""
    found = Counter(max(year, columns[0]) for p in papers if columns and (year := first_year(p)))
    return tuple(found[year] for year in columns)


Timescale = tuple[tuple[str, ...], tuple[str, ...]]  # years, and how columns are headed


def timescale(papers: Sequence[Paper], words: Words) -> Timescale:
    """The columns of charts over the years of a whole list."""
    columns = year_columns(papers)
    return tuple(map(str, columns)), column_headings(columns, papers, words)


def year_chart(papers: Sequence[Paper], scale: Timescale, words: Words) -> Chart | None:
    """The bar chart of a topic over the years of the whole list; None for papers of a single year.

    Args:
        papers: the topic's papers.
        scale: the columns of the whole list.
        words: the texts of the interface.
    """
    columns = tuple(map(int, scale[0]))
    counts = count_by_column(papers, columns)
    if sum(1 for count in counts if count) < 2:  # noqa: PLR2004 - one bar shows no course
        return None
    texts = scale[1]
    heights = [-(-_MAX_BAR_HEIGHT * count // max(counts)) for count in counts]
    return Chart(
        width=_COLUMN_WIDTH * len(columns),
        height=_COUNT_HEIGHT + _MAX_BAR_HEIGHT + _YEAR_HEIGHT,
        bar=_BAR_WIDTH,
        bars=tuple(
            Bar(
                x=_COLUMN_WIDTH * i + (_COLUMN_WIDTH - _BAR_WIDTH) // 2,
                y=_COUNT_HEIGHT + _MAX_BAR_HEIGHT - height,
                height=height,
                year=text,
                count=count,
            )
            for i, (text, count, height) in enumerate(zip(texts, counts, heights, strict=True))
        ),
        summary=words.join_list(
            words("labelled", name=year, text=words.number(count))
            for year, count in zip(texts, counts, strict=True)
        ),
    )


@dataclass(frozen=True, kw_only=True)
class TrendColumns:
    """The columns of the table of topics: years, or the quarters of a list of few years.

    Attributes:
        headings: their headings, the oldest first.
        are_quarters: whether they are quarters.
        place_of: the column of each paper that has one, by its id.
        left_out: the number of papers that are in none, although their year is known.
    """

    headings: tuple[str, ...]
    are_quarters: bool = False
    place_of: Mapping[str, int]
    left_out: int = 0


def trend_columns(papers: Sequence[Paper], words: Words) -> TrendColumns:
    """Quarters if few years have many papers, of which most state their month; else years."""
    years = year_columns(papers)
    dated = {p.id: day for p in papers if (day := first_date(p)) and day.year}
    quarters = {
        id_: 4 * (day.year or 0) + (day.month - 1) // 3 for id_, day in dated.items() if day.month
    }
    span = max(quarters.values()) - min(quarters.values()) + 1 if quarters else 0
    if (
        len(years) <= MAX_YEARS_OF_QUARTERS
        and 1 < span <= MAX_YEAR_COLUMNS
        and len(quarters) >= _MIN_PAPERS_PER_QUARTER * span
        and 100 * len(quarters) >= _MIN_PERCENT_WITH_MONTH * len(dated)
    ):
        first = min(quarters.values())
        return TrendColumns(
            headings=tuple(
                words("quarter", year=str(place // 4), quarter=place % 4 + 1)
                for place in range(first, first + span)
            ),
            are_quarters=True,
            place_of={id_: place - first for id_, place in quarters.items()},
            left_out=len(dated) - len(quarters),
        )
    return TrendColumns(
        headings=column_headings(years, papers, words),
        place_of={
            id_: max((day.year or 0) - years[0], 0) for id_, day in dated.items()
        },
    )  # fmt: skip


def topic_trends(
    catalog: Catalog, columns: TrendColumns, page: str, *, directory_urls: bool
) -> tuple[TrendGroup, ...]:
    """All topics with papers, by group, with their papers per column and their direction."""
    totals = _count_by_place(catalog.papers, columns)
    directions = trend_directions(catalog)
    counts = {id_: _count_by_place(papers, columns) for id_, papers in catalog.by_topic.items()}
    shares = {id_: tuple(map(_share, row, totals)) for id_, row in counts.items()}
    strong = _strong_share(chain.from_iterable(shares.values()))
    hues = group_hues(catalog)
    groups: dict[str, list[Trend]] = {}
    for topic in catalog.topics:
        if catalog.by_topic[topic.id]:
            groups.setdefault(topic.group, []).append(
                Trend(
                    name=to_heading(topic.name),
                    href=attribute(
                        relative_url(topic_path(topic.id), page, directory_urls=directory_urls)
                    ),
                    cells=tuple(
                        Cell(count=count, level=_heat_level(share, strong))
                        for count, share in zip(counts[topic.id], shares[topic.id], strict=True)
                    ),
                    direction=directions.get(topic.id, ""),
                )
            )
    return tuple(
        TrendGroup(name=name, hue=hues[name], trends=tuple(found)) for name, found in groups.items()
    )


def _count_by_place(papers: Iterable[Paper], columns: TrendColumns) -> tuple[int, ...]:
    """The number of papers in each column."""
    found = Counter(columns.place_of[p.id] for p in papers if p.id in columns.place_of)
    return tuple(found[place] for place in range(len(columns.headings)))


def _share(count: int, total: int) -> Fraction:
    """The share of a column's papers, smoothed."""
    return Fraction(count, total + _SMOOTHING_PAPERS)


def _strong_share(shares: Iterable[Fraction]) -> Fraction:
    """The share from which on a cell has the strongest colour: one cell of twenty reaches it.

    So colours differ in a list of many topics too, and one very large topic does not pale the rest.
    """
    found = sorted(filter(None, shares))
    return found[len(found) * 19 // 20] if found else Fraction(1)


def _heat_level(share: Fraction, strong: Fraction) -> int:
    """A level from 1 to `HEAT_LEVELS`, in proportion to the share; 0 for no papers."""
    return min(HEAT_LEVELS, ceil(HEAT_LEVELS * share / strong))


def year_range(papers: Iterable[Paper]) -> str:
    """The years as `2018-2025` with an en dash, a single year, or empty."""
    found = sorted(filter(None, map(first_year, papers)))
    if not found:
        return ""
    return str(found[0]) if found[0] == found[-1] else f"{found[0]}\u2013{found[-1]}"
