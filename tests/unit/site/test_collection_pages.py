"""Pages of a site with several lists, and what other pages and files show of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from build import ENGLISH, ROOT, on, paper

from generator.model import Catalog, Collection, Page, Topic
from generator.site import resources
from generator.site.llms_txt import llms_txt
from generator.site.pages import SitePages
from generator.site.search.records import catalog_records
from generator.site.views import collection_pages
from generator.site.views.all_pages import Views
from generator.site.views.feeds import head_links
from generator.site.views.types import Site

TEMPLATES = resources.read_templates(ROOT / "templates")
SITE = Site(name="Site", url="https://list.org/", add_to={"vision": "https://host/new/vision"})
TOPICS = tuple(
    Topic(id=id_, name=name, group="G", description="About it.")
    for id_, name in (("shared", "Shared & more"), ("own", "Own"), ("none", "None"))
)
LISTS = (
    Collection(id="vision", name="Vision & <b>", description="Images & video."),
    Collection(id="systems", name="Systems"),
)
PAPERS = (
    paper("A", id="a", topics=("shared", "own"), added=date(2026, 1, 2), collection="vision",
          recommended=True),
    paper("B", id="b", topics=("shared",), added=date(2026, 2, 3), collection="systems"),
    paper("C", id="c", topics=("shared",)),
)  # fmt: skip
CATALOG = Catalog(papers=PAPERS, topics=TOPICS, collections=LISTS)


def pages(catalog: Catalog = CATALOG) -> Mapping[str, Page]:
    """The pages of a site by path."""
    return {page.path: page for page in SitePages(catalog, TEMPLATES, SITE, ENGLISH)}


@pytest.fixture(scope="module")
def made() -> Mapping[str, Page]:
    """The pages of a site with two lists."""
    return pages()


def test_a_site_of_one_list_has_no_pages_of_lists() -> None:
    found = pages(replace(CATALOG, collections=()))
    assert not [path for path in found if path.startswith("lists/")]
    assert "Lists" not in found["index.md"].text


def test_the_front_page_begins_with_the_lists(made: Mapping[str, Page]) -> None:
    text = made["index.md"].text
    assert text.index("## Lists") < text.index("(lists/vision.md)") < text.index("## Newest")


def test_the_page_of_all_lists_says_how_large_and_new_they_are(made: Mapping[str, Page]) -> None:
    text = made["lists/index.md"].text
    assert "[Vision &#38; &#60;b&#62;](../lists/vision.md)" in text
    assert 'Images &#38; video.<br>Newest addition: <time datetime="2026-01-02">' in text
    assert "1 paper is in none of these lists" in text


def test_the_page_of_a_list_has_its_own_papers_topics_feeds_and_files(
    made: Mapping[str, Page],
) -> None:
    page = made["lists/vision.md"]
    assert page.title == "Vision & <b>"
    assert "../papers/a.md" in page.text
    assert "../papers/b.md" not in page.text
    assert "## Editors’ picks" in page.text
    assert "(../lists/topics/vision.shared.md)" in page.text
    assert "(../topics/own.md)" in page.text  # all its papers are in this list
    assert "None" not in page.text
    assert 'href="https://host/new/vision"' in page.text
    assert "rl-button" not in made["lists/systems.md"].text
    assert {"lists/vision.feed.xml", "lists/vision.feed.json", "lists/vision.bib"} <= made.keys()
    assert "/papers/a/" in made["lists/vision.feed.xml"].text
    assert "/papers/b/" not in made["lists/vision.feed.xml"].text
    assert head_links(CATALOG, SITE, ENGLISH)["lists/vision.md"]["atom"].endswith(
        "/lists/vision.feed.xml"
    )


def test_a_topic_of_several_lists_has_a_page_in_each(made: Mapping[str, Page]) -> None:
    found = {path for path in made if path.startswith("lists/topics/")}
    assert found == {"lists/topics/vision.shared.md", "lists/topics/systems.shared.md"}
    text = made["lists/topics/vision.shared.md"].text
    assert "../../papers/a.md" in text
    assert "../../papers/b.md" not in text
    assert (
        "In all lists together, [Shared &#38; more](../../topics/shared.md) has 3 papers." in text
    )


def test_a_list_without_papers_says_so() -> None:
    found = pages(replace(CATALOG, papers=PAPERS[1:]))
    assert "This list has no papers yet." in found["lists/vision.md"].text
    assert "lists/vision.bib" not in found


def test_a_papers_page_links_to_its_list(made: Mapping[str, Page]) -> None:
    assert "- [Systems](../lists/systems.md)" in made["papers/b.md"].text
    assert "lists/" not in made["papers/c.md"].text


def test_a_long_list_is_in_parts_and_pages_of_topics_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers = tuple(
        paper(f"P{n}", topics=("shared", "own")[: 1 + n % 2], published=on(2000 + n % 9),
              collection=("vision", "systems", "")[n % 3])
        for n in range(900)
    )  # fmt: skip
    catalog = replace(CATALOG, papers=papers)
    found = pages(catalog)
    listed = [path for path in found if path.startswith("lists/papers/vision-")]
    assert len(listed) > 1
    assert sum(found[path].text.count(".rl-title") for path in listed) == 300
    parts = [p for p in found if p.startswith("lists/topics/by-year/vision.shared-")]
    assert sum(found[path].text.count(".rl-title") for path in parts) == 300
    assert all(f"(../../{path})" in found["lists/topics/vision.shared.md"].text for path in parts)
    topics = {path for path in found if path.startswith("lists/topics/")}
    most = len(topics) // 2
    monkeypatch.setattr(collection_pages, "MAX_TOPIC_PAGES", most)
    fewer = pages(catalog)
    assert 0 < len([path for path in fewer if path.startswith("lists/topics/")]) <= most
    assert "(../topics/own.md)" in fewer["lists/systems.md"].text


def test_papers_are_filtered_by_list_if_there_are_several() -> None:
    urls = {f"papers/{id_}.md": f"papers/{id_}/" for id_ in "abc"}

    def lists(catalog: Catalog) -> tuple[object, list[str]]:
        """What the filters offer, and what results of the search say below the authors."""
        files = Views(catalog, SITE, ENGLISH).paper_list.files()
        data = next(text for path, text in files if path == "papers/filters.js")
        offered = json.loads(data.removeprefix("self.readingListGiven="))["lists"]
        records = catalog_records(catalog, urls, ENGLISH)
        return offered, sorted(record.line for record in records if record.kind == "paper")

    offered, lines = lists(CATALOG)
    assert offered == [{"id": "vision", "name": "Vision & <b>", "count": 1},
                       {"id": "systems", "name": "Systems", "count": 1}]  # fmt: skip
    assert lines == ["", "Systems", "Vision & <b>"]
    offered, lines = lists(replace(CATALOG, collections=LISTS[:1]))
    assert offered == []
    assert not [line for line in lines if "Vision" in line]


def test_search_and_llms_txt_know_the_lists() -> None:
    records = catalog_records(CATALOG, {"lists/vision.md": "lists/vision/"}, ENGLISH)
    assert [(r.title, r.line) for r in records] == [("Vision & <b>", "List · 1 paper")]
    text = llms_txt(CATALOG, SITE, lambda path: f"https://list.org/{path}")
    assert "(https://list.org/lists/systems.md): 1 paper" in text
