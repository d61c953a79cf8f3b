"""Formats of `reading-list export`, read by other means than the list's own readers."""

import csv
import json
from io import StringIO

import pytest
from build import by, on, paper
from hypothesis import given
from hypothesis import strategies as st
from invented import papers, texts

from generator.ingest.readers import Request, read
from generator.model import Catalog, Link, Name, Names, Paper
from generator.site.exports import FORMATS, export_text
from generator.site.formats.biblatex import biblatex_entry
from generator.site.formats.csv_table import COLUMNS, safe_cell
from generator.site.formats.ris import inverted_name, ris_record


def ris_fields(record: str) -> list[tuple[str, str]]:
    """The tags and values of RIS: each line has a tag, two spaces, a hyphen and a space."""
    lines = record.split("\n")
    assert all(line[2:6] == "  - " for line in lines if line)
    return [(line[:2], line[6:]) for line in lines if line]


def test_a_ris_record_has_the_tags_of_reference_managers() -> None:
    article = paper(
        "GPipe", type="article-journal", authors=by("Yanping Huang", "Martin L. King Jr."),
        editors=by("Ann Lee"), venue="J. Tests", published=on(2018, 11, 16), issued=on(2019, 3),
        volume="10", issue="2", pages="103-112", number="e7", arxiv="1811.06965",
        doi="10.1145/3", url="https://example.org/a", language="en", isbn="978-3-16-148410-0",
        publisher="P",
    )  # fmt: skip
    assert ris_fields(ris_record(article, "huang2018")) == [
        ("TY", "JOUR"), ("ID", "huang2018"), ("TI", "GPipe"), ("AU", "Huang, Yanping"),
        ("AU", "King, Martin L., Jr."), ("ED", "Lee, Ann"), ("T2", "J. Tests"), ("PY", "2019"),
        ("DA", "2019/03//"), ("ET", "2018/11/16/"), ("VL", "10"), ("IS", "2"), ("SP", "103"),
        ("EP", "112"), ("C7", "e7"), ("PB", "P"), ("SN", "978-3-16-148410-0"), ("LA", "en"),
        ("C1", "arXiv:1811.06965"), ("DO", "10.1145/3"), ("UR", "https://example.org/a"),
        ("ER", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="van der Berg", given="Piet"), "van der Berg, Piet"),
        (Name(family="King", given="M.", suffix="Jr."), "King, M., Jr."),
        (Name(literal="Google Brain"), "Google Brain,"),
        (Name(literal="OpenAI"), "OpenAI"),
        (Name(literal="Team, Inc."), "Team, Inc.,"),
    ],
)
def test_a_name_is_written_family_first(name: Name, written: str) -> None:
    assert inverted_name(name) == written


def test_a_retracted_or_withdrawn_paper_says_so_in_ris() -> None:
    retracted = ris_record(paper(publication_status="retracted"), "k")
    withdrawn = ris_record(paper(publication_status="withdrawn"), "k")
    assert ("M3", "Retracted") in ris_fields(retracted)
    assert ("N1", "Withdrawn") in ris_fields(withdrawn)


def test_an_incomplete_list_of_authors_says_so() -> None:
    record = paper(authors=Names((Name(family="Doe", given="J."),), incomplete=True))
    assert ("AU", "et al.") in ris_fields(ris_record(record, "k"))


@pytest.mark.parametrize(
    ("record", "start"),
    [
        (paper(arxiv="1811.06965"), "@online{k,"),
        (paper(type="article"), "@unpublished{k,"),
        (paper(type="webpage", url="https://example.org"), "@online{k,"),
        (paper(type="webpage", arxiv="1811.06965"), "@misc{k,"),
        (paper(type="software"), "@software{k,"),
        (paper(type="thesis"), "@thesis{k,"),
    ],
)
def test_biblatex_has_types_that_bibtex_lacks(record: Paper, start: str) -> None:
    assert biblatex_entry(record, "k").startswith(start)


def test_biblatex_has_a_date_and_an_eprint() -> None:
    entry = biblatex_entry(
        paper(published=on(2018, 11), arxiv="1811.06965", category="cs.LG", language="de"), "k"
    )
    for line in ("date          = {2018-11}", "eprinttype    = {arxiv}",
                 "eprintclass   = {cs.LG}", "langid        = {german}"):  # fmt: skip
        assert f"  {line}," in entry


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV table by column."""
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_csv_row_has_what_the_list_knows() -> None:
    record = paper(
        'A, "B"', id="a", authors=by("Jane Doe", "Al Poe"), published=on(2020, 1),
        issued=on(2021), venue="ICML", topics=("t", "u"), tags=("x", "y; z"), status="read",
        recommended=True, links=(Link(kind="code", url="https://a.b/;c"),),
    )  # fmt: skip
    text = export_text(Catalog(papers=(record,)), [record], "csv")
    assert text.endswith("\r\n")
    (row,) = rows(text)
    assert {name: value for name, value in row.items() if value} == {
        "id": "a", "citation key": "doe2020b", "type": "paper-conference", "title": 'A, "B"',
        "authors": "Doe, Jane; Poe, Al", "published": "2020-01", "issued": "2021",
        "venue": "ICML", "topic ids": "t; u", "tags": "x; y, z", "status": "read",
        "recommended": "yes", "code links": "https://a.b/;c",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "'=1", "''-1"])
def test_no_spreadsheet_runs_a_cell(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "'quoted' title", "1-2", ""])
def test_other_cells_are_as_they_were(text: str) -> None:
    assert safe_cell(text) == text


@given(texts)
def test_removing_an_apostrophe_gives_back_the_cell(text: str) -> None:
    cell = safe_cell(text)
    assert cell[:1] not in tuple("=+-@\t\r")
    original = cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
    assert original == safe_cell(text).removeprefix("'" if cell != original else "")
    assert safe_cell(original) == cell


@pytest.mark.parametrize("form", FORMATS)
@given(invented=st.lists(papers, max_size=2, unique_by=lambda p: p.id))
def test_any_list_is_exported_in_any_format(form: str, invented: list[Paper]) -> None:
    catalog = Catalog(papers=tuple(invented))
    text = export_text(catalog, catalog.papers, form)
    text.encode()
    if form == "csv":
        assert [len(row) for row in csv.reader(StringIO(text, newline=""))] == [len(COLUMNS)] * (
            len(invented) + 1
        )
    elif form == "ris":
        assert [tag for tag, _ in ris_fields(text)].count("TY") == len(invented)
    elif form in ("json", "csl-json"):
        assert len(json.loads(text)) == len(invented)
    else:
        assert sum(line.startswith("@") for line in text.split("\n")) == len(invented)


@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_has_the_key_of_the_whole_list(form: str) -> None:
    first, second = paper("Deep Ponds", id="m"), paper("Deep Lakes", id="n")
    both = Catalog(papers=(first, second))
    alone = export_text(Catalog(papers=(second,)), [second], form)
    assert export_text(both, [second], form) != alone
    assert "anondeep" in export_text(both, [second], form)


@pytest.mark.parametrize("form", ["csv", "json", "csl-json", "ris", "bibtex"])
@pytest.mark.parametrize("doi", ["10.1000/x.", "10.1000/a,10.1000/b", "10.1000/x"])
def test_a_doi_with_odd_punctuation_comes_back(form: str, doi: str) -> None:
    listed = [paper("Deep Ponds", doi=doi, authors=by("Jane Doe"))]
    text = export_text(Catalog(papers=tuple(listed)), listed, form)
    (entry,) = read(Request(text=text, source="-")).entries
    assert entry.doi == doi
