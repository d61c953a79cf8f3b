"""What is new since a reader's last visit: only if the reader wants it, and nothing moves."""

import json

import pytest
from marking import button, stored_marks
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.slow

EARLIER = {"day": "2026-11-02", "newest": "2026-11-01", "shown": "1 Nov 2026"}
STORED = json.dumps({"since": EARLIER, "last": EARLIER})
VISITED = f"localStorage.setItem('reading-list:visits:/', {json.dumps(STORED)})"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError") } })"""
SHIFTS = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().flatMap(entry => entry.sources.map(
    source => [entry.value, source.node?.parentElement?.outerHTML.slice(0, 200)]))))
    .observe({type: "layout-shift", buffered: true})
  setTimeout(() => done([]), 300)
})"""


def test_nothing_is_remembered_until_the_reader_asks_for_it(page: Page, address: str) -> None:
    for path in "", "new/":
        page.goto(address + path)
        expect(button(page, "Mark what is new at my next visit")).to_be_visible()
        expect(page.locator(".rl-fresh")).to_have_count(0)
        assert stored_marks(page) == []
    button(page, "Mark what is new at my next visit").press("Enter")
    line = page.locator(".rl-visits")
    expect(line).to_contain_text("papers added after 22 Nov 2026 are marked as new")
    expect(button(page, "Turn off")).to_be_focused()
    page.reload()
    expect(line).to_contain_text("Nothing new since 22 Nov 2026")
    expect(page.locator(".rl-fresh")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1440])
def test_what_was_added_since_the_last_visit_says_so(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}about/")
    page.evaluate(VISITED)
    for path in "", "new/", "new/2026-11/":
        page.goto(address + path)
        cards = page.locator(".rl-cards li", has=page.locator("[data-added]"))
        expect(page.locator(".rl-fresh")).to_have_count(cards.count())
        expect(page.locator(".rl-fresh").first).to_have_text("New")
        assert page.evaluate(SHIFTS) == [] or not path  # the home page's cloud gets a switch
    page.goto(address)
    expect(page.locator(".rl-visits")).to_contain_text("120 papers since 1 Nov 2026")
    button(page, "Turn off").click()
    expect(page.locator(".rl-visits")).to_contain_text("no longer marked")
    expect(page.locator(".rl-fresh")).to_have_count(0)
    assert stored_marks(page) == []
    context.close()


def test_a_browser_that_keeps_nothing_says_so(browser: Browser, address: str) -> None:
    page = browser.new_page()  # the theme complains, too
    page.add_init_script(BLOCKED)
    page.goto(address)
    button(page, "Mark what is new at my next visit").click()
    expect(page.locator(".rl-visits")).to_contain_text("keeps nothing here")
    page.close()


def test_other_tabs_follow(context: BrowserContext, address: str) -> None:
    one, two = context.new_page(), context.new_page()
    for each in one, two:
        each.goto(f"{address}new/")
    button(one, "Mark what is new at my next visit").click()
    expect(button(two, "Turn off")).to_be_visible()
