"""Which of some narrower topics fit the papers of a topic, to split it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.topics.disagreements import MAX_FOLDS
from generator.suggest.topics.evidence import Suggestion


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitProposal:
    """What narrower topics a paper of a topic could have instead.

    Attributes:
        paper: The paper.
        present: The narrower topics that it has already.
        suggested: Others that are probable enough to be suggested, the most probable first.
        improbable: The rest, the most probable first.
    """

    paper: Paper
    present: tuple[str, ...]
    suggested: tuple[Suggestion, ...]
    improbable: tuple[Suggestion, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the topics that replace the one that is split; none if undecided."""
        return (*self.present, *(suggestion.id for suggestion in self.suggested))


def propose_split(catalog: Catalog, topic: str, into: Sequence[str]) -> list[SplitProposal]:
    """A proposal for each paper of a topic, by cross-validation.

    The papers of the topic say nothing against the narrower ones: nobody has asked yet whether
    they fit.

    Args:
        catalog: the list.
        topic: the id of the topic to split.
        into: the ids of the narrower topics.
    """
    papers = catalog.by_topic[topic]
    by_id = {
        proposal.paper.id: proposal
        for fold in range(min(MAX_FOLDS, len(papers)))
        for proposal in _propose_fold(catalog, papers[fold::MAX_FOLDS], topic, into)
    }
    return [by_id[paper.id] for paper in papers]


def _propose_fold(
    catalog: Catalog, papers: Sequence[Paper], topic: str, into: Sequence[str]
) -> Iterator[SplitProposal]:
    from generator.suggest.topics.topic_suggester import MIN_PROBABILITY, Suggester  # noqa: PLC0415 - slow to load

    own = {paper.id for paper in papers}
    suggester = Suggester(
        catalog.topics,
        [paper for paper in catalog.papers if paper.id not in own],
        borderline={p.id: frozenset(into) - {*p.topics} for p in catalog.by_topic[topic]},
    )
    texts = [(paper.title, paper.abstract) for paper in papers]
    found = suggester.suggest_all(texts, also=[into] * len(papers))
    for paper, (suggested, rest) in zip(papers, found, strict=True):
        scored = sorted((*suggested, *rest), key=lambda each: -each.score)
        new = [each for each in scored if each.id in into and each.id not in paper.topics]
        yield SplitProposal(
            paper=paper,
            present=tuple(id_ for id_ in into if id_ in paper.topics),
            suggested=tuple(each for each in new if each.score >= MIN_PROBABILITY),
            improbable=tuple(each for each in new if each.score < MIN_PROBABILITY),
        )
