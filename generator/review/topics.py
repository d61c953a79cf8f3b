"""Find renamed topics, so that their papers do not appear to have changed topics."""

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from generator.model import Catalog, Topic
from generator.review.types import RenamedTopic
from generator.text.slugs import comparison_key

_MIN_COMMON_PAPERS = 2  # one common paper may be a coincidence


def find_renamed_topics(
    base: Catalog, head: Catalog, paper_ids: Mapping[str, str]
) -> tuple[RenamedTopic, ...]:
    """Topics with another name, another id, or both; in the order of their new ids.

    A removed id and an added id are one topic if both share the name, or else the description, or
    else the papers, and no other removed or added topic shares it.

    Args:
        base: the list before.
        head: the list after.
        paper_ids: the new id by the old id of each paper that is in both.
    """
    found = [
        _make_rename(topic, head.topic_by_id[id_], "id")
        for id_, topic in base.topic_by_id.items()
        if id_ in head.topic_by_id and topic.name != head.topic_by_id[id_].name
    ]
    removed = [topic for id_, topic in base.topic_by_id.items() if id_ not in head.topic_by_id]
    added = [topic for id_, topic in head.topic_by_id.items() if id_ not in base.topic_by_id]
    common = frozenset(paper_ids.values())

    def papers_before(topic: Topic) -> Collection[str]:
        return _if_enough({paper_ids.get(p.id, "") for p in base.by_topic[topic.id]} & common)

    def papers_after(topic: Topic) -> Collection[str]:
        return _if_enough({paper.id for paper in head.by_topic[topic.id]} & common)

    key_functions: tuple[
        tuple[Literal["name", "description", "papers"], _KeyFunction, _KeyFunction], ...
    ] = (
        ("name", _name_key, _name_key),
        ("description", _description_key, _description_key),
        ("papers", papers_before, papers_after),
    )
    for by, key_before, key_after in key_functions:
        pairs = _unique_pairs(removed, added, key_before, key_after)
        found += [_make_rename(before, after, by) for before, after in pairs]
        removed = [topic for topic in removed if all(topic is not before for before, _ in pairs)]
        added = [topic for topic in added if all(topic is not after for _, after in pairs)]
    return tuple(sorted(found, key=lambda topic: topic.after))


_KeyFunction = Callable[[Topic], Collection[str]]


def _unique_pairs(
    removed: list[Topic], added: list[Topic], key_before: _KeyFunction, key_after: _KeyFunction
) -> list[tuple[Topic, Topic]]:
    """Pairs of a removed and an added topic that share a key which no other topic has."""
    before, after = _group_by_key(removed, key_before), _group_by_key(added, key_after)
    return [
        (topics[0], after[shared][0])
        for shared, topics in before.items()
        if len(topics) == 1 and len(after.get(shared, ())) == 1
    ]


def _group_by_key(topics: list[Topic], key_of: _KeyFunction) -> dict[Collection[str], list[Topic]]:
    found: dict[Collection[str], list[Topic]] = {}
    for topic in topics:
        if value := key_of(topic):
            found.setdefault(value, []).append(topic)
    return found


def _name_key(topic: Topic) -> str:
    return comparison_key(topic.name)


def _description_key(topic: Topic) -> str:
    return comparison_key(topic.description)


def _if_enough(papers: set[str]) -> frozenset[str]:
    return frozenset(papers) if len(papers) >= _MIN_COMMON_PAPERS else frozenset()


def _make_rename(
    before: Topic, after: Topic, by: Literal["id", "name", "description", "papers"]
) -> RenamedTopic:
    return RenamedTopic(
        before=before.id, after=after.id, name_before=before.name, name_after=after.name, by=by
    )
