"""What a reader gets from the search box, in a headless Chromium."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import NEXT_TASK, served, wait_until, watched
from building import ROOT
from cases import some_of
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

FOLDING = ROOT / "tests" / "data" / "corpus" / "folding.json"
RESULTS = ".md-search-result__link"
INPUT = ".md-search__input"
# What results never hold: other elements than these, and handlers of events.
LIVE = """list => [...list.querySelectorAll("*")].filter(element =>
  !["LI", "A", "ARTICLE", "DIV", "H1", "H2", "P", "MARK", "DETAILS", "SUMMARY", "NAV", "DEL"]
    .includes(element.tagName) || [...element.attributes].some(a => a.name.startsWith("on"))
).map(element => element.outerHTML)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error, and on a request to another host."""
    with watched(browser) as found:
        yield found


def search(page: Page, query: str) -> None:
    """Type a query as a reader would."""
    page.keyboard.press("/")
    page.locator(INPUT).fill("")
    page.locator(INPUT).press_sequentially(query)


MEANT = [
    ("GPipe", "GPipe: Efficient Training"),
    ("gppie", "GPipe: Efficient Training"),  # letters swapped
    ("toch titan", "TorchTitan"),  # split, and a letter missing
    ("spot instances silent data corruption", "Fault tolerance & elasticity"),  # its keywords
    ("pipeline paralel", "Balancing Pipeline Parallelism"),  # mistyped, and of the same stem
    ("vocabulry paralelism", "Balancing Pipeline Parallelism with Vocabulary"),
    ("S2FT", "S2FT: Efficient, Scalable"),
    ("S^{2}FT", "S2FT: Efficient, Scalable"),
    ("H_2O", "H2O: Heavy-Hitter Oracle"),
    ("h2o:", "H2O: Heavy-Hitter Oracle"),
    ("balancing parallel vocab", "Balancing Pipeline Parallelism with Vocabulary"),
    ("rewriting pretraining data", "Rewriting Pre-Training Data"),
    ("rewriting pre training data", "Rewriting Pre-Training Data"),
    ("mathematical problem solving dart", "DART-Math"),
    ("poppel", "FlashRNN"),
    ("Pöppel", "FlashRNN"),
    ("zaharia megatron", "Efficient Large-Scale Language Model Training"),
    ("arXiv:2507.00699v2", "A Hierarchical and Evolvable Benchmark"),
    ("https://arxiv.org/abs/2507.00699", "A Hierarchical and Evolvable Benchmark"),
    ("mixture of experts null", "AdaMoE"),
    ("MoE null", "AdaMoE"),
    ("towers of hanoi", "Solving a Million-Step LLM Task"),
    ('"memory wall" transformer', "Deep Optimizer States"),
    ("all is not lost", "All is Not Lost"),
    ("-GPipe +giant ~neural *", "GPipe: Efficient Training"),
    ("how far can camels go?", "How Far Can Camels Go?"),
    (
        "draw pictures following complicated instructions",
        "Complex-Edit",
    ),  # edit images, complex
    ("content security policy", "Security"),  # written by hand
]


def test_what_is_meant_comes_first(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    for query, title in some_of(MEANT, 7):
        search(page, query)
        first = page.locator(".md-search-result__item").first
        expect(first, query).to_contain_text(title)


def test_a_phrase_in_quotation_marks_is_found_as_it_stands(page: Page, address: str) -> None:
    page.goto(address)
    status = page.locator(".rl-beside [role=status]")
    search(page, '"pipeline bubbles"')
    # The words typed before the second quotation mark are answered first: wait for the phrase.
    expect(status).to_have_text(re.compile(r"^[1-9] papers\b"))
    expect(page.locator(RESULTS, has_text="Vocabulary Parallelism")).to_be_visible()
    search(page, "pipeline bubbles ")
    expect(status).to_contain_text("others that lack a word")
    search(page, "hanoi quantization")  # each in papers of its own
    expect(status).to_have_text(re.compile(r"^No paper has all words\. [1-9]\d* comes? nearest$"))
    page.get_by_role("button", name="Filters").click()
    listed = page.get_by_role("link", name=re.compile(r"Show th.* in the list of papers"))
    expect(listed).to_have_attribute("href", re.compile("papers/.*ids="))
    search(page, '"vocabulary pipeline"')
    expect(status).to_have_text("No paper has “vocabulary pipeline”")
    offers = page.locator(".rl-offers")
    expect(offers.get_by_role("link", name="Add a paper")).to_be_visible()


def test_before_the_first_key_the_search_offers_what_leads_somewhere(
    page: Page, address: str
) -> None:
    page.goto(f"{address}about/")
    page.keyboard.press("/")
    offers = page.locator(".rl-offers")
    expect(offers.get_by_role("link", name="LLM inference & serving systems")).to_be_visible()
    offers.get_by_role("button").first.click()
    expect(page.locator(RESULTS).first).to_be_visible()
    expect(offers).to_be_hidden()
    expect(page.locator(INPUT)).not_to_have_value("")


def test_papers_come_before_pages_and_a_topic_that_is_asked_for_first(
    page: Page, address: str
) -> None:
    page.goto(address)
    search(page, "moe")
    expect(page.locator(RESULTS).first).to_have_attribute(
        "href", re.compile(r"/topics/mixture-of-experts/")
    )
    page.wait_for_load_state("networkidle")  # the results of the first letters have come, too
    pages = page.locator(".rl-found-pages")
    expect(pages.locator("a").first).to_be_hidden()
    pages.locator("summary").click()
    if not pages.evaluate("group => group.open"):  # results that came meanwhile took the click
        pages.locator("summary").click()
    expect(pages.locator("a").first).to_be_visible()


def test_keys_open_move_accept_follow_and_close(page: Page, address: str) -> None:
    page.goto(address)
    for key in "/fs":
        page.keyboard.press(key)
        expect(page.locator(INPUT)).to_be_focused()
        expect(page.locator("#__search")).to_be_checked()
        page.keyboard.press("Escape")
        expect(page.locator(INPUT)).not_to_be_focused()
        page.evaluate(NEXT_TASK)  # the theme notes focus a moment later
    page.keyboard.press("/")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.type("pipel")
    expect(page.locator(".md-search__suggest")).to_have_text("pipeline")
    expect(page.locator(RESULTS).nth(3)).to_be_visible()
    old = page.locator(RESULTS).nth(3).element_handle()
    page.keyboard.press("ArrowRight")
    expect(page.locator(INPUT)).to_have_value("pipeline")
    # Results of the accepted word replace the list, and its focus.
    wait_until(page, lambda: not old.evaluate("link => link.isConnected"))
    expect(page.locator(RESULTS).nth(3)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).nth(1)).to_have_attribute("aria-selected", "true")
    second = page.locator(RESULTS).nth(1).get_attribute("id") or ""
    field = page.get_by_role("combobox", expanded=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-activedescendant", second)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.locator(INPUT).fill("")
    page.keyboard.type("gpipe")
    expect(page.locator(RESULTS).first).to_contain_text("GPipe")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/papers/gpipe-"))


def test_a_link_with_a_query_searches_and_the_page_reached_is_highlighted(
    page: Page, address: str
) -> None:
    page.goto(f"{address}?q=batch-spliting+gpipe")
    first = page.locator(RESULTS).first
    expect(first).to_contain_text("GPipe")
    expect(page.locator("[data-md-component=search-share]")).to_have_attribute(
        "href", re.compile(r"\?q=batch-spliting\+gpipe$")
    )
    expect(first).not_to_have_attribute("href", re.compile(r"\?"))
    first.click()
    page.wait_for_url(re.compile(r"/papers/gpipe-[^?]*$"))  # what can be shared
    expect(page.locator("h1 mark").first).to_have_text("GPipe")
    expect(page.locator(".rl-abstract mark", has_text="splitting").first).to_be_visible()


def test_marks_show_what_was_found_and_results_name_the_author_asked_for(
    page: Page, address: str
) -> None:
    page.goto(address)
    search(page, "zaharia")
    expect(page.locator(".md-search-result__item mark", has_text="Zaharia").first).to_be_visible()
    found = page.locator(RESULTS, has_text="Megatron").first
    expect(found).to_contain_text(re.compile(r"Deepak Narayanan, .*Zaharia"))  # in their order


def test_an_identifier_in_any_dress_finds_its_paper_and_no_other(page: Page, address: str) -> None:
    page.goto(address)
    for query in "arxiv.org/abs/1811.06965v5", "10.48550/arXiv.1811.06965", "arXiv:1811.06965":
        search(page, query)
        expect(page.locator(RESULTS).first, query).to_contain_text("GPipe")
    search(page, "1811.06964")
    status = page.locator(".rl-beside [role=status]")
    expect(status).to_have_text("No paper of this list has 1811.06964")
    search(page, "https://doi.org/10.1145/3341301.3359640")
    expect(status).to_have_text("No paper of this list has 10.1145/3341301.3359640")
    expect(page.locator(RESULTS)).to_have_count(0)


def test_sections_of_one_page_are_one_result(page: Page, address: str) -> None:
    page.goto(address)
    search(page, "mkdocs build strict")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    pages = page.locator(".md-search-result__item > a:first-child").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert len(pages) == len(set(pages))


def test_nothing_is_loaded_for_the_search_before_the_first_key(page: Page, address: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(address)))
    page.goto(address)
    page.keyboard.press("/")
    expected = {"assets/search/box.js", "assets/search/worker.js", "search/search_index.json"}
    wait_until(page, lambda: expected <= {*requests})
    page.wait_for_load_state("networkidle")
    assert {path for path in requests if "search" in path} == expected


def test_hostile_titles_are_shown_and_never_obeyed(page: Page, nasty_address: str) -> None:
    for query in "script alert", "<img src=x onerror", "javascript:", "{{ x }}":
        page.goto(nasty_address)
        search(page, query)
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        page.evaluate(NEXT_TASK)
        assert page.locator(".md-search-result__list").evaluate(LIVE) == [], query


def test_no_query_breaks_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}about/")
    for query in '"', "\\", "***", "(", "[a-z", "^", "~~~~", "a" * 3000, "\U0001f600":
        page.locator(INPUT).fill(query)
        page.keyboard.press("Shift")
        page.evaluate(NEXT_TASK)
        search(page, "gpipe")
        expect(page.locator(RESULTS).first, query).to_contain_text("GPipe")


def test_when_the_site_changes_under_a_reader_the_new_list_is_searched(
    page: Page, site: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    with served(copy) as address:
        page.goto(address)
        search(page, "gpipe")
        expect(page.locator(RESULTS).first).to_contain_text("GPipe")
        for path in (copy / "assets" / "search").glob("*-*.js"):
            text = path.read_text("utf-8")
            path.write_text(re.sub(r'"[0-9a-f]{12}"', '"0123456789ab"', text, count=1), "utf-8")
        words = copy / "assets" / "search" / "words.js"
        old = re.findall(r'"([0-9a-f]{12})"', words.read_text("utf-8"))[0]
        words.write_text(words.read_text("utf-8").replace(old, "0123456789ab"), "utf-8")
        search(page, "zibin zheng")
        expect(page.locator(RESULTS).first).to_contain_text("Zibin Zheng")
        page.goto("about:blank")  # the server goes before what the page still asks for


def test_a_search_that_cannot_be_loaded_says_so(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    (copy / "assets" / "search" / "words.js").unlink()
    page = browser.new_page()
    with served(copy) as address:
        page.goto(address)
        search(page, "gpipe")
        expect(page.locator(RESULTS).first).to_contain_text("could not be loaded")
    page.close()


def test_the_search_works_below_a_path(page: Page, site: Path, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "reading-list").symlink_to(site)
    with served(tmp_path, "lists/reading-list/") as address:
        page.goto(f"{address}topics/llm-serving/")
        search(page, "gpipe")
        page.locator(RESULTS).first.click()
        page.wait_for_url(re.compile(rf"{address}papers/gpipe-"))


def test_the_search_works_in_pages_opened_as_files(page: Page, offline_site: Path) -> None:
    page.goto((offline_site / "note.html").as_uri())
    search(page, "zebra")
    expect(page.locator(RESULTS).first).to_contain_text("A note")
    search(page, "gppie")
    page.locator(RESULTS).first.click()
    page.wait_for_url(re.compile(r"/papers/gpipe-.*\.html"))
