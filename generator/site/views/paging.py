"""Papers of long pages in parts, each with an address that stays as the list grows.

Parts follow the dates of publication, the oldest first. New papers are mostly newer than all
others, so they change the newest part and begin further ones; the older ones stay as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model import Paper
from generator.site.views.parts import sort_newest_first
from generator.text.publications import first_date, first_year

MAX_CARDS_ON_PAGE = 150  # about 100 kB of HTML
MAX_PAPERS_ON_OWN_PAGE = 80  # of a topic or tag, whose page has more than cards
UNDATED = "undated"
_MONTHS = range(1, 13)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some papers of a long page, newest first.

    Attributes:
        name: its name in addresses: `2019`, `2023-part-2`, `2023-05`, `undated`.
        first_year: the year of its oldest paper; 0 for undated papers.
        last_year: the year of its newest paper.
        month: the month of all its papers; 0 if it is not about a month.
        papers: the papers.
        number: which part of the year or month it is, from 1, the oldest first.
        parts: how many parts the year or month has.
    """

    name: str
    first_year: int
    last_year: int
    month: int = 0
    papers: Sequence[Paper]
    number: int = 1
    parts: int = 1

    @property
    def year(self) -> str:
        """The year with which it begins, or `undated`."""
        return _name(self.first_year)


def parts_by_year(papers: Iterable[Paper], max_papers: int | None = None) -> tuple[Part, ...]:
    """The papers in parts, newest first: a year, or several consecutive years of few papers.

    A part is named after its first year, so its name stays when a further year joins it. A year of
    too many papers has numbered parts. Two neighbouring parts have more than `max_papers`, so there
    are at most `2 * len(papers) / max_papers + 2`, over however many years.
    """
    limit = max_papers or MAX_CARDS_ON_PAGE
    runs: list[list[Paper]] = []
    for year, found in groupby(reversed(sort_newest_first(papers)), key=_year):
        of_year = list(found)
        joins = runs and year and _year(runs[-1][0])
        if joins and len(runs[-1]) + len(of_year) <= limit:
            runs[-1] += of_year
        else:
            runs.append(of_year)
    made = [
        part for run in runs
        for part in _numbered(_name(_year(run[0])), run[::-1], limit)
    ]  # fmt: skip
    return tuple(reversed(made))


def parts_of_year(
    year: str, papers: Iterable[Paper], max_papers: int | None = None
) -> tuple[Part, ...]:
    """The papers of one year in parts, newest first: its months, those without a month last.

    The year itself, if there are few papers or none says its month.
    """
    limit = max_papers or MAX_CARDS_ON_PAGE
    newest_first = sort_newest_first(papers)
    by_month: dict[int, list[Paper]] = {month: [] for month in (*reversed(_MONTHS), 0)}
    for paper in newest_first:
        by_month[_month(paper)].append(paper)
    if len(newest_first) <= limit or len(by_month[0]) == len(newest_first):
        return tuple(_numbered(year, newest_first, limit))[::-1]
    return tuple(
        part
        for month, of_month in by_month.items() if of_month
        for part in reversed([*_numbered(f"{year}-{month:02}" if month else f"{year}-{UNDATED}",
                                         of_month, limit, month)])
    )  # fmt: skip


def _numbered(
    name: str, newest_first: Sequence[Paper], max_papers: int, month: int = 0
) -> Iterator[Part]:
    """The papers in parts of at most `max_papers`, the oldest first."""
    oldest_first = newest_first[::-1]
    starts = range(0, len(oldest_first), max_papers)
    for number, start in enumerate(starts, start=1):
        papers = oldest_first[start : start + max_papers][::-1]
        yield Part(
            name=name if number == 1 else f"{name}-part-{number}",
            first_year=_year(papers[-1]), last_year=_year(papers[0]), month=month,
            papers=papers, number=number, parts=len(starts),
        )  # fmt: skip


def _name(year: int) -> str:
    return str(year) if year else UNDATED


def _year(paper: Paper) -> int:
    return first_year(paper) or 0


def _month(paper: Paper) -> int:
    day = first_date(paper)
    return (day.month or 0) if day else 0
