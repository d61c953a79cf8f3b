"""The views of all kinds of pages, from the catalog."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.map.atlas import PaperMap, group_hues
from generator.site.related import paper_relations
from generator.site.views import charts
from generator.site.views.collection_pages import CollectionPages
from generator.site.views.drawings import HomeView
from generator.site.views.feeds import LIST_STEM, PICKS_STEM, feed_links
from generator.site.views.group_index import GroupIndex, IndexView
from generator.site.views.group_pages import GroupPages
from generator.site.views.groups import ORGANIZATIONS_PAGE, PEOPLE_PAGE, Groups, groups_of
from generator.site.views.health_page import HealthPages
from generator.site.views.home_page import (
    MAX_NEWEST_PAPERS,
    most_used,
    newest_picks,
    paper_strip,
    split_home,
    topic_groups,
)
from generator.site.views.marks import MarksView, marks_view, titles_script
from generator.site.views.new_pages import NewPages
from generator.site.views.paper_context import PaperContext, PaperContexts, places_of
from generator.site.views.paper_list import PaperList, PaperListView
from generator.site.views.paper_page import byline, own_page
from generator.site.views.paper_parts import References, complete_references, paper_parts
from generator.site.views.paper_types import PaperView
from generator.site.views.parts import (
    addition_sort_key,
    cloud_items,
    page_link,
    sort_newest_first,
    tag_paths,
    topic_path,
)
from generator.site.views.reading_paths import MAX_PATHS_ON_HOME, ReadingPaths
from generator.site.views.tag_pages import TagPages
from generator.site.views.terms import term_index
from generator.site.views.timeline_pages import TimelinePages
from generator.site.views.topic_pages import TopicPages
from generator.site.views.types import (
    CloudItem,
    CloudView,
    FileLink,
    LinkGroup,
    PageLink,
    PaperCard,
    Site,
    TopicView,
)
from generator.text.authors import authors_of
from generator.text.citation_keys import citation_keys, has_same_key
from generator.text.memo import kept, kept_call
from generator.text.slugs import comparison_key

# Tags, abstracts and notes triple the files, of which a site of 10,000 papers has 114 MB without.
MAX_PAPERS_WITH_COMPLETE_REFERENCES = 4_000
# What a paper's page shows because of these is found for all papers at once.
_FIELDS_WITH_OTHER_EFFECTS = (
    "collection",
    "authors",
    "editors",
    "organization",
    "related",
    "aliases",
)


class Views:
    """All views of one catalog; what several of them need is computed once."""

    def __init__(self, catalog: Catalog, site: Site, words: Words) -> None:
        self.catalog = catalog
        self.site = site
        self.words = words
        self.relations = paper_relations(catalog)
        self.related = self.relations.related
        self.citation_keys = keys = citation_keys(catalog)
        made = paper_parts.each((paper, keys[paper.id], words) for paper in catalog.papers)
        self.parts = dict(zip(keys, made, strict=True))
        self.bibtex = {id_: parts.bibtex for id_, parts in self.parts.items()}
        self.csl_lines = {id_: parts.csl_line for id_, parts in self.parts.items()}
        self.context_objects = {id_: parts.context_object for id_, parts in self.parts.items()}
        self.tag_paths = tag_paths(catalog)
        self._hues = group_hues(catalog)
        self._topic_links = {topic.id: self._topic_link(topic) for topic in catalog.topics}
        self._cards = {paper.id: self._card(paper) for paper in catalog.papers}

    def revised(self, paper: Paper) -> "Views | None":
        """The same views after a paper has changed, for its own page.

        What depends on all papers, such as those it is related to, stays as it was before.

        Returns:
            None if the change has effects on other things that the page shows: its address, the
            pages of its authors, its citation key.
        """
        before = self.catalog.by_id.get(paper.id)
        if before is None or not has_same_key(before, paper) or any(
            getattr(before, name) != getattr(paper, name) for name in _FIELDS_WITH_OTHER_EFFECTS
        ):  # fmt: skip
            return None
        if before.origin().source != paper.origin().source:
            return None  # in a folder below that of its list, whose files are not read
        parts = paper_parts(paper, self.citation_keys[paper.id], self.words)
        views = copy(self)
        views.parts = {**self.parts, paper.id: parts}
        views.bibtex = {**self.bibtex, paper.id: parts.bibtex}
        views.csl_lines = {**self.csl_lines, paper.id: parts.csl_line}
        contexts = self.paper_contexts.revised(paper, views.parts)
        if contexts is None:
            return None
        views.paper_contexts = contexts
        return views

    def home(self) -> HomeView:
        """The front page."""
        catalog = self.catalog
        added = sorted(catalog.papers, key=addition_sort_key, reverse=True)
        lead, more = split_home(self.site.home, self.site.description)
        new = self.new_pages
        return HomeView(
            name=self.site.name,
            lead=lead,
            more=more,
            papers=len(catalog.papers),
            topics=sum(1 for papers in catalog.by_topic.values() if papers),
            tags=len(self.tag_paths),
            years=charts.year_range(catalog.papers),
            lists=self.collection_pages.links,
            strip=paper_strip(catalog, self.words),
            newest=new.cards_of(added[:MAX_NEWEST_PAPERS]),
            visits=new.visits,
            picks=tuple(newest_picks(sort_newest_first(catalog.papers), catalog, self._cards)),
            pick_count=sum(paper.recommended for paper in catalog.papers),
            groups=tuple(topic_groups(catalog, self._topic_links)),
            cloud=most_used(self.tag_pages.links()),
            paths=self.paths.links[:MAX_PATHS_ON_HOME],
            path_count=len(self.paths.links),
            feeds=self._feed_links(LIST_STEM),
            picks_feeds=self._feed_links(PICKS_STEM),
        )

    def _feed_links(self, stem: str, *, has_json: bool = True) -> tuple[FileLink, ...]:
        """The links to feeds, which are made only if the site has a URL."""
        return feed_links(stem, has_json=has_json) if self.site.url else ()

    @cached_property
    def new_pages(self) -> NewPages:
        """The pages of what was added, and when."""
        return NewPages(catalog=self.catalog, cards=self._cards, site=self.site, words=self.words)

    @cached_property
    def collection_pages(self) -> CollectionPages:
        """The pages of the lists of a site with several."""
        return CollectionPages(
            catalog=self.catalog, cards=self._cards, context_objects=self.context_objects,
            topic_links=self._topic_links, new_pages=self.new_pages, site=self.site,
            words=self.words,
        )  # fmt: skip

    def papers(self) -> PaperListView:
        """All papers, newest first."""
        return self.paper_list.view()

    @cached_property
    def paper_list(self) -> PaperList:
        """The page of all papers and its data files."""
        return PaperList(
            catalog=self.catalog, papers=sort_newest_first(self.catalog.papers), cards=self._cards,
            references=self.references, keys=self.citation_keys,
            tags=self.tag_paths, groups=self.groups, site=self.site, words=self.words,
        )  # fmt: skip

    @cached_property
    def references(self) -> References:
        """What files of references have of each paper, by its id."""
        papers, keys = self.catalog.papers, self.citation_keys
        if len(papers) > MAX_PAPERS_WITH_COMPLETE_REFERENCES:
            return self.parts
        made = complete_references.each((paper, keys[paper.id]) for paper in papers)
        return dict(zip(keys, made, strict=True))

    def paper(self, paper: Paper, context: PaperContext, public_url: str = "") -> PaperView:
        """A paper's page; `public_url` is its URL, if the site has one."""
        authors, more_authors, hidden = byline(paper, context.author_urls, self.words)
        return replace(
            own_page(
                paper, self.bibtex[paper.id], self.csl_lines[paper.id], public_url, self.words
            ),
            collection=context.collection,
            topic_positions=context.topic_positions,
            path_positions=context.path_positions,
            hue=context.topic_positions[0].topic.hue if context.topic_positions else 0,
            tags=context.tags,
            related=context.related,
            authors=authors,
            more_authors=more_authors,
            hidden_authors=hidden,
            organization=context.organization,
            names=context.names,
            named_by=context.named_by,
            edit_url=context.edit_url,
            correct_url=context.correct_url,
            suggest_url=context.suggest_url,
        )

    @cached_property
    def paper_contexts(self) -> PaperContexts:
        """What the pages of papers show of the rest of the list."""
        orders = {t: sort_newest_first(papers) for t, papers in self.catalog.by_topic.items()}
        return PaperContexts(
            catalog=self.catalog, site=self.site, words=self.words, parts=self.parts,
            relations=self.relations, terms=term_index(self.catalog), topics=self._topic_links,
            tags={
                tag: page_link(tag, self.tag_paths.get(tag, ""), len(papers))
                for tag, papers in self.catalog.by_tag.items()
            },
            groups=self.groups, collections=self.collection_pages.refs,
            orders=orders, paths=self.paths,
            places=places_of(orders),
        )  # fmt: skip

    @cached_property
    def paths(self) -> ReadingPaths:
        """The reading paths."""
        return ReadingPaths(
            catalog=self.catalog, site=self.site, parts=self.parts, topics=self._topic_links
        )

    def marks(self) -> MarksView:
        """The page of the reader's marks."""
        return marks_view(self.site)

    def titles_script(self) -> str:
        """The data script with the titles that the page of marks shows."""
        return titles_script(self.catalog, self._cards, self.words)

    def topic_index(self) -> CloudView:
        """All topics: the cloud, then groups with counts and scope notes."""
        groups: dict[str, list[Topic]] = {}
        for topic in self.catalog.topics:
            groups.setdefault(topic.group, []).append(topic)
        return CloudView(
            cloud=self.topic_cloud(),
            groups=tuple(
                LinkGroup(name=name, refs=tuple(map(self._topic_link, topics)),
                      hue=self._hues[name], notes=tuple(topic.description for topic in topics))
                for name, topics in groups.items()
            ),
        )  # fmt: skip

    def topic(self, topic: Topic) -> TopicView:
        """A topic's page."""
        return self.topic_pages.view(topic)

    @cached_property
    def topic_pages(self) -> TopicPages:
        """The pages of topics."""
        return TopicPages(
            catalog=self.catalog, terms=term_index(self.catalog), cards=self._cards,
            context_objects=self.context_objects,
            topic_links=self._topic_links,
            tag_paths=self.tag_paths, words=self.words, site=self.site,
            paths=self.paths,
        )  # fmt: skip

    @cached_property
    def map(self) -> PaperMap:
        """The map of all papers."""
        return PaperMap(
            self.catalog, self.relations, self.words, tag_paths=self.tag_paths,
            directory_urls=self.site.directory_urls,
        )  # fmt: skip

    def topic_cloud(self) -> tuple[CloudItem, ...]:
        """The topics that have papers, sorted by name."""
        used = [topic for topic in self.catalog.topics if self.catalog.by_topic[topic.id]]
        return cloud_items(
            map(self._topic_link, sorted(used, key=lambda topic: comparison_key(topic.name)))
        )

    @cached_property
    def tag_pages(self) -> TagPages:
        """The pages of tags."""
        return TagPages(
            catalog=self.catalog, cards=self._cards, context_objects=self.context_objects,
            paths=self.tag_paths, site=self.site, words=self.words,
        )  # fmt: skip

    def group_indexes(self) -> Iterator[tuple[str, IndexView]]:
        """The path and view of each page that lists people or organizations by name."""
        groups, words = self.groups, self.words
        for index, title, found in (
            (PEOPLE_PAGE, words("title_people"), groups.people),
            (ORGANIZATIONS_PAGE, words("title_organizations"), groups.organizations),
        ):
            yield from GroupIndex(
                groups=found, index=index, title=title, parts=self.parts, words=words
            ).views()

    @cached_property
    def groups(self) -> Groups:
        """The people and organizations of the list."""
        return groups_of(self.catalog)

    @cached_property
    def group_pages(self) -> GroupPages:
        """The pages of people and organizations."""
        return GroupPages(
            catalog=self.catalog, groups=self.groups, authors=authors_of(self.catalog),
            cards=self._cards, context_objects=self.context_objects,
            topic_links=self._topic_links, words=self.words, site=self.site,
        )  # fmt: skip

    @cached_property
    def timeline_pages(self) -> TimelinePages:
        """The timeline, and the pages of its years and months."""
        return TimelinePages(
            catalog=self.catalog, cards=self._cards, site=self.site, words=self.words
        )

    @cached_property
    def health_pages(self) -> HealthPages:
        """What editors may want to fix."""
        return HealthPages(catalog=self.catalog, words=self.words)

    def _card(self, paper: Paper) -> PaperCard:
        links = self._topic_links
        topics = tuple(links[topic] for topic in paper.topics if topic in links)
        return kept_call(_with_topics, (self.parts[paper.id].card, topics), _with_topics)

    def _topic_link(self, topic: Topic) -> PageLink:
        count, hue = len(self.catalog.by_topic[topic.id]), self._hues[topic.group]
        return page_link(topic.name, topic_path(topic.id), count, hue)


def _with_topics(card: PaperCard, topics: tuple[PageLink, ...]) -> PaperCard:
    made = replace(card, topics=topics)
    return kept(made, lambda: made)  # of a changed paper, it may be the same
