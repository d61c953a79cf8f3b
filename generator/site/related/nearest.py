"""The nearest neighbours of each paper, from products of sparse vectors, block by block.

A paper that is fairly near to everything would be in most lists (a hub). So each product is divided
by the square root of what is typical for its two papers: the mean product with their nearest few.
Sources: local scaling (Zelnik-Manor and Perona, https://papers.nips.cc/paper/2619), and its use
against hubs (Schnitzer et al., https://jmlr.org/papers/v13/schnitzer12a.html).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.integer]
Floats = NDArray[np.float64]

MAX_CANDIDATES = 40  # of a paper
_LOCAL_SCALE_NEIGHBOURS = 10  # how many of the candidates define the local scale
_MIN_COSINE = 0.02  # below it, two papers are unrelated
_MIN_FAMILY_COSINE = 0.6  # from it on, two papers say the same; closely related ones have 0.3
_MAX_BLOCK_CELLS = 2_000_000  # cells of the product in memory at once
_SCORE_DECIMALS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class NeighbourGraph:
    """Every paper's candidates, nearest first; papers are numbers.

    Attributes:
        starts: shape (n_papers + 1,): paper i has the candidates `others[starts[i]:starts[i+1]]`.
        others: shape (n_pairs,).
        scores: shape (n_pairs,), as floats: the scaled products.
        family: shape (n_papers,): papers with the same number say nearly the same.
    """

    starts: Ints
    others: Ints
    scores: Floats
    family: Ints

    def candidates_of(self, paper: int) -> list[int]:
        """The candidates of a paper, nearest first."""
        return [int(i) for i in self.others[self.starts[paper] : self.starts[paper + 1]]]


def neighbour_graph(vectors: csr_array, *, scaled: bool = True) -> NeighbourGraph:
    """The candidates of all papers.

    Args:
        vectors: one row of integers per paper, shape (n_papers, n_features).
        scaled: whether products are scaled locally; without, hubs are in most lists.
    """
    size = vectors.shape[0]
    one, other, product = _nearest_pairs(vectors)
    scale = _local_scales(one, product, size) if scaled else np.ones(size)
    one, other, product = _symmetric_pairs(one, other, product, size)
    own = np.bincount(np.repeat(np.arange(size), np.diff(vectors.indptr)),
                      vectors.data.astype(float) ** 2, minlength=size)  # fmt: skip
    cosine = product / np.sqrt(own[one] * own[other])
    alike = cosine >= _MIN_FAMILY_COSINE
    family = _families(one[alike], other[alike], size)
    near = cosine >= _MIN_COSINE
    one, other, product = one[near], other[near], product[near]
    score = np.round(product / np.sqrt(scale[one] * scale[other]), _SCORE_DECIMALS)
    order = np.lexsort((other, -score, one))
    return NeighbourGraph(
        starts=np.searchsorted(one[order], np.arange(size + 1)),
        others=other[order],
        scores=score[order],
        family=family,
    )


def _families(one: Ints, other: Ints, size: int) -> Ints:
    """The number of each paper's family: papers that are connected by pairs of papers."""
    if not len(one):
        return np.arange(size)
    # Imported here because it loads slowly, and few lists have such pairs.
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    links = csr_array((np.ones(len(one)), (one, other)), shape=(size, size))
    return np.asarray(connected_components(links, directed=False)[1])


def _nearest_pairs(vectors: csr_array) -> tuple[Ints, Ints, Ints]:
    """Each paper with its nearest by the plain product; ties in the order of the list.

    Returns:
        Paper, candidate and product of each pair, each of shape (n_pairs,), grouped by paper.
    """
    size = vectors.shape[0]
    height = max(1, _MAX_BLOCK_CELLS // max(size, 1))
    across = csr_array(vectors.T)
    ones: list[Ints] = []
    others: list[Ints] = []
    products: list[Ints] = []
    for top in range(0, size, height):
        block = csr_array(vectors[top : top + height] @ across)
        for i in range(block.shape[0]):
            row = slice(block.indptr[i], block.indptr[i + 1])
            other, product = _largest_products(block.indices[row], block.data[row], top + i)
            ones.append(np.full(len(other), top + i))
            others.append(other)
            products.append(product)
    nothing = np.zeros(0, int)
    return (
        np.concatenate([nothing, *ones]),
        np.concatenate([nothing, *others]),
        np.concatenate([nothing, *products]),
    )


def _largest_products(others: Ints, products: Ints, own: int) -> tuple[Ints, Ints]:
    fit = (others != own) & (products > 0)
    others, products = others[fit], products[fit]
    if len(products) > MAX_CANDIDATES:
        least = np.partition(products, -MAX_CANDIDATES)[-MAX_CANDIDATES]
        fit = products >= least
        others, products = others[fit], products[fit]
    order = np.lexsort((others, -products))[:MAX_CANDIDATES]
    return others[order], products[order]


def _local_scales(one: Ints, product: Ints, size: int) -> Floats:
    """The mean product of each paper with its nearest few; `one` is grouped, nearest first."""
    starts = np.searchsorted(one, np.arange(size))
    few = np.arange(len(one)) - starts[one] < _LOCAL_SCALE_NEIGHBOURS
    count = np.bincount(one[few], minlength=size)
    return np.bincount(one[few], product[few], minlength=size) / np.maximum(count, 1)


def _symmetric_pairs(one: Ints, other: Ints, product: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """The pairs in both directions, each once."""
    ones, others = np.concatenate([one, other]), np.concatenate([other, one])
    _, first = np.unique(ones * size + others, return_index=True)
    return ones[first], others[first], np.concatenate([product, product])[first]
