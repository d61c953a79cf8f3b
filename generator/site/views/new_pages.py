"""What was added to the list: the page "New", and a page for each month or week with additions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.views.feeds import LIST_STEM, feed_links
from generator.site.views.parts import date_text, display_date
from generator.site.views.periods import (
    Period,
    PeriodPage,
    period_pages,
    sort_newest_additions,
)
from generator.site.views.types import (
    CardGroup,
    FileLink,
    LinkGroup,
    PageLink,
    PaperCard,
    Site,
    VisitsView,
)
from generator.text.memo import kept_call
from generator.text.sanitize import escape, to_heading

MAX_NEWEST_ON_INDEX = 20
MIN_PAPERS_FOR_TOPICS = 13  # a page of fewer papers has no headings
MIN_PAPERS_OF_TOPIC = 3  # under a heading of their own
MAX_DAYS = 40  # of which the number of additions is told to the browser


@dataclass(frozen=True, kw_only=True, slots=True)
class NewView:
    """The page "New"; `without_day` papers do not say when they were added."""

    cards: tuple[PaperCard, ...]
    visits: VisitsView | None
    years: tuple[LinkGroup, ...]
    without_day: int
    feeds: tuple[FileLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodView:
    """The page of a month or week.

    It has `cards`, or if there are many, `groups` by topic, or `weeks` with pages of their own.
    `previous` is the older page of papers, `next` the newer one; of a month with `weeks`, they are
    those of the other months.
    """

    title: str
    intro: str
    cards: tuple[PaperCard, ...]
    groups: tuple[CardGroup, ...]
    weeks: tuple[PageLink, ...]
    previous: PageLink | None
    next: PageLink | None
    feeds: tuple[FileLink, ...]


@dataclass(frozen=True, kw_only=True)
class NewPages:
    """All pages of additions; `cards` are those of all papers by id."""

    catalog: Catalog
    cards: Mapping[str, PaperCard]
    site: Site
    words: Words

    @cached_property
    def newest(self) -> Sequence[Paper]:
        """The papers that say when they were added, newest first."""
        return sort_newest_additions(self.catalog.papers)

    @cached_property
    def pages(self) -> tuple[PeriodPage, ...]:
        """The pages of months and weeks, newest first."""
        return period_pages(self.newest)

    @property
    def _feeds(self) -> tuple[FileLink, ...]:
        return feed_links(LIST_STEM) if self.site.url else ()

    def index(self) -> NewView:
        """The page "New"."""
        months = [page for page in self.pages if page.part == 1 and not page.period.is_week]
        return NewView(
            cards=self.cards_of(self.newest[:MAX_NEWEST_ON_INDEX]),
            visits=self.visits,
            years=tuple(
                LinkGroup(name=str(year), refs=tuple(map(self._month_link, of_year)))
                for year, of_year in groupby(months, key=lambda page: page.period.year)
            ),
            without_day=len(self.catalog.papers) - len(self.newest),
            feeds=self._feeds,
        )

    def page(self, page: PeriodPage) -> PeriodView:
        """The page of a month or week."""
        previous, following = self._neighbours[page.path]
        has_groups = len(page.papers) >= MIN_PAPERS_FOR_TOPICS
        groups = tuple(self._topic_groups(page.papers)) if has_groups else ()
        return PeriodView(
            title=self.title(page),
            intro=self._intro(page),
            cards=() if groups else self.cards_of(page.papers),
            groups=groups,
            weeks=tuple(map(self._link, page.weeks)),
            previous=self._link(previous) if previous else None,
            next=self._link(following) if following else None,
            feeds=self._feeds,
        )

    def title(self, page: PeriodPage) -> str:
        """The title of a page: `Added in November 2026`."""
        period = page.period
        if period.is_week:
            week = {"week": str(period.number), "year": str(period.year)}
            title = self.words("added_in_week", **week)
        else:
            title = self.words("added_in_month", month=self.words.format_month(period.first_day))
        return self._with_part(title, page)

    def description(self, page: PeriodPage) -> str:
        """The description of a page."""
        return self.words("about_period", page.count, period=self._days(page.period))

    def _intro(self, page: PeriodPage) -> str:
        papers = self.words("papers", page.count)
        if not page.period.is_week:
            return papers
        return self.words("labelled", name=self._days(page.period), text=papers)

    def _days(self, period: Period) -> str:
        """The days of a week, or the month."""
        if not period.is_week:
            return self.words.format_month(period.first_day)
        first, last = (date_text(day, self.words) for day in (period.first_day, period.last_day))
        return self.words("days", first=first, last=last)

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[PeriodPage | None, PeriodPage | None]]:
        """The older and the newer page of each one."""
        with_papers = [page for page in self.pages if page.papers]
        with_papers.sort(key=lambda page: (page.period.first_day, -page.part))
        found = _neighbours(with_papers)
        months = [page for page in self.pages if page.part == 1 and not page.period.is_week]
        of_months = _neighbours(months[::-1])
        return found | {page.path: of_months[page.path] for page in months if page.weeks}

    def _month_link(self, page: PeriodPage) -> PageLink:
        name = self.words.month_name(page.period.first_day)
        return PageLink(name=escape(name), path=page.path, count=page.count)

    def _link(self, page: PeriodPage) -> PageLink:
        name = self._with_part(self._days(page.period), page)
        return PageLink(name=escape(name), path=page.path, count=page.count)

    def _with_part(self, name: str, page: PeriodPage) -> str:
        if page.parts == 1:
            return name
        return self.words("part_of", name=name, part=str(page.part), all=str(page.parts))

    def cards_of(self, papers: Sequence[Paper]) -> tuple[PaperCard, ...]:
        """The cards of papers with the days on which they were added."""
        return tuple(
            kept_call(_with_day, (self.cards[paper.id], paper, self.words), _with_day)
            for paper in papers
        )

    def _topic_groups(self, papers: Sequence[Paper]) -> Iterator[CardGroup]:
        for topic, listed in group_by_topic(papers, self.catalog.topics, MIN_PAPERS_OF_TOPIC):
            name = to_heading(topic.name) if topic else self.words("more_papers")
            yield CardGroup(name=name, cards=self.cards_of(listed))

    @cached_property
    def visits(self) -> VisitsView | None:
        """What the browser needs to say what is new; None if no paper says when it was added."""
        counts = Counter(paper.added for paper in self.newest)
        newest = display_date(next(iter(counts), None), self.words)
        days = " ".join(f"{day}:{count}" for day, count in islice(counts.items(), MAX_DAYS))
        has_older = len(counts) > MAX_DAYS
        return VisitsView(newest=newest, counts=days, has_older=has_older) if newest else None


def _with_day(card: PaperCard, paper: Paper, words: Words) -> PaperCard:
    return replace(card, added=display_date(paper.added, words))


def _neighbours(
    pages: Sequence[PeriodPage],
) -> dict[str, tuple[PeriodPage | None, PeriodPage | None]]:
    """The page before and the page after each one."""
    before, after = [None, *pages[:-1]], [*pages[1:], None]
    return {
        page.path: (older, newer) for page, older, newer in zip(pages, before, after, strict=True)
    }


def group_by_topic(
    papers: Sequence[Paper], topics: Sequence[Topic], min_papers: int
) -> Iterator[tuple[Topic | None, Sequence[Paper]]]:
    """Papers by their first topic, in the order of topics; the others last, with None.

    No groups if there would be only one.
    """
    by_topic: dict[str, list[Paper]] = {topic.id: [] for topic in topics}
    for paper in papers:
        first = next((id_ for id_ in paper.topics if id_ in by_topic), None)
        if first:
            by_topic[first].append(paper)
    chosen = [topic for topic in topics if len(by_topic[topic.id]) >= min_papers]
    grouped = {paper.id for topic in chosen for paper in by_topic[topic.id]}
    others = [paper for paper in papers if paper.id not in grouped]
    if len(chosen) + bool(others) > 1:
        yield from ((topic, by_topic[topic.id]) for topic in chosen)
        if others:
            yield None, others
