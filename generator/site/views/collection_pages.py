"""The pages of a site with several lists: all of them, each one, and its papers and topics.

All other pages are about the whole site. A topic has a page of its own in a list only if other
lists have papers of it, too: otherwise the page of the topic itself has just these papers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from generator.model import Catalog, Collection, Paper, Topic
from generator.site.i18n import Words
from generator.site.views.charts import year_range
from generator.site.views.drawings import CollectionLink, Pick, Strip
from generator.site.views.feeds import collection_path, feed_links, page_stem
from generator.site.views.home_page import newest_picks, paper_strip, topic_groups
from generator.site.views.new_pages import NewPages
from generator.site.views.paging import MAX_CARDS_ON_PAGE, parts_by_year
from generator.site.views.part_pages import MAX_CARDS_BEFORE_PARTS, PartPages, PartView
from generator.site.views.parts import (
    addition_sort_key,
    display_date,
    page_link,
    sort_newest_first,
)
from generator.site.views.reference_files import file_links, listed_context_objects
from generator.site.views.types import (
    FileLink,
    LinkGroup,
    PageLink,
    PaperCard,
    Site,
)
from generator.text.sanitize import attribute, to_heading, to_text

COLLECTIONS_PAGE = "lists/index.md"
MAX_NEWEST_PAPERS = 8
MAX_TOPIC_PAGES = 300  # of all lists together; some hosts take at most 20,000 files
TOPICS_ANCHOR, PARTS_ANCHOR = "topics", "by-year"


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectionsView:
    """The page of all lists; `others` is the number of papers that are in none."""

    lists: tuple[CollectionLink, ...]
    others: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectionView:
    """The page of a list.

    Attributes:
        name: its name.
        description: what it is about.
        count: the number of its papers.
        years: the years of its papers.
        strip: its papers by group of topics; None without papers.
        cards: its newest papers, or all of a short list.
        parts: the pages with all papers; empty for a short list.
        picks: the newest of its editors' picks.
        groups: the topics that it has papers of, with their number in the list.
        files: the files of its papers.
        feeds: the feeds of its papers.
        context_objects: the papers with cards, for Zotero's connector.
        add_url: the URL to add a paper file to its folder; empty without such a page.
    """

    name: Markup
    description: str
    count: int
    years: str
    strip: Strip | None
    cards: tuple[PaperCard, ...]
    parts: tuple[PageLink, ...]
    picks: tuple[Pick, ...]
    groups: tuple[LinkGroup, ...]
    files: tuple[FileLink, ...]
    feeds: tuple[FileLink, ...]
    context_objects: tuple[str, ...]
    add_url: Markup


@dataclass(frozen=True, kw_only=True)
class CollectionPages:
    """The pages of all lists; all mappings are those of the whole site."""

    catalog: Catalog
    cards: Mapping[str, PaperCard]
    context_objects: Mapping[str, str]
    topic_links: Mapping[str, PageLink]
    new_pages: NewPages
    site: Site
    words: Words

    def index(self) -> CollectionsView:
        """The page of all lists."""
        others = sum(not paper.collection for paper in self.catalog.papers)
        return CollectionsView(lists=self.links, others=others)

    @cached_property
    def links(self) -> tuple[CollectionLink, ...]:
        """The links to all lists, in their order."""
        return tuple([self._link(each) for each in self.catalog.collections])

    @cached_property
    def refs(self) -> Mapping[str, PageLink]:
        """The link to each list by its id."""
        ids = (each.id for each in self.catalog.collections)
        return {id_: link.ref for id_, link in zip(ids, self.links, strict=True)}

    def _link(self, collection: Collection) -> CollectionLink:
        papers = self.catalog.by_collection[collection.id]
        days = [paper.added for paper in papers if paper.added]
        return CollectionLink(
            ref=page_link(collection.name, collection_path(collection.id), len(papers)),
            description=to_text(collection.description),
            newest=display_date(max(days, default=None), self.words),
        )

    def view(self, collection: Collection) -> CollectionView:
        """The page of a list."""
        papers = self.catalog.by_collection[collection.id]
        path, parts = collection_path(collection.id), self._parts(collection).links()
        own = replace(self.catalog, papers=papers)
        newest = sorted(papers, key=addition_sort_key, reverse=True)
        shown = newest[:MAX_NEWEST_PAPERS] if parts else newest
        return CollectionView(
            name=to_heading(collection.name),
            description=to_text(collection.description),
            count=len(papers),
            years=year_range(papers),
            strip=paper_strip(own, self.words),
            cards=self.new_pages.cards_of(shown),
            parts=parts,
            picks=tuple(newest_picks(sort_newest_first(papers), own, self.cards)),
            groups=tuple(topic_groups(own, self._topic_links(collection))),
            files=file_links(path.removesuffix(".md"), self.site.slug) if papers else (),
            feeds=feed_links(page_stem(path)) if self.site.url else (),
            context_objects=listed_context_objects(shown, self.context_objects),
            add_url=attribute(self.site.add_to.get(collection.id, "")),
        )

    def pages(self, collection: Collection) -> Iterator[tuple[str, PartView]]:
        """The path and view of each page with papers of a list, all or those of a topic."""
        yield from self._parts(collection).views()
        for topic, papers in self._topic_papers(collection):
            if (collection.id, topic.id) in self._topic_pages:
                yield from self._topic_views(collection, topic, papers)

    def _parts(self, collection: Collection) -> PartPages:
        """The pages with all papers of a list; none of a short one."""
        papers = self.catalog.by_collection[collection.id]
        return PartPages(
            whole=self.refs[collection.id], name=collection.name, anchor=PARTS_ANCHOR,
            stem=f"lists/papers/{collection.id}-",
            parts=parts_by_year(papers) if len(papers) > MAX_CARDS_BEFORE_PARTS else (),
            cards=self.cards, words=self.words,
        )  # fmt: skip

    def _topic_papers(self, collection: Collection) -> Iterator[tuple[Topic, list[Paper]]]:
        """The topics that a list has papers of, with these papers."""
        found: dict[str, dict[str, Paper]] = {}
        for paper in self.catalog.by_collection[collection.id]:
            for id_ in paper.topics:
                found.setdefault(id_, {})[paper.id] = paper
        for topic in self.catalog.topics:
            if topic.id in found:
                yield topic, [*found[topic.id].values()]

    @cached_property
    def _topic_pages(self) -> frozenset[tuple[str, str]]:
        """The lists and topics that have pages: those of the most papers, if there are too many."""
        shared = [
            (len(papers), collection.id, topic.id)
            for collection in self.catalog.collections
            for topic, papers in self._topic_papers(collection)
            if len(papers) < len(self.catalog.by_topic[topic.id])
        ]
        found: list[tuple[str, str]] = []
        pages = 0
        for count, collection_id, topic_id in sorted(shared, key=lambda each: -each[0]):
            # At most twice as many parts as full pages, see `parts_by_year`.
            own = 1 if count <= MAX_CARDS_ON_PAGE else 3 + 2 * count // MAX_CARDS_ON_PAGE
            if pages + own <= MAX_TOPIC_PAGES:
                pages += own
                found.append((collection_id, topic_id))
        return frozenset(found)

    def _topic_links(self, collection: Collection) -> Mapping[str, PageLink]:
        """The links to the pages of all topics in a list, by id, with the numbers of papers there.

        Where the list has no page of a topic that others have, too, it is that of the whole site.
        """
        links = {id_: replace(link, count=0) for id_, link in self.topic_links.items()}
        for topic, papers in self._topic_papers(collection):
            whole = self.topic_links[topic.id]
            if (collection.id, topic.id) in self._topic_pages:
                path = _topic_page(collection, topic)
                links[topic.id] = replace(whole, path=path, count=len(papers))
            else:
                links[topic.id] = whole
        return links

    def _topic_views(
        self, collection: Collection, topic: Topic, papers: Sequence[Paper]
    ) -> Iterator[tuple[str, PartView]]:
        """The page of a topic in a list, and those of its parts if it has many papers."""
        path = _topic_page(collection, topic)
        name = self.words.html(
            "labelled", name=to_heading(collection.name), text=to_heading(topic.name)
        )
        title = self.words("labelled", name=to_text(collection.name), text=to_text(topic.name))
        is_long = len(papers) > MAX_CARDS_ON_PAGE
        pages = PartPages(
            whole=PageLink(name=name, path=path), name=title,
            stem=f"lists/topics/by-year/{collection.id}.{topic.id}-",
            parts=parts_by_year(papers) if is_long else (), cards=self.cards, words=self.words,
        )  # fmt: skip
        yield (
            path,
            PartView(
                whole=self.refs[collection.id],
                anchor=TOPICS_ANCHOR,
                name=name,
                title=title,
                count=len(papers),
                cards=() if is_long else pages.cards_of(sort_newest_first(papers)),
                parts=pages.links(),
                older=None,
                newer=None,
                everywhere=self.topic_links[topic.id],
            ),
        )
        yield from ((place, replace(part, anchor="")) for place, part in pages.views())


def _topic_page(collection: Collection, topic: Topic) -> str:
    """The path of the page of a topic in a list; a full stop is in no id."""
    return f"lists/topics/{collection.id}.{topic.id}.md"
