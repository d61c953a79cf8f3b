"""Papers by year: the bar chart of a topic, and the table of rising and falling topics."""

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.map.atlas import group_hues
from generator.site.page_urls import relative_url
from generator.site.views.drawings import Cell, Trend, TrendGroup
from generator.site.views.parts import topic_path
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
_DARKEST_PERCENT = 25  # the share of a year's papers that makes the darkest cell
_SMOOTHING_PAPERS = 10  # added to each year's total, so that years of few papers stay light


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


def topic_trends(catalog: Catalog, page: str, *, directory_urls: bool) -> tuple[TrendGroup, ...]:
    """All topics with papers, by group, with their papers per year and their direction."""
    columns = year_columns(catalog.papers)
    totals = count_by_column(catalog.papers, columns)
    is_newer = _is_in_newer_half(catalog.papers)
    groups: dict[str, list[Trend]] = {}
    for topic in catalog.topics:
        if papers := catalog.by_topic[topic.id]:
            cells = (
                Cell(count=count, level=_heat_level(count, total))
                for count, total in zip(count_by_column(papers, columns), totals, strict=True)
            )
            groups.setdefault(topic.group, []).append(
                Trend(
                    name=to_heading(topic.name),
                    href=attribute(
                        relative_url(topic_path(topic.id), page, directory_urls=directory_urls)
                    ),
                    cells=tuple(cells),
                    direction=trend_direction(papers, is_newer),
                )
            )
    hues = group_hues(catalog)
    return tuple(
        TrendGroup(name=name, hue=hues[name], trends=tuple(found)) for name, found in groups.items()
    )


def trend_direction(papers: Iterable[Paper], is_newer: dict[str, bool]) -> str:
    """`rising` or `falling`, if the newer half of the list has clearly more or fewer of the papers.

    Clearly means a difference of at least 1.5 standard deviations of chance, sqrt(total).
    """
    halves = Counter(is_newer[paper.id] for paper in papers if paper.id in is_newer)
    gain, total = halves[True] - halves[False], halves[True] + halves[False]
    if 4 * gain * gain < 9 * total or not gain:
        return ""
    return "rising" if gain > 0 else "falling"


def _is_in_newer_half(papers: Iterable[Paper]) -> dict[str, bool]:
    """For each dated paper whether it is in the newer half of the list."""
    dated = sorted((day.sort_key, p.id) for p in papers if (day := first_date(p)))
    return {id_: 2 * place >= len(dated) for place, (_, id_) in enumerate(dated)}


def _heat_level(count: int, total: int) -> int:
    """A level from 1 to `HEAT_LEVELS` by the share of a year's papers; 0 for no papers."""
    return (
        min(
            HEAT_LEVELS,
            1 + HEAT_LEVELS * 100 * count // ((total + _SMOOTHING_PAPERS) * _DARKEST_PERCENT),
        )
        if count
        else 0
    )


def year_range(papers: Iterable[Paper]) -> str:
    """The years as `2018-2025` with an en dash, a single year, or empty."""
    found = sorted(filter(None, map(first_year, papers)))
    if not found:
        return ""
    return str(found[0]) if found[0] == found[-1] else f"{found[0]}\u2013{found[-1]}"
