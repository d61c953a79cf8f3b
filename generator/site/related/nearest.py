"""Who is near whom: products of sparse vectors, block by block, and how to compare them.

A paper that is fairly near to everything would stand in everybody's list (a hub). So a product
counts by what is usual for its two papers: it is divided by the mean of each one's nearest few
("local scaling": Zelnik-Manor and Perona, https://papers.nips.cc/paper/2619; against hubs:
Schnitzer et al., https://jmlr.org/papers/v13/schnitzer12a.html).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.integer]
Floats = NDArray[np.float64]

MOST = 40  # how many of a paper's nearest are remembered
_USUAL = 10  # how many of them say what is usual for it
_LEAST = 0.02  # the cosine below which two papers have nothing to do with each other
_TWINS = 0.6  # the cosine from which two papers say the same; close ones have 0.3
_CELLS = 2_000_000  # of the product that are in memory at once
_DIGITS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """Every paper's candidates, nearest first (`others[starts[i]:starts[i + 1]]`).

    `family` numbers the groups of papers that say nearly the same.
    """

    starts: Ints
    others: Ints
    scores: Floats
    family: Ints

    def of(self, paper: int) -> list[int]:
        """The candidates of a paper, nearest first."""
        return [int(i) for i in self.others[self.starts[paper] : self.starts[paper + 1]]]


def graph(vectors: csr_array, *, scaled: bool = True) -> Graph:
    """The candidates by rows of whole numbers; not `scaled`: hubs are left as they are."""
    size = vectors.shape[0]
    one, other, product = _pairs(vectors)
    usual = _usual(one, product, size) if scaled else np.ones(size)
    one, other, product = _both_ways(one, other, product, size)
    own = np.bincount(np.repeat(np.arange(size), np.diff(vectors.indptr)),
                      vectors.data.astype(float) ** 2, minlength=size)  # fmt: skip
    cosine = product / np.sqrt(own[one] * own[other])
    alike = cosine >= _TWINS
    links = csr_array((alike[alike], (one[alike], other[alike])), shape=(size, size))
    family = connected_components(links, directed=False)[1]
    near = cosine >= _LEAST
    one, other, product = one[near], other[near], product[near]
    score = np.round(product / np.sqrt(usual[one] * usual[other]), _DIGITS)
    order = np.lexsort((other, -score, one))
    return Graph(
        starts=np.searchsorted(one[order], np.arange(size + 1)),
        others=other[order],
        scores=score[order],
        family=family,
    )


def _pairs(vectors: csr_array) -> tuple[Ints, Ints, Ints]:
    """Each paper with its nearest by the plain product; ties in the order of the list."""
    size = vectors.shape[0]
    height = max(1, _CELLS // max(size, 1))
    across = csr_array(vectors.T)
    ones: list[Ints] = []
    others: list[Ints] = []
    products: list[Ints] = []
    for top in range(0, size, height):
        block = csr_array(vectors[top : top + height] @ across)
        for i in range(block.shape[0]):
            row = slice(block.indptr[i], block.indptr[i + 1])
            other, product = _largest(block.indices[row], block.data[row], top + i)
            ones.append(np.full(len(other), top + i))
            others.append(other)
            products.append(product)
    nothing = np.zeros(0, int)
    return (
        np.concatenate([nothing, *ones]),
        np.concatenate([nothing, *others]),
        np.concatenate([nothing, *products]),
    )


def _largest(others: Ints, products: Ints, own: int) -> tuple[Ints, Ints]:
    fit = (others != own) & (products > 0)
    others, products = others[fit], products[fit]
    if len(products) > MOST:
        least = np.partition(products, -MOST)[-MOST]
        fit = products >= least
        others, products = others[fit], products[fit]
    order = np.lexsort((others, -products))[:MOST]
    return others[order], products[order]


def _usual(one: Ints, product: Ints, size: int) -> Floats:
    """The mean product of each paper and its nearest few; `one` is grouped, nearest first."""
    starts = np.searchsorted(one, np.arange(size))
    few = np.arange(len(one)) - starts[one] < _USUAL
    count = np.bincount(one[few], minlength=size)
    return np.bincount(one[few], product[few], minlength=size) / np.maximum(count, 1)


def _both_ways(one: Ints, other: Ints, product: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """The pairs and their mirror images, each once."""
    ones, others = np.concatenate([one, other]), np.concatenate([other, one])
    _, first = np.unique(ones * size + others, return_index=True)
    return ones[first], others[first], np.concatenate([product, product])[first]
