"""Topics worth having: from papers that no topic brings together, and from tags."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.model import Catalog, Paper, Topic
from generator.suggest.topics.evidence import evidence, plain
from generator.suggest.topics.survey_groups import ALIKE, LEAST, MOST, evenly, groups, mean_cosine
from generator.suggest.topics.survey_terms import Rows, Terms
from generator.text.phrases import count_phrase, fold_phrase
from generator.text.slugs import unused_slug

TAGGED = 4  # papers of a tag that may become a topic
_PHRASES = 5
_PROPOSED = 5  # of each kind: more than an editor decides at one sitting
_POOR = 0.25  # share of a group's papers that are poorly covered, and at least LEAST of them
_TITLED = 0.25  # share of a tag's papers that name it in their titles: they are about it
_TO_WRITE = "to be written by an editor, what belongs here and what does not"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A topic worth having, the ids of its papers, and how many of them are poorly covered."""

    topic: Topic
    papers: tuple[str, ...]
    uncovered: int


def from_groups(catalog: Catalog, terms: Terms) -> tuple[Proposal, ...]:
    """Topics for papers that say the same while no topic has more than half of them.

    A paper counts for those of its topics that have one of their keywords in its text. Where none
    is left it is poorly covered, as is a paper without topics; three papers and a quarter of a
    group must be.
    Phrases that a topic of the vocabulary knows already make no new one.
    """
    held = [_held(paper, catalog) for paper in catalog.papers]
    some = _compared(np.array([not topics for topics in held], bool))
    found = []
    for group, alike in groups(terms.vectors[some]):
        rows = some[group]
        counts = Counter(topic for row in rows for topic in held[row])
        poor = sum(1 for row in rows if not held[row])
        if (
            poor >= max(LEAST, _POOR * len(rows))
            and max(counts.values(), default=0) <= len(rows) / 2
        ):
            found.append((-poor, -len(rows) * alike, rows))
    taken: set[int] = set()
    proposals: list[Proposal] = []
    for poor, _, rows in sorted(found, key=lambda each: (*each[:2], tuple(each[2]))):
        if taken.isdisjoint(rows.tolist()) and len(proposals) < _PROPOSED:
            phrases = _unsaid(terms.distinguishing(rows, 2 * _PHRASES), catalog.topics)
            if len(phrases) > 1:
                taken.update(rows.tolist())
                topics = [*catalog.topics, *(each.topic for each in proposals)]
                proposals.append(Proposal(
                    topic=_topic(catalog, terms, rows, phrases, topics),
                    papers=tuple(catalog.papers[row].id for row in rows),
                    uncovered=-poor,
                ))  # fmt: skip
    return tuple(proposals)


def from_tags(catalog: Catalog, terms: Terms, others: Collection[Proposal]) -> tuple[Proposal, ...]:
    """Topics for tags that no topic says: enough papers have them, are alike and about them."""
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    topics = [*catalog.topics, *(each.topic for each in others)]
    every = mean_cosine(terms.vectors[evenly(np.arange(len(catalog.papers)))])
    found = []
    for tag, papers in catalog.by_tag.items():
        if len(papers) < TAGGED or not _unsaid([tag], topics):
            continue
        rows = np.array([place[paper.id] for paper in papers])
        titled = sum(1 for p in papers if count_phrase(tag, plain(p.title, "").title))
        alike = mean_cosine(terms.vectors[evenly(rows)])
        if alike >= ALIKE * every and titled >= _TITLED * len(papers):
            found.append((-len(rows), -alike, tag, rows))
    proposals: list[Proposal] = []
    for _, _, tag, rows in sorted(found, key=lambda each: each[:3])[:_PROPOSED]:
        more = _unsaid(terms.distinguishing(rows, 2 * _PHRASES), topics)
        phrases = [
            terms.spelt(tag, rows),
            *(each for each in more if not count_phrase(_keyword(tag), fold_phrase(each))),
        ]
        taken = [*topics, *(each.topic for each in proposals)]
        proposals.append(Proposal(
            topic=_topic(catalog, terms, rows, phrases, taken),
            papers=tuple(catalog.papers[row].id for row in rows),
            uncovered=sum(1 for row in rows if not _held(catalog.papers[row], catalog)),
        ))  # fmt: skip
    return tuple(proposals)


def _held(paper: Paper, catalog: Catalog) -> set[str]:
    """The topics of a paper that have a keyword in its text, or none at all."""
    topics = [catalog.topic_by_id[each] for each in paper.topics if each in catalog.topic_by_id]
    text = plain(paper.title, paper.abstract)
    return {each.id for each in topics if not each.keywords or evidence(text, each).score > 0}


def _compared(poor: NDArray[np.bool_]) -> Rows:
    """The papers compared with each other: those poorly covered first, then of the others."""
    first = evenly(np.flatnonzero(poor))
    rest = np.flatnonzero(~poor)
    room = MOST - len(first)
    return np.sort(np.concatenate([first, evenly(rest, room) if room else rest[:0]]))


def _unsaid(phrases: Sequence[str], topics: Sequence[Topic]) -> list[str]:
    """The phrases that no topic has in its name, its keywords or its scope note."""
    return [phrase for phrase in phrases if not any(_says(topic, phrase) for topic in topics)]


def _says(topic: Topic, phrase: str) -> bool:
    plain_phrase = fold_phrase(phrase)
    own = fold_phrase(f"{topic.name} . {topic.description.partition(';')[0]}")
    return count_phrase(phrase, own) > 0 or any(
        count_phrase(keyword, plain_phrase) for keyword in topic.keywords
    )


def _topic(
    catalog: Catalog, terms: Terms, rows: Rows, phrases: Sequence[str], taken: Sequence[Topic]
) -> Topic:
    name = phrases[0][:1].upper() + phrases[0][1:]
    return Topic(
        id=unused_slug(name, {topic.id for topic in taken}),
        name=name,
        group=_group(catalog, terms, rows),
        description=f"{', '.join(phrases[:3])}; {_TO_WRITE}.",
        keywords=tuple(dict.fromkeys(map(_keyword, phrases[:_PHRASES]))),
    )


def _keyword(phrase: str) -> str:
    """The phrase as a keyword: a match allows a plural s, so none is needed."""
    return re.sub(r"(?<=[^\Waeius])s$", "", fold_phrase(phrase))


def _group(catalog: Catalog, terms: Terms, rows: Rows) -> str:
    """The group of the topic whose papers are most like these; the last one where none is."""
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    own = np.asarray(terms.vectors[rows].mean(axis=0)).ravel()
    best = (0.0, catalog.topics[-1].group if catalog.topics else "Topics")
    for topic, papers in catalog.by_topic.items():
        others = [place[paper.id] for paper in papers]
        if others:
            near = float(np.round((terms.vectors[np.array(others)] @ own).mean(), 6))
            if near > best[0]:
                best = (near, catalog.topic_by_id[topic].group)
    return best[1]
