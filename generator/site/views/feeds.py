"""The feeds of a site: additions to the list, its picks, topics, much-used tags, and some people.

The address of a feed is that of its page with another ending: `topics/moe.feed.xml`. Feeds of tags
are Atom only, and only the tags with files of references have one: some hosts take at most 20,000
files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nlargest

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.formats.atom_feed import atom_entry, atom_feed
from generator.site.formats.feeds import Feed, FeedHead, FeedItem, last_change
from generator.site.formats.json_feed import json_feed, json_item
from generator.site.i18n import Words
from generator.site.page_urls import page_url
from generator.site.views.groups import groups_of
from generator.site.views.paper_page import link_buttons
from generator.site.views.parts import (
    addition_sort_key,
    file_urls,
    lang_attribute,
    paper_path,
    publication_dates,
    publication_status_label,
    source_url,
    tag_paths,
    topic_path,
    valid_aliases,
)
from generator.site.views.reference_files import tags_with_files
from generator.site.views.types import FileLink, Site
from generator.text.characters import one_line
from generator.text.notes import note_html
from generator.text.publications import venue_line
from generator.text.sanitize import escape, head_content, to_html, to_text
from generator.text.stored import Stored

MAX_ENTRIES = 50
MAX_ENTRIES_OF_GROUP = 20  # of a topic or tag: a long list has hundreds of these feeds
LIST_STEM, PICKS_STEM = "feed", "picks.feed"
_FORMATS = {"Atom": "xml", "JSON Feed": "json"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedTexts:
    """A paper in each format of feeds."""

    atom: str
    json: str


def feed_links(stem: str, *, has_json: bool = True) -> tuple[FileLink, ...]:
    """The links to the feeds of a page."""
    return tuple(
        FileLink(format=name, path=f"{stem}.{ending}")
        for name, ending in _FORMATS.items() if has_json or ending == "xml"
    )  # fmt: skip


def page_stem(page: str) -> str:
    """The path of the feed of a topic's or tag's page, without its ending."""
    return f"{page.removesuffix('.md')}.feed"


def collection_path(collection: str) -> str:
    """The path of the page of one of several lists."""
    return f"lists/{collection}.md"


def all_feeds(catalog: Catalog, site: Site, words: Words) -> Iterator[Feed]:
    """The feeds of a site, that of the list first; none if the site has no URL.

    A topic without papers has a feed, and so have the picks of a list that has none: their
    addresses do not come and go.
    """
    if not site.url:  # a feed needs absolute URLs
        return
    yield Feed(title=site.name, stem=LIST_STEM, page="index.md",
               papers=_newest(catalog.papers, MAX_ENTRIES))  # fmt: skip
    picks = [paper for paper in catalog.papers if paper.recommended]
    yield Feed(title=words("labelled", name=site.name, text=words("editors_picks")),
               stem=PICKS_STEM, page="index.md", papers=_newest(picks, MAX_ENTRIES))  # fmt: skip
    for each in catalog.collections:
        yield Feed(
            title=words("labelled", name=site.name, text=to_text(each.name)),
            stem=page_stem(collection_path(each.id)),
            page=collection_path(each.id),
            papers=_newest(catalog.by_collection[each.id], MAX_ENTRIES),
        )
    for topic in catalog.topics:
        yield Feed(
            title=words("labelled", name=site.name, text=to_text(topic.name)),
            stem=page_stem(topic_path(topic.id)),
            page=topic_path(topic.id),
            papers=_newest(catalog.by_topic[topic.id], MAX_ENTRIES_OF_GROUP),
        )
    chosen = tags_with_files(catalog)
    for tag, path in tag_paths(catalog).items():
        if tag in chosen:
            title = words("title_tag", tag=to_text(tag))
            yield Feed(
                title=words("labelled", name=site.name, text=title),
                stem=page_stem(path), page=path, has_json=False,
                papers=_newest(catalog.by_tag[tag], MAX_ENTRIES_OF_GROUP),
            )  # fmt: skip

    for group in groups_of(catalog).with_pages:
        if group.has_files:
            yield Feed(
                title=words("labelled", name=site.name, text=group.name),
                stem=page_stem(group.path), page=group.path, has_json=False,
                papers=_newest(catalog.papers_of(group.papers), MAX_ENTRIES_OF_GROUP),
            )  # fmt: skip


def _newest(papers: Iterable[Paper], count: int) -> Sequence[Paper]:
    return nlargest(count, papers, key=addition_sort_key)


def feed_files(catalog: Catalog, site: Site, words: Words) -> Iterator[tuple[str, str]]:
    """The path and text of each feed."""
    feeds = list(all_feeds(catalog, site, words))
    papers = {paper.id: paper for feed in feeds for paper in feed.papers}
    names = {topic.id: to_text(topic.name) for topic in catalog.topics}
    url, ids = partial(page_url, site=site), _entry_ids(catalog)
    made = feed_texts.each(
        (paper, url(paper_path(paper)), url(f"papers/{ids[paper.id]}.md"),
         tuple((topic, names.get(topic) or to_text(topic)) for topic in paper.topics), words)
        for paper in papers.values()
    )  # fmt: skip
    texts = dict(zip(papers, made, strict=True))
    for feed in feeds:
        head = partial(FeedHead, title=feed.title, page=url(feed.page), language=words.language,
                       icon=url(site.icon) if site.icon else "")  # fmt: skip
        updated = max(filter(None, map(last_change, feed.papers)), default=None)
        yield feed.atom_path, atom_feed(
            head(url=url(feed.atom_path)), str(updated or ""),
            (texts[paper.id].atom for paper in feed.papers),
        )  # fmt: skip
        if feed.has_json:
            yield feed.json_path, json_feed(
                head(url=url(feed.json_path)),
                (texts[paper.id].json for paper in feed.papers),
            )  # fmt: skip


def _entry_ids(catalog: Catalog) -> Mapping[str, str]:
    """The first id that each paper had, which readers of feeds know; unique in any list.

    `mv` and `merge` add former ids at the end. A paper that was merged with another continues an
    entry that readers have seen, too.
    """
    taken, found = set(catalog.by_id), dict[str, str]()
    for paper in catalog.papers:
        first = next((alias for alias in valid_aliases(paper) if alias not in taken), paper.id)
        taken.add(first)
        found[paper.id] = first
    return found


def head_links(catalog: Catalog, site: Site, words: Words) -> Mapping[str, Mapping[str, str]]:
    """Title and URLs of each page's own feed for its head, as HTML, by the path of the page.

    Every page has the feed of the list besides. The home page has that of the picks.
    """
    return {
        feed.page: {
            "title": str(head_content(feed.title)),
            "atom": str(head_content(page_url(feed.atom_path, site))),
            "json": str(head_content(page_url(feed.json_path, site))) if feed.has_json else "",
        }
        for feed in all_feeds(catalog, site, words) if feed.stem != LIST_STEM
    }  # fmt: skip


def _make_texts(
    paper: Paper, url: str, entry_id: str, topics: tuple[tuple[str, str], ...], words: Words
) -> FeedTexts:
    item = FeedItem(
        id=entry_id,
        url=url,
        title=to_text(paper.title),
        language=lang_attribute(paper),
        authors=paper.authors.texts or paper.editors.texts,
        published=str(paper.added or ""),
        updated=str(last_change(paper) or ""),
        summary=one_line(paper.takeaway),
        content="\n".join(_content(paper, words)),
        topics=dict(topics),
        external_url=source_url(paper),
        links=file_urls(paper, words),
    )
    return FeedTexts(atom=atom_entry(item), json=json_item(item))


feed_texts = Stored(_make_texts, FeedTexts, "texts of feeds")


def _content(paper: Paper, words: Words) -> Iterator[Markup]:
    """What a reader of feeds shows of a paper, as HTML without relative links."""
    status, venue = escape(publication_status_label(paper, words)), escape(venue_line(paper))
    dates = [words.html("labelled", name=each.label, text=each.text)
             for each in publication_dates(paper, words)]  # fmt: skip
    if facts := [*filter(None, (status, *dates, venue))]:
        yield Markup("<p>{}</p>").format(Markup(" · ").join(facts))
    if paper.takeaway:
        yield Markup("<p><strong>{}</strong></p>").format(escape(one_line(paper.takeaway)))
    if paper.note:
        yield Markup("<h2>{}</h2>").format(words.html("editors_note"))
        yield note_html(paper.note)
    if paper.abstract:
        yield Markup("<h2>{}</h2>").format(words.html("abstract"))
        language = lang_attribute(paper)
        start = Markup('<p lang="{}">').format(language) if language else Markup("<p>")
        yield start + to_html(paper.abstract) + Markup("</p>")
    buttons = [Markup('<a href="{}">{}</a>').format(button.url, button.name)
               for button in link_buttons(paper, words)]  # fmt: skip
    if buttons:
        yield Markup("<p>{}</p>").format(Markup(" · ").join(buttons))
