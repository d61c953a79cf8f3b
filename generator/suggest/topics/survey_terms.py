"""What groups of papers say that the others do not: the phrases of a list, and their contrast.

Phrases are counted folded (lower case, hyphens as spaces, no plural s) and shown as papers spell
them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from generator.model import Paper
from generator.suggest.topics.survey_words import phrases
from generator.text.log_odds import log_odds_z_score
from generator.text.phrases import fold_phrase
from generator.text.sanitize import to_text
from generator.text.term_weights import (
    count_known_terms,
    count_terms,
    inverse_document_frequency,
    tfidf_vectors,
)

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]  # which papers, by their place in the list

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TAG = "tag: "
_TELLING = 2.0  # z-score
_READ = 100  # papers whose spelling of a phrase is looked up


class Terms:
    """The phrases of all papers, and which paper has which; tags count as phrases of their own."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._texts = [(_words(paper.title), _words(paper.abstract)) for paper in papers]
        documents = [(*text, paper.tags) for text, paper in zip(self._texts, papers, strict=True)]
        least = min(2, len(documents))
        counts, self._names = count_terms(map(_terms, documents), min_documents=least)
        self._blanks = np.array([name.count(" ") for name in self._names])
        self._has = csr_array(counts.astype(bool).astype(float))
        self._spread = _counts(self._has)
        columns = {name: column for column, name in enumerate(self._names)}
        self._heads = count_known_terms((_heads(title) for title, _ in self._texts), columns)
        self.vectors = tfidf_vectors(counts, inverse_document_frequency(counts))

    def distinguishing(self, rows: Rows, most: int, among: Rows | None = None) -> tuple[str, ...]:
        """The phrases that set papers apart from all others (or those `among`), best first.

        Ranked by the z-score of the log odds (Monroe, Colaresi and Quinn, "Fightin' Words", 2008)
        over papers that have a phrase, with Jeffreys' prior; phrases of several words before the
        words they are made of. Each is had by two papers of the group, and by a third of it.
        """
        inside = _counts(self._has[rows])
        heads = _counts(self._heads[rows]) / len(rows)
        whole = self._spread if among is None else _counts(self._has[among])
        size = self._has.shape[0] if among is None else len(among)
        telling = self._contrast(inside, len(rows), whole, size) * (1 + heads)
        least = max(2, len(rows) / 3)
        able = np.flatnonzero((inside >= least) & (telling > _TELLING))
        ranked = sorted(able, key=lambda i: (-round(float(telling[i]), 6), self._names[i]))
        kept: list[str] = []
        for name in (self._names[i] for i in ranked):
            if not name.startswith(_TAG) and not any(_overlap(name, other) for other in kept):
                kept.append(name)
            if len(kept) == most:
                break
        return self._spelt(kept, rows)

    def _contrast(self, inside: Floats, count: int, whole: Floats, size: int) -> Floats:
        """The z-scores, more for phrases of several words: they say more as a name."""
        found = log_odds_z_score(inside, count, whole, size)
        return found * (1 + self._blanks / 4)

    def spelt(self, tag: str, rows: Rows) -> str:
        """A tag as papers spell it; as it is where none of them has it in its text."""
        whole = re.compile(rf"(?<!\w){re.escape(tag)}(?!\w)", re.IGNORECASE)
        found = Counter(
            spelling for row in rows[:_READ] for text in self._texts[row]
            for spelling in whole.findall(text)
        )  # fmt: skip
        return _usual(found) if found else tag

    def _spelt(self, names: Sequence[str], rows: Rows) -> tuple[str, ...]:
        """Folded phrases as the group's papers spell them most often."""
        spellings: dict[str, Counter[str]] = {name: Counter() for name in names}
        for row in rows[:_READ]:
            for text in self._texts[row]:
                for name, spelling in phrases(text):
                    if name in spellings:
                        spellings[name][spelling] += 1
        return tuple(_usual(found) for found in spellings.values() if found)


def _counts(has: csr_array) -> Floats:
    """How many papers have each phrase."""
    return np.asarray(has.sum(axis=0), float).ravel()


def _words(text: str) -> str:
    return _ADDRESS.sub(". ", to_text(text))


def _heads(title: str) -> set[str]:
    return {name for name, _ in phrases(title)}


def _terms(document: tuple[str, str, tuple[str, ...]]) -> Iterator[str]:
    title, abstract, tags = document
    for text in (title, title, abstract):  # a title says in few words what abstracts say in many
        yield from (name for name, _ in phrases(text))
    for tag in tags:  # an editor's own words
        yield from [f"{_TAG}{fold_phrase(tag)}"] * 2


def _overlap(name: str, other: str) -> bool:
    """Whether two phrases say the same: one has the words of the other, or begins with it."""
    mine, theirs = {*name.split()}, {*other.split()}
    begun = name.startswith(other) or other.startswith(name)
    return begun or mine <= theirs or theirs <= mine


def _usual(found: Mapping[str, int]) -> str:
    """The commonest spelling; one with the capitals of a title counts little."""

    def counted(spelling: str) -> float:
        return found[spelling] / (4 if _TITLED.search(spelling) else 1)

    return min(found, key=lambda spelling: (-counted(spelling), spelling))


_TITLED = re.compile(r"(?<!\w)[^\W\d_a-z][a-z]+(?!\w)")
