"""A small site with two lists, built: its pages, feeds and links."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from building import build, fixture_papers, write_list

LISTS = """\
  - reading-list:
      social_cards: false
      lists:
        first:
          name: The first list
          description: Papers from A to F.
        second:
          name: The second list
"""
_HREF = re.compile(r'\bhref="?([^"\s>]+)')
_ID = re.compile(r'\bid="?([^"\s>]+)')


def broken_links(site: Path) -> Iterator[str]:
    """Links of the pages about lists, and to them, that lead nowhere."""
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        for href in map(unescape, _HREF.findall(text)):
            url = urlsplit(href)
            if url.scheme or page.name == "404.html":
                continue
            target = (page.parent / unquote(url.path)).resolve() if url.path else page
            target = target / "index.html" if target.is_dir() else target
            if site / "lists" not in (*page.parents, *target.parents):
                continue
            is_page = target.suffix == ".html"
            if not target.is_file() or (
                is_page
                and url.fragment
                and url.fragment not in _ID.findall(target.read_text("utf-8"))
            ):
                yield f"{page.relative_to(site)}: {href}"


@pytest.mark.slow
@pytest.mark.parametrize("folders", ["true", "false"])
def test_a_site_with_two_lists_is_built_and_its_links_lead_somewhere(
    tmp_path: Path, folders: str
) -> None:
    urls = f"use_directory_urls: {folders}\nsite_name:"
    root = write_list(tmp_path / "list", {}, ("  - reading-list\n", LISTS), ("site_name:", urls))
    for stem, text in fixture_papers("[dgm]*").items():
        folder = root / "papers" / ("first" if stem < "g" else "second")
        folder.mkdir(exist_ok=True)
        (folder / f"{stem}.yml").write_text(text, "utf-8")
    site = tmp_path / "site"
    printed = build(root, site)
    assert "unrecognized relative link" not in printed
    pages = {path.relative_to(site).as_posix() for path in (site / "lists").rglob("*")}
    page = "first/index.html" if folders == "true" else "first.html"
    assert {"lists/index.html", f"lists/{page}", "lists/first.feed.xml", "lists/first.feed.json",
            "lists/second.bib"} <= pages  # fmt: skip
    text = (site / "lists" / page).read_text("utf-8")
    assert re.search(r'rel="?alternate[^>]+lists/first\.feed\.xml', text)
    assert "The first list" in (site / "index.html").read_text("utf-8")
    assert [*broken_links(site)] == []
