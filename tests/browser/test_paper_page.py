"""The page of a paper: for people, at the keyboard, on paper, and light to load."""

import gzip
import json
import re
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from browser import served
from building import LIST, WITHOUT_CARDS, build, write_list
from cases import some_of
from playwright.sync_api import Browser, Page, expect
from reading import document, elements, elements_of
from test_browser import CONTRAST

from generator import store
from generator.text.person_names import parse_names

pytestmark = pytest.mark.slow

MEGASCALE = "papers/megascale-scaling-large-language-model-training-to-more-than/"  # 32 authors
GPIPE = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
MOST, MOST_PACKED = 30_000, 8_200  # bytes
MAX_ABSTRACT_TOP = 420  # px on a phone
MOST_HOME = 60_000
BASE = "https://papers.example.org/reading-list/"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may use the clipboard; it reports no error and asks no other host."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    alarms: list[str] = []
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("console", lambda m: alarms.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith(address) else alarms.append(r.url))
    yield page
    context.close()
    assert [a for a in alarms if not a.startswith(("data:", "blob:"))] == []


def copied(page: Page) -> str:
    """What stands in the clipboard."""
    copied = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(copied, str)
    return copied


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("Reference", "Jiang, Z., Lin, H.,"),
        ("BibTeX", "@inproceedings{jiang2024megascale,\n  title"),
        ("Markdown", "[MegaScale: Scaling Large"),
        ("CSL-JSON", '[\n {\n  "id": "jiang2024megascale"'),
    ],
)
def test_a_citation_is_copied_by_keyboard_and_announced(
    page: Page, address: str, form: str, start: str
) -> None:
    page.goto(address + MEGASCALE)
    button = page.get_by_role("button", name=f"Copy {form}")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rl-cite [role=status]")).to_have_text(f"{form}: copied")
    assert copied(page).startswith(start)


def test_what_is_copied_is_what_the_bibliography_says(page: Page, address: str, site: Path) -> None:
    page.goto(address + GPIPE)
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator(".rl-cite [role=status]")).to_have_text("BibTeX: copied")
    entry = copied(page).strip().removesuffix("\n}")  # the file goes on with tags and abstract
    assert entry in (site / "papers.bib").read_text("utf-8")


def test_without_a_clipboard_the_text_is_selected(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(address + GPIPE)
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator(".rl-cite [role=status]")).to_contain_text("selected")
    assert str(page.evaluate("getSelection().toString()")).startswith("@inproceedings")
    page.close()


def test_the_abstract_begins_high_on_a_phone(browser: Browser, address: str, site: Path) -> None:
    listed = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog.papers
    plain = [each for each in listed if each.abstract and (each.takeaway or not each.note)]
    picks = [each for each in plain if each.takeaway]
    by_title = sorted(plain, key=lambda each: len(each.title))
    many = max(plain, key=lambda each: len(each.authors))
    page = browser.new_page(viewport={"width": 360, "height": 780})
    for each in (
        *picks,
        by_title[0],
        *by_title[-5:],
        many,
        max(plain, key=lambda p: len(p.topics)),
    ):
        page.goto(f"{address}papers/{each.id}/")
        box = page.locator(".rl-abstract").bounding_box()
        assert box
        assert box["y"] <= MAX_ABSTRACT_TOP, each.id
        expect(page.get_by_role("button", name="Star")).to_be_visible()
    star, abstract = page.get_by_role("button", name="Star"), page.locator(".rl-abstract")
    before = abstract.bounding_box()
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    assert abstract.bounding_box() == before  # nothing jumps when a paper is marked
    page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_citation_is_one_click_away_with_bibtex_first(
    browser: Browser, address: str, scripts: bool
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 780}, java_script_enabled=scripts)
    page.goto(address + MEGASCALE)
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.locator(".rl-cite pre").first).to_be_in_viewport()
    expect(page.locator(".rl-cite pre").first).to_contain_text("@inproceedings{jiang2024megascale")
    page.close()


@pytest.mark.parametrize(("width", "is_beside"), [(1240, True), (1200, False)])
def test_facts_are_beside_the_abstract_where_there_is_room(
    browser: Browser, address: str, width: int, is_beside: bool
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + MEGASCALE)
    facts, abstract = (page.locator(s).bounding_box() for s in (".rl-facts-box", ".rl-abstract"))
    assert facts
    assert abstract
    assert (facts["x"] > abstract["x"] + abstract["width"]) == is_beside
    expect(page.locator(".rl-dates")).to_be_visible(visible=not is_beside)
    expect(page.get_by_text("NSDI 2024").filter(visible=True)).to_have_count(1)
    page.mouse.wheel(0, 900)
    expect(page.locator(".rl-fact-list")).to_be_in_viewport(ratio=1 if is_beside else 0)
    page.close()


def test_all_authors_are_shown_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + MEGASCALE)
    authors = page.locator(".rl-authors")
    short = float(authors.evaluate("e => e.offsetHeight"))
    page.locator(".rl-authors summary").focus()
    page.keyboard.press("Enter")
    expect(authors).to_contain_text("Sun He, Hongmin Chen", use_inner_text=True)
    assert authors.inner_text().count(",") == 31
    assert float(authors.evaluate("e => e.offsetHeight")) > short


def test_without_javascript_everything_is_read_and_opened(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + MEGASCALE)
    expect(page.locator(".rl-copy")).to_have_count(0)
    for text in ("@inproceedings", "Jiang, Z., Lin, H."):
        expect(page.locator(".rl-cite pre", has_text=text)).to_be_visible()
    page.locator(".rl-authors summary").click()
    expect(page.locator(".rl-authors")).to_contain_text("Xin Liu")
    expect(page.locator(".rl-ways li")).to_have_count(2)
    page.locator(".rl-cite summary", has_text="CSL-JSON").click()
    expect(page.locator(".rl-cite pre", has_text='"id": "jiang2024megascale"')).to_be_visible()
    page.close()


def test_a_reader_stays_in_the_topic_he_came_from(page: Page, address: str) -> None:
    page.goto(address + "topics/fault-tolerance/")
    page.locator("a", has_text="MegaScale:").first.click()
    shown = page.locator(".rl-ways li:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Fault tolerance & elasticity, 3 of 3")
    before = page.url
    shown.locator("a[rel=prev]").click()
    expect(page).to_have_url(re.compile(r"#in-fault-tolerance$"))
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Fault tolerance & elasticity, 2")
    shown.locator("a[rel=next]").click()
    expect(page).to_have_url(before.split("#")[0] + "#in-fault-tolerance")


def test_on_paper_stand_all_authors_the_abstract_and_one_citation(page: Page, address: str) -> None:
    page.goto(address + MEGASCALE)
    page.set_viewport_size({"width": 800, "height": 1100})
    authors = page.locator(".rl-authors")
    folded = float(authors.evaluate("e => e.offsetHeight"))
    page.emulate_media(media="print")
    assert float(authors.evaluate("e => e.offsetHeight")) > 1.3 * folded
    shown = page.locator("article").inner_text()
    assert "Xin Liu" in shown
    assert "Jiang, Z., Lin, H." in shown
    for selector in (".rl-abstract", ".rl-dates"):
        expect(page.locator(selector).first).to_be_visible()
    for selector in (".md-header", ".rl-copy", ".rl-ways", ".rl-topics", ".rl-authors summary"):
        expect(page.locator(selector).first).not_to_be_visible()
    assert "@inproceedings" not in shown
    content = page.locator(".rl-links a", has_text="arXiv").evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "https://arxiv.org/abs/2402.15627" in str(content)


def test_paper_is_white_though_the_screen_is_dark(browser: Browser, address: str) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(address + GPIPE)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    for selector in ("#paper", ".rl-meta", ".rl-abstract", ".rl-related small", ".rl-note-title"):
        ratio = page.locator(selector).first.evaluate(CONTRAST)
        assert ratio >= 4.5, f"{selector}: {ratio}"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"
    page.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_no_citation_is_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + MEGASCALE)
    for summary in page.locator("article summary").all():
        if summary.is_visible() and summary.inner_text() not in {"BibTeX", "Reference"}:
            summary.click()
    assert int(page.evaluate("document.documentElement.scrollWidth")) <= width
    page.close()


def test_a_papers_page_is_light(site: Path) -> None:
    pages = [p.read_bytes() for p in sorted((site / "papers").glob("*/index.html"))]
    assert len(pages) == 120
    sizes = [len(page) for page in pages]
    packed = [len(gzip.compress(page, 9, mtime=0)) for page in pages]
    assert max(sizes) <= MOST, f"median {statistics.median(sizes)}"
    assert max(packed) <= MOST_PACKED, f"median {statistics.median(packed)}"


def test_the_front_page_is_light(site: Path) -> None:
    assert (site / "index.html").stat().st_size <= MOST_HOME


def test_the_sitemap_has_every_page_but_marks_and_health(site: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    pages = [
        BASE + path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("index.html")
        if 'http-equiv="refresh"' not in path.read_text("utf-8")
    ]
    assert sorted(listed) == sorted({*pages} - {f"{BASE}marks/", f"{BASE}health/"})


def test_every_page_tells_other_sites_what_it_is(site: Path) -> None:
    for path in some_of(sorted(site.rglob("index.html")), 60):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        metas = {a.get("property") or a.get("name"): a.get("content")
                 for tag, a in elements_of(path) if tag == "meta"}  # fmt: skip
        for name in (
            "description",
            "og:title",
            "og:type",
            "og:url",
            "og:description",
            "og:image",
            "og:image:alt",
        ):
            assert metas.get(name), f"{path}: {name}"
        address = BASE + path.relative_to(site).as_posix().removesuffix("index.html")
        assert metas["og:url"] == address
        assert f'<link rel="canonical" href="{address}">' in text


def test_the_sitemap_has_every_page_once_but_marks_and_health(site: Path) -> None:
    urls = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    there = {
        BASE + page.parent.relative_to(site).as_posix().removeprefix(".") + "/"
        for page in site.rglob("index.html")
        if page.parent != site and 'http-equiv="refresh"' not in page.read_text("utf-8")
    }
    assert sorted(urls) == sorted({BASE, *there} - {f"{BASE}marks/", f"{BASE}health/"})


def test_the_head_of_a_papers_page_names_the_paper(site: Path) -> None:
    text = (site / MEGASCALE / "index.html").read_text("utf-8")
    metas = [a for tag, a in elements(text) if tag == "meta"]
    assert sum(meta.get("name") == "citation_author" for meta in metas) == 32
    head = next(document(text).iter("head"))
    data = next(e for e in head.iter("script") if e.get("type") == "application/ld+json")
    exported = json.loads(data.text or "")
    assert len(exported["author"]) == 32
    assert exported["headline"].startswith("MegaScale: ")


def test_six_hundred_authors_fit_a_page(browser: Browser, tmp_path: Path) -> None:
    known = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog.papers[0]
    many = replace(
        known, authors=parse_names(f"Ada{n} Lovelace{n}" for n in range(664)), related=()
    )
    write_list(tmp_path, {many.id: store.dump_paper(many)}, WITHOUT_CARDS)
    assert yaml.safe_load((tmp_path / "papers" / f"{many.id}.yml").read_text("utf-8"))
    build(tmp_path, tmp_path / "site", strict=False)
    with served(tmp_path / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}papers/{many.id}/")
        summary = page.locator(".rl-authors summary")
        expect(summary).to_have_text("and 661 more")
        assert float(page.locator(".rl-authors").evaluate("e => e.offsetHeight")) < 150
        summary.click()
        expect(page.locator(".rl-authors")).to_contain_text("Ada663 Lovelace663")
        page.close()
