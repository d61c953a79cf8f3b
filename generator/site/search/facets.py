"""The facets of the search: list, topic, tag, year, person, organization, status, and code.

`facets.js` is loaded when a reader opens the filters. For each value of a facet it has the papers
with that value, as the numbers of their records, and for each paper its number of comments.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.search.encoding import delta_encode, encode_number
from generator.site.views.parts import status_labels
from generator.text.publications import first_year
from generator.text.sanitize import to_text

FACET_NAMES = (
    "list",
    "topic",
    "tag",
    "year",
    "person",
    "organization",
    "status",
    "code",
)  # as in the URL of a search
HAS_CODE = "1"  # the facet value of papers that have code


# What pages a paper is on: its topics, those of its tags that have pages, the slugs and names of
# those of its people who do, and the id and name of its list, both empty unless the site has
# several. A plain tuple, because a preview compares what is in it.
Linked = tuple[
    tuple[Topic, ...], tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, str]
]  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperFacets:
    """What a paper can be filtered and sorted by; a value is a facet, an id and a label."""

    values: tuple[tuple[str, str, str], ...]
    comments: int | None


def paper_facets(paper: Paper, linked: Linked, words: Words) -> PaperFacets:
    """The facets of a paper."""
    return PaperFacets(values=tuple(_facet_values(paper, linked, words)), comments=paper.comments)


def _facet_values(paper: Paper, linked: Linked, words: Words) -> Iterator[tuple[str, str, str]]:
    topics, tags, people, (list_id, list_name) = linked
    if list_id:
        yield "list", list_id, list_name
    for topic in topics:
        yield "topic", topic.id, to_text(topic.name)
    for tag in tags:
        yield "tag", to_text(tag), to_text(tag)
    for slug, name in people:
        yield "person", slug, name
    if year := first_year(paper):
        yield "year", str(year), str(year)
    if paper.organization:
        yield "organization", to_text(paper.organization.name), to_text(paper.organization.name)
    if paper.status:
        yield "status", paper.status, status_labels(words)[paper.status]
    if any(link.kind == "code" for link in paper.links):
        yield "code", HAS_CODE, ""


def list_names(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """The ids and names of the lists by id; none if the site has one list, which tells nothing."""
    names = {each.id: (each.id, to_text(each.name)) for each in catalog.collections}
    return names if len(names) > 1 else {}


def facet_index(papers: Sequence[PaperFacets]) -> dict[str, object]:
    """The data of `facets.js`; papers are numbered in the order given, as their records are."""
    lists: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in FACET_NAMES}
    labels: dict[tuple[str, str], str] = {}
    for number, paper in enumerate(papers):
        for facet, id_, label in dict.fromkeys(paper.values):
            lists[facet][id_].append(number)
            labels[facet, id_] = label if label != id_ else ""
    return {
        "papers": len(papers),
        "comments": encode_comments(paper.comments for paper in papers),
        "facets": [
            {
                "name": name,
                "ids": list(found),
                "labels": [labels[name, id_] for id_ in found],
                "lists": "|".join(map(delta_encode, found.values())),
            }
            for name, found in lists.items()
        ],
    }


def encode_comments(counts: Iterable[int | None]) -> str:
    """Numbers of comments; 0 stands for an unknown number, 1 for none."""
    return "".join(encode_number(0 if count is None else count + 1) for count in counts)
