"""What a text holds of each topic's own words, the `keywords` and `not` phrases of its editors."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Topic
from generator.text.phrases import count_phrase, fold_phrase
from generator.text.sanitize import to_text

_RECURS = 3  # a phrase that recurs says no more than this


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A paper as the suggestions read it: plain text, lower case, hyphens as spaces."""

    title: str
    abstract: str

    @property
    def whole(self) -> str:
        """Both; the title twice, as it says in few words what the abstract says in many."""
        return f"{self.title} . {self.title} . {self.abstract}"


def plain(title: str, abstract: str) -> Text:
    """A paper's texts, LaTeX residue decoded."""
    return Text(title=fold_phrase(to_text(title)), abstract=fold_phrase(to_text(abstract)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The phrases of a topic that a text holds.

    `abstract` has those that only the abstract holds, `count` is how often all were found (the
    title once, each at most `_RECURS` times), `against` are the topic's `not` phrases.
    """

    title: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    count: int = 0

    @property
    def score(self) -> int:
        """One number: a phrase in the title counts for three in the abstract."""
        return 2 * len(self.title) + self.count - 3 * len(self.against)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A topic's id, its probability (0 to 1), and the evidence in words."""

    id: str
    score: float
    evidence: tuple[str, ...]


def evidence(text: Text, topic: Topic) -> Evidence:
    """The evidence of one topic in one text."""
    found = [
        (p, count_phrase(p, text.title), count_phrase(p, text.abstract)) for p in topic.keywords
    ]
    both = f"{text.title} {text.abstract}"
    return Evidence(
        title=tuple(phrase for phrase, head, _ in found if head),
        abstract=tuple(phrase for phrase, head, body in found if body and not head),
        against=tuple(phrase for phrase in topic.excludes if count_phrase(phrase, both)),
        count=sum(min(body + bool(head), _RECURS) for _, head, body in found),
    )


def all_evidence(texts: Sequence[Text], topics: Sequence[Topic]) -> list[list[Evidence]]:
    """The evidence of every topic in every text: a row a text, a column a topic."""
    return [[evidence(text, topic) for topic in topics] for text in texts]
