"""Which papers belong side by side, and why: cosine similarity of weighted features.

A paper's features are the words of its title and abstract, its tags and its topics, each weighted
by how rare it is in the list (inverse document frequency). Features that more than a fifth of a
long list shares say nothing about neighbours and are left out, which also bounds the work.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.markup import to_text
from generator.model import Catalog, Paper

MOST = 5
_WORD = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_TITLE, _TAG, _TOPIC = 2.0, 3.0, 3.0  # what a feature counts, where a word of the abstract counts 1
_COMMON_SHARE, _COMMON_LEAST = 0.2, 40
_LEAST = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A related paper, how close it is (0 to 1), and the topics and tags both have."""

    id: str
    score: float
    topics: tuple[str, ...]
    tags: tuple[str, ...]


def related(catalog: Catalog, most: int = MOST) -> Mapping[str, tuple[Neighbour, ...]]:
    """For each paper its closest few, nearest first; ties in the order of ids."""
    vectors = _vectors([_features(paper) for paper in catalog.papers])
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for feature, weight in vector.items():
            postings[feature].append((i, weight))
    found: dict[str, tuple[Neighbour, ...]] = {}
    for i, paper in enumerate(catalog.papers):
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in vectors[i].items():
            for j, other in postings[feature]:
                scores[j] += weight * other
        scores.pop(i, None)
        ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))[:most]
        found[paper.id] = tuple(
            _neighbour(paper, catalog.papers[j], score) for j, score in ranked if score >= _LEAST
        )
    return found


def _neighbour(paper: Paper, other: Paper, score: float) -> Neighbour:
    return Neighbour(
        id=other.id,
        score=score,
        topics=tuple(topic for topic in paper.topics if topic in other.topics),
        tags=tuple(tag for tag in paper.tags if tag in other.tags),
    )


def _features(paper: Paper) -> dict[str, float]:
    counts = Counter(_WORD.findall(to_text(paper.abstract).lower()))
    features = defaultdict(float, {f"word {word}": 1 + math.log(n) for word, n in counts.items()})
    for word in _WORD.findall(to_text(paper.title).lower()):
        features[f"word {word}"] += _TITLE
    for tag in paper.tags:
        features[f"tag {tag}"] += _TAG
    for topic in paper.topics:
        features[f"topic {topic}"] += _TOPIC
    return features


def _vectors(papers: list[dict[str, float]]) -> list[dict[str, float]]:
    shared = Counter(feature for features in papers for feature in features)
    common = max(_COMMON_LEAST, _COMMON_SHARE * len(papers))
    weight = {f: math.log(len(papers) / n) for f, n in shared.items() if 1 < n <= common}
    vectors = [
        {f: n * weight[f] for f, n in features.items() if f in weight} for features in papers
    ]
    return [_unit(vector) for vector in vectors]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {feature: value / length for feature, value in vector.items()}
