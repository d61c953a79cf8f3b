"""Pages that only long lists have: parts, years, letters, all problems, islands of tags."""

import re
from collections.abc import Sequence

import pytest
from build import ENGLISH, ROOT, on

from generator.model import Catalog, Finding, Origin, Paper, Topic
from generator.site import resources
from generator.site.map.islands import islands_of, tag_of
from generator.site.pages import SitePages
from generator.site.views import charts, health_page, paging, tag_pages, timeline_pages
from generator.site.views.all_pages import Views
from generator.site.views.types import Site
from generator.text.english import is_generic

SITE = Site(name="List", url="https://a.example/")
TOPIC = Topic(id="moe", name="Mixture <of> experts", group="G", description="D")
TEMPLATES = resources.read_templates(ROOT / "templates")


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MAX_CARDS_ON_PAGE", 10)
    monkeypatch.setattr(timeline_pages, "MAX_CARDS_ON_TIMELINE", 20)
    monkeypatch.setattr(tag_pages, "MAX_TAGS_IN_CLOUD", 3)
    monkeypatch.setattr(tag_pages, "MAX_TAGS_ON_PAGE", 6)
    monkeypatch.setattr(tag_pages, "MIN_TAGS_FOR_PAGE_OF_ONCE", 4)
    monkeypatch.setattr(health_page, "MAX_LINES", 3)
    monkeypatch.setattr(health_page, "MAX_LINES_ON_PAGE", 8)


def paper(number: int, year: int | None = 2024, month: int | None = 5, *tags: str) -> Paper:
    published = on(year, month) if year else None
    return Paper(id=f"p{number:03}", title=f"Title {number}", topics=("moe",), tags=tags,
                 published=published)  # fmt: skip


def pages_of(papers: Sequence[Paper]) -> dict[str, str]:
    catalog = Catalog(papers=tuple(papers), topics=(TOPIC,))
    return {page.path: page.text for page in SitePages(catalog, TEMPLATES, SITE, ENGLISH)}


def views_of(papers: Sequence[Paper]) -> Views:
    return Views(Catalog(papers=tuple(papers), topics=(TOPIC,)), SITE, ENGLISH)


def test_every_paper_of_a_long_timeline_is_reached_by_links() -> None:
    found = pages_of([
        *(paper(n, 2024, 5) for n in range(12)), *(paper(n, 2024, 7) for n in range(20, 23)),
        *(paper(n, 2022, 1) for n in range(30, 38)), paper(40, None),
    ])  # fmt: skip
    timeline = found["timeline.md"]
    assert "(papers/p" not in timeline
    assert "{ #2024" in timeline  # the address of a year, as in a short list
    assert "[All 8 papers of 2022](timeline/2022.md)" in timeline
    for path in ("2024-07", "2024-05", "2024-05-part-2", "undated"):
        assert f"(timeline/{path}.md)" in timeline
        assert f"](../timeline.md#{path[:7].removesuffix('-05').removesuffix('-07')})"\
            in found[f"timeline/{path}.md"]  # fmt: skip
    assert "# May 2024 (1/2)" in found["timeline/2024-05.md"]
    assert "[May 2024 (2/2)](../timeline/2024-05-part-2.md){ rel=prev }"\
        in found["timeline/2024-05.md"]  # fmt: skip
    assert "(../timeline/2024-07.md)" in found["timeline/2024.md"]
    listed = "".join(text for path, text in found.items() if path.startswith("timeline/"))
    assert all(
        f"(../papers/{id_}.md)" in listed for id_ in ("p000", "p011", "p021", "p037", "p040")
    )


def test_a_short_list_has_no_pages_of_years() -> None:
    found = pages_of([paper(n) for n in range(20)])
    assert not [path for path in found if path.startswith("timeline/") and path.endswith(".md")]
    assert found["timeline.md"].count("(papers/p") == 20


def test_a_large_topic_shows_the_newest_and_links_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.views.topic_pages.MAX_PAPERS_ON_OWN_PAGE", 12)
    monkeypatch.setattr("generator.site.views.topic_pages.MAX_CARDS_BEFORE_PARTS", 5)
    found = pages_of([paper(n, 2020 + n % 3) for n in range(25)])
    page = found["topics/moe.md"]
    assert page.count("(../papers/p") == 5
    assert page.count('class="Z3988"') == 5  # Zotero finds what the page shows
    assert "(../topics/by-year/moe-2021.md)" in page
    part = found["topics/by-year/moe-2021.md"]
    assert "# Mixture &#60;of&#62; experts: 2021" in part
    assert "](../../topics/moe.md#by-year)" in part
    assert found["topics/moe.bib"].count("@") == 25


def test_a_much_used_tag_has_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.views.tag_pages.MAX_PAPERS_ON_OWN_PAGE", 12)
    found = pages_of([paper(n, 2024, 5, "c++") for n in range(14)])
    assert "(../tags/by-year/c-plus-plus-2024-part-2.md)" in found["tags/c-plus-plus.md"]
    assert "# c&#43;&#43;: 2024 (2/2)" in found["tags/by-year/c-plus-plus-2024-part-2.md"]


def test_all_tags_of_a_long_list_are_on_pages_of_letters() -> None:
    often = ["alpha", "beta", "Émile", "7b", "apex", "ant", "axe", "art", "arm", "ape"]
    once = [f"rare {n}" for n in range(7)]
    papers = [paper(0, 2024, 5, *often), paper(1, 2024, 5, *often), paper(2, 2024, 5, *once)]
    found, index = pages_of(papers), views_of(papers).tag_pages.index()
    assert (index.count, len(index.cloud), index.once, index.used_once) == (10, 3, 7, ())
    assert [(str(ref.name), ref.path) for ref in index.letters] == [
        ("A", "tags/letters/a.md"), ("B", "tags/letters/b.md"),
        ("E", "tags/letters/e.md"), ("Other", "tags/letters/other.md"),
    ]  # fmt: skip
    assert "[A (2/2)](../../tags/letters/a-part-2.md)" in found["tags/letters/a.md"]
    assert "(../../tags/letters/a-part-2.md)" not in found["tags/letters/b.md"]
    listed = "".join(text for path, text in found.items() if path.startswith("tags/letters/"))
    assert all(f"(../../{path})" in listed for path in views_of(papers).tag_paths.values())
    assert "[rare 6](../../papers/p002.md)" in found["tags/once/r-part-2.md"]
    assert '["alpha","alpha/",2]' in found["tags/tags.js"]


def test_few_tags_used_once_are_on_one_page() -> None:
    found = pages_of([paper(0, 2024, 5, *(f"{letter}-tag" for letter in "abcde"))])
    assert "(../tags/once/all.md)" in found["tags/index.md"]
    assert found["tags/once/all.md"].count("(../../papers/p000.md)") == 5
    assert "tags/tags.js" not in found


def test_the_page_for_editors_has_the_first_problems_and_links_to_all() -> None:
    papers = [paper(n, None) for n in range(10)]
    catalog = Catalog(papers=tuple(papers), topics=(TOPIC,))
    place = Origin(source="a.yml")
    findings = [
        Finding(code="x", severity="warning", message=f"m{n}", origin=place) for n in range(5)
    ]
    pages = {p.path: p.text for p in SitePages(catalog, TEMPLATES, SITE, ENGLISH, findings)}
    health = pages["health.md"]
    assert len(re.findall(r"^- a\.yml.*m\d$", health, re.MULTILINE)) == 3
    assert "2 more: `reading-list check` lists all." in health
    assert health.count("(papers/p") == 3
    assert "All 10: [1–8](health/undated.md), [9–10](health/undated-part-2.md)" in health
    assert pages["health/undated.md"].count("(../papers/p") == 8
    assert pages["health/undated-part-2.md"].count("(../papers/p") == 2


def test_a_list_of_few_years_has_quarters() -> None:
    papers = [paper(n, 2024 + n // 20, 1 + n % 12) for n in range(40)]
    columns = charts.trend_columns([*papers, paper(99, 2024, None)], ENGLISH)
    assert columns.are_quarters
    assert columns.headings[:2] == ("Q1 2024", "Q2 2024")
    assert columns.left_out == 1
    assert len(columns.place_of) == 40
    many_without_month = [paper(n, 2024, None) for n in range(50, 60)]
    assert not charts.trend_columns([*papers, *many_without_month], ENGLISH).are_quarters
    assert not charts.trend_columns([*papers, paper(99, 2020)], ENGLISH).are_quarters
    assert not charts.trend_columns(papers[:6], ENGLISH).are_quarters


def test_colours_differ_in_a_list_of_many_topics() -> None:
    topics = tuple(Topic(id=f"t{n}", name="T", group="G", description="D") for n in range(60))
    papers = tuple(
        Paper(id=f"p{n}", title="T", topics=(f"t{n % 60}", f"t{n % 7}"),
              published=on(2020 + n % 4, 1))
        for n in range(6000)
    )  # fmt: skip
    catalog = Catalog(papers=papers, topics=topics)
    columns = charts.trend_columns(papers, ENGLISH)
    trends = charts.topic_trends(catalog, columns, "timeline.md", directory_urls=True)[0].trends
    levels = {trend.cells[0].level for trend in trends}
    assert min(levels) <= 1
    assert max(levels) == charts.HEAT_LEVELS


def test_unfiled_papers_have_islands_by_their_tags() -> None:
    papers = [
        Paper(id=f"p{n}", title="T", tags=("common",) if n % 2 else ("odd", f"rare {n}"))
        for n in range(80)
    ]
    found = islands_of(Catalog(papers=tuple(papers)))
    assert {tag_of(island) for island in found.values()} == {"common", "odd"}
    assert set(islands_of(Catalog(papers=tuple(papers[:20]))).values()) == {""}
    view = Views(Catalog(papers=tuple(papers)), SITE, ENGLISH).map.view()
    assert [label.href for label in view.groups[0].labels] == ["../tags/common/", "../tags/odd/"]
    assert view.groups[0].colour == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [("github", True), ("high quality", True), ("novel framework", True), ("efficient", True),
     ("huggingface", True), ("open source", True), ("to read", True), ("2024", True),
     ("github issue resolution", False), ("kv cache", False), ("long context", False),
     ("data parallelism", False), ("benchmark contamination", False)],
)  # fmt: skip
def test_generic_words_name_no_section(words: str, expected: bool) -> None:
    assert is_generic(words.split()) == expected
