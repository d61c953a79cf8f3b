"""How well and how fast the search finds papers, beside the theme's own, in a real browser.

    python benchmarks/search/run.py [--size N]… [--only ours|stock] [--misses]
        [--queries FILE]… [--others FOLDER]

Both searches run in the pages of the built site, in the system's Chromium, through the theme's own
search box; only the index behind it is that of a longer list, filled with papers of another list
(`--others`, a folder of paper files), else with invented ones (`invent.py`). `queries.yml` and
`held-out.yml` have queries that weights were chosen with; `unseen.yml` and `unseen-2.yml` have such
as were first asked when all was decided. Each query has what it means. It counts as found first, or
among the first three, by the order in which the theme shows the results.

The cold start is measured apart: an empty cache, a line of 20 Mbit/s and 40 ms, compressed answers
as a host of static pages gives them, one key; the memory of the whole process is taken then, too.
Memory otherwise is what scripts and page hold more after all queries than before the first, garbage
collected.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from math import isnan, nan
from pathlib import Path
from statistics import median

from invent import a_list_of
from lines import line
from playwright.sync_api import Browser, Page, sync_playwright
from queries import FILES, Query, addresses, queries

from generator import project, store
from generator.model import Catalog, Paper
from generator.site import search

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support")]
from browser import launch  # noqa: E402
from building import build  # noqa: E402

SIZES = (120, 1_000, 10_000)
OURS, STOCK = "ours", "stock"
LIMIT = 120_000  # milliseconds: the theme's own takes half a minute to start at 10,000 papers

# Notes what the search answers and when, whichever worker it is.
_WATCH = """
  const Plain = Worker
  window.answers = []
  window.tasks = []
  window.Worker = class extends Plain {
    constructor(url) {
      super(url)
      this.addEventListener("message", ({data}) => {
        if (data.type !== 3) return
        window.answers.push({at: performance.now(), items: data.data.items.map(g => g.map(
          i => i.location.split("#")[0])[0])})
      })
    }
  }
  new PerformanceObserver(list => list.getEntries().forEach(e => window.tasks.push(e.duration)))
    .observe({entryTypes: ["longtask"]})
"""
# Types a query at once; resolves with what is shown once no better answer comes, and how long the
# first one took.
_ASK = """query => new Promise(resolve => {
  const input = document.querySelector(".md-search__input")
  const start = performance.now(), before = window.answers.length
  input.value = query
  input.dispatchEvent(new KeyboardEvent("keyup", {key: "a", bubbles: true}))
  const look = () => {
    const first = window.answers[before], last = window.answers.at(-1)
    if (first && performance.now() - last.at > 300) resolve({...last, took: first.at - start})
    else setTimeout(look, 1)
  }
  look()
})"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A query's place in the results (0 is first, None is none) and milliseconds to them."""

    query: Query
    place: int | None
    took: float


@contextmanager
def a_site(built: Path, catalog: Catalog, kind: str) -> Iterator[Path]:
    """A copy of the site of the real list, with the search index of another."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(shutil.copytree(built, Path(name) / "site"))
        found = project.find(ROOT / "mkdocs.yml")
        words = project.read_words(found)
        records = tuple(search.catalog_records(catalog, addresses(catalog), words))
        if kind == OURS:
            for page in search.search_files(records, project.read_templates(found), words):
                (site / page.path).write_text(page.text, "utf-8")
        else:
            _restore(site, records)
        yield site


def _restore(site: Path, records: Sequence[search.Record]) -> None:
    """Put the theme's own worker back, with entries such as it takes from pages."""
    worker = next((site / "assets/javascripts/workers").glob("search.*.min.js"))
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        theirs = worker.relative_to(site).as_posix()
        page.write_text(html.replace("assets/search/worker.js", theirs), "utf-8")
    index = site / "search" / "search_index.json"
    entries = [
        {
            "location": record.location,
            "title": escape(record.title),
            "text": "".join(
                f"<p>{escape(part)}</p>"
                for part in (", ".join(record.authors), record.line, record.text,
                             ", ".join(record.labels)) if part
            ),
        }
        for record in records
    ]  # fmt: skip
    config = json.loads(index.read_text("utf-8"))["config"]
    index.write_text(json.dumps({"config": config, "docs": entries}), "utf-8")


def opened(browser: Browser, address: str) -> Page:
    """A page with its search open."""
    page = browser.new_context().new_page()
    page.set_default_timeout(LIMIT)
    page.add_init_script(_WATCH)
    page.goto(f"{address}about/", wait_until="load")
    page.locator(".md-search__input").focus()
    page.evaluate("window.tasks.length = 0")
    return page


def ask(page: Page, query: Query) -> Asked:
    """Ask one query in the search box."""
    answer = page.evaluate(_ASK, query.text)
    places = [i for i, location in enumerate(answer["items"]) if location in query.right]
    return Asked(query=query, place=places[0] if places else None, took=answer["took"])


def memory(page: Page) -> float:
    """Megabytes that the page and its worker hold, as the browser itself counts them.

    It collects garbage first. A browser that cannot count them, as a headless shell: not a number.
    """
    held = page.evaluate("""async () => {
        try { return (await performance.measureUserAgentSpecificMemory()).bytes }
        catch { return null }
    }""")
    return nan if held is None else float(held) / 1e6


def process(browser: Browser) -> float:
    """Megabytes of its own of the largest process that shows a page, worker, garbage and all.

    It grows with what the browser keeps for Playwright, which is all that it loaded.
    """
    asked = browser.new_browser_cdp_session()
    found = asked.send("SystemInfo.getProcessInfo")["processInfo"]
    asked.detach()
    states = (Path(f"/proc/{p['id']}/status").read_text() for p in found if p["type"] == "renderer")
    sizes = [re.findall(r"RssAnon:\s+(\d+)", state) for state in states]
    return max(int(size[0]) for size in sizes) / 1000


def cold(browser: Browser, site: Path) -> Mapping[str, float]:
    """What the first key costs: milliseconds, kilobytes and the longest task, all of one letter."""
    runs = []
    for key in "gm":
        with line(site) as host:
            page = opened(browser, host.address)
            page.wait_for_timeout(1_500 if key == "g" else 1_000)
            before = host.sent
            loading = sum(size for path, size in host.files.items() if "search" in path)
            start = page.evaluate("performance.now()")
            page.keyboard.press(key)
            page.evaluate(
                "() => new Promise(done => { const look = () => "
                "document.querySelector('.md-search-result__item') ? done() : setTimeout(look, 1);"
                " look() })"
            )
            took = page.evaluate("window.answers.find(a => a.items.length).at") - start
            runs.append({"first": took, "kB": (host.sent - before) / 1000,
                         "before": loading / 1000, "process": process(browser),
                         "task": max([0, *page.evaluate("window.tasks")])})  # fmt: skip
            page.context.close()
    return {name: max(run[name] for run in runs) for name in runs[0]}


def a_list(papers: Path) -> Catalog:
    """The papers of a folder, with the topics of this list."""
    return store.load_catalog(papers, ROOT / "topics.yml", ROOT).catalog


def filled(real: Catalog, size: int, others: Sequence[Paper]) -> Catalog:
    """A list of so many papers: the real ones, then the others, or invented ones."""
    missing = size - len(real.papers)
    if missing <= 0:
        return real
    if not others:
        return a_list_of(size, real)
    papers = (*real.papers, *others[:missing])
    return replace(real, papers=tuple(sorted(papers, key=lambda paper: paper.id)))


def measure(
    browser: Browser, built: Path, kind: str, catalog: Catalog, asking: Sequence[Query]
) -> tuple[list[Asked], str]:
    """All queries of one search on one list; and a row of the table of costs."""
    with ExitStack() as stack:
        site = stack.enter_context(a_site(built, catalog, kind))
        page = opened(browser, stack.enter_context(line(site, slow=False)).address)
        before = memory(page)
        page.wait_for_timeout(500)  # the browser tells of the task of counting a moment later
        page.evaluate("window.tasks.length = 0")
        asked = [ask(page, query) for query in asking]
        tasks = max([0, *page.evaluate("window.tasks")])
        held = memory(page) - before
        page.context.close()
        start = cold(browser, site)
    times = sorted(a.took for a in asked[1:])
    counted = "not counted" if isnan(held) else f"{held:.0f} MB"
    row = (f"| {len(catalog.papers):,} | {kind} | {share(asked, 1)} | {share(asked, 3)} "
           f"| {start['first']:.0f} ms | {start['kB']:.0f} kB | {start['before']:.1f} kB "
           f"| {median(times):.0f} ms | {times[int(len(times) * 0.95)]:.0f} ms "
           f"| {max(tasks, start['task']):.0f} ms | {counted} "
           f"| {start['process']:.0f} MB |")  # fmt: skip
    return asked, row


def share(asked: Sequence[Asked], most: int) -> str:
    """How many were found among so many results, in percent."""
    return f"{sum(a.place is not None and a.place < most for a in asked) / len(asked):.0%}"


def by_kind(results: Mapping[tuple[int, str], Sequence[Asked]]) -> Iterator[str]:
    """The table of kinds of queries: found first, and among the first three."""
    yield "| | " + " | ".join(f"{kind} {size:,}" for size, kind in results) + " |"
    yield "|---|" + "---:|" * len(results)
    every = [a.query for asked in results.values() for a in asked]
    rows: dict[str, Callable[[Query], bool]] = {
        **{kind: partial(_of_kind, kind) for kind in dict.fromkeys(q.kind for q in every)},
        **{f"{name}.yml": partial(_of_file, name) for name in dict.fromkeys(q.file for q in every)},
    }
    for name, belongs in rows.items():
        these = ([a for a in asked if belongs(a.query)] for asked in results.values())
        cells = (f"{share(few, 1)} / {share(few, 3)}" for few in these)
        yield f"| {name} | " + " | ".join(cells) + " |"


def _of_kind(kind: str, query: Query) -> bool:
    return query.kind == kind


def _of_file(name: str, query: Query) -> bool:
    return query.file == name


def main() -> None:
    """Print both tables, in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--only", choices=(OURS, STOCK))
    parser.add_argument("--queries", choices=FILES, action="append")
    parser.add_argument("--others", type=Path, help="a folder of paper files to fill the list with")
    parser.add_argument("--site", type=Path, help="the built site, to save building it")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    real = a_list(ROOT / "papers")
    others = a_list(arguments.others).papers if arguments.others else ()
    results = {}

    print("| papers | search | first | in three | first result | for it | before it | query "
          "| slow query | longest task | memory | process |")  # fmt: skip
    print("|---:|---|" + "---:|" * 10)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        built = arguments.site or Path(name) / "site"
        if not arguments.site:
            build(ROOT, built, strict=False)
        for size in arguments.size or SIZES:
            catalog = filled(real, size, others)
            asking = [
                q for name in arguments.queries or FILES for q in queries(real, catalog, name)
            ]
            for kind in [arguments.only] if arguments.only else (STOCK, OURS):
                with launch(playwright) as browser:
                    asked, row = measure(browser, built, kind, catalog, asking)
                results[size, kind] = asked
                print(row, flush=True)
                for a in asked if arguments.misses else ():
                    if a.place != 0:
                        print(f"  {a.query.kind}: {a.query.text!r} {a.place}", file=sys.stderr)
    print()
    print("\n".join(by_kind(results)))


if __name__ == "__main__":
    main()
