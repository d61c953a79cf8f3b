"""Statistics of a list: how common phrases are, and which of them editors use as tags."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, log1p

from generator.suggest.tags.candidates import CandidateText, find_candidates, words_of
from generator.text.tag_spelling import canonical_spellings, tag_key

_MAX_SHARE = 0.2  # of papers; a more common phrase is boilerplate
_MIN_PAPERS = 4  # fewer papers do not make a phrase boilerplate
_SMOOTHING_PAPERS = 3.0  # with the mean rate, added to each word's counts


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedPaper:
    """A paper of the list, prepared for counting.

    Attributes:
        text: The candidates of its text.
        tags: Its tags.
        tag_ids: The identities of its tags.
        tag_words: All words of its tags.
        tag_ends: The last words of its tags, which name a kind of thing.
    """

    text: CandidateText
    tags: tuple[str, ...] = ()
    tag_ids: frozenset[str] = frozenset()
    tag_words: frozenset[str] = frozenset()
    tag_ends: frozenset[str] = frozenset()


def count_paper(title: str, abstract: str, tags: tuple[str, ...] = ()) -> CountedPaper:
    """A paper, prepared for counting."""
    words = [words_of(tag) for tag in tags]
    return CountedPaper(
        text=find_candidates(title, abstract),
        tags=tags,
        tag_ids=frozenset(map(tag_key, tags)),
        tag_words=frozenset(word for each in words for word in each),
        tag_ends=frozenset(each[-1] for each in words),
    )


class ListStatistics:
    """Counts over the papers of a list.

    The argument `own` of the methods excludes one paper from the counts, as if it were new; None
    excludes none. A `key` is an identity, see `tag_spelling.identity`.
    """

    def __init__(self, papers: Sequence[CountedPaper]) -> None:
        self.size = len(papers)
        self.spelling = _commonest_spellings(tag for paper in papers for tag in paper.tags)
        tagged = [paper for paper in papers if paper.tags]
        self._phrases = Counter(key for paper in papers for key in paper.text.candidates)
        self._tags = Counter(key for paper in tagged for key in paper.tag_ids)
        self._containing = Counter(
            key for paper in tagged for key in self.spelling
            if key in paper.text.parts or key in paper.tag_ids
        )  # fmt: skip
        self._words = Counter(word for paper in tagged for word in paper.text.words)
        self._tag_words = Counter(word for paper in tagged for word in paper.tag_words)
        self._tag_ends = Counter(word for paper in tagged for word in paper.tag_ends)

    def papers_with(self, key: str, own: CountedPaper | None) -> int:
        """How many other papers contain a phrase."""
        return self._phrases[key] - bool(own and key in own.text.candidates)

    def papers_tagged(self, key: str, own: CountedPaper | None) -> int:
        """How many other papers have a tag."""
        return self._tags[key] - bool(own and key in own.tag_ids)

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
        containing = self._containing[key] - bool(
            own and (key in own.text.parts or key in own.tag_ids)
        )
        return tagged / (containing + 1)

    def word_rate(self, word: str, own: CountedPaper | None) -> float:
        """The log of how much more often editors use a word in tags than other words of texts."""
        used = bool(own and word in own.tag_words)
        return self._rate(self._tag_words, word, used, own)

    def end_rate(self, word: str, own: CountedPaper | None) -> float:
        """The same as `word_rate` for the last word of tags."""
        used = bool(own and word in own.tag_ends)
        return self._rate(self._tag_ends, word, used, own)

    def _rate(self, counts: Counter[str], word: str, used: bool, own: CountedPaper | None) -> float:
        if not counts:
            return 0.0
        mean_rate = counts.total() / max(self._words.total(), 1)
        containing = self._words[word] - bool(own and own.tags and word in own.text.words)
        used_by = counts[word] - used
        return log(
            (used_by + _SMOOTHING_PAPERS * mean_rate)
            / (max(containing, used_by) + _SMOOTHING_PAPERS)
            / mean_rate
        )


def _commonest_spellings(tags: Iterable[str]) -> dict[str, str]:
    """Each tag's most used spelling by identity."""
    return {tag_key(tag): best for tag, best in canonical_spellings(Counter(tags)).items()}
