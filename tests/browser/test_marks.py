"""What a reader marks: set, shown in every list, and never the editors' status."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import Scheme, find_violations
from browser import STAND_IN, served
from building import INSTANT, make_once
from cases import some_of
from marking import GPIPE, build_marked_site, button, expect_status, pressed_marks, stored_marks
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture
def swapping_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where that site is served, swapping pages at once."""

    def make(root: Path) -> None:
        build_marked_site(root, INSTANT, SITE_URL=STAND_IN)

    with served(make_once(tmp_path_factory, "swapping", make) / "site", readdressed=True) as found:
        yield found


def test_a_mark_is_set_by_keyboard_kept_over_pages_and_taken_away(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").focus()
    page.keyboard.press("Enter")
    assert pressed_marks(page) == ["To read"]
    expect(page.locator("[role=status].rl-unseen", has_text="To read: marked")).to_have_count(1)
    page.reload()
    assert pressed_marks(page) == ["To read"]
    button(page, "Star").click()
    button(page, "Read").click()
    assert pressed_marks(page) == ["Read", "Star"]
    page.goto(f"{address}papers/")
    card = page.locator(".rl-cards li", has_text="GPipe")
    expect(card.locator(".rl-sign")).to_have_text("You: read")
    expect(card.locator(".rl-mark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".rl-sign")).to_have_count(1)
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    button(page, "Star").click()
    assert pressed_marks(page) == []
    assert stored_marks(page) == []


def test_the_first_mark_says_where_it_is_kept_and_the_next_does_not(
    page: Page, address: str
) -> None:
    page.goto(f"{address}topics/llm-serving/")
    page.locator(".rl-cards .rl-mark").nth(1).click()
    kept = page.locator(".rl-kept")
    expect(kept).to_contain_text("kept in this browser only")
    page.locator(".rl-cards .rl-mark").nth(2).click()
    expect(page.locator(".rl-kept")).to_have_count(0)
    page.reload()
    page.locator(".rl-cards .rl-mark").nth(1).click()
    page.locator(".rl-cards .rl-mark").nth(2).click()
    page.locator(".rl-cards .rl-mark").nth(2).click()
    page.locator(".rl-kept a").click()
    expect(page.locator("h1")).to_contain_text("Your marks")


def test_every_card_of_every_list_has_one_star(page: Page, address: str) -> None:
    for kind in "", "papers/", "topics/llm-serving/", "tags/lora/", "timeline/":
        page.goto(address + kind)
        expect(page.locator(".rl-cards .rl-title").first).to_be_visible()
        stars = page.locator(".rl-cards > ul > li > .rl-mark--star")
        expect(stars).to_have_count(page.locator(".rl-cards > ul > li").count())


def test_cards_that_filters_bring_have_their_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    page.goto(f"{address}papers/?text=gpipe")
    expect_status(page, "1 of 120 papers")
    expect(page.locator(".rl-cards .rl-sign")).to_have_text("You: to read")
    page.locator(".rl-cards .rl-mark").click()
    expect(page.locator(".rl-cards .rl-mark")).to_have_attribute("aria-pressed", "true")


def test_marks_and_the_editors_status_are_told_apart(page: Page, few_address: str) -> None:
    page.goto(f"{few_address}papers/known.html")
    expect(page.locator(".rl-badge")).to_have_text("Editors: read")
    assert pressed_marks(page) == []
    button(page, "To read").click()
    page.goto(f"{few_address}papers/index.html")
    card = page.locator(".rl-cards li", has_text="Known")
    expect(card.locator(".rl-badge")).to_have_text("Editors: read")
    expect(card.locator(".rl-sign")).to_have_text("You: to read")
    moved = page.locator(".rl-cards li", has_text="Moved")
    expect(moved.locator(".rl-badge")).to_have_text("Editors: to read")
    expect(moved.locator(".rl-sign")).to_have_count(0)
    page.goto(f"{few_address}papers/index.html?sort=title")
    expect(page.locator(".rl-cards li .rl-badge")).to_have_text(
        ["Editors: read", "Editors: to read"]
    )


def test_marks_are_there_after_pages_were_swapped(page: Page, swapping_address: str) -> None:
    page.goto(f"{swapping_address}papers/")
    page.evaluate("window.same = 1")
    page.locator(".rl-cards .rl-mark").first.click()
    page.locator(".rl-cards .rl-title").first.click()
    expect(page.locator("#paper")).to_be_visible()
    expect(button(page, "Star")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.same") == 1
    button(page, "To read").click()
    page.locator(".rl-marks a").click()  # loads: the theme swaps only pages of the sitemap
    expect_status(page, "1 paper is marked.")
    button(page.locator("section").first, "Star").click()
    page.go_back()
    expect(page.locator("#paper")).to_be_visible()
    assert pressed_marks(page) == ["To read"]


def test_without_javascript_marks_say_what_they_need(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}marks/")
    expect(page.locator(".rl-mine")).to_contain_text("Marks need JavaScript")
    expect(page.locator("article")).to_contain_text("is sent nowhere")
    page.goto(f"{address}papers/{GPIPE}/")
    assert page.locator("article button").count() == 0
    assert page.locator(".rl-marks").evaluate("e => e.offsetHeight") == 0
    page.close()


def test_other_scripts_can_ask_for_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    page.evaluate("""() => {
      window.heard = 0
      window.deaf = readingListMarks.subscribe(() => { window.heard += 1 })
    }""")
    button(page, "Star").click()
    assert page.evaluate(f"readingListMarks.of('{GPIPE}')") == ["star"]
    assert page.evaluate("[...readingListMarks.all()]") == [[GPIPE, ["star"]]]
    page.evaluate("deaf()")
    button(page, "Read").click()
    assert page.evaluate("heard") == 1


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(320, "dark"), (1280, "light"), *some_of([(320, "light"), (1280, "dark")], 0)],
)
def test_marked_pages_pass_axe_and_fit_a_phone(
    browser: Browser, address: str, scheme: Scheme, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 700}, color_scheme=scheme, reduced_motion="reduce",
        bypass_csp=True,
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    button(page, "Star").click()
    for kind in f"papers/{GPIPE}/", "papers/?text=gpipe", "papers/?mark=star", "marks/":
        page.goto(address + kind)
        expect(page.locator("[aria-pressed=true][data-mark]").first).to_be_visible()
        if kind == "marks/":
            button(page, "Remove all marks").click()
        assert find_violations(page, scheme) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
    context.close()


def test_forced_colours_show_which_marks_are_set(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    colour = "(e, part) => getComputedStyle(e, part).backgroundColor"
    set_, unset = (button(page, name).evaluate(colour, "::before") for name in ("Star", "Read"))
    ground = page.locator("body").evaluate(colour)
    assert len({set_, unset, ground}) == 3
    widths = "e => getComputedStyle(e).borderTopWidth"
    assert button(page, "Star").evaluate(widths) != button(page, "Read").evaluate(widths)
    context.close()


def test_on_paper_stand_no_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.emulate_media(media="print")
    expect(page.locator(".rl-marks")).not_to_be_visible()
    page.goto(f"{address}papers/")
    expect(page.locator(".rl-mark:visible")).to_have_count(0)
