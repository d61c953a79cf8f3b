"""Proposals for new topics, from groups of similar papers and from tags."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.model import Catalog, Paper, Topic
from generator.suggest.topics.evidence import find_evidence, fold_texts
from generator.suggest.topics.survey_groups import (
    MAX_PAPERS_COMPARED,
    MIN_GROUP_SIZE,
    MIN_SIMILARITY_RATIO,
    mean_cosine,
    sample_rows,
    similar_groups,
)
from generator.suggest.topics.survey_terms import PhraseIndex, Rows
from generator.text.phrases import count_phrase, fold_phrase
from generator.text.slugs import unused_slug

MIN_PAPERS_PER_TAG = 4  # of a tag that may become a topic
_PHRASES_PER_TOPIC = 5
_MAX_PROPOSALS = 5  # of each kind, at most
_MIN_UNCOVERED_SHARE = 0.25  # of poorly covered papers in a group
_MIN_TITLE_SHARE = 0.25  # of papers of a tag with the tag in their title
_DESCRIPTION_PLACEHOLDER = "to be written by an editor, what belongs here and what does not"


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicProposal:
    """A proposed topic, the ids of its papers, and how many of them are poorly covered."""

    topic: Topic
    papers: tuple[str, ...]
    uncovered: int


def propose_from_groups(catalog: Catalog, terms: PhraseIndex) -> tuple[TopicProposal, ...]:
    """Topics for groups of similar papers of which no topic has more than half.

    A topic covers a paper if one of its keywords is in the paper's text. A paper that no topic
    covers is poorly covered; at least `MIN_GROUP_SIZE` papers and a quarter of a group must be.
    Phrases that the vocabulary has already are not proposed again.
    """
    covering = [_covering_topics(paper, catalog) for paper in catalog.papers]
    compared = _select_rows(np.array([not topics for topics in covering], bool))
    found = []
    for group, cosine in similar_groups(terms.vectors[compared]):
        rows = compared[group]
        counts = Counter(topic for row in rows for topic in covering[row])
        uncovered = sum(1 for row in rows if not covering[row])
        if (
            uncovered >= max(MIN_GROUP_SIZE, _MIN_UNCOVERED_SHARE * len(rows))
            and max(counts.values(), default=0) <= len(rows) / 2
        ):
            found.append((-uncovered, -len(rows) * cosine, rows))
    taken: set[int] = set()
    proposals: list[TopicProposal] = []
    for negative_count, _, rows in sorted(found, key=lambda each: (*each[:2], tuple(each[2]))):
        if taken.isdisjoint(rows.tolist()) and len(proposals) < _MAX_PROPOSALS:
            phrases = _unknown_phrases(
                terms.distinguishing_phrases(rows, 2 * _PHRASES_PER_TOPIC), catalog.topics
            )
            if len(phrases) > 1:
                taken.update(rows.tolist())
                topics = [*catalog.topics, *(each.topic for each in proposals)]
                proposals.append(TopicProposal(
                    topic=_build_topic(catalog, terms, rows, phrases, topics),
                    papers=tuple(catalog.papers[row].id for row in rows),
                    uncovered=-negative_count,
                ))  # fmt: skip
    return tuple(proposals)


def propose_from_tags(
    catalog: Catalog, terms: PhraseIndex, others: Collection[TopicProposal]
) -> tuple[TopicProposal, ...]:
    """Topics for tags that no topic mentions, if their papers are many, similar and about them."""
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    topics = [*catalog.topics, *(each.topic for each in others)]
    list_cosine = mean_cosine(terms.vectors[sample_rows(np.arange(len(catalog.papers)))])
    found = []
    for tag, papers in catalog.by_tag.items():
        if len(papers) < MIN_PAPERS_PER_TAG or not _unknown_phrases([tag], topics):
            continue
        rows = np.array([place[paper.id] for paper in papers])
        titled = sum(1 for p in papers if count_phrase(tag, fold_texts(p.title, "").title))
        cosine = mean_cosine(terms.vectors[sample_rows(rows)])
        if cosine >= MIN_SIMILARITY_RATIO * list_cosine and titled >= _MIN_TITLE_SHARE * len(
            papers
        ):
            found.append((-len(rows), -cosine, tag, rows))
    proposals: list[TopicProposal] = []
    for _, _, tag, rows in sorted(found, key=lambda each: each[:3])[:_MAX_PROPOSALS]:
        more = _unknown_phrases(terms.distinguishing_phrases(rows, 2 * _PHRASES_PER_TOPIC), topics)
        phrases = [
            terms.spell_tag(tag, rows),
            *(each for each in more if not count_phrase(_to_keyword(tag), fold_phrase(each))),
        ]
        taken = [*topics, *(each.topic for each in proposals)]
        proposals.append(TopicProposal(
            topic=_build_topic(catalog, terms, rows, phrases, taken),
            papers=tuple(catalog.papers[row].id for row in rows),
            uncovered=sum(1 for row in rows if not _covering_topics(catalog.papers[row], catalog)),
        ))  # fmt: skip
    return tuple(proposals)


def _covering_topics(paper: Paper, catalog: Catalog) -> set[str]:
    """The topics of a paper that have a keyword in its text, and those without keywords."""
    topics = [catalog.topic_by_id[each] for each in paper.topics if each in catalog.topic_by_id]
    text = fold_texts(paper.title, paper.abstract)
    return {each.id for each in topics if not each.keywords or find_evidence(text, each).score > 0}


def _select_rows(is_uncovered: NDArray[np.bool_]) -> Rows:
    """The rows of papers to compare: poorly covered ones first, then others up to the limit."""
    first = sample_rows(np.flatnonzero(is_uncovered))
    rest = np.flatnonzero(~is_uncovered)
    remaining = MAX_PAPERS_COMPARED - len(first)
    return np.sort(np.concatenate([first, sample_rows(rest, remaining) if remaining else rest[:0]]))


def _unknown_phrases(phrases: Sequence[str], topics: Sequence[Topic]) -> list[str]:
    """The phrases that are in no topic's name, keywords or scope note."""
    return [phrase for phrase in phrases if not any(_mentions(topic, phrase) for topic in topics)]


def _mentions(topic: Topic, phrase: str) -> bool:
    plain_phrase = fold_phrase(phrase)
    topic_text = fold_phrase(f"{topic.name} . {topic.description.partition(';')[0]}")
    return count_phrase(phrase, topic_text) > 0 or any(
        count_phrase(keyword, plain_phrase) for keyword in topic.keywords
    )


def _build_topic(
    catalog: Catalog, terms: PhraseIndex, rows: Rows, phrases: Sequence[str], taken: Sequence[Topic]
) -> Topic:
    name = phrases[0][:1].upper() + phrases[0][1:]
    return Topic(
        id=unused_slug(name, {id_ for topic in taken for id_ in (topic.id, *topic.aliases)}),
        name=name,
        group=_nearest_group(catalog, terms, rows),
        description=f"{', '.join(phrases[:3])}; {_DESCRIPTION_PLACEHOLDER}.",
        keywords=tuple(dict.fromkeys(map(_to_keyword, phrases[:_PHRASES_PER_TOPIC]))),
    )


def _to_keyword(phrase: str) -> str:
    """The phrase as a keyword, without a plural s, which matching allows anyway."""
    return re.sub(r"(?<=[^\Waeius])s$", "", fold_phrase(phrase))


def _nearest_group(catalog: Catalog, terms: PhraseIndex, rows: Rows) -> str:
    """The group of the topic with the most similar papers; the last group if none is similar."""
    place = {paper.id: row for row, paper in enumerate(catalog.papers)}
    mean = np.asarray(terms.vectors[rows].mean(axis=0)).ravel()
    best = (0.0, catalog.topics[-1].group if catalog.topics else "Topics")
    for topic, papers in catalog.by_topic.items():
        others = [place[paper.id] for paper in papers]
        if others:
            cosine = float(np.round((terms.vectors[np.array(others)] @ mean).mean(), 6))
            if cosine > best[0]:
                best = (cosine, catalog.topic_by_id[topic].group)
    return best[1]
