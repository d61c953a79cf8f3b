"""By what papers can be filtered: their topics, tags, year, organization, status, and code.

`facets.js`, read when a reader opens the filters, has for every value the papers that have it, by
their numbers among the records, and for every paper how much it was discussed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.search.encoding import number, rising
from generator.site.views.parts import statuses
from generator.text.publications import first_year
from generator.text.sanitize import to_text

FACETS = ("topic", "tag", "year", "organization", "status", "code")  # as named in addresses
CODE = "1"  # the value of papers that have code


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a paper can be filtered and ordered by; a value is a facet, an id and a label."""

    values: tuple[tuple[str, str, str], ...]
    comments: int | None


def facts(paper: Paper, catalog: Catalog, tags: Collection[str], words: Words) -> Facts:
    """The facts of a paper; of its tags those that can be chosen."""
    return Facts(values=tuple(_values(paper, catalog, tags, words)), comments=paper.comments)


def _values(
    paper: Paper, catalog: Catalog, tags: Collection[str], words: Words
) -> Iterator[tuple[str, str, str]]:
    for id_ in paper.topics:
        if topic := catalog.topic_by_id.get(id_):
            yield "topic", id_, to_text(topic.name)
    for tag in paper.tags:
        if tag in tags:
            yield "tag", to_text(tag), to_text(tag)
    if year := first_year(paper):
        yield "year", str(year), str(year)
    if paper.organization:
        yield "organization", to_text(paper.organization.name), to_text(paper.organization.name)
    if paper.status:
        yield "status", paper.status, statuses(words)[paper.status]
    if any(link.kind == "code" for link in paper.links):
        yield "code", CODE, ""


def part(papers: Sequence[Facts]) -> dict[str, object]:
    """The file: papers in the order of their records, which come before all others."""
    lists: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in FACETS}
    labels: dict[tuple[str, str], str] = {}
    for place, paper in enumerate(papers):
        for facet, id_, label in dict.fromkeys(paper.values):
            lists[facet][id_].append(place)
            labels[facet, id_] = label if label != id_ else ""
    return {
        "papers": len(papers),
        "comments": "".join(number(0 if p.comments is None else p.comments + 1) for p in papers),
        "facets": [
            {
                "name": name,
                "ids": list(found),
                "labels": [labels[name, id_] for id_ in found],
                "lists": "|".join(map(rising, found.values())),
            }
            for name, found in lists.items()
        ],
    }
