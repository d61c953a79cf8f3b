"""Checks of topics and tags."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.model import Catalog
from generator.text.did_you_mean import Shortlist, did_you_mean
from generator.text.tag_spelling import canonical_spellings


def _unknown_topics(catalog: Catalog) -> Iterator[Problem]:
    known = Shortlist(catalog.topic_by_id)
    ids_by_alias = {alias: topic.id for topic in catalog.topics for alias in topic.aliases}
    named = [
        *((paper.origin(f"topics.{i}"), topic)
          for paper in catalog.papers for i, topic in enumerate(paper.topics)),
        *((path.origin("topic"), path.topic) for path in catalog.paths if path.topic),
    ]  # fmt: skip
    for origin, topic in named:
        if topic not in catalog.topic_by_id:
            meant = (
                f", but an old id. Write {ids_by_alias[topic]!r}"
                if topic in ids_by_alias
                else did_you_mean(topic, known.close_names(topic))
                or ". Add it to topics.yml or remove it"
            )
            yield origin, f"{topic!r} is not a topic of the vocabulary{meant}"


def _unused_topics(catalog: Catalog) -> Iterator[Problem]:
    # A vocabulary is written before its papers: a list with fewer papers than topics is new.
    if len(catalog.papers) < len(catalog.topics):
        return
    for topic in catalog.topics:
        if not catalog.by_topic[topic.id]:
            yield topic.origin, f"no paper has the topic {topic.id!r}. Use it or remove it"


def _papers_without_topics(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if catalog.topics and not paper.topics:
            yield (
                paper.origin("topics"),
                "the paper has no topic, so topic pages do not list it. Add one from topics.yml",
            )


def _repeated_items(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for field, values in (("topics", paper.topics), ("tags", paper.tags)):
            seen: set[str] = set()
            for i, value in enumerate(values):
                if value in seen:
                    yield paper.origin(f"{field}.{i}"), f"{value!r} appears twice. Keep one"
                seen.add(value)


def _similar_tags(catalog: Catalog) -> Iterator[Problem]:
    uses = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    spellings = canonical_spellings(uses)
    for paper in catalog.papers:
        for i, tag in enumerate(paper.tags):
            if (best := spellings[tag]) != tag:
                yield (
                    paper.origin(f"tags.{i}"),
                    f"{tag!r} is another spelling of {best!r}, the most used one. Write {best!r}",
                )


CHECKS = (
    Check(code="unknown-topic", severity="error", run=_unknown_topics,
          summary="Every topic of a paper or reading path is in the vocabulary."),
    Check(code="unused-topic", severity="info", run=_unused_topics,
          summary="Every topic of the vocabulary has a paper."),
    Check(code="no-topic", severity="warning", run=_papers_without_topics,
          summary="Every paper has at least one topic."),
    Check(by_paper=True, code="repeated-item", severity="error", run=_repeated_items,
          summary="A paper names each topic and tag once."),
    Check(code="similar-tag", severity="warning", run=_similar_tags,
          summary="A tag has one spelling in the whole list."),
)  # fmt: skip
