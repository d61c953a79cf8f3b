"""The page of a person or an organization: papers, years, topics, and who wrote with them."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from generator.model import Catalog, Paper, Person
from generator.site.i18n import Words
from generator.site.views.charts import Timescale, timescale, year_chart, year_range
from generator.site.views.feeds import feed_links, page_stem
from generator.site.views.groups import Group, Groups
from generator.site.views.parts import sort_newest_first
from generator.site.views.reference_files import file_links, listed_context_objects
from generator.site.views.types import Chart, FileLink, PageLink, PaperCard, Site
from generator.text.authors import Authors
from generator.text.identifiers import is_orcid
from generator.text.memo import kept_call
from generator.text.publications import first_date
from generator.text.sanitize import attribute, escape, is_safe_url

MAX_CARDS_ON_GROUP_PAGE = 100  # the others are on further pages
MAX_COAUTHORS_ON_PAGE, MAX_TOPICS_ON_PAGE, MAX_SPELLINGS_ON_PAGE = 40, 8, 8
NO_HTML = Markup()
ORCID_URL = "https://orcid.org/"


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupView:
    """A page of a person or an organization.

    Attributes:
        is_person: whether it is a person.
        title: the title of the page.
        name: the name.
        count: the number of papers.
        years: the years of the papers.
        cards: the papers of this page, newest first.
        parts: the pages that share the papers; empty if there is one.
        part: the number of this page.
        chart: the papers by year; None if they are of one year.
        undated: how many papers are not in the chart.
        topics: the topics of the papers, with counts.
        coauthors: who wrote papers with the person, with counts.
        more_coauthors: how many people besides.
        spellings: the spellings of the name as one list, if there are several.
        orcid: the ORCID iD.
        orcid_url: its address.
        homepage: the address of the person's own page.
        is_told_apart: whether the editors listed the person's papers.
        files: the files of the papers.
        feeds: the feeds of the papers.
        context_objects: the papers for Zotero's connector.
    """

    is_person: bool
    title: str
    name: Markup
    count: int
    years: str
    cards: tuple[PaperCard, ...]
    parts: tuple[PageLink, ...] = ()
    part: int = 1
    chart: Chart | None = None
    undated: int = 0
    topics: tuple[PageLink, ...] = ()
    coauthors: tuple[PageLink, ...] = ()
    more_coauthors: int = 0
    spellings: Markup = NO_HTML
    orcid: str = ""
    orcid_url: Markup = NO_HTML
    homepage: Markup = NO_HTML
    is_told_apart: bool = False
    files: tuple[FileLink, ...] = ()
    feeds: tuple[FileLink, ...] = ()
    context_objects: tuple[Markup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupPages:
    """The pages of all people and organizations; all mappings are those of the whole site."""

    catalog: Catalog
    groups: Groups
    authors: Authors
    cards: Mapping[str, PaperCard]
    context_objects: Mapping[str, str]
    topic_links: Mapping[str, PageLink]
    words: Words
    site: Site

    def of(self, group: Group) -> Iterator[tuple[str, GroupView]]:
        """The path and view of each page of a person or an organization with pages."""
        papers = sort_newest_first(self.catalog.papers_of(group.papers))
        cards = tuple([self.cards[paper.id] for paper in papers])
        coauthors, more = self._coauthors(group)
        shown = ("\0".join(group.spellings), group.path, str(group.has_files), str(more))
        links = tuple([f"{link.path} {link.name} {link.count}" for link in coauthors])
        inputs = (*papers, *cards, *shown, *links, repr(group.person), self.words,
                  self._timescale, self.site.name, self.site.url)  # fmt: skip
        yield from kept_call(
            GroupPages, inputs, lambda *_: tuple(self._made(group, papers, coauthors, more))
        )

    @cached_property
    def _timescale(self) -> Timescale:
        return timescale(self.catalog.papers, self.words)

    def _made(
        self, group: Group, papers: Sequence[Paper], coauthors: tuple[PageLink, ...], more: int
    ) -> Iterator[tuple[str, GroupView]]:
        cards = [self.cards[paper.id] for paper in papers]
        size = MAX_CARDS_ON_GROUP_PAGE
        starts = range(0, len(cards), size)
        paths = [_part_path(group.path, number + 1) for number in range(len(starts))]
        parts = tuple(
            PageLink(name=escape(self.words.number(number + 1)), path=path)
            for number, path in enumerate(paths)
        )
        common = GroupView(
            is_person=group.path in self._places,
            title=group.name,
            name=isolated_name(group.name, self.words),
            count=len(papers),
            years=year_range(papers),
            cards=(),
            parts=parts if len(parts) > 1 else (),
        )
        person, spellings = group.person, group.spellings[:MAX_SPELLINGS_ON_PAGE]
        # A build does not stop at what the checks refuse.
        orcid = person.orcid if person and is_orcid(person.orcid) else ""
        yield group.path, replace(
            common,
            cards=tuple(cards[:size]),
            chart=year_chart(papers, self._timescale, self.words),
            undated=sum(1 for paper in papers if first_date(paper) is None),
            topics=self._topics(papers),
            coauthors=coauthors,
            more_coauthors=more,
            spellings=self.words.html("comma").join(
                isolated_name(spelling, self.words) for spelling in spellings
            )
            if len(spellings) > 1 else NO_HTML,
            orcid=orcid,
            orcid_url=attribute(ORCID_URL + orcid) if orcid else NO_HTML,
            homepage=_homepage(person) if person else NO_HTML,
            is_told_apart=bool(person and person.papers),
            files=file_links(group.path.removesuffix(".md"), self.site.slug)
            if group.has_files else (),
            feeds=feed_links(page_stem(group.path), has_json=False)
            if group.has_files and self.site.url else (),
            context_objects=listed_context_objects(papers[:size], self.context_objects)
            if group.has_files else (),
        )  # fmt: skip
        for number, (start, path) in enumerate(zip(starts, paths, strict=True)):
            if number:
                part = tuple(cards[start : start + size])
                page = self.words("group_part", part=number + 1, all=len(parts))
                title = self.words("labelled", name=group.name, text=page)
                yield path, replace(common, title=title, cards=part, part=number + 1)

    def _topics(self, papers: Sequence[Paper]) -> tuple[PageLink, ...]:
        counts = Counter(topic for paper in papers for topic in dict.fromkeys(paper.topics))
        known = [topic.id for topic in self.catalog.topics if counts[topic.id]]
        most = sorted(known, key=lambda topic: -counts[topic])[:MAX_TOPICS_ON_PAGE]
        return tuple(replace(self.topic_links[id_], count=counts[id_]) for id_ in most)

    def _coauthors(self, group: Group) -> tuple[tuple[PageLink, ...], int]:
        """The people who wrote most papers with a person, and how many others did."""
        if (place := self._places.get(group.path)) is None:
            return (), 0
        counts = self.authors.coauthors(place)
        people = [other for other in counts if other in self.groups.of_author]
        most = sorted(people, key=lambda other: (-counts[other], other))[:MAX_COAUTHORS_ON_PAGE]
        links = (
            PageLink(name=isolated_name(each.name, self.words), path=each.path, count=counts[other])
            for other in most if (each := self.groups.of_author[other])
        )  # fmt: skip
        return tuple(links), len(people) - len(most)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {group.path: place for place, group in self.groups.of_author.items() if group.path}


def _homepage(person: Person) -> Markup:
    """The address of a person's homepage; empty if it is not safe."""
    url = person.homepage
    return attribute(url) if url.startswith("https://") and is_safe_url(url) else NO_HTML


def isolated_name(name: str, words: Words) -> Markup:
    """A name as HTML, in a bidi isolate where texts of both directions meet."""
    is_rtl = not name.isascii() and any(map(_is_from_right, name))
    shown = escape(name)
    return Markup("<bdi>{}</bdi>").format(shown) if is_rtl or words.direction == "rtl" else shown


def _is_from_right(char: str) -> bool:
    return unicodedata.bidirectional(char) in {"R", "AL"}


def _part_path(path: str, number: int) -> str:
    """The path of a further page; Markdown would not find one with two hyphens in a row."""
    if number == 1:
        return path
    folder, _, file = path.rpartition("/")
    return f"{folder}/more/{file.removesuffix('.md')}-part-{number}.md"
