"""From the catalog to typed views, one kind of page each; templates only loop and choose."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.model import Catalog, Finding, Organization, Paper, Topic
from generator.site.i18n import ENGLISH, Words
from generator.site.map.atlas import Map
from generator.site.related import Neighbour, in_words, related
from generator.site.views import charts
from generator.site.views.drawings import TimelineView
from generator.site.views.marks import MarksView, marks_view, titles
from generator.site.views.paper_list import PaperList, PaperListView
from generator.site.views.paper_page import buttons, byline, citations, source_line, way
from generator.site.views.parts import (
    TAG_PAGE_LEAST,
    added,
    cloud,
    csl_path,
    disagreements,
    former,
    line,
    newest_first,
    paper_path,
    publication_status,
    short_authors,
    statuses,
    suspects,
    tag_paths,
    tongue,
    topic_path,
    when,
)
from generator.site.views.terms import Terms
from generator.site.views.topic_pages import TopicPages
from generator.site.views.types import (
    Card,
    CardGroup,
    CloudItem,
    CloudView,
    Group,
    GroupsView,
    HealthLine,
    HealthView,
    HomeView,
    ListView,
    PaperView,
    Ref,
    RelatedPaper,
    Site,
    TopicView,
    Way,
)
from generator.text.citation_keys import citation_keys
from generator.text.notes import note_html
from generator.text.publications import first_date, first_year, venue_line
from generator.text.sanitize import attribute, to_heading, to_html, to_text
from generator.text.slugs import comparison_key

NEWEST = 12


class Views:
    """All views of one catalog; what several need is computed once, here."""

    def __init__(self, catalog: Catalog, site: Site, words: Words) -> None:
        self.catalog = catalog
        self.site = site
        self.words = words
        self.related = related(catalog)
        self.citation_keys = citation_keys(catalog)
        self.tag_paths = tag_paths(catalog)
        self._in_order = {t: newest_first(p) for t, p in catalog.by_topic.items()}
        self._places = {t: {p.id: i for i, p in enumerate(order)}
                        for t, order in self._in_order.items()}  # fmt: skip
        self._statuses = statuses(words)
        self._cards = {paper.id: self._card(paper) for paper in catalog.papers}

    def home(self) -> HomeView:
        """The front page."""
        catalog = self.catalog
        newest = sorted(catalog.papers, key=added, reverse=True)[:NEWEST]
        return HomeView(
            name=self.site.name,
            intro=Markup(self.site.home),  # noqa: S704 - written by the list's own editors in docs/
            papers=len(catalog.papers),
            topics=sum(1 for papers in catalog.by_topic.values() if papers),
            tags=len(self.tag_paths),
            years=charts.span(catalog.papers),
            newest=self._listed(newest),
            recommended=self._listed(p for p in newest_first(catalog.papers) if p.recommended),
            cloud=self.topic_cloud(),
        )

    def papers(self) -> PaperListView:
        """All papers, newest first."""
        return self.paper_list.view()

    @cached_property
    def paper_list(self) -> PaperList:
        """The page of all papers and what its filters need."""
        return PaperList(
            catalog=self.catalog, papers=newest_first(self.catalog.papers), cards=self._cards,
            keys=self.citation_keys, tags=self.tag_paths, site=self.site, words=self.words,
        )  # fmt: skip

    def paper(self, paper: Paper, public: str = "") -> PaperView:
        """A paper's own page; `public` is its address, if the site has one."""
        source = paper.origin().source
        authors, more_authors = byline(paper, self.words)
        return PaperView(
            id=paper.id,
            was=former(paper),
            title=to_heading(paper.title),
            language=tongue(paper),
            authors=authors,
            more_authors=more_authors,
            author_count=len(paper.authors or paper.editors) or paper.author_count,
            organization=self._organization(paper.organization),
            published=when(first_date(paper), self.words),
            venue=venue_line(paper),
            status=self._statuses[paper.status] if paper.status else "",
            publication_status=publication_status(paper, self.words),
            recommended=paper.recommended,
            ways=tuple(self._ways(paper)),
            tags=self._tags(paper),
            abstract=to_html(paper.abstract),
            note=note_html(paper.note) if paper.note else Markup(""),
            buttons=tuple(buttons(paper, self.words)),
            citations=tuple(citations(paper, self.citation_keys[paper.id], public, self.words)),
            csl_path=csl_path(paper),
            related=tuple(self._related(neighbour) for neighbour in self.related[paper.id]),
            sources=tuple(source_line(source, self.words) for source in paper.sources),
            disagreements=tuple(disagreements(paper, self.words)),
            added=when(paper.added, self.words),
            edit_url=attribute(self.site.edit(source)) if self.site.edit else Markup(""),
            correct_url=attribute(self._correction(paper)),
        )

    def marks(self) -> MarksView:
        """The page of the reader's own marks."""
        return marks_view(self.site)

    def titles(self) -> str:
        """What that page shows of the papers."""
        return titles(self.catalog, self._cards, self.words)

    def topic_index(self) -> CloudView:
        """All topics: the cloud, then groups with counts and scope notes."""
        groups: dict[str, list[Topic]] = {}
        for topic in self.catalog.topics:
            groups.setdefault(topic.group, []).append(topic)
        return CloudView(
            cloud=self.topic_cloud(),
            groups=tuple(
                Group(name=name, refs=tuple(map(self._topic_ref, topics)),
                      notes=tuple(topic.description for topic in topics))
                for name, topics in groups.items()
            ),
        )  # fmt: skip

    def topic(self, topic: Topic) -> TopicView:
        """A topic's page."""
        return self._topic_pages.view(topic)

    @cached_property
    def _topic_pages(self) -> TopicPages:
        return TopicPages(
            catalog=self.catalog, terms=Terms(self.catalog), cards=self._cards,
            tag_paths=self.tag_paths, words=self.words,
        )  # fmt: skip

    @cached_property
    def map(self) -> Map:
        """The map of all papers."""
        near = {id_: [other.id for other in others] for id_, others in self.related.items()}
        return Map(self.catalog, near, self.words, directory_urls=self.site.directory_urls)

    def topic_cloud(self) -> tuple[CloudItem, ...]:
        """The topics that have papers, by name."""
        used = [topic for topic in self.catalog.topics if self.catalog.by_topic[topic.id]]
        return cloud(
            map(self._topic_ref, sorted(used, key=lambda topic: comparison_key(topic.name)))
        )

    def tag_index(self) -> CloudView:
        """The cloud of tags that have pages; tags of a single paper lead to that paper."""
        by_tag = self.catalog.by_tag
        refs = [
            Ref(name=to_heading(t), path=path, count=len(by_tag[t]))
            for t, path in self.tag_paths.items()
        ]
        rest = tuple(
            Ref(name=to_heading(tag), path=paper_path(papers[0]), count=1)
            for tag, papers in by_tag.items() if tag not in self.tag_paths
        )  # fmt: skip
        return CloudView(cloud=cloud(refs), rest=rest)

    def tag(self, tag: str) -> ListView:
        """A tag's page."""
        papers = self.catalog.by_tag[tag]
        cards = self._listed(newest_first(papers))
        return ListView(name=to_heading(tag), intro=self.words("papers", len(papers)), cards=cards)

    def organizations(self) -> GroupsView:
        """Papers by the organization that posted them."""
        groups: dict[str, list[Paper]] = {}
        for paper in self.catalog.papers:
            if paper.organization:
                groups.setdefault(paper.organization.name, []).append(paper)
        names = sorted(groups, key=lambda name: (name.casefold(), name))
        return GroupsView(groups=tuple(
            CardGroup(name=name, cards=self._listed(newest_first(groups[name]))) for name in names
        ))  # fmt: skip

    def timeline(self) -> TimelineView:
        """Topics by year; papers by year of publication, newest first, undated ones last."""
        groups: dict[str, list[Paper]] = {}
        for paper in newest_first(self.catalog.papers):
            year = str(first_year(paper) or "")
            groups.setdefault(year, []).append(paper)
        return TimelineView(
            years=charts.names(charts.years(self.catalog.papers), self.catalog.papers, self.words),
            topics=charts.trends(
                self.catalog, "timeline.md", directory_urls=self.site.directory_urls
            ),
            groups=tuple(
                CardGroup(
                    name=year or self.words("undated_papers"),
                    cards=self._listed(papers),
                    anchor=year or "undated",
                )
                for year, papers in groups.items()
            ),
        )

    def health(self, findings: Sequence[Finding]) -> HealthView:
        """What the editors may want to mend."""
        papers = self.catalog.papers
        single = ((tag, p[0]) for tag, p in self.catalog.by_tag.items() if len(p) < TAG_PAGE_LEAST)
        return HealthView(
            undated=tuple(line(p, "") for p in papers if first_date(p) is None),
            without_topics=tuple(line(p, "") for p in papers if not p.topics),
            disagreements=tuple(line(p, r) for p in papers for r in disagreements(p, self.words)),
            duplicates=tuple(line(p, remark) for p, remark in suspects(papers, self.words)),
            single_tags=tuple(
                HealthLine(title=to_heading(tag), path=paper_path(p), remark="", language=Markup())
                for tag, p in single
            ),
            findings=tuple(
                f"{f.origin.source}:{f.origin.line or 1}: {f.message}" for f in findings
            ),
            foreign=self.words.locale.language != ENGLISH,
        )

    def _listed(self, papers: Iterable[Paper]) -> tuple[Card, ...]:
        return tuple(self._cards[paper.id] for paper in papers)

    def _card(self, paper: Paper) -> Card:
        return Card(
            title=to_heading(paper.title),
            path=paper_path(paper),
            authors=short_authors(paper, self.words),
            when=when(first_date(paper), self.words),
            venue=venue_line(paper),
            topics=self._topics(paper),
            recommended=paper.recommended,
            status=self._statuses[paper.status] if paper.status else "",
            publication_status=publication_status(paper, self.words),
            language=tongue(paper),
            was=former(paper),
        )

    def _topic_ref(self, topic: Topic) -> Ref:
        count = len(self.catalog.by_topic[topic.id])
        return Ref(name=to_heading(topic.name), path=topic_path(topic.id), count=count)

    def _topics(self, paper: Paper) -> tuple[Ref, ...]:
        known = self.catalog.topic_by_id
        return tuple(self._topic_ref(known[topic]) for topic in paper.topics if topic in known)

    def _ways(self, paper: Paper) -> Iterable[Way]:
        for id_ in dict.fromkeys(paper.topics):
            if id_ in self._places:
                ref = self._topic_ref(self.catalog.topic_by_id[id_])
                yield way(id_, ref, self._in_order[id_], self._places[id_][paper.id])

    def _tags(self, paper: Paper) -> tuple[Ref, ...]:
        counts = self.catalog.by_tag
        return tuple(
            Ref(name=to_heading(tag), path=self.tag_paths.get(tag, ""), count=len(counts[tag]))
            for tag in dict.fromkeys(paper.tags)
        )

    def _organization(self, organization: Organization | None) -> Ref | None:
        if organization is None:
            return None
        return Ref(name=to_heading(organization.name), path="organizations.md")

    def _related(self, neighbour: Neighbour) -> RelatedPaper:
        paper = self.catalog.by_id[neighbour.id]
        names = {id_: topic.name for id_, topic in self.catalog.topic_by_id.items()}
        return RelatedPaper(
            title=to_heading(paper.title),
            path=paper_path(paper),
            reason=in_words(neighbour.reasons, names, self.words),
            language=tongue(paper),
        )

    def _correction(self, paper: Paper) -> str:
        if not self.site.issues:
            return ""
        title = self.words("correction_title", title=to_text(paper.title))[:200]
        file = self.words("correction_file", file=paper.origin().source)
        asked = self.words("correction_body")
        body = f"{file}\n\n{asked}\n"
        return f"{self.site.issues}?{urlencode({'title': title, 'body': body}, quote_via=quote)}"
