"""Compare the vocabulary with the papers: topics that are missing, too big or redundant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.sparse import csr_array, hstack

from generator.model import Catalog
from generator.suggest.topics.survey_groups import (
    MIN_GROUP_SIZE,
    mean_cosine,
    partitions,
    sample_rows,
)
from generator.suggest.topics.survey_proposals import (
    TopicProposal,
    propose_from_groups,
    propose_from_tags,
)
from generator.suggest.topics.survey_terms import PhraseIndex, Rows
from generator.text.term_weights import unit_rows

MIN_LARGE_TOPIC_SIZE = 15  # papers
LARGE_TOPIC_RATIO = 2  # of a large topic's papers to those of the median topic
MIN_OVERLAP = 0.8  # share of a topic's papers that have another topic too
MAX_PARTS = 4
_PHRASES_PER_PART = 4
_MIN_PART_SIMILARITY_RATIO = 1.1  # of the mean cosine in a part to that in the topic
_TOPIC_WEIGHT = 0.5  # of the topics of a paper, relative to its words


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some papers of a topic, by id, and the phrases that distinguish them from its others."""

    phrases: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LargeTopic:
    """A topic that is too big, and up to `MAX_PARTS` parts; none if no phrases distinguish any.

    A paper that is in no part keeps the topic.
    """

    id: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverlappingTopics:
    """Of the papers of the topic `id`, `both` papers, nearly all, have the topic `other` too."""

    id: str
    other: str
    both: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """What the papers show about the vocabulary.

    Attributes:
        counts: The number of papers of each topic, in the vocabulary's order.
        without: The ids of papers without topics.
        new: Topics proposed for groups of similar papers.
        tags: Topics proposed for tags.
        large: Topics that are too big.
        together: Topics that nearly always occur together.
    """

    counts: dict[str, int]
    without: tuple[str, ...]
    new: tuple[TopicProposal, ...]
    tags: tuple[TopicProposal, ...]
    large: tuple[LargeTopic, ...]
    together: tuple[OverlappingTopics, ...]


def survey(catalog: Catalog) -> Survey:
    """Compare the vocabulary with the papers; deterministic."""
    terms = PhraseIndex(catalog.papers)
    new = propose_from_groups(catalog, terms)
    return Survey(
        counts={topic: len(papers) for topic, papers in catalog.by_topic.items()},
        without=tuple(paper.id for paper in catalog.papers if not paper.topics),
        new=new,
        tags=propose_from_tags(catalog, terms, new),
        large=tuple(_large_topics(catalog, terms)),
        together=tuple(_overlapping_topics(catalog)),
    )


def _large_topics(catalog: Catalog, terms: PhraseIndex) -> Iterator[LargeTopic]:
    sizes = {topic: len(papers) for topic, papers in catalog.by_topic.items() if papers}
    min_size = max(MIN_LARGE_TOPIC_SIZE, LARGE_TOPIC_RATIO * median(sizes.values() or [0]) + 1)
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    for topic in sorted(sizes, key=lambda topic: (-sizes[topic], topic)):
        if sizes[topic] >= min_size:
            rows = np.array([place[paper.id] for paper in catalog.by_topic[topic]])
            yield LargeTopic(id=topic, parts=_split_topic(catalog, terms, rows))


def _split_topic(catalog: Catalog, terms: PhraseIndex, rows: Rows) -> tuple[Part, ...]:
    """The parts of the partition that leaves the fewest papers in no part."""
    vectors = _vectors_with_topics(catalog, terms, rows)
    topic_cosine = mean_cosine(terms.vectors[sample_rows(rows)])
    min_cosine = _MIN_PART_SIMILARITY_RATIO * topic_cosine
    best: list[Part] = []
    for partition in partitions(vectors):
        similar = [
            part for part in (rows[part] for part in partition) if len(part) >= MIN_GROUP_SIZE
            and mean_cosine(terms.vectors[sample_rows(part)]) >= min_cosine
        ]  # fmt: skip
        found = [_describe_part(catalog, terms, part, rows) for part in similar]
        distinct = [part for part in found if len(part.phrases) > 1]
        if 1 < len(distinct) <= MAX_PARTS and _count_papers(distinct) > _count_papers(best):
            best = distinct
    return tuple(sorted(best, key=lambda part: (-len(part.papers), part.papers)))


def _describe_part(catalog: Catalog, terms: PhraseIndex, rows: Rows, topic: Rows) -> Part:
    return Part(
        phrases=terms.distinguishing_phrases(rows, _PHRASES_PER_PART, among=topic),
        papers=tuple(catalog.papers[row].id for row in rows),
    )


def _count_papers(found: Iterable[Part]) -> int:
    return sum(len(part.papers) for part in found)


def _vectors_with_topics(catalog: Catalog, terms: PhraseIndex, rows: Rows) -> csr_array:
    """Unit vectors of papers by words and topics, shape (n_papers, n_terms + n_topics), float64.

    Topics have a fifth of the weight of a cosine: 0.5² to 1².
    """
    known = {topic: column for column, topic in enumerate(catalog.topic_by_id)}
    cells = [(i, known[topic]) for i, row in enumerate(rows)
             for topic in dict.fromkeys(catalog.papers[row].topics) if topic in known]  # fmt: skip
    places = tuple(np.array(cells).T)
    has = csr_array((np.ones(len(cells)), places), shape=(len(rows), len(known)))
    both = hstack([terms.vectors[rows], _TOPIC_WEIGHT * unit_rows(has)], format="csr")
    return unit_rows(both)


def _overlapping_topics(catalog: Catalog) -> Iterator[OverlappingTopics]:
    """Topics of which nearly every paper also has another topic, each pair once."""
    papers = {topic: {p.id for p in found} for topic, found in catalog.by_topic.items()}
    shared: dict[tuple[str, str], int] = {}
    for paper in catalog.papers:
        known = [topic for topic in dict.fromkeys(paper.topics) if topic in papers]
        for pair in ((a, b) for a in known for b in known if a != b):
            shared[pair] = shared.get(pair, 0) + 1
    for (topic, other), both in sorted(shared.items()):
        mine, theirs = (len(papers[topic]), topic), (len(papers[other]), other)
        are_large_enough = mine[0] >= MIN_GROUP_SIZE and theirs[0] >= MIN_GROUP_SIZE
        if are_large_enough and mine < theirs and both >= MIN_OVERLAP * mine[0]:
            yield OverlappingTopics(id=topic, other=other, both=both)
