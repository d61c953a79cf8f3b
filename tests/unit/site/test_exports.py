"""The list for other programs: BibTeX and JSON that others can read."""

import json
import re
from datetime import date

import pytest
from build import LIST, ROOT, by, on, paper
from command import run
from exporting import bibtex_of
from hypothesis import given
from hypothesis import strategies as st
from invented import papers
from jsonschema import Draft202012Validator

from generator import store
from generator.ingest.readers import Request, read
from generator.model import Catalog, Link, Name, Names, Organization, Paper
from generator.site.formats.bibtex import bibtex_entry
from generator.site.formats.json_data import PAPERS_SCHEMA, papers_json
from generator.site.related import Neighbour
from generator.text.citation_keys import citation_keys

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
KEY = re.compile(r"[a-z0-9]+")


def url(path: str) -> str:
    """An address on some site."""
    return f"https://list.org/{path}"


def fields(bibtex: str) -> dict[str, str]:
    """The fields of one entry, read as BibTeX reads them: by counting braces; a month is a name."""
    found: dict[str, str] = {}
    body = bibtex.removesuffix("}\n").split(",\n", 1)[1]
    while match := re.match(r"\s*,?\s*(\w+)\s*= (?:\{|([a-z]{3})(?=,?\n))", body):
        if match[2]:
            assert match[1] == "month"
            found[match[1]], body = match[2], body[match.end() :]
            continue
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(body[end], 0)
            end += 1
        found[match[1]] = body[match.end() : end - 1]
        body = body[end:]
    assert not body.strip(), body
    return found


def test_every_real_paper_has_a_key_of_its_own() -> None:
    keys = citation_keys(REAL)
    assert set(keys) == set(REAL.by_id)
    assert len(set(keys.values())) == len(keys) >= 120
    assert all(KEY.fullmatch(key) for key in keys.values())


def test_a_key_is_family_name_year_and_first_word() -> None:
    reference = paper(
        "The GPipe way", authors=by("Yanping Huang", "B C"), published=on(2018, 11, 16)
    )
    nameless = paper("Ünïcode", id="u", venue="ICML 2019")
    accented = paper("A on", id="a", authors=by("José Núñez-Del Río"))
    keys = citation_keys(Catalog(papers=(reference, nameless, accented)))
    assert list(keys.values()) == ["huang2018gpipe", "anon2019unicode", "riopaper"]


def test_a_thousand_papers_of_one_key_have_keys_of_their_own() -> None:
    many = tuple(paper("Same", id=f"p{i}") for i in range(1000))
    keys = list(citation_keys(Catalog(papers=many)).values())
    assert keys[0] == "anonsame"
    assert all(re.fullmatch("anonsame[a-z]{6,}", key) for key in keys[1:])
    assert len(set(keys)) == 1000


def test_a_paper_that_joins_the_list_changes_no_key() -> None:
    old = paper("Deep Ponds", id="m", authors=by("Jane Doe"), added=date(2020, 1, 1))
    also = paper("Deep Lakes", id="n", authors=by("John Doe"), added=date(2020, 1, 2))
    new = paper("Deep Seas", id="a", authors=by("Jane Doe"), added=date(2021, 1, 1))
    before = citation_keys(Catalog(papers=(old, also)))
    after = citation_keys(Catalog(papers=(new, old, also)))
    assert before["m"] == "doedeep"
    assert {id_: after[id_] for id_ in before} == before
    assert len(set(after.values())) == 3


def test_a_key_that_a_source_gave_is_kept_unless_bibtex_cannot_read_it() -> None:
    kept = paper("A", id="a", key="Müller:2020/ü")
    broken = paper("B", id="b", key="two words, {")
    reference = paper("C", id="c", authors=by("Ann Alpha"))
    taker = paper("D", id="d", key="AlphaC")
    keys = citation_keys(Catalog(papers=(kept, broken, reference, taker)))
    assert (keys["a"], keys["b"], keys["d"]) == ("Müller:2020/ü", "anonb", "AlphaC")
    assert re.fullmatch("alphac[a-z]{6}", keys["c"])


@pytest.mark.parametrize(
    ("venue", "kind", "where"),
    [
        ("", "misc", None),
        ("NeurIPS 2019", "inproceedings", "booktitle"),
        ("Journal of Machine Learning Research", "article", "journal"),
        ("TMLR", "article", "journal"),
        ("Transactions of the ACL", "article", "journal"),
        ("Naturelike Workshop", "inproceedings", "booktitle"),
    ],
)
def test_an_entry_has_the_type_of_its_venue(venue: str, kind: str, where: str | None) -> None:
    bibtex = bibtex_entry(paper("A", venue=venue), "key")
    assert bibtex.startswith(f"@{kind}{{key,\n")
    assert {"booktitle", "journal"} & set(fields(bibtex)) == ({where} if where else set())


def test_an_entry_has_what_the_list_knows() -> None:
    known = paper(
        "GPipe", authors=by("Yanping Huang", "Team, Inc."), published=on(2018, 11, 16),
        arxiv="1811.06965", category="cs.CV",
    )  # fmt: skip
    assert fields(bibtex_entry(known, "k")) == {
        "title": "{GPipe}", "author": "Yanping Huang and {Team, Inc.}", "year": "2018",
        "month": "nov", "day": "16", "eprint": "1811.06965", "archivePrefix": "arXiv",
        "primaryClass": "cs.CV",
        "url": "https://arxiv.org/abs/1811.06965",
    }  # fmt: skip
    bibtex_fields = fields(
        bibtex_entry(paper("A", venue="ICML 2020", doi="10.1145/3", published=on(2018, 1, 1)), "k")
    )
    assert bibtex_fields == {
        "title": "{A}", "booktitle": "ICML", "year": "2020", "doi": "10.1145/3",
        "origdate": "2018-01-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% & more_of #1", r"100\% \& more\_of \#1"),
        (r"By 5\% and D^{2}MoE", r"By 5\% and D2MoE"),
        ("Tülu", r"T\"ulu"),
        ("{a} set", r"\{a\} set"),
        ("an open { brace", r"an open {\textbraceleft} brace"),
        ("} turned {", r"{\textbraceright} turned {\textbraceleft}"),
    ],
)
def test_a_title_is_escaped_for_latex(title: str, written: str) -> None:
    assert fields(bibtex_entry(paper(title, id="a"), "k"))["title"] == f"{{{written}}}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Kurt Gödel", r"Kurt G\"odel"),
        ("Smith and Sons", "{Smith and Sons}"),
        ("Smith AND Sons", "{Smith AND Sons}"),
        ("R&D, Inc.", r"{R\&D, Inc.}"),
        ("Anders Andersson", "Anders Andersson"),
    ],
)
def test_a_name_stays_one_name(name: str, written: str) -> None:
    assert (
        fields(bibtex_entry(paper("A", authors=by(name, "B")), "k"))["author"] == f"{written} and B"
    )


@pytest.mark.slow
@given(st.lists(papers, max_size=3, unique_by=lambda p: p.id))
def test_the_bibliography_of_any_list_is_well_formed(invented: list[Paper]) -> None:
    catalog = Catalog(papers=tuple(invented))
    keys = citation_keys(catalog)
    assert bibtex_of(catalog) == "\n".join(bibtex_entry(p, keys[p.id]) for p in invented)
    for each in invented:
        assert fields(bibtex_entry(each, "k"))["title"].startswith("{")


def test_the_real_bibliography_has_every_title() -> None:
    assert bibtex_of(REAL).count("  title         = {{") == len(REAL.papers)


FULL = paper(
    "D^{2}MoE", id="d2moe", authors=by("A B"), organization=Organization(name="G", handle="g"),
    published=on(2024, 1, 2), venue="ICML", arxiv="1811.06965", doi="10.1145/3",
    language="pt-BR", topics=("t",), tags=("x",), status="read", recommended=True,
    links=(Link(kind="code", url="https://a.b"),), added=date(2025, 3, 4),
    note="not exported", abstract="not exported",
)  # fmt: skip


JSON_KEYS = (
    "id", "title", "url", "authors", "organization", "published", "venue", "arxiv", "doi",
    "language", "topics", "tags", "related", "links", "status", "recommended", "added",
)  # fmt: skip


def test_papers_json_keeps_its_contract() -> None:
    near = {"d2moe": (Neighbour(id="bare"),)}
    bare = paper("Bare")
    data = json.loads(papers_json(Catalog(papers=(FULL, bare)), near, url))
    assert [{key: each[key] for key in JSON_KEYS} for each in data] == [
        {
            "id": "d2moe", "title": "D^{2}MoE", "url": "https://list.org/papers/d2moe.md",
            "authors": ["A B"], "organization": {"handle": "g", "name": "G"},
            "published": "2024-01-02", "venue": "ICML", "arxiv": "1811.06965", "doi": "10.1145/3",
            "language": "pt-BR", "topics": ["t"], "tags": ["x"], "related": ["bare"],
            "links": [{"kind": "code", "url": "https://a.b"}], "status": "read",
            "recommended": True, "added": "2025-03-04",
        },
        {
            "id": "bare", "title": "Bare", "url": "https://list.org/papers/bare.md", "authors": [],
            "organization": None, "published": None, "venue": None, "arxiv": None, "doi": None,
            "language": None, "topics": [], "tags": [], "related": [], "links": [], "status": None,
            "recommended": False, "added": None,
        },
    ]  # fmt: skip


@given(st.lists(papers, max_size=3, unique_by=lambda p: p.id))
def test_papers_json_has_the_form_of_its_schema(invented: list[Paper]) -> None:
    data = json.loads(papers_json(Catalog(papers=(*invented, FULL)), {}, url))
    assert [error.message for error in Draft202012Validator(PAPERS_SCHEMA).iter_errors(data)] == []


def test_papers_json_is_not_imported_because_its_urls_are_pages_of_the_list() -> None:
    text = papers_json(Catalog(papers=(FULL,)), {}, url)
    result = read(Request(text=text, source="papers.json"))
    assert not result.entries
    assert "import papers.csl.json or papers.bib" in result.findings[0].message


def test_the_schema_of_papers_json_is_printed_and_committed() -> None:
    stdout = run("schema", "papers").stdout
    assert (ROOT / "schemas" / "papers.schema.json").read_text("utf-8") == stdout
    schema = json.loads(stdout)
    Draft202012Validator.check_schema(schema)
    (made,) = json.loads(papers_json(Catalog(papers=(FULL,)), {}, url))
    assert list(made) == schema["items"]["required"]


def test_no_part_of_a_name_starts_a_line_in_bibtex() -> None:
    name = Name(family="A\n\n@misc{own,", given="B\n@misc{c,")
    bibtex = bibtex_entry(paper(authors=Names((name, Name(literal="C\n@misc{d,")))), "key")
    assert [line[:1] for line in bibtex.splitlines()].count("@") == 1
