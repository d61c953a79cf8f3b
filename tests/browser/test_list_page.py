"""What a reader does on the page of all papers."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from browser import STAND_IN, Opener, served
from building import INSTANT, WITHOUT_CARDS, build, make_once, write_list
from cases import some_of
from playwright.sync_api import Browser, Download, Locator, Page, expect

from generator.site.views.paper_list import MAX_CARDS_ON_PAGE

pytestmark = pytest.mark.slow

TITLES = ".rl-cards .rl-title"
HOSTILE = "=1+1<img src=x onerror=window.pwned=1>"
MANY = 320


@pytest.fixture
def page(opened: Opener, address: str) -> Page:
    """The page of all papers, its filters ready."""
    return ready(opened(f"{address}papers/"))


@pytest.fixture(scope="module")
def long_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A list that is longer than its page, swapping pages at once; its last paper is hostile."""
    text = json.dumps(HOSTILE)
    papers = {
        f"study-{n}": f"title: Study number {n}\npublished: {2000 + n % 20}-01-02\n"
        f"tags: [all, t{n}]\n"
        for n in range(MANY)
    }
    papers["zz-hostile"] = f"title: {text}\nauthors: [{text}]\nvenue: {text}\ntags: [{text}]\n"
    papers["zz-hostile-too"] = f"title: Other\ntags: [{text}]\n"

    def make(root: Path) -> None:
        write_list(root, papers, INSTANT, WITHOUT_CARDS)
        build(root, root / "site", strict=False, SITE_URL=STAND_IN)

    with served(make_once(tmp_path_factory, "long", make) / "site", readdressed=True) as found:
        yield found


def ready(page: Page) -> Page:
    """The page once it offers its filters."""
    expect(page.locator(".rl-told")).not_to_be_empty()
    return page


def menu(page: Page, name: str) -> Locator:
    """A menu of choices, by the name that is read aloud."""
    return page.get_by_role("combobox", name=name, exact=True)


def value(page: Page, facet: str, name: str) -> Locator:
    """The button of a facet's value, by what is read aloud."""
    group = page.get_by_role("group", name=facet, exact=True)
    return group.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( \d+|$)"))


def expect_status(page: Page, text: str) -> None:
    """Wait for the count."""
    expect(page.locator(".rl-told")).to_have_text(text)


@pytest.fixture
def rows(site: Path) -> list[dict[str, Any]]:
    """The papers of the real list as other programs read them."""
    data: list[dict[str, Any]] = json.loads((site / "papers.json").read_text("utf-8"))
    return data


def test_without_javascript_the_list_is_complete_and_without_controls(
    browser: Browser, address: str, rows: list[dict[str, Any]]
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}papers/?text=gpipe")
    assert page.locator(TITLES).count() == len(rows)
    assert page.locator(".rl-tools :is(input, select, button)").count() == 0
    page.close()


def test_words_are_typed_and_the_list_follows(page: Page) -> None:
    expect_status(page, "120 papers")
    page.get_by_label("Filter by words").focus()
    page.keyboard.type("GPIPÉ")
    expect_status(page, "1 of 120 papers")
    expect(page.locator(TITLES)).to_have_count(1)
    expect(page.locator(TITLES)).to_contain_text("GPipe")
    assert page.locator(".rl-told").get_attribute("role") == "status"
    expect(page).to_have_url(re.compile(r"papers/\?text=GPIP"))


def test_filters_are_chosen_by_keyboard_and_taken_back(
    page: Page, address: str, rows: list[dict[str, Any]]
) -> None:
    topic = "mixture-of-experts"
    expected = [row for row in rows if topic in row["topics"]]
    choice = value(page, "Topic", "Mixture of experts")
    expect(choice.locator(".rl-count")).to_have_text(str(len(expected)))
    page.get_by_label("Find: Topic").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if choice.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect_status(page, f"{len(expected)} of 120 papers")
    expect(choice).to_be_focused()
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(f"{address}papers/?topic={topic}")
    page.get_by_role("button", name="Clear filters").focus()
    page.keyboard.press("Enter")
    expect_status(page, "120 papers")
    expect(page).to_have_url(f"{address}papers/")
    page.go_back()
    expect_status(page, f"{len(expected)} of 120 papers")
    expect(choice).to_have_attribute("aria-pressed", "true")


def test_several_values_widen_several_facets_narrow_and_counts_follow(
    page: Page, address: str, rows: list[dict[str, Any]]
) -> None:
    moe, serving = "mixture-of-experts", "llm-serving"
    value(page, "Topic", "Mixture of experts").click()
    either = [row for row in rows if {moe, serving} & {*row["topics"]}]
    value(page, "Topic", "LLM inference & serving systems").click()
    expect_status(page, f"{len(either)} of 120 papers")
    value(page, "Code", "Without Has code").click()
    left = [r for r in either if not any(link["kind"] == "code" for link in r["links"])]
    expect_status(page, f"{len(left)} of 120 papers")
    expect(page).to_have_url(f"{address}papers/?topic={moe}&topic={serving}&code=-1")
    years = Counter((row["published"] or "")[:4] for row in left)
    counts = page.get_by_role("group", name="Year", exact=True).locator(".rl-value")
    shown = {c.split()[0]: int(c.split()[1]) for c in counts.all_inner_texts()}
    assert shown == {year: count for year, count in years.items() if year}
    value(page, "Topic", "Without LLM inference & serving systems").click()
    without = [r for r in left if moe in r["topics"] and serving not in r["topics"]]
    expect_status(page, f"{len(without)} of 120 papers")
    page.reload()
    expect_status(page, f"{len(without)} of 120 papers")
    page.go_back()
    expect_status(page, f"{len(left)} of 120 papers")


def test_a_long_list_of_values_is_unfolded_or_searched(page: Page) -> None:
    group = page.get_by_role("group", name="Tag", exact=True)
    expect(group.locator(".rl-value")).to_have_count(6)
    group.get_by_role("button", name=re.compile(r"^\d+ more$")).click()
    expect(group.locator(".rl-value")).to_have_count(40)
    expect(group.locator("li").nth(6).locator("button").first).to_be_focused()
    page.get_by_label("Find: Tag").fill("LÓRA")
    value(page, "Tag", "lora").click()
    expect(page).to_have_url(re.compile(r"\?tag=lora$"))
    expect(page.get_by_label("Find: Tag")).to_have_value("LÓRA")
    page.get_by_label("Find: Tag").fill("nothing like it")
    expect(group.locator("li")).to_have_text("No value has this in it")


def test_a_facet_without_anything_to_choose_is_away(opened: Opener, address: str) -> None:
    page = ready(opened(f"{address}papers/?topic=mixture-of-experts"))
    shown = page.locator(".rl-facet:visible > summary")
    expect(shown).to_have_text(["Topic (1)", "Tag", "Year", "Person", "Code"])
    page.get_by_role("button", name="Clear filters").click()
    expect(shown).to_have_text(["Topic", "Tag", "Year", "Person", "Organization", "Code"])


def first(row: dict[str, Any]) -> str:
    """When a paper first appeared, as far as `papers.json` knows."""
    return str(row["published"] or row["issued"] or (
        f"20{row['arxiv'][:2]}-{row['arxiv'][2:4]}" if row["arxiv"] else ""
    ))  # fmt: skip


def test_every_filter_leaves_the_papers_that_papers_json_says(
    page: Page, rows: list[dict[str, Any]]
) -> None:
    found = rows
    year, tag = "2024", "lora"
    organization = next(r["organization"]["name"] for r in found if r["organization"])
    coded = [r for r in found if any(link["kind"] == "code" for link in r["links"])]
    expected = {
        f"from={year}": [r for r in found if first(r) >= year],
        f"to={year}": [r for r in found if first(r) and first(r)[:4] <= year],
        f"from={year}&to={year}": [r for r in found if first(r)[:4] == year],
        f"from={year}&to=2020": [r for r in found if "2020" <= first(r)[:4] <= year],
        f"tag={tag}": [r for r in found if tag in r["tags"]],
        f"organization={organization}": [r for r in found
            if r["organization"] and r["organization"]["name"] == organization],
        "code=1": coded,
        "code=-1": [r for r in found if r not in coded],
        f"year={year}&year=2023": [
            r for r in found if first(r)[:4] in {year, "2023"}],
        f"year=-{year}&from=2023&sort=published": [
            r for r in found if first(r) >= "2023" and first(r)[:4] != year],
    }  # fmt: skip
    for query, left in some_of(expected.items(), 5):
        assert 0 < len(left) < len(found), query
        page.goto(page.url.split("?")[0] + "?" + query)
        expect_status(page, f"{len(left)} of 120 papers")
        links = page.locator(TITLES).evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert sorted(links) == sorted(f"{row['id']}/" for row in left), query


def test_an_address_brings_back_what_was_chosen(opened: Opener, address: str) -> None:
    page = ready(opened(f"{address}papers/?text=llm&from=2024&sort=title&topic=nonsense"))
    expect_status(page, "None of 120 papers matches. Remove a filter.")
    chip = page.get_by_role("button", name="Remove filter: Topic: nonsense")
    expect(chip).to_be_visible()
    expect(page.get_by_label("Filter by words")).to_have_value("llm")
    expect(menu(page, "Order")).to_have_value("title")
    chip.click()
    expect(page.locator(TITLES).nth(5)).to_be_visible()
    titles = page.locator(TITLES).all_text_contents()
    assert len(titles) > 5
    assert titles == sorted(titles, key=str.casefold)
    page.reload()
    ready(page)
    expect(page.locator(TITLES)).to_have_count(len(titles))


def test_all_words_must_be_there_whatever_field_has_them(opened: Opener, address: str) -> None:
    page = ready(opened(f"{address}papers/?text=huang+pipeline+2018+gpipe"))
    expect_status(page, "1 of 120 papers")
    page.get_by_label("Filter by words").fill("gpipe nonsense")
    expect_status(page, "None of 120 papers matches. Remove a filter.")


def test_back_takes_a_word_away_at_once_and_then_the_filter_before_it(page: Page) -> None:
    menu(page, "From").select_option("2025")
    expect(page.locator(".rl-told")).to_contain_text(" of ")
    with_year = page.locator(".rl-told").inner_text()
    page.get_by_label("Filter by words").press_sequentially("experts")
    expect(page.locator(".rl-told")).not_to_have_text(with_year)
    page.go_back()
    expect_status(page, with_year)
    expect(page.get_by_label("Filter by words")).to_have_value("")
    page.go_back()
    expect_status(page, "120 papers")
    page.go_forward()
    expect_status(page, with_year)


def downloaded(page: Page, name: str) -> tuple[str, str]:
    """Name and text of a download."""
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    download: Download = found.value
    return download.suggested_filename, Path(download.path()).read_text("utf-8")


def test_what_is_listed_is_taken_along_in_its_order(opened: Opener, address: str) -> None:
    page = ready(opened(f"{address}papers/?text=mixture&sort=title"))
    expect(page.locator(".rl-told")).to_contain_text(" of 120")
    titles = page.locator(TITLES).all_text_contents()
    assert 1 < len(titles) < 60
    name, text = downloaded(page, "BibTeX")
    assert name == "reading-list-papers-mixture.bib"
    keys = [entry.key for entry in parse_string(text).entries]
    name, text = downloaded(page, "RIS")
    assert name == "reading-list-papers-mixture.ris"
    assert re.findall(r"^ID  - (.+)$", text, re.MULTILINE) == keys
    name, text = downloaded(page, "CSL-JSON")
    assert name == "reading-list-papers-mixture.csl.json"
    items = json.loads(text)
    assert [item["id"] for item in items] == keys
    name, text = downloaded(page, "CSV")
    assert name == "reading-list-papers-mixture.csv"
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["key"] for row in table] == keys
    assert [row["title"] for row in table] == [item["title"] for item in items]
    assert [len(keys), table[0]["address"].startswith(f"{address}papers/")] == [len(titles), True]


def test_ticked_papers_are_taken_along_and_shared(page: Page, address: str) -> None:
    page.get_by_role("button", name="Select papers").click()
    boxes = page.locator(".rl-pick")
    expect(boxes).to_have_count(120)
    boxes.nth(3).focus()
    page.keyboard.press("Space")
    page.get_by_label("Filter by words").fill("gpipe")
    expect_status(page, "1 of 120 papers")
    boxes.first.check()
    _, text = downloaded(page, "BibTeX")
    assert len(parse_string(text).entries) == 2
    page.get_by_role("button", name="Only these").click()
    expect_status(page, "2 of 120 papers")
    page.reload()
    expect_status(page, "2 of 120 papers")
    expect(page.locator(TITLES)).to_have_count(2)
    assert page.url.startswith(f"{address}papers/?ids=")


def test_a_long_list_shows_its_newest_and_leads_on_without_javascript(
    browser: Browser, long_address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{long_address}papers/")
    assert page.locator(TITLES).count() == MAX_CARDS_ON_PAGE
    expect(page.locator(".rl-more")).to_contain_text(
        f"The other {MANY + 2 - MAX_CARDS_ON_PAGE} stand"
    )
    page.close()


def test_a_long_list_is_shown_step_by_step(opened: Opener, long_address: str) -> None:
    page = ready(opened(f"{long_address}papers/"))
    more = page.get_by_role("button", name="Show more")
    more.click()
    expect(page.locator(TITLES)).to_have_count(MAX_CARDS_ON_PAGE + 100)
    expect(page.locator(TITLES).nth(MAX_CARDS_ON_PAGE)).to_be_focused()
    more.click()
    expect(page.locator(TITLES)).to_have_count(MANY + 2)
    expect(more).to_be_hidden()
    value(page, "Tag", "all").click()
    expect_status(page, f"{MANY} of {MANY + 2} papers")
    expect(page.locator(TITLES)).to_have_count(100)


def test_a_hostile_paper_is_shown_and_not_obeyed(opened: Opener, long_address: str) -> None:
    page = ready(opened(f"{long_address}papers/?text=onerror"))
    expect_status(page, f"2 of {MANY + 2} papers")
    expect(page.locator(TITLES, has_text=HOSTILE)).to_have_count(1)
    value(page, "Tag", HOSTILE).click()
    expect_status(page, f"2 of {MANY + 2} papers")
    _, text = downloaded(page, "CSV")
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert [first["tags"], second["tags"], second["venue"] or first["venue"]] == [f"'{HOSTILE}"] * 3
    assert page.evaluate("window.pwned") is None
    assert page.locator("article img").count() == 0


def test_filters_are_there_after_pages_were_swapped(opened: Opener, long_address: str) -> None:
    page = opened(f"{long_address}timeline/")
    page.evaluate("window.same = 1")
    page.locator("a[href$='papers/']").first.evaluate("link => link.click()")
    ready(page)
    assert page.evaluate("window.same") == 1
    page.get_by_label("Filter by words").fill("number 7")
    expect(page.locator(".rl-told")).to_contain_text(" of ")
    page.go_back()
    expect_status(page, f"{MANY + 2} papers")


def test_a_list_that_cannot_be_loaded_says_so(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("**/papers/list.js", lambda route: route.abort())
    page.goto(f"{address}papers/")
    ready(page).get_by_label("Filter by words").fill("gpipe")
    expect(page.locator(".rl-told")).to_contain_text("could not be loaded")
    page.unroute("**/papers/list.js")
    page.get_by_label("Filter by words").fill("gpipe ")
    expect_status(page, "1 of 120 papers")
    page.close()
