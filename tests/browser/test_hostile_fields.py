"""Every field of every file is hostile, every Markdown extension is on: nothing is obeyed."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element, fromstring

import hostile
import html5lib
import pytest
from bibtexparser.entrypoint import parse_string
from browser import served
from building import build, make_once
from cases import some_of
from playwright.sync_api import Browser, Page, expect
from reading import document, visible, with_class

from generator import project
from generator.store.fields import PAPER, TOPIC
from generator.text.characters import replace_invisible as shown
from generator.text.person_names import parse_name
from generator.text.sanitize import is_safe_url

pytestmark = pytest.mark.slow

NUMBERS = range(len(hostile.ATTACKS))
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
FORMULA = {f"{{http://www.w3.org/1998/Math/MathML}}{name}" for name in (
    "math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msqrt", "msup", "msub")}  # fmt: skip
DRAWING = {f"{{http://www.w3.org/2000/svg}}{name}" for name in (
    "svg", "g", "a", "path", "rect", "circle", "text", "tspan", "title", "line")}  # fmt: skip
DRAWN = {"viewBox", "width", "height", "x", "y", "cx", "cy", "r", "d", "stroke-width",
         "{http://www.w3.org/1999/xlink}href"}  # fmt: skip
OURS = {"article", "p", "a", "h1", "h2", "h3", "div", "em", "strong", "code", "sup", "sub", "br",
        "nav", "ul", "ol", "li", "span", "time", "pre", "aside", "dl", "dt", "dd", "hr",
        "blockquote", "h4", "h5", "h6", "details", "summary", "small", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "figure", "figcaption", *FORMULA, *DRAWING}  # fmt: skip
ATTRIBUTES = {"class", "href", "id", "title", "datetime", "aria-hidden", "aria-label",
              "download", "data-search-exclude", "rel", "open", "stretchy", "role", "tabindex",
              "scope", "colspan",
              "data-paper", "data-was", "data-site", "data-ending", *DRAWN}  # fmt: skip
# Links of pages: to other pages, to the repository, to the places papers are kept, and what
# a link of the attack with a host may lead to.
LINK = re.compile(
    r"https?://[\w.:-]+(?:[/?#]|$)|\.\.?(?:/|$)|#|/?[a-z0-9][a-z0-9/-]*/$|papers\.\w+$|$"
    r"|[a-z0-9-]+\.(?:bib|ris|csl\.json)$"
)


@pytest.fixture(scope="session")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile list."""
    return make_once(tmp_path_factory, "hostile-list", hostile.write)


@pytest.fixture(scope="session")
def built(listed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site. It is full of errors, which a strict build refuses."""
    return make_once(
        tmp_path_factory, "hostile", lambda target: build(listed, target, strict=False)
    )


def article(tree: Element) -> Iterator[Element]:
    """The elements of a page's article, without the theme's buttons."""
    for found in tree.iter("article"):
        for button in found.findall("a[@rel='edit']"):
            found.remove(button)
        yield from (each for each in found.iter() if isinstance(each.tag, str))


def test_every_field_of_papers_and_topics_is_hostile() -> None:
    for attack, number in zip(hostile.ATTACKS, NUMBERS, strict=True):
        wrong = set(hostile.refused(attack, number))
        record = hostile.paper(attack, number)
        assert set(record) == {field.name for field in PAPER}
        for field in PAPER:
            assert field.kind in hostile.PLAIN or attack in _texts(record[field.name]), field.name
        assert set(hostile.topic(attack, number)) == {field.name for field in TOPIC}
        assert wrong & (
            {field.name for field in PAPER if field.kind in hostile.PLAIN} | {"sources"}
        )


def _texts(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(_texts(each) for pair in value.items() for each in pair)
    return "\n".join(map(_texts, value)) if isinstance(value, list) else str(value)


def test_every_hostile_paper_is_read_and_has_its_page(listed: Path, built: Path) -> None:
    loaded = project.load(project.find(listed / "mkdocs.yml"))
    assert len(loaded.catalog.papers) == 3 * len(hostile.ATTACKS)
    assert len(loaded.catalog.topics) == len(hostile.ATTACKS)
    for paper in loaded.catalog.papers:
        assert (built / "papers" / paper.id / "index.html").is_file()
    codes = {finding.code for finding in loaded.findings}
    assert {"bad-link", "bad-date", "bad-status", "wrong-type", "unknown-topic"} <= codes


def test_no_page_has_an_element_an_attribute_or_a_link_from_an_attack(built: Path) -> None:
    looked = 0
    for path in some_of(sorted(built.rglob("*.html")), 45):
        tree = document(path.read_text("utf-8"))
        for attributes in (dict(each.attrib) for each in tree.iter()):
            assert not any(str(name).startswith("on") for name in attributes), path
            assert not {"style", "autofocus", "srcdoc"} & set(attributes), path
            assert not re.match(r"\s*(?!https?:)[a-z]+:", attributes.get("href", "")), attributes
        for element in article(tree):
            looked += 1
            assert element.tag in OURS, f"{path}: {element.tag}"
            assert set(element.attrib) <= ATTRIBUTES, f"{path}: {element.attrib}"
            assert LINK.match(element.get("href", "")), f"{path}: {element.attrib}"
            assert "own" not in (element.get("class", "").split(), element.get("id")), path
    assert looked > 3_000


def test_no_page_reads_a_file_or_counts_for_an_attack(built: Path) -> None:
    for path in (p for p in built.rglob("*") if p.suffix in (".html", ".json", ".xml", ".bib")):
        text = path.read_text("utf-8")
        assert hostile.SECRET not in text, path
        assert "1337" not in re.sub(r"[\w/+=-]{30,}", "", text), path  # 7 * 191
    assert "own" not in {p.name for p in built.rglob("*")}


def test_what_is_handed_to_other_engines_holds_no_sign_of_a_template(listed: Path) -> None:
    reading_list = project.find(listed / "mkdocs.yml")
    for page in project.site_pages(reading_list, project.load(reading_list)):
        if page.path.endswith(".md"):
            assert not re.search(r"\{\{|\{%|\{#|--8<--|<%|\$\{|<script|<img", page.text), page.path
            assert "\n---" not in page.text
            assert "\n:::" not in page.text


@pytest.mark.parametrize("number", NUMBERS)
def test_a_papers_page_shows_its_attack_as_text(built: Path, number: int) -> None:
    page = document((built / "papers" / f"paper-{number}-a" / "index.html").read_text("utf-8"))
    attack = " ".join(shown(hostile.ATTACKS[number]).split())
    for field in ("rl-authors", "rl-meta"):  # the venue stands in the second
        assert attack in visible(with_class(page, field)), field


def test_papers_json_says_exactly_what_the_files_say(built: Path) -> None:
    items = {item["id"]: item for item in json.loads((built / "papers.json").read_text("utf-8"))}
    for number, attack in enumerate(hostile.ATTACKS):
        record = hostile.paper(attack, number)
        item = items[f"paper-{number}-a"]
        for name in ("title", "venue", "arxiv", "doi", "tags", "organization"):
            assert item[name] == record[name], name
        assert item["authors"] == [
            str(parse_name(each)) if isinstance(each, str) else " ".join(
                each[part] for part in ("literal", "given", "family", "suffix") if part in each
            )
            for each in cast("list[str | dict[str, str]]", record["authors"])
        ]  # fmt: skip


def test_papers_bib_has_one_entry_a_paper_and_no_field_of_an_attack(built: Path) -> None:
    text = (built / "papers.bib").read_text("utf-8")
    library = parse_string(text)
    assert not library.failed_blocks
    assert not library.comments
    assert len(library.entries) == 3 * len(hostile.ATTACKS)
    # BibTeX itself counts braces even where a backslash stands before them.
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    assert min(depths) == 0 == depths[-1]
    starts = sum(char == "@" and not depth for char, depth in zip(text, depths, strict=True))
    assert starts == len(library.entries)
    known = {"title", "author", "booktitle", "journal", "year", "month", "eprint",
             "archivePrefix", "primaryClass", "doi", "url", "editor", "volume", "number", "pages",
             "publisher", "school", "institution", "series", "edition", "isbn", "note", "eid",
             "type", "language", "day", "date", "origdate", "issue", "keywords", "abstract",
             "annote"}  # fmt: skip
    for entry in library.entries:
        assert set(entry.fields_dict) <= known, entry.key


def test_the_feed_is_xml_with_the_sites_own_links_only(built: Path) -> None:
    feed = fromstring((built / "feed.xml").read_text("utf-8"))  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    names = {"feed", "title", "id", "published", "updated", "link", "entry", "author", "name",
             "category", "content", "icon", "summary"}  # fmt: skip
    found = {element.tag.removeprefix(atom) for element in feed.iter()}
    assert names - {"published", "icon", "summary"} <= found <= names
    for link in feed.iter(f"{atom}link"):
        if link.attrib["rel"] == "related":
            assert is_safe_url(link.attrib["href"])
        else:
            assert link.attrib["href"].startswith("https://papers.example.org/reading-list/")
    for content in feed.iter(f"{atom}content"):
        html = html5lib.parseFragment(content.text or "", namespaceHTMLElements=False)
        assert not [*html.iter("script"), *html.iter("img"), *html.iter("svg")]
    assert "<script>" in "".join(feed.itertext())


def test_a_link_with_another_scheme_is_an_error_and_no_button(listed: Path, built: Path) -> None:
    loaded = project.load(project.find(listed / "mkdocs.yml"))
    bad_links = [f for f in loaded.findings if f.code == "bad-link"]
    unsafe = [
        (paper, i)
        for paper in loaded.catalog.papers
        for i, link in enumerate(paper.links)
        if not link.url.startswith(("http://", "https://"))
    ]
    assert len(unsafe) >= 4 * len(hostile.ATTACKS)
    places = {(f.origin.source, f.origin.line) for f in bad_links}
    for paper, i in unsafe:
        place = paper.origin(f"links.{i}")
        assert (place.source, place.line) in places


# What a document holds that could run or load, beside what the theme put there itself.
LIVE = """() => {
  const found = []
  for (const el of document.querySelectorAll("*")) {
    for (const { name } of el.attributes)
      if (name.startsWith("on") || name == "srcdoc" || name == "autofocus")
        found.push(`${el.tagName} ${name}`)
    for (const name of ["href", "src", "action", "formaction", "data"]) {
      const value = el.getAttribute(name) || ""
      if (/^\\s*(javascript|data|vbscript|file):/i.test(value)) found.push(`${name} ${value}`)
    }
  }
  const bad = "iframe,object,embed,base,math *:not(mrow,mi,mn,mo,mtext,mfrac,msqrt,msup,msub),"
    + "img,video,audio,frame,marquee,button[formaction],"
    + "meta[http-equiv=refresh],style,#own,.own,form[action]"
  for (const el of document.querySelectorAll(bad)) found.push(el.outerHTML.slice(0, 200))
  const themes = ".md-icon, .md-logo, .md-source, .md-nav__icon, .md-search-result__icon, "
    + "form, label, button"
  for (const el of document.querySelectorAll(".md-search-result *, .md-nav *, .md-header *"))
    if (/^(svg|iframe|img)$/i.test(el.tagName) && !el.closest(themes))
      found.push(el.outerHTML.slice(0, 200))
  for (const el of document.scripts)
    if (el.type == "application/ld+json") JSON.parse(el.textContent)
    else if (el.src ? !el.src.startsWith(location.origin) : /pwned|own/.test(el.textContent))
      found.push(el.outerHTML.slice(0, 200))
  return found
}"""


@pytest.fixture(params=some_of(["by markup alone", "under the policy"], 1))
def watched(
    browser: Browser, built: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, str]]:
    """A browser's page on the hostile site that notes whatever runs or asks another host."""
    site = built
    if request.param == "by markup alone":
        site = Path(shutil.copytree(built, tmp_path / "site"))
        for path in site.rglob("*.html"):
            path.write_text(POLICY.sub("", path.read_text("utf-8")), "utf-8")
    alarms: list[str] = []
    page = browser.new_page()
    with served(site) as address:
        page.on("request", lambda r: None if r.url.startswith(address) else alarms.append(r.url))
        page.on("dialog", lambda dialog: alarms.append(dialog.message))
        page.on("pageerror", lambda error: alarms.append(str(error)))
        page.on("console", lambda m: alarms.append(m.text) if m.type == "error" else None)
        yield page, address
        page.close()
    assert alarms == []


def assert_quiet(page: Page) -> None:
    """Nothing of an attack ran, and nothing is there that could."""
    assert page.evaluate("typeof window.pwned") == "undefined", page.url
    assert page.evaluate(LIVE) == [], page.url


def test_a_browser_runs_and_asks_nothing_on_any_kind_of_page(watched: tuple[Page, str]) -> None:
    page, address = watched
    kinds = ["", "papers/", "topics/", "tags/", "timeline/", "organizations/", "people/", "health/"]
    own = [f"{kind}-{number}{end}/" for number in some_of(NUMBERS, 6)
           for kind, end in (("papers/paper", "-a"), ("topics/topic", ""))]  # fmt: skip
    for path in [*kinds, *own]:
        page.goto(address + path)
        assert_quiet(page)


def test_a_browser_runs_nothing_in_the_results_of_a_search(watched: tuple[Page, str]) -> None:
    page, address = watched
    words = [
        *map(hostile.canary, some_of(NUMBERS, 6)),
        "script onerror",
        "<img src=x",
        "javascript:",
    ]
    page.goto(address)
    page.keyboard.press("/")
    meta = page.locator(".md-search-result__meta")
    found = 0
    for word in words:
        page.locator(".md-search__input").fill("")
        page.keyboard.press("Backspace")
        expect(meta).not_to_contain_text("matching")
        page.locator(".md-search__input").fill(word[:-1])
        page.locator(".md-search__input").press_sequentially(word[-1])
        expect(meta).to_contain_text("matching")
        found += page.locator(".md-search-result__item").count()
        assert_quiet(page)
    assert found > len(words) - 3
