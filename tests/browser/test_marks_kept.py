"""Where a reader's marks are kept: in the browser alone, and nothing is lost there."""

import json
from pathlib import Path

import pytest
from browser import served
from cases import some_of
from marking import (
    GPIPE,
    MEGASCALE,
    button,
    download_marks,
    expect_status,
    file_of,
    pressed_marks,
    stored_marks,
    titles,
    upload_file,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.slow

BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError") } })"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError") }"""


def test_nothing_is_stored_before_the_first_mark(page: Page, address: str) -> None:
    for kind in "", "papers/", f"papers/{GPIPE}/", "marks/":
        page.goto(address + kind)
        expect(page.locator("h1")).to_be_visible()
        assert stored_marks(page) == [], kind
    expect_status(page, "You have marked no paper yet")
    assert page.evaluate("document.cookie") == ""


def test_two_tabs_show_the_same_and_lose_nothing(context: BrowserContext, address: str) -> None:
    one, two = context.new_page(), context.new_page()
    one.goto(f"{address}papers/{GPIPE}/")
    two.goto(f"{address}papers/{GPIPE}/")
    button(one, "Star").click()
    expect(button(two, "Star")).to_have_attribute("aria-pressed", "true")
    two.goto(f"{address}papers/{MEGASCALE}/")
    button(two, "Read").click()
    button(one, "To read").click()
    one.goto(f"{address}marks/")
    expect_status(one, "2 papers are marked.")
    button(two, "Read").click()
    expect_status(one, "1 paper is marked.")


def test_two_sites_of_one_host_keep_their_marks_apart(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    for name in "one", "two":
        (tmp_path / name).symlink_to(site)
    with served(tmp_path) as address:
        page = context.new_page()
        page.goto(f"{address}one/papers/{GPIPE}/")
        button(page, "Star").click()
        page.goto(f"{address}two/papers/{GPIPE}/")
        assert pressed_marks(page) == []
        page.goto(f"{address}one/marks/")
        expect_status(page, "1 paper is marked.")


@pytest.mark.parametrize("fault", [BLOCKED, FULL])
def test_where_the_browser_keeps_nothing_it_says_so_and_all_works(
    browser: Browser, address: str, fault: str
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error.stack)))
    page.add_init_script(fault)
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    expect(page.locator(".rl-kept")).to_contain_text("keeps no marks here")
    assert pressed_marks(page) == ["To read"]
    button(page, "To read").click()
    button(page, "Star").click()
    assert pressed_marks(page) == ["Star"]
    page.goto(f"{address}marks/")
    expect_status(page, "You have marked no paper yet")
    page.close()
    assert [error for error in errors if "/assets/marks" in error] == []  # the theme's own may be


DAMAGED = [
    "{",
    "null",
    "[]",
    '"x"',
    '{"papers": 1}',
    '{"papers": {"gpipe": "star", "__proto__": ["x"]}}',
    '{"version": 1, "papers": {"<img>": ["star"], "a": [null], "b": {"length": 3}}}',
]


def test_damaged_stored_text_breaks_no_page(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    for text in some_of(DAMAGED, 3):
        page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
        for kind in [*some_of(["", "papers/", "marks/"], 2), f"papers/{GPIPE}/"]:
            page.goto(address + kind)
            expect(page.locator("[aria-pressed=true][data-mark]"), text).to_have_count(0)
        button(page, "Star").click()
        page.goto(f"{address}marks/")
        expect_status(page, "1 paper is marked.")


@pytest.mark.parametrize("kind", ["papers/moved.html", "index.html", "marks.html"])
def test_marks_follow_a_paper_to_its_new_address(page: Page, few_address: str, kind: str) -> None:
    page.goto(f"{few_address}papers/known.html")
    text = json.dumps({"version": 1, "papers": {"before": ["star"], "moved": ["read"]}})
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    page.goto(few_address + kind)
    expect(page.locator("[aria-pressed=true][data-mark=star]").first).to_be_visible()
    [(_, kept)] = stored_marks(page)
    assert json.loads(kept)["papers"] == {"moved": ["read", "star"]}


def test_pages_opened_as_files_keep_marks(page: Page, few_papers: Path, tmp_path: Path) -> None:
    page.goto((few_papers / "papers" / "known.html").as_uri())
    button(page, "Star").click()
    page.locator(".rl-marks a").click()
    expect_status(page, "1 paper is marked.")
    assert titles(page, "Starred") == ["Known"]
    assert json.loads(download_marks(page))["papers"][0]["title"] == "Known"
    upload_file(page, tmp_path / "marks.json", file_of({"id": "moved", "marks": ["read"]}))
    expect_status(page, "1 new")
