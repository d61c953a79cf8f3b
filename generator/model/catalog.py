"""The vocabulary, the exclusions and the whole list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.findings import Origin
from generator.model.papers import Paper
from generator.model.reading_paths import ReadingPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """One topic of the vocabulary; `description` is its scope note, `aliases` are former ids."""

    id: str
    name: str
    group: str
    description: str
    keywords: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    origin: Origin = field(default_factory=lambda: Origin(source="topics.yml"), compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exclusion:
    """A paper that imports leave out, by arXiv id, DOI or title, and the reason.

    `aliases` are the ids that it had in the list; their addresses show the reason.
    """

    arxiv: str = ""
    doi: str = ""
    title: str = ""
    aliases: tuple[str, ...] = ()
    reason: str
    origin: Origin = field(default_factory=lambda: Origin(source="excluded.yml"), compare=False)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The whole list: papers and reading paths ordered by id, topics as in the vocabulary."""

    papers: tuple[Paper, ...] = ()
    topics: tuple[Topic, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    paths: tuple[ReadingPath, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def topic_by_id(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by topic id, for every topic of the vocabulary and no other."""
        found = _group_by_key((t, p) for p in self.papers for t in p.topics)
        return {topic.id: found.get(topic.id, ()) for topic in self.topics}

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by tag; the tags are in alphabetical order."""
        found = _group_by_key((t, p) for p in self.papers for t in p.tags)
        return {tag: found[tag] for tag in sorted(found)}


def _group_by_key(pairs: Iterable[tuple[str, Paper]]) -> dict[str, tuple[Paper, ...]]:
    groups: dict[str, dict[str, Paper]] = {}
    for key, paper in pairs:
        groups.setdefault(key, {})[paper.id] = paper
    return {key: tuple(papers.values()) for key, papers in groups.items()}
