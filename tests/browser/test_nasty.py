"""Nasty texts go import -> YAML -> check -> build -> HTML and come out as visible text."""

import re
from pathlib import Path

import pytest
from cases import some_of
from click.testing import CliRunner
from playwright.sync_api import Browser, Request
from reading import document, elements, visible, with_class

from generator.cli import main
from generator.text.characters import replace_invisible as shown

pytestmark = pytest.mark.slow

Cases = list[dict[str, object]]
Listed = tuple[Path, dict[str, str]]
OURS = {"p", "a", "h1", "h2", "em", "strong", "code", "sup", "sub", "br", "nav", "ul", "li", "span",
        "time", "pre", "aside", "div", "details", "summary", "small"}  # fmt: skip


def article(site: Path, stem: str) -> str:
    """The content of a paper's page from its title on, without the theme around it."""
    text = (site / "papers" / stem / "index.html").read_text("utf-8")
    start = text.index("<h1")
    return text[start : text.index("</article>", start)]


def test_the_list_of_nasty_papers_passes_check(nasty_list: Listed) -> None:
    result = CliRunner().invoke(main, ["check", "--config", str(nasty_list[0] / "mkdocs.yml")])
    assert "error[" not in result.output
    assert result.exit_code == 0


def test_a_nasty_abstract_is_shown_whole(
    nasty_list: Listed, nasty_site: Path, nasty_cases: Cases
) -> None:
    for case in nasty_cases:
        page = document(article(nasty_site, nasty_list[1][str(case["name"])]))
        text = visible(with_class(page, "rl-abstract"))
        expected = case["visible"]
        assert isinstance(expected, list)
        for words in expected:
            assert " ".join(str(words).split()) in text, f"{case['name']}: {text}"


def test_a_nasty_title_is_shown_whole_everywhere(
    nasty_list: Listed, nasty_site: Path, nasty_cases: Cases
) -> None:
    pages = (nasty_site / "timeline").rglob("index.html")  # a long list has several
    every = "\n".join(visible(document(page.read_text("utf-8"))) for page in pages)
    for case in nasty_cases:
        title = str(case.get("title_visible") or "")
        if not title and case["category"] in ("html", "jinja", "markdown-links", "unsafe-links"):
            title = str(case["title"])
        title = " ".join(shown(title).split())
        stem = nasty_list[1][str(case["name"])]
        page = document((nasty_site / "papers" / stem / "index.html").read_text("utf-8"))
        heading = next(page.iter("h1"))
        for permalink in heading.findall("a"):
            heading.remove(permalink)
        assert title in visible(heading), case["name"]
        head = next(page.iter("title"))
        assert title in visible(head), case["name"]
        assert title in every, case["name"]


def test_nothing_nasty_is_obeyed(nasty_list: Listed, nasty_site: Path) -> None:
    for stem in nasty_list[1].values():
        for tag, attributes in elements(article(nasty_site, stem)):
            assert tag in OURS | {"html", "head", "body"}, f"{stem}: {tag}"
            assert not any(name.startswith("on") for name in attributes), stem
            assert re.match(r"https?://|\.\./|\.\.|#|$", attributes.get("href", "")), attributes
            assert "style" not in attributes


def test_every_page_has_only_the_themes_scripts(nasty_site: Path, site: Path) -> None:
    def scripts(page: Path) -> list[str]:
        found = re.findall(r"<script(?! type=.application/ld).*?</script>", page.read_text("utf-8"),
                           re.DOTALL)  # fmt: skip
        return [re.sub(r'(?<=")(?:\.\.?/?)+', "", text) for text in found]

    expected = scripts(site / "papers" / "index.html")
    for page in nasty_site.rglob("index.html"):
        is_redirect = 'http-equiv="refresh"' in page.read_text("utf-8")
        if page.parent != nasty_site:
            assert scripts(page) == ([] if is_redirect else expected), page


def test_a_browser_runs_nothing_nasty_and_asks_no_other_host(
    browser: Browser, nasty_address: str, nasty_list: Listed
) -> None:
    page = browser.new_page()
    alarms: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith((nasty_address, "data:", "blob:")):
            alarms.append(request.url)

    page.on("request", on_request)
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("console", lambda m: alarms.append(m.text) if m.type == "error" else None)
    hostile = [
        stem for name, stem in nasty_list[1].items() if re.search("html|script|js|link", name)
    ]
    assert len(hostile) > 10
    for path in [
        "",
        "papers/",
        "timeline/",
        "health/",
        *(f"papers/{stem}/" for stem in some_of(hostile, 8)),
    ]:
        page.goto(nasty_address + path)
    page.goto(f"{nasty_address}?q=script+alert")
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_load_state("networkidle")
    assert alarms == []
    page.close()


def test_the_corpus_has_every_category(nasty_cases: Cases) -> None:
    assert len({case["category"] for case in nasty_cases}) >= 14
