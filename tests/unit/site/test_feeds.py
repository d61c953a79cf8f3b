"""Feeds of the list, its topics, tags and picks, by the rules of RFC 4287 and JSON Feed 1.1."""

import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import html5lib
import pytest
from build import ENGLISH, by, on, paper
from hypothesis import given
from hypothesis import strategies as st
from invented import papers, texts

from generator.model import Catalog, Link, Paper, Source, Topic
from generator.site.formats.atom_feed import ATOM_NAMESPACE
from generator.site.formats.feeds import last_change
from generator.site.views.feeds import MAX_ENTRIES, feed_files, head_links
from generator.site.views.reference_files import MIN_PAPERS_FOR_TAG_FILES
from generator.site.views.types import Site

SITE = Site(name="A & <b>", url="https://list.org/a")
TOPIC = Topic(id="t", name="T & more", group="G", description="About t.")
EMPTY = Topic(id="empty", name="Empty", group="G", description="No paper.")
FULL = paper(
    "D^{2}MoE", id="d2moe", authors=by("A B"), published=on(2024, 1, 2), issued=on(2025, 5),
    venue="ICML", arxiv="1811.06965", doi="10.1145/3", language="pt-BR", topics=("t", "gone"),
    links=(Link(kind="code", url="https://a.b/c"), Link(kind="other", url="javascript:x")),
    added=date(2025, 3, 4), note="**Read** it.", abstract="Fast <b>.", recommended=True,
    sources=(Source(file="a.txt", reader="json", captured=on(2025, 6, 7)),
             Source(file="b.txt", reader="json", captured=on(2026))),
)  # fmt: skip
ATOM = {"a": ATOM_NAMESPACE}
# RFC 3339, as RFC 4287 asks for it.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# How often RFC 4287 (4.1.1 and 4.1.2) and this project have each element.
FEED_ELEMENTS = {"icon": (0, 1), "title": (1, 1), "id": (1, 1), "updated": (1, 1), "link": (2, 2),
                 "entry": (0, MAX_ENTRIES)}  # fmt: skip
ENTRY_ELEMENTS = {"title": (1, 1), "id": (1, 1), "published": (0, 1), "updated": (1, 1),
                  "link": (1, 3), "author": (1, 9999), "category": (0, 9999),
                  "content": (1, 1)}  # fmt: skip


def files(*listed: Paper, site: Site = SITE) -> dict[str, str]:
    """The feeds of some papers by path."""
    return dict(feed_files(Catalog(papers=listed, topics=(TOPIC, EMPTY)), site, ENGLISH))


def parsed(text: str) -> ET.Element:
    """The root of an Atom feed."""
    return ET.fromstring(text)  # noqa: S314 - our own


def assert_elements(parent: ET.Element, known: dict[str, tuple[int, int]]) -> None:
    """Assert that an element has its children as often as it may."""
    names = [child.tag.removeprefix(f"{{{ATOM_NAMESPACE}}}") for child in parent]
    assert set(names) <= set(known)
    for name, (least, most) in known.items():
        assert least <= names.count(name) <= most, name


def assert_valid_atom(text: str) -> None:
    """Assert the rules of RFC 4287 that concern these feeds."""
    feed = parsed(text)
    assert feed.tag == f"{{{ATOM_NAMESPACE}}}feed"
    assert_elements(feed, FEED_ELEMENTS)
    entries = feed.findall("a:entry", ATOM)
    for entry in entries:
        assert_elements(entry, ENTRY_ELEMENTS)
        assert all(
            author.findtext("a:name", "", ATOM) for author in entry.findall("a:author", ATOM)
        )
        content = entry.find("a:content", ATOM)
        assert content is not None
        assert content.get("type") == "html"
        assert not list(content)
        html5lib.HTMLParser(strict=True).parseFragment(content.text or "")
    ids = [each.findtext("a:id", "", ATOM) for each in (feed, *entries)]
    assert len(ids) == len(set(ids))
    assert all(each.startswith("https://list.org/a/") for each in ids)
    for parent in (feed, *entries):
        rels = [link.get("rel") for link in parent.findall("a:link", ATOM)]
        assert rels.count("alternate") == 1
        title = parent.find("a:title", ATOM)
        assert title is not None
        assert title.get("type") is None  # plain text
    for link in feed.iter(f"{{{ATOM_NAMESPACE}}}link"):
        assert re.match(r"https?://[^\s<>]+$", link.get("href", ""))
    days = [each.text or "" for name in ("published", "updated")
            for each in feed.iter(f"{{{ATOM_NAMESPACE}}}{name}")]  # fmt: skip
    assert all(map(INSTANT.fullmatch, days))
    updates = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert feed.findtext("a:updated", namespaces=ATOM) == max(updates, default=days[0])


def assert_valid_json(text: str) -> None:
    """Assert the rules of JSON Feed 1.1 that concern these feeds."""
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    needed = {"version", "title", "home_page_url", "feed_url", "language", "items"}
    assert needed <= set(feed) <= needed | {"favicon"}
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    for item in feed["items"]:
        assert set(item) <= {
            "id", "url", "external_url", "title", "content_html", "date_published",
            "date_modified", "authors", "tags", "language", "attachments",
        }  # fmt: skip
        assert {"id", "url"} <= set(item)
        for attachment in item.get("attachments", ()):
            assert {"url", "mime_type"} <= set(attachment)
        assert all(INSTANT.fullmatch(item[key]) for key in item if key.startswith("date_"))


def test_each_feed_keeps_to_its_format_and_lists_the_same_papers() -> None:
    tagged = [paper(f"P {n}", id=f"p{n}", tags=("x",)) for n in range(MIN_PAPERS_FOR_TAG_FILES)]
    made = files(FULL, *tagged)
    assert set(made) == {
        "feed.xml", "feed.json", "picks.feed.xml", "picks.feed.json", "topics/t.feed.xml",
        "topics/t.feed.json", "topics/empty.feed.xml", "topics/empty.feed.json",
        "tags/x.feed.xml",
    }  # fmt: skip
    for path, text in made.items():
        (assert_valid_atom if path.endswith(".xml") else assert_valid_json)(text)
    for stem in ("feed", "picks.feed", "topics/t.feed", "topics/empty.feed"):
        atom = [entry.findtext("a:id", "", ATOM)
                for entry in parsed(made[f"{stem}.xml"]).findall("a:entry", ATOM)]  # fmt: skip
        assert atom == [item["id"] for item in json.loads(made[f"{stem}.json"])["items"]], stem
    assert parsed(made["topics/t.feed.xml"]).findtext("a:title", "", ATOM) == "A & <b>: T & more"


@pytest.mark.slow
@given(st.lists(papers, max_size=3, unique_by=lambda p: p.id), texts)
def test_the_feeds_of_any_list_keep_to_their_formats(invented: list[Paper], title: str) -> None:
    made = files(*invented, site=replace(SITE, name=title))
    for path, text in made.items():
        (assert_valid_atom if path.endswith(".xml") else assert_valid_json)(text)


def test_an_entry_says_when_it_was_added_and_when_it_last_changed() -> None:
    made = files(FULL)
    feed = parsed(made["feed.xml"])
    (entry,) = feed.findall("a:entry", ATOM)
    assert entry.findtext("a:published", "", ATOM) == "2025-03-04T00:00:00Z"
    assert entry.findtext("a:updated", "", ATOM) == "2025-06-07T00:00:00Z"
    assert feed.findtext("a:updated", "", ATOM) == "2025-06-07T00:00:00Z"
    (item,) = json.loads(made["feed.json"])["items"]
    assert item["date_published"] == "2025-03-04T00:00:00Z"
    assert item["date_modified"] == "2025-06-07T00:00:00Z"
    text = re.sub("<[^>]*>", "", item["content_html"])
    for shown in ("First version: 2 Jan 2024", "Published: May 2025", "ICML 2025"):
        assert shown in text


def test_a_paper_without_facts_of_change_has_the_day_of_its_publication() -> None:
    assert last_change(paper(published=on(2020, 5))) == date(2020, 5, 1)
    assert last_change(paper()) is None
    (entry,) = parsed(files(paper())["feed.xml"]).findall("a:entry", ATOM)
    assert entry.findtext("a:updated", "", ATOM) == "1970-01-01T00:00:00Z"
    assert entry.find("a:published", ATOM) is None


def test_an_entry_has_the_note_the_abstract_links_topics_and_the_language() -> None:
    made = files(FULL)
    (entry,) = parsed(made["feed.xml"]).findall("a:entry", ATOM)
    content = entry.findtext("a:content", "", ATOM)
    for shown in ("<strong>Read</strong> it.", '<p lang="pt-BR">Fast &#60;b&#62;.</p>',
                  'href="https://arxiv.org/pdf/1811.06965"', 'href="https://a.b/c"'):  # fmt: skip
        assert shown in content
    assert "javascript:" not in made["feed.xml"]
    assert [(c.get("term"), c.get("label")) for c in entry.findall("a:category", ATOM)] == [
        ("t", "T & more"), ("gone", "gone"),
    ]  # fmt: skip
    related = [(a.get("title"), a.get("href")) for a in entry.findall("a:link", ATOM)
               if a.get("rel") == "related"]  # fmt: skip
    assert related == [("PDF", "https://arxiv.org/pdf/1811.06965"), ("Code", "https://a.b/c")]
    kinds = [a.get("type") for a in entry.findall("a:link", ATOM) if a.get("rel") == "related"]
    assert kinds == ["application/pdf", None]
    title = entry.find("a:title", ATOM)
    assert title is not None
    assert title.get("{http://www.w3.org/XML/1998/namespace}lang") == "pt-BR"
    (item,) = json.loads(made["feed.json"])["items"]
    assert item["tags"] == ["T & more", "gone"]
    assert item["external_url"] == "https://doi.org/10.1145/3"
    assert item["attachments"] == [{
        "url": "https://arxiv.org/pdf/1811.06965", "mime_type": "application/pdf", "title": "PDF",
    }]  # fmt: skip
    assert item["language"] == "pt-BR"


def test_a_feed_has_the_icon_of_the_site_if_it_is_known() -> None:
    made = files(FULL, site=replace(SITE, icon="assets/images/favicon.png"))
    url = "https://list.org/a/assets/images/favicon.png"
    assert parsed(made["feed.xml"]).findtext("a:icon", "", ATOM) == url
    assert json.loads(made["topics/t.feed.json"])["favicon"] == url
    assert parsed(files(FULL)["feed.xml"]).find("a:icon", ATOM) is None


def test_an_entry_keeps_its_id_when_the_paper_gets_another() -> None:
    renamed = replace(FULL, id="new", aliases=("d2moe", "later"))
    ids = [json.loads(files(each)["feed.json"])["items"][0]["id"] for each in (FULL, renamed)]
    assert ids == ["https://list.org/a/papers/d2moe/"] * 2
    both = files(renamed, replace(FULL, title="Another"), replace(FULL, id="z", aliases=("later",)))
    found = {item["url"]: item["id"] for item in json.loads(both["feed.json"])["items"]}
    assert len(set(found.values())) == 3
    assert found["https://list.org/a/papers/d2moe/"] == "https://list.org/a/papers/d2moe/"


def test_the_newest_additions_come_first_and_old_ones_leave() -> None:
    many = [paper(f"P {n}", id=f"p{n}", added=date.fromordinal(700_000 + n))
            for n in range(MAX_ENTRIES + 5)]  # fmt: skip
    items = json.loads(files(*many)["feed.json"])["items"]
    assert len(items) == MAX_ENTRIES
    assert items[0]["title"] == f"P {MAX_ENTRIES + 4}"


def test_without_a_public_address_there_are_no_feeds() -> None:
    assert files(FULL, site=Site(name="A")) == {}
    assert head_links(Catalog(papers=(FULL,)), Site(name="A"), ENGLISH) == {}


def test_the_head_of_a_page_has_its_own_feed() -> None:
    links = head_links(Catalog(papers=(FULL,), topics=(TOPIC,)), SITE, ENGLISH)
    assert set(links) == {"index.md", "topics/t.md"}  # that of the list is on every page
    assert links["topics/t.md"]["atom"] == "https://list.org/a/topics/t.feed.xml"
    assert "<" not in links["topics/t.md"]["title"]
