"""What the cards of a list say, in plain text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.map import main_topic
from generator.site.map.atlas import hues
from generator.site.social_cards.types import SITE, Card
from generator.site.views.parts import paper_path, short_authors, topic_path, when
from generator.site.views.types import Site
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

FOLDER = "assets/cards"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Look:
    """What all cards of a list share; `hues` are the map's colours by group of topics."""

    site: Site
    words: Words
    primary: str
    hues: Mapping[str, int]


def cards(catalog: Catalog, site: Site, words: Words, primary: str) -> Iterator[Card]:
    """The card of every paper and topic, after the one that all other pages share."""
    look = _Look(site=site, words=words, primary=primary, hues=hues(catalog))
    yield _site(catalog, look)
    for paper in catalog.papers:
        yield _paper(paper, catalog.topic_by_id.get(main_topic(paper, catalog)), look)
    for topic in catalog.topics:
        yield _topic(topic, catalog, look)


def _site(catalog: Catalog, look: _Look) -> Card:
    site, papers = look.site, look.words("papers", len(catalog.papers))
    used = sum(bool(found) for found in catalog.by_topic.values())
    return Card(
        page=SITE,
        path=f"{FOLDER}/site.png",
        alt=": ".join(filter(None, (site.name, site.description))),
        site=site.url.partition("://")[2].rstrip("/"),
        primary=look.primary,
        title=site.name,
        lead=site.description,
        facts=look.words.listed((papers, look.words("topics", used))) if used else papers,
        dots=_dots(catalog, look.hues),
    )


def _dots(catalog: Catalog, colours: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """A point a paper, in the order of the map's legend."""
    counts: dict[int, int] = {}
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        hue = colours[topic.group] if topic else 0
        counts[hue] = counts.get(hue, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] == 0, pair[0])))


def _paper(paper: Paper, topic: Topic | None, look: _Look) -> Card:
    title, people = to_text(paper.title), short_authors(paper, look.words)
    if not people and paper.organization:
        people = paper.organization.name
    day = when(first_date(paper), look.words)
    place = venue_line(paper) or ("arXiv" if paper.arxiv else "")
    if day and place.endswith(f" {day.text}"):  # `NeurIPS 2019` says the year already
        day = None
    return Card(
        page=paper_path(paper),
        path=f"{FOLDER}/papers/{paper.id}.png",
        alt=title,
        site=look.site.name,
        primary=look.primary,
        label=to_text(topic.name) if topic else "",
        hue=look.hues[topic.group] if topic else 0,
        title=title,
        people=people,
        facts=" \u00b7 ".join(filter(None, (place, day.text if day else ""))),
    )


def _topic(topic: Topic, catalog: Catalog, look: _Look) -> Card:
    count, hue = len(catalog.by_topic[topic.id]), look.hues[topic.group]
    papers = look.words("papers", count)
    return Card(
        page=topic_path(topic.id),
        path=f"{FOLDER}/topics/{topic.id}.png",
        alt=f"{to_text(topic.name)}: {papers}",
        site=look.site.name,
        primary=look.primary,
        label=to_text(topic.group),
        hue=hue,
        title=to_text(topic.name),
        lead=to_text(topic.description),
        facts=papers,
        dots=((hue, count),),
    )
