"""Vectors of words: which papers a question in everyday words is near to.

`words/vectors.txt` has a vector for each of some 10,000 English words. The vector of a text is the
sum over its words; texts on one subject point in similar directions. `words/thesaurus.txt` moves
everyday words towards the terms that papers of this field use for them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.model.errors import UsageError
from generator.site.search.encoding import ALPHABET
from generator.site.search.postings import Postings
from generator.site.search.record_words import LABEL_BIT, MAX_TEXT_COUNT, TEXT_COUNT_UNIT, TITLE_BIT
from generator.site.search.thesaurus import thesaurus_terms

VECTORS_PATH = "words/vectors.txt"
DIMENSIONS = 64
_ZERO = len(ALPHABET) // 2  # the sign that stands for 0; those before it are negative numbers
_LENGTHS_PER_DOUBLING = 8  # steps of a vector's length, on a logarithmic scale
_TERMS_WEIGHT = 0.5  # of a word's terms, beside the word itself

# Of double precision, so that the order of sums, which depends on the processor, changes no sign.
Floats = NDArray[np.float64]

_SIGNS = frozenset(ALPHABET)
_VALUES = np.zeros(128, np.float64)  # of each sign, by its ASCII code
_VALUES[[ord(sign) for sign in ALPHABET]] = np.arange(len(ALPHABET)) - _ZERO


def encode_row(vector: Floats) -> str:
    """A vector as a sign for its length and one for each dimension, relative to the largest."""
    largest = float(np.abs(vector).max())
    if not largest:
        return ""
    length = _ZERO + round(_LENGTHS_PER_DOUBLING * np.log2(largest))
    steps = np.rint(vector / largest * (_ZERO - 1)).astype(int) + _ZERO
    return ALPHABET[min(max(length, 0), len(ALPHABET) - 1)] + "".join(ALPHABET[s] for s in steps)


def decode_rows(rows: Sequence[str]) -> Floats:
    """The vectors of encoded rows, shape (n_rows, DIMENSIONS)."""
    codes = bytearray("".join(rows), "ascii")
    signs = _VALUES[np.array(codes, np.uint8)].reshape(len(rows), DIMENSIONS + 1)
    largest = 2 ** (signs[:, :1] / _LENGTHS_PER_DOUBLING)
    vectors: Floats = signs[:, 1:] / (_ZERO - 1) * largest
    return vectors


@dataclass(frozen=True, kw_only=True, slots=True)
class WordVectors:
    """Words, and for each its vector and the row that encodes it."""

    vectors: Mapping[str, Floats]
    rows: Mapping[str, str]


@lru_cache(maxsize=1)
def read_vectors(text: str, thesaurus: str) -> WordVectors:
    """The vectors of a file, those of a thesaurus's everyday words halfway to the terms for them.

    Args:
        text: lines of a word and its encoded vector.
        thesaurus: the text of `words/thesaurus.txt`.

    Raises:
        UsageError: a line is neither a word with its vector nor a comment.
    """
    rows = dict(_read_rows(text))
    vectors = dict(zip(rows, decode_rows(list(rows.values())), strict=True))
    moved = _move_to_terms(vectors, thesaurus)
    encoded = {word: row for word, vector in moved.items() if (row := encode_row(vector))}
    return WordVectors(vectors=vectors | moved, rows=rows | encoded)


def _read_rows(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        word, _, row = line.partition(" ")
        if not line or line.startswith("#"):
            continue
        if len(row) != DIMENSIONS + 1 or not _SIGNS.issuperset(row):
            raise UsageError(f"{VECTORS_PATH}:{number}: expected a word and {DIMENSIONS + 1} signs")
        yield word, row


def _move_to_terms(vectors: Mapping[str, Floats], thesaurus: str) -> dict[str, Floats]:
    """New vectors of the everyday words."""
    pulls: dict[str, list[tuple[float, Floats]]] = defaultdict(list)
    for everyday, terms in thesaurus_terms(thesaurus):
        known = ([vectors[word] for word in term if word in vectors] for term in terms)
        sums = [np.sum(few, axis=0) for few in known if few]
        if units := [_unit(each) for each in sums if np.any(each)]:
            for word in everyday:
                if word in vectors:
                    pulls[word].append((1 / len(everyday), np.mean(units, axis=0)))
    moved: dict[str, Floats] = {}
    for word, few in pulls.items():
        direction = _unit(np.sum([share * pull for share, pull in few], axis=0))
        weight = _TERMS_WEIGHT * max(share for share, _ in few)
        moved[word] = vectors[word] + weight * np.linalg.norm(vectors[word]) * direction
    return moved


def record_vectors(vectors: Mapping[str, Floats], found: Postings, count: int) -> Sequence[str]:
    """For each of the first `count` records its vector, encoded; empty if no word has one.

    The mean of all is subtracted: what all papers of a list share does not tell them apart.
    """
    sums = np.zeros((count, DIMENSIONS))
    for word in found.words:  # a matrix of all words would need 100 MB for 10,000 papers
        if (vector := vectors.get(word)) is not None:
            records, fields = found.records_of(word)
            end = np.searchsorted(records, count)
            sums[records[:end]] += np.outer(_FIELD_WEIGHTS[fields[:end]], vector)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    has_vector = lengths[:, 0] > 0
    if not has_vector.any():
        return [""] * count
    units = sums / np.where(lengths > 0, lengths, 1)
    units[has_vector] -= units[has_vector].mean(axis=0)
    return [encode_row(row) for row in units]


def _unit(vector: Floats) -> Floats:
    found: Floats = vector / (np.linalg.norm(vector) + 1e-9)
    return found


def _field_weight(fields: int) -> float:
    in_title, in_label = bool(fields & TITLE_BIT), bool(fields & LABEL_BIT)
    count = 2 * in_title + in_label + fields // TEXT_COUNT_UNIT
    return 1 + float(np.log(count)) + in_title + in_label if count else 0.0


_FIELD_WEIGHTS = np.array([_field_weight(f) for f in range((MAX_TEXT_COUNT + 1) * TEXT_COUNT_UNIT)],
                          np.float64)  # fmt: skip
