"""What readers use most, in a headless Firefox: on a host and in pages opened as files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served, watched
from cases import some_of
from marking import GPIPE, button, titles
from playwright.sync_api import Browser, Page, expect
from test_list_page import TITLES, expect_status, ready, value

pytestmark = pytest.mark.slow

RESULTS = ".md-search-result__link"
INPUT = ".md-search__input"


@pytest.fixture
def page(firefox: Browser) -> Iterator[Page]:
    """A page that fails the test on any error, and on a request to another host."""
    with watched(firefox) as found:
        yield found


@pytest.fixture(params=some_of(["below a path", "at the root of a host", "as a file"], 1))
def start(
    request: pytest.FixtureRequest, site: Path, offline_site: Path, tmp_path: Path
) -> Iterator[str]:
    """The address of a page to start from."""
    if request.param == "as a file":
        yield (offline_site / "note.html").as_uri()
        return
    prefix = "lists/reading-list/" if request.param == "below a path" else ""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "reading-list").symlink_to(site)
    with served(tmp_path if prefix else site, prefix) as address:
        yield f"{address}about/"


def test_a_key_opens_the_search_a_typo_finds_its_paper_and_enter_leads_there(
    page: Page, start: str
) -> None:
    page.goto(start)
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    page.locator(INPUT).press_sequentially("giant gppie")
    expect(page.locator(RESULTS).first).to_contain_text("GPipe: Efficient Training of Giant")
    expect(page.locator(f"{RESULTS} mark", has_text="GPipe").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/papers/gpipe-"))
    expect(page.locator("h1 mark", has_text="GPipe")).to_be_visible()
    expect(page.locator("h1 mark", has_text="Giant")).to_be_visible()


def test_facets_beside_the_search_narrow_its_results(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    page.keyboard.press("/")
    page.locator(INPUT).press_sequentially("pipeline")
    button(page, "Filters").click()
    coded = value(page, "Code", "Has code")
    left = int(coded.locator(".rl-count").inner_text())
    assert left > 1
    coded.click()
    expect(page.locator(".rl-beside [role=status]")).to_have_text(f"{left} papers")
    expect(page.locator(".rl-beside .rl-chip")).to_contain_text("Has code")
    expect(page).to_have_url(f"{address}about/?q=pipeline&code=1")


@pytest.mark.parametrize("way", some_of(["on a host", "as a file"], 1))
def test_the_list_is_filtered(page: Page, address: str, offline_site: Path, way: str) -> None:
    there = (offline_site / "papers" / "index.html").as_uri()
    page.goto(f"{address}papers/" if way == "on a host" else there)
    ready(page)
    value(page, "Code", "Without Has code").click()
    expect(page.locator(".rl-chip")).to_have_count(1)
    page.get_by_label("Filter by words").fill("giant")
    expect_status(page, f"1 of {120 if way == 'on a host' else 4} papers")
    expect(page.locator(TITLES)).to_contain_text("GPipe")
    assert page.url.endswith("?code=-1&text=giant")
    page.go_back()
    expect(page.locator(TITLES).nth(1)).to_be_visible()
    assert page.url.endswith("?code=-1")


def test_marks_are_kept_and_filter_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    page.goto(f"{address}papers/")
    value(ready(page), "Your marks", "“To read”").click()
    expect_status(page, "1 of 120 papers")
    expect(page.locator(".rl-cards .rl-sign")).to_have_text("You: to read")
    page.goto(f"{address}marks/")
    expect(page.locator(".rl-told")).to_have_text("1 paper is marked.")
    assert len(titles(page, "To read")) == 1
