"""Papers as sparse vectors of whole numbers: their products are the same on every machine.

A vector has a part for words (of title, abstract and tags), for topics, for authors and for names.
A feature counts by how rare it is in the list.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array, hstack

from generator.model import Paper
from generator.site.related.names import Named
from generator.site.related.types import Weights
from generator.text.characters import UNSPACED_SCRIPT
from generator.text.english import FUNCTION_WORDS

ONE = 1 << 15  # the whole number that stands for 1
# What more papers have tells little, and costs the most time.
COMMON_SHARE, COMMON_LEAST = 0.2, 40
_WORD = re.compile(r"[^\W_]+")
_STEM = 7  # letters: beyond them words differ in their endings more than in what they mean
_TITLE = 3  # a word of the title counts as often
_PAIR = 0.5  # two words in a row, beside each of them
_FLAT = 0.6  # the power of a rarity: plain rarity makes too much of the rarest words
_MAIN = (3.0, 2.0)  # a paper's first topic and its second, where a further one counts 1
_BROUGHT, _SAID = 1.0, 0.3  # a name in the paper's own title, or one that it speaks of

Features = Iterator[Mapping[str, float]]


def vectors(
    papers: Sequence[Paper],
    texts: Sequence[tuple[str, str]],
    names: Sequence[Named],
    weights: Weights,
) -> csr_array:
    """A row of whole numbers a paper; `texts` has their plain titles and abstracts."""
    parts: dict[str, Features] = {
        "words": (_words(*text, p.tags) for text, p in zip(texts, papers, strict=True)),
        "topics": (_topics(paper.topics) for paper in papers),
        "authors": (dict.fromkeys(map(str.casefold, paper.authors.texts), 1.0) for paper in papers),
        "names": (_names(each) for each in names),
    }
    length = asdict(weights)
    blocks = [
        _part(features, unit=part != "names") * (length[part] * ONE)
        for part, features in parts.items()
    ]
    whole = csr_array(hstack(blocks, format="csr"))
    whole.data = np.rint(whole.data)
    return csr_array(whole.astype(np.int64))


def _words(title: str, abstract: str, tags: Sequence[str]) -> dict[str, float]:
    texts = [*[_split(title)] * _TITLE, _split(abstract), *map(_split, tags)]
    words = Counter(word for text in texts for word in text)
    pairs = Counter(pair for text in texts for pair in map(" ".join, pairwise(text)))
    features = {word: 1 + math.log(count) for word, count in words.items()}
    return features | {pair: _PAIR * (1 + math.log(count)) for pair, count in pairs.items()}


def _split(text: str) -> list[str]:
    """The beginnings of words; in scripts without spaces between words, pairs of letters."""
    words = _WORD.findall(text.casefold())
    if UNSPACED_SCRIPT.search(text):
        return [part for word in words for part in _pieces(word)]
    return [word[:_STEM] for word in words if len(word) > 1 and word not in FUNCTION_WORDS]


def _pieces(word: str) -> list[str]:
    if not UNSPACED_SCRIPT.search(word):
        return [word[:_STEM]]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def _topics(topics: Sequence[str]) -> dict[str, float]:
    return dict.fromkeys(topics, 1.0) | dict(zip(topics, _MAIN, strict=False))


def _names(named: Named) -> dict[str, float]:
    return dict.fromkeys(named.says, _SAID) | dict.fromkeys(named.brings, _BROUGHT)


def _part(features: Features, *, unit: bool) -> csr_array:
    """Rows of length 1; not `unit`: of length 1 at most, so that one common name is no whole."""
    places: dict[str, int] = {}
    columns, values, ends = array("q"), array("d"), array("q", [0])
    for each in features:
        columns.extend([places.setdefault(feature, len(places)) for feature in each])
        values.extend(each.values())
        ends.append(len(columns))
    size, column = len(ends) - 1, np.array(columns)
    row = np.repeat(np.arange(size), np.diff(ends))
    uses = np.bincount(column, minlength=len(places))
    rarity = (np.log((size + 1) / np.maximum(uses, 1)) / math.log(size + 2)) ** _FLAT
    rarity[uses > max(COMMON_LEAST, COMMON_SHARE * size)] = 0
    data = np.array(values) * rarity[column]
    shared = data * (uses > 1)[column]
    lengths = np.sqrt(np.bincount(row, shared * shared, minlength=size))
    lengths = np.where(lengths == 0, 1, lengths) if unit else np.maximum(lengths, 1)
    telling = data > 0
    place = (row[telling], column[telling])
    return csr_array((data[telling] / lengths[place[0]], place), shape=(size, len(places)))
