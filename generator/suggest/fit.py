"""How well papers that are new to a list fit it, and why: for `watch`, which ranks them.

A paper's topics are those that the list's topic model would suggest, with their probabilities. If
none is probable enough for a suggestion, the most probable one is named as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.topics import Suggestion, suggester
from generator.suggest.topics.evidence import fold_texts
from generator.text.phrases import PhraseIndex, count_phrase
from generator.text.tag_spelling import tag_key

MAX_TAGS = 5
MAX_EVIDENCE = 3  # of a topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """How well a paper fits a list.

    Attributes:
        topics: The topics that would be suggested, the most probable first; else the best one.
        is_clear: Whether these would be suggested.
        tags: Tags of the list that its texts have or its sources name, the most used first.
    """

    topics: tuple[Suggestion, ...] = ()
    is_clear: bool = False
    tags: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The probability of the best topic; 0 without topics."""
        return max((topic.score for topic in self.topics), default=0.0)


def rank(catalog: Catalog, papers: Sequence[Paper]) -> list[tuple[int, Fit]]:
    """The places of papers and their fits, the best fit first.

    The probability of the best topic decides, then the number of tags; of equals, the newest paper
    comes first. The order does not depend on that of `papers`, whose ids differ.
    """
    fits = list(enumerate(_fits(catalog, papers)))
    fits.sort(key=lambda each: papers[each[0]].id)
    fits.sort(key=lambda each: _day(papers[each[0]]), reverse=True)
    return sorted(fits, key=lambda each: (-each[1].score, -len(each[1].tags)))


def describe_fit(fit: Fit, catalog: Catalog) -> str:
    """The reason in words: `Serving 0.97 (title: 'serving'); tags: attention`."""
    parts = [
        f"{catalog.topic_by_id[topic.id].name} {topic.score:.2f} "
        f"({'; '.join(topic.evidence[:MAX_EVIDENCE])})"
        for topic in fit.topics
    ]
    if catalog.topics and not fit.is_clear:
        best = parts[0] if parts else "none"
        parts = [f"no topic fits clearly; the best is {best}"]
    parts += [f"tags: {', '.join(fit.tags)}"] if fit.tags else []
    return "; ".join(parts) or "no topic and no tag of the list"


def _day(paper: Paper) -> tuple[int, int, int]:
    return paper.published.sort_key if paper.published else (0, 0, 0)


def _fits(catalog: Catalog, papers: Sequence[Paper]) -> Iterator[Fit]:
    if not papers:
        return
    tags = _Tags(catalog)
    texts = [(paper.title, paper.abstract) for paper in papers]
    model = suggester(catalog.topics, catalog.papers)
    if not model.topics:
        yield from (Fit(tags=tags.of(paper)) for paper in papers)
        return
    best = [[model.topics[i].id] for i in model.probabilities(texts).argmax(axis=1)]
    found = model.suggest_all(texts, also=best)
    for paper, (suggested, rest) in zip(papers, found, strict=True):
        yield Fit(topics=suggested or rest, is_clear=bool(suggested), tags=tags.of(paper))


class _Tags:
    """Finds the tags of a list in papers."""

    def __init__(self, catalog: Catalog) -> None:
        used = sorted(catalog.by_tag, key=lambda tag: (-len(catalog.by_tag[tag]), tag))
        self._used = {tag: place for place, tag in enumerate(used)}
        self._by_key = {tag_key(tag): tag for tag in reversed(used)}
        # An asterisk at the end would stand for any ending.
        self._index = PhraseIndex(tag for tag in used if not tag.endswith("*"))

    def of(self, paper: Paper) -> tuple[str, ...]:
        """At most `MAX_TAGS` tags, the most used first."""
        text = fold_texts(paper.title, paper.abstract)
        both = f"{text.title} . {text.abstract}"
        found = {tag for tag in self._index.find_possible(both) if count_phrase(tag, both)}
        found |= {self._by_key[key] for tag in paper.tags if (key := tag_key(tag)) in self._by_key}
        return tuple(sorted(found, key=self._used.__getitem__)[:MAX_TAGS])
