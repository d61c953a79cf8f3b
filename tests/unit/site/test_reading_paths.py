"""Pages of reading paths, takeaways, and what other pages and files show of them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from build import ENGLISH, ROOT, by, on, paper

from generator.model import Catalog, Page, ReadingPath, Step, Topic
from generator.site import resources
from generator.site.exports import export_text
from generator.site.formats.json_data import papers_json
from generator.site.llms_txt import llms_full_txt, llms_txt
from generator.site.pages import SitePages
from generator.site.search.records import catalog_records
from generator.site.social_cards.content import make_cards
from generator.site.views.additions import newest_additions
from generator.site.views.feeds import feed_files
from generator.site.views.parts import MAX_TAKEAWAYS_ON_PAGE
from generator.site.views.reading_paths import MAX_POSITIONS
from generator.site.views.types import Site

TEMPLATES = resources.read_templates(ROOT / "templates")
SITE = Site(name="List", url="https://list.org/")
TOPIC = Topic(id="pipes", name="Pipes & more", group="G", description="About pipes.")
SENTENCE = "A & B cost < 3 # of {{ C }}."
PAPERS = (
    paper("Aside", id="aside", language="de"),
    paper("First: A Long Title", id="first", recommended=True, takeaway=SENTENCE, topics=("pipes",),
          authors=by("Ann Lee"), published=on(2020, 1, 2), added=date(2026, 1, 2),
          aliases=("old",)),
    paper("Second", id="second", publication_status="retracted", added=date(2026, 2, 3)),
)  # fmt: skip
PATH = ReadingPath(
    id="way", name="A way & <b>", why="It leads far.", topic="pipes",
    steps=(Step(paper="first", why="One & <i>.", branch=(Step(paper="aside", why="Aside."),)),
           Step(paper="gone", why="No page."), Step(paper="second", why="Two.")),
)  # fmt: skip
CATALOG = Catalog(papers=PAPERS, topics=(TOPIC,), paths=(PATH,))


def pages(catalog: Catalog = CATALOG, site: Site = SITE) -> Mapping[str, Page]:
    """The pages of a list by path."""
    return {page.path: page for page in SitePages(catalog, TEMPLATES, site, ENGLISH)}


def url_of(path: str) -> str:
    """The URL of a path of the site."""
    return f"https://list.org/{path}"


def test_a_path_is_a_numbered_list_of_papers_without_scripts() -> None:
    text = pages()["paths/way.md"].text
    assert re.findall(r'<li(?: id="step-(\d)")? data-paper="(\w+)"', text) == [
        ("1", "first"), ("", "aside"), ("2", "second"),
    ]  # fmt: skip
    assert 'data-was="old"' in text
    assert '<a class="rl-title" href="../../papers/first/">First: A Long Title</a>' in text
    assert "One &#38; &#60;i&#62;." in text
    assert "<b>" not in text.replace("<bdi>", "")
    assert "retracted" in text.lower()
    assert "gone" not in text


def test_links_fit_pages_that_are_files() -> None:
    text = pages(site=replace(SITE, directory_urls=False))["paths/way.md"].text
    assert 'href="../papers/first.html"' in text


def test_a_list_without_paths_has_no_page_and_no_word_of_them() -> None:
    found = pages(replace(CATALOG, paths=()))
    assert not any(path.startswith("paths/") for path in found)
    assert not any("paths/" in found[path].text for path in ("index.md", "topics/pipes.md"))
    assert "Reading paths" not in found["llms.txt"].text


def test_front_page_topic_and_papers_lead_to_paths() -> None:
    found = pages()
    assert found["paths/index.md"].listed
    assert not found["paths/way.md"].listed
    for path in ("index.md", "paths/index.md", "topics/pipes.md"):
        assert "paths/way.md)" in found[path].text.replace("(../", "(")
    first, aside = found["papers/first.md"].text, found["papers/aside.md"].text
    assert "Step 1 of 2 in “A way &#38; &#60;b&#62;”" in first
    assert "[Second](../papers/second.md){ rel=next }" in first
    assert "Beside step 1 of 2" in aside
    assert "[First](../papers/first.md){ rel=prev }" in aside
    assert "[Second](../papers/second.md){ rel=next }" in aside


def test_a_paper_in_many_paths_shows_the_first_of_them() -> None:
    many = tuple(replace(PATH, id=f"way-{n}", name=f"Way {n}") for n in range(9))
    text = pages(replace(CATALOG, paths=many))["papers/first.md"].text
    assert text.count("Step 1 of 2 in “Way") == MAX_POSITIONS


def test_texts_that_checks_refuse_cannot_make_a_page_long() -> None:
    long = "word " * 4_000
    wild = replace(PATH, name=long, why=long, steps=(Step(paper="first", why=long),))
    papers = (*PAPERS[:1], replace(PAPERS[1], takeaway=long), PAPERS[2])
    found = pages(replace(CATALOG, papers=papers, paths=(wild,)))
    for path in ("index.md", "paths/index.md", "paths/way.md", "topics/pipes.md"):
        assert len(found[path].text) < 10_000, path


def test_search_sitemap_and_llms_txt_know_paths() -> None:
    urls = {"paths/way.md": "paths/way/"}
    (record,) = catalog_records(CATALOG, urls, ENGLISH)
    assert (record.location, record.title, record.line) == (
        "paths/way/", PATH.name, "Reading path · 3 papers",
    )  # fmt: skip
    assert "Two." in record.text
    assert newest_additions(CATALOG)["paths/way.md"] == date(2026, 2, 3)
    text = llms_txt(CATALOG, SITE, url_of)
    assert "https://list.org/paths/way.md): It leads far (First: A Long Title; Aside; Sec" in text


def test_a_takeaway_is_shown_everywhere_and_never_as_markup() -> None:
    found = pages()
    shown = "A &#38; B cost &#60; 3 &#35; of &#123;&#123; C &#125;&#125;."
    assert f"Takeaway: </span>{shown}<" in found["papers/first.md"].text
    for path in ("papers/index.md", "topics/pipes.md"):
        assert f'rl-takeaway">{shown}<' in found[path].text, path
    assert shown in found["index.md"].text
    assert found["papers/first.md"].description == SENTENCE
    assert f'"takeaway": "{SENTENCE}"' in papers_json(CATALOG, {}, url_of)
    assert f"- Takeaway: {SENTENCE}" in llms_full_txt(CATALOG, SITE, url_of)
    feeds = dict(feed_files(CATALOG, SITE, ENGLISH))
    assert "<summary>A &amp; B cost &lt; 3 # of {{ C }}.</summary>" in feeds["feed.xml"]
    assert f'"summary": "{SENTENCE}"' in feeds["feed.json"]
    cards = {card.page: card for card in make_cards(CATALOG, SITE, ENGLISH, "#ffffff")}
    assert cards["papers/first.md"].lead == SENTENCE
    (record,) = catalog_records(CATALOG, {"papers/first.md": "x"}, ENGLISH)
    assert record.text.startswith(SENTENCE)


def test_a_long_page_has_takeaways_on_its_first_cards_only() -> None:
    papers = tuple(paper(f"P{n}", id=f"p{n}", takeaway=SENTENCE) for n in range(80))
    found = pages(Catalog(papers=papers, topics=(TOPIC,)))
    assert found["papers/index.md"].text.count("rl-takeaway") == MAX_TAKEAWAYS_ON_PAGE
    assert "rl-takeaway" not in found["timeline.md"].text  # which has all papers


@pytest.mark.parametrize("form", ["json", "csv"])
def test_exports_have_takeaways(form: str) -> None:
    assert SENTENCE in export_text(CATALOG, CATALOG.papers, form)
