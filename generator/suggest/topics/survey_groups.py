"""Papers that belong together by what they say: groups in a list, and the parts of a group.

Hierarchical clustering of TF-IDF vectors; the work grows with the square of the papers, so no more
than `MOST` are compared with each other.
"""

from collections.abc import Iterator

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from generator.suggest.topics.survey_terms import Floats, Rows

MOST = 2000
LEAST = 3  # papers of a group
_PARTS = range(2, 7)
ALIKE = 2.0  # papers of a group are so many times as alike as any two of the list


def evenly(rows: Rows, most: int = MOST) -> Rows:
    """At most so many of the rows, spread over all of them."""
    step = max(1, -(-len(rows) // most))
    return rows[::step]


def mean_cosine(vectors: csr_array) -> float:
    """How alike papers are, one with another."""
    count = vectors.shape[0]
    return round(float(_cosines(vectors).sum()) / max(count * (count - 1), 1), 4)


def groups(vectors: csr_array) -> Iterator[tuple[Rows, float]]:
    """Groups of papers that are clearly alike, and how alike: their mean cosine.

    A group may hold smaller ones.
    """
    count = vectors.shape[0]
    if count < LEAST:
        return
    cosines = _cosines(vectors)
    least = ALIKE * cosines.sum() / (count * (count - 1))
    members: dict[int, list[int]] = {row: [row] for row in range(count)}
    for made, (left, right, _, _) in enumerate(linkage(_condensed(1 - cosines), "average")):
        both = members.pop(int(left)) + members.pop(int(right))
        members[count + made] = both
        size = len(both)
        if size < LEAST:
            continue
        alike = float(cosines[np.ix_(both, both)].sum()) / (size * (size - 1))
        if alike >= least:
            yield np.array(sorted(both)), round(alike, 4)


def parts(vectors: csr_array) -> Iterator[list[Rows]]:
    """Ways to part papers: into two groups, into three and so on, all papers each time."""
    some = evenly(np.arange(vectors.shape[0]))
    if len(some) < max(_PARTS):
        return
    cosines = _cosines(vectors[some])
    tree = linkage(_condensed(np.sqrt(np.maximum(2 - 2 * cosines, 0))), "ward")
    for number in _PARTS:
        labels = fcluster(tree, number, "maxclust")
        yield _all(vectors, [some[labels == label] for label in np.unique(labels)])


def _cosines(vectors: csr_array) -> Floats:
    """How alike papers are, with nothing for a paper and itself."""
    cosines: Floats = np.round((vectors @ vectors.T).toarray(), 9)
    np.fill_diagonal(cosines, 0)
    return cosines


def _condensed(distances: Floats) -> Floats:
    np.fill_diagonal(distances, 0)
    found: Floats = squareform(distances, checks=False)
    return found


def _all(vectors: csr_array, found: list[Rows]) -> list[Rows]:
    """The parts with the papers that were not compared, each where it is nearest."""
    if sum(map(len, found)) == vectors.shape[0]:
        return found
    means = np.vstack([np.asarray(vectors[rows].mean(axis=0)).ravel() for rows in found])
    nearest = np.asarray(vectors @ means.T).round(9).argmax(axis=1)
    return [np.flatnonzero(nearest == part) for part in range(len(found))]
