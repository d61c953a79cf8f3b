"""The list as Markdown for a README or another document: papers under headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from markupsafe import Markup

from generator.model import Paper, Topic
from generator.site.formats.citation import arxiv_url, citation_year, doi_url
from generator.site.i18n import Words
from generator.site.page_urls import site_url
from generator.site.views.parts import (
    paper_path,
    publication_status_label,
    short_author_list,
    sort_newest_first,
)
from generator.site.views.types import Site
from generator.text.characters import one_line
from generator.text.github import escape_for_github, plain_text_for_github
from generator.text.publications import first_year, venue_line
from generator.text.sanitize import attribute, is_safe_url

TEMPLATE = "export.md.j2"
Grouping = Literal["topic", "year"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkdownPaper:
    """A paper as an item of a list; `facts` are authors, venue and year, as far as known."""

    title: Markup
    url: Markup
    facts: tuple[Markup, ...]
    code_url: Markup
    publication_status: str
    recommended: bool
    takeaway: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkdownGroup:
    """Papers under a heading."""

    name: Markup
    papers: tuple[MarkdownPaper, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkdownListView:
    """What the template of exported Markdown shows."""

    count: int
    groups: tuple[MarkdownGroup, ...]


def markdown_list_view(
    papers: Sequence[Paper], grouping: Grouping, topics: Sequence[Topic], site: Site, words: Words
) -> MarkdownListView:
    """The view of some papers, each once: under its first topic, or under its year.

    Args:
        papers: the papers to show.
        grouping: what the headings are.
        topics: the topics that may be headings, in their order.
        site: gives the page of a paper without an address.
        words: the texts of the interface.
    """
    ordered = sort_newest_first(papers)
    groups = _by_year(ordered, words) if grouping == "year" else _by_topic(ordered, topics, words)
    return MarkdownListView(
        count=len(papers),
        groups=tuple(
            MarkdownGroup(name=name, papers=tuple(_item(each, site, words) for each in found))
            for name, found in groups
            if found
        ),
    )


def _by_topic(
    papers: Sequence[Paper], topics: Sequence[Topic], words: Words
) -> Iterator[tuple[Markup, list[Paper]]]:
    """Papers by their first topic, which is the strongest."""
    groups: dict[str, list[Paper]] = {topic.id: [] for topic in topics}
    others: list[Paper] = []
    for paper in papers:
        first = next((topic for topic in paper.topics if topic in groups), None)
        (groups[first] if first else others).append(paper)
    for topic in topics:
        yield plain_text_for_github(topic.name), groups[topic.id]
    yield escape_for_github(words("without_topic")), others


def _by_year(papers: Sequence[Paper], words: Words) -> Iterator[tuple[Markup, list[Paper]]]:
    groups: dict[str, list[Paper]] = {}
    for paper in papers:
        groups.setdefault(str(first_year(paper) or ""), []).append(paper)
    for year, found in groups.items():
        yield escape_for_github(year or words("undated_papers")), found


def _item(paper: Paper, site: Site, words: Words) -> MarkdownPaper:
    year, venue = citation_year(paper), venue_line(paper)
    facts = (short_author_list(paper, words), venue, "" if year in venue else year)
    code = next((link.url for link in paper.links if link.kind == "code"), "")
    return MarkdownPaper(
        title=plain_text_for_github(paper.title),
        url=link_destination(doi_url(paper) or arxiv_url(paper) or paper.url or _page(paper, site)),
        facts=tuple(plain_text_for_github(fact) for fact in facts if fact),
        code_url=link_destination(code),
        publication_status=publication_status_label(paper, words),
        recommended=paper.recommended,
        takeaway=escape_for_github(one_line(paper.takeaway)),
    )


def _page(paper: Paper, site: Site) -> str:
    path = site_url(paper_path(paper), directory_urls=site.directory_urls)
    return f"{site.url.rstrip('/')}/{path}" if site.url else ""


def link_destination(url: str) -> Markup:
    """A URL in the parentheses of a Markdown link; empty if it must not become a link."""
    if not is_safe_url(url):
        return Markup()
    return Markup(str(attribute(url)).replace("(", "&#40;").replace(")", "&#41;"))  # noqa: S704 - escaped
