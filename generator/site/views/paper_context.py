"""What a paper's page shows of other papers and of the site."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import TypeVar
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.i18n import Words
from generator.site.page_urls import relative_url
from generator.site.related import Neighbour, Relations, describe_reasons, find_reasons
from generator.site.related.phrases import shared_phrases
from generator.site.views.groups import Groups
from generator.site.views.paper_parts import PaperParts
from generator.site.views.paper_types import NamingPapers, PathPosition, RelatedPaper, TopicPosition
from generator.site.views.parts import paper_path, sort_newest_first
from generator.site.views.reading_paths import ReadingPaths
from generator.site.views.terms import Term, TermIndex, without_overlap
from generator.site.views.types import PageLink, Site
from generator.text.memo import kept_call
from generator.text.sanitize import attribute, to_heading

_Term = TypeVar("_Term")
MAX_NAMING_PAPERS = 6
MAX_SHARED_TERMS = 3
MAX_LINKED_ENTRIES = 500  # of authors without a page: 37 kB; a byline may have 10,000 names
_MAX_ISSUE_TITLE_CHARACTERS = 200
_ANY_PAPER = "papers/any.md"  # all papers have their pages in one folder


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperContext:
    """The parts of a paper's page that do not depend on the paper alone."""

    collection: PageLink | None
    topic_positions: tuple[TopicPosition, ...]
    path_positions: tuple[PathPosition, ...]
    tags: tuple[PageLink, ...]
    related: tuple[RelatedPaper, ...]
    author_urls: Mapping[str, str]
    organization: PageLink | None
    names: tuple[RelatedPaper, ...]
    named_by: NamingPapers
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
        relations: how papers are related.
        terms: the terms of the list.
        topics: the links to topics, by id.
        groups: the people and organizations of the list.
        tags: the links to tags.
        orders: the papers of each topic, newest first, by its id.
        places: by a topic's id, the index of each of its papers in that order.
        paths: the reading paths.
        collections: the links to the lists of a site with several, by id.
    """

    catalog: Catalog
    site: Site
    words: Words
    parts: Mapping[str, PaperParts]
    relations: Relations
    terms: TermIndex
    topics: Mapping[str, PageLink]
    tags: Mapping[str, PageLink]
    groups: Groups
    orders: Mapping[str, Sequence[Paper]]
    places: Mapping[str, Mapping[str, int]]
    paths: ReadingPaths
    collections: Mapping[str, PageLink]

    def revised(self, paper: Paper, parts: Mapping[str, PaperParts]) -> "PaperContexts | None":
        """The same contexts after a paper has changed, for its own page.

        Args:
            paper: the paper as it is now.
            parts: what pages now show of each paper alone.

        Returns:
            None if it has got a tag that has no page, which the tag's second paper changes.
        """
        with_page = {tag for tag, link in self.tags.items() if link.path}
        if not with_page >= set(paper.tags) - set(self.catalog.by_id[paper.id].tags):
            return None
        by_topic = self.catalog.by_topic
        orders = {
            id_: sort_newest_first(
                [*(each for each in by_topic[id_] if each.id != paper.id), paper]
            )
            for id_ in paper.topics if id_ in self.orders
        }  # fmt: skip
        made = replace(self, parts=parts, orders={**self.orders, **orders},
                       places={**self.places, **places_of(orders)})  # fmt: skip
        vars(made)["_phrases"] = self._phrases  # of all papers
        return made

    def of(self, paper: Paper) -> PaperContext:
        """What the page of a paper shows of the rest of the list."""
        source = paper.origin().source
        return PaperContext(
            collection=self._collection(paper),
            topic_positions=tuple(self._topic_positions(paper)),
            path_positions=self.paths.positions(paper),
            tags=tuple(self.tags[tag] for tag in dict.fromkeys(paper.tags)),
            related=tuple(self._related(paper)),
            author_urls=self._author_urls(paper),
            organization=self._organization(paper),
            names=tuple(map(self._short_card, self.relations.names.get(paper.id, ()))),
            named_by=self._named_by(paper),
            edit_url=attribute(self.site.edit(source)) if self.site.edit else Markup(""),
            correct_url=attribute(self._correction_url(paper)),
            suggest_url=attribute(self.site.suggest),
        )

    def inputs(self, paper: Paper) -> Iterator[str | Paper]:
        """All that decides the context of a paper besides itself: other papers, and texts.

        Of another paper, the context shows nothing that depends on further ones.
        """
        papers = self.catalog.by_id
        source = paper.origin().source
        yield from (self._common, source, self.site.edit(source) if self.site.edit else "")
        yield repr(
            (
                [self._tag_texts[tag] for tag in paper.tags],
                self._author_targets(paper),
                self._organization_path(paper),
            )
        )
        yield repr((self.paths.positions(paper), self._collection(paper)))
        for neighbour, terms in self._neighbours(paper):
            yield repr((neighbour.names, neighbour.named, neighbour.shared, terms))
            yield papers[neighbour.id]
        names = self.relations.names.get(paper.id, ())
        named_by = self.relations.named_by.get(paper.id, ())
        yield repr((len(names), len(named_by), self.relations.systems.get(paper.id, "")))
        for id_ in (*names, *named_by[:MAX_NAMING_PAPERS]):
            yield papers[id_]
        for id_ in paper.topics:
            if id_ in self.places:
                order, index = self.orders[id_], self.places[id_][paper.id]
                yield f"{id_} {index} {len(order)} {self.topics[id_].hue}"
                yield from order[max(index - 1, 0) : index + 2]

    @cached_property
    def _common(self) -> str:
        """What decides the contexts of all papers."""
        site, names = self.site, tuple(self._topic_names.items())
        return repr((names, site.issues, site.suggest, site.directory_urls))

    @cached_property
    def _tag_texts(self) -> Mapping[str, str]:
        """What decides the link to each tag, besides its name."""
        return {tag: f"{link.path} {link.count}" for tag, link in self.tags.items()}

    def _collection(self, paper: Paper) -> PageLink | None:
        """The link to the paper's list, without its number of papers, which changes often."""
        link = self.collections.get(paper.collection)
        return replace(link, count=0) if link else None

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

    def _author_urls(self, paper: Paper) -> Mapping[str, str]:
        """The URL of each author's page, or entry in an index, by the name in the byline."""
        is_folder = self.site.directory_urls
        return {
            name: _url_from_papers(target, directory_urls=is_folder)
            for name, target in self._author_targets(paper)
        }

    def _author_targets(self, paper: Paper) -> Sequence[tuple[str, str]]:
        """The names in a byline, each with the author's page or entry in an index."""
        people, bodies = self.groups.people_of[paper.id], self.groups.bodies_of.get(paper.id, {})
        everyone = (*people.items(), *bodies.items())
        listed = [name for name, group in everyone if not group.path]
        unlinked = {*listed[MAX_LINKED_ENTRIES:]}
        return [(name, group.target) for name, group in everyone if name not in unlinked]

    def _organization_path(self, paper: Paper) -> str:
        group = self.groups.posted.get(paper.id)
        return group.target if group else ""

    def _organization(self, paper: Paper) -> PageLink | None:
        if paper.organization is None:
            return None
        name = to_heading(paper.organization.name)
        return PageLink(name=name, path=attribute(self._organization_path(paper)))

    def _related(self, paper: Paper) -> Iterator[RelatedPaper]:
        """The related papers, each for another reason if possible."""
        papers = self.catalog.by_id
        found = [
            (tuple(find_reasons(paper, papers[neighbour.id], neighbour)), terms)
            for neighbour, terms in self._neighbours(paper)
        ]
        reasons = describe_reasons(found, self._topic_names, self.words)
        for neighbour, reason in zip(self.relations.related[paper.id], reasons, strict=True):
            yield replace(self._short_card(neighbour.id), reason=reason)

    def _neighbours(self, paper: Paper) -> Iterator[tuple[Neighbour, tuple[str, ...]]]:
        """The related papers, each with the terms that it alone shares, if there are any."""
        neighbours = self.relations.related[paper.id]
        own, mine = self.terms.terms_of[paper.id], self._phrases[paper.id]
        terms = [own & self.terms.terms_of[neighbour.id] for neighbour in neighbours]
        phrases = [mine.keys() & self._phrases[neighbour.id].keys() for neighbour in neighbours]
        shared = list(zip(terms, phrases, strict=True))
        alone = zip(only_here(terms), only_here(phrases), strict=True)
        for neighbour, here, anywhere in zip(neighbours, alone, shared, strict=True):
            names = self._names(*here, mine) or self._names(*anywhere, mine)
            yield neighbour, tuple(without_overlap(names)[:MAX_SHARED_TERMS])

    def _names(
        self, terms: Iterable[Term], phrases: Collection[str], spelling: Mapping[str, str]
    ) -> list[str]:
        """Terms, then phrases, as they are spelled; of both, rare ones first."""
        spelled = (text for phrase, text in spelling.items() if phrase in phrases)
        return [*self.terms.rarest_names(terms), *islice(spelled, MAX_SHARED_TERMS)]

    @cached_property
    def _phrases(self) -> Mapping[str, Mapping[str, str]]:
        """The telling phrases of each paper, by its id."""
        papers, common = self.catalog.papers, self.terms.common_count
        texts = tuple([(paper.id, paper.title, paper.abstract) for paper in papers])
        return kept_call(
            shared_phrases, (texts, str(common)), lambda *_: shared_phrases(papers, common)
        )

    def _named_by(self, paper: Paper) -> NamingPapers:
        ids = self.relations.named_by.get(paper.id, ())
        if not ids:
            return NamingPapers()
        search = relative_url("index.md", paper_path(paper),
                              directory_urls=self.site.directory_urls)  # fmt: skip
        query = urlencode({"q": self.relations.systems[paper.id]}, quote_via=quote)
        return NamingPapers(
            papers=tuple(map(self._short_card, ids[:MAX_NAMING_PAPERS])),
            more=max(0, len(ids) - MAX_NAMING_PAPERS),
            more_url=attribute(f"{search}?{query}"),
        )

    def _short_card(self, id_: str) -> RelatedPaper:
        parts = self.parts[id_]
        return RelatedPaper(title=parts.card.title, path=parts.card.path, byline=parts.byline,
                            language=parts.card.language)  # fmt: skip

    @cached_property
    def _topic_names(self) -> Mapping[str, str]:
        """The names of topics, those with few papers first: they say the most."""
        counts = {topic.id: len(self.catalog.by_topic[topic.id]) for topic in self.catalog.topics}
        topics = sorted(self.catalog.topics, key=lambda topic: counts[topic.id])
        return {topic.id: topic.name for topic in topics}

    def _correction_url(self, paper: Paper) -> str:
        if not self.site.issues:
            return ""
        title = self.words("correction_title", title=self.parts[paper.id].title)
        file = self.words("correction_file", file=paper.origin().source)
        request = self.words("correction_body")
        query = {"title": title[:_MAX_ISSUE_TITLE_CHARACTERS], "body": f"{file}\n\n{request}\n"}
        return f"{self.site.issues}?{urlencode(query, quote_via=quote)}"


def _url_from_papers(target: str, *, directory_urls: bool) -> str:
    """The URL of a page, or of an anchor there, from the page of any paper."""
    page, sign, anchor = target.partition("#")
    return _page_url_from_papers(page, directory_urls=directory_urls) + sign + anchor


@lru_cache(maxsize=2048)
def _page_url_from_papers(page: str, *, directory_urls: bool) -> str:
    return relative_url(page, _ANY_PAPER, directory_urls=directory_urls)


def places_of(orders: Mapping[str, Sequence[Paper]]) -> Mapping[str, Mapping[str, int]]:
    """By a topic's id, the index of each paper in its order, by the paper's id."""
    return {id_: {paper.id: i for i, paper in enumerate(order)} for id_, order in orders.items()}


def only_here(shared: Sequence[AbstractSet[_Term]]) -> list[list[_Term]]:
    """Of several sets, what each has and no other has."""
    counts = Counter(chain.from_iterable(shared))
    return [[term for term in terms if counts[term] == 1] for terms in shared]
