"""The page of a reading path: the reader's progress, from the marks in the browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from axe import Scheme, find_violations
from browser import served
from building import WITHOUT_CARDS, build, make_once, write_list
from marking import HOSTILE, button
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow
PATH = """\
name: A way & <b>
why: It leads far.
steps:
  - {paper: one, why: First., branch: [{paper: aside, why: Aside.}]}
  - {paper: two, why: Then.}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site with a reading path is served."""

    def make(root: Path) -> None:
        papers = {"one": "title: One\naliases: [old]\n", "aside": "title: Aside\n",
                  "two": f"title: '{HOSTILE}'\n"}  # fmt: skip
        (root / "paths").mkdir(parents=True)
        (root / "paths" / "way.yml").write_text(PATH, "utf-8")
        write_list(root, papers, WITHOUT_CARDS)
        build(root, root / "site", strict=False)

    with served(make_once(tmp_path_factory, "paths", make) / "site") as found:
        yield found


def test_the_progress_follows_the_readers_marks(page: Page, site: str) -> None:
    page.goto(f"{site}paths/way/")
    line, steps = page.locator(".rl-progress"), page.locator(".rl-path > li")
    expect(line).to_be_empty()
    expect(page.locator(".rl-path .rl-toggles")).to_have_count(3)
    button(steps.nth(0).locator("> .rl-toggles"), "Read").click()
    expect(line).to_contain_text("You have read 1 paper of 2.")
    expect(line.locator("a")).to_have_text(f"Continue with {HOSTILE}")
    page.reload()
    button(steps.nth(0).locator("ul"), "Read").click()  # a paper of a branch is no step
    expect(line).to_contain_text("You have read 1 paper of 2.")
    button(steps.nth(1), "Read").click()
    expect(line).to_contain_text("You have read this path.")
    assert page.evaluate("window.pwned") is None


def test_without_scripts_the_page_is_a_list(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}paths/way/")
    expect(page.locator(".rl-path > li")).to_have_count(2)
    expect(page.locator(".rl-progress")).to_be_hidden()
    page.locator(".rl-path a").first.click()
    expect(page.locator("h1")).to_contain_text("One")
    expect(page.locator(".rl-ways .rl-step")).to_contain_text("Step 1 of 2")
    context.close()


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_the_page_is_accessible_and_fits_a_phone(
    browser: Browser, site: str, scheme: Scheme
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="light",
                                  bypass_csp=True, reduced_motion="reduce")  # fmt: skip
    page = context.new_page()
    page.goto(f"{site}paths/way/")
    button(page.locator(".rl-path > li").first.locator("> .rl-toggles"), "Read").click()
    assert find_violations(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
