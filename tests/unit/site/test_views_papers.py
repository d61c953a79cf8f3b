"""The page of all papers and the files that its filters read."""

import json
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from build import ENGLISH, by, on

from generator.model import Catalog, Link, Organization, Paper, PartialDate, Source, Topic
from generator.site.formats.bibtex import complete_bibtex_entry
from generator.site.formats.csl import csl_item, csl_json
from generator.site.views.all_pages import Views
from generator.site.views.paper_list import (
    MAX_CARDS_ON_PAGE,
    MAX_PAPERS_IN_ONE_FILE,
    ROWS_PER_FILE,
)
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


def parts(catalog: Catalog = CATALOG) -> dict[str, Any]:
    """The parts of the data of a short list."""
    data: dict[str, Any] = script_data("list", catalog)["value"]
    return data


def rows(catalog: Catalog = CATALOG) -> list[dict[str, Any]]:
    """What is not empty in the rows of a short list."""
    columns = parts(catalog)["rows-0"]
    cells = (zip(columns, row, strict=True) for row in zip(*columns.values(), strict=True))
    return [{name: value for name, value in row if value} for row in cells]


def filters(catalog: Catalog = CATALOG) -> dict[str, Any]:
    """What can be chosen."""
    data: dict[str, Any] = script_data("filters", catalog)
    return {name: data[name] for name in data if name not in {"version", "ending", "direction",
                                                              "rows_per_file"}}  # fmt: skip


def long_list(count: int = MAX_PAPERS_IN_ONE_FILE + 1) -> Catalog:
    """A list whose data are in several files."""
    papers = (Paper(id=f"p{n:04}", title=f"P {n:04}", tags=("all", f"t{n}")) for n in range(count))
    return Catalog(papers=tuple(papers))


def test_papers_are_numbered_in_the_order_of_the_page() -> None:
    cards = Views(CATALOG, SITE, ENGLISH).papers().cards
    assert parts()["ids"] == ["other", "gpipe", "undated"]
    assert [card.path for card in cards] == [f"papers/{id_}.md" for id_ in parts()["ids"]]
    keys = citation_keys(CATALOG)
    assert parts()["keys"] == [keys[id_] for id_ in parts()["ids"]]


def test_a_row_has_what_cards_show_and_words_are_found_in() -> None:
    assert rows()[1] == {
        "title": "GPipe: D2 <b>", "day": "16 Nov 2018", "published": "2018-11-16",
        "authors": ["Ada Lovelace"], "venue": "NeurIPS 2019", "arxiv": "1811.06965",
        "topics": [0], "tags": [0, "once"], "recommended": 1,
    }  # fmt: skip
    assert rows()[2] == {"title": "Undated"}


def test_only_a_byline_that_names_do_not_give_is_written() -> None:
    some = replace(by("A B", "C D"), incomplete=True)
    others = (
        replace(OTHER, id="some", authors=some),
        replace(OTHER, id="many", authors=by(*(f"A{n}" for n in range(9)))),
        replace(OTHER, id="edited", editors=by("E F")),
    )
    catalog = Catalog(papers=others)
    bylines = dict(zip(parts(catalog)["ids"], rows(catalog), strict=True))
    assert {id_: row.get("byline") for id_, row in bylines.items()} == {
        "some": "A B, C D and others", "many": None, "edited": "E F (editors)",
    }  # fmt: skip


def test_facets_have_the_papers_of_each_value_in_the_order_of_the_filters() -> None:
    assert parts()["facets"] == {
        "lists": {"list": "", "topic": "B", "tag": "AA", "year": "A|B", "person": "",
                  "organization": "B", "status": "B", "code": "B"},
        "added": "ABA", "comments": "AIA",
    }  # fmt: skip


def test_a_long_list_has_a_file_for_each_part() -> None:
    catalog = long_list()
    files = dict(Views(catalog, SITE, ENGLISH).paper_list.files())
    count = len(catalog.papers)
    row_files = [f"rows-{n}" for n in range(-(-count // ROWS_PER_FILE))]
    names = ["filters", "facets", "ids", "keys", *row_files, "bibtex", "ris", "csl"]
    assert [*files] == [f"papers/{name}.js" for name in names]
    filters_ = script_data("filters", catalog)
    assert filters_["rows_per_file"] == ROWS_PER_FILE
    last = script_data(row_files[-1], catalog)
    assert (last["name"], last["version"]) == (row_files[-1], filters_["version"])
    assert len(last["value"]["title"]) == count % ROWS_PER_FILE
    assert last["value"]["tags"][-1] == [0, f"t{count - 1}"]


def test_data_of_another_order_have_another_version() -> None:
    papers = CATALOG.papers
    retitled = replace(CATALOG, papers=(*papers[:2], replace(UNDATED, venue="V")))
    newer = replace(CATALOG, papers=(*papers, replace(OTHER, id="newer", published=on(2021, 1, 2))))
    versions = [script_data("filters", each)["version"] for each in (CATALOG, retitled, newer)]
    assert versions[0] == versions[1] != versions[2]


def test_what_is_taken_along_is_what_programs_get() -> None:
    keys = citation_keys(CATALOG)
    for paper in CATALOG.papers:
        key = keys[paper.id]
        assert script_data("bibtex", CATALOG)[paper.id] == complete_bibtex_entry(paper, key)
        item = csl_json(csl_item(paper, key))
        assert [script_data("csl", CATALOG)[paper.id]] == json.loads(item)


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
    assert json.loads(shown["CSL-JSON"]) == [json.loads(views.csl_lines["x"])]


def test_choices_come_with_how_many_papers_they_leave() -> None:
    assert filters() == {
        "papers": 3,
        "lists": [],
        "topics": [{"id": "pipelines", "name": "Pipelines & stages", "group": "Systems",
                    "url": "../topics/pipelines/", "hue": 1, "count": 1}],
        "tags": [{"name": "lora", "count": 2}],
        "people": [],
        "organizations": [{"name": "Gensyn & Co", "count": 1}],
        "years": [{"name": "2020", "count": 1}, {"name": "2018", "count": 1}],
        "statuses": [{"id": "read", "name": "read", "count": 1}],
        "code": 1,
    }  # fmt: skip


def test_every_choice_is_spelled_safely_and_counted_once() -> None:
    odd = tuple(
        replace(GPIPE, id=f"p{n}", tags=("\\emph{Odd}\u202e  tag",),
                organization=Organization(name="An\n\u200b odd  name"))
        for n in range(2)
    )  # fmt: skip
    catalog = Catalog(papers=odd)
    (tag,), (organization,) = (filters(catalog)[name] for name in ("tags", "organizations"))
    assert tag["count"] == organization["count"] == 2
    assert "\u202e" not in tag["name"]
    assert "\u200b" not in organization["name"]
    assert [row["tags"] for row in rows(catalog)] == [[0], [0]]


@pytest.mark.parametrize(("directories", "ending"), [(True, "/"), (False, ".html")])
def test_filters_say_how_addresses_of_papers_end(directories: bool, ending: str) -> None:
    site = replace(SITE, directory_urls=directories)
    assert script_data("filters", CATALOG, site)["ending"] == ending


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
