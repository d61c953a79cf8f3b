"""The page of the reader's own marks, which only the browser has, and the titles it shows.

The titles are plain text: `marks-page.js` never inserts them as HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import Catalog
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.views.parts import valid_aliases
from generator.site.views.types import PaperCard, Site
from generator.text.characters import replace_invisible
from generator.text.sanitize import to_text

MARKS_PAGE, TITLES_PATH = "marks.md", "papers/titles.js"


@dataclass(frozen=True, kw_only=True, slots=True)
class MarksView:
    """The page of the reader's marks; `ending` is the end of the URLs of paper pages."""

    site: str
    ending: str


def marks_view(site: Site) -> MarksView:
    """The page of the reader's own marks."""
    return MarksView(site=site.name, ending="/" if site.directory_urls else ".html")


def titles_script(catalog: Catalog, cards: Mapping[str, PaperCard], words: Words) -> str:
    """The data script with each paper's title and byline by id, and the ids of aliases."""
    papers = {
        p.id: [to_text(p.title), replace_invisible(_byline(cards[p.id], words))]
        for p in catalog.papers
    }
    aliases = {
        alias: paper.id
        for paper in reversed(catalog.papers)
        for alias in valid_aliases(paper)
        if alias not in papers
    }
    return data_script({"papers": papers, "aliases": aliases})


def _byline(card: PaperCard, words: Words) -> str:
    day = card.date.text if card.date else words("undated")
    return " · ".join(filter(None, (day, card.authors, card.venue)))
