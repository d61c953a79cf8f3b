"""Where the editors' decisions and the suggestions differ, in both directions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.topics.evidence import Suggestion

FOLDS = 5  # suggesters to learn, at most: each judges the papers it has not seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What would be suggested for a paper of the list if it were new.

    `missing` are suggestions the editors did not take, `doubtful` topics they chose of which the
    suggester is not sure enough to suggest them. A paper without topics is not decided yet.
    """

    paper: Paper
    suggested: tuple[Suggestion, ...]
    missing: tuple[Suggestion, ...]
    doubtful: tuple[Suggestion, ...]


def advise(catalog: Catalog, papers: Sequence[Paper]) -> list[Advice]:
    """Advice for papers of the list, in their order; no paper is judged by its own decision."""
    judged = {
        advice.paper.id: advice
        for fold in range(min(FOLDS, len(papers)))
        for advice in _judged(catalog, papers[fold::FOLDS])
    }
    return [judged[paper.id] for paper in papers]


def _judged(catalog: Catalog, papers: Sequence[Paper]) -> Iterator[Advice]:
    from generator.suggest.topics.topic_suggester import ENOUGH, Suggester  # noqa: PLC0415 - slow to load

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
            doubtful=tuple(s for s in rest if s.score < ENOUGH),  # not what only had no room
        )
