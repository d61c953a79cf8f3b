"""Sites in German, and in a language that is written from right to left."""

from collections.abc import Iterator
from pathlib import Path

import pseudo
import pytest
from axe import find_violations
from browser import served
from build import write
from building import build, fixture_papers, make_once, write_list
from cases import some_of
from playwright.sync_api import Browser, Page, expect

from generator import store

pytestmark = pytest.mark.slow

PLACES = ("", "papers/", "papers/p4/", "papers/p5/", "topics/", "topics/b/", "tags/", "timeline/",
          "map/", "organizations/", "people/", "health/")  # fmt: skip


def spoken(language: str) -> tuple[str, str]:
    """The change of settings that gives the site a language; it needs no cards."""
    options = f"      language: {language}\n      social_cards: false\n"
    return "  - reading-list\n", f"  - reading-list:\n{options}"


def a_list(root: Path, language: str) -> Path:
    """A list in a folder, whose site is in a language."""
    papers = {p.id: store.dump_paper(p) for p in pseudo.LIST.papers}
    write_list(root, papers, ("site_name: Reading list", "site_name: Λιστα"), spoken(language))
    write(root / "docs" / "home.md", "Σπιτι.\n")
    topics = "".join(
        f"- id: {t.id}\n  name: {t.name}\n  group: {t.group}\n  description: {t.description}\n"
        for t in pseudo.LIST.topics
    )
    write(root / "topics.yml", topics)
    return root


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the fixture is served in German."""

    def make(root: Path) -> None:
        write_list(root, fixture_papers(), spoken("de"))
        build(root, root / "site")

    with served(make_once(tmp_path_factory, "german", make) / "site") as address:
        yield address


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a list is served whose own words run from right to left."""

    def make(root: Path) -> None:
        a_list(root, pseudo.TAG)
        (root / "templates" / "words").mkdir(parents=True)
        write(root / "templates" / "words" / f"{pseudo.TAG}.toml", pseudo.words())
        build(root, root / "site", strict=False)

    with served(make_once(tmp_path_factory, "hebrew", make) / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that reports no error."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    alarms: list[str] = []
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("console", lambda m: alarms.append(m.text) if m.type == "error" else None)
    yield page
    context.close()
    assert alarms == []


def test_pages_scripts_and_theme_speak_german(page: Page, german: str) -> None:
    page.goto(german)
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page.locator(".rl-facts")).to_have_text(
        "120 Artikel · 32 Themen · 79 Schlagwörter · 2018–2025"
    )
    expect(page.get_by_role("button", name="Nach Anzahl")).to_be_visible()
    expect(page.locator(".md-search__input")).to_have_attribute("placeholder", "Suche")
    page.goto(f"{german}papers/?code=1&sort=title")
    expect(page.locator(".rl-told")).to_contain_text("von 120 Artikeln")
    expect(page.locator(".rl-cards time").first).to_have_text("1. Juli 2025")
    expect(page.get_by_label("Reihenfolge")).to_have_value("title")


def test_copying_and_searching_speak_german(page: Page, german: str) -> None:
    page.goto(f"{german}papers/gpipe-efficient-training-of-giant-neural-networks-using/")
    page.get_by_role("button", name="BibTeX kopieren").click()
    expect(page.locator(".rl-cite [role=status]")).to_have_text("BibTeX: kopiert")
    page.keyboard.press("/")
    page.keyboard.type("GPipe")
    first = page.locator(".md-search-result__item").first
    expect(first).to_contain_text("Yanping Huang, Youlong Cheng und 9 weitere")


def test_axe_finds_nothing_on_a_german_page(browser: Browser, german: str) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{german}papers/")
    expect(page.locator(".rl-told")).to_have_text("120 Artikel")
    assert find_violations(page, "light") == []
    context.close()


def test_names_from_right_to_left_keep_their_order_in_a_byline(page: Page, german: str) -> None:
    page.goto(f"{german}papers/gpipe-efficient-training-of-giant-neural-networks-using/")
    starts = page.locator(".rl-authors").evaluate("""byline => {
      const names = [...byline.querySelectorAll(":scope > a")]
      for (const name of names) name.textContent = "משה כהן"
      return names.map(name => name.getBoundingClientRect().left)
    }""")
    assert len(starts) == 3
    assert starts == sorted(starts)


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", some_of([320, 360, 1440], 1))
def test_a_page_from_right_to_left_is_not_wider_than_the_window(
    page: Page, hebrew: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for place in PLACES:
        page.goto(hebrew + place)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert page.evaluate(OVERFLOW) == 0, place
        heading = page.evaluate("""() => {
          const range = document.createRange()
          const article = document.querySelector("article"), h1 = article.querySelector("h1")
          range.selectNodeContents([...h1.childNodes].find(node => node.nodeType === 3))
          return article.getBoundingClientRect().right - range.getBoundingClientRect().right
        }""")
        assert -1 < heading < 2, place


def test_no_script_says_a_word_that_is_not_in_the_file_of_words(page: Page, hebrew: str) -> None:
    page.goto(hebrew)
    expect(page.locator(".rl-switch button")).to_have_count(2)
    assert foreign(page) == []
    page.goto(f"{hebrew}papers/p4/")
    page.locator(".rl-copy").first.click()
    expect(page.locator(".rl-cite [role=status]")).not_to_be_empty()
    assert foreign(page) == []
    page.goto(f"{hebrew}papers/?status=read&text=Αλφα")
    expect(page.locator(".rl-cards li")).to_have_count(1)
    page.locator(".rl-take button").first.click()
    page.locator(".rl-pick").check()
    assert foreign(page) == []
    page.locator(".rl-filters input[name=text]").fill("χχχ")
    expect(page.locator(".rl-cards li")).to_have_count(0)
    assert foreign(page) == []
    page.goto(hebrew)
    page.keyboard.press("/")
    page.keyboard.type("Συγγραφεας")
    page.keyboard.press("End")  # the theme waits for a key to come up, which no such letter has
    expect(page.locator(".md-search-result__item")).not_to_have_count(0)
    assert pseudo.latin(page.locator(".md-search-result__list").inner_text()) == []
    page.locator(".rl-beside button[aria-expanded]").click()
    expect(page.locator("#rl-panel .rl-facet:visible").first).to_be_visible()
    page.locator("#rl-panel .rl-without").first.click()
    expect(page.locator(".rl-beside .rl-chosen button")).to_have_count(1)
    assert foreign(page, ".md-search__output") == []


def foreign(page: Page, part: str = "article") -> list[str]:
    """The words in Latin letters that a part of a page says."""
    spoken = page.locator(part).evaluate("""article => {
      const kept = article.cloneNode(true)
      for (const each of kept.querySelectorAll("pre, code, .headerlink, [lang=en]"))
        each.remove()
      const said = [...kept.querySelectorAll("*")].flatMap(each =>
        ["title", "aria-label", "placeholder", "label"].map(name => each.getAttribute(name) ?? ""))
      const texts = [...kept.querySelectorAll("*")].flatMap(each =>
        [...each.childNodes].filter(node => node.nodeType === 3).map(node => node.data))
      return [...said, ...texts].join("\\n")
    }""")
    return pseudo.latin(spoken)


def test_titles_carry_the_language_of_their_paper(page: Page, hebrew: str) -> None:
    page.goto(f"{hebrew}papers/p5/")
    for place in ("#paper", ".rl-abstract"):
        assert page.locator(place).get_attribute("lang") == "el"
        assert page.locator(place).get_attribute("dir") == "auto"
    assert page.locator('meta[name="citation_language"]').get_attribute("content") == "el"
    page.goto(f"{hebrew}papers/?text=Συγγραφεας")
    expect(page.locator('.rl-cards .rl-title[lang="el"]')).to_have_count(1)
    page.locator(".md-search__input").fill("Συγγραφεας")
    page.keyboard.press("End")
    expect(page.locator('.md-search-result__item [lang="el"]').first).to_be_visible()
