"""What the cards of a list say, in plain text."""

from collections.abc import Iterator, Mapping

from generator.cards.types import SITE, Card
from generator.layout import main_topic
from generator.markup import to_text
from generator.model import Catalog, Paper, Topic
from generator.names import plural
from generator.views.atlas import hues
from generator.views.parts import paper_path, short_authors, topic_path, when
from generator.views.types import Site

FOLDER = "assets/cards"


def cards(catalog: Catalog, site: Site, primary: str) -> Iterator[Card]:
    """The card of every paper and topic, after the one that all other pages share."""
    colours = hues(catalog)
    yield _site(catalog, site, primary, colours)
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        yield _paper(paper, topic, site, primary, colours)
    for topic in catalog.topics:
        yield _topic(topic, catalog, site, primary, colours)


def _site(catalog: Catalog, site: Site, primary: str, colours: Mapping[str, int]) -> Card:
    papers = plural(len(catalog.papers), "paper")
    used = sum(bool(found) for found in catalog.by_topic.values())
    return Card(
        page=SITE,
        path=f"{FOLDER}/site.png",
        alt=": ".join(filter(None, (site.name, site.description))),
        site=site.url.partition("://")[2].rstrip("/"),
        primary=primary,
        title=site.name,
        lead=site.description,
        facts=", ".join((papers, plural(used, "topic"))) if used else papers,
        dots=_dots(catalog, colours),
    )


def _dots(catalog: Catalog, colours: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """A point a paper, in the order of the map's legend."""
    counts: dict[int, int] = {}
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        hue = colours[topic.group] if topic else 0
        counts[hue] = counts.get(hue, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] == 0, pair[0])))


def _paper(
    paper: Paper, topic: Topic | None, site: Site, primary: str, colours: Mapping[str, int]
) -> Card:
    title, people = to_text(paper.title), short_authors(paper)
    if not people and paper.organization:
        people = paper.organization.name
    day = when(paper.published)
    place = paper.venue or ("arXiv" if paper.arxiv else "")
    return Card(
        page=paper_path(paper),
        path=f"{FOLDER}/papers/{paper.id}.png",
        alt=title,
        site=site.name,
        primary=primary,
        label=to_text(topic.name) if topic else "",
        hue=colours[topic.group] if topic else 0,
        title=title,
        people=people,
        facts=" \u00b7 ".join(filter(None, (place, day.text if day else ""))),
    )


def _topic(
    topic: Topic, catalog: Catalog, site: Site, primary: str, colours: Mapping[str, int]
) -> Card:
    count, hue = len(catalog.by_topic[topic.id]), colours[topic.group]
    papers = plural(count, "paper")
    return Card(
        page=topic_path(topic.id),
        path=f"{FOLDER}/topics/{topic.id}.png",
        alt=f"{to_text(topic.name)}: {papers}",
        site=site.name,
        primary=primary,
        label=to_text(topic.group),
        hue=hue,
        title=to_text(topic.name),
        lead=to_text(topic.description),
        facts=papers,
        dots=((hue, count),),
    )
