"""Pages of a list of 10,000 papers stay small: their bodies, rendered from their views.

`benchmarks/pages.py` measures whole pages of a built site; the limits here leave room for what the
theme has around a body.
"""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache

import pytest
from build import ENGLISH, ROOT, by
from long_list import cards_of, long_list

from generator.mkdocs_plugin.fast_build.markdown_subset import convert
from generator.model import Catalog, Collection, Finding, Origin
from generator.site import resources
from generator.site.list_options import MAX_COLLECTIONS
from generator.site.map import spots
from generator.site.map.atlas import MAX_LINKED_POINTS, PaperMap, group_hues
from generator.site.related import Neighbour, Relations
from generator.site.template_renderer import template_renderer
from generator.site.views.collection_pages import CollectionPages
from generator.site.views.group_index import GroupIndex
from generator.site.views.groups import groups_of
from generator.site.views.health_page import HealthPages
from generator.site.views.new_pages import NewPages
from generator.site.views.paper_list import PaperList
from generator.site.views.paper_page import short_title
from generator.site.views.paper_parts import PaperParts
from generator.site.views.parts import page_link, sort_newest_first, tag_paths, topic_path
from generator.site.views.reading_paths import ReadingPaths
from generator.site.views.tag_pages import TagPages
from generator.site.views.terms import term_index
from generator.site.views.timeline_pages import MAX_CARDS_ON_TIMELINE, TimelinePages
from generator.site.views.topic_pages import TopicPages
from generator.site.views.types import PageLink, PaperCard, Site

COUNT = 10_000
# Of a page 150 kB, 30 kB and 3,000 elements.
MAX_BODY_BYTES, MAX_BODY_GZIP_BYTES, MAX_BODY_NODES = 132_000, 25_000, 2_700
CONTEXT_OBJECT = (
    "url_ver=Z39.88-2004&ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3A" + "x" * 300
)
TEMPLATES = tuple(resources.read_templates(ROOT / "templates").items())
SITE = Site(name="List", url="https://a.example/")
Rendered = Iterator[tuple[str, str, object, str]]  # path, template, view, way to the root


@cache
def catalog(kind: str) -> Catalog:
    """A list of 10,000 papers, or one that is just short enough for a page without parts."""
    size = int(kind) if kind.isdigit() else COUNT
    return long_list(size, dated=kind != "undated", filed=kind != "unfiled")


@cache
def cards(kind: str) -> Mapping[str, PaperCard]:
    return cards_of(catalog(kind))


@cache
def context_objects() -> Mapping[str, str]:
    return {paper.id: f"{CONTEXT_OBJECT}{paper.id}" for paper in catalog("all").papers}


def timeline(kind: str = "all") -> Rendered:
    pages = TimelinePages(catalog=catalog(kind), cards=cards(kind), site=SITE, words=ENGLISH)
    yield "timeline.md", "timeline.md.j2", pages.index(), ""
    for path, view in pages.pages():
        yield path, "part.md.j2", view, "../"


def tags(kind: str = "all") -> Rendered:
    found = catalog(kind)
    pages = TagPages(catalog=found, cards=cards(kind), context_objects=context_objects(),
                     paths=tag_paths(found), site=SITE, words=ENGLISH)  # fmt: skip
    yield "tags/index.md", "tags.md.j2", pages.index(), "../"
    for path, letter in pages.letter_pages():
        yield path, "tag_letter.md.j2", letter, "../../"
    used = sorted(pages.paths, key=lambda tag: -len(found.by_tag[tag]))
    largest_whole = next(tag for tag in used if not pages.tag(tag).parts)
    for tag in [*[tag for tag in used if pages.tag(tag).parts], largest_whole]:
        yield pages.paths[tag], "tag.md.j2", pages.tag(tag), "../"
        for path, part in pages.parts(tag):
            yield path, "part.md.j2", part, "../../"


def topic_links(found: Catalog) -> Mapping[str, PageLink]:
    hues = group_hues(found)
    return {
        t.id: page_link(t.name, topic_path(t.id), len(found.by_topic[t.id]), hues[t.group])
        for t in found.topics
    }


def topics() -> Rendered:
    found, links = catalog("all"), topic_links(catalog("all"))
    pages = TopicPages(
        catalog=found, terms=term_index(found), cards=cards("all"), topic_links=links,
        context_objects=context_objects(), tag_paths=tag_paths(found), words=ENGLISH, site=SITE,
        paths=ReadingPaths(catalog=found, site=SITE, parts={}, topics=links),
    )  # fmt: skip
    for topic in found.topics:
        yield topic_path(topic.id), "topic.md.j2", pages.view(topic), "../"
        for path, part in pages.parts(topic):
            yield path, "part.md.j2", part, "../../"


def lists() -> Rendered:
    """Half of all papers are in one list, and the others in as many as there can be."""
    ids = [f"list-{number}" for number in range(MAX_COLLECTIONS)]
    found = replace(
        catalog("all"),
        papers=tuple([
            replace(paper, collection=ids[0 if n % 2 else n % len(ids)])
            for n, paper in enumerate(catalog("all").papers)
        ]),
        collections=tuple([Collection(id=id_, name=id_, description="x" * 300) for id_ in ids]),
    )  # fmt: skip
    pages = CollectionPages(
        catalog=found, cards=cards("all"), context_objects=context_objects(),
        topic_links=topic_links(found), site=SITE, words=ENGLISH,
        new_pages=NewPages(catalog=found, cards=cards("all"), site=SITE, words=ENGLISH),
    )  # fmt: skip
    yield "lists/index.md", "lists.md.j2", pages.index(), "../"
    for each in found.collections:
        yield f"lists/{each.id}.md", "list.md.j2", pages.view(each), "../"
        for path, part in pages.pages(each):
            yield path, "part.md.j2", part, "../../"


def health() -> Rendered:
    findings = [
        Finding(code="x", severity="warning", message="m" * 120,
                origin=Origin(source=f"papers/{paper.id}.yml", line=3))
        for paper in catalog("undated").papers
    ]  # fmt: skip
    pages = HealthPages(catalog=catalog("undated"), words=ENGLISH)
    yield "health.md", "health.md.j2", pages.index(findings), ""
    for path, view in pages.pages():
        yield path, "problems.md.j2", view, "../"


def drawn_map(kind: str = "all") -> Rendered:
    found = catalog(kind)
    none: Mapping[str, tuple[Neighbour, ...]] = {paper.id: () for paper in found.papers}
    alone = Relations(related=none, names={}, named_by={}, systems={})
    made = PaperMap(found, alone, ENGLISH, tag_paths=tag_paths(found), directory_urls=True)
    yield "map.md", "map.md.j2", made.view(), ""


def papers() -> Rendered:
    found = catalog("all")
    made = PaperList(
        catalog=found, papers=sort_newest_first(found.papers), cards=cards("all"),
        references={}, keys={}, tags=(), groups=groups_of(found),
        site=SITE, words=ENGLISH,
    )  # fmt: skip
    yield "papers/index.md", "papers.md.j2", made.view(), "../"


def people() -> Rendered:
    """An index of names of two parts, half of them in other letters than Latin."""
    found = catalog("2000")
    words = [word for paper in found.papers for word in paper.title.split()]
    pairs = zip(words[::5], words[1::5], words[2::5], words[3::5], strict=False)
    names = [f"{a}-{b} {c}{d.lower()}" for a, b, c, d in pairs]
    names[::2] = ["".join(chr(0x4E00 + ord(c) * i % 5000) for c in n[:4])
                  for i, n in enumerate(names[::2])]  # fmt: skip
    authored = tuple([
        replace(paper, authors=by(*names[2 * n : 2 * n + 2]))
        for n, paper in enumerate(found.papers)
    ])  # fmt: skip
    found = replace(found, papers=authored)
    parts = {
        paper.id: PaperParts(
            short_title=short_title(paper.title), card=cards("2000")[paper.id], title="",
            description="", byline="", bibtex="", ris="", csl_line="", context_object="",
        )
        for paper in found.papers
    }  # fmt: skip
    index = GroupIndex(groups=groups_of(found).people, index="people/index.md", title="People",
                       parts=parts, words=ENGLISH)  # fmt: skip
    for path, view in index.views():
        yield path, "groups.md.j2", view, "../" * path.count("/")


FAMILIES: Mapping[str, tuple[Callable[[], Rendered], int]] = {  # and how many pages at most
    "timeline": (timeline, 180),
    "timeline of a shorter list": (lambda: timeline(str(MAX_CARDS_ON_TIMELINE)), 1),
    "timeline of undated papers": (lambda: timeline("undated"), 70),
    "tags": (tags, 250),
    "topics": (topics, 350),
    "lists": (lists, 650),
    "health": (health, 70),
    "map": (drawn_map, 1),
    "map of a shorter list": (lambda: drawn_map(str(MAX_LINKED_POINTS)), 1),
    "map of unfiled papers": (lambda: drawn_map("unfiled"), 1),
    "papers": (papers, 1),
    "people": (people, 30),
}


def length(view: object) -> int:
    """How many cards, links and lines a view has: the longest views have the longest pages."""
    if isinstance(view, tuple):
        return len(view) + sum(map(length, view))
    if isinstance(view, PaperCard) or not is_dataclass(view):
        return 0
    return sum(length(getattr(view, field.name)) for field in fields(view))


@pytest.mark.parametrize("family", FAMILIES)
def test_no_page_of_10_000_papers_is_large(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spots, "_ROUNDS", 1)  # where papers are on their islands does not matter
    render = template_renderer(TEMPLATES, ENGLISH)
    made, max_pages = FAMILIES[family]
    longest: dict[str, tuple[str, object, str]] = {}
    paths = set()
    for path, template, view, root in made():
        paths.add(path)
        if template not in longest or length(view) > length(longest[template][1]):
            longest[template] = path, view, root
    assert len(paths) <= max_pages
    for template, (path, view, root) in longest.items():
        body = html_of(render(template, view, root))
        found = (len(body), len(gzip.compress(body, 6)), len(re.findall(rb"<[a-zA-Z]", body)))
        limits = MAX_BODY_BYTES, MAX_BODY_GZIP_BYTES, MAX_BODY_NODES
        assert all(a <= b for a, b in zip(found, limits, strict=True)), f"{path}: {found}"


def html_of(markdown: str) -> bytes:
    """The body of a page; Markdown itself where the fast way does not know it."""
    made = convert(markdown, lambda target: "../" + target.replace(".md", "/"))
    return (made.html if made else markdown).encode()
