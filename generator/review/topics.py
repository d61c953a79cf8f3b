"""Which topics of the vocabulary were renamed, so that no paper of theirs seems to move."""

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from generator.model import Catalog, Topic
from generator.review.types import RenamedTopic
from generator.text.characters import key

_LEAST_PAPERS = 2  # one paper in common may be chance


def renamed_topics(
    base: Catalog, head: Catalog, paper_ids: Mapping[str, str]
) -> tuple[RenamedTopic, ...]:
    """Topics that stay under another name, another id, or both; in the order of their new ids.

    A topic whose id went is the one whose id came if both share the name, or else the description,
    or else the papers, and no third topic that came or went shares it too. Of the papers those
    count that are in both states; `paper_ids` gives the new id of each by its old one.
    """
    found = [
        _renamed(topic, head.topic_by_id[id_], "id")
        for id_, topic in base.topic_by_id.items()
        if id_ in head.topic_by_id and topic.name != head.topic_by_id[id_].name
    ]
    gone = [topic for id_, topic in base.topic_by_id.items() if id_ not in head.topic_by_id]
    come = [topic for id_, topic in head.topic_by_id.items() if id_ not in base.topic_by_id]
    common = frozenset(paper_ids.values())

    def papers_before(topic: Topic) -> Collection[str]:
        return _enough({paper_ids.get(p.id, "") for p in base.by_topic[topic.id]} & common)

    def papers_after(topic: Topic) -> Collection[str]:
        return _enough({paper.id for paper in head.by_topic[topic.id]} & common)

    signs: tuple[tuple[Literal["name", "description", "papers"], _Sign, _Sign], ...] = (
        ("name", _name, _name),
        ("description", _description, _description),
        ("papers", papers_before, papers_after),
    )
    for by, sign_before, sign_after in signs:
        pairs = _unique_pairs(gone, come, sign_before, sign_after)
        found += [_renamed(before, after, by) for before, after in pairs]
        gone = [topic for topic in gone if all(topic is not before for before, _ in pairs)]
        come = [topic for topic in come if all(topic is not after for _, after in pairs)]
    return tuple(sorted(found, key=lambda topic: topic.after))


_Sign = Callable[[Topic], Collection[str]]


def _unique_pairs(
    gone: list[Topic], come: list[Topic], sign_before: _Sign, sign_after: _Sign
) -> list[tuple[Topic, Topic]]:
    """The topics that share a sign, where just one of those gone and one of those come has it."""
    before, after = _by_sign(gone, sign_before), _by_sign(come, sign_after)
    return [
        (topics[0], after[sign][0])
        for sign, topics in before.items()
        if len(topics) == 1 and len(after.get(sign, ())) == 1
    ]


def _by_sign(topics: list[Topic], sign: _Sign) -> dict[Collection[str], list[Topic]]:
    found: dict[Collection[str], list[Topic]] = {}
    for topic in topics:
        if value := sign(topic):
            found.setdefault(value, []).append(topic)
    return found


def _name(topic: Topic) -> str:
    return key(topic.name)


def _description(topic: Topic) -> str:
    return key(topic.description)


def _enough(papers: set[str]) -> frozenset[str]:
    return frozenset(papers) if len(papers) >= _LEAST_PAPERS else frozenset()


def _renamed(
    before: Topic, after: Topic, by: Literal["id", "name", "description", "papers"]
) -> RenamedTopic:
    return RenamedTopic(
        before=before.id, after=after.id, name_before=before.name, name_after=after.name, by=by
    )
