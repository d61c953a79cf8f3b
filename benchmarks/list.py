"""How quickly the page of all papers follows a reader, in a real browser, at any size of the list.

    python benchmarks/list.py [--size N]… [--site FOLDER]

The page is that of the built site, in the system's Chromium; its data are those of a longer list
(`search/invent.py`), and its cards are repeated up to the number that a page of such a list has.
"Task" is the longest time in which the page did nothing for the reader, as the browser notes it
from 50 ms on: 0 means that none was longer. "Frame" is the longest pause between two frames while
the page is scrolled through, so many pixels a frame.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from statistics import median

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / name) for name in ("benchmarks/search", "tests/support")]
from browser import launch  # noqa: E402
from build import ENGLISH  # noqa: E402
from building import build  # noqa: E402
from invent import a_list_of  # noqa: E402
from lines import line  # noqa: E402

from generator import store  # noqa: E402
from generator.site.views.all_pages import Views  # noqa: E402
from generator.site.views.paper_list import MAX_CARDS_ON_PAGE  # noqa: E402
from generator.site.views.types import Site  # noqa: E402

SIZES = (120, 1_000, 10_000)
TYPED = ("experts", "zhang", "quant", "a")  # the list changes with every letter
LIMIT = 120_000  # milliseconds
_WATCH = """
  window.tasks = []
  new PerformanceObserver(list => list.getEntries().forEach(e => window.tasks.push(e.duration)))
    .observe({entryTypes: ["longtask"]})
"""
# Does something and resolves with the milliseconds until the list has followed and was painted.
_ACT = """([selector, act]) => new Promise(resolve => {
  const list = document.querySelector(".rl-cards > ul"), start = performance.now()
  const watch = new MutationObserver(() => {
    watch.disconnect()
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
  })
  watch.observe(list, {childList: true})
  const element = document.querySelector(selector)
  if (act === "click") element.click()
  else {
    element.value = act
    element.dispatchEvent(new Event("input", {bubbles: true}))
  }
})"""
_SCROLL = """step => new Promise(resolve => {
  let last = performance.now(), worst = 0
  scrollTo(0, 0)
  const next = now => {
    worst = Math.max(worst, now - last)
    last = now
    const before = scrollY
    scrollBy(0, step)
    if (scrollY === before) resolve(worst)
    else requestAnimationFrame(next)
  }
  requestAnimationFrame(now => { last = now; requestAnimationFrame(next) })
})"""


@contextmanager
def a_site(built: Path, size: int) -> Iterator[Path]:
    """A copy of the site of the real list, with the data of a longer one."""
    real = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
    catalog = a_list_of(size, real) if size > len(real.papers) else real
    listed = Views(catalog, Site(name="List"), ENGLISH).paper_list
    with tempfile.TemporaryDirectory() as name:
        site = Path(copytree(built, Path(name) / "site"))
        for path, text in listed.files():
            (site / path).write_text(text, "utf-8")
        page = site / "papers" / "index.html"
        html = page.read_text("utf-8")
        start = html.index("<ul>", html.index('class="rl-cards"')) + len("<ul>")
        cards = html[start : html.index("</ul>", start)]
        many = (cards * (MAX_CARDS_ON_PAGE // len(real.papers) + 1)).split("<li>")[
            1 : min(size, MAX_CARDS_ON_PAGE) + 1
        ]
        page.write_text(html.replace(cards, "".join(f"<li>{card}" for card in many)), "utf-8")
        yield site


def acted(page: Page, selector: str, act: str = "click") -> tuple[float, float]:
    """Milliseconds until the list followed, and the longest task meanwhile."""
    page.evaluate("window.tasks.length = 0")
    took = page.evaluate(_ACT, [selector, act])
    page.wait_for_timeout(200)
    return took, max([0, *page.evaluate("window.tasks")])


def typed(page: Page) -> Iterator[tuple[float, float]]:
    """Words, letter by letter."""
    for word in TYPED:
        for end in range(1, len(word) + 1):
            yield acted(page, ".rl-filters input", word[:end])


def measure(site: Path) -> str:
    """A row of the table."""
    with (
        sync_playwright() as playwright,
        launch(playwright) as browser,
        line(site, slow=False) as host,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(LIMIT)
        page.add_init_script(_WATCH)
        page.goto(f"{host.address}papers/")
        page.wait_for_selector(".rl-facet")
        page.wait_for_timeout(300)
        opened = max([0, *page.evaluate("window.tasks")])
        sent = host.sent
        first, first_task = acted(page, ".rl-value")
        kilobytes = (host.sent - sent) / 1000
        facets = [acted(page, f"li:nth-child({n}) > .rl-without") for n in (2, 3, 4)]
        page.evaluate("document.querySelector('.rl-told-line button').click()")
        page.wait_for_timeout(500)
        keys = list(typed(page))
        orders = [acted(page, "select[name=sort]", name) for name in ("title", "added")]
        acted(page, ".rl-filters input", "")
        for _ in range(10):
            if page.locator(".rl-grow button").is_visible():
                acted(page, ".rl-grow button")
        page.evaluate("window.tasks.length = 0")
        cards = page.locator(".rl-cards .rl-title").count()
        frame = page.evaluate(_SCROLL, 400)
    times = [took for took, _ in keys]
    return (f"| {opened:.0f} ms | {kilobytes:.0f} kB | {first:.0f} / {first_task:.0f} ms "
            f"| {median(times):.0f} / {max(times):.0f} ms | {max(task for _, task in keys):.0f} ms "
            f"| {max(t for t, _ in facets):.0f} / {max(t for _, t in facets):.0f} ms "
            f"| {max(t for t, _ in orders):.0f} / {max(t for _, t in orders):.0f} ms "
            f"| {cards:,} cards: {frame:.0f} ms |")  # fmt: skip


def main() -> None:
    """Print the table, in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--site", type=Path, help="the built site, to save building it")
    arguments = parser.parse_args()
    print("| papers | opening: task | rows | first filter / task | key: typical / slow | key: task "
          "| facet / task | order / task | scrolling: frame |")  # fmt: skip
    print(f"|---:{'|---:' * 8}|")
    with tempfile.TemporaryDirectory() as name:
        built = arguments.site or Path(name) / "site"
        if not arguments.site:
            build(ROOT, built, strict=False)
        for size in arguments.size or SIZES:
            with a_site(built, size) as site:
                print(f"| {size:,} {measure(site)}", flush=True)


if __name__ == "__main__":
    main()
