"""Groups of similar papers in a list, and partitions of a group.

Hierarchical clustering of TF-IDF vectors. The time grows with the square of the number of papers,
so at most `MAX_PAPERS_COMPARED` are compared with each other.
"""

from collections.abc import Iterator

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from generator.suggest.topics.survey_terms import Floats, Rows

MAX_PAPERS_COMPARED = 2000
MIN_GROUP_SIZE = 3  # papers
MIN_SIMILARITY_RATIO = 2.0  # of the mean cosine in a group to that of the whole list
_PART_COUNTS = range(2, 7)


def sample_rows(rows: Rows, limit: int = MAX_PAPERS_COMPARED) -> Rows:
    """At most `limit` of the rows, evenly spaced."""
    step = max(1, -(-len(rows) // limit))
    return rows[::step]


def mean_cosine(vectors: csr_array) -> float:
    """The mean cosine of all pairs of papers, rounded to four digits.

    Args:
        vectors: Vectors of unit length, shape (n_papers, n_terms), float64.
    """
    count = vectors.shape[0]
    return round(float(_pairwise_cosines(vectors).sum()) / max(count * (count - 1), 1), 4)


def similar_groups(vectors: csr_array) -> Iterator[tuple[Rows, float]]:
    """Groups of similar papers, found by average-linkage clustering of cosine distances.

    Args:
        vectors: Vectors of unit length, shape (n_papers, n_terms), float64.

    Yields:
        The sorted row indices of a group, and its mean cosine. A group may contain smaller ones.
    """
    count = vectors.shape[0]
    if count < MIN_GROUP_SIZE:
        return
    cosines = _pairwise_cosines(vectors)
    min_cosine = MIN_SIMILARITY_RATIO * cosines.sum() / (count * (count - 1))
    members: dict[int, list[int]] = {row: [row] for row in range(count)}
    for merged, (left, right, _, _) in enumerate(linkage(_condense(1 - cosines), "average")):
        both = members.pop(int(left)) + members.pop(int(right))
        members[count + merged] = both
        size = len(both)
        if size < MIN_GROUP_SIZE:
            continue
        cosine = float(cosines[np.ix_(both, both)].sum()) / (size * (size - 1))
        if cosine >= min_cosine:
            yield np.array(sorted(both)), round(cosine, 4)


def partitions(vectors: csr_array) -> Iterator[list[Rows]]:
    """Partitions of all papers into two parts, into three, and so on.

    Ward clustering of Euclidean distances of a sample; each other paper joins the part with the
    nearest mean.

    Args:
        vectors: Vectors of unit length, shape (n_papers, n_terms), float64.

    Yields:
        The row indices of each part.
    """
    sample = sample_rows(np.arange(vectors.shape[0]))
    if len(sample) < max(_PART_COUNTS):
        return
    cosines = _pairwise_cosines(vectors[sample])
    tree = linkage(_condense(np.sqrt(np.maximum(2 - 2 * cosines, 0))), "ward")
    for count in _PART_COUNTS:
        labels = fcluster(tree, count, "maxclust")
        yield _assign_other_rows(vectors, [sample[labels == label] for label in np.unique(labels)])


def _pairwise_cosines(vectors: csr_array) -> Floats:
    """The cosines of all pairs, shape (n_papers, n_papers), float64, with 0 on the diagonal."""
    cosines: Floats = np.round((vectors @ vectors.T).toarray(), 9)
    np.fill_diagonal(cosines, 0)
    return cosines


def _condense(distances: Floats) -> Floats:
    """A symmetric matrix as the vector of pairs that SciPy's `linkage` expects; changes it."""
    np.fill_diagonal(distances, 0)
    found: Floats = squareform(distances, checks=False)
    return found


def _assign_other_rows(vectors: csr_array, found: list[Rows]) -> list[Rows]:
    """The parts of a sample extended to all papers, each in the part with the nearest mean."""
    if sum(map(len, found)) == vectors.shape[0]:
        return found
    means = np.vstack([np.asarray(vectors[rows].mean(axis=0)).ravel() for rows in found])
    nearest = np.asarray(vectors @ means.T).round(9).argmax(axis=1)
    return [np.flatnonzero(nearest == part) for part in range(len(found))]
