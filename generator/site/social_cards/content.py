"""The texts of all social cards of a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.map import main_topic
from generator.site.map.atlas import group_hues
from generator.site.social_cards.types import SITE_PAGE, SocialCard
from generator.site.views.parts import display_date, paper_path, short_author_list, topic_path
from generator.site.views.types import Site
from generator.text.characters import one_line
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

CARDS_FOLDER = "assets/cards"


@dataclass(frozen=True, kw_only=True, slots=True)
class _SharedContent:
    """What all cards share; `hues` has the colour number of each group of topics, as on the map."""

    site: Site
    words: Words
    ground: str
    hues: Mapping[str, int]


def make_cards(catalog: Catalog, site: Site, words: Words, ground: str) -> Iterator[SocialCard]:
    """The card of the site, which all other pages share, then those of papers and topics."""
    shared = _SharedContent(site=site, words=words, ground=ground, hues=group_hues(catalog))
    yield _site_card(catalog, shared)
    for paper in catalog.papers:
        yield _paper_card(paper, catalog.topic_by_id.get(main_topic(paper, catalog)), shared)
    for topic in catalog.topics:
        yield _topic_card(topic, catalog, shared)


def _site_card(catalog: Catalog, shared: _SharedContent) -> SocialCard:
    site, papers = shared.site, shared.words("papers", len(catalog.papers))
    used = sum(bool(found) for found in catalog.by_topic.values())
    return SocialCard(
        page=SITE_PAGE,
        path=f"{CARDS_FOLDER}/site.png",
        alt=": ".join(filter(None, (site.name, site.description))),
        site=site.url.partition("://")[2].rstrip("/"),
        ground=shared.ground,
        title=site.name,
        lead=site.description,
        facts=shared.words.join_list((papers, shared.words("topics", used))) if used else papers,
        dots=_dot_counts(catalog, shared.hues),
    )


def _dot_counts(catalog: Catalog, colours: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    """The number of papers by colour number, in the order of the map's legend."""
    counts: dict[int, int] = {}
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        hue = colours[topic.group] if topic else 0
        counts[hue] = counts.get(hue, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] == 0, pair[0])))


def _paper_card(paper: Paper, topic: Topic | None, shared: _SharedContent) -> SocialCard:
    title, people = to_text(paper.title), short_author_list(paper, shared.words)
    if not people and paper.organization:
        people = paper.organization.name
    day = display_date(first_date(paper), shared.words)
    venue = venue_line(paper) or ("arXiv" if paper.arxiv else "")
    if day and venue.endswith(f" {day.text}"):  # `NeurIPS 2019` has the year already
        day = None
    return SocialCard(
        page=paper_path(paper),
        path=f"{CARDS_FOLDER}/papers/{paper.id}.png",
        alt=title,
        site=shared.site.name,
        ground=shared.ground,
        label=to_text(topic.name) if topic else "",
        hue=shared.hues[topic.group] if topic else 0,
        title=title,
        lead=one_line(paper.takeaway),
        people=people,
        facts=" \u00b7 ".join(filter(None, (venue, day.text if day else ""))),
    )


def _topic_card(topic: Topic, catalog: Catalog, shared: _SharedContent) -> SocialCard:
    count, hue = len(catalog.by_topic[topic.id]), shared.hues[topic.group]
    papers = shared.words("papers", count)
    return SocialCard(
        page=topic_path(topic.id),
        path=f"{CARDS_FOLDER}/topics/{topic.id}.png",
        alt=f"{to_text(topic.name)}: {papers}",
        site=shared.site.name,
        ground=shared.ground,
        label=to_text(topic.group),
        hue=hue,
        title=to_text(topic.name),
        lead=to_text(topic.description),
        facts=papers,
        dots=((hue, count),),
    )
