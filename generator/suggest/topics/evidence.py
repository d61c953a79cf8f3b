"""The phrases of topics, `keywords` and `not`, that occur in a paper's texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Topic
from generator.text.phrases import count_phrase, fold_phrase
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
    def score(self) -> int:
        """The evidence as one number: a phrase in the title counts as three in the abstract."""
        return 2 * len(self.title) + self.count - 3 * len(self.against)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A topic's id, its probability (0 to 1) as `score`, and the evidence in words."""

    id: str
    score: float
    evidence: tuple[str, ...]


def find_evidence(text: FoldedText, topic: Topic) -> Evidence:
    """The evidence for one topic in a paper's texts."""
    found = [
        (p, count_phrase(p, text.title), count_phrase(p, text.abstract)) for p in topic.keywords
    ]
    both = f"{text.title} {text.abstract}"
    return Evidence(
        title=tuple(phrase for phrase, head, _ in found if head),
        abstract=tuple(phrase for phrase, head, body in found if body and not head),
        against=tuple(phrase for phrase in topic.excludes if count_phrase(phrase, both)),
        count=sum(min(body + bool(head), _MAX_COUNT_PER_PHRASE) for _, head, body in found),
    )


def evidence_matrix(texts: Sequence[FoldedText], topics: Sequence[Topic]) -> list[list[Evidence]]:
    """The evidence for every topic in every text, with a row per text and a column per topic."""
    return [[find_evidence(text, topic) for topic in topics] for text in texts]
