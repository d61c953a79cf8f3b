"""What the list knows before it sees a paper: how common phrases are, and what editors tag."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, log1p

from generator.suggest.tags.candidates import Text, read, words_of
from generator.text.tag_spelling import canonical_spellings, tag_key

_USUAL = 0.2  # share of papers from which a phrase is boilerplate
_FEW = 4  # papers that prove nothing
_DOUBT = 3.0  # papers' worth of doubt in a rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """One paper of the list as the statistics count it: what its text holds, what its tags are.

    `tag_ids` are the tags' identities, `tag_words` all their words, `tag_ends` their last words,
    which say what kind of thing each is.
    """

    text: Text
    tags: tuple[str, ...] = ()
    tag_ids: frozenset[str] = frozenset()
    tag_words: frozenset[str] = frozenset()
    tag_ends: frozenset[str] = frozenset()


def seen(title: str, abstract: str, tags: tuple[str, ...] = ()) -> Seen:
    """A paper, counted."""
    words = [words_of(tag) for tag in tags]
    return Seen(
        text=read(title, abstract),
        tags=tags,
        tag_ids=frozenset(map(tag_key, tags)),
        tag_words=frozenset(word for each in words for word in each),
        tag_ends=frozenset(each[-1] for each in words),
    )


class Background:
    """Counts over the papers of a list; `own` takes one paper out of them, as if it were new."""

    def __init__(self, papers: Sequence[Seen]) -> None:
        self.size = len(papers)
        self.spelling = _spellings(tag for paper in papers for tag in paper.tags)
        filed = [paper for paper in papers if paper.tags]
        self._phrases = Counter(key for paper in papers for key in paper.text.candidates)
        self._tags = Counter(key for paper in filed for key in paper.tag_ids)
        self._held = Counter(
            key for paper in filed for key in self.spelling
            if key in paper.text.parts or key in paper.tag_ids
        )  # fmt: skip
        self._words = Counter(word for paper in filed for word in paper.text.words)
        self._tag_words = Counter(word for paper in filed for word in paper.tag_words)
        self._tag_ends = Counter(word for paper in filed for word in paper.tag_ends)

    def papers_with(self, key: str, own: Seen | None) -> int:
        """How many other papers hold a phrase."""
        return self._phrases[key] - bool(own and key in own.text.candidates)

    def papers_tagged(self, key: str, own: Seen | None) -> int:
        """How many other papers have a tag."""
        return self._tags[key] - bool(own and key in own.tag_ids)

    def common(self, key: str, own: Seen | None) -> float:
        """How common a phrase is where nobody made it a tag, whatever the list's size."""
        return log1p(100 * self._untagged(key, own) / (self.size + 20))

    def is_boilerplate(self, key: str, own: Seen | None) -> bool:
        """Whether so many papers have a phrase that it tells none of them from the others."""
        return self._untagged(key, own) > max(_FEW, self.size * _USUAL)

    def _untagged(self, key: str, own: Seen | None) -> int:
        return max(self.papers_with(key, own) - self.papers_tagged(key, own), 0)

    def tagged(self, key: str, own: Seen | None) -> float:
        """The share of papers holding a known tag that have it (0 for an unknown one)."""
        tagged = self.papers_tagged(key, own)
        if not tagged:
            return 0.0
        held = self._held[key] - bool(own and (key in own.text.parts or key in own.tag_ids))
        return tagged / (held + 1)

    def word_rate(self, word: str, own: Seen | None) -> float:
        """How much rather than other words editors use one in tags, where the text has it."""
        used = bool(own and word in own.tag_words)
        return self._rate(self._tag_words, word, used, own)

    def end_rate(self, word: str, own: Seen | None) -> float:
        """The same for the last word of tags."""
        used = bool(own and word in own.tag_ends)
        return self._rate(self._tag_ends, word, used, own)

    def _rate(self, counts: Counter[str], word: str, used: bool, own: Seen | None) -> float:
        if not counts:
            return 0.0
        usual = counts.total() / max(self._words.total(), 1)
        held = self._words[word] - bool(own and own.tags and word in own.text.words)
        used_by = counts[word] - used
        return log((used_by + _DOUBT * usual) / (max(held, used_by) + _DOUBT) / usual)


def _spellings(tags: Iterable[str]) -> dict[str, str]:
    """Each tag's most used spelling by identity."""
    return {tag_key(tag): best for tag, best in canonical_spellings(Counter(tags)).items()}
