"""The front page: what the list is, its papers by group, new papers, picks, topics and tags."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.map import main_topic
from generator.site.map.atlas import group_hues
from generator.site.views.drawings import Pick, Strip, StripPart
from generator.site.views.parts import cloud_items
from generator.site.views.types import CloudItem, LinkGroup, PageLink, PaperCard
from generator.text.notes import note_html
from generator.text.sanitize import escape, to_text

MAX_NEWEST_PAPERS = 8
MAX_PICKS = 12
MAX_TAGS = 36
MAX_DOTS = 300  # in the strip; more papers are a bar
STRIP_WIDTH = 1000  # units of the bar
_MAX_NOTE_CHARACTERS = 220
_BLANK_LINES = re.compile(r"\n[ \t]*\n")
# Where another block than a paragraph may begin: the text is then left as a whole.
_OTHER_BLOCK = re.compile(r"[#>*+\-=|!<`~:\[\]{\t]|    |\d+[.)]")


def split_home(text: str, description: str) -> tuple[Markup, Markup]:
    """What the list is, and the rest of the home text, both as Markdown.

    Args:
        text: the home text, written by the list's editors.
        description: the site's description, for a home text that begins with no paragraph.
    """
    first, *rest = _BLANK_LINES.split(text.strip("\n"), maxsplit=1)
    if not first.strip() or _OTHER_BLOCK.match(first):
        return escape(description), Markup(text)  # noqa: S704 - written by the list's editors
    return Markup(first), Markup("".join(rest))  # noqa: S704 - the same


def paper_strip(catalog: Catalog, words: Words) -> Strip | None:
    """All papers by the group of their main topic; None for an empty list."""
    counts = _group_counts(catalog, words)
    total = sum(count for _, _, count in counts)
    if not total:
        return None
    return Strip(
        parts=tuple(_parts(counts, total)),
        has_dots=total <= MAX_DOTS,
        summary=words.join_list(
            words("labelled", name=name, text=words("papers", count)) for name, _, count in counts
        ),
    )


def _group_counts(catalog: Catalog, words: Words) -> Sequence[tuple[str, int, int]]:
    """Name, hue and number of papers of each group, in the order of the map's legend."""
    counts: dict[str, int] = dict.fromkeys((topic.group for topic in catalog.topics), 0)
    counts[""] = 0
    for paper in catalog.papers:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        counts[topic.group if topic else ""] += 1
    hues = {**group_hues(catalog), "": 0}
    names = {group: to_text(group) for group in counts} | {"": words("without_topic")}
    return [(names[group], hues[group], count) for group, count in counts.items() if count]


def _parts(counts: Sequence[tuple[str, int, int]], total: int) -> Iterator[StripPart]:
    before = 0
    for name, hue, count in counts:
        start, end = (STRIP_WIDTH * place // total for place in (before, before + count))
        before += count
        yield StripPart(name=name, hue=hue, count=count, x=start, width=max(1, end - start))


def newest_picks(
    papers: Iterable[Paper], catalog: Catalog, cards: Mapping[str, PaperCard]
) -> Iterator[Pick]:
    """The first editors' picks of some papers, each with the beginning of its note."""
    hues = group_hues(catalog)
    for paper in [paper for paper in papers if paper.recommended][:MAX_PICKS]:
        topic = catalog.topic_by_id.get(main_topic(paper, catalog))
        yield Pick(
            card=cards[paper.id],
            note=cards[paper.id].takeaway
            or _beginning(" ".join(note_html(paper.note).striptags().split())),
            hue=hues[topic.group] if topic else 0,
        )


def _beginning(text: str) -> str:
    if len(text) <= _MAX_NOTE_CHARACTERS:
        return text
    return text[:_MAX_NOTE_CHARACTERS].rsplit(" ", 1)[0].rstrip(",;:.") + "\u2026"


def topic_groups(catalog: Catalog, links: Mapping[str, PageLink]) -> Iterator[LinkGroup]:
    """The topics that have papers, by group; in a group, those with most papers first."""
    hues = group_hues(catalog)
    groups: dict[str, list[PageLink]] = {}
    for topic in catalog.topics:
        if links[topic.id].count:
            groups.setdefault(topic.group, []).append(links[topic.id])
    for name, refs in groups.items():
        yield LinkGroup(
            name=name, refs=tuple(sorted(refs, key=lambda ref: -ref.count)), hue=hues[name]
        )


def most_used(refs: Iterable[PageLink]) -> tuple[CloudItem, ...]:
    """The most used of some tags as a cloud, in their order."""
    refs = list(refs)
    found = sorted(range(len(refs)), key=lambda place: -refs[place].count)[:MAX_TAGS]
    return cloud_items(refs[place] for place in sorted(found))
