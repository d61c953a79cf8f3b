"""The vocabulary held against the papers: what is missing, too big, or said twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.sparse import csr_array, hstack

from generator.model import Catalog
from generator.suggest.topics.survey_groups import LEAST, evenly, mean_cosine, parts
from generator.suggest.topics.survey_new import Proposal, from_groups, from_tags
from generator.suggest.topics.survey_terms import Rows, Terms
from generator.text.term_weights import unit_rows

LARGE = 15  # papers of a topic that may be too big,
LARGER = 2  # and so many times those of the topic in the middle
ALWAYS = 0.8  # share of a topic's papers that have another topic too
MOST_PARTS = 4
_PHRASES = 4
_ALIKE = 1.1  # papers of a part are so many times as alike as those of the whole topic
_TOPICS = 0.5  # what a paper's topics count, where its words count 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Papers of a topic, by id, and the phrases that set them apart from its others."""

    phrases: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Large:
    """A topic that is too big, and up to four parts of it; none where no words part it.

    A paper that is in no part stays what it is.
    """

    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """Of the papers of the topic `id`, `both` have the topic `other` too: nearly all."""

    id: str
    other: str
    both: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What a look over the whole vocabulary finds.

    `counts` are the papers of each topic, in the vocabulary's order; `without` are the ids of
    papers without topics.
    """

    counts: dict[str, int]
    without: tuple[str, ...]
    new: tuple[Proposal, ...]
    tags: tuple[Proposal, ...]
    large: tuple[Large, ...]
    together: tuple[Together, ...]


def survey(catalog: Catalog) -> Survey:
    """What the papers say about the vocabulary: the same for the same list, always."""
    terms = Terms(catalog.papers)
    new = from_groups(catalog, terms)
    return Survey(
        counts={topic: len(papers) for topic, papers in catalog.by_topic.items()},
        without=tuple(paper.id for paper in catalog.papers if not paper.topics),
        new=new,
        tags=from_tags(catalog, terms, new),
        large=tuple(_large(catalog, terms)),
        together=tuple(_together(catalog)),
    )


def _large(catalog: Catalog, terms: Terms) -> Iterator[Large]:
    sizes = {topic: len(papers) for topic, papers in catalog.by_topic.items() if papers}
    least = max(LARGE, LARGER * median(sizes.values() or [0]) + 1)
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    for topic in sorted(sizes, key=lambda topic: (-sizes[topic], topic)):
        if sizes[topic] >= least:
            rows = np.array([place[paper.id] for paper in catalog.by_topic[topic]])
            yield Large(id=topic, parts=_parts(catalog, terms, rows))


def _parts(catalog: Catalog, terms: Terms, rows: Rows) -> tuple[Part, ...]:
    """The parts of a topic by the way that leaves the fewest papers in none."""
    vectors = _with_topics(catalog, terms, rows)
    every = mean_cosine(terms.vectors[evenly(rows)])
    best: list[Part] = []
    for way in parts(vectors):
        alike = [part for part in (rows[part] for part in way) if len(part) >= LEAST
                 and mean_cosine(terms.vectors[evenly(part)]) >= _ALIKE * every]  # fmt: skip
        found = [_part(catalog, terms, part, rows) for part in alike]
        named = [part for part in found if len(part.phrases) > 1]
        if 1 < len(named) <= MOST_PARTS and _placed(named) > _placed(best):
            best = named
    return tuple(sorted(best, key=lambda part: (-len(part.papers), part.papers)))


def _part(catalog: Catalog, terms: Terms, rows: Rows, topic: Rows) -> Part:
    return Part(
        phrases=terms.distinguishing(rows, _PHRASES, among=topic),
        papers=tuple(catalog.papers[row].id for row in rows),
    )


def _placed(found: Iterable[Part]) -> int:
    return sum(len(part.papers) for part in found)


def _with_topics(catalog: Catalog, terms: Terms, rows: Rows) -> csr_array:
    """Papers by their words and, for a fifth, by their topics: editors know how they differ."""
    known = {topic: column for column, topic in enumerate(catalog.topic_by_id)}
    cells = [(i, known[topic]) for i, row in enumerate(rows)
             for topic in dict.fromkeys(catalog.papers[row].topics) if topic in known]  # fmt: skip
    places = tuple(np.array(cells).T)
    has = csr_array((np.ones(len(cells)), places), shape=(len(rows), len(known)))
    both = hstack([terms.vectors[rows], _TOPICS * unit_rows(has)], format="csr")
    return unit_rows(both)


def _together(catalog: Catalog) -> Iterator[Together]:
    """Topics of which nearly every paper has another topic too, a pair once."""
    papers = {topic: {p.id for p in found} for topic, found in catalog.by_topic.items()}
    shared: dict[tuple[str, str], int] = {}
    for paper in catalog.papers:
        known = [topic for topic in dict.fromkeys(paper.topics) if topic in papers]
        for pair in ((a, b) for a in known for b in known if a != b):
            shared[pair] = shared.get(pair, 0) + 1
    for (topic, other), both in sorted(shared.items()):
        mine, theirs = (len(papers[topic]), topic), (len(papers[other]), other)
        enough = mine[0] >= LEAST and theirs[0] >= LEAST
        if enough and mine < theirs and both >= ALWAYS * mine[0]:
            yield Together(id=topic, other=other, both=both)
