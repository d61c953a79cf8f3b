"""Take pictures of every kind of page, at three widths, light and dark.

    python tests/support/screenshots.py FOLDER [--full] [--only NAME …]
    python tests/support/screenshots.py --readme

Builds the site first, with one invented paper that has what real ones have seldom: formulas, a
note, a long title and hundreds of authors. --full takes whole pages instead of what a screen shows.
--readme takes the pictures of the README instead, in both palettes, into docs/assets/.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from browser import launch, served
from flow_picture import HEIGHT, PAGE_WIDTH, flow_picture, imported, reviewed

from generator import store
from generator.model import Paper, PartialDate
from generator.text.person_names import parse_names

ROOT = Path(__file__).parents[2]
BELOW = "reading-list/"  # where the settings say that the site is: 404.html needs it
PAPER = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
RARE = "a-paper-with-everything"
PAGES = {
    "home": "", "papers": "papers/", "paper": PAPER, "rare": f"papers/{RARE}/",
    "authors": "papers/megascale-scaling-large-language-model-training-to-more-than/",
    "topics": "topics/", "topic": "topics/pipeline-model-parallelism/", "tags": "tags/",
    "tag": "tags/lora/", "timeline": "timeline/", "new": "new/", "map": "map/", "health": "health/",
    "organizations": "organizations/", "people": "people/", "person": "people/rui-wang/",
    "own": "about/", "guide": "guide/site/", "404": "404.html",
    "search": "?q=pipeline paralel", "nothing": "?q=qqqqqq",
    "facets": "?q=training&topic=mixture-of-experts&topic=-llm-serving&sort=newest",
    "filtered": "papers/?topic=mixture-of-experts&from=2024&text=expert", "drawer": "topics/",
    "print": PAPER, "marks": "marks/", "paths": "paths/", "path": "paths/pipeline-parallelism/",
}  # fmt: skip
WIDTHS = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1440, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = 96  # of a picture in the README, to keep it light
MAX_README_BYTES = 150_000  # of one

EVERYTHING = Paper(
    id=RARE,
    title="Attention in $O(n \\log n)$: Bounds on $\\sum_{i=1}^{n} \\sqrt{x_i}$ and a Title That "
    "Goes On for as Long as the Longest Titles of Real Papers Do, with S^{2}FT and H_2O",
    authors=parse_names(f"Ada-Maria {chr(65 + n % 26)}. Lovelace{n}" for n in range(300)),
    abstract="We show that $\\frac{1}{n} \\sum_{i=1}^n x_i^2 \\leq \\int_0^1 f(t) \\, dt$ holds "
    "for all $x \\in \\mathbb{R}^n$. A second sentence speaks of costs of 3.6\\% in $O(n)$ steps.",
    note="Read **section 3** first: [the proof](https://example.org/) is there.\n\n- short\n"
    "- clear",
    recommended=True,
    published=PartialDate(year=2025, month=2, day=3),
    venue="NeurIPS 2025",
    topics=("pipeline-model-parallelism", "llm-serving"),
    tags=("lora", "a tag used once"),
)


@contextmanager
def built(*invented: Paper) -> Iterator[Path]:
    """A folder that holds the site below its name, with some papers more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("docs", "templates", "paths"):
            shutil.copytree(ROOT / part, folder / part)  # a link is not followed
        for part in ("mkdocs.yml", "topics.yml"):
            shutil.copy(ROOT / part, folder)
        papers = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog.papers
        texts = {f"{paper.id}.yml": store.dump_paper(paper) for paper in (*papers, *invented)}
        store.commit(folder / "papers", texts)
        target = folder / "host" / BELOW
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(target)]
        subprocess.run(command, cwd=folder, check=True)
        yield folder / "host"


def finish_fading(page: Page) -> None:
    """Waits for the end of all movements that have one."""
    page.evaluate(
        "Promise.all(document.getAnimations()"
        " .filter(each => each.effect.getComputedTiming().endTime !== Infinity)"
        " .map(each => each.finished.catch(() => undefined)))"  # those that were cancelled
    )


def searched(page: Page) -> None:
    """Waits for the answer to the query in the address."""
    expect(page.locator(".md-search-result__meta")).to_contain_text("match")
    finish_fading(page)


def facets(page: Page) -> None:
    """Opens the filters beside the results."""
    searched(page)
    page.locator(".rl-beside button[aria-expanded]").click()
    expect(page.locator("#rl-panel .rl-facet:not([hidden])").first).to_be_visible()
    finish_fading(page)


def drawer(page: Page) -> None:
    """Opens the drawer where the page has a button for it."""
    if (button := page.locator("label.md-header__button[for=__drawer]")).is_visible():
        button.click()
        finish_fading(page)


def filtered(page: Page) -> None:
    """Waits for the filters that the address asks for."""
    expect(page.locator(".rl-tools")).to_be_visible()
    finish_fading(page)


def printed(page: Page) -> None:
    """Shows what a printer would get."""
    page.emulate_media(media="print")


PREPARED: Mapping[str, Callable[[Page], None]] = {
    "search": searched,
    "nothing": searched,
    "facets": facets,
    "filtered": filtered,
    "drawer": drawer,
    "print": printed,
}


def picture(page: Page, address: str, name: str, *, full: bool = False) -> bytes:
    """A page as a PNG."""
    page.emulate_media(media="screen")
    page.goto("about:blank")  # or an address that differs in its query alone keeps what was typed
    page.goto(address + PAGES[name])
    if prepare := PREPARED.get(name):
        prepare(page)
    return page.screenshot(full_page=full or name == "print")


def all_pictures(
    browser: Browser, address: str, folder: Path, names: list[str], full: bool
) -> None:
    """Write one PNG a page, width and palette."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, (across, down) in WIDTHS.items():
        for scheme in SCHEMES:
            page = browser.new_page(viewport={"width": across, "height": down}, color_scheme=scheme)
            for name in names:
                data = picture(page, address, name, full=full)
                (folder / f"{name}-{width}-{scheme}.png").write_bytes(data)
            page.close()


def readme(browser: Browser, address: str, folder: Path) -> None:
    """The pictures of the README: in few colours, which nobody sees and everybody loads faster.

    Args:
        browser: What takes them.
        address: Where the site is.
        folder: The list of the site, into which a paper is imported anew.
    """
    file = reviewed(imported(folder, f"{Path(PAPER).name}.yml"))
    font = (ROOT / "templates" / "fonts" / "SourceSerif4-SemiBold-latin.woff2").read_bytes()
    for scheme in SCHEMES:
        page = browser.new_page(viewport={"width": 1200, "height": 640}, color_scheme=scheme)
        save_picture(picture(page, address, "home"), f"home-{scheme}")
        page.close()
        viewport: ViewportSize = {"width": PAGE_WIDTH, "height": HEIGHT}
        page = browser.new_page(viewport=viewport, color_scheme=scheme, device_scale_factor=2)
        shown = picture(page, address, "paper")
        page.close()
        save_picture(flow_picture(browser, file, shown, font, scheme), f"flow-{scheme}")


def save_picture(data: bytes, name: str) -> None:
    """Write a PNG into `docs/assets/`."""
    few = Image.open(BytesIO(data)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = ROOT / "docs" / "assets" / f"{name}.png"
    few.save(target, "PNG", optimize=True)
    assert target.stat().st_size <= MAX_README_BYTES, target


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", nargs="+", choices=[*PAGES], default=[*PAGES])
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    if not (given.folder or given.readme):
        parser.error("name a folder, or --readme")
    with (
        built(*([] if given.readme else [EVERYTHING])) as host,
        served(host, BELOW) as base,
        sync_playwright() as playwright,
        launch(playwright) as chromium,
    ):
        if given.readme:
            readme(chromium, base, host.parent)
        else:
            all_pictures(chromium, base, given.folder, given.only, given.full)
