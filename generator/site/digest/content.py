"""Which papers a digest has, and what it says of each; all forms show the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.page_urls import page_url
from generator.site.views.new_pages import (
    MIN_PAPERS_FOR_TOPICS,
    MIN_PAPERS_OF_TOPIC,
    group_by_topic,
)
from generator.site.views.parts import (
    date_text,
    file_urls,
    lang_attribute,
    paper_path,
    publication_status_label,
    short_author_list,
    source_url,
)
from generator.site.views.periods import (
    ADDITIONS_PAGE,
    Period,
    period_path,
    sort_newest_additions,
)
from generator.site.views.types import Site
from generator.text.characters import visible_line
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

MAX_PAPERS = 100  # mail programs hide the rest of longer messages


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestPaper:
    """A paper in a digest; all texts but `note` are plain.

    Attributes:
        title: its title.
        language: the language of its title, as a tag; empty if not known.
        url: the URL of its page.
        facts: its status, authors, date of publication and venue, as far as they are known.
        takeaway: what to remember of it, in one sentence; empty if the editors wrote none.
        note: the editors' note, as Markdown; empty if there is none.
        links: the URLs of the paper itself, its PDF and its code, by what readers call them.
    """

    title: str
    language: str
    url: str
    facts: tuple[str, ...]
    takeaway: str
    note: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestSection:
    """Papers under the name of a topic, or without a heading."""

    heading: str
    papers: tuple[DigestPaper, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """What was added in some time.

    Attributes:
        title: the name of the site, and the time.
        count: how many papers were added.
        sections: the newest `MAX_PAPERS` of them.
        url: the page with all of them.
    """

    title: str
    count: int
    sections: tuple[DigestSection, ...]
    url: str

    @property
    def papers(self) -> tuple[DigestPaper, ...]:
        """The papers of all sections."""
        return tuple(paper for section in self.sections for paper in section.papers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The days of a digest, both included; `last` is None for all days from the first on."""

    first: date
    last: date | None

    @property
    def month(self) -> Period | None:
        """The month that these days are; None if they are something else."""
        month = Period.month_of(self.first)
        return month if (month.first_day, month.last_day) == (self.first, self.last) else None

    def has(self, day: date | None) -> bool:
        """Whether a day is one of these."""
        return day is not None and self.first <= day <= (self.last or date.max)


def month_span(day: date) -> Span:
    """The days of the month of a day."""
    month = Period.month_of(day)
    return Span(first=month.first_day, last=month.last_day)


def last_month(catalog: Catalog) -> Span | None:
    """The last month in which a paper was added; None if no paper says when it was added."""
    newest = max((paper.added for paper in catalog.papers if paper.added), default=None)
    return month_span(newest) if newest else None


def digest(catalog: Catalog, span: Span, site: Site, words: Words) -> Digest:
    """The papers that were added in a span of days, by topic if they are many."""
    added = sort_newest_additions(paper for paper in catalog.papers if span.has(paper.added))
    shown = added[:MAX_PAPERS]
    path = period_path(span.month) if span.month and added else ADDITIONS_PAGE
    return Digest(
        title=words("labelled", name=visible_line(site.name), text=_title(span, words)),
        count=len(added),
        sections=tuple(_sections(catalog, shown, site, words)),
        url=page_url(path, site),
    )


def _title(span: Span, words: Words) -> str:
    if span.month:
        return words("added_in_month", month=words.format_month(span.first))
    first = date_text(span.first, words)
    if span.last is None:
        return words("added_since", day=first)
    return words("added_days", days=words("days", first=first, last=date_text(span.last, words)))


def _sections(
    catalog: Catalog, papers: Sequence[Paper], site: Site, words: Words
) -> Iterator[DigestSection]:
    is_long = len(papers) >= MIN_PAPERS_FOR_TOPICS
    groups = [*group_by_topic(papers, catalog.topics, MIN_PAPERS_OF_TOPIC)] if is_long else []
    for topic, listed in groups:
        heading = to_text(topic.name) if topic else words("more_papers")
        yield DigestSection(heading=heading, papers=_papers(listed, site, words))
    if papers and not groups:
        yield DigestSection(heading="", papers=_papers(papers, site, words))


def _papers(papers: Sequence[Paper], site: Site, words: Words) -> tuple[DigestPaper, ...]:
    return tuple(_paper(paper, site, words) for paper in papers)


def _paper(paper: Paper, site: Site, words: Words) -> DigestPaper:
    first = first_date(paper)
    facts = (
        publication_status_label(paper, words),
        words("editors_pick") if paper.recommended else "",
        short_author_list(paper, words),
        date_text(first, words) if first else words("undated"),
        venue_line(paper),
    )
    own = source_url(paper)
    links = {own.partition("://")[2].partition("/")[0]: own, **file_urls(paper, words)}
    return DigestPaper(
        title=to_text(paper.title),
        language=str(lang_attribute(paper)),
        url=page_url(paper_path(paper), site),
        facts=tuple(visible_line(fact) for fact in facts if fact),
        takeaway=to_text(paper.takeaway),
        note=paper.note,
        links=tuple((name, url) for name, url in links.items() if url),
    )
