"""What a reader does, in a headless Chromium."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from browser import NEXT_TASK, served, wait_until
from building import write_list
from cases import some_of
from playwright.sync_api import Browser, Page, Request, Route, expect

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]
WIDTHS = [360, 1440]
KINDS = ["", "papers/", "topics/", "topics/llm-serving/", "tags/", "tags/lora/",
         "timeline/", "new/", "map/", "marks/", "organizations/", "people/", "health/", "about/",
         "papers/gpipe-efficient-training-of-giant-neural-networks-using/"]  # fmt: skip


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    """A page that fails the test on any error, and on a request to another host."""
    page = browser.new_page()

    def on_request(request: Request) -> None:
        assert request.url.startswith((address, "data:", "blob:")), request.url

    page.on("request", on_request)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def test_a_reader_goes_from_home_over_a_topic_to_a_paper(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("Reading list")
    page.locator(".rl-groups a", has_text="Pipeline & model parallelism").click()
    expect(page.locator("h1")).to_contain_text("Pipeline & model parallelism")
    page.locator(".rl-cards a.rl-title", has_text="GPipe").click()
    expect(page.locator("h1")).to_contain_text("GPipe: Efficient Training of Giant Neural Networks")
    expect(page.locator(".rl-abstract")).to_contain_text("batch-splitting")
    page.close()


def test_a_reader_searches_for_gpipe_and_follows_the_result(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("GPipe", delay=20)
    first = page.locator(".md-search-result__link").first
    expect(first).to_contain_text("GPipe: Efficient Training")
    first.click()
    page.wait_for_url(re.compile(r"/papers/gpipe-"))
    expect(page.locator("h1")).to_contain_text("GPipe")
    page.close()


def test_the_search_knows_authors_tags_abstracts_and_titles(page: Page, address: str) -> None:
    for query in "Blagoev", "kv cache", "batch-splitting pipelining", "D2MoE":
        page.goto(f"{address}?q={query}")
        expect(page.locator(".md-search-result__item").first, query).to_be_visible()
    page.close()


def test_no_page_is_wider_than_the_screen(browser: Browser, address: str) -> None:
    page = browser.new_page()
    for kind in some_of([*KINDS, "tags/once/m/"], 8):
        response = page.goto(address + kind)
        assert response, kind
        assert response.ok, kind
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{kind}: {wide}"
    page.close()


LISTS = ("papers/", "topics/mixture-of-experts/", "tags/lora/")
SHIFTS = """self.shifted = 0
new PerformanceObserver(list => {
  for (const {value} of list.getEntries()) self.shifted += value
}).observe({type: "layout-shift", buffered: true})"""


def test_papers_are_seen_at_once_and_nothing_moves_when_the_font_arrives(
    browser: Browser, address: str
) -> None:
    held: list[Route] = []  # requests for the font of titles
    for width, height in (360, 780), (1440, 900):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.add_init_script(SHIFTS)
        page.route("**/titles.woff2", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
        for kind in ("", *LISTS):
            page.goto(address + kind, wait_until="domcontentloaded")
            wait_until(page, lambda: held)
            if kind == "papers/":
                expect(page.locator(".rl-filters")).to_be_visible()
            box = page.locator(".rl-cards .rl-title").first.bounding_box()
            assert box
            assert box["y"] + box["height"] < height, kind
            assert width > 360 or not kind or box["y"] < 300, f"{kind}: {box['y']}"
            held.pop().continue_()
            page.evaluate("document.fonts.ready.then(() => null)")
            page.evaluate(NEXT_TASK)
            assert page.evaluate("self.shifted") < 0.005, kind
        page.close()


def test_on_a_phone_the_drawer_leads_to_every_section(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(address + "topics/")
    page.locator("label.md-header__button[for=__drawer]").click()
    link = page.locator(".md-sidebar--primary a", has_text="Timeline")
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_contain_text("Timeline")
    page.close()


def test_on_a_phone_without_scripts_pages_lead_to_every_section(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    button = page.locator("label.md-header__button[for=__drawer]")
    page.goto(address + "guide/site/")
    expect(button).to_be_visible()
    page.goto(address + "tags/lora/")
    expect(button).to_be_hidden()  # scripts would make the drawer
    page.locator(".md-tabs__link", has_text="Timeline").click()
    expect(page.locator("h1")).to_contain_text("Timeline")
    page.close()


def test_clouds_work_without_javascript_and_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "topics/")
    links = page.locator(".rl-cloud a")
    assert links.count() == 32
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Agents, tool use")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_clouds_words_stand_out_from_the_ground(
    browser: Browser, address: str, scheme: Scheme
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address + "topics/")
    for selector in (".rl-cloud a", ".rl-cloud .rl-count"):
        ratio = page.locator(selector).first.evaluate(CONTRAST)
        assert ratio >= 4.5, f"{selector}: {ratio}"
    page.close()


# Contrast ratio as WCAG 2.2 defines it, between an element's text and the page's ground.
CONTRAST = """element => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
  const drawn = (...colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const luminance = rgb => rgb.map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const ground = getComputedStyle(document.body).backgroundColor
  const [a, b] = [drawn(ground, getComputedStyle(element).color), drawn(ground)].map(luminance)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lines_between_papers_are_seen(browser: Browser, address: str, scheme: Scheme) -> None:
    page = browser.new_page(color_scheme=scheme)
    line = CONTRAST.replace(".color)", ".borderBottomColor)")
    page.goto(address + "tags/lora/")
    assert page.locator(".rl-cards li").first.evaluate(line) >= 1.15
    page.close()


@pytest.mark.parametrize("prefix", ["", "lists/reading-list/"])
def test_the_site_works_at_a_root_and_below_a_path(
    browser: Browser, site: Path, tmp_path: Path, prefix: str
) -> None:
    (tmp_path / prefix).mkdir(parents=True, exist_ok=True)
    shutil.copytree(site, tmp_path / prefix, dirs_exist_ok=True)
    with served(tmp_path, prefix) as address:
        page = browser.new_page()
        missing: list[str] = []
        page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
        page.goto(address + "topics/llm-serving/")
        page.locator(".rl-cards a.rl-title").first.click()
        expect(page.locator(".rl-abstract")).to_be_visible()
        assert page.url.startswith(address + "papers/")
        page.keyboard.press("/")
        page.locator(".md-search__input").press_sequentially("GPipe", delay=20)
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url(re.compile(r"/papers/gpipe-"))
        assert page.url.startswith(address)
        page.close()
    assert missing == []


def test_gh_deploy_pushes_the_site_to_its_branch(tmp_path: Path) -> None:
    bare, clone = tmp_path / "origin.git", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(clone)], check=True)
    write_list(clone, {"one": "title: One\n"})
    git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "list"], check=True)
    subprocess.run([*git, "remote", "add", "origin", str(bare)], check=True)
    names = {
        f"GIT_{who}_{what}": "a@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    command = [sys.executable, "-m", "mkdocs", "gh-deploy", "--strict", "--quiet"]
    subprocess.run(command, cwd=clone, check=True, env={**os.environ, **names}, capture_output=True)
    listed = ["git", "-C", str(bare), "ls-tree", "-r", "--name-only", "gh-pages"]
    files = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.splitlines()
    assert {"index.html", "papers/one/index.html", "papers.json", ".nojekyll"} <= set(files)
