"""Markdown twins of pages, for programs that read."""

import re
from datetime import date

import pytest
from build import ENGLISH, ROOT, by, on, paper
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.model import Catalog, Link, Page, Topic
from generator.site import markdown_twins, resources
from generator.site.markdown_twins import MAX_PAPERS_WITH_TWINS, pages_with_twins, twin_urls
from generator.site.page_urls import page_url, twin_path, url_from
from generator.site.pages import SitePages
from generator.site.views.types import Site
from generator.text.sanitize import escape_markdown

SITE = Site(name="A list", url="https://list.org/")
TOPIC = Topic(id="t", name="Mixture [MoE]", group="G", description="Routing *tokens*.")
GPIPE = paper(
    "GPipe", authors=by("Jane Doe", "John Roe"), published=on(2018, 11), venue="NeurIPS",
    issued=on(2019), arxiv="1811.06965", topics=("t", "unknown"), tags=("pipelines",),
    added=date(2026, 1, 2), recommended=True, takeaway="Split_it.",
    note="See **[it](https://a.b/)**",
    links=(Link(kind="code", url="https://example.org/c_d"),
           Link(kind="other", url="javascript:x")),
    abstract="- Faster by\n# 3\\%.", related=("other",),
)  # fmt: skip
OTHER = paper("Other", authors=by("Ann Lee"), published=on(2020), related=("gpipe",))
CATALOG = Catalog(papers=(GPIPE, OTHER), topics=(TOPIC,))


def twins(catalog: Catalog = CATALOG, site: Site = SITE) -> dict[str, Page]:
    """The twins of a site by path."""
    templates = resources.read_templates(ROOT / "templates")
    pages = SitePages(catalog, templates, site, ENGLISH)
    return {page.path: page for page in pages if page.path.endswith(".md.txt")}


def test_a_paper_has_all_facts_its_abstract_a_citation_and_related_papers() -> None:
    text = twins()["papers/gpipe.md.txt"].text
    before, _, after = text.partition("```bibtex\n")
    assert before == (
        "# GPipe\n\n"
        "- [Page](https://list.org/papers/gpipe/)\n"
        "- Authors: Jane Doe; John Roe\n"
        "- Published: 2018-11\n"
        "- Venue: NeurIPS 2019\n"
        "- arXiv: <https://arxiv.org/abs/1811.06965>\n"
        "- Code: <https://example.org/c_d>\n"
        "- Other: javascript:x\n"
        "- Topics: [Mixture \\[MoE\\]](https://list.org/topics/t.md)\n"
        "- Tags: pipelines\n"
        "- Added: 2026-01-02\n"
        "- Editors' pick: yes\n"
        "- Takeaway: Split\\_it.\n"
        "- Editors' note: See it (https://a.b/)\n\n"
        "## Abstract\n\n"
        "\\- Faster by \\# 3%.\n\n"
        "## How to cite\n\n"
    )
    assert after.startswith("@inproceedings{doe2018gpipe,\n")
    assert after.endswith(
        "}\n```\n\n## Related papers\n\n- [Other](https://list.org/papers/other.md) (Lee, 2020)\n"
    )


def test_topics_and_the_list_link_to_the_twins_of_papers() -> None:
    found = twins()
    assert found["topics/t.md.txt"].text == (
        "# Mixture \\[MoE\\]\n\nRouting tokens.\n\n- [Page](https://list.org/topics/t/)\n"
        "- Group: G\n\n## 1 paper\n\n"
        "- [GPipe](https://list.org/papers/gpipe.md) (Doe & Roe, 2019)\n"
    )
    assert found["papers.md.txt"].text == (
        "# A list\n\n- [Page](https://list.org/papers/)\n\n## 2 papers\n\n"
        "- [Other](https://list.org/papers/other.md) (Lee, 2020)\n"
        "- [GPipe](https://list.org/papers/gpipe.md) (Doe & Roe, 2019)\n"
    )


@pytest.mark.parametrize(
    ("site", "links"),
    [
        (Site(name="A"), ["gpipe/", "../topics/t.md", "other.md"]),
        (Site(name="A", directory_urls=False), ["gpipe.html", "../topics/t.md", "other.md"]),
        # Another program copies files whose names it does not know, as they are.
        (Site(name="A", is_plugin_build=False), ["gpipe/", "../topics/t.md.txt", "other.md.txt"]),
    ],
)
def test_links_without_a_site_url_are_relative(site: Site, links: list[str]) -> None:
    text = twins(site=site)["papers/gpipe.md.txt"].text
    assert re.findall(r"\]\((.+?)\)", text) == links


def test_the_head_of_a_page_names_its_twin() -> None:
    assert twin_urls(CATALOG, SITE)["papers/gpipe.md"] == "https://list.org/papers/gpipe.md"
    assert twin_urls(CATALOG, Site(name="A")) == {
        "papers/index.md": "../papers.md", "topics/t.md": "../t.md",
        "papers/gpipe.md": "../gpipe.md", "papers/other.md": "../other.md",
    }  # fmt: skip
    without = twin_urls(CATALOG, Site(name="A", directory_urls=False))
    assert without["papers/gpipe.md"] == "gpipe.md"
    assert without["papers/index.md"] == "../papers.md"


def test_a_file_links_to_the_home_page_and_to_files() -> None:
    site = Site(name="A")
    assert url_from("papers", "index.md", site) == "../"
    assert url_from("", "index.md", site) == "./"
    assert url_from("papers", "papers.bib", site) == "../papers.bib"
    assert page_url(twin_path("papers/index.md"), site) == "papers.md"


def test_a_long_list_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len([*pages_with_twins(CATALOG)]) == 4
    monkeypatch.setattr(markdown_twins, "MAX_PAPERS_WITH_TWINS", 1)
    assert not twins()
    assert not twin_urls(CATALOG, SITE)
    assert 1000 <= MAX_PAPERS_WITH_TWINS <= 5000  # twins and social cards: four files a paper


PIECES = ("#", "- ", "+ ", "1. ", "2)", "=", "```", "~~~", "<b>", "</b>", "[x](y)", "![x](y)",
          "*a*", "_a_", "`", "&amp;", "&#35;", "\\", "|", ":", "\t", "\n", "\u2028", "a",
          "$x$", "~a~", "<https://a.b>", "<!--", "---", "***")  # fmt: skip
hostile = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(hostile)
def test_escaped_text_is_one_paragraph_that_shows_it(text: str) -> None:
    escaped = escape_markdown(text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escaped)
    assert [token.type for token in tokens] in (
        [], ["paragraph_open", "inline", "paragraph_close"],
    )  # fmt: skip
    for token in tokens:
        children = token.children or []
        assert {child.type for child in children} <= {"text", "text_special"}


@given(hostile, hostile, hostile)
def test_no_text_of_a_paper_adds_a_heading_or_a_link(title: str, abstract: str, name: str) -> None:
    odd = paper(title or "x", id="a", abstract=abstract, authors=by(name), tags=(name or "x",),
                takeaway=title, venue=name, note=abstract)  # fmt: skip
    text = markdown_twins.paper_twin(odd, f"@misc{{{title},\n}}", NO_LINKS)
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [
        tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert headings[-1] == "How to cite"
    assert len(headings) == 2 + ("## Abstract" in text.splitlines())
    links = [
        child for token in tokens for child in token.children or () if child.type == "link_open"
    ]
    assert len(links) == 1  # its page


NO_LINKS = markdown_twins.TwinLinks(page="a/", topics=(), related=())
