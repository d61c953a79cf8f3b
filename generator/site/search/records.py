"""The documents of the search index: papers, topics, tags, people, and sections of pages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Literal

from generator.model import Catalog, Paper, ReadingPath, Topic
from generator.site.i18n import Words
from generator.site.search.facets import Linked, PaperFacets, list_names, paper_facets
from generator.site.search.record_words import RecordWords, find_words
from generator.site.views.feeds import collection_path
from generator.site.views.groups import Groups, groups_of
from generator.site.views.parts import (
    lang_attribute,
    paper_path,
    publication_status_label,
    short_author_list,
    sort_newest_first,
    tag_paths,
    topic_path,
)
from generator.site.views.reading_paths import path_name, path_page, path_why
from generator.text.characters import one_line
from generator.text.memo import kept_call, memoized
from generator.text.publications import first_year, venue_line, venue_name
from generator.text.sanitize import to_text
from generator.text.short_titles import system_name
from generator.text.stored import Stored

RecordKind = Literal["paper", "topic", "tag", "person", "page"]

_HTML_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One document of the index, in plain text.

    Attributes:
        location: the URL relative to the site's root.
        line: shown under the title, after the authors.
        page: the title of the page that a section is on.
        language: the language tag of the title, if it is known.
        labels: indexed like the title, not shown.
        keywords: indexed like words of the text, not shown.
        facets: what a paper can be filtered by; None for all other records.
        kind: what it is a record of.
        identifier: the arXiv id or DOI of a paper.
        words: what the index has of it, if that is known already.
    """

    location: str
    title: str
    text: str = ""
    line: str = ""
    page: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    facets: PaperFacets | None = None
    kind: RecordKind = "page"
    identifier: str = ""
    words: RecordWords | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The short name that the title has before its colon; empty without a colon."""
        return system_name(self.title)


def catalog_records(catalog: Catalog, urls: Mapping[str, str], words: Words) -> Iterator[Record]:
    """Papers, newest first because earlier records win ties in the ranking, then topics, tags,
    people, lists and reading paths.

    Args:
        catalog: the list.
        urls: the URLs of pages relative to the site's root, by path; what has no page is left out.
        words: the texts of the interface.
    """
    tags, groups, lists = tag_paths(catalog), groups_of(catalog), list_names(catalog)
    papers = [p for p in sort_newest_first(catalog.papers) if paper_path(p) in urls]
    yield from _paper_record.each(
        (
            paper,
            (
                tuple(catalog.topic_by_id[t] for t in paper.topics if t in catalog.topic_by_id),
                tuple(tag for tag in paper.tags if tag in tags),
                _people_facets(groups, paper),
                lists.get(paper.collection, ("", "")),
            ),
            urls[paper_path(paper)],
            words,
        )
        for paper in papers
    )
    for topic in catalog.topics:
        if (path := topic_path(topic.id)) in urls:
            line = words("found_topic", len(catalog.by_topic[topic.id]))
            yield kept_call(_topic_record, (topic, urls[path], line), _topic_record)
    for tag, path in tags.items():
        if path in urls:
            line = words("found_tag", len(catalog.by_tag[tag]))
            yield _tag_record(tag, urls[path], line)
    for group in groups.people:
        if group.path in urls:
            line = words("found_person", len(group.papers))
            yield _person_record(group.name, group.spellings, urls[group.path], line)
    yield from _list_records(catalog, urls, words)
    for way in catalog.paths:
        if (page := path_page(way)) in urls:
            line = words("found_path", sum(id_ in catalog.by_id for id_ in way.papers))
            yield kept_call(_path_record, (way, urls[page], line), _path_record)


def _list_records(catalog: Catalog, urls: Mapping[str, str], words: Words) -> Iterator[Record]:
    """The lists of a site with several."""
    for each in catalog.collections:
        if (page := collection_path(each.id)) in urls:
            yield Record(
                location=urls[page],
                title=to_text(each.name),
                text=to_text(each.description),
                line=words("found_list", len(catalog.by_collection[each.id])),
            )


def _path_record(path: ReadingPath, location: str, line: str) -> Record:
    sentences = (one_line(step.why) for _, step in path.places())
    return Record(
        location=location,
        title=path_name(path),
        text=" ".join((path_why(path), *sentences)),
        line=line,
    )


def _people_facets(groups: Groups, paper: Paper) -> tuple[tuple[str, str], ...]:
    """The people of a paper who have pages: what stands for each in addresses, and the name."""
    found = groups.people_of[paper.id].values()
    return tuple((group.slug, group.name) for group in found if group.path)


def _topic_record(topic: Topic, location: str, line: str) -> Record:
    record = Record(
        location=location,
        title=to_text(topic.name),
        text=to_text(topic.description),
        keywords=tuple(to_text(phrase.rstrip("*")) for phrase in topic.keywords),
        line=line,
        kind="topic",
    )
    return replace(record, words=find_words(record))


@memoized
def _tag_record(tag: str, location: str, line: str) -> Record:
    record = Record(location=location, title=to_text(tag), line=line, kind="tag")
    return replace(record, words=find_words(record))


@memoized
def _person_record(name: str, spellings: tuple[str, ...], location: str, line: str) -> Record:
    others = tuple(spelling for spelling in spellings if spelling != name)
    record = Record(location=location, title=name, labels=others, line=line, kind="person")
    return replace(record, words=find_words(record))


def _make_paper_record(paper: Paper, linked: Linked, location: str, words: Words) -> Record:
    """The record of a paper; `linked` are its topics, tags, people and list that have pages."""
    topics, _, _, (_, list_name) = linked
    names = (topic.name for topic in topics)
    organization = paper.organization
    year = str(first_year(paper) or "")
    labels = (*names, *paper.tags, venue_name(paper), paper.series, year, paper.arxiv, paper.doi,
              *((organization.name, organization.handle) if organization else ()))  # fmt: skip
    count = "" if paper.authors else short_author_list(paper, words)
    status = publication_status_label(paper, words)
    venue = venue_line(paper)  # with its own year: the paper may have appeared earlier
    shown = (count, "" if year in venue else year, to_text(venue), status, list_name)
    takeaway = one_line(paper.takeaway)
    record = Record(
        location=location,
        title=to_text(paper.title),
        # The results show the beginning of the text.
        text=" ".join(filter(None, (takeaway, to_text(paper.abstract)))),
        line=" · ".join(filter(None, shown)),
        language=str(lang_attribute(paper)),
        authors=tuple(map(to_text, (paper.authors or paper.editors).texts)),
        # They say more of what a paper is about than a sentence of its abstract.
        labels=tuple(filter(None, (*map(to_text, (*labels, *paper.search_phrases)), takeaway))),
        facets=paper_facets(paper, linked, words),
        kind="paper",
        identifier=paper.arxiv or paper.doi,
    )
    return replace(record, words=find_words(record))


_words = Stored(find_words, RecordWords, "words of a search record")


def words_of(records: Iterable[Record]) -> Iterator[RecordWords]:
    """What the index has of each record."""
    return (record.words or find_words(record) for record in records)


_paper_record = Stored(_make_paper_record, Record, "search record of a paper")


def section_records(entries: Iterable[Mapping[str, str]]) -> Iterator[Record]:
    """One record for each section of the hand-written pages.

    Args:
        entries: the entries of MkDocs' search plugin: `location`, `title` and `text`, the last two
            in HTML. A page comes before its sections, whose locations have a `#`.
    """
    records = list(_section_records(entries))
    for record, words in zip(records, _words.each((each,) for each in records), strict=True):
        yield replace(record, words=words)


def _section_records(entries: Iterable[Mapping[str, str]]) -> Iterator[Record]:
    pages: dict[str, str] = {}
    for entry in entries:
        location, title = entry["location"], _plain_text(entry["title"])
        page, _, section = location.partition("#")
        if not section:
            pages[page] = title
        yield _section_record(
            location, title, entry["text"], pages.get(page, title) if section else ""
        )


@memoized
def _section_record(location: str, title: str, html: str, page: str) -> Record:
    return Record(location=location, title=title, text=_plain_text(html), page=page)


def _plain_text(html: str) -> str:
    return " ".join(unescape(_HTML_TAG.sub(" ", html)).split())
