"""What a reader does on the page of a list that is too long for one file of data."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from browser import Opener, served
from playwright.sync_api import Browser, Page, Route, expect
from test_list_page import TITLES, downloaded, expect_status, menu, ready, value

from generator.site.assets import data_script

pytestmark = pytest.mark.slow

FIRST_CARDS, MORE_CARDS = 12, 48
ROWS = 10  # in a file
MOE = "?topic=mixture-of-experts"


def read(path: Path) -> Any:
    """What a data script hands over."""
    return json.loads(path.read_text("utf-8").removeprefix("self.readingListGiven="))


@pytest.fixture(scope="module")
def long_papers(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose list has its data in several files, and few cards on its page."""
    folder = tmp_path_factory.mktemp("long") / "site"
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("cards"))
    papers = folder / "papers"
    filters, whole = read(papers / "filters.js"), read(papers / "list.js")
    (papers / "list.js").unlink()
    parts = whole["value"]
    columns = parts.pop("rows-0")
    for number, start in enumerate(range(0, filters["papers"], ROWS)):
        some = {name: column[start : start + ROWS] for name, column in columns.items()}
        parts[f"rows-{number}"] = some
    for name, part in parts.items():
        data = {"name": name, "version": filters["version"], "value": part}
        (papers / f"{name}.js").write_text(data_script(data), "utf-8")
    (papers / "filters.js").write_text(data_script({**filters, "rows_per_file": ROWS}), "utf-8")
    page = papers / "index.html"
    head, cards = page.read_text("utf-8").split('<div class="rl-cards">')
    items, end = cards.split("</ul>", 1)
    few = "</li>".join(items.split("</li>")[:FIRST_CARDS])
    page.write_text(f'{head}<div class="rl-cards">{few}</li></ul>{end}', "utf-8")
    return folder


@pytest.fixture(scope="module")
def long_site(long_papers: Path) -> Iterator[str]:
    """The address of that site."""
    with served(long_papers) as found:
        yield found


def test_a_filter_loads_the_rows_of_the_cards_it_shows(opened: Opener, long_site: str) -> None:
    page = ready(opened(f"{long_site}papers/"))
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    newest = page.locator(TITLES).first.inner_text()
    menu(page, "To").select_option("2024")
    expect(page.locator(TITLES).first).not_to_have_text(newest)
    expect(page.locator(TITLES)).to_have_count(FIRST_CARDS)
    assert {"facets.js", "ids.js"} < {*loaded}
    assert 0 < sum(name.startswith("rows-") for name in loaded) < 120 / ROWS
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(TITLES)).to_have_count(FIRST_CARDS + MORE_CARDS)
    expect(page.locator(TITLES).nth(FIRST_CARDS)).to_be_focused()


def test_the_cards_and_exports_are_those_of_the_same_list_in_one_file(
    opened: Opener, address: str, long_site: str
) -> None:
    found = []
    for start in address, long_site:
        page = ready(opened(f"{start}papers/?text=mixture+experts&sort=title"))
        expect(page.locator(".rl-told")).to_contain_text(" of 120 papers")
        expect(page.locator(TITLES).nth(FIRST_CARDS - 1)).to_be_visible()
        cards = page.locator(".rl-cards li").all_inner_texts()[:FIRST_CARDS]
        texts = [downloaded(page, name)[1] for name in ("BibTeX", "CSL-JSON", "CSV")]
        found.append([page.locator(".rl-told").inner_text(), *cards,
                      *(text.replace(start, "") for text in texts)])  # fmt: skip
    assert found[0] == found[1]
    assert len(parse_string(found[0][-3]).entries) >= FIRST_CARDS


def test_a_tag_of_one_paper_is_found_and_its_address_works(opened: Opener, long_site: str) -> None:
    page = ready(opened(f"{long_site}papers/"))
    tag = "auxiliary-loss"
    page.get_by_label("Find: Tag").press_sequentially(tag[:9])
    group = page.get_by_role("group", name="Tag", exact=True)
    expect(group.locator(".rl-value").first).to_contain_text(tag[:9])
    name = group.locator(".rl-value bdi").first.inner_text()
    value(page, "Tag", name).click()
    expect(page.locator(".rl-told")).to_contain_text(" of 120 papers")
    status = page.locator(".rl-told").inner_text()
    page.reload()
    expect_status(page, status)


def test_a_selection_is_made_and_exported(opened: Opener, long_site: str) -> None:
    page = ready(opened(f"{long_site}papers/{MOE}"))
    page.get_by_role("button", name="Select papers").click()
    expect(page.locator(".rl-pick")).to_have_count(FIRST_CARDS)
    for place in 1, 3:
        page.locator(".rl-pick").nth(place).check()
    _, text = downloaded(page, "BibTeX")
    assert len(parse_string(text).entries) == 2
    page.get_by_role("button", name="Only these").click()
    expect_status(page, "2 of 120 papers")
    page.reload()
    expect(page.locator(TITLES)).to_have_count(2)


def test_words_show_what_was_found_so_far_and_failures_can_be_repeated(
    browser: Browser, long_site: str
) -> None:
    page = browser.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/papers/rows-11.js*", hold)
    page.goto(f"{long_site}papers/")
    ready(page).get_by_label("Filter by words").fill("experts")
    expect(page.locator(".rl-told")).to_have_text(
        re.compile(r"^\d+ found so far; 80 of 120 papers read …$")
    )
    expect(page.locator(TITLES).first).to_be_visible()
    held[0].abort()
    expect(page.locator(".rl-told")).to_contain_text("could not be loaded")
    page.unroute("**/papers/rows-11.js*")
    page.get_by_label("Filter by words").fill("expert")
    expect(page.locator(".rl-told")).to_contain_text(" of 120 papers")
    expect(page.locator(".rl-told")).not_to_contain_text("so far")
    page.close()


def test_pages_opened_as_files_load_parts_too(opened: Opener, long_papers: Path) -> None:
    start = (long_papers / "papers" / "index.html").as_uri()
    page: Page = ready(opened(f"{start}?text=gpipe"))
    expect_status(page, "1 of 120 papers")
    expect(page.locator(TITLES)).to_contain_text("GPipe")
