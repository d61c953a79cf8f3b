"""Papers as sparse vectors of integers, whose products are exact and so equal on every machine.

A vector has four parts: words (of title, abstract and tags), topics, authors, and names of systems.
Features are weighted by inverse document frequency.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
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
_KEY, _COUNT = np.dtype("<u8"), np.dtype("<i2")  # of words and pairs, and how often each occurs
_PAIR_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd and irregular: the order of a pair counts
_MAX_COUNT = 4_095
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


@dataclass(frozen=True, slots=True)
class Features:
    """The features of all papers, one paper after the other.

    Attributes:
        keys: shape (n,): numbers that stand for the features.
        values: shape (n,): their weights.
        ends: shape (n_papers + 1,): paper i has those from `ends[i]` to `ends[i + 1]`.
    """

    keys: NDArray[np.int64]
    values: NDArray[np.float64]
    ends: NDArray[np.int64]


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
    words = _word_features.each(
        (text.title, text.abstract, p.tags) for text, p in zip(texts, papers, strict=True)
    )
    parts = {
        "words": _read_word_features(list(words)),
        "topics": _number_features(_topic_features(paper.topics) for paper in papers),
        "authors": _number_features(
            dict.fromkeys(map(str.casefold, paper.authors.texts), 1.0) for paper in papers
        ),
        "names": _number_features(map(_name_features, names)),
    }
    lengths = asdict(weights)
    blocks = [
        _feature_block(features, unit=part != "names") * (lengths[part] * FIXED_POINT_ONE)
        for part, features in parts.items()
    ]
    whole = csr_array(hstack(blocks, format="csr"))
    whole.data = np.rint(whole.data)
    return csr_array(whole.astype(np.int64))


def _number_features(features: Iterable[Mapping[str, float]]) -> Features:
    """The features that each paper has with their weights."""
    number_of: dict[str, int] = {}
    keys, values, ends = array("q"), array("d"), array("q", [0])
    for each in features:
        keys.extend([number_of.setdefault(feature, len(number_of)) for feature in each])
        values.extend(each.values())
        ends.append(len(keys))
    return Features(np.array(keys), np.array(values), np.array(ends))


def _count_words(title: str, abstract: str, tags: Sequence[str]) -> tuple[bytes, bytes]:
    """The words of a paper, then its pairs of words: their keys, and how often each occurs.

    Counts of pairs are negative. Both are little-endian: int64, int16.
    """
    texts = [
        *[_word_stems(title)] * _TITLE_REPETITIONS,
        _word_stems(abstract),
        *map(_word_stems, tags),
    ]
    words = Counter(chain.from_iterable(texts))
    pairs = Counter(pair for text in texts for pair in pairwise(text))
    firsts, seconds = (np.array([_word_key(pair[i]) for pair in pairs], _KEY) for i in range(2))
    # Keys of different words or pairs are different: 64 bits, of which all depend on all letters.
    keys = np.concatenate([
        np.array([_word_key(word) for word in words], _KEY), firsts * _PAIR_FACTOR + seconds
    ])  # fmt: skip
    counts = np.array([*words.values(), *(-count for count in pairs.values())], np.int64)
    return keys.tobytes(), counts.clip(-_MAX_COUNT, _MAX_COUNT).astype(_COUNT).tobytes()


@lru_cache(maxsize=50_000)
def _word_key(word: str) -> int:
    return int.from_bytes(
        blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little"
    )


def _read_word_features(counted: Sequence[tuple[bytes, bytes]]) -> Features:
    """The features that `_count_words` has found."""
    counts = np.frombuffer(b"".join([counts for _, counts in counted]), _COUNT).astype(np.int64)
    weights = np.array([1 + math.log(max(count, 1)) for count in range(_MAX_COUNT + 1)])
    values = np.where(counts > 0, 1, _BIGRAM_WEIGHT) * weights[np.abs(counts)]
    ends = np.cumsum([0, *(len(counts) // _COUNT.itemsize for _, counts in counted)])
    keys = np.frombuffer(b"".join([keys for keys, _ in counted]), _KEY).view(np.int64)
    return Features(keys, values, ends)


_word_features = Stored(_count_words, tuple[bytes, bytes], "word features of a paper")


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
        features: the features of all papers.
        unit: scale each row to length 1. Otherwise longer rows are scaled down and shorter ones
            kept, so that a single common name does not count as much as several rare ones.
    """
    known, column = np.unique(features.keys, return_inverse=True)
    size, height = len(features.ends) - 1, len(known)
    row = np.repeat(np.arange(size), np.diff(features.ends))
    uses = np.bincount(column, minlength=height)
    rarity = (np.log((size + 1) / np.maximum(uses, 1)) / math.log(size + 2)) ** _RARITY_EXPONENT
    rarity[uses > max(MIN_COMMON_PAPERS, MAX_FEATURE_SHARE * size)] = 0
    data = features.values * rarity[column]
    shared = data * (uses > 1)[column]
    lengths = np.sqrt(np.bincount(row, shared * shared, minlength=size))
    lengths = np.where(lengths == 0, 1, lengths) if unit else np.maximum(lengths, 1)
    informative = data > 0
    cells = (row[informative], column[informative])
    return csr_array((data[informative] / lengths[cells[0]], cells), shape=(size, height))
