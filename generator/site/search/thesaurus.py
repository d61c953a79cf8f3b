"""The thesaurus of the search: technical terms for readers' everyday words.

A line of `words/thesaurus.txt` is `everyday words: term, term`; `#` starts a comment.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.model.errors import UsageError
from generator.site.search.encoding import ALPHABET
from generator.site.search.folding import word_forms
from generator.site.search.postings import Ints, Postings
from generator.site.search.record_words import FIELDS_WEIGHTS
from generator.text.english import QUERY_STOP_WORDS

THESAURUS_PATH = "words/thesaurus.txt"

_SYNONYM_WEIGHT = 0.7  # of a term, beside the word that a reader types
_VARIANT_WEIGHT = 0.8  # of another word with the stem of a term
_MAX_VARIANTS = 6  # of a term
_MAX_RECORDS = 800  # that gain by one entry: those that gain most
_STEPS_PER_DOUBLING = 4  # of a gain
_MIN_STEM_LETTERS = 4
_SUFFIX = re.compile(
    r"""
    (?: ization | isation | ation | izing | ising | ized | ised | ize | ise | ing | ion | ism
      | ment | ness | able | ed | er | or | ly | al | e )
    $
    """,
    re.VERBOSE,
)


class Synonyms(NamedTuple):
    """What the index has for everyday words.

    Attributes:
        terms: the terms for them, as in `discard,let go`, in indexed words.
        records: the numbers of the records that have a term, in increasing order.
        gains: what a record gains by the term that counts most there, as steps of a logarithm.
    """

    terms: str
    records: Ints
    gains: Ints


def find_synonyms(text: str, found: Postings, known: Sequence[str]) -> dict[str, Synonyms]:
    """The synonyms of everyday words, by the stems of these.

    Args:
        text: the text of the thesaurus file.
        found: the postings of all indexed words; terms with any other word are left out.
        known: the words of which a term has all those of one stem, most frequent first.

    Raises:
        UsageError: a line is neither an entry nor a comment, or has only stop words.
    """
    terms_by_key: dict[str, dict[str, None]] = defaultdict(dict)
    for everyday, terms_text in _lines(text):
        terms = [_indexed_words(term, found) for term in terms_text.split(",")]
        usable = [" ".join(term) for term in terms if term and all(w in found for w in term)]
        terms_by_key[_stem_key(everyday)].update(dict.fromkeys(usable))
    words_by_stem: dict[str, list[str]] = defaultdict(list)
    for word in known:
        if len(stem := stem_of(word)) >= _MIN_STEM_LETTERS:
            words_by_stem[stem].append(word)
    synonyms = {}
    for key, few in terms_by_key.items():
        records, gains = _gains_by_record(few, found, words_by_stem)
        if len(records):
            synonyms[key] = Synonyms(",".join(few), records, gains)
    return synonyms


def stem_of(word: str) -> str:
    """A word without an ending; `templates/assets/search/variants.js` has the same endings."""
    return _SUFFIX.sub("", word)


def _stem_key(words: Iterable[str]) -> str:
    """Short words are not stemmed: `goal` is not `go`."""
    stems = ((stem_of(word), word) for word in words)
    return " ".join(stem if len(stem) >= _MIN_STEM_LETTERS else word for stem, word in stems)


def _gains_by_record(
    terms: Iterable[str], found: Postings, words_by_stem: Mapping[str, Sequence[str]]
) -> tuple[Ints, Ints]:
    """The records that have a term, and their gains; those that gain most if they are many."""
    gains = np.zeros(found.record_count)
    for term in terms:
        first, *rest = term.split(" ")
        records, weights = _weights_of(found, first)
        for word in rest:
            others, other_weights = _weights_of(found, word)
            records, here, there = np.intersect1d(
                records, others, assume_unique=True, return_indices=True
            )
            weights = np.minimum(weights[here], other_weights[there])
        _raise_to(gains, records, weights, _SYNONYM_WEIGHT)
        if not rest:
            for word in words_by_stem.get(stem_of(first), ())[:_MAX_VARIANTS]:
                _raise_to(gains, *_weights_of(found, word), _SYNONYM_WEIGHT * _VARIANT_WEIGHT)
    having = np.flatnonzero(gains)
    best: Ints = np.sort(having[np.argsort(-gains[having], kind="stable")[:_MAX_RECORDS]])
    steps = np.rint(_STEPS_PER_DOUBLING * np.log2(gains[best]))
    return best, np.clip(steps, 0, len(ALPHABET) - 1).astype(np.int64)


def _weights_of(found: Postings, word: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    records, fields = found.records_of(word)
    return records, FIELDS_WEIGHTS[fields]


def _raise_to(
    gains: NDArray[np.float64],
    records: NDArray[np.int32],
    weights: NDArray[np.float64],
    factor: float,
) -> None:
    """Raise the gains of the records that have a word, by how rare it is."""
    rarity = np.log(1 + len(gains) / (len(records) + 0.5))
    gains[records] = np.maximum(gains[records], weights * rarity * factor)


def thesaurus_terms(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The everyday words of each entry, and the words of each of its terms.

    Raises:
        UsageError: as `encode_thesaurus`.
    """
    for words_before, terms_text in _lines(text):
        yield words_before, [_indexed_words(term, ()) for term in terms_text.split(",")]


def _lines(text: str) -> Iterator[tuple[list[str], str]]:
    """The everyday words of each entry, and its terms as written."""
    for number, line in enumerate(text.splitlines(), 1):
        everyday, _, terms_text = line.partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not everyday.strip() or not terms_text.strip():
            raise UsageError(f"{THESAURUS_PATH}:{number}: expected `everyday words: term, term`, "
                             f"not {line.strip()!r}")  # fmt: skip
        if not (words_before := _indexed_words(everyday, ())):
            raise UsageError(f"{THESAURUS_PATH}:{number}: {everyday.strip()!r} has only stop "
                             "words, which the search ignores. Remove the line")  # fmt: skip
        yield words_before, terms_text


def _indexed_words(term: str, known: Container[str]) -> list[str]:
    """The words of a term without stop words; a hyphenated word stays whole if it is indexed."""
    words: list[str] = []
    for whole, *parts in word_forms(term):
        words += [whole] if whole in known or not parts else parts
    return [word for word in words if word not in QUERY_STOP_WORDS]
