"""What a paper's page shows of other papers and of the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.related import Neighbour, describe_reasons
from generator.site.views.paper_parts import PaperParts
from generator.site.views.parts import paper_path
from generator.site.views.reading_paths import ReadingPaths
from generator.site.views.types import PageLink, PathPosition, RelatedPaper, Site, TopicPosition
from generator.text.memo import is_keeping, kept_call
from generator.text.sanitize import attribute

_MAX_ISSUE_TITLE_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperContext:
    """The parts of a paper's page that do not depend on the paper alone."""

    topic_positions: tuple[TopicPosition, ...]
    path_positions: tuple[PathPosition, ...]
    tags: tuple[PageLink, ...]
    related: tuple[RelatedPaper, ...]
    edit_url: Markup
    correct_url: Markup
    suggest_url: Markup


@dataclass(frozen=True, kw_only=True)
class PaperContexts:
    """What the pages of all papers show of the rest of the list.

    Attributes:
        catalog: the list.
        site: the site.
        words: the texts of the interface.
        parts: what pages show of a paper alone, by its id.
        related: the related papers of a paper, by its id.
        topics: the links to topics, by id.
        tags: the links to tags.
        orders: the papers of each topic, newest first, by its id.
        places: by a topic's id, the index of each of its papers in that order.
        paths: the reading paths.
    """

    catalog: Catalog
    site: Site
    words: Words
    parts: Mapping[str, PaperParts]
    related: Mapping[str, Sequence[Neighbour]]
    topics: Mapping[str, PageLink]
    tags: Mapping[str, PageLink]
    orders: Mapping[str, Sequence[Paper]]
    places: Mapping[str, Mapping[str, int]]
    paths: ReadingPaths

    def of(self, paper: Paper) -> PaperContext:
        """What the page of a paper shows of the rest of the list."""
        if not is_keeping():
            return self._made(paper)
        return kept_call(PaperContexts, tuple(self._inputs(paper)), lambda *_: self._made(paper))

    def _inputs(self, paper: Paper) -> Iterator[object]:
        """All that decides the context of a paper."""
        source = paper.origin().source
        yield from (source, self._common, self.parts[paper.id])
        yield self.site.edit(source) if self.site.edit else ""
        yield tuple([self.tags[tag] for tag in paper.tags])
        yield repr(self.paths.positions(paper))
        for neighbour in self.related[paper.id]:
            yield from (neighbour, self.parts[neighbour.id])
        for id_ in paper.topics:
            if id_ in self.places:
                order, index = self.orders[id_], self.places[id_][paper.id]
                beside = [
                    (other.id, self.parts[other.id])
                    for other in order[max(index - 1, 0) : index + 2]
                ]
                yield from (id_, self.topics[id_], str(index), str(len(order)), *beside)

    @cached_property
    def _common(self) -> tuple[object, ...]:
        """What decides the contexts of all papers."""
        names = (f"{id_} {name}" for id_, name in self._topic_names.items())
        return self.words, self.site.issues, "\n".join(names)

    def _made(self, paper: Paper) -> PaperContext:
        source = paper.origin().source
        return PaperContext(
            topic_positions=tuple(self._topic_positions(paper)),
            path_positions=self.paths.positions(paper),
            tags=tuple(self.tags[tag] for tag in dict.fromkeys(paper.tags)),
            related=tuple(map(self._related, self.related[paper.id])),
            edit_url=attribute(self.site.edit(source)) if self.site.edit else Markup(""),
            correct_url=attribute(self._correction_url(paper)),
            suggest_url=attribute(self.site.suggest),
        )

    def _topic_positions(self, paper: Paper) -> Iterator[TopicPosition]:
        """The position of a paper in each of its topics, newest first."""
        for id_ in dict.fromkeys(paper.topics):
            if id_ in self.places:
                order, index = self.orders[id_], self.places[id_][paper.id]
                is_last = index + 1 == len(order)
                yield TopicPosition(
                    topic=self.topics[id_],
                    anchor=id_,
                    place=index + 1,
                    total=len(order),
                    previous=self._short_link(order[index - 1]) if index else None,
                    next=None if is_last else self._short_link(order[index + 1]),
                )

    def _short_link(self, paper: Paper) -> PageLink:
        parts = self.parts[paper.id]
        return PageLink(name=parts.short_title, path=paper_path(paper),
                        language=parts.card.language)  # fmt: skip

    def _related(self, neighbour: Neighbour) -> RelatedPaper:
        card = self.parts[neighbour.id].card
        return RelatedPaper(
            title=card.title,
            path=card.path,
            reason=describe_reasons(neighbour.reasons, self._topic_names, self.words),
            language=card.language,
        )

    @cached_property
    def _topic_names(self) -> Mapping[str, str]:
        return {topic.id: topic.name for topic in self.catalog.topics}

    def _correction_url(self, paper: Paper) -> str:
        if not self.site.issues:
            return ""
        title = self.words("correction_title", title=self.parts[paper.id].title)
        file = self.words("correction_file", file=paper.origin().source)
        request = self.words("correction_body")
        query = {"title": title[:_MAX_ISSUE_TITLE_CHARACTERS], "body": f"{file}\n\n{request}\n"}
        return f"{self.site.issues}?{urlencode(query, quote_via=quote)}"
