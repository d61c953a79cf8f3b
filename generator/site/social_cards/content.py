"""What the cards of a list say, in plain text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.map import main_topic
from generator.site.map.atlas import group_hues
from generator.site.social_cards.types import SITE_PAGE, SocialCard
from generator.site.views.parts import display_date, paper_path, short_author_list, topic_path
from generator.site.views.types import Site
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

CARDS_FOLDER = "assets/cards"


@dataclass(frozen=True, kw_only=True, slots=True)
class _SharedContent:
    """What all cards of a list share; `hues` are the map's colours by group of topics."""

    site: Site
    words: Words
    primary: str
    hues: Mapping[str, int]


def make_cards(catalog: Catalog, site: Site, words: Words, primary: str) -> Iterator[SocialCard]:
    """The card of every paper and topic, after the one that all other pages share."""
    look = _SharedContent(site=site, words=words, primary=primary, hues=group_hues(catalog))
    yield _site_card(catalog, look)
    for paper in catalog.papers:
        yield _paper_card(paper, catalog.topic_by_id.get(main_topic(paper, catalog)), look)
    for topic in catalog.topics:
        yield _topic_card(topic, catalog, look)


def _site_card(catalog: Catalog, look: _SharedContent) -> SocialCard:
    site, papers = look.site, look.words("papers", len(catalog.papers))
    used = sum(bool(found) for found in catalog.by_topic.values())
    return SocialCard(
        page=SITE_PAGE,
        path=f"{CARDS_FOLDER}/site.png",
        alt=": ".join(filter(None, (site.name, site.description))),
        site=site.url.partition("://")[2].rstrip("/"),
        primary=look.primary,
        title=site.name,
        lead=site.description,
        facts=look.words.join_list((papers, look.words("topics", used))) if used else papers,
        dots=_dot_counts(catalog, look.hues),
    )


def _dot_counts(catalog: Catalog, colours: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """A point a paper, in the order of the map's legend."""
    counts: dict[int, int] = {}
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        hue = colours[topic.group] if topic else 0
        counts[hue] = counts.get(hue, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] == 0, pair[0])))


def _paper_card(paper: Paper, topic: Topic | None, look: _SharedContent) -> SocialCard:
    title, people = to_text(paper.title), short_author_list(paper, look.words)
    if not people and paper.organization:
        people = paper.organization.name
    day = display_date(first_date(paper), look.words)
    place = venue_line(paper) or ("arXiv" if paper.arxiv else "")
    if day and place.endswith(f" {day.text}"):  # `NeurIPS 2019` says the year already
        day = None
    return SocialCard(
        page=paper_path(paper),
        path=f"{CARDS_FOLDER}/papers/{paper.id}.png",
        alt=title,
        site=look.site.name,
        primary=look.primary,
        label=to_text(topic.name) if topic else "",
        hue=look.hues[topic.group] if topic else 0,
        title=title,
        people=people,
        facts=" \u00b7 ".join(filter(None, (place, day.text if day else ""))),
    )


def _topic_card(topic: Topic, catalog: Catalog, look: _SharedContent) -> SocialCard:
    count, hue = len(catalog.by_topic[topic.id]), look.hues[topic.group]
    papers = look.words("papers", count)
    return SocialCard(
        page=topic_path(topic.id),
        path=f"{CARDS_FOLDER}/topics/{topic.id}.png",
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
