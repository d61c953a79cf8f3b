"""Markdown twins of pages, for programs that read: `papers/gpipe.md` of the page `papers/gpipe/`.

There is one of each paper and topic, and of the page of all papers. They have the content without
the markup of the site. Their address is that of the page with `.md` in place of the final slash or
of `.html`, where many programs look for it. Like `llms.txt` they are in English, and each line
begins with words of this module or is escaped.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from generator.model import Catalog, DeferredPage, Paper, Topic
from generator.site.formats.citation import markdown_source
from generator.site.page_urls import html_file, twin_path, url_from
from generator.site.paper_facts import Fact, editorial_facts, publication_facts
from generator.site.related.types import Neighbour
from generator.site.views.paper_list import LIST_PAGE
from generator.site.views.parts import paper_path, sort_newest_first, topic_path
from generator.site.views.types import Site
from generator.text.characters import visible_line
from generator.text.english import plural
from generator.text.sanitize import escape_markdown, head_content, is_safe_url, to_text
from generator.text.stored import Stored

# Papers; a site of so many has some 15,000 files with twins and social cards, and some hosts take
# at most 20,000. One of 10,000 has 18,850 without either.
MAX_PAPERS_WITH_TWINS = 4_000


class TwinLink(NamedTuple):
    """A link to a page or twin: its text as Markdown, its URL, and what follows it."""

    text: str
    url: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TwinLinks:
    """What the twin of a paper says of the site: its page, topics and related papers."""

    page: str
    topics: tuple[TwinLink, ...]
    related: tuple[TwinLink, ...]


def has_twins(catalog: Catalog) -> bool:
    """Whether the list is short enough for a further file of each paper."""
    return len(catalog.papers) <= MAX_PAPERS_WITH_TWINS


def pages_with_twins(catalog: Catalog) -> Iterator[str]:
    """The paths of the pages that have a twin."""
    if has_twins(catalog):
        yield LIST_PAGE
        yield from (topic_path(topic.id) for topic in catalog.topics)
        yield from map(paper_path, catalog.papers)


def twin_urls(catalog: Catalog, site: Site) -> Mapping[str, Markup]:
    """The URL of the twin of each page that has one, for the head of the page."""
    found = {}
    for page in pages_with_twins(catalog):
        folder = posixpath.dirname(html_file(page, directory_urls=site.directory_urls))
        found[page] = head_content(url_from(folder, twin_path(page), site))
    return found


def markdown_twins(
    catalog: Catalog,
    site: Site,
    related: Mapping[str, Iterable[Neighbour]],
    bibtex: Mapping[str, str],
) -> Iterator[DeferredPage]:
    """The files of all twins; none of a long list.

    Args:
        catalog: the list.
        site: its name and URL.
        related: the related papers of each paper, by its id.
        bibtex: the BibTeX entry of each paper, by its id.
    """
    if not has_twins(catalog):
        return
    titles = {paper.id: escape_markdown(to_text(paper.title)) for paper in catalog.papers}
    sources = {paper.id: markdown_source(paper) for paper in catalog.papers}
    names = {topic.id: escape_markdown(to_text(topic.name)) for topic in catalog.topics}
    from_papers = partial(url_from, "papers", site=site)

    def paper_link(id_: str, folder: str) -> TwinLink:
        url = url_from(folder, twin_path(f"papers/{id_}.md"), site)
        return TwinLink(titles[id_], url, sources[id_] and f" ({sources[id_]})")

    def topic_link(id_: str) -> TwinLink:
        return TwinLink(names[id_], from_papers(twin_path(topic_path(id_))))

    def links_of(paper: Paper) -> TwinLinks:
        return TwinLinks(
            page=from_papers(paper_path(paper)),
            topics=tuple(topic_link(each) for each in paper.topics if each in names),
            related=tuple(paper_link(each.id, "papers") for each in related[paper.id]),
        )

    texts = paper_twin.deferred(catalog.papers, lambda p: (p, bibtex[p.id], links_of(p)))
    for paper, made in zip(catalog.papers, texts, strict=True):
        yield DeferredPage(*made, path=twin_path(paper_path(paper)))
    for topic in catalog.topics:
        papers = sort_newest_first(catalog.by_topic[topic.id])
        links = [paper_link(paper.id, "topics") for paper in papers]
        page = url_from("topics", topic_path(topic.id), site)
        make = partial(_topic_twin, topic, page, links)
        yield DeferredPage(make, path=twin_path(topic_path(topic.id)))
    links = [paper_link(paper.id, "") for paper in sort_newest_first(catalog.papers)]
    make = partial(_list_twin, site, url_from("", LIST_PAGE, site), links)
    yield DeferredPage(make, path=twin_path(LIST_PAGE))


def _paper_twin(paper: Paper, bibtex: str, links: TwinLinks) -> str:
    """The Markdown of a paper."""
    lines = [f"# {escape_markdown(to_text(paper.title))}", ""]
    lines += [f"- [Page]({links.page})", *_fact_lines(publication_facts(paper))]
    if links.topics:
        lines.append(f"- Topics: {'; '.join(map(_link, links.topics))}")
    lines += _fact_lines(editorial_facts(paper))
    if paper.abstract:
        lines += ["", "## Abstract", "", escape_markdown(to_text(paper.abstract))]
    lines += ["", "## How to cite", "", *_code_block(bibtex, "bibtex")]
    if links.related:
        lines += ["", "## Related papers", "", *_items(links.related)]
    return "\n".join(lines) + "\n"


paper_twin = Stored(_paper_twin, str, "Markdown twin of a paper", in_memory=False)


def _topic_twin(topic: Topic, page: str, papers: Iterable[TwinLink]) -> str:
    """The Markdown of a topic: its scope note and its papers, newest first."""
    items = _items(papers)
    lines = [f"# {escape_markdown(to_text(topic.name))}", ""]
    if topic.description:
        lines += [escape_markdown(to_text(topic.description)), ""]
    lines += [f"- [Page]({page})", f"- Group: {escape_markdown(topic.group)}"]
    return "\n".join([*lines, "", f"## {plural(len(items), 'paper')}", "", *items]) + "\n"


def _list_twin(site: Site, page: str, papers: Iterable[TwinLink]) -> str:
    """The Markdown of all papers, newest first."""
    items = _items(papers)
    lines = [f"# {escape_markdown(site.name)}", "", f"- [Page]({page})", ""]
    return "\n".join([*lines, f"## {plural(len(items), 'paper')}", "", *items]) + "\n"


def _items(links: Iterable[TwinLink]) -> list[str]:
    return [f"- {_link(link)}{link.remark}" for link in links]


def _link(link: TwinLink) -> str:
    return f"[{link.text}]({link.url})"


def _fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    for name, text in facts:
        if text:
            yield f"- {name}: {_autolink(text) or escape_markdown(text)}"


def _autolink(text: str) -> str:
    """The URL in angle brackets if the text is a URL that may become a link; or empty."""
    if not is_safe_url(text):
        return ""
    return f"<{visible_line(text).replace('<', '%3C').replace('>', '%3E')}>"


def _code_block(text: str, language: str) -> tuple[str, ...]:
    """Lines of code between fences longer than all runs of backticks in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return (f"{fence}{language}", text.rstrip("\n"), fence)
