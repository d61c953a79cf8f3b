"""The pages of reading paths, and what other pages show of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from generator.checks.reading_paths import MAX_NAME_CHARACTERS, MAX_WHY_CHARACTERS
from generator.model import Catalog, Paper, ReadingPath, Step
from generator.site.page_urls import relative_url
from generator.site.views.drawings import PathLink
from generator.site.views.paper_parts import PaperParts
from generator.site.views.paper_types import PathPosition
from generator.site.views.parts import paper_path
from generator.site.views.types import PageLink, Site
from generator.text.characters import one_line
from generator.text.sanitize import attribute, escape
from generator.text.sentences import MAX_SENTENCE_CHARACTERS, shorten

INDEX_PAGE = "paths/index.md"
MAX_PATHS_ON_HOME = 4
MAX_PATHS_OF_TOPIC = 4
MAX_POSITIONS = 3  # of one paper on its page


@dataclass(frozen=True, kw_only=True, slots=True)
class PathStep:
    """A paper on the page of a path; `facts` are its date and authors."""

    id: str
    aliases: tuple[str, ...]
    title: Markup
    url: Markup
    language: Markup
    facts: tuple[str, ...]
    publication_status: str
    why: str
    branch: tuple["PathStep", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PathView:
    """The page of a path; `count` are its papers, those of branches included."""

    name: str
    why: str
    count: int
    topic: PageLink | None
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PathsView:
    """The page of all paths."""

    paths: tuple[PathLink, ...]


def path_page(path: ReadingPath) -> str:
    """The path of the page of a reading path."""
    return f"paths/{path.id}.md"


def path_name(path: ReadingPath) -> str:
    """The name of a path; `check` wants it short."""
    return shorten(one_line(path.name), MAX_NAME_CHARACTERS)


def path_why(path: ReadingPath) -> str:
    """What a path is for; `check` wants it short."""
    return shorten(one_line(path.why), MAX_WHY_CHARACTERS)


@dataclass(frozen=True, kw_only=True)
class ReadingPaths:
    """The reading paths of a list. Steps whose papers the list does not have are left out.

    Attributes:
        catalog: the list.
        site: the site.
        parts: what pages show of a paper alone, by its id.
        topics: the links to topics, by id.
    """

    catalog: Catalog
    site: Site
    parts: Mapping[str, PaperParts]
    topics: Mapping[str, PageLink]

    @cached_property
    def links(self) -> tuple[PathLink, ...]:
        """The links to all paths, by their ids."""
        return tuple([self._link(path) for path in self.catalog.paths])

    def of_topic(self, topic: str) -> tuple[PageLink, ...]:
        """The links to the paths of a topic."""
        found = [
            link.ref
            for link, path in zip(self.links, self.catalog.paths, strict=True)
            if path.topic == topic
        ]
        return tuple(found[:MAX_PATHS_OF_TOPIC])

    def _link(self, path: ReadingPath) -> PathLink:
        count = len(self._papers(path.papers))
        ref = PageLink(name=escape(path_name(path)), path=path_page(path), count=count)
        return PathLink(ref=ref, why=path_why(path))

    def _papers(self, ids: Sequence[str]) -> list[Paper]:
        return [self.catalog.by_id[id_] for id_ in ids if id_ in self.catalog.by_id]

    def view(self, path: ReadingPath) -> PathView:
        """The page of a path."""
        return PathView(
            name=path_name(path),
            why=path_why(path),
            count=len(self._papers(path.papers)),
            topic=self.topics.get(path.topic),
            steps=self._steps(path.steps, path_page(path)),
        )

    def _steps(self, steps: Sequence[Step], page: str) -> tuple[PathStep, ...]:
        return tuple([self._step(s, page) for s in steps if s.paper in self.catalog.by_id])

    def _step(self, step: Step, page: str) -> PathStep:
        card = self.parts[step.paper].card
        url = relative_url(card.path, page, directory_urls=self.site.directory_urls)
        return PathStep(
            id=step.paper,
            aliases=card.aliases,
            title=card.title,
            url=attribute(url),
            language=card.language,
            facts=tuple(filter(None, (card.date.text if card.date else "", card.authors))),
            publication_status=card.publication_status,
            why=shorten(one_line(step.why), MAX_SENTENCE_CHARACTERS),
            branch=self._steps(step.branch, page),
        )

    def positions(self, paper: Paper) -> tuple[PathPosition, ...]:
        """Where a paper is in paths: the first of them."""
        return tuple(self._positions.get(paper.id, ())[:MAX_POSITIONS])

    @cached_property
    def _positions(self) -> Mapping[str, Sequence[PathPosition]]:
        found: dict[str, list[PathPosition]] = {}
        for path, link in zip(self.catalog.paths, self.links, strict=True):
            steps = [step for step in path.steps if step.paper in self.catalog.by_id]
            for i, step in enumerate(steps):
                before = self._short_link(steps[i - 1]) if i else None
                after = self._short_link(steps[i + 1]) if i + 1 < len(steps) else None
                position = PathPosition(
                    path=link.ref, place=i + 1, total=len(steps), previous=before, next=after
                )
                found.setdefault(step.paper, []).append(position)
                own = replace(position, previous=self._short_link(step), is_aside=True)
                for aside in step.branch:
                    found.setdefault(aside.paper, []).append(own)
        return found

    def _short_link(self, step: Step) -> PageLink:
        parts = self.parts[step.paper]
        path = paper_path(self.catalog.by_id[step.paper])
        return PageLink(name=parts.short_title, path=path, language=parts.card.language)
