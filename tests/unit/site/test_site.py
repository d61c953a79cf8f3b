"""From a catalog to pages: what each page shows, and that nothing captured is obeyed."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from build import ENGLISH, by, on
from markupsafe import Markup

from generator import project
from generator.model import Catalog, Link, Organization, Page, Paper, Topic
from generator.model.errors import ReadingListError
from generator.site.assets import minify_style
from generator.site.page_urls import page_url
from generator.site.pages import SitePages
from generator.site.views.all_pages import Views
from generator.site.views.parts import (
    CLOUD_STEPS,
    MIN_PAPERS_FOR_TAG_PAGE,
    cloud_items,
    sort_newest_first,
)
from generator.site.views.types import PageLink, Site

ROOT = Path(__file__).parents[3]
TEMPLATES = project.read_templates(project.find(ROOT / "mkdocs.yml"))
SITE = Site(name="List", url="https://example.org/list/")
TOPICS = (
    Topic(id="pipelines", name="Pipelines & stages", group="Systems", description="Splitting."),
    Topic(id="caches", name="Caches", group="Systems", description="Remembering."),
)
GPIPE = Paper(
    id="gpipe",
    title="GPipe: D^{2} <b>",
    authors=by("Ada Lovelace", "Alan Turing"),
    organization=Organization(name="Gensyn & Co", handle="gensyn"),
    published=on(2018, 11, 16),
    arxiv="1811.06965",
    links=(Link(kind="code", url="https://github.com/a/b"), Link(kind="other", url="javascript:x")),
    topics=("pipelines", "caches"),
    tags=("lora", "once"),
    note="**Read** <script>x</script>",
    abstract="Faster by 3\\% {{ 7 * 7 }}.",
    status="read",
)
OTHER = Paper(
    id="other", title="Other", published=on(2020, 1, 2), topics=("pipelines",), tags=("lora",)
)
CATALOG = Catalog(papers=(GPIPE, OTHER), topics=TOPICS)


def make_pages(catalog: Catalog = CATALOG, site: Site = SITE) -> dict[str, Page]:
    """The pages of a catalog by path."""
    return {page.path: page for page in SitePages(catalog, TEMPLATES, site, ENGLISH)}


def test_there_is_a_page_for_everything_a_reader_looks_for() -> None:
    assert set(make_pages()) == {
        "index.md", "papers/index.md", "topics/index.md", "tags/index.md", "timeline.md",
        "new/index.md", "organizations.md", "people/index.md", "health.md", "papers/gpipe.md",
        "papers/other.md",
        "topics/pipelines.md", "topics/caches.md", "tags/lora.md", "papers.json", "papers.bib",
        "feed.xml", "feed.json", "picks.feed.xml", "picks.feed.json",
        "topics/pipelines.feed.xml", "topics/pipelines.feed.json",
        "topics/caches.feed.xml", "topics/caches.feed.json",
        "map.md", "assets/reading-list.css", "assets/reading-list.js",
        "papers.csl.json", "papers.ris", "papers/ris.js",
        "llms.txt", "llms-full.txt", "papers.md.txt", "papers/gpipe.md.txt",
        "papers/other.md.txt", "topics/pipelines.md.txt", "topics/caches.md.txt",
        *(f"{stem}.{ending}" for ending in ("bib", "ris", "csl.json")
          for stem in ("topics/pipelines", "topics/caches", "timeline/2018", "timeline/2020")),
        "papers/filters.js", "papers/list.js", "papers/bibtex.js", "papers/csl.js", "marks.md",
        "assets/facets.js", "assets/papers.js",
        "papers/titles.js",
    }  # fmt: skip


def test_a_lists_own_style_sheet_replaces_all_parts_of_ours() -> None:
    own = {**TEMPLATES, "assets/reading-list.css": "p {}\n"}
    styles = {page.path: page.text for page in SitePages(CATALOG, own, SITE, ENGLISH)}
    assert styles["assets/reading-list.css"] == "p {}\n"


def test_a_lists_own_part_of_the_style_replaces_ours() -> None:
    own = {**TEMPLATES, "assets/style/chips.css": "p.own {}\n"}
    style = {page.path: page.text for page in SitePages(CATALOG, own, SITE, ENGLISH)}[
        "assets/reading-list.css"
    ]
    assert "p.own{}" in style
    assert minify_style(TEMPLATES["assets/style/map.css"]) in style
    assert minify_style(TEMPLATES["assets/style/chips.css"]) not in style


def test_a_papers_page_shows_every_field() -> None:
    text = make_pages()["papers/gpipe.md"].text
    for shown in (
        "GPipe: D<sup>2</sup>", "&#60;b&#62;", ">Ada Lovelace</a>, <a ", "Gensyn &#38; Co",
        '<time datetime="2018-11-16">16 Nov 2018</time>', "../topics/pipelines.md",
        "../tags/lora.md", "once", "https://arxiv.org/abs/1811.06965",
        "https://arxiv.org/pdf/1811.06965", "https://huggingface.co/papers/1811.06965",
        "https://github.com/a/b", "<strong>Read</strong>", "Faster by 3%", "Editors: read</span>",
        "lovelace2018gpipe",
    ):  # fmt: skip
        assert shown in text, shown


def test_captured_text_is_shown_and_not_obeyed() -> None:
    text = make_pages()["papers/gpipe.md"].text
    assert "<script" not in text
    assert "<b>" not in text
    assert "javascript:" not in text
    assert "&#123;&#123; 7 &#42; 7 &#125;&#125;" in text


def test_a_template_cannot_let_text_through_by_forgetting_a_filter() -> None:
    own = {**TEMPLATES, "papers.md.j2": "{% for c in view.cards %}{{ c.authors }}{% endfor %}"}
    evil = replace(GPIPE, authors=by("<img src=x>", "[a](b)"))
    pages = {p.path: p for p in SitePages(Catalog(papers=(evil,)), own, SITE, ENGLISH)}
    assert pages["papers/index.md"].text == "&#60;img src&#61;x&#62;, &#91;a&#93;(b)"


def test_lists_of_other_pages_words_stay_out_of_the_search() -> None:
    searchable = {
        path for path, page in make_pages().items() if page.searchable and path.endswith(".md")
    }
    assert searchable == {
        "papers/gpipe.md", "papers/other.md", "topics/pipelines.md", "topics/caches.md",
        "tags/lora.md",
    }  # fmt: skip


def test_paper_topic_and_tag_pages_stay_out_of_the_navigation() -> None:
    listed = {path for path, page in make_pages().items() if page.listed and path.endswith(".md")}
    assert listed == {
        "index.md",
        "papers/index.md",
        "new/index.md",
        "topics/index.md",
        "map.md",
        "tags/index.md",
        "timeline.md",
    }


@pytest.mark.slow
def test_a_tag_of_one_paper_has_no_page() -> None:
    assert MIN_PAPERS_FOR_TAG_PAGE == 2
    assert "tags/once.md" not in make_pages()
    assert "../papers/gpipe.md" in make_pages()["tags/index.md"].text


def test_tags_that_differ_only_in_signs_get_their_own_pages() -> None:
    papers = tuple(
        Paper(id=f"p{n}", title=f"P {n}", tags=("c", "c++", "C", "index")) for n in range(2)
    )
    paths = Views(Catalog(papers=papers), SITE, ENGLISH).tag_paths
    assert len(set(paths.values())) == 4
    assert "tags/index.md" not in paths.values()


def test_a_tags_address_stays_when_other_tags_join() -> None:
    def addresses(*tags: str) -> dict[str, str]:
        papers = tuple(Paper(id=f"p{n}", title=f"P {n}", tags=tags) for n in range(2))
        return Views(Catalog(papers=papers), SITE, ENGLISH).tag_paths

    few, more = addresses("C", "C++"), addresses("C", "C++", "C#", "c plus", "cplusplus")
    assert few == {tag: more[tag] for tag in few}
    assert more["C#"] == "tags/c-sharp.md"


@pytest.mark.parametrize("directories", [True, False])
def test_the_former_address_of_a_tag_leads_to_its_page(directories: bool) -> None:
    papers = tuple(Paper(id=f"p{n}", title=f"P {n}", tags=("C++", "R", "R+")) for n in range(2))
    pages = make_pages(Catalog(papers=papers), replace(SITE, directory_urls=directories))
    old, target = ("tags/c/index.html", "../c-plus-plus/") if directories else (
        "tags/c.html", "c-plus-plus.html"
    )  # fmt: skip
    assert f'url={target}"' in pages[old].text
    assert "C&#43;&#43;" in pages[old].text or "C++" in pages[old].text
    assert "tags/r/index.html" not in pages
    assert "tags/r.html" not in pages


def test_a_topics_page_lists_its_papers_newest_first() -> None:
    text = make_pages()["topics/pipelines.md"].text
    assert text.index("other.md") < text.index("gpipe.md")
    assert "Caches" in text


def test_undated_papers_come_last() -> None:
    undated = replace(OTHER, id="undated", published=None)
    assert [p.id for p in sort_newest_first([undated, GPIPE, OTHER])] == [
        "other",
        "gpipe",
        "undated",
    ]
    assert "Undated" in make_pages(Catalog(papers=(undated,)))["timeline.md"].text


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]), ([7, 7], [1, 1]), ([1, 100], [1, 6]), ([], [])],
)
def test_a_clouds_sizes_follow_the_counts(counts: list[int], sizes: list[int]) -> None:
    refs = [PageLink(name=Markup("x"), path="x.md", count=count) for count in counts]
    assert [item.size for item in cloud_items(refs)] == sizes
    assert all(1 <= item.size <= CLOUD_STEPS for item in cloud_items(refs))


@pytest.mark.parametrize(
    ("path", "directories", "expected"),
    [
        ("papers/gpipe.md", True, "https://example.org/list/papers/gpipe/"),
        ("papers/gpipe.md", False, "https://example.org/list/papers/gpipe.html"),
        ("papers/index.md", True, "https://example.org/list/papers/"),
        ("index.md", False, "https://example.org/list/index.html"),
        ("papers.json", True, "https://example.org/list/papers.json"),
        ("", True, "https://example.org/list/"),
    ],
)
def test_an_address_is_what_mkdocs_makes_of_a_path(
    path: str, directories: bool, expected: str
) -> None:
    assert page_url(path, replace(SITE, directory_urls=directories)) == expected


def test_without_a_public_address_there_is_no_feed_and_addresses_are_relative() -> None:
    pages = make_pages(site=Site(name="List"))
    assert "feed.xml" not in pages
    assert json.loads(pages["papers.json"].text)[0]["url"] == "papers/gpipe/"


def test_an_empty_list_has_a_site_and_says_that_it_is_empty() -> None:
    pages = make_pages(Catalog())
    for path in "index.md", "papers/index.md", "map.md", "timeline.md":
        assert "No papers yet" in pages[path].text, path
    assert "rl-tools" not in pages["papers/index.md"].text


def test_picks_under_their_own_heading_have_no_badge() -> None:
    pages = make_pages(Catalog(papers=(replace(GPIPE, recommended=True),), topics=TOPICS))
    assert pages["index.md"].text.count("Editors’ pick</span>") == 1  # among the newest
    assert 'rl-badge">Editors' in pages["papers/index.md"].text


@pytest.mark.slow
def test_the_arrow_to_a_neighbour_keeps_its_place_whatever_way_the_title_runs() -> None:
    arabic = replace(OTHER, title="\u0643\u062a\u0627\u0628", language="ar")
    text = make_pages(Catalog(papers=(GPIPE, arabic), topics=TOPICS))["papers/gpipe.md"].text
    name = '<bdi lang="ar" dir="auto">\u0643\u062a\u0627\u0628</bdi>'
    assert f"[{name}](../papers/other.md#in-pipelines){{ rel=prev }}" in text


def test_a_list_of_one_paper_speaks_of_one() -> None:
    home = make_pages(Catalog(papers=(GPIPE,), topics=TOPICS))["index.md"].text
    assert ' · <span class="rl-together">2018</span></p>' in home
    assert "[All papers (1)]" in home


def test_a_year_of_the_timeline_keeps_its_address_when_papers_are_added() -> None:
    undated = replace(OTHER, id="undated", published=None)
    text = make_pages(Catalog(papers=(GPIPE, undated)))["timeline.md"].text
    assert '{ #2018 data-toc-label="2018" }' in text
    assert '{ #undated data-toc-label="Undated" }' in text


@pytest.mark.slow
def test_the_same_catalog_makes_the_same_pages() -> None:
    first, second = (list(SitePages(CATALOG, TEMPLATES, SITE, ENGLISH)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("{{ view.nothing }}", "has no attribute 'nothing'"),
        ("{% for %}", "Expected an expression"),
        ("{{ words('nothing') }}", "'nothing' is not a text"),
        ("{% include 'nothing.j2' %}", "there is no template nothing.j2"),
        ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
        ("{{ 1 + 'a' }}", "TypeError: unsupported operand"),
        ("{{ '%(a)s' % {} }}", "KeyError: 'a'"),
        ("{{ 'a'.index('b') }}", "ValueError: substring not found"),
        ("{{ '{}{}'.format(1) }}", "IndexError: "),
        ("{{ 'x' * 10 ** 15 }}", "MemoryError: "),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError: "),
        ("{% include 'papers.md.j2' %}", "RecursionError: "),
    ],
)
def test_a_broken_template_is_reported_with_its_name_and_line(wrong: str, reason: str) -> None:
    own = {**TEMPLATES, "papers.md.j2": f"fine\n{wrong}\n"}
    with pytest.raises(ReadingListError, match=r"templates/papers\.md\.j2:2: ") as caught:
        list(SitePages(CATALOG, own, SITE, ENGLISH))
    assert reason in str(caught.value)


def test_a_template_that_prints_what_no_file_can_contain_is_reported() -> None:
    own = {**TEMPLATES, "papers.md.j2": "{{ '\\ud800' }}"}
    with pytest.raises(ReadingListError, match=r"^templates/papers\.md\.j2: UnicodeEncodeError: "):
        list(SitePages(CATALOG, own, SITE, ENGLISH))


@pytest.mark.slow
def test_the_address_a_paper_had_before_leads_to_it() -> None:
    moved = replace(GPIPE, aliases=("old-name", "other", "no/id"))
    pages = make_pages(Catalog(papers=(moved, OTHER)))
    text = pages["papers/old-name/index.html"].text
    assert '<meta http-equiv="refresh" content="0; url=../gpipe/">' in text
    assert "<title>GPipe: D2 &#60;b&#62;</title>" in text
    assert not {path for path in pages if "no/id" in path or path == "papers/other/index.html"}
    flat = make_pages(Catalog(papers=(moved,)), replace(SITE, directory_urls=False))
    assert 'href="gpipe.html"' in flat["papers/old-name.html"].text


@pytest.mark.slow
def test_add_a_paper_opens_a_filled_file_on_github_and_nothing_elsewhere(tmp_path: Path) -> None:
    settings = {"repo_url": "https://github.com/team/list", "edit_uri": "edit/main/docs/"}
    site = project.from_settings(tmp_path, settings).site
    assert site.add.startswith("https://github.com/team/list/new/main/papers?filename=my-paper.yml")
    assert "title%3A%20%27%27" in site.add
    assert len(site.add) < 2000
    assert "Add a paper" in make_pages(site=site)["papers/index.md"].text
    elsewhere = project.from_settings(tmp_path, {**settings, "repo_url": "https://gitlab.com/a/b"})
    assert elsewhere.site.add == ""
    assert "Add a paper" not in make_pages(site=elsewhere.site)["papers/index.md"].text


def test_the_form_for_suggestions_is_linked_where_issues_are_known() -> None:
    form = "https://github.com/a/b/issues/new?template=paper.yml"
    pages = make_pages(site=replace(SITE, issues="https://github.com/a/b/issues/new"))
    for path, text in ("papers/gpipe.md", "Suggest another paper"), (
        "papers/index.md", "Suggest a paper",
    ):  # fmt: skip
        assert f'href="{form}">{text}</a>' in pages[path].text.replace("&#63;", "?").replace(
            "&#61;", "="
        )
    assert "template=paper" not in make_pages()["papers/index.md"].text


def test_the_newest_additions_show_when_they_were_added() -> None:
    catalog = Catalog(papers=(replace(GPIPE, added=date(2025, 3, 4)), OTHER), topics=TOPICS)
    pages = make_pages(catalog)
    assert 'added <time datetime="2025-03-04">4 Mar 2025</time></span>' in pages["index.md"].text
    assert "added <time" not in pages["papers/index.md"].text
