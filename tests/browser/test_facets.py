"""Filters beside the results of the search, and what they share with the page of all papers."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import Scheme, find_violations
from browser import Opener, served, wait_until
from building import OFFLINE, WITHOUT_CARDS, build, make_once, write_list
from cases import some_of
from playwright.sync_api import Browser, Locator, Page, expect
from test_access import LOST, examined

pytestmark = pytest.mark.slow

HOSTILE = "=1+1<img src=x onerror=window.pwned=1>"
TOPICS = {"distributed-training": "Distributed training systems",
          "memory-efficiency": "Memory efficiency & offloading",
          "fault-tolerance": "Fault tolerance & elasticity"}  # fmt: skip
IDS = [*TOPICS]
COUNT = 36
SEARCH_STATUS = ".rl-beside [role=status]"
INPUT = ".md-search__input"
NO_WIDER_THAN_A_PHONE = "document.documentElement.scrollWidth <= 320"
RESULTS = ".md-search-result__item"
STATUS = "Editors\u2019 status"


def study(n: int) -> dict[str, Any]:
    """An invented paper."""
    tags = ["all", *(["even"] if n % 2 == 0 else []), *(["-minus", HOSTILE] if n % 9 == 0 else [])]
    return {
        "title": f"Study of method number {n:02}",
        "published": f"{2020 + n % 4}-01-{n % 28 + 1:02}",
        "topics": [IDS[n % 3], *([IDS[0]] if n % 3 == 1 and n % 2 else [])],
        "tags": tags,
        "status": ["to-read", "read"][n % 2],
        **({"organization": {"name": HOSTILE if n < 5 else "Gensyn"}} if n < 10 else {}),
        **({"links": [{"code": f"https://github.com/a/b{n}"}]} if n % 5 == 0 else {}),
        "sources": [{"file": "a.txt", "reader": "json", "comments": n * 7 % COUNT}],
        "abstract": "About zebras." if n % 4 else "About yaks and zebras.",
    }


STUDIES = [study(n) for n in range(COUNT)]
Fits = Callable[[dict[str, Any]], bool]


def titles(fits: Fits) -> list[str]:
    """The titles of the studies that fit, newest first."""
    studies = sorted(filter(fits, STUDIES), key=lambda s: s["title"])
    return [s["title"] for s in sorted(studies, key=lambda s: s["published"], reverse=True)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a list with all kinds of values, that can be opened as files too."""
    papers = {f"study-{n:02}": json.dumps(study) for n, study in enumerate(STUDIES)}

    def make(root: Path) -> None:
        write_list(root, papers, OFFLINE, WITHOUT_CARDS)
        (root / "docs" / "zebras.md").write_text("# Zebras\n\nThe study of zebras.\n", "utf-8")
        build(root, root / "site", strict=False)

    return make_once(tmp_path_factory, "small", make) / "site"


@pytest.fixture(scope="module")
def there(small: Path) -> Iterator[str]:
    """Where it is served."""
    with served(small) as address:
        yield address


def filters(page: Page) -> Locator:
    """The button that opens the filters beside the results."""
    return page.locator(".rl-beside-line button")


def searching(page: Page, query: str) -> Page:
    """The page with its search open, and the filters beside it."""
    page.keyboard.press("/")
    page.locator(INPUT).press_sequentially(query)
    expect(page.locator(RESULTS).first).to_be_visible()
    filters(page).click()
    expect(page.locator(".rl-facet:visible").first).to_be_visible()
    return page


def value(page: Page, facet: str, name: str) -> Locator:
    """The button of a value, by what is read aloud."""
    group = page.get_by_role("group", name=facet, exact=True)
    return group.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( \d+|$)"))


def expect_status(page: Page, text: str) -> None:
    """Wait for the number of matches."""
    expect(page.locator(SEARCH_STATUS)).to_have_text(text)


def listed(page: Page) -> list[str]:
    """The titles of the results in their order; those further down are drawn when needed."""
    return page.locator(f"{RESULTS} h1").all_text_contents()


def counts(page: Page, facet: str) -> dict[str, int]:
    """What a facet offers, with the number it gives."""
    group = page.get_by_role("group", name=facet, exact=True)
    texts = [group.locator(".rl-value").nth(i) for i in range(group.locator(".rl-value").count())]
    return {t.locator("bdi").inner_text(): int(t.locator(".rl-count").inner_text()) for t in texts}


def test_values_are_included_and_excluded_and_the_counts_follow(opened: Opener, there: str) -> None:
    page = searching(opened(there), "study zebras")
    expect_status(page, f"{COUNT} papers, 30 shown · 1 page")
    by_topic = Counter(TOPICS[t] for s in STUDIES for t in {*s["topics"]})
    assert counts(page, "Topic") == dict(by_topic)
    value(page, "Topic", TOPICS[IDS[0]]).click()
    value(page, "Year", "2021").click()
    value(page, "Year", "2022").click()
    value(page, "Tag", "Without even").click()

    def topic(s: dict[str, Any]) -> bool:
        return IDS[0] in s["topics"]

    def year(s: dict[str, Any]) -> bool:
        return s["published"][:4] in {"2021", "2022"}

    def odd(s: dict[str, Any]) -> bool:
        return "even" not in s["tags"]

    fitting = titles(lambda s: topic(s) and year(s) and odd(s))
    expect_status(page, f"{len(fitting)} papers")
    assert sorted(listed(page)) == sorted(fitting)
    # A facet's own choice does not count for it, so that readers can widen; all others do.
    assert counts(page, "Topic") == dict(
        Counter(TOPICS[t] for s in STUDIES if year(s) and odd(s) for t in {*s["topics"]})
    )
    by_year = Counter(s["published"][:4] for s in STUDIES if topic(s) and odd(s))
    assert counts(page, "Year") == {**by_year, "2022": by_year["2022"]}
    assert counts(page, "Tag")["even"] == len(titles(lambda s: topic(s) and year(s) and not odd(s)))
    expect(value(page, "Year", "2021")).to_have_attribute("aria-pressed", "true")
    expect(value(page, "Tag", "Without even")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(
        re.compile(rf"\?q=study\+zebras&topic={IDS[0]}&year=2021&year=2022&tag=-even$")
    )
    page.get_by_role("button", name="Remove filter: Tag: not even").click()
    expect_status(page, f"{len(titles(lambda s: topic(s) and year(s)))} papers")
    page.get_by_role("button", name="Clear filters").click()
    expect_status(page, f"{COUNT} papers, 30 shown · 1 page")


def test_the_counts_follow_what_is_typed(opened: Opener, there: str) -> None:
    page = searching(opened(there), "yaks")
    expect_status(page, f"{len(titles(lambda s: 'yaks' in s['abstract']))} papers")
    status = Counter(s["status"].replace("-", " ") for s in STUDIES if "yaks" in s["abstract"])
    assert counts(page, STATUS) == dict(status)
    page.locator(INPUT).fill("")
    page.locator(INPUT).press_sequentially("number 07")
    expect_status(page, "1 paper, and others that lack a word")
    assert counts(page, STATUS) == {"read": 1}


def test_an_address_brings_back_query_filters_and_order(opened: Opener, there: str) -> None:
    page = opened(f"{there}?q=zebras&status=read&organization=-Gensyn&from=2021&sort=newest")
    fitting = titles(
        lambda s: s["status"] == "read" and s["published"] >= "2021"
        and s.get("organization", {}).get("name") != "Gensyn"
    )  # fmt: skip
    expect_status(page, f"{len(fitting)} papers")
    expect(page.locator(INPUT)).to_have_value("zebras")
    expect(page.get_by_role("combobox", name="Order")).to_have_value("newest")
    assert listed(page)[:10] == fitting[:10]
    expect(page.locator(".rl-chip")).to_have_text(
        [re.compile("not Gensyn"), re.compile("Editors’ status: read"), re.compile("From: 2021")]
    )
    share = page.locator("[data-md-component=search-share]")
    expect(share).to_have_attribute("href", re.compile(r"\?q=zebras&status=read&.*sort=newest$"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(there)


def test_without_a_query_all_papers_that_fit_are_listed_newest_first(
    opened: Opener, there: str
) -> None:
    page = opened(there)
    page.keyboard.press("/")
    filters(page).click()
    value(page, "Code", "Has code").click()
    fitting = titles(lambda s: "links" in s)
    expect_status(page, f"{len(fitting)} papers")
    assert listed(page) == fitting
    expect(page).to_have_url(re.compile(r"\?q=&code=1$"))
    page.get_by_role("combobox", name="Order").select_option("comments")
    by_comments = sorted(
        (s for s in STUDIES if "links" in s), key=lambda s: -s["sources"][0]["comments"]
    )
    expect(page.locator(f"{RESULTS} h1").first).to_have_text(by_comments[0]["title"])
    assert listed(page) == [s["title"] for s in by_comments]


def test_a_phrase_and_a_filter_narrow_together(opened: Opener, there: str) -> None:
    page = opened(f"{there}?q=%22yaks+and%22&status=to-read&year=2020")
    left = titles(
        lambda s: "yaks and" in s["abstract"] and s["published"] < "2021"
        and s["status"] == "to-read"
    )  # fmt: skip
    expect_status(page, f"{len(left)} papers")
    assert sorted(listed(page)) == sorted(left)


def test_pages_that_are_no_papers_fall_away_with_a_filter(opened: Opener, there: str) -> None:
    page = searching(opened(there), "zebras")
    page.locator(INPUT).fill("")
    page.locator(INPUT).press_sequentially("study of zebras")
    expect(page.locator(RESULTS, has_text="The study of zebras")).to_have_count(1)
    value(page, STATUS, "read").click()
    expect_status(page, f"{COUNT // 2} papers")
    expect(page.locator(RESULTS, has_text="The study of zebras")).to_have_count(0)


def test_all_of_it_works_by_keyboard_alone(opened: Opener, there: str) -> None:
    page = opened(there)
    page.keyboard.press("/")
    page.keyboard.type("zebras")
    expect_status(page, f"{COUNT} papers, 30 shown · 1 page")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Order")).to_be_focused()
    page.keyboard.press("Tab")
    expect(filters(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(filters(page)).to_have_attribute("aria-expanded", "true")
    first = value(page, "Topic", TOPICS[IDS[0]])
    expect(first).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        if first.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Space")
    left = len(titles(lambda s: IDS[0] in s["topics"]))
    expect_status(page, f"{left} papers")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-pressed", "true")
    before = page.locator(f"{RESULTS} h1").first.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"{RESULTS} h1").first).not_to_have_text(before)
    expect_status(page, f"{COUNT - left} papers")  # without it instead, which are as many
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page).to_have_url(there)


def test_leaving_the_search_by_tab_closes_it(opened: Opener, there: str) -> None:
    page = opened(there)
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#__search")).not_to_be_checked()


def test_back_from_a_paper_leads_to_the_filtered_results(opened: Opener, there: str) -> None:
    page = searching(opened(there), "zebras")
    value(page, STATUS, "read").click()
    expect_status(page, f"{COUNT // 2} papers")
    page.locator(".md-search-result__link").nth(2).click()
    page.wait_for_url(re.compile(r"/papers/study-"))
    page.go_back()
    expect_status(page, f"{COUNT // 2} papers")
    expect(page.locator(INPUT)).to_have_value("zebras")


def test_the_search_leads_to_the_list_with_the_same_choice_and_back(
    opened: Opener, there: str
) -> None:
    page = opened(f"{there}?q=method&status=read&year=-2021&sort=comments")
    left = len(titles(lambda s: s["status"] == "read" and s["published"][:4] != "2021"))
    expect_status(page, f"{left} papers")
    page.get_by_role("link", name=f"Show these {left} in the list of papers").click()
    page.wait_for_url(
        re.compile(r"/papers/index\.html\?status=read&year=-2021&sort=comments&ids=study-")
    )
    expect(page.locator(".rl-told")).to_have_text(f"{left} of {COUNT} papers")
    page.goto(f"{there}papers/index.html?status=read&year=-2021&sort=comments&text=method")
    page.get_by_role("link", name="Search abstracts too").click()
    expect_status(page, f"{left} papers")
    expect(page.locator(INPUT)).to_have_value("method")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/papers/index\.html$"))


def test_hostile_values_are_shown_and_never_obeyed(opened: Opener, there: str) -> None:
    page = searching(opened(there), "zebras")
    value(page, "Organization", HOSTILE).click()
    expect_status(page, "5 papers")
    value(page, "Tag", HOSTILE).click()
    expect_status(page, "1 paper")
    value(page, "Tag", "-minus").click()
    expect(page).to_have_url(re.compile("tag=%2B-minus"))
    page.reload()
    expect_status(page, "1 paper")
    expect(page.locator(".rl-chip", has_text=HOSTILE)).to_have_count(2)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.pwned") is None


def test_filters_work_in_pages_opened_as_files(opened: Opener, small: Path) -> None:
    page = searching(opened((small / "zebras.html").as_uri()), "zebras")
    value(page, STATUS, "read").click()
    expect_status(page, f"{COUNT // 2} papers")
    assert len(listed(page)) >= 10
    again = opened((small / "zebras.html").as_uri() + "?q=zebras&status=read&code=1")
    expect_status(again, f"{len(titles(lambda s: s['status'] == 'read' and 'links' in s))} papers")


def test_nothing_but_the_facets_is_loaded_to_filter(opened: Opener, there: str) -> None:
    page = searching(opened(there), "zebras")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    value(page, STATUS, "read").click()
    expect_status(page, f"{COUNT // 2} papers")
    of_its_own = ("/records-", "/favicon.png")  # the browser asks for the icon when it has time
    assert [url for url in requests if not any(part in url for part in of_its_own)] == []


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(320, "light"), (1280, "dark"), *some_of([(320, "dark"), (1280, "light")], 0)],
)
def test_axe_finds_nothing_while_filters_are_used(
    browser: Browser, there: str, scheme: Scheme, width: int
) -> None:
    fitting = titles(lambda s: s["status"] == "read" and s["published"] > "2021")
    with examined(browser, scheme, width) as page:
        page.goto(f"{there}?q=zebras&status=read&tag=-even&from=2021")
        expect_status(page, f"{len(fitting)} papers")
        filters(page).click()
        page.locator(".rl-facet").evaluate_all("all => all.forEach(f => { f.open = true })")
        assert find_violations(page, scheme) == []
        page.goto(f"{there}papers/index.html?status=read&tag=-even&from=2021&text=method")
        expect(page.locator(".rl-told")).to_contain_text(" of ")
        page.locator(".rl-narrow").evaluate("box => { box.open = true }")
        assert find_violations(page, scheme) == []


def test_on_a_narrow_screen_nothing_of_the_filters_is_lost(browser: Browser, there: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for path in f"?q=zebras&status=read&tag={HOSTILE}", "papers/index.html?status=read&tag=-even":
        page.goto(there + path)
        expect(page.locator(".rl-chip").first).to_be_visible()
        if "q=" in path:
            filters(page).click()
        page.evaluate(
            "document.querySelectorAll('.rl-facet, .rl-narrow').forEach(box => { box.open = true })"
        )
        # The theme's overlay grows beyond the screen until the page behind it is locked.
        wait_until(page, lambda: page.evaluate(NO_WIDER_THAN_A_PHONE))
        assert page.evaluate(LOST) == []
        wide = page.locator(".rl-beside, .rl-facets, .rl-chosen").evaluate_all(
            "all => all.filter(box => box.scrollWidth > box.clientWidth + 1).map(b => b.className)"
        )
        assert wide == []
    page.close()
