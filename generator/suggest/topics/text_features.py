"""What the suggester of topics learns from one text: its terms, and its evidence in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias

from generator.model import Topic
from generator.suggest.text_cache import TextCache, Texts, read_texts
from generator.suggest.topics.evidence import TopicPhrases, fold_texts
from generator.text.english import ALL_STOP_WORDS
from generator.text.phrases import split_unspaced
from generator.text.term_weights import words_and_pairs

Cells: TypeAlias = Sequence[tuple[int, int, int, int, int]]
_BYTE = 256


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """What is learned from one text.

    Attributes:
        terms: Its terms, a line each.
        counts: How often it has each.
        evidence: For each topic with evidence, its place in the vocabulary, the number of its
            phrases in the title, of those in the abstract only, and of its `not` phrases, and the
            occurrences that count.
    """

    terms: str
    counts: bytes | Sequence[int]
    evidence: Cells

    def term_counts(self) -> dict[str, int]:
        """How often it has each of its terms; made anew each time, as it needs much memory."""
        return dict(zip(self.terms.split("\n") if self.terms else (), self.counts, strict=True))


class TextReader:
    """Reads texts for a vocabulary.

    Args:
        topics: The vocabulary.
        cache: What was read before.
    """

    def __init__(self, topics: Sequence[Topic], cache: TextCache | None = None) -> None:
        self._phrases = TopicPhrases(topics)
        self._cache = cache
        phrases = repr([(topic.keywords, topic.excludes) for topic in topics])
        digest = blake2b(phrases.encode("utf-8", "surrogatepass"), digest_size=16)
        self._kind = f"topics {digest.hexdigest()}"

    def read(self, texts: Texts, *, keep: bool = False) -> list[TextFeatures]:
        """The features of each text; `keep` says whether the cache is asked and filled."""
        cache = self._cache if keep else None
        return [
            TextFeatures(terms, bytes(counts) if max(counts, default=0) < _BYTE else counts, cells)
            for terms, counts, cells in read_texts(texts, self._kind, self._features, cache)
        ]

    def _features(self, title: str, abstract: str) -> list[Any]:
        """The features of a text as JSON data: its terms, their numbers, the evidence."""
        text = fold_texts(title, abstract)
        terms = Counter(text_terms(text.combined))
        cells = [
            [topic, len(found.title), len(found.abstract), len(found.against), found.count]
            for topic, found in self._phrases.evidence(text)
        ]
        return ["\n".join(terms), list(terms.values()), cells]


def text_terms(text: str) -> list[str]:
    """The words and pairs of words of a folded text."""
    return words_and_pairs(split_unspaced(text), ALL_STOP_WORDS)
