"""The pages of parts: of a year or month of the timeline, a large topic, or a much-used tag."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.model import Paper
from generator.site.i18n import Words
from generator.site.views.paging import UNDATED, Part
from generator.site.views.parts import limit_takeaways
from generator.site.views.types import FileLink, PageLink, PaperCard
from generator.text.sanitize import escape, to_heading, to_text

MAX_CARDS_BEFORE_PARTS = 30  # on a page whose papers are all on the pages of its parts


@dataclass(frozen=True, kw_only=True, slots=True)
class PartView:
    """A page with a part of the papers of another page, or with links to the parts of a year.

    Attributes:
        whole: the page of which this is a part.
        anchor: where on that page the parts are; empty if at its beginning.
        name: the heading.
        title: the same as plain text.
        count: the number of its papers.
        cards: its papers; none if it has `parts`.
        parts: the pages of the months.
        older: the page of older papers.
        newer: the page of newer papers.
        files: the files of its papers.
        everywhere: the page with the papers of all lists, on that of a topic in one of several.
    """

    whole: PageLink
    anchor: str
    name: Markup
    title: str
    count: int
    cards: tuple[PaperCard, ...]
    parts: tuple[PageLink, ...] = ()
    older: PageLink | None
    newer: PageLink | None
    files: tuple[FileLink, ...] = ()
    everywhere: PageLink | None = None


@dataclass(frozen=True, kw_only=True)
class PartPages:
    """The pages of the parts of one page.

    Attributes:
        whole: the page itself.
        name: what all headings begin with, as captured; empty for years and months alone.
        anchor: where on that page the parts are; empty if each year has an anchor.
        stem: the beginning of their paths: `topics/by-year/moe-`.
        parts: the parts, newest first.
        cards: the cards of papers, by id.
        words: the texts of the interface.
    """

    whole: PageLink
    name: str = ""
    anchor: str = ""
    stem: str
    parts: Sequence[Part]
    cards: Mapping[str, PaperCard]
    words: Words

    def links(self) -> tuple[PageLink, ...]:
        """The links to all parts, with their numbers of papers."""
        return tuple(map(self._link, self.parts))

    def views(self) -> Iterator[tuple[str, PartView]]:
        """The path and view of each page."""
        for place, part in enumerate(self.parts):
            newer = self.parts[place - 1] if place else None
            older = self.parts[place + 1] if place + 1 < len(self.parts) else None
            yield (
                self._path(part),
                PartView(
                    whole=self.whole,
                    anchor=self.anchor or part.year,
                    name=self._heading(part),
                    title=self._title(part),
                    count=len(part.papers),
                    cards=self.cards_of(part.papers),
                    newer=self._link(newer) if newer else None,
                    older=self._link(older) if older else None,
                ),
            )

    def cards_of(self, papers: Sequence[Paper]) -> tuple[PaperCard, ...]:
        """The cards of some papers."""
        return limit_takeaways((self.cards[paper.id] for paper in papers), 0)

    def _heading(self, part: Part) -> Markup:
        label = part_label(part, self.words)
        if not self.name:
            return escape(label)
        return self.words.html("labelled", name=to_heading(self.name), text=label)

    def _title(self, part: Part) -> str:
        label = part_label(part, self.words)
        if not self.name:
            return label
        return self.words("labelled", name=to_text(self.name), text=label)

    def _link(self, part: Part) -> PageLink:
        name = to_heading(part_label(part, self.words))
        return PageLink(name=name, path=self._path(part), count=len(part.papers))

    def _path(self, part: Part) -> str:
        return f"{self.stem}{part.name}.md"


def part_label(part: Part, words: Words) -> str:
    """The name of a part for readers: `2023`, `November 2023 (2/3)`."""
    if not part.first_year:
        label = words("undated_papers")
    elif part.month:
        label = words.format_month(date(part.first_year, part.month, 1))
    elif UNDATED in part.name:
        label = words("month_not_stated", year=str(part.first_year))
    elif part.first_year == part.last_year:
        label = str(part.first_year)
    else:
        label = f"{part.first_year}\u2013{part.last_year}"
    if part.parts == 1:
        return label
    return words("part_of", name=label, part=part.number, all=part.parts)
