"""The timeline: topics and papers by year; pages of the years and months of a long list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.views import charts
from generator.site.views.drawings import TimelineView, TimelineYear
from generator.site.views.paging import UNDATED, Part, parts_of_year
from generator.site.views.part_pages import PartPages, PartView
from generator.site.views.parts import limit_takeaways, sort_newest_first
from generator.site.views.reference_files import file_links, year_stem
from generator.site.views.types import PageLink, PaperCard, Site
from generator.text.publications import first_year
from generator.text.sanitize import escape

TIMELINE_PAGE = "timeline.md"
MAX_CARDS_ON_TIMELINE = 130  # below the table of topics; a longer list has pages of years


@dataclass(frozen=True, kw_only=True)
class TimelinePages:
    """The timeline and its pages; `cards` are those of all papers by id."""

    catalog: Catalog
    cards: Mapping[str, PaperCard]
    site: Site
    words: Words

    def index(self) -> TimelineView:
        """The timeline: the papers of all years, or links to their pages."""
        columns = charts.trend_columns(self.catalog.papers, self.words)
        return TimelineView(
            years=columns.headings,
            has_quarters=columns.are_quarters,
            left_out=columns.left_out,
            topics=charts.topic_trends(
                self.catalog, columns, TIMELINE_PAGE, directory_urls=self.site.directory_urls
            ),
            groups=tuple(map(self._year, self._years)),
        )

    def pages(self) -> Iterator[tuple[str, PartView]]:
        """The path and view of the page of each year and month; none for a short list."""
        if not self._has_pages:
            return
        parts = [part for year in self._years for part in self._parts[year]]
        pages = self._part_pages(parts)
        made = dict(pages.views())
        for year in self._years:
            path = f"{year_stem(year)}.md"
            if path not in made:  # its months have pages
                yield path, self._year_page(year)
        yield from made.items()

    def _year_page(self, year: str) -> PartView:
        """The page of a year of many papers, with links to its months."""
        pages = self._part_pages(self._parts[year])
        return PartView(
            whole=pages.whole,
            anchor=year,
            name=escape(self._name(year)),
            title=self._name(year),
            count=len(self._years[year]),
            cards=(),
            older=None,
            newer=None,
            files=file_links(year_stem(year), self.site.slug),
            parts=pages.links(),
        )

    @property
    def _has_pages(self) -> bool:
        return len(self.catalog.papers) > MAX_CARDS_ON_TIMELINE

    @cached_property
    def _years(self) -> Mapping[str, list[Paper]]:
        """The papers by year, both newest first; undated ones last."""
        found: dict[str, list[Paper]] = {}
        for paper in sort_newest_first(self.catalog.papers):
            found.setdefault(str(first_year(paper) or UNDATED), []).append(paper)
        return found

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Part, ...]]:
        return {year: parts_of_year(year, papers) for year, papers in self._years.items()}

    def _part_pages(self, parts: list[Part] | tuple[Part, ...]) -> PartPages:
        return PartPages(
            whole=PageLink(name=Markup(), path=TIMELINE_PAGE), stem="timeline/", parts=parts,
            cards=self.cards, words=self.words,
        )  # fmt: skip

    def _year(self, year: str) -> TimelineYear:
        papers = self._years[year]
        pages = self._part_pages(self._parts[year]).links() if self._has_pages else ()
        return TimelineYear(
            name=self._name(year),
            anchor=year,
            count=len(papers),
            cards=()
            if self._has_pages
            else limit_takeaways((self.cards[paper.id] for paper in papers), 0),
            pages=pages,
            files=file_links(year_stem(year), self.site.slug),
        )

    def _name(self, year: str) -> str:
        return self.words("undated_papers") if year == UNDATED else year
