"""What a reader does in pages opened as files, beside the search: nothing needs a server."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from browser import served, watched
from playwright.sync_api import Browser, Page, expect
from test_list_page import TITLES, downloaded, expect_status, menu, ready, value

from generator.site.assets import data_script

pytestmark = pytest.mark.slow

GPIPE = "gpipe-efficient-training-of-giant-neural-networks-using"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error, and on a request to another host."""
    with watched(browser) as found:
        yield found


def opened(page: Page, site: Path, query: str = "") -> Page:
    """The page of all papers, from the folder."""
    page.goto((site / "papers" / "index.html").as_uri() + query)
    return ready(page)


def test_the_list_is_filtered_by_words_and_facets_and_put_in_order(
    page: Page, offline_site: Path
) -> None:
    opened(page, offline_site)
    expect_status(page, "4 papers")
    value(page, "Code", "Without Has code").click()
    expect_status(page, "3 of 4 papers")
    menu(page, "From").select_option("2022")
    expect_status(page, "2 of 4 papers")
    menu(page, "Order").select_option("title")
    shown = page.locator(TITLES)
    expect(shown.first).to_contain_text("Generalizing Few-Shot")
    expect(shown.last).to_contain_text("GNNPipe")
    expect(page).to_have_url(re.compile(r"index\.html\?code=-1&from=2022&sort=title$"))
    page.get_by_label("Filter by words").fill("scaling deep")
    expect_status(page, "1 of 4 papers")
    page.reload()
    expect_status(page, "1 of 4 papers")
    page.go_back()
    expect_status(page, "2 of 4 papers")
    shown.first.click()
    expect(page.locator("h1")).to_contain_text("Generalizing Few-Shot")


def test_papers_are_selected_and_taken_along(page: Page, offline_site: Path) -> None:
    opened(page, offline_site, "?text=gpipe")
    expect_status(page, "1 of 4 papers")
    _, text = downloaded(page, "BibTeX")
    assert text in (offline_site / "papers.bib").read_text("utf-8")
    assert [entry.key for entry in parse_string(text).entries] == ["huang2018gpipe"]
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_role("button", name="Select papers").click()
    for place in 0, 3:
        page.locator(".rl-pick").nth(place).check()
    page.get_by_role("button", name="Only these").click()
    expect_status(page, "2 of 4 papers")
    _, text = downloaded(page, "CSL-JSON")
    items = json.loads((offline_site / "papers.csl.json").read_text("utf-8"))
    assert [item for item in json.loads(text) if item in items] == json.loads(text)
    _, text = downloaded(page, "CSV")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["title"] for row in table] == page.locator(TITLES).all_text_contents()
    assert table[1]["address"] == (offline_site / "papers" / f"{GPIPE}.html").as_uri()


def test_a_browser_that_keeps_the_address_as_it_is_filters_all_the_same(
    page: Page, offline_site: Path
) -> None:
    page.add_init_script("History.prototype.pushState = () => { throw new Error('no') }")
    opened(page, offline_site)
    value(page, "Code", "Has code").click()
    expect_status(page, "1 of 4 papers")
    page.get_by_role("button", name="Clear filters").click()
    expect_status(page, "4 papers")


def test_the_search_leads_to_the_list_with_its_filters(page: Page, offline_site: Path) -> None:
    page.goto((offline_site / "note.html").as_uri())
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("scaling")
    page.locator(".rl-beside-line button").click()
    value(page, "Code", "Without Has code").click()
    page.get_by_role("link", name="Show these 2 in the list of papers").click()
    page.wait_for_url(re.compile(r"/papers/index\.html\?code=-1&ids=[a-z0-9-]+%2C[a-z0-9-]+$"))
    expect(page.locator(".rl-chip")).to_contain_text("Has code")
    expect_status(page, "2 of 4 papers")


def test_csl_json_is_copied(browser: Browser, offline_site: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((offline_site / "papers" / f"{GPIPE}.html").as_uri())
    page.get_by_role("button", name="Copy CSL-JSON").click()
    expect(page.locator(".rl-cite [role=status]")).to_have_text("CSL-JSON: copied")
    (item,) = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert item in json.loads((offline_site / "papers.csl.json").read_text("utf-8"))
    context.close()


@pytest.mark.parametrize("way", ["as a file", "from a server"])
def test_the_points_of_a_long_lists_map_are_reached(
    page: Page, offline_site: Path, tmp_path: Path, way: str
) -> None:
    site = shutil.copytree(offline_site, tmp_path / "site")
    # As the page of a list of more than 1,500 papers has them.
    html = (site / "map.html").read_text("utf-8")
    assert '<div class="rl-map">' in html
    long = html.replace('<div class="rl-map">', '<div class="rl-map" data-points="map.js">')
    (site / "map.html").write_text(long, "utf-8")
    points = [[20, 20, f"papers/{GPIPE}.html", "GPipe <b>"], [90, 20, "index.html", "Other"]]
    (site / "map.js").write_text(data_script(points), "utf-8")
    with served(site) as address:
        page.goto(f"{address}map.html" if "server" in way else (site / "map.html").as_uri())
        point = page.locator(".rl-cursor")
        expect(point).to_have_attribute("aria-label", "GPipe <b>")
        point.focus()
        page.keyboard.press("ArrowRight")
        expect(point).to_have_attribute("aria-label", "Other")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(GPIPE), wait_until="networkidle")  # then the server may go
