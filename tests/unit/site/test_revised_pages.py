"""A paper that has changed gets the page that it will have when all pages are made again."""

from dataclasses import replace
from typing import Any

import pytest
from build import ENGLISH, ROOT

from generator import project
from generator.model import Catalog, DeferredPage, Name, Names, Organization, Origin, Page, Paper
from generator.site.pages import SitePages, citation_meta_tags
from generator.site.views.parts import paper_path
from generator.store import load_catalog

LIST = project.find(ROOT / "mkdocs.yml")
TEMPLATES = project.read_templates(LIST)
SITE = replace(LIST.site, url="https://example.org/", edit=lambda file: f"https://git/{file}",
               issues="https://git/new")  # fmt: skip
FOUND = load_catalog(ROOT / "tests/data/list/papers", LIST.topics, ROOT).catalog
CATALOG = replace(FOUND, papers=FOUND.papers[:12])
PAGES = SitePages(CATALOG, TEMPLATES, SITE, ENGLISH)
PAPER = next(paper for paper in CATALOG.papers if len(paper.topics) > 1 and paper.tags)


TAG_WITHOUT_PAGE = next(tag for tag, papers in CATALOG.by_tag.items()
                        if len(papers) == 1 and tag not in PAPER.tags)  # fmt: skip


def with_paper(paper: Paper) -> Catalog:
    """The list with another state of a paper."""
    return replace(
        CATALOG, papers=tuple([paper if each.id == paper.id else each for each in CATALOG.papers])
    )


def facts(page: Page) -> tuple[object, ...]:
    """What is in a page's file, and where it is."""
    return page.path, page.text, page.title, page.description, page.source, page.listed


CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "texts": {"note": "Read *this* first.", "takeaway": "It works.", "recommended": True},
    "hostile": {"note": "<script>alert(1)</script> $x$"},
    "fewer topics": {"topics": PAPER.topics[:1]},
    "other topics": {"topics": (CATALOG.topics[-1].id, *PAPER.topics[:1])},
    "venue": {"venue": "A Conference", "pages": "1-2"},
    "no tags": {"tags": ()},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_its_page_is_that_of_a_new_build(change: dict[str, Any]) -> None:
    paper = replace(PAPER, **change)
    revised = PAGES.revised(paper)
    assert revised
    page, head = revised
    catalog = with_paper(paper)
    # What a build finds for all papers at once need not be right at first.
    kept = {"relations": PAGES._views.relations, "related": PAGES._views.related}  # noqa: SLF001
    again = SitePages(catalog, TEMPLATES, SITE, ENGLISH)
    vars(again._views).update(kept)  # noqa: SLF001
    (expected,) = [
        each for each in again if isinstance(each, DeferredPage) and each.path == paper_path(paper)
    ]
    assert facts(page) == facts(expected)
    assert head == citation_meta_tags(catalog, SITE)[page.path].make()


@pytest.mark.parametrize("change", [
    {"id": "another"},
    {"authors": Names(listed=(Name(given="A", family="New"),))},
    {"organization": Organization(name="A new group")},
    {"related": (CATALOG.papers[0].id,)},
    {"tags": ("a tag that no paper had",)},
    {"tags": (*PAPER.tags, TAG_WITHOUT_PAGE)},
    {"title": "Words that give another citation key"},
    {"origins": {"": Origin(source="papers/copies/of.yml")}},
])  # fmt: skip
def test_a_change_with_other_effects_is_left_to_a_new_build(change: dict[str, Any]) -> None:
    assert PAGES.revised(replace(PAPER, **change)) is None


def test_the_pages_themselves_stay_as_they_were() -> None:
    before = {page.path: page.text for page in PAGES if page.path.startswith("papers/")}
    assert PAGES.revised(replace(PAPER, abstract="New words.", topics=()))
    assert {page.path: page.text for page in PAGES if page.path.startswith("papers/")} == before
