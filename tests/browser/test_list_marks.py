"""The reader's own marks as a filter of all papers, apart from the editors' status."""

import json
from pathlib import Path

import pytest
from browser import Opener
from marking import GPIPE, MEGASCALE, OTHER, button
from playwright.sync_api import BrowserContext, Locator, Page, expect
from test_list_page import TITLES, ready, value
from test_list_page import expect_status as counted

pytestmark = pytest.mark.slow

MARKS = "Your marks"
SOME = {GPIPE: ["read", "star"], MEGASCALE: ["to-read"], OTHER: ["star"], "gone": ["star"]}


def marked(page: Page, address: str, papers: dict[str, list[str]]) -> Page:
    """The page of all papers, of a reader who has marked some."""
    page.goto(address)
    text = json.dumps({"version": 1, "papers": papers})
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    page.goto("about:blank")
    page.goto(address)
    return ready(page)


def facet(page: Page) -> Locator:
    """The filter by marks."""
    return page.get_by_role("group", name=MARKS, exact=True)


def offered(page: Page) -> list[str]:
    """What the filter offers, each with its number of papers."""
    names, counts = (facet(page).locator(f".rl-value {part}") for part in ("bdi", ".rl-count"))
    pairs = zip(names.all_inner_texts(), counts.all_inner_texts(), strict=True)
    return [" ".join(pair) for pair in pairs]


def test_the_filter_comes_with_the_first_mark_and_goes_with_the_last(
    page: Page, address: str
) -> None:
    page.goto(f"{address}papers/")
    ready(page)
    expect(facet(page)).to_be_hidden()
    star = page.locator(".rl-cards .rl-mark").nth(2)
    star.click()
    expect(facet(page)).to_be_visible()
    assert offered(page) == ["“Star” 1"]
    expect(star).to_be_focused()
    value(page, MARKS, "“Star”").click()
    counted(page, "1 of 120 papers")
    page.get_by_role("button", name="Clear filters").click()
    star.click()
    expect(facet(page)).to_be_hidden()


def test_marks_are_chosen_left_out_and_joined_with_other_filters(page: Page, address: str) -> None:
    marked(page, f"{address}papers/", SOME)
    value(page, MARKS, "“Star”").click()
    counted(page, "2 of 120 papers")
    assert offered(page) == ["“Star” 2", "“To read” 1", "“Read” 1"]
    value(page, MARKS, "Without “Read”").click()
    counted(page, "1 of 120 papers")
    expect(page.locator(TITLES)).to_contain_text("All is Not Lost")
    expect(page.locator(".rl-chip").last).to_contain_text("Your marks: not “Read”")
    expect(page).to_have_url(f"{address}papers/?mark=star&mark=-read")
    page.reload()
    counted(page, "1 of 120 papers")
    page.go_back()
    counted(page, "2 of 120 papers")
    page.goto(f"{address}papers/?mark=star&mark=to-read&to=2019")
    counted(page, "1 of 120 papers")
    expect(page.locator(TITLES)).to_contain_text("GPipe")
    page.goto(f"{address}papers/?mark=-star&mark=-to-read")
    counted(page, "117 of 120 papers")


def test_a_mark_that_changes_is_followed_at_once_and_the_keyboard_stays(
    page: Page, address: str
) -> None:
    marked(page, f"{address}papers/?mark=star", SOME)
    counted(page, "2 of 120 papers")
    stars = page.locator(".rl-cards .rl-mark")
    stars.first.focus()
    page.keyboard.press("Enter")
    counted(page, "1 of 120 papers")
    expect(stars).to_have_count(1)
    expect(stars.first).to_be_focused()
    page.keyboard.press("Enter")
    counted(page, "None of 120 papers matches. Remove a filter.")
    expect(page.get_by_role("button", name="Clear filters")).to_be_focused()
    assert page.url == f"{address}papers/?mark=star"


def test_a_mark_set_in_another_tab_is_followed(context: BrowserContext, address: str) -> None:
    one, two = context.new_page(), context.new_page()
    marked(one, f"{address}papers/?mark=star", SOME)
    counted(one, "2 of 120 papers")
    two.goto(f"{address}papers/{MEGASCALE}/")
    button(two, "Star").click()
    counted(one, "3 of 120 papers")
    assert offered(one)[0] == "“Star” 3"
    expect(one.locator(TITLES, has_text="MegaScale")).to_have_count(1)


def test_an_address_with_a_mark_shows_each_reader_their_own(opened: Opener, address: str) -> None:
    page = ready(opened(f"{address}papers/?mark=star&mark=nonsense"))
    counted(page, "None of 120 papers matches. Remove a filter.")
    page.get_by_role("button", name="Remove filter: Your marks: nonsense").click()
    page.get_by_role("button", name="Remove filter: Your marks: “Star”").click()
    counted(page, "120 papers")
    expect(facet(page)).to_be_hidden()


def test_the_editors_status_is_another_filter(page: Page, few_address: str) -> None:
    marked(page, f"{few_address}papers/index.html", {"known": ["to-read"]})
    value(page, MARKS, "“To read”").click()
    expect(page.locator(TITLES)).to_have_text("Known")  # which the editors have read
    page.get_by_role("button", name="Clear filters").click()
    value(page, "Editors\u2019 status", "to read").click()
    expect(page.locator(TITLES)).to_have_text("Moved")
    expect(page).to_have_url(f"{few_address}papers/index.html?status=to-read")


@pytest.mark.parametrize("start", ["index.html", "index.html?mark=read"])
def test_pages_opened_as_files_are_filtered_by_marks(
    page: Page, few_papers: Path, start: str
) -> None:
    page.goto((few_papers / "papers" / "moved.html").as_uri())
    button(page, "Read").click()
    page.goto((few_papers / "papers").as_uri() + f"/{start}")
    ready(page)
    if "?" not in start:
        value(page, MARKS, "“Read”").click()
    counted(page, "1 of 3 papers")
    expect(page.locator(TITLES)).to_have_text("Moved")
