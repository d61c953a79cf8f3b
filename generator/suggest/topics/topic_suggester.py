"""The suggester: it combines the topics' phrases with what editors chose for other papers.

Each pair of a paper and a topic has a few features (`_FEATURES`): phrases of the topic in the title
and in the abstract, `not` phrases, the phrases' share of the best topic's, the TF-IDF cosine of the
paper and the topic's own words, and the prediction of kernel ridge regression from papers that have
topics. A logistic regression with one weight per feature, the same for all topics, gives the
probability. Its weights have a Gaussian prior around `_PRIOR_WEIGHTS`, which alone serves a list
without examples. They are fitted to the editors' decisions with leave-one-out predictions, because
predictions that know a paper's own topics would be too good.

Source of the leave-one-out residuals: Rasmussen and Williams, Gaussian Processes for Machine
Learning (2006), section 5.4.2, equation 5.12. The rest is textbook.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from generator.model import Paper, Topic
from generator.suggest.text_cache import TextCache, Texts
from generator.suggest.topics.evidence import Suggestion, find_evidence, fold_texts
from generator.suggest.topics.text_features import Cells, TextFeatures, TextReader, text_terms
from generator.text.sanitize import to_text
from generator.text.short_titles import short_title
from generator.text.term_weights import (
    count_known_terms,
    count_terms,
    inverse_document_frequency,
    tfidf_vectors,
)

Floats: TypeAlias = NDArray[np.float64]

MAX_TOPICS_PER_PAPER = 4
MIN_PROBABILITY = 0.88  # high, because a wrong topic is worse than a missing one
MAX_TRAINING_PAPERS = 2000  # the most recent ones; the time grows with their cube
PHRASE_FEATURES = ("title", "phrases", "count", "against", "share")
WORDING_FEATURES = ("scope", "filed")
_FEATURES = (*PHRASE_FEATURES, *WORDING_FEATURES, "always")
# One per feature; chosen with benchmarks/topics.py.
_PRIOR_WEIGHTS = np.array([1.0, 2.0, 2.0, -2.0, 1.5, 2.5, 1.0, -4.5])
_PRIOR_PRECISION = 3.0  # editors choose phrases to fit their papers, so data overrates them
_SCALE = {"scope": 10.0, "filed": 5.0}  # cosines are smaller than counts
_MAX_SMALL_KERNEL = 300  # rows
_PAPERS_PER_BLOCK = 500  # bounds the memory
_ROWS_PER_BLOCK = 100
_MIN_NEIGHBOUR_COSINE = 0.08  # of papers named as similar in the evidence
_MAX_NEIGHBOURS = 2


class Suggester:
    """Suggests topics of a vocabulary, trained on papers that have topics.

    Args:
        topics: The vocabulary.
        examples: Papers with their topics; those without topics count as undecided.
        borderline: Topics that are neither right nor wrong, by paper id.
        without: Features to leave out (`PHRASE_FEATURES`, `WORDING_FEATURES`), for ablations.
        cache: What was read in texts before.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        examples: Sequence[Paper] = (),
        *,
        borderline: Mapping[str, frozenset[str]] | None = None,
        without: Collection[str] = (),
        cache: TextCache | None = None,
    ) -> None:
        self.topics = tuple(topics)
        self._without = without
        with_topics = sorted(
            (p for p in examples if p.topics), key=lambda paper: (str(paper.added or ""), paper.id)
        )
        self._examples = with_topics[-MAX_TRAINING_PAPERS:]
        self._reader = TextReader(self.topics, cache)
        self._kept = 0  # texts of `suggest_ids`, of which the next suggester learns
        if self.topics:
            self._fit(borderline or {})

    def suggest(self, title: str, abstract: str) -> tuple[Suggestion, ...]:
        """At most `MAX_TOPICS_PER_PAPER` topics, the most probable first.

        A topic below `MIN_PROBABILITY` is not suggested.
        """
        ((suggested, _),) = self.suggest_all([(title, abstract)])
        return suggested

    def suggest_ids(self, papers: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
        """The ids of the suggested topics of each paper, without the evidence.

        Args:
            papers: Titles and abstracts.
        """
        remaining = iter(papers)
        while block := list(islice(remaining, _PAPERS_PER_BLOCK)):
            if not self.topics:
                yield from [()] * len(block)
                continue
            keep = self._kept < MAX_TRAINING_PAPERS
            self._kept += len(block)
            scores, _ = self._score(block, keep=keep)
            for row in scores:
                order = np.argsort(-row, kind="stable")[:MAX_TOPICS_PER_PAPER]
                yield tuple(self.topics[j].id for j in order if row[j] >= MIN_PROBABILITY)

    def suggest_all(
        self, papers: Sequence[tuple[str, str]], also: Sequence[Collection[str]] = ()
    ) -> list[tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]]:
        """Suggestions for many papers at once.

        Args:
            papers: Titles and abstracts.
            also: For each paper, topics whose probability is wanted if they are not suggested.

        Returns:
            For each paper, the suggested topics, and the others of `also`.
        """
        if not self.topics:
            return [((), ()) for _ in papers]
        answers = []
        for start in range(0, len(papers), _PAPERS_PER_BLOCK):
            block = slice(start, start + _PAPERS_PER_BLOCK)
            answers += self._suggest_block(papers[block], also[block])
        return answers

    def _suggest_block(
        self, papers: Sequence[tuple[str, str]], also: Sequence[Collection[str]]
    ) -> list[tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]]:
        scores, vectors = self._score(papers)
        cosines = (vectors @ self._known.T).toarray()
        answers = []
        for i, row in enumerate(scores):
            scored = [
                Suggestion(id=self.topics[j].id, score=float(row[j]),
                           evidence=self._explain(papers[i], vectors[[i]], cosines[i], j))
                for j in np.argsort(-row, kind="stable")
                if row[j] >= MIN_PROBABILITY or (also and self.topics[j].id in also[i])
            ]  # fmt: skip
            best = tuple(s for s in scored if s.score >= MIN_PROBABILITY)[:MAX_TOPICS_PER_PAPER]
            wanted = also[i] if also else ()
            answers.append((best, tuple(s for s in scored if s.id in wanted and s not in best)))
        return answers

    def probabilities(self, papers: Texts) -> Floats:
        """The probabilities of all topics, shape (n_papers, n_topics)."""
        return self._score(papers)[0]

    def _score(self, papers: Texts, *, keep: bool = False) -> tuple[Floats, csr_array]:
        """Probabilities, shape (n_papers, n_topics), and vectors of the texts.

        `keep` says whether what is read in the texts is kept for the next suggester.
        """
        texts = self._reader.read(papers, keep=keep)
        vectors = self._vectors(texts)
        evidence = [text.evidence for text in texts]
        features = self._features(evidence, vectors, self._predict(vectors))
        return np.round(_logistic(features @ self._weights), 4), vectors

    def _fit(self, borderline: Mapping[str, frozenset[str]]) -> None:
        """Fit the vectors, the ridge regression and the weights.

        If papers and topics have only stop words, nothing can be suggested.
        """
        texts = self._reader.read(
            [(paper.title, paper.abstract) for paper in self._examples], keep=True
        )
        phrases = "phrases" not in self._without
        own = [text_terms(_topic_text(topic, phrases=phrases)) for topic in self.topics]
        counts, self._terms = count_terms(chain((text.term_counts() for text in texts), own))
        if not self._terms:
            self.topics = ()
            return
        self._columns = {term: column for column, term in enumerate(self._terms)}
        self._idf = inverse_document_frequency(counts)
        self._known = tfidf_vectors(counts, self._idf)
        evidence = [text.evidence for text in texts]
        del texts  # their terms need much memory
        papers, self._scopes = self._known[: len(evidence)], self._known[len(evidence) :]
        targets = np.array([
            [_target(paper, topic, borderline) for topic in self.topics] for paper in self._examples
        ]).reshape(len(self._examples), len(self.topics))  # fmt: skip
        leave_one_out = self._fit_ridge(np.vstack([targets, np.eye(len(self.topics))]))[
            : len(evidence)
        ]
        features = self._features(evidence, papers, leave_one_out)
        is_decided = targets != _BORDERLINE_TARGET
        self._weights = _fit_weights(features[is_decided], targets[is_decided])

    def _vectors(self, texts: Sequence[TextFeatures]) -> csr_array:
        """TF-IDF vectors of unit length, shape (n_texts, n_terms), float64."""
        counts = count_known_terms((text.term_counts() for text in texts), self._columns)
        return tfidf_vectors(counts, self._idf)

    def _fit_ridge(self, targets: Floats) -> Floats:
        """Fit kernel ridge regression with a linear kernel and a penalty of 1.

        Args:
            targets: What to predict, shape (n_papers + n_topics, n_topics), float64.

        Returns:
            Leave-one-out predictions less the means of the targets, of the same shape.
        """
        mean = targets.mean(axis=0)
        self._dual, diagonal = solve_kernel(self._kernel(), targets - mean)
        left_out: Floats = targets - mean - self._dual / diagonal[:, None]
        return left_out

    def _kernel(self) -> Floats:
        """The cosines of all papers and topics, with 1 added to the diagonal."""
        size, transposed = self._known.shape[0], self._known.T.tocsr()
        kernel = np.eye(size)
        for start in range(0, size, _ROWS_PER_BLOCK):
            rows = slice(start, start + _ROWS_PER_BLOCK)
            kernel[rows] += (self._known[rows] @ transposed).toarray()
        return kernel

    def _predict(self, vectors: csr_array) -> Floats:
        """Predictions less the means of the targets, shape (n_texts, n_topics), float64."""
        predicted: Floats = (vectors @ self._known.T).toarray() @ self._dual
        return predicted

    def _features(self, evidence: Sequence[Cells], vectors: csr_array, filed: Floats) -> Floats:
        """The features, shape (n_texts, n_topics, n_features), float64."""
        shape = (len(evidence), len(self.topics))
        # Most texts have no phrase of most topics: there all numbers are 0.
        cells = np.array(
            [(i, *cell) for i, row in enumerate(evidence) for cell in row], np.int64
        ).reshape(-1, 6)
        rows, places, title, abstract, against, count = cells.T

        def grid(numbers: NDArray[np.int64]) -> Floats:
            filled = np.zeros(shape)
            filled[rows, places] = numbers
            return filled

        score = grid(2 * title + count - 3 * against)
        best = np.maximum(score.max(axis=1, keepdims=True, initial=1), 1)
        scope = (vectors @ self._scopes.T).toarray()
        scope -= scope.mean(axis=1, keepdims=True)
        columns = {
            "title": grid(np.minimum(title, 2)),
            "phrases": np.log1p(grid(title + abstract)),
            "count": np.log1p(grid(count)),
            "against": grid(np.minimum(against, 1)),
            "share": np.clip(score / best, 0, 1),
            "scope": _SCALE["scope"] * scope,
            "filed": _SCALE["filed"] * filed,
            "always": np.ones(shape),
        }
        kept = [columns[name] * (name not in self._without) for name in _FEATURES]
        return np.stack(kept, axis=-1)

    def _explain(
        self, paper: tuple[str, str], vector: csr_array, cosines: Floats, topic: int
    ) -> tuple[str, ...]:
        """The evidence in words: phrases, then similar papers, else words of the scope note."""
        found = find_evidence(fold_texts(*paper), self.topics[topic])
        reasons = [f"title: {p!r}" for p in found.title] + [
            f"abstract: {p!r}" for p in found.abstract
        ]
        here = self.topics[topic].id
        near = [i for i in np.argsort(-cosines[: len(self._examples)], kind="stable")
                if cosines[i] >= _MIN_NEIGHBOUR_COSINE
                and here in self._examples[i].topics][:_MAX_NEIGHBOURS]  # fmt: skip
        if near:
            names = (short_title(to_text(self._examples[i].title)) for i in near)
            reasons.append(f"like: {', '.join(names)}")
        if not reasons:
            shared = (vector * self._scopes[[topic]]).tocoo()
            best = sorted(zip(-shared.data, shared.col, strict=True))[:3]
            words = ", ".join(repr(self._terms[i]) for _, i in best)
            reasons.append(f"scope note: {words}" if words else "nothing in the text")
        return tuple(reasons)


def solve_kernel(kernel: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """Solve a symmetric, positive definite system.

    Args:
        kernel: Shape (n, n), float64; overwritten.
        targets: Shape (n, n_topics), float64.

    Returns:
        The solution, shape (n, n_topics), and the diagonal of the kernel's inverse, shape (n,).
    """
    if len(kernel) <= _MAX_SMALL_KERNEL:  # without loading what larger ones need
        inverse = np.linalg.inv(kernel)
        return inverse @ targets, np.diag(inverse)
    from scipy.linalg import cho_solve, cholesky  # noqa: PLC0415 - slow to load
    from scipy.linalg.lapack import dtrtri  # noqa: PLC0415

    # Transposed, because LAPACK has columns in a row: the symmetric kernel is overwritten.
    factor = cholesky(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve((factor, True), targets, check_finite=False)
    inverse, _ = dtrtri(factor, lower=1, overwrite_c=1)  # of the factor
    return dual, np.einsum("ij,ij->j", inverse, inverse)


def _logistic(margin: Floats) -> Floats:
    """`1 / (1 + exp(-margin))`, without overflow and without loading `scipy.special`."""
    probability: Floats = (1 + np.tanh(margin / 2)) / 2
    return probability


_BORDERLINE_TARGET = 0.3  # between 0 (not chosen) and 1 (chosen)


def _target(paper: Paper, topic: Topic, borderline: Mapping[str, frozenset[str]]) -> float:
    if topic.id in borderline.get(paper.id, ()):
        return _BORDERLINE_TARGET
    return float(topic.id in paper.topics)


def _fit_weights(features: Floats, targets: Floats) -> Floats:
    """Weights of a logistic regression with a Gaussian prior around `_PRIOR_WEIGHTS`.

    Args:
        features: Shape (n_decisions, n_features), float64.
        targets: 0 or 1, shape (n_decisions,), float64.

    Returns:
        The weights that maximize the posterior, shape (n_features,), float64.
    """
    if not len(targets):
        return _PRIOR_WEIGHTS
    # Imported here: it takes long to load, and a list without examples has nothing to fit.
    from scipy.optimize import minimize  # noqa: PLC0415

    sign = 2 * targets - 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (features @ weights)
        away = weights - _PRIOR_WEIGHTS
        slope = _PRIOR_PRECISION * away - features.T @ (sign * _logistic(-margin))
        return float(np.logaddexp(0, -margin).sum() + _PRIOR_PRECISION * away @ away / 2), slope

    return np.asarray(minimize(loss, _PRIOR_WEIGHTS, jac=True, method="L-BFGS-B").x)


def _topic_text(topic: Topic, *, phrases: bool) -> str:
    """A topic's own words: its name, keywords, and scope note up to `;`, where exclusions begin."""
    name = fold_texts(topic.name, topic.description.partition(";")[0])
    parts = [name.combined, *(topic.keywords if phrases else ())]
    return " . ".join(text.removesuffix("*") for text in parts).lower()
