"""What a reader marks: kept in the browser, taken along as a file, never the editors' status."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser import Opener, served
from building import ROOT, build
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from test_access import AXE, EXCEPT, RULES

GPIPE = "gpipe-efficient-training-of-giant-neural-networks-using"
MEGASCALE = "megascale-scaling-large-language-model-training-to-more-than"
OTHER = "all-is-not-lost-llm-recovery-without-checkpoints"
HOSTILE = "</script><img src=x onerror=window.pwned=1>"
STORED = (
    "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('reading-list')))"
)
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError") } })"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError") }"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's storage of its own; its pages say no error and ask no other host."""
    found = browser.new_context()
    opener = Opener(browser)
    asked: list[str] = []
    found.on("weberror", lambda error: opener.complaints.append(str(error.error)))
    found.on("console", opener._told)  # noqa: SLF001
    found.on("request", lambda request: asked.append(request.url))
    yield found
    found.close()
    assert opener.complaints == []
    local = ("http://127.0.0.1:", "file:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page."""
    return context.new_page()


def built(root: Path, old: str, new: str) -> Path:
    """A site with a setting changed: a paper the editors read, one with a former id, a hostile."""
    (root / "docs").mkdir()
    (root / "papers").mkdir()
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").split("\nnav:")[0]
    (root / "mkdocs.yml").write_text(settings.replace(old, new), "utf-8")
    (root / "topics.yml").write_text((ROOT / "topics.yml").read_text("utf-8"), "utf-8")
    said = json.dumps(HOSTILE)
    for name, text in {
        "known": "title: Known\nstatus: read\nadded: 2024-01-03\n",
        "moved": "title: Moved\nstatus: to-read\naliases: [before]\nadded: 2024-01-02\n",
        "hostile": f"title: {said}\nauthors: [{said}]\nadded: 2024-01-01\n",
    }.items():
        (root / "papers" / f"{name}.yml").write_text(text, "utf-8")
    build(root, root / "site", strict=False)
    return root / "site"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That site, to be opened as files."""
    offline = "  - search\n  - offline\n"
    return built(tmp_path_factory.mktemp("small"), "  - search\n", offline)


@pytest.fixture
def swapping_address(tmp_path: Path) -> Iterator[str]:
    """Where that site is served, swapping pages at once."""
    instant = "    - navigation.top\n    - navigation.instant\n"
    with served(tmp_path / "site") as found, pytest.MonkeyPatch.context() as around:
        around.setenv("SITE_URL", found)  # pages are swapped only at the address they are made for
        built(tmp_path, "    - navigation.top\n", instant)
        yield found


@pytest.fixture(scope="module")
def small_address(small: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(small) as found:
        yield found


def button(page: Page | Locator, name: str) -> Locator:
    """A button by its exact name."""
    return page.get_by_role("button", name=name, exact=True)


def pressed(page: Page) -> list[str]:
    """The marks that a paper's page shows as set."""
    return page.locator(".rl-marks [aria-pressed=true]").all_inner_texts()


def stored(page: Page) -> list[Any]:
    """What the browser keeps for the site."""
    found: list[Any] = json.loads(page.evaluate(STORED))
    return found


def titles(page: Page, heading: str) -> list[str]:
    """The papers under a heading of the page of marks."""
    section = page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))
    return section.locator("li .rl-title").all_inner_texts()


def told(page: Page, text: str) -> None:
    """Wait until the page of marks says something."""
    expect(page.locator(".rl-told")).to_contain_text(text)


def given(page: Page, path: Path, said: object) -> None:
    """Hand the page of marks a file."""
    path.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    with page.expect_file_chooser() as chosen:
        button(page, "Add from a file").click()
    chosen.value.set_files(path)


def saved(page: Page) -> str:
    """The file of marks."""
    with page.expect_download() as found:
        button(page, "Save as a file").click()
    assert found.value.suggested_filename == "reading-marks.json"
    return Path(found.value.path()).read_text("utf-8")


def file_of(*papers: object, **others: object) -> dict[str, object]:
    """A file of marks."""
    said = {"format": "reading-list-marks", "version": 1, "site": "Reading list", "papers": papers}
    return {**said, **others}


def test_a_mark_is_set_by_keyboard_kept_over_pages_and_taken_away(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").focus()
    page.keyboard.press("Enter")
    assert pressed(page) == ["To read"]
    expect(page.locator("[role=status].rl-unseen", has_text="To read: marked")).to_have_count(1)
    page.reload()
    assert pressed(page) == ["To read"]
    button(page, "Star").click()
    button(page, "Read").click()
    assert pressed(page) == ["Read", "Star"]
    page.goto(f"{address}papers/")
    card = page.locator(".rl-cards li", has_text="GPipe")
    expect(card.locator(".rl-sign")).to_have_text("You: read")
    expect(card.locator(".rl-mark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".rl-sign")).to_have_count(1)
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    button(page, "Star").click()
    assert pressed(page) == []
    assert stored(page) == []


def test_the_first_mark_says_where_it_is_kept_and_the_next_does_not(
    page: Page, address: str
) -> None:
    page.goto(f"{address}topics/llm-serving/")
    page.locator(".rl-cards .rl-mark").nth(1).click()
    kept = page.locator(".rl-cards li").nth(1).locator(".rl-kept")
    expect(kept).to_contain_text("kept in this browser only")
    page.locator(".rl-cards .rl-mark").nth(2).click()
    expect(page.locator(".rl-kept")).to_have_count(0)
    page.reload()
    page.locator(".rl-cards .rl-mark").nth(1).click()
    page.locator(".rl-cards .rl-mark").nth(2).click()
    page.locator(".rl-cards .rl-mark").nth(2).click()
    page.locator(".rl-kept a").click()
    expect(page.locator("h1")).to_contain_text("Your marks")


@pytest.mark.parametrize("kind", ["", "papers/", "topics/llm-serving/", "tags/lora/", "timeline/"])
def test_every_card_of_every_list_has_one_star(page: Page, address: str, kind: str) -> None:
    page.goto(address + kind)
    expect(page.locator(".rl-cards .rl-title").first).to_be_visible()
    stars = page.locator(".rl-cards > ul > li > .rl-mark--star")
    expect(stars).to_have_count(page.locator(".rl-cards > ul > li").count())


def test_cards_that_filters_bring_have_their_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    page.goto(f"{address}papers/?text=gpipe")
    told(page, "1 of 120 papers")
    expect(page.locator(".rl-cards .rl-sign")).to_have_text("You: to read")
    page.locator(".rl-cards .rl-mark").click()
    expect(page.locator(".rl-cards .rl-mark")).to_have_attribute("aria-pressed", "true")


def test_nothing_is_stored_before_the_first_mark(page: Page, address: str) -> None:
    for kind in "", "papers/", f"papers/{GPIPE}/", "marks/":
        page.goto(address + kind)
        expect(page.locator("h1")).to_be_visible()
        assert stored(page) == [], kind
    told(page, "You have marked no paper yet")
    assert page.evaluate("document.cookie") == ""


def test_two_tabs_show_the_same_and_lose_nothing(context: BrowserContext, address: str) -> None:
    one, two = context.new_page(), context.new_page()
    one.goto(f"{address}papers/{GPIPE}/")
    two.goto(f"{address}papers/{GPIPE}/")
    button(one, "Star").click()
    expect(button(two, "Star")).to_have_attribute("aria-pressed", "true")
    two.goto(f"{address}papers/{MEGASCALE}/")
    button(two, "Read").click()
    button(one, "To read").click()
    one.goto(f"{address}marks/")
    told(one, "2 papers are marked.")
    button(two, "Read").click()
    told(one, "1 paper is marked.")


def test_two_sites_of_one_host_keep_their_marks_apart(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    for name in "one", "two":
        (tmp_path / name).symlink_to(site)
    with served(tmp_path) as address:
        page = context.new_page()
        page.goto(f"{address}one/papers/{GPIPE}/")
        button(page, "Star").click()
        page.goto(f"{address}two/papers/{GPIPE}/")
        assert pressed(page) == []
        page.goto(f"{address}one/marks/")
        told(page, "1 paper is marked.")


def test_marks_travel_in_a_file(
    context: BrowserContext, browser: Browser, address: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{address}papers/{MEGASCALE}/")
    button(page, "To read").click()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    told(page, "2 papers are marked.")
    text = saved(page)
    title = "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism"
    said = json.loads(text)
    assert [said["format"], said["version"], said["site"]] == [
        "reading-list-marks", 1, "Reading list",
    ]  # fmt: skip
    assert said["papers"][0] == {"id": GPIPE, "title": title, "marks": ["read", "star"]}
    assert [paper["id"] for paper in said["papers"]] == [GPIPE, MEGASCALE]
    assert saved(page) == text
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(f"{address}marks/")
    given(other, tmp_path / "marks.json", text)
    told(other, "2 new, 0 changed, 0 as they were.")
    assert titles(other, "Read") == titles(other, "Starred") == [title]
    assert saved(other) == text
    given(other, tmp_path / "marks.json", text)
    told(other, "0 new, 0 changed, 2 as they were.")
    elsewhere.close()


def test_a_file_only_adds_and_read_wins(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    page.goto(f"{address}papers/{MEGASCALE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    told(page, "2 papers")
    mine = file_of(
        {"id": GPIPE, "marks": ["to-read"]},
        {"id": MEGASCALE, "marks": ["to-read"]},
        {"id": OTHER, "marks": ["read", "to-read"]},
        {"id": "constructor", "title": HOSTILE, "marks": ["star"]},
        {"id": HOSTILE, "title": {"a": 1}, "marks": ["star"]},
        site=HOSTILE,
    )
    given(page, tmp_path / "marks.json", mine)
    told(page, f"The file is from “{HOSTILE}”. 1 new, 1 changed, 1 as they were. "
               f"2 are not in this list, and left out: {HOSTILE}; {HOSTILE}.")  # fmt: skip
    marks = {paper["id"]: paper["marks"] for paper in json.loads(saved(page))["papers"]}
    assert marks == {GPIPE: ["read"], MEGASCALE: ["to-read", "star"], OTHER: ["read"]}
    assert page.evaluate("window.pwned") is None
    assert page.locator("article img").count() == 0


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", "This file holds no marks"),
        ("{", "This file holds no marks"),
        ("null", "This file holds no marks"),
        ([1, 2], "This file holds no marks"),
        (file_of(format="other"), "This file holds no marks"),
        (file_of(papers={}), "This file holds no marks"),
        (file_of(version="1"), "This file holds no marks"),
        (file_of(version=2), "written by a newer version"),
        (file_of({"id": OTHER, "marks": ["star"]}, None), "Entry 2 of this file is no mark"),
        (file_of({"id": OTHER, "marks": ["star"]}, {"id": 1, "marks": ["star"]}), "Entry 2"),
        (file_of({"id": OTHER, "marks": ["later"]}), "Entry 1"),
        (file_of({"id": OTHER, "marks": "star"}), "Entry 1"),
    ],
)
def test_a_bad_file_is_refused_whole(
    page: Page, address: str, tmp_path: Path, said: object, answer: str
) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    before = stored(page)
    page.goto(f"{address}marks/")
    told(page, "1 paper is marked.")
    given(page, tmp_path / "marks.json", said)
    told(page, answer)
    told(page, "Nothing is changed.")
    assert stored(page) == before


@pytest.mark.parametrize("fault", [BLOCKED, FULL])
def test_where_the_browser_keeps_nothing_it_says_so_and_all_works(
    browser: Browser, address: str, fault: str
) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error.stack)))
    page.add_init_script(fault)
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    expect(page.locator(".rl-kept")).to_contain_text("keeps no marks here")
    assert pressed(page) == ["To read"]
    button(page, "To read").click()
    button(page, "Star").click()
    assert pressed(page) == ["Star"]
    page.goto(f"{address}marks/")
    told(page, "You have marked no paper yet")
    page.close()
    assert [error for error in errors if "/assets/marks" in error] == []  # the theme's own may be


@pytest.mark.parametrize(
    "text",
    ["{", "null", "[]", '"x"', '{"papers": 1}', '{"papers": {"gpipe": "star", "__proto__": ["x"]}}',
     '{"version": 1, "papers": {"<img>": ["star"], "a": [null], "b": {"length": 3}}}'],
)  # fmt: skip
def test_damaged_stored_text_breaks_no_page(page: Page, address: str, text: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    for kind in "", "papers/", "marks/", f"papers/{GPIPE}/":
        page.goto(address + kind)
        expect(page.locator("[aria-pressed=true][data-mark]")).to_have_count(0)
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    told(page, "1 paper is marked.")


def test_all_marks_are_removed_after_a_question(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    told(page, "1 paper is marked.")
    button(page, "Remove all marks").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(stored(page)) == 1
    button(page, "Remove all marks").click()
    expect(button(page, "Keep them")).to_be_focused()
    button(page.get_by_role("dialog"), "Remove all marks").click()
    told(page, "All marks are removed.")
    expect(page.locator(".rl-told")).to_be_focused()
    assert stored(page) == []
    assert titles(page, "Starred") == []


def test_the_keyboard_stays_in_its_list_while_papers_leave_it(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}marks/")
    papers = [{"id": id_, "marks": ["to-read"]} for id_ in (OTHER, GPIPE, MEGASCALE)]
    given(page, tmp_path / "marks.json", file_of(*papers))
    told(page, "3 new")
    wanted = page.get_by_role("group", name="Your marks: GPipe")
    button(wanted, "Read").focus()
    page.keyboard.press("Enter")
    expect(button(page.get_by_role("group", name="Your marks: MegaScale"), "Read")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".rl-told")).to_be_focused()
    assert len(titles(page, "Read")) == 3


def test_marks_and_the_editors_status_are_told_apart(page: Page, small_address: str) -> None:
    page.goto(f"{small_address}papers/known.html")
    expect(page.locator(".rl-badge")).to_have_text("Editors: read")
    assert pressed(page) == []
    button(page, "To read").click()
    page.goto(f"{small_address}papers/index.html")
    card = page.locator(".rl-cards li", has_text="Known")
    expect(card.locator(".rl-badge")).to_have_text("Editors: read")
    expect(card.locator(".rl-sign")).to_have_text("You: to read")
    moved = page.locator(".rl-cards li", has_text="Moved")
    expect(moved.locator(".rl-badge")).to_have_text("Editors: to read")
    expect(moved.locator(".rl-sign")).to_have_count(0)
    page.goto(f"{small_address}papers/index.html?sort=title")
    expect(page.locator(".rl-cards li .rl-badge")).to_have_text(
        ["Editors: read", "Editors: to read"]
    )


@pytest.mark.parametrize("kind", ["papers/moved.html", "index.html", "marks.html"])
def test_marks_follow_a_paper_to_its_new_address(page: Page, small_address: str, kind: str) -> None:
    page.goto(f"{small_address}papers/known.html")
    text = json.dumps({"version": 1, "papers": {"before": ["star"], "moved": ["read"]}})
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    page.goto(small_address + kind)
    expect(page.locator("[aria-pressed=true][data-mark=star]").first).to_be_visible()
    [(_, kept)] = stored(page)
    assert json.loads(kept)["papers"] == {"moved": ["read", "star"]}


def test_a_file_with_a_former_id_marks_the_paper_and_gone_papers_are_named(
    page: Page, small_address: str, tmp_path: Path
) -> None:
    page.goto(f"{small_address}marks.html")
    text = json.dumps({"version": 1, "papers": {"gone": ["star"], "hostile": ["read"]}})
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    page.reload()
    told(page, "2 papers are marked.")
    assert titles(page, "No longer in this list") == ["gone"]
    assert titles(page, "Read") == [HOSTILE]
    given(page, tmp_path / "marks.json", file_of({"id": "before", "marks": ["to-read"]}))
    told(page, "1 new, 0 changed")
    assert titles(page, "To read") == ["Moved"]
    page.get_by_role("link", name="Moved").click()
    expect(page.locator("h1")).to_contain_text("Moved")
    assert page.evaluate("window.pwned") is None


def test_pages_opened_as_files_keep_marks(page: Page, small: Path, tmp_path: Path) -> None:
    page.goto((small / "papers" / "known.html").as_uri())
    button(page, "Star").click()
    page.locator(".rl-marks a").click()
    told(page, "1 paper is marked.")
    assert titles(page, "Starred") == ["Known"]
    assert json.loads(saved(page))["papers"][0]["title"] == "Known"
    given(page, tmp_path / "marks.json", file_of({"id": "moved", "marks": ["read"]}))
    told(page, "1 new")


def test_marks_are_there_after_pages_were_swapped(page: Page, swapping_address: str) -> None:
    page.goto(f"{swapping_address}papers/")
    page.evaluate("window.same = 1")
    page.locator(".rl-cards .rl-mark").first.click()
    page.locator(".rl-cards .rl-title").first.click()
    expect(page.locator("#paper")).to_be_visible()
    expect(button(page, "Star")).to_have_attribute("aria-pressed", "true")
    button(page, "To read").click()
    page.locator(".rl-marks a").click()
    told(page, "1 paper is marked.")
    button(page.locator("section").first, "Star").click()
    page.go_back()
    expect(page.locator("#paper")).to_be_visible()
    assert pressed(page) == ["To read"]
    assert page.evaluate("window.same") == 1


def test_without_javascript_marks_say_what_they_need(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}marks/")
    expect(page.locator(".rl-mine")).to_contain_text("Marks need JavaScript")
    expect(page.locator("article")).to_contain_text("nothing is sent anywhere")
    page.goto(f"{address}papers/{GPIPE}/")
    assert page.locator("article button").count() == 0
    assert page.locator(".rl-marks").evaluate("e => e.offsetHeight") == 0
    page.close()


def test_if_the_titles_cannot_be_loaded_marks_are_shown_by_id(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.route("**/papers/titles.js", lambda route: route.abort())
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    told(page, "1 paper is marked.")
    assert titles(page, "Starred") == [GPIPE]
    given(page, tmp_path / "marks.json", file_of({"id": OTHER, "marks": ["star"]}))
    told(page, "could not be loaded")
    page.unroute("**/papers/titles.js")
    given(page, tmp_path / "marks.json", file_of({"id": OTHER, "marks": ["star"]}))
    told(page, "1 new")
    page.close()


def test_other_scripts_can_ask_for_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    page.evaluate("""() => {
      window.heard = 0
      window.deaf = readingListMarks.subscribe(() => { window.heard += 1 })
    }""")
    button(page, "Star").click()
    assert page.evaluate(f"readingListMarks.of('{GPIPE}')") == ["star"]
    assert page.evaluate("[...readingListMarks.all()]") == [[GPIPE, ["star"]]]
    page.evaluate("deaf()")
    button(page, "Read").click()
    assert page.evaluate("heard") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_marked_pages_pass_axe_and_fit_a_phone(
    browser: Browser, address: str, scheme: Any, width: int
) -> None:
    options = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
    context = browser.new_context(viewport={"width": width, "height": 700}, **options)
    page = context.new_page()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "To read").click()
    button(page, "Star").click()
    for kind in f"papers/{GPIPE}/", "papers/?text=gpipe", "marks/":
        page.goto(address + kind)
        expect(page.locator("[aria-pressed=true][data-mark]").first).to_be_visible()
        if kind == "marks/":
            button(page, "Remove all marks").click()
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE, [RULES, EXCEPT]) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
    context.close()


def test_forced_colours_show_which_marks_are_set(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    colour = "(e, part) => getComputedStyle(e, part).backgroundColor"
    set_, unset = (button(page, name).evaluate(colour, "::before") for name in ("Star", "Read"))
    ground = page.locator("body").evaluate(colour)
    assert len({set_, unset, ground}) == 3
    widths = "e => getComputedStyle(e).borderTopWidth"
    assert button(page, "Star").evaluate(widths) != button(page, "Read").evaluate(widths)
    context.close()


def test_on_paper_stand_no_marks(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.emulate_media(media="print")
    expect(page.locator(".rl-marks")).not_to_be_visible()
    page.goto(f"{address}papers/")
    expect(page.locator(".rl-mark:visible")).to_have_count(0)
