"""The page of the reader's own marks, which only the browser knows, and the titles it shows.

The titles are plain text, which `marks-page.js` shows as text and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import Catalog
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.views.parts import former
from generator.site.views.types import Card, Site
from generator.text.characters import replace_invisible
from generator.text.sanitize import to_text

PAGE, TITLES = "marks.md", "papers/titles.js"


@dataclass(frozen=True, kw_only=True, slots=True)
class MarksView:
    """What the page needs; `ending` is what the address of a paper's page ends with."""

    site: str
    ending: str


def marks_view(site: Site) -> MarksView:
    """The page of the reader's own marks."""
    return MarksView(site=site.name, ending="/" if site.directory_urls else ".html")


def titles(catalog: Catalog, cards: Mapping[str, Card], words: Words) -> str:
    """A script with each paper's title and line by id, and the ids that papers had before."""
    papers = {
        p.id: [to_text(p.title), replace_invisible(_line(cards[p.id], words))]
        for p in catalog.papers
    }
    aliases = {
        alias: paper.id
        for paper in reversed(catalog.papers)
        for alias in former(paper)
        if alias not in papers
    }
    return data_script({"papers": papers, "aliases": aliases})


def _line(card: Card, words: Words) -> str:
    day = card.when.text if card.when else words("undated")
    return " · ".join(filter(None, (day, card.authors, card.venue)))
