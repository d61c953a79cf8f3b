"""The phrases of topics, `keywords` and `not`, that occur in a paper's texts."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Topic
from generator.text.phrases import PhraseIndex, count_phrase, fold_phrase
from generator.text.sanitize import to_text

_MAX_COUNT_PER_PHRASE = 3  # more repetitions are no more evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class FoldedText:
    """A paper's title and abstract as plain text in lower case, with hyphens as spaces."""

    title: str
    abstract: str

    @property
    def combined(self) -> str:
        """Title and abstract; the title twice, because it is short and counts more."""
        return f"{self.title} . {self.title} . {self.abstract}"


def fold_texts(title: str, abstract: str) -> FoldedText:
    """A paper's texts, folded and without LaTeX."""
    return FoldedText(title=fold_phrase(to_text(title)), abstract=fold_phrase(to_text(abstract)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The phrases of a topic that occur in a paper's texts.

    Attributes:
        title: Those in the title.
        abstract: Those in the abstract only.
        against: The topic's `not` phrases in either.
        count: Occurrences of all phrases, the title counting once, each phrase at most
            `_MAX_COUNT_PER_PHRASE` times.
    """

    title: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    count: int = 0

    @property
    def is_any(self) -> bool:
        """Whether a phrase occurs."""
        return bool(self.count or self.against)

    @property
    def score(self) -> int:
        """The evidence as one number: a phrase in the title counts as three in the abstract."""
        return 2 * len(self.title) + self.count - 3 * len(self.against)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A topic's id, its probability (0 to 1) as `score`, and the evidence in words."""

    id: str
    score: float
    evidence: tuple[str, ...]


def find_evidence(
    text: FoldedText, topic: Topic, possible: Container[str] | None = None
) -> Evidence:
    """The evidence for one topic in a paper's texts; phrases that are not `possible` are not."""
    keywords, excludes = (
        phrases if possible is None else [phrase for phrase in phrases if phrase in possible]
        for phrases in (topic.keywords, topic.excludes)
    )
    found = [(p, count_phrase(p, text.title), count_phrase(p, text.abstract)) for p in keywords]
    both = f"{text.title} {text.abstract}"
    return Evidence(
        title=tuple(phrase for phrase, head, _ in found if head),
        abstract=tuple(phrase for phrase, head, body in found if body and not head),
        against=tuple(phrase for phrase in excludes if count_phrase(phrase, both)),
        count=sum(min(body + bool(head), _MAX_COUNT_PER_PHRASE) for _, head, body in found),
    )


class TopicPhrases:
    """The phrases of topics, found in texts without looking for each of them."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = topics
        self._index = PhraseIndex(p for t in topics for p in (*t.keywords, *t.excludes))
        self._topics_of: dict[str, set[int]] = {}
        for i, topic in enumerate(topics):
            for phrase in (*topic.keywords, *topic.excludes):
                self._topics_of.setdefault(phrase, set()).add(i)

    def evidence(self, text: FoldedText) -> Iterator[tuple[int, Evidence]]:
        """The evidence in a paper's texts, with the place of its topic; in the topics' order."""
        phrases = self._index.find_possible(f"{text.title} {text.abstract}")
        for i in sorted({i for phrase in phrases for i in self._topics_of[phrase]}):
            found = find_evidence(text, self._topics[i], phrases)
            if found.is_any:
                yield i, found
