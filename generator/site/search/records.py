"""What can be found: papers, topics, tags, and the sections of pages written by hand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.search.facets import Facts, facts
from generator.site.views.parts import (
    newest_first,
    paper_path,
    publication_status,
    short_authors,
    tag_paths,
    tongue,
    topic_path,
)
from generator.text.publications import first_year, venue_name
from generator.text.sanitize import to_text
from generator.text.short_titles import system_name

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One thing that can be found, in plain text.

    `location` is its address below the site's root, `line` what is shown under the title after
    the authors, `page` the title of the page that a section is on, `language` that of the title if
    it has one of its own. `labels` and `clues` are looked for and not shown; clues tell no more
    than a word of the text. Papers alone have `facts`, by which they can be filtered.
    """

    location: str
    title: str
    text: str = ""
    line: str = ""
    page: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()
    facts: Facts | None = None

    @property
    def name(self) -> str:
        """What a title calls its work before the colon; empty without a colon."""
        return system_name(self.title)


def of_catalog(catalog: Catalog, urls: Mapping[str, str], words: Words) -> Iterator[Record]:
    """Papers newest first, as that decides between equals, then topics and tags.

    `urls` has the addresses of pages below the root, by path; what has no page is left out.
    """
    tags = tag_paths(catalog)
    for paper in newest_first(catalog.papers):
        if (path := paper_path(paper)) in urls:
            found = _paper(paper, catalog, urls[path], words)
            yield replace(found, facts=facts(paper, catalog, tags, words))
    for topic in catalog.topics:
        if (path := topic_path(topic.id)) in urls:
            yield Record(
                location=urls[path],
                title=to_text(topic.name),
                text=to_text(topic.description),
                clues=tuple(to_text(phrase.rstrip("*")) for phrase in topic.keywords),
                line=words("found_topic", len(catalog.by_topic[topic.id])),
            )
    for tag, path in tags.items():
        if path in urls:
            line = words("found_tag", len(catalog.by_tag[tag]))
            yield Record(location=urls[path], title=to_text(tag), line=line)


def _paper(paper: Paper, catalog: Catalog, location: str, words: Words) -> Record:
    topics = (catalog.topic_by_id[t].name for t in paper.topics if t in catalog.topic_by_id)
    owner = paper.organization
    year = str(first_year(paper) or "")
    labels = (*topics, *paper.tags, venue_name(paper), paper.series, year, paper.arxiv, paper.doi,
              *((owner.name, owner.handle) if owner else ()))  # fmt: skip
    count = "" if paper.authors else short_authors(paper, words)
    shown = (count, to_text(venue_name(paper)), year, publication_status(paper, words))
    return Record(
        location=location,
        title=to_text(paper.title),
        text=to_text(paper.abstract),
        line=" · ".join(filter(None, shown)),
        language=tongue(paper),
        authors=tuple(map(to_text, (paper.authors or paper.editors).texts)),
        labels=tuple(to_text(label) for label in labels if label),
    )


def of_entries(entries: Iterable[Mapping[str, str]]) -> Iterator[Record]:
    """Pages written by hand, a record a section, from the entries of MkDocs' search plugin.

    An entry has `location`, `title` and `text`, the last two in HTML; a page comes before its
    sections, whose locations have a `#`.
    """
    pages: dict[str, str] = {}
    for entry in entries:
        location, title = entry["location"], _shown(entry["title"])
        page, _, section = location.partition("#")
        if not section:
            pages[page] = title
        yield Record(
            location=location,
            title=title,
            text=_shown(entry["text"]),
            page=pages.get(page, title) if section else "",
        )


def _shown(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())
