"""The page of all papers and the files that its filters read."""

import json
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from build import ENGLISH, by, on

from generator.model import Catalog, Link, Organization, Paper, PartialDate, Source, Topic
from generator.site.formats.bibtex import bibtex_entry
from generator.site.formats.csl import csl_item, csl_json
from generator.site.views.all_pages import Views
from generator.site.views.paper_list import MAX_CARDS_ON_PAGE
from generator.site.views.types import Site
from generator.text.citation_keys import citation_keys

SITE = Site(name="List")
TOPICS = (
    Topic(id="pipelines", name="Pipelines & stages", group="Systems", description="Splitting."),
    Topic(id="unused", name="Unused", group="Systems", description="Nothing."),
)
GPIPE = Paper(
    id="gpipe", title="GPipe: $D^{2}$ <b>", authors=by("Ada Lovelace"), venue="NeurIPS 2019",
    organization=Organization(name="Gensyn & Co"), published=on(2018, 11, 16),
    added=date(2024, 1, 2), arxiv="1811.06965", topics=("pipelines", "gone"), tags=("lora", "once"),
    links=(Link(kind="code", url="https://github.com/a/b"),), status="read", recommended=True,
    sources=(Source(file="a.txt", reader="b", comments=7),),
)  # fmt: skip
OTHER = Paper(id="other", title="Other", published=on(2020, 1, 2), tags=("lora",))
UNDATED = Paper(id="undated", title="Undated", links=(Link(kind="other", url="https://a.org"),))
CATALOG = Catalog(papers=(GPIPE, OTHER, UNDATED), topics=TOPICS)


def script_data(name: str, catalog: Catalog, site: Site = SITE) -> Any:
    """What a file of the page hands to its script."""
    text = dict(Views(catalog, site, ENGLISH).paper_list.files())[f"papers/{name}.js"]
    return json.loads(text.removeprefix("self.readingListGiven="))


def rows(catalog: Catalog = CATALOG, site: Site = SITE) -> list[dict[str, Any]]:
    """The rows of the filters."""
    data: list[dict[str, Any]] = script_data("list", catalog, site)
    return data


def filters(catalog: Catalog = CATALOG) -> dict[str, Any]:
    """What can be chosen."""
    data: dict[str, Any] = script_data("filters", catalog)
    return data


def test_rows_stand_in_the_order_of_the_page() -> None:
    cards = Views(CATALOG, SITE, ENGLISH).papers().cards
    assert [card.path for card in cards] == [f"papers/{row['id']}.md" for row in rows()]
    assert [row["id"] for row in rows()] == ["other", "gpipe", "undated"]


def test_a_row_says_what_filters_orders_and_downloads_need() -> None:
    assert rows()[1] == {
        "id": "gpipe", "key": "lovelace2018gpipe", "url": "gpipe/", "title": "GPipe: D2 <b>",
        "day": "16 Nov 2018", "line": "Ada Lovelace · NeurIPS 2019", "authors": ["Ada Lovelace"],
        "organization": "Gensyn & Co", "published": "2018-11-16", "added": "2024-01-02",
        "venue": "NeurIPS 2019", "arxiv": "1811.06965", "topics": ["pipelines"],
        "tags": ["lora", "once"], "status": "read", "recommended": True, "code": True,
        "comments": 7,
    }  # fmt: skip


def test_what_is_not_known_is_absent_from_a_row() -> None:
    assert rows()[2] == {
        "id": "undated", "key": "anonundated", "url": "undated/", "title": "Undated",
    }  # fmt: skip


def test_what_is_taken_along_is_what_programs_get() -> None:
    keys = citation_keys(CATALOG)
    for paper in CATALOG.papers:
        assert script_data("bibtex", CATALOG)[paper.id] == bibtex_entry(paper, keys[paper.id])
        assert [script_data("csl", CATALOG)[paper.id]] == json.loads(
            csl_json(csl_item(paper, keys[paper.id]))
        )


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0c", "\x1c", '"', "\\", "<"])
def test_a_papers_page_shows_its_item_of_the_bibliography(character: str) -> None:
    text = f"A{character}b"
    paper = Paper(
        id="x", title=text, authors=by(f"Ada {text}"), venue=text, url=f"https://x.org/{text}"
    )
    views = Views(Catalog(papers=(paper,)), SITE, ENGLISH)
    shown = {
        c.format: unescape(c.text)
        for c in views.paper(paper, views.paper_contexts.of(paper)).citations
    }
    assert json.loads(shown["CSL-JSON"]) == json.loads(views.csl_texts["x"])


def test_choices_come_with_how_many_papers_they_leave() -> None:
    assert filters() == {
        "papers": 3,
        "topics": [{"id": "pipelines", "name": "Pipelines & stages", "group": "Systems",
                    "url": "../topics/pipelines/", "hue": 1, "count": 1}],
        "tags": [{"name": "lora", "count": 2}],
        "people": [],
        "organizations": [{"name": "Gensyn & Co", "count": 1}],
        "years": [{"name": "2020", "count": 1}, {"name": "2018", "count": 1}],
        "statuses": [{"id": "read", "name": "read", "count": 1}],
        "code": 1,
    }  # fmt: skip


def test_every_choice_is_spelled_as_in_the_rows() -> None:
    odd = tuple(
        replace(GPIPE, id=f"p{n}", tags=("\\emph{Odd}\u202e  tag",),
                organization=Organization(name="An\n\u200b odd  name"))
        for n in range(2)
    )  # fmt: skip
    catalog = Catalog(papers=odd)
    (tag,), (organization,) = (filters(catalog)[name] for name in ("tags", "organizations"))
    for row in rows(catalog):
        assert row["tags"] == [tag["name"]]
        assert row["organization"] == organization["name"]
    assert tag["count"] == organization["count"] == 2
    assert "\u202e" not in tag["name"]


@pytest.mark.parametrize(("directories", "url"), [(True, "other/"), (False, "other.html")])
def test_rows_lead_to_the_papers_however_addresses_end(directories: bool, url: str) -> None:
    assert rows(site=replace(SITE, directory_urls=directories))[0]["url"] == url


@pytest.mark.parametrize(
    ("count", "rest"),
    [(MAX_CARDS_ON_PAGE - 1, 0), (MAX_CARDS_ON_PAGE, 0), (MAX_CARDS_ON_PAGE + 3, 3)],
)
def test_a_long_list_shows_its_newest_and_says_how_many_are_left(count: int, rest: int) -> None:
    day = date(2020, 1, 1).toordinal()
    papers = tuple(
        Paper(
            id=f"p{n:03}",
            title=f"P {n}",
            published=PartialDate.from_date(date.fromordinal(day + n)),
        )
        for n in range(count)
    )
    view = Views(Catalog(papers=papers), SITE, ENGLISH).papers()
    assert (len(view.cards), view.remaining) == (count - rest, rest)
    assert view.cards[0].path == f"papers/{papers[-1].id}.md"
    assert view.intro == f"{count} papers"
