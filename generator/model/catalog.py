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
class Collection:
    """One of several lists of a site, as `lists` in mkdocs.yml names it.

    `id` is also the name of its folder in that of the papers.
    """

    id: str
    name: str
    description: str = ""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """What the editors know of one person; two records are two people.

    Attributes:
        name: the name on the site.
        aliases: other spellings of the name.
        excludes: spellings that are somebody else.
        orcid: the ORCID iD.
        homepage: the address of the person's page.
        papers: ids of papers; if there are any, the person wrote these and no others of the list.
        origins: where the record and its values were read: `""`, `"name"`, `"aliases.0"`.
    """

    name: str
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    orcid: str = ""
    homepage: str = ""
    papers: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)

    def origin(self, where: str = "") -> Origin:
        """Where a value was read, or else the record."""
        return self.origins.get(where) or self.origins.get("") or Origin(source="people.yml")

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its other spellings."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The whole list: papers and reading paths ordered by id, topics as in the vocabulary.

    `collections` are the lists of a site with several, in their order in mkdocs.yml.
    """

    papers: tuple[Paper, ...] = ()
    topics: tuple[Topic, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    people: tuple[Person, ...] = ()
    paths: tuple[ReadingPath, ...] = ()
    collections: tuple[Collection, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    def papers_of(self, ids: Iterable[str]) -> tuple[Paper, ...]:
        """The papers that have some ids, in the order of the ids."""
        by_id = self.by_id
        return tuple([by_id[id_] for id_ in ids])

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
    def by_collection(self) -> Mapping[str, tuple[Paper, ...]]:
        """Papers by the id of their list, for every list of the site."""
        found = _group_by_key((p.collection, p) for p in self.papers)
        return {each.id: found.get(each.id, ()) for each in self.collections}

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
