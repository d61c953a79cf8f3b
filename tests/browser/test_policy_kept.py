"""The built site obeys its own content security policy, and the browser enforces it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from browser import served, wait_until
from building import build, write_list
from cases import some_of
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from generator.mkdocs_plugin import csp

pytestmark = pytest.mark.slow

STRICT = csp.parse_option("self") or {}
BASE = "https://papers.example.org/reading-list/"
GPIPE = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
KINDS = ["", "papers/", GPIPE, "topics/", "topics/llm-serving/", "tags/", "tags/lora/", "timeline/",
         "new/", "organizations/", "people/", "health/", "about/", "guide/site/"]  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
WATCH = """
  window.violations = []
  addEventListener("securitypolicyviolation",
    event => violations.push(`${event.effectiveDirective} ${event.blockedURI}`))
"""


class Watched:
    """A page of a browser, with what the policy blocked in all documents so far."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.refused: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", self._noted)

    def _noted(self, message: ConsoleMessage) -> None:
        if "Content Security" in message.text:
            self.refused.append(message.text)

    def violations(self) -> list[str]:
        """What the document now shown and its frames report."""
        return [each for frame in self.page.frames for each in frame.evaluate("violations")]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page whose violations are noted; it asks no other host."""
    page = browser.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    yield Watched(page)
    page.close()
    assert [
        url for url in requests if not url.startswith(("http://127.0.0.1:", "file:", "data:"))
    ] == []


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the real site that may be changed."""
    return Path(shutil.copytree(site, tmp_path / "copy"))


def replaced(path: Path, old: str, new: str) -> None:
    """Put something else into a built page."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_page_has_a_policy_that_names_its_theme_scripts_alone(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert len(POLICY.findall(text)) == 1, page
        assert re.search(r'<meta charset="?utf-8"?>\s*<meta http-equiv="Content-Sec', text), page
        policy = POLICY.findall(text)[0]
        if 'http-equiv="refresh"' in text:  # a redirect loads nothing at all
            assert "content=\"default-src 'none'\"" in policy
            continue
        assert "default-src 'self'; script-src 'self' 'sha256-" in policy, page
        assert "unsafe" not in policy
        assert not re.search("https?:", policy)
        assert policy.count("'sha256-") == 1, page
        things = [thing for thing, _ in csp.find_violations(text, STRICT)]
        assert things == ["an inline script"] * 5, page


@pytest.mark.parametrize(("prefix", "scheme"), [("", "dark"), ("reading-list/", "light")])
def test_no_page_violates_its_policy(
    browser: Browser, site: Path, tmp_path: Path, prefix: str, scheme: Literal["light", "dark"]
) -> None:
    (tmp_path / "reading-list").symlink_to(site)
    with served(tmp_path if prefix else site, prefix) as address:
        page = browser.new_page(color_scheme=scheme)
        watched = Watched(page)
        for kind in [*some_of(KINDS, 8), "404.html"] if prefix else some_of(KINDS, 4):
            page.goto(address + kind, wait_until="load")
            body = page.locator("body")
            scheme_name = "slate" if scheme == "dark" else "default"
            expect(body).to_have_attribute("data-md-color-scheme", scheme_name)
            assert watched.violations() == [], kind
        page.close()
        assert watched.refused == []


def test_search_and_the_switch_of_colours_work_under_the_policy(
    watched: Watched, address: str
) -> None:
    page = watched.page
    page.goto(address)
    page.locator("label[for=__palette_1]").click()
    page.locator("label[for=__palette_2]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(address + "papers/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("GPipe", delay=20)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(re.compile(r"/papers/gpipe-"))
    assert watched.violations() == []
    assert watched.refused == []


def test_instant_navigation_works_under_the_policy(watched: Watched, copy: Path) -> None:
    instant = '"features": ["navigation.instant", "navigation.instant.prefetch", '
    replaced(copy / "assets" / "early.js", '"features": [', instant)
    for path in copy.rglob("*.html"):  # as pages have it that are built with this feature
        text = path.read_text("utf-8").replace('<link rel="alternate"', '<link rel="alternate "')
        path.write_text(text, "utf-8")
    page = watched.page
    with served(copy) as address:
        sitemap = (copy / "sitemap.xml").read_text("utf-8").replace(BASE, address)
        (copy / "sitemap.xml").write_text(sitemap, "utf-8")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.stayed = true")
        page.locator(".rl-groups a", has_text="Pipeline & model parallelism").click()
        expect(page.locator("h1")).to_contain_text("Pipeline & model parallelism")
        page.locator(".rl-cards a.rl-title", has_text="GPipe").click()
        expect(page.locator("h1")).to_contain_text("GPipe: Efficient Training")
        page.locator(".md-header__topic a, a.md-logo").first.click()
        expect(page.locator("h1")).to_contain_text("Reading list")
        assert page.evaluate("window.stayed")  # no page was loaded anew
        assert watched.violations() == []
        assert watched.refused == []


def test_a_site_opened_from_the_disk_keeps_its_style_and_scripts(
    watched: Watched, site: Path
) -> None:
    for kind in ("", "papers/", GPIPE, "topics/", "guide/site/"):
        watched.page.goto(f"{(site / kind / 'index.html').as_uri()}")
        expect(watched.page.locator("body")).to_have_attribute(
            "data-md-color-media", re.compile("l")
        )
        assert watched.page.evaluate("typeof document$") == "object"  # the theme's bundle ran
        assert watched.page.evaluate("document.styleSheets.length") >= 3
        assert watched.violations() == []
    assert watched.refused == []


HOSTILE = {
    "<p onclick='ran()' id=go>p</p>": "script-src-attr inline",
    "<script>ran()</script>": "script-src-elem inline",
    "<a href='javascript:ran()' id=go>a</a>": "script-src-elem inline",
    "<img src=x onerror='ran()'>": "script-src-attr inline",
    "<iframe srcdoc='<script>parent.ran()</script>'></iframe>": "script-src-elem inline",
    "<iframe src='data:text/html,a'></iframe>": "frame-src",
    "<object data='data:text/html,a'></object>": "object-src data",
    "<script src='data:text/javascript,ran()'></script>": "script-src-elem data",
    "<style>body{color:red}</style>": "style-src-elem inline",
    "<p style='color:red'>p</p>": "style-src-attr inline",
    "<img src='{other}a.png'>": "img-src {other}a.png",
    "<link rel=stylesheet href='{other}a.css'>": "style-src-elem {other}a.css",
    "<script src='{other}a.js'></script>": "script-src-elem {other}a.js",
    "<base href='{other}'>": "base-uri {other}",
    "<form action='{other}'><button id=go>b</button></form>": "form-action {other}",
}


def plant(site: Path, folder: Path, planted: str, *, policy: bool = True) -> str:
    """Write a page of the site with a text in it into a folder; the page's path.

    Each has a path of its own, as a browser may keep what it has read in the same second.
    """
    page = (site / "about" / "index.html").read_text("utf-8")
    page = page if policy else POLICY.sub("", page)
    assert "</article>" in page
    page = page.replace("</article>", f"{planted}</article>", 1)
    if not (folder / "assets").exists():
        (folder / "assets").symlink_to(site / "assets")
    path = f"page-{len([*folder.iterdir()])}"
    (folder / path).mkdir()
    (folder / path / "index.html").write_text(page, "utf-8")
    return f"{path}/"


def test_what_strangers_might_plant_is_blocked_and_reported(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    for name in "other", "site":
        (tmp_path / name).mkdir()
    (tmp_path / "other" / "a.js").write_text("ran()", "utf-8")
    with served(tmp_path / "site") as address, served(tmp_path / "other") as other:
        page = browser.new_page()
        watched = Watched(page)
        requests: list[str] = []
        page.on("requestfinished", lambda request: requests.append(request.url))
        page.add_init_script("window.ran = () => { window.hasRun = true }")
        for planted, expected in HOSTILE.items():
            page.goto(address + plant(site, tmp_path / "site", planted.replace("{other}", other)))
            if "id=go" in planted:
                page.evaluate("document.querySelector('#go').click()")
            wait_until(page, watched.violations)
            wanted = expected.replace("{other}", other).removesuffix("/")
            assert wanted in " ".join(watched.violations()), planted
            assert page.evaluate("window.hasRun") is None, planted
            assert not [url for url in requests if url.startswith(other)], planted
        page.close()


def test_without_the_policy_what_is_planted_would_run(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    with served(tmp_path) as address:
        page = browser.new_page()
        page.add_init_script("window.ran = () => { window.hasRun = true }")
        for planted in (text for text in HOSTILE if "ran()" in text):
            page.goto(address + plant(site, tmp_path, planted, policy=False))
            if "id=go" in planted:
                page.evaluate("document.querySelector('#go').click()")
            wait_until(page, lambda: page.evaluate("window.hasRun"))
        page.close()


def test_a_handwritten_page_with_a_script_is_named_and_an_option_allows_it(tmp_path: Path) -> None:
    write_list(tmp_path, {})
    page = "# Own page\n\n<script>own()</script>\n\n<p onclick='own()'>Press</p>\n"
    (tmp_path / "docs" / "own.md").write_text(page, "utf-8")
    settings = "site_name: A\ntheme: {name: material, font: false}\nplugins:\n  - reading-list"
    config = tmp_path / "mkdocs.yml"
    config.write_text(settings, "utf-8")
    output = build(tmp_path, tmp_path / "site", strict=False)
    warnings = re.findall(
        r"WARNING -.*own\.md: .* blocks (.*)\. Remove .*content_security_policy: (.*)`", output
    )
    assert [thing for thing, _ in warnings] == ["the event handler onclick", "an inline script"]
    option = json.dumps("; ".join(remedy for _, remedy in warnings))
    config.write_text(f"{settings}:\n      content_security_policy: {option}\n", "utf-8")
    assert "WARNING -" not in build(tmp_path, tmp_path / "site")
    assert "'unsafe-inline'" in (tmp_path / "site" / "own" / "index.html").read_text("utf-8")
    config.write_text(f"{settings}:\n      content_security_policy: none\n", "utf-8")
    assert "WARNING -" not in build(tmp_path, tmp_path / "site")
    assert not POLICY.search((tmp_path / "site" / "own" / "index.html").read_text("utf-8"))
