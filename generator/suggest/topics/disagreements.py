"""Differences between the topics that editors chose and those suggested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.topics.evidence import Suggestion

MAX_FOLDS = 5  # of the cross-validation: a suggester is trained for each


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What would be suggested for a paper of the list if it were new.

    Attributes:
        paper: The paper; without topics it counts as undecided.
        suggested: The topics that would be suggested.
        missing: Those of them that the editors did not choose.
        doubtful: Topics that the editors chose, but that are not probable enough to be suggested.
    """

    paper: Paper
    suggested: tuple[Suggestion, ...]
    missing: tuple[Suggestion, ...]
    doubtful: tuple[Suggestion, ...]


def advise(catalog: Catalog, papers: Sequence[Paper]) -> list[Advice]:
    """Advice for papers of the list, in their order, by cross-validation.

    The suggester for a paper was trained on all papers of the list except those of its fold.
    """
    by_id = {
        advice.paper.id: advice
        for fold in range(min(MAX_FOLDS, len(papers)))
        for advice in _advise_fold(catalog, papers[fold::MAX_FOLDS])
    }
    return [by_id[paper.id] for paper in papers]


def _advise_fold(catalog: Catalog, papers: Sequence[Paper]) -> Iterator[Advice]:
    from generator.suggest.topics.topic_suggester import MIN_PROBABILITY, Suggester  # noqa: PLC0415 - slow to load

    own = {paper.id for paper in papers}
    suggester = Suggester(catalog.topics, [p for p in catalog.papers if p.id not in own])
    found = suggester.suggest_all(
        [(p.title, p.abstract) for p in papers], also=[p.topics for p in papers]
    )
    for paper, (suggested, rest) in zip(papers, found, strict=True):
        yield Advice(
            paper=paper,
            suggested=suggested,
            missing=tuple(s for s in suggested if s.id not in paper.topics),
            doubtful=tuple(
                s for s in rest if s.score < MIN_PROBABILITY
            ),  # not those cut by the limit
        )
