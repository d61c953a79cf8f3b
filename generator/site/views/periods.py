"""Months and weeks in which papers were added, and which papers the page of each one has."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import Paper
from generator.site.views.parts import addition_sort_key

ADDITIONS_PAGE = "new/index.md"
MAX_PAPERS_ON_PAGE = 100  # a month of more is split into weeks, a week of more into parts
_DAYS_AFTER_MONDAY = timedelta(days=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A calendar month, or a week by ISO 8601, which belongs to the year of its Thursday.

    Attributes:
        year: the year of the month or of the week.
        number: of the month, or of the week in its year.
        is_week: whether it is a week.
    """

    year: int
    number: int
    is_week: bool = False

    @classmethod
    def month_of(cls, day: date) -> "Period":
        """The month of a day."""
        return cls(year=day.year, number=day.month)

    @classmethod
    def week_of(cls, day: date) -> "Period":
        """The week of a day."""
        year, week, _ = day.isocalendar()
        return cls(year=year, number=week, is_week=True)

    @property
    def name(self) -> str:
        """Its name in addresses: `2026-11`, `2026-w47`."""
        return f"{self.year:04}-{'w' if self.is_week else ''}{self.number:02}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        if self.is_week:
            return date.fromisocalendar(self.year, self.number, 1)
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        if self.is_week:
            return self.first_day + min(_DAYS_AFTER_MONDAY, date.max - self.first_day)
        return date(self.year, self.number, monthrange(self.year, self.number)[1])


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodPage:
    """What the page of a month or week has.

    Attributes:
        period: the month or week.
        count: how many papers were added in it.
        papers: those on this page, newest first; none if the page has `weeks`.
        weeks: the first pages of the weeks of a month that is split, newest first.
        part: which part of the period this is, from 1.
        parts: how many pages the period has.
    """

    period: Period
    count: int
    papers: Sequence[Paper] = ()
    weeks: tuple["PeriodPage", ...] = ()
    part: int = 1
    parts: int = 1

    @property
    def path(self) -> str:
        """The path of the page."""
        return period_path(self.period, self.part)


def period_path(period: Period, part: int = 1) -> str:
    """The path of a page of a month or week: `new/2026-w47.md`, `new/2026-w47-part-2.md`."""
    return f"new/{period.name}{f'-part-{part}' if part > 1 else ''}.md"


def sort_newest_additions(papers: Iterable[Paper]) -> list[Paper]:
    """The papers that say when they were added, newest additions first."""
    return sorted((p for p in papers if p.added), key=addition_sort_key, reverse=True)


def period_pages(papers: Iterable[Paper]) -> tuple[PeriodPage, ...]:
    """The pages of all months and weeks, newest first; a month before its weeks.

    A week is shown whole, also in a month that has only some of its days.
    """
    months: defaultdict[Period, list[Paper]] = defaultdict(list)
    weeks: defaultdict[Period, list[Paper]] = defaultdict(list)
    for paper in sort_newest_additions(papers):
        if paper.added:
            months[Period.month_of(paper.added)].append(paper)
            weeks[Period.week_of(paper.added)].append(paper)
    made: dict[str, PeriodPage] = {}
    for month, added in months.items():
        used = list(dict.fromkeys(Period.week_of(paper.added) for paper in added if paper.added))
        if len(added) <= MAX_PAPERS_ON_PAGE or len(used) == 1:
            made |= {page.path: page for page in _parts(month, added)}
            continue
        pages = [page for week in used for page in _parts(week, weeks[week])]
        first = tuple(page for page in pages if page.part == 1)
        split = PeriodPage(period=month, count=len(added), weeks=first)
        made |= {page.path: page for page in (split, *pages)}
    return tuple(made.values())


def _parts(period: Period, papers: Sequence[Paper]) -> Iterator[PeriodPage]:
    starts = range(0, len(papers), MAX_PAPERS_ON_PAGE)
    for part, start in enumerate(starts, start=1):
        yield PeriodPage(period=period, count=len(papers), part=part, parts=len(starts),
                         papers=papers[start : start + MAX_PAPERS_ON_PAGE])  # fmt: skip
