"""Topics renamed, merged and split, in the vocabulary and in all papers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.model import Catalog, Edit, Paper, Topic
from generator.model.errors import UsageError
from generator.project.editing.papers import refuse_invalid_id
from generator.project.editing.reading_paths import follow_topic
from generator.suggest.topics.split import SplitProposal, propose_split
from generator.text.characters import one_line
from generator.text.did_you_mean import did_you_mean


def find_topic(catalog: Catalog, id_: str) -> Topic:
    """The topic with an id.

    Raises:
        UsageError: the vocabulary has no such topic.
    """
    if id_ in catalog.topic_by_id:
        return catalog.topic_by_id[id_]
    for topic in catalog.topics:
        if id_ in topic.aliases:
            raise UsageError(f"{id_!r} is an old id of the topic {topic.id!r}. Write {topic.id!r}")
    raise UsageError(f"{id_!r} is not a topic of the vocabulary"
                     f"{did_you_mean(id_, catalog.topic_by_id)}")  # fmt: skip


def rename_topic(catalog: Catalog, old: str, new: str, name: str = "") -> Edit:
    """Give a topic another id, in the vocabulary and in papers; the old one becomes an alias.

    Args:
        catalog: the list.
        old: the id of a topic.
        new: its new id.
        name: its new name; empty keeps the old one.

    Raises:
        UsageError: there is no such topic, or the new id is not valid or belongs to another one.
    """
    topic = find_topic(catalog, old)
    _refuse_new_id(catalog, topic, new)
    if name != one_line(name):
        raise UsageError(f"{name!r} cannot be the name of a topic. Write words on one line")
    aliases = (*(alias for alias in topic.aliases if alias != new), old)
    renamed = replace(topic, id=new, name=name or topic.name, aliases=aliases)
    topics = tuple(renamed if each is topic else each for each in catalog.topics)
    return Edit(
        papers=tuple(_with_topic_renamed(catalog, old, new)), topics=topics,
        paths=follow_topic(catalog, old, new),
    )  # fmt: skip


def _refuse_new_id(catalog: Catalog, topic: Topic, new: str) -> None:
    if new == topic.id:
        raise UsageError(
            f"{new!r} is the same id twice. Name the topic, then its new id; to change only its "
            "name, edit topics.yml"
        )
    refuse_invalid_id(new)
    if new in catalog.topic_by_id:
        raise UsageError(f"{new!r} is another topic. To make one of both, run "
                         f"`reading-list topics merge {new} {topic.id}`")  # fmt: skip
    for other in catalog.topics:
        if other is not topic and new in other.aliases:
            raise UsageError(
                f"{new!r} is an alias of the topic {other.id!r}, whose old address leads there. "
                "Choose another id, or remove the alias first"
            )


def merge_topics(catalog: Catalog, keep: str, drop: str) -> Edit:
    """Merge one topic into another: its papers, phrases and aliases; its entry is removed.

    Name, group and description of the kept topic stay.

    Args:
        catalog: the list.
        keep: the id of the topic that stays.
        drop: the id of the topic that is merged into it.

    Raises:
        UsageError: there is no such topic, or both are the same.
    """
    kept, dropped = find_topic(catalog, keep), find_topic(catalog, drop)
    if kept is dropped:
        raise UsageError(f"{keep!r} is named twice. Name the topic to keep, then the other one")
    keywords = tuple(dict.fromkeys((*kept.keywords, *dropped.keywords)))
    # What spoke against one of the two may speak for the other.
    excludes = dict.fromkeys((*kept.excludes, *dropped.excludes))
    merged = replace(
        kept, keywords=keywords,
        excludes=tuple(phrase for phrase in excludes if phrase not in keywords),
        aliases=tuple(dict.fromkeys((*kept.aliases, drop, *dropped.aliases))),
    )  # fmt: skip
    topics = (merged if each is kept else each for each in catalog.topics if each is not dropped)
    remarks = [f"{field} of {drop} is not kept: {one_line(getattr(dropped, field))!r}"
               for field in ("name", "group", "description")
               if getattr(dropped, field) != getattr(kept, field)]  # fmt: skip
    remarks += [f"not: {phrase!r} is not kept, because it is a keyword now"
                for phrase in excludes if phrase in keywords]  # fmt: skip
    return Edit(
        papers=tuple(_with_topic_renamed(catalog, drop, keep)), topics=tuple(topics),
        paths=follow_topic(catalog, drop, keep), remarks=tuple(remarks),
    )  # fmt: skip


def _with_topic_renamed(catalog: Catalog, old: str, new: str) -> Iterator[Paper]:
    """The papers that have a topic, with the other id; each topic is there once."""
    for paper in catalog.papers:
        if old in paper.topics:
            topics = dict.fromkeys(new if id_ == old else id_ for id_ in paper.topics)
            yield replace(paper, topics=tuple(topics))


def split_topic(catalog: Catalog, topic: str, into: Sequence[str]) -> Edit:
    """Give papers of a topic narrower topics instead, where these are probable enough.

    A paper keeps the topic if none of the narrower ones is. The remarks show each probability.

    Args:
        catalog: the list.
        topic: the id of the topic to split.
        into: the ids of other topics of the vocabulary.

    Raises:
        UsageError: there is no such topic, or the topic is to be split into itself.
    """
    find_topic(catalog, topic)
    for id_ in into:
        if id_ not in catalog.topic_by_id:
            meant = did_you_mean(id_, catalog.topic_by_id)
            raise UsageError(
                f"{id_!r} is not a topic of the vocabulary{meant}. Add it to topics.yml first: its "
                "description and keywords decide which papers fit"
            )
    if topic in into:
        raise UsageError(f"{topic!r} cannot be split into itself. Name other topics")
    proposals = propose_split(catalog, topic, tuple(dict.fromkeys(into)))
    papers = tuple(_replace_topic(each.paper, topic, each.chosen)
                   for each in proposals if each.chosen)  # fmt: skip
    remarks = [_proposal_line(each, topic) for each in proposals]
    if len(papers) == len(proposals):
        remarks.append(f"no paper has {topic} then: keep it for later ones, or run `reading-list "
                       f"topics merge {into[0]} {topic}`")  # fmt: skip
    return Edit(papers=papers, remarks=tuple(remarks))


def _replace_topic(paper: Paper, old: str, new: Sequence[str]) -> Paper:
    """A paper with some topics in the place of one; each topic is there once."""
    place = paper.topics.index(old)
    added = [id_ for id_ in new if id_ not in paper.topics]
    return replace(paper, topics=(*paper.topics[:place], *added, *paper.topics[place + 1 :]))


def _proposal_line(proposal: SplitProposal, topic: str) -> str:
    parts = [f"has {id_} already" for id_ in proposal.present]
    parts += [f"{s.id} {s.score:.2f} ({'; '.join(s.evidence)})" for s in proposal.suggested]
    if not parts:
        scores = ", ".join(f"{s.id} {s.score:.2f}" for s in proposal.improbable)
        parts = [f"stays in {topic}: {scores or 'nothing is known of its text'}"]
    return f"{proposal.paper.id}: {', '.join(parts)}"
