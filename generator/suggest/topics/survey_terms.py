"""The phrases of a list, and those that distinguish a group of papers from the others.

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
Rows: TypeAlias = NDArray[np.intp]  # indices of papers in the list, shape (n,)

_URL = re.compile(r"(?:https?://|www\.)\S+")
_TAG_PREFIX = "tag: "
_MIN_Z_SCORE = 2.0
_MAX_PAPERS_READ = 100  # to look up the spelling of a phrase


class PhraseIndex:
    """The phrases of all papers, with tags as phrases of their own.

    Attributes:
        vectors: TF-IDF vectors of unit length, shape (n_papers, n_phrases), float64.
    """

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._texts = [(_plain_text(paper.title), _plain_text(paper.abstract)) for paper in papers]
        documents = [(*text, paper.tags) for text, paper in zip(self._texts, papers, strict=True)]
        min_documents = min(2, len(documents))
        counts, self._names = count_terms(
            map(_document_phrases, documents), min_documents=min_documents
        )
        self._blank_counts = np.array([name.count(" ") for name in self._names])
        self._presence = csr_array(counts.astype(bool).astype(float))
        self._document_counts = _document_counts(self._presence)
        columns = {name: column for column, name in enumerate(self._names)}
        self._in_title = count_known_terms(
            (_title_phrases(title) for title, _ in self._texts), columns
        )
        self.vectors = tfidf_vectors(counts, inverse_document_frequency(counts))

    def distinguishing_phrases(
        self, rows: Rows, limit: int, among: Rows | None = None
    ) -> tuple[str, ...]:
        """The phrases that distinguish papers from all others (or those `among`), best first.

        Ranked by the z-score of the log-odds ratio with Jeffreys' prior over papers that have a
        phrase (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16, 2008); titles
        and longer phrases raise it. At least two papers and a third of the group have each phrase.
        """
        inside = _document_counts(self._presence[rows])
        title_shares = _document_counts(self._in_title[rows]) / len(rows)
        whole = self._document_counts if among is None else _document_counts(self._presence[among])
        size = self._presence.shape[0] if among is None else len(among)
        scores = self._contrast(inside, len(rows), whole, size) * (1 + title_shares)
        min_papers = max(2, len(rows) / 3)
        eligible = np.flatnonzero((inside >= min_papers) & (scores > _MIN_Z_SCORE))
        ranked = sorted(eligible, key=lambda i: (-round(float(scores[i]), 6), self._names[i]))
        kept: list[str] = []
        for name in (self._names[i] for i in ranked):
            if not name.startswith(_TAG_PREFIX) and not any(
                _overlaps(name, other) for other in kept
            ):
                kept.append(name)
            if len(kept) == limit:
                break
        return self._spell(kept, rows)

    def _contrast(self, inside: Floats, count: int, whole: Floats, size: int) -> Floats:
        """The z-scores, raised for phrases of several words, which are better names."""
        scores = log_odds_z_score(inside, count, whole, size)
        return scores * (1 + self._blank_counts / 4)

    def spell_tag(self, tag: str, rows: Rows) -> str:
        """A tag as these papers spell it; unchanged if none of them has it in its text."""
        whole = re.compile(rf"(?<!\w){re.escape(tag)}(?!\w)", re.IGNORECASE)
        found = Counter(
            spelling for row in rows[:_MAX_PAPERS_READ] for text in self._texts[row]
            for spelling in whole.findall(text)
        )  # fmt: skip
        return _commonest_spelling(found) if found else tag

    def _spell(self, names: Sequence[str], rows: Rows) -> tuple[str, ...]:
        """Folded phrases as these papers spell them most often."""
        spellings: dict[str, Counter[str]] = {name: Counter() for name in names}
        for row in rows[:_MAX_PAPERS_READ]:
            for text in self._texts[row]:
                for name, spelling in phrases(text):
                    if name in spellings:
                        spellings[name][spelling] += 1
        return tuple(_commonest_spelling(found) for found in spellings.values() if found)


def _document_counts(has: csr_array) -> Floats:
    """How many papers have each phrase, shape (n_phrases,), float64."""
    return np.asarray(has.sum(axis=0), float).ravel()


def _plain_text(text: str) -> str:
    return _URL.sub(". ", to_text(text))


def _title_phrases(title: str) -> set[str]:
    return {name for name, _ in phrases(title)}


def _document_phrases(document: tuple[str, str, tuple[str, ...]]) -> Iterator[str]:
    title, abstract, tags = document
    for text in (title, title, abstract):  # titles count twice, as they are short
        yield from (name for name, _ in phrases(text))
    for tag in tags:  # twice, as editors chose them
        yield from [f"{_TAG_PREFIX}{fold_phrase(tag)}"] * 2


def _overlaps(name: str, other: str) -> bool:
    """Whether one of two phrases has all words of the other or begins with it."""
    mine, theirs = {*name.split()}, {*other.split()}
    is_beginning = name.startswith(other) or other.startswith(name)
    return is_beginning or mine <= theirs or theirs <= mine


def _commonest_spelling(found: Mapping[str, int]) -> str:
    """The commonest spelling; those with capitalized words, as in titles, count a quarter."""

    def weighted_count(spelling: str) -> float:
        return found[spelling] / (4 if _CAPITALIZED_WORD.search(spelling) else 1)

    return min(found, key=lambda spelling: (-weighted_count(spelling), spelling))


_CAPITALIZED_WORD = re.compile(r"(?<!\w)[^\W\d_a-z][a-z]+(?!\w)")
