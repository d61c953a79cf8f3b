"""The search in a headless Firefox: on a host, below a path, and in pages opened as files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served, watched
from playwright.sync_api import Browser, Page, expect

RESULTS = ".md-search-result__link"
INPUT = ".md-search__input"


@pytest.fixture
def page(firefox: Browser) -> Iterator[Page]:
    """A page that fails the test on any error, and on a request to another host."""
    with watched(firefox) as found:
        yield found


@pytest.fixture(params=["at the root of a host", "below a path", "as a file"])
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
    page.wait_for_url(re.compile(r"/papers/gpipe-.*\?h="))
    expect(page.locator("h1 mark", has_text="GPipe")).to_be_visible()
    expect(page.locator("h1 mark", has_text="Giant")).to_be_visible()
