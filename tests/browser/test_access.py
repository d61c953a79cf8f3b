"""Everybody can use the site: rules of WCAG 2.2 AA, small screens, keyboard, motion, colours."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe import Scheme, find_violations
from browser import served, wait_until
from building import WITHOUT_CARDS, build, make_once
from cases import some_of
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from test_browser import KINDS

pytestmark = pytest.mark.slow

PAPER = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
EVERY = [*KINDS, "tags/once/all/", "topics/mixture-of-experts/", "guide/checks/", "404.html"]
SHOWN_TOPICS = re.compile(
    r"^  - (pipeline-model-parallelism|llm-serving|mixture-of-experts|lora)$", re.MULTILINE
)
MAX_SHOWN = 6  # papers of each: more are more to examine, and nothing new
SOME = some_of(EVERY, 8)
PHONE, DESKTOP = 320, 1280
# Boxes that scroll sideways though no key reaches them, and boxes that cut their text off.
LOST = """() => [...document.querySelectorAll("body *")].filter(box => {
  const {overflowX, visibility} = getComputedStyle(box)
  if (box.scrollWidth <= box.clientWidth + 1 || !box.clientWidth || visibility == "hidden") return
  if (box.closest(".rl-unseen, .md-header, [hidden]")) return
  if (box.getBoundingClientRect().right <= 0) return // the closed drawer
  if (["auto", "scroll"].includes(overflowX)) return box.tabIndex < 0
  return ["hidden", "clip"].includes(overflowX)
}).map(box => `${box.tagName} ${box.className}`)"""
MOVING = """() => [...document.querySelectorAll("*")].flatMap(box =>
  ["", "::before", "::after"].filter(part => {
    const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(box, part || null)
    return !/^0s(, 0s)*$/.test(transitionDuration) || animationName != "none"
      || scrollBehavior == "smooth"
  }).map(part => `${box.tagName} ${box.className} ${part}`))"""
# What has the focus, and whether a reader sees that it has. A switch shows it at its label.
FOCUSED = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number)
  const luminance = rgb => rgb.map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const contrast = (colour, box) => {
    let ground = [255, 255, 255, 0]
    for (; box && ground[3] === 0; box = box.parentElement)
      ground = parts(getComputedStyle(box.parentElement ?? box).backgroundColor)
    const [r, g, b, a = 1] = parts(colour)
    const line = [r, g, b].map((v, i) => v * a + ground[i] * (1 - a))
    const both = [line, ground.slice(0, 3)].map(luminance)
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
  }
  const stop = document.activeElement
  if (!stop || stop == document.body) return
  const shown = stop.matches(".md-option") ? stop.nextElementSibling : stop
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(shown)
  const {width, height, right, left, top, bottom} = shown.getBoundingClientRect()
  const ringed = stop.matches(".rl-point")
    ? getComputedStyle(stop.firstElementChild).strokeWidth == "3px"
    : stop.matches(".md-search__input") ? document.querySelector("#__search").checked
    : outlineStyle != "none" && parseFloat(outlineWidth) >= 1 && contrast(outlineColor, shown) >= 3
  const said = stop.getAttribute("aria-label") || stop.textContent.trim().slice(0, 30)
  const bar = document.querySelector(".md-header")
  const free = bar.contains(stop) || stop.matches(".md-skip") || bottom > bar.offsetHeight
  const inside = right > 0 && left < innerWidth && top < innerHeight
  const place = [...document.querySelectorAll("*")].indexOf(stop)
  const name = `${place}: ${stop.tagName} ${stop.getAttribute("href") || stop.className} ${said}`
  return [name, ringed && width > 1 && height > 1 && inside && free]
}"""
# Texts in the colour of the page, where all colours are the reader's own.
LOST_IN_COLOUR = """() => {
  const ground = getComputedStyle(document.body).backgroundColor
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const lost = []
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement
    if (!texts.currentNode.data.trim() || box.matches("script, style, noscript")) continue
    const {color, backgroundColor, visibility} = getComputedStyle(box)
    const bare = ["rgba(0, 0, 0, 0)", ground].includes(backgroundColor)
    if (visibility != "hidden" && color == ground && bare)
      lost.push(`${box.tagName} ${box.className}`)
  }
  return [...new Set(lost)]
}"""
COLOUR = """([css, name]) => {
  const [, box, part] = css.match(/^(.*?)(::.*)?$/)
  const style = getComputedStyle(document.querySelector(box), part)
  return name == "borderTopColor" && style.borderTopStyle == "none" ? "none" : style[name]
}"""


@pytest.fixture(scope="module")
def below(fixture_list: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site where its settings say it is: the addresses in 404.html start at the host.

    It has some papers of four topics: every kind of page, with fewer papers to examine on each.
    """

    def make(root: Path) -> None:
        shutil.copytree(fixture_list, root / "list", ignore=shutil.ignore_patterns(".cache"))
        shown: Counter[str] = Counter()
        for path in sorted((root / "list" / "papers").iterdir()):
            topics = SHOWN_TOPICS.findall(path.read_text("utf-8"))
            shown.update(topics)
            if all(shown[topic] > MAX_SHOWN for topic in topics):
                path.unlink()
        config = root / "list" / "mkdocs.yml"
        config.write_text(config.read_text("utf-8").replace(*WITHOUT_CARDS), "utf-8")
        build(root / "list", root / "reading-list", strict=False)

    with served(make_once(tmp_path_factory, "access", make), "reading-list/") as address:
        yield address


@contextmanager
def opened(browser: Browser, width: int = DESKTOP, **options: Any) -> Iterator[Page]:
    """A page of a context of its own."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    yield context.new_page()
    context.close()


@contextmanager
def examined(browser: Browser, scheme: Scheme, width: int = DESKTOP) -> Iterator[Page]:
    """A page that axe can be put into, which the policy forbids; nothing fades while it looks."""
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    with opened(browser, width, **options) as page:
        yield page


def focused(page: Page) -> str | None:
    """What has the focus, once a reader sees that it has; scripts of the page may take a moment."""
    found: list[list[Any] | None] = []

    def is_seen() -> bool:
        found.append(page.evaluate(FOCUSED))
        return found[-1] is None or bool(found[-1][1])

    wait_until(page, is_seen)
    return str(found[-1][0]) if found[-1] else None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, below: str, scheme: Scheme
) -> None:
    with examined(browser, scheme) as page:
        for kind in some_of(EVERY, 12 if scheme == "light" else 4):
            page.goto(below + kind)
            scheme_name = "slate" if scheme == "dark" else "default"
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme_name)
            assert find_violations(page, scheme) == [], kind


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(PHONE, "dark"), (DESKTOP, "light"), *some_of([(PHONE, "light"), (DESKTOP, "dark")], 0)],
)
def test_axe_finds_nothing_while_the_search_is_open(
    browser: Browser, below: str, scheme: Scheme, width: int
) -> None:
    with examined(browser, scheme, width) as page:
        for query, least in ("kv cache", 1), ("qqqq", 0):
            page.goto(f"{below}?q={query}")
            expect(page.locator(".md-search-result__meta")).to_contain_text("match")
            assert page.locator(".md-search-result__item").count() >= least
            assert find_violations(page, scheme) == [], query


@pytest.mark.parametrize("scheme", some_of(["light", "dark"], 1))
def test_axe_finds_nothing_in_the_drawer_of_a_phone(
    browser: Browser, below: str, scheme: Scheme
) -> None:
    with examined(browser, scheme, PHONE) as page:
        for kind in "topics/", PAPER:
            page.goto(below + kind)
            page.locator("label.md-header__button[for=__drawer]").click()
            expect(page.locator(".md-sidebar--primary a", has_text="Timeline")).to_be_visible()
            assert find_violations(page, scheme) == [], kind


@pytest.mark.parametrize("kind", ["about/", PAPER])
def test_the_drawer_is_opened_and_left_by_keyboard(
    browser: Browser, below: str, kind: str
) -> None:
    with opened(browser, PHONE) as page:
        page.goto(below + kind)
        menu = page.get_by_role("button", name="Menu")
        drawer = page.locator(".md-sidebar--primary")
        expect(menu).to_have_attribute("aria-expanded", "false")
        expect(drawer).to_be_hidden()  # the Tab key passes it
        menu.focus()
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(drawer.locator("a:focus")).to_be_visible()
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        expect(menu).to_be_focused()
        page.keyboard.press("Space")
        expect(drawer).to_be_visible()
        page.locator("main h1 ~ * a[href]").first.focus()
        expect(drawer).to_be_hidden()


def test_no_page_says_an_error_or_asks_another_host(browser: Browser, below: str) -> None:
    messages: list[str] = []
    requests: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            messages.append(f"{page.url}: {message.text}")

    with opened(browser) as page:
        page.on("console", on_console)
        page.on("pageerror", lambda error: messages.append(f"{page.url}: {error}"))
        page.on("request", lambda request: requests.append(request.url))
        for kind in [*SOME, "?q=kv cache"]:
            page.goto(below + kind)
        expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert messages == []
    assert [url for url in requests if not url.startswith((below, "data:", "blob:"))] == []


@pytest.mark.parametrize(("width", "scale"), some_of([(PHONE, 1), (DESKTOP // 2, 2)], 1))
def test_at_320_pixels_and_at_twice_the_size_nothing_is_lost(
    browser: Browser, below: str, width: int, scale: int
) -> None:
    with opened(browser, width, device_scale_factor=scale) as page:
        for kind in SOME:
            page.goto(below + kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            assert page.evaluate(LOST) == [], kind


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, below: str) -> None:
    with opened(browser, reduced_motion="reduce") as page:
        for kind in some_of(EVERY, 4):
            page.goto(below + kind)
            assert page.evaluate(MOVING) == [], kind


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [("", "light"), ("papers/", "dark"), ("topics/llm-serving/", "light"), ("map/", "light"),
     (PAPER, "dark")],
)  # fmt: skip
def test_the_keyboard_sees_where_it_is_and_leaves_every_place(
    browser: Browser, below: str, kind: str, scheme: Scheme
) -> None:
    with opened(browser, reduced_motion="reduce", color_scheme=scheme) as page:
        page.goto(below + kind)
        stops: list[str] = []
        for _ in range(50):
            page.keyboard.press("Tab")
            if (stop := focused(page)) is None:
                break
            stops.append(stop)
        assert len(set(stops)) > 15
        assert all(stop != following for stop, following in pairwise(stops))


@pytest.mark.parametrize("scheme", some_of(["light", "dark"], 1))
def test_forced_colours_leave_chips_bars_and_points_visible(
    browser: Browser, below: str, scheme: Scheme
) -> None:
    shown = {
        "": [(".rl-strip i", "backgroundColor"), (".rl-cards .rl-title", "color")],
        "topics/llm-serving/": [(".rl-chip", "color"), (".rl-chart rect", "fill")],
        "map/": [(".rl-point circle", "fill"), (".rl-island text", "fill")],
        PAPER: [
            (".rl-tags a", "color"),
            (".rl-links a", "borderTopColor"),
            (".rl-badge", "borderTopColor"),
        ],
    }
    with opened(browser, forced_colors="active", color_scheme=scheme) as page:
        for kind in some_of(EVERY, 4):
            page.goto(below + kind)
            assert page.evaluate(LOST_IN_COLOUR) == [], kind
        for kind, parts in shown.items():
            page.goto(below + kind)
            ground = page.evaluate(COLOUR, ["body", "backgroundColor"])
            for part in parts:
                assert page.evaluate(COLOUR, part) not in {ground, "none"}, part
        for kind, text in ("topics/llm-serving/", ".rl-chart text"), ("map/", ".rl-island text"):
            page.goto(below + kind)
            assert page.evaluate(COLOUR, [text, "fill"]) == page.evaluate(COLOUR, ["body", "color"])


@pytest.mark.parametrize("kind", [PAPER, "topics/llm-serving/", "timeline/"])
def test_what_is_printed_from_the_dark_palette_is_dark_on_white(
    browser: Browser, below: str, kind: str
) -> None:
    colours = """() => [...document.querySelectorAll("article *")]
        .map(box => [box.tagName + box.className, getComputedStyle(box).color])"""
    printed = []
    for scheme in "light", "dark":
        with opened(browser, color_scheme=scheme, reduced_motion="reduce") as page:
            page.goto(below + kind)
            page.emulate_media(media="print")
            printed.append(page.evaluate(colours))
    assert printed[0] == printed[1]


def test_an_address_without_a_page_leads_on(browser: Browser, below: str) -> None:
    with opened(browser) as page:
        page.goto(f"{below}404.html")
        expect(page.locator("h1")).to_have_text("There is no page here")
        page.locator("article a", has_text="Topics").click()
        expect(page.locator("h1")).to_contain_text("Topics")
