"""The suggester: an editor's phrases and the papers editors have filed, weighed together.

Each pair of a text and a topic is described by a few numbers (`_FEATURES`): phrases of the topic in
the title and in the abstract, `not` phrases, the phrases' share of the best topic's, how close
the text is to the topic's own words (TF-IDF cosine), and what kernel ridge regression over the
filed papers says. A logistic regression with one weight a feature, the same for all topics, makes
a probability of them. Its weights are drawn from `_PRIOR`, which serves a list without a filed
paper, towards what explains the editors' own decisions; these are explained as if each filed
paper were new (leave-one-out, in closed form), or they would praise the model for its memory.

Sources: Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), section 5.4.2
for the leave-one-out residuals; the rest is textbook.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import expit

from generator.model import Paper, Topic
from generator.suggest.topics.evidence import Evidence, Suggestion, Text, all_evidence, plain
from generator.text.english import ALL_STOP_WORDS
from generator.text.phrases import split_unspaced
from generator.text.sanitize import to_text
from generator.text.short_titles import short_title
from generator.text.term_weights import (
    count_known_terms,
    count_terms,
    inverse_document_frequency,
    tfidf_vectors,
    words_and_pairs,
)

Floats: TypeAlias = NDArray[np.float64]

MOST = 4
ENOUGH = 0.88  # the least probability worth a suggestion: a wrong topic costs more than a lost one
LATEST = 2000  # papers learnt from, at most: the work grows with their cube
PHRASES = ("title", "phrases", "count", "against", "share")
WORDING = ("scope", "filed")
_FEATURES = (*PHRASES, *WORDING, "always")
_PRIOR = np.array([1.0, 2.0, 2.0, -2.0, 1.5, 2.5, 1.0, -4.5])  # measured with benchmarks/topics.py
_STIFF = 3.0  # pull towards them: editors choose phrases by their papers, which flatters phrases
_SCALE = {"scope": 10.0, "filed": 5.0}  # cosines are small beside counts
_BLOCK = 500  # papers judged at once, which bounds the memory
_CLOSE = 0.08  # cosine of papers worth naming as alike
_ALIKE = 2


class Suggester:
    """Knows a vocabulary and the papers filed under it; says where others belong.

    `examples` are papers with their topics (a paper without topics counts as not yet decided) and
    `borderline` what neither belongs nor does not, by paper id. `without` names features to leave
    out (`PHRASES`, `WORDING`), to measure what each is worth.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        examples: Sequence[Paper] = (),
        *,
        borderline: Mapping[str, frozenset[str]] | None = None,
        without: Collection[str] = (),
    ) -> None:
        self.topics = tuple(topics)
        self._without = without
        filed = sorted(
            (p for p in examples if p.topics), key=lambda paper: (str(paper.added or ""), paper.id)
        )
        self._filed = filed[-LATEST:]
        if self.topics:
            self._learn(borderline or {})

    def suggest(self, title: str, abstract: str) -> tuple[Suggestion, ...]:
        """At most `MOST` topics, the surest first; none where none is sure enough."""
        ((suggested, _),) = self.suggest_all([(title, abstract)])
        return suggested

    def suggest_all(
        self, papers: Sequence[tuple[str, str]], also: Sequence[Collection[str]] = ()
    ) -> list[tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]]:
        """For many titles and abstracts at once: what is suggested, and what else was asked for.

        `also` names topics, a collection a paper, whose probability is wanted where they are not
        suggested.
        """
        if not self.topics:
            return [((), ()) for _ in papers]
        answers = []
        for start in range(0, len(papers), _BLOCK):
            block = slice(start, start + _BLOCK)
            answers += self._judged(papers[block], also[block])
        return answers

    def _judged(
        self, papers: Sequence[tuple[str, str]], also: Sequence[Collection[str]]
    ) -> list[tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]]:
        texts = [plain(title, abstract) for title, abstract in papers]
        found = all_evidence(texts, self.topics)
        vectors = self._vectors(texts)
        features = self._features(found, vectors, self._predict(vectors))
        alike = (vectors @ self._known.T).toarray()
        answers = []
        for i, row in enumerate(np.round(expit(features @ self._weights), 4)):
            judged = [
                Suggestion(id=self.topics[j].id, score=float(row[j]),
                           evidence=self._words(found[i][j], vectors[[i]], alike[i], j))
                for j in np.argsort(-row, kind="stable")
                if row[j] >= ENOUGH or (also and self.topics[j].id in also[i])
            ]  # fmt: skip
            suggested = tuple(s for s in judged if s.score >= ENOUGH)[:MOST]
            asked = also[i] if also else ()
            rest = (s for s in judged if s.id in asked and s not in suggested)
            answers.append((suggested, tuple(rest)))
        return answers

    def _learn(self, borderline: Mapping[str, frozenset[str]]) -> None:
        """Fit the vectors, the ridge regression and the weights.

        Where neither papers nor topics have a word but stop words, nothing can be suggested.
        """
        texts = [plain(paper.title, paper.abstract) for paper in self._filed]
        phrases = "phrases" not in self._without
        own = [_own_words(topic, phrases=phrases) for topic in self.topics]
        counts, self._terms = count_terms(map(_terms, [*(text.whole for text in texts), *own]))
        if not self._terms:
            self.topics = ()
            return
        self._columns = {term: column for column, term in enumerate(self._terms)}
        self._idf = inverse_document_frequency(counts)
        self._known = tfidf_vectors(counts, self._idf)
        papers, self._scopes = self._known[: len(texts)], self._known[len(texts) :]
        decided = np.array([
            [_decided(paper, topic, borderline) for topic in self.topics] for paper in self._filed
        ]).reshape(len(self._filed), len(self.topics))  # fmt: skip
        as_if_new = self._ridge(np.vstack([decided, np.eye(len(self.topics))]))[: len(texts)]
        found = all_evidence(texts, self.topics)
        features = self._features(found, papers, as_if_new)
        sure = decided != _HALF
        self._weights = _weights(features[sure], decided[sure])

    def _vectors(self, texts: Sequence[Text]) -> csr_array:
        counts = count_known_terms((_terms(text.whole) for text in texts), self._columns)
        return tfidf_vectors(counts, self._idf)

    def _ridge(self, decided: Floats) -> Floats:
        """Fit on the decisions; what each would have been foretold without itself."""
        self._mean = decided.mean(axis=0)
        kernel = (self._known @ self._known.T).toarray()
        inverse = np.linalg.inv(kernel + np.eye(len(kernel)))
        self._pulls: Floats = inverse @ (decided - self._mean)
        new: Floats = decided - self._mean - self._pulls / np.diag(inverse)[:, None]
        return new

    def _predict(self, vectors: csr_array) -> Floats:
        foretold: Floats = (vectors @ self._known.T).toarray() @ self._pulls
        return foretold

    def _features(
        self, found: Sequence[Sequence[Evidence]], vectors: csr_array, filed: Floats
    ) -> Floats:
        """Texts by topics by `_FEATURES`."""
        shape = (len(found), len(self.topics))

        def grid(number: Any) -> Floats:
            return np.array([[number(e) for e in row] for row in found], float).reshape(shape)

        score = grid(lambda e: e.score)
        best = np.maximum(score.max(axis=1, keepdims=True, initial=1), 1)
        scope = (vectors @ self._scopes.T).toarray()
        scope -= scope.mean(axis=1, keepdims=True)
        columns = {
            "title": grid(lambda e: min(len(e.title), 2)),
            "phrases": np.log1p(grid(lambda e: len(e.title) + len(e.abstract))),
            "count": np.log1p(grid(lambda e: e.count)),
            "against": grid(lambda e: bool(e.against)),
            "share": np.clip(score / best, 0, 1),
            "scope": _SCALE["scope"] * scope,
            "filed": _SCALE["filed"] * filed,
            "always": np.ones(shape),
        }
        left = [columns[name] * (name not in self._without) for name in _FEATURES]
        return np.stack(left, axis=-1)

    def _words(
        self, found: Evidence, vector: csr_array, alike: Floats, topic: int
    ) -> tuple[str, ...]:
        """Why, for people: phrases, then papers filed there, then the scope note's words."""
        said = [f"title: {p!r}" for p in found.title] + [f"abstract: {p!r}" for p in found.abstract]
        here = self.topics[topic].id
        near = [i for i in np.argsort(-alike[: len(self._filed)], kind="stable")
                if alike[i] >= _CLOSE and here in self._filed[i].topics][:_ALIKE]  # fmt: skip
        if near:
            said.append(f"like: {', '.join(_short(self._filed[i]) for i in near)}")
        if not said:
            shared = (vector * self._scopes[[topic]]).tocoo()
            best = sorted(zip(-shared.data, shared.col, strict=True))[:3]
            words = ", ".join(repr(self._terms[i]) for _, i in best)
            said.append(f"scope note: {words}" if words else "nothing in the text")
        return tuple(said)


def _terms(text: str) -> list[str]:
    return words_and_pairs(split_unspaced(text), ALL_STOP_WORDS)


_HALF = 0.3  # stands for a borderline decision: less than yes, more than no


def _decided(paper: Paper, topic: Topic, borderline: Mapping[str, frozenset[str]]) -> float:
    if topic.id in borderline.get(paper.id, ()):
        return _HALF
    return float(topic.id in paper.topics)


def _weights(features: Floats, decided: Floats) -> Floats:
    """Logistic regression that starts from `_PRIOR` and leaves it as far as decisions demand."""
    sign = 2 * decided - 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (features @ weights)
        away = weights - _PRIOR
        slope = _STIFF * away - features.T @ (sign * expit(-margin))
        return float(np.logaddexp(0, -margin).sum() + _STIFF * away @ away / 2), slope

    return np.asarray(minimize(loss, _PRIOR, jac=True, method="L-BFGS-B").x)


def _own_words(topic: Topic, *, phrases: bool) -> str:
    """What a topic says of itself; its scope note up to the `;` that begins what is not meant."""
    name = plain(topic.name, topic.description.partition(";")[0])
    own = [name.whole, *(topic.keywords if phrases else ())]
    return " . ".join(text.removesuffix("*") for text in own).lower()


def _short(paper: Paper) -> str:
    """A paper's name before the colon of its title, or the title's beginning."""
    return short_title(to_text(paper.title))
