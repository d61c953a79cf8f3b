"""Feeds of papers and their items, as both formats of feeds state them.

No clock and no version control is read: all dates are in papers' files. So a build says the same on
every machine and every day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import Paper
from generator.text.publications import first_date

PDF, PDF_TYPE = "PDF", "application/pdf"


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed of the site: its papers, and where it is.

    Attributes:
        title: its name, as plain text.
        stem: its path without the ending of its format: `topics/moe.feed`.
        page: the path of the page that shows the same papers.
        papers: its papers, newest additions first.
        has_json: whether it is made as JSON Feed, too.
    """

    title: str
    stem: str
    page: str
    papers: Sequence[Paper]
    has_json: bool = True

    @property
    def atom_path(self) -> str:
        """The path of the feed in Atom."""
        return f"{self.stem}.xml"

    @property
    def json_path(self) -> str:
        """The path of the feed in JSON Feed; empty if it is not made."""
        return f"{self.stem}.json" if self.has_json else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedHead:
    """What a feed says of itself in one format.

    Attributes:
        title: its name, as plain text.
        page: the URL of the page that shows the same papers.
        url: the URL of the feed itself.
        language: of its title, and of the words around the papers' own texts.
        icon: the URL of the site's icon; empty if it is not known.
    """

    title: str
    page: str
    url: str
    language: str
    icon: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """A paper in a feed.

    Attributes:
        id: a URL that stays the same if the paper gets another id.
        url: the URL of the paper's page.
        title: its title as plain text.
        language: the language of its title, as a tag; empty if not known.
        authors: its authors, or its editors.
        published: the day it joined the list, as ISO 8601; empty if not known.
        updated: the last day on which its file is known to have changed, in the same form.
        summary: its takeaway; empty without one.
        content: its facts, its takeaway, the editors' note and the abstract, as HTML.
        topics: the names of its topics by their ids.
        external_url: where the paper itself is; empty if not known.
        links: the URLs of its PDF and code, by what readers call them; that of the PDF is `PDF`.
    """

    id: str
    url: str
    title: str
    language: str
    authors: tuple[str, ...]
    published: str
    updated: str
    summary: str
    content: str
    topics: Mapping[str, str]
    external_url: str
    links: Mapping[str, str]


def last_change(paper: Paper) -> date | None:
    """The last day on which a paper's file is known to have changed.

    That is the day it was added, or one on which a source was captured after that. Atom needs a day
    for each entry, so without either it is that of the first publication; None if that is unknown.
    """
    captured = (source.captured for source in paper.sources)
    exact = (day.exact_day for day in captured if day and not day.qualifier)
    days = [day for day in (*exact, paper.added) if day]
    first = first_date(paper)
    return max(days, default=first.earliest if first and first.year else None)


def timestamp(day: str) -> str:
    """Midnight UTC of a day, as RFC 3339 writes it; empty if the day is."""
    return f"{day}T00:00:00Z" if day else ""
