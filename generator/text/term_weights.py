"""Texts as rows of a sparse matrix: terms are counted, then weighted by TF-IDF.

A term is a word, a pair of words or a phrase; the caller splits texts into terms. Columns are terms
in the order of their code points, rows are documents.

A weight is `(1 + ln(count)) * idf` with `idf = ln((1 + n) / (1 + df)) + 1`, where `n` is the number
of documents and `df` the number of those that have the term; rows are then scaled to length 1.
Sources: Manning, Raghavan and Schuetze, Introduction to Information Retrieval (2008), section 6.4,
for the logarithm of counts; scikit-learn's `TfidfTransformer` for the smoothed idf, as if one more
document had every term.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import count, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats: TypeAlias = NDArray[np.float64]

_WORD = re.compile(r"\b\w\w+\b")  # single letters, as in formulas, are not words


def words_and_pairs(text: str, stop_words: Collection[str]) -> list[str]:
    """Words of two or more characters, then pairs of words in a row, without stop words.

    Case is kept. A pair joins the words left and right of a stop word: `mixture experts`.
    """
    words = [word for word in _WORD.findall(text) if word not in stop_words]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def count_terms(
    documents: Iterable[Iterable[str]], *, min_documents: int = 1
) -> tuple[csr_array, tuple[str, ...]]:
    """Count the terms of documents, whatever terms there are.

    Args:
        documents: the terms of each document, repeated as often as they occur, or their numbers.
        min_documents: terms that fewer documents have are left out.

    Returns:
        Counts, shape (n_documents, n_terms), dtype int64; and the terms of the columns, sorted.
    """
    columns: defaultdict[str, int] = defaultdict(count().__next__)  # a new term gets the next one
    counts = _count(documents, columns)
    frequency = np.bincount(counts.indices, minlength=len(columns))
    terms = sorted(term for term, column in columns.items() if frequency[column] >= min_documents)
    counts = counts[:, np.array([columns[term] for term in terms], np.int32)]
    counts.sort_indices()
    return counts, tuple(terms)


def count_known_terms(documents: Iterable[Iterable[str]], columns: Mapping[str, int]) -> csr_array:
    """Count the terms of documents that have a column; others are ignored.

    Args:
        documents: the terms of each document, repeated as often as they occur, or their numbers.
        columns: the column of each term, from 0 on without gaps.

    Returns:
        Counts, shape (n_documents, len(columns)), dtype int64.
    """
    known = ({term: count for term, count in Counter(document).items() if term in columns}
             for document in documents)  # fmt: skip
    counts = _count(known, columns)
    counts.sort_indices()
    return counts


def inverse_document_frequency(counts: csr_array) -> Floats:
    """How rare each term is: 1 for a term of all documents, more for rarer ones.

    Args:
        counts: shape (n_documents, n_terms), without stored zeros.

    Returns:
        Shape (n_terms,).
    """
    documents, terms = counts.shape
    frequency = np.bincount(counts.indices, minlength=terms)
    idf: Floats = np.log((1 + documents) / (1 + frequency)) + 1
    return idf


def tfidf_vectors(counts: csr_array, idf: Floats) -> csr_array:
    """Weigh counts by TF-IDF; a dot product of two rows is then the cosine of two documents.

    Args:
        counts: shape (n_documents, n_terms), without stored zeros.
        idf: shape (n_terms,), of these or of other documents with the same columns.

    Returns:
        Shape (n_documents, n_terms), dtype float64, rows of length 1 or 0.
    """
    weights = (1 + np.log(counts.data)) * idf[counts.indices]
    return unit_rows(csr_array((weights, counts.indices, counts.indptr), shape=counts.shape))


def unit_rows(matrix: csr_array) -> csr_array:
    """Scale each row to Euclidean length 1; empty rows stay as they are."""
    height = matrix.shape[0]
    row = np.repeat(np.arange(height), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(row, matrix.data**2, minlength=height))
    lengths[lengths == 0] = 1
    scaled = matrix.data / lengths[row]
    return csr_array((scaled, matrix.indices, matrix.indptr), shape=matrix.shape)


def _count(documents: Iterable[Iterable[str]], columns: Mapping[str, int]) -> csr_array:
    """Count terms in one pass, so that the terms of all documents are never held at once."""
    places, counts, ends = array("i"), array("q"), array("i", [0])
    for document in documents:
        found = Counter(document)
        places.extend(map(columns.__getitem__, found))
        counts.extend(found.values())
        ends.append(len(places))
    cells = (np.array(counts, np.int64), np.array(places, np.int32), np.array(ends, np.int32))
    return csr_array(cells, shape=(len(ends) - 1, len(columns)))
