"""Papers as sparse vectors of integers, whose products are exact and so equal on every machine.

A vector has four parts: words (of title, abstract and tags), topics, authors, and names of systems.
Features are weighted by inverse document frequency.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain, pairwise

import numpy as np
from scipy.sparse import csr_array, hstack

from generator.model import Paper
from generator.site.related.names import PaperNames, PaperTexts
from generator.site.related.types import Weights
from generator.text.characters import UNSPACED_SCRIPT
from generator.text.english import FUNCTION_WORDS
from generator.text.stored import Stored

FIXED_POINT_ONE = 1 << 15  # the integer that stands for 1.0
# Features of more papers than this distinguish little and cost the most time: they are ignored.
MAX_FEATURE_SHARE, MIN_COMMON_PAPERS = 0.2, 40
_WORD = re.compile(r"[^\W_]+")
_STEM_LETTERS = 7  # after that, words mostly differ in endings, not in meaning
_TITLE_REPETITIONS = 3  # how often a word of the title counts
_BIGRAM_WEIGHT = 0.5  # relative to a single word
_RARITY_EXPONENT = 0.6  # plain inverse document frequency overrates the rarest words
_FIRST_TOPIC_WEIGHTS = (
    3.0,
    2.0,
)  # a paper's first topic and its second, where a further one counts 1
_DEFINED_WEIGHT, _MENTIONED_WEIGHT = (
    1.0,
    0.3,
)  # a name in the paper's own title, or one that it speaks of

Features = Iterator[Mapping[str, float]]


def feature_vectors(
    papers: Sequence[Paper],
    texts: Sequence[PaperTexts],
    names: Sequence[PaperNames],
    weights: Weights,
) -> csr_array:
    """The feature vectors as rows of int64, shape (n_papers, n_features).

    Args:
        papers: the papers.
        texts: their titles and abstracts.
        names: for each paper the names it defines and mentions.
        weights: the Euclidean length of each part of a vector.
    """
    parts: dict[str, Features] = {
        "words": _word_features.each(
            (text.title, text.abstract, p.tags) for text, p in zip(texts, papers, strict=True)
        ),
        "topics": (_topic_features(paper.topics) for paper in papers),
        "authors": (dict.fromkeys(map(str.casefold, paper.authors.texts), 1.0) for paper in papers),
        "names": (_name_features(each) for each in names),
    }
    lengths = asdict(weights)
    blocks = [
        _feature_block(features, unit=part != "names") * (lengths[part] * FIXED_POINT_ONE)
        for part, features in parts.items()
    ]
    whole = csr_array(hstack(blocks, format="csr"))
    whole.data = np.rint(whole.data)
    return csr_array(whole.astype(np.int64))


def _count_words(title: str, abstract: str, tags: Sequence[str]) -> dict[str, float]:
    texts = [
        *[_word_stems(title)] * _TITLE_REPETITIONS,
        _word_stems(abstract),
        *map(_word_stems, tags),
    ]
    words = Counter(chain.from_iterable(texts))
    pairs = Counter(pair for text in texts for pair in map(" ".join, pairwise(text)))
    features = {word: 1 + math.log(count) for word, count in words.items()}
    return features | {
        pair: _BIGRAM_WEIGHT * (1 + math.log(count)) for pair, count in pairs.items()
    }


_word_features = Stored(
    _count_words, Mapping[str, float], "word features of a paper", in_memory=False
)


def _word_stems(text: str) -> tuple[str, ...]:
    """The first letters of each word; letter bigrams in scripts without spaces between words."""
    words = _WORD.findall(text.casefold())
    if not text.isascii() and UNSPACED_SCRIPT.search(text):
        return tuple([part for word in words for part in _letter_bigrams(word)])
    return tuple([
        word[:_STEM_LETTERS]
        for word in words if len(word) > 1 and word not in FUNCTION_WORDS
    ])  # fmt: skip


def _letter_bigrams(word: str) -> list[str]:
    if not UNSPACED_SCRIPT.search(word):
        return [word[:_STEM_LETTERS]]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def _topic_features(topics: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(topics, 1.0) | dict(zip(topics, _FIRST_TOPIC_WEIGHTS, strict=False))


def _name_features(names: PaperNames) -> dict[str, float]:
    return dict.fromkeys(names.mentions, _MENTIONED_WEIGHT) | dict.fromkeys(
        names.defines, _DEFINED_WEIGHT
    )


def _feature_block(features: Features, *, unit: bool) -> csr_array:
    """One part of all vectors, shape (n_papers, n_features), as floats.

    Args:
        features: for each paper its features with their weights.
        unit: scale each row to length 1. Otherwise longer rows are scaled down and shorter ones
            kept, so that a single common name does not count as much as several rare ones.
    """
    column_of: dict[str, int] = {}
    columns, values, ends = array("q"), array("d"), array("q", [0])
    for each in features:
        columns.extend([column_of.setdefault(feature, len(column_of)) for feature in each])
        values.extend(each.values())
        ends.append(len(columns))
    size, column = len(ends) - 1, np.array(columns)
    row = np.repeat(np.arange(size), np.diff(ends))
    uses = np.bincount(column, minlength=len(column_of))
    rarity = (np.log((size + 1) / np.maximum(uses, 1)) / math.log(size + 2)) ** _RARITY_EXPONENT
    rarity[uses > max(MIN_COMMON_PAPERS, MAX_FEATURE_SHARE * size)] = 0
    data = np.array(values) * rarity[column]
    shared = data * (uses > 1)[column]
    lengths = np.sqrt(np.bincount(row, shared * shared, minlength=size))
    lengths = np.where(lengths == 0, 1, lengths) if unit else np.maximum(lengths, 1)
    informative = data > 0
    cells = (row[informative], column[informative])
    return csr_array((data[informative] / lengths[cells[0]], cells), shape=(size, len(column_of)))
