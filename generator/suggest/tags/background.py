"""Statistics of a list: how common phrases are, and which of them editors use as tags."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from math import log, log1p

from generator.suggest.tags.candidates import KnownTags
from generator.suggest.tags.packed_text import PackedText
from generator.suggest.tags.word_facts import words_of
from generator.text.tag_spelling import canonical_spellings, tag_key

_MAX_SHARE = 0.2  # of papers; a more common phrase is boilerplate
_MIN_PAPERS = 4  # fewer papers do not make a phrase boilerplate
_SMOOTHING_PAPERS = 3.0  # with the mean rate, added to each word's counts


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPaper:
    """A paper of the list, prepared for counting.

    Attributes:
        keys: The identities of the candidates of its text.
        text: The words of its text, see `CandidateText.words`.
        tag_ids: The identities of its tags.
        tag_words: All words of its tags.
        tag_ends: The last words of its tags, which name a kind of thing.
        words: All words of candidates, if it has tags.
    """

    keys: frozenset[str]
    text: str = ""
    tag_ids: frozenset[str] = frozenset()
    tag_words: frozenset[str] = frozenset()
    tag_ends: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def count_paper(text: PackedText, tags: tuple[str, ...]) -> CountedPaper:
    """A paper, prepared for counting."""
    keys = frozenset(text.key_list())
    if not tags:
        return CountedPaper(keys=keys)
    words = [words_of(tag) for tag in tags]
    return CountedPaper(
        keys=keys,
        text=text.words,
        tag_ids=frozenset(map(tag_key, tags)),
        tag_words=frozenset(word for each in words for word in each),
        tag_ends=frozenset(each[-1] for each in words),
        words=frozenset(text.candidate_words.split()),
    )


class ListStatistics:
    """Counts over the papers of a list, each of which is read once and not kept.

    The argument `own` of the methods excludes one paper from the counts, as if it were new; None
    excludes none. A `key` is an identity, see `tag_spelling.tag_key`.

    Args:
        papers: The papers of the list.
        spelling: Each tag's most used spelling by identity, see `commonest_spellings`.
    """

    def __init__(self, papers: Iterable[CountedPaper], spelling: dict[str, str]) -> None:
        self.size = 0
        self.spelling = spelling
        self._phrases: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._tagged_papers: list[tuple[str, frozenset[str]]] = []
        self._containing: dict[str, int] = {}
        self._words: Counter[str] = Counter()
        self._tag_words: Counter[str] = Counter()
        self._tag_ends: Counter[str] = Counter()
        for paper in papers:
            self._add(paper)
        self._mean_tag_words = self._tag_words.total() / max(self._words.total(), 1)
        self._mean_tag_ends = self._tag_ends.total() / max(self._words.total(), 1)
        self._word_rates = WordRates(self._rate_of_word, None)
        self._end_rates = WordRates(self._rate_of_end, None)

    def _add(self, paper: CountedPaper) -> None:
        self.size += 1
        self._phrases.update(paper.keys)
        if paper.tag_ids:
            self._tags.update(paper.tag_ids)
            self._tagged_papers.append((paper.text, paper.tag_ids))
            self._words.update(paper.words)
            self._tag_words.update(paper.tag_words)
            self._tag_ends.update(paper.tag_ends)

    def add_untagged(self, keys: Collection[str]) -> None:
        """Count the candidates of a text that will join the list."""
        self.size += 1
        self._phrases.update(keys)

    def papers_with(self, key: str, own: CountedPaper | None) -> int:
        """How many other papers contain a phrase."""
        return self._phrases.get(key, 0) - bool(own and key in own.keys)

    def papers_tagged(self, key: str, own: CountedPaper | None) -> int:
        """How many other papers have a tag."""
        return self._tags.get(key, 0) - bool(own and key in own.tag_ids)

    def commonness(self, key: str, own: CountedPaper | None) -> float:
        """How common a phrase is in papers that do not have it as a tag, on a logarithmic scale.

        The value hardly depends on the size of the list.
        """
        return log1p(100 * self._untagged(key, own) / (self.size + 20))

    def is_boilerplate(self, key: str, own: CountedPaper | None) -> bool:
        """Whether so many papers contain a phrase that it distinguishes none of them."""
        return self._untagged(key, own) > max(_MIN_PAPERS, self.size * _MAX_SHARE)

    def _untagged(self, key: str, own: CountedPaper | None) -> int:
        return max(self.papers_with(key, own) - self.papers_tagged(key, own), 0)

    def tagging_rate(self, key: str, own: CountedPaper | None) -> float:
        """The share of papers with a known tag in their text that have it; 0 for an unknown tag."""
        tagged = self.papers_tagged(key, own)
        if not tagged:
            return 0.0
        if key not in self._containing:
            self.count_containing(self.spelling)
        containing = self._containing[key]
        if own and (key in own.tag_ids or key in KnownTags([key]).find(own.text)):
            containing -= 1
        return tagged / (containing + 1)

    def count_containing(self, keys: Iterable[str]) -> None:
        """Count the papers with tags that contain or have each of some known tags.

        Without it the first question counts all tags, which takes long for a single paper.
        """
        known = KnownTags(keys)
        counts = Counter(dict.fromkeys(known.identities, 0))
        for text, tag_ids in self._tagged_papers:
            counts.update(known.find(text).keys() | (tag_ids & known.identities))
        self._containing |= counts

    def word_rates(self, own: CountedPaper | None) -> "WordRates":
        """The log of how much more often editors use a word in tags than other words of texts."""
        return self._word_rates if own is None else WordRates(self._rate_of_word, own)

    def end_rates(self, own: CountedPaper | None) -> "WordRates":
        """The same as `word_rates` for the last word of tags."""
        return self._end_rates if own is None else WordRates(self._rate_of_end, own)

    def _rate_of_word(self, word: str, own: CountedPaper | None) -> float:
        used_by = self._tag_words.get(word, 0) - bool(own and word in own.tag_words)
        return self._rate(used_by, self._mean_tag_words, word, own)

    def _rate_of_end(self, word: str, own: CountedPaper | None) -> float:
        used_by = self._tag_ends.get(word, 0) - bool(own and word in own.tag_ends)
        return self._rate(used_by, self._mean_tag_ends, word, own)

    def _rate(self, used_by: int, mean_rate: float, word: str, own: CountedPaper | None) -> float:
        if not mean_rate:
            return 0.0
        containing = self._words.get(word, 0) - bool(own and word in own.words)
        return log(
            (used_by + _SMOOTHING_PAPERS * mean_rate)
            / (max(containing, used_by) + _SMOOTHING_PAPERS)
            / mean_rate
        )


class WordRates(dict[str, float]):
    """A rate by word, worked out when it is first asked for."""

    def __init__(
        self, rate: Callable[[str, CountedPaper | None], float], own: CountedPaper | None
    ) -> None:
        self._rate = rate
        self._own = own

    def __missing__(self, word: str) -> float:
        """The rate of a word."""
        self[word] = rate = self._rate(word, self._own)
        return rate


def commonest_spellings(tags: Iterable[str]) -> dict[str, str]:
    """Each tag's most used spelling by identity."""
    return {tag_key(tag): best for tag, best in canonical_spellings(Counter(tags)).items()}
