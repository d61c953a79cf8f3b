"""What machines read in a page's head: Google Scholar's elements and schema.org's JSON-LD."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import html5lib
import pytest
from build import LIST, by, on, paper
from cases import for_each
from hypothesis import given
from invented import papers

from generator import store
from generator.model import Paper
from generator.site.formats.citation import citation_year
from generator.site.formats.head_metadata import (
    _SCHEMA_TYPES,
    citation_tags,
    head_elements,
    linked_data,
)

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
PAGE = "https://example.org/list/papers/gpipe/"
GPIPE = paper(
    'GPipe: D^{2} "<b>" & more', id="gpipe", authors=by("Yanping Huang", "Gemini Team"),
    published=on(2018, 11, 16), venue="NeurIPS 2018", arxiv="1811.06965", doi="10.1145/3",
)  # fmt: skip

# What schema.org's vocabulary says (https://schema.org/ScholarlyArticle, release 29.0) of the
# properties that are used: what values each takes, by the type it stands in. `Text` is no address.
TEXT, URL, DATE = "Text", "URL", "Date"
VOCABULARY: dict[str, dict[str, set[str]]] = {
    "ScholarlyArticle": {
        "headline": {TEXT}, "author": {"Person", "Organization"}, "datePublished": {DATE},
        "isPartOf": {"Periodical", "Book", "PublicationIssue", "PublicationVolume", URL},
        "sameAs": {URL}, "mainEntityOfPage": {URL, "CreativeWork"}, "editor": {"Person"},
        "inLanguage": {TEXT}, "pagination": {TEXT}, "publisher": {"Person", "Organization"},
        "isbn": {TEXT}, "creativeWorkStatus": {TEXT}, "abstract": {TEXT}, "keywords": {TEXT},
        "identifier": {TEXT},
    },
    "Person": {"name": {TEXT}},
    "Organization": {"name": {TEXT}},
    "Periodical": {"name": {TEXT}},
    "Book": {"name": {TEXT}},
}  # fmt: skip
# A date is a day, a month or a year of ISO 8601.
FORMS = {
    DATE: re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    URL: re.compile(r"https://[^\s<>\"]+"),
    TEXT: re.compile(r"(?!https?://).+", re.DOTALL),
}


def faults(node: object, types: set[str], where: str) -> Iterator[str]:
    """What of a value the vocabulary does not allow."""
    if isinstance(node, list):
        yield from (fault for item in node for fault in faults(item, types, where))
        yield from () if node else (f"{where}: an empty list",)
    elif isinstance(node, dict):
        kind = str(node.get("@type"))
        if kind not in types:
            yield f"{where}: {kind} is none of {sorted(types)}"
        for name, value in node.items():
            if name not in ("@type", "@context"):
                allowed = VOCABULARY.get(kind, {}).get(name)
                yield from faults(value, allowed or set(), f"{where}.{name}")
    elif not any(isinstance(node, str) and FORMS[form].fullmatch(node)
                 for form in types & set(FORMS)):  # fmt: skip
        yield f"{where}: {node!r} is none of {sorted(types)}"


def linked_data_faults(article: object) -> list[str]:
    """What is wrong with an article's linked data."""
    return list(faults(article, {"ScholarlyArticle"}, "article"))


def elements(html: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Names and contents of the meta elements, and the texts of the scripts; nothing else."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(f"<!doctype html><head><meta charset=utf-8><title>x</title>{html}</head>x")
    assert not parser.errors
    found = list(root.find("head"))[2:]
    metas = [(e.get("name"), e.get("content")) for e in found if e.tag == "meta"]
    scripts = [e for e in found if e.tag == "script"]
    assert len(metas) + len(scripts) == len(found)
    assert all(set(e.attrib) == {"name", "content"} for e in found if e.tag == "meta")
    assert [e.attrib for e in scripts] == [{"type": "application/ld+json"}]
    assert root.find("body").text == "x"
    return metas, [script.text for script in scripts]


def test_google_scholar_and_zotero_find_what_they_look_for() -> None:
    metas, _ = elements(head_elements(GPIPE, PAGE))
    assert metas == [
        ("citation_title", 'GPipe: D2 "<b>" & more'),
        ("citation_author", "Yanping Huang"),
        ("citation_author", "Gemini Team"),
        ("citation_publication_date", "2018"),
        ("citation_online_date", "2018/11/16"),
        ("citation_conference_title", "NeurIPS"),
        ("citation_doi", "10.1145/3"),
        ("citation_arxiv_id", "1811.06965"),
        ("citation_pdf_url", "https://arxiv.org/pdf/1811.06965"),
        ("citation_abstract_html_url", PAGE),
    ]


def test_a_venue_that_prints_another_year_dates_the_paper() -> None:
    tags = dict(citation_tags(replace(GPIPE, venue="TMLR 2020"), ""))
    assert tags["citation_publication_date"] == "2020"
    assert tags["citation_online_date"] == "2018/11/16"
    assert tags["citation_journal_title"] == "TMLR"


def test_what_is_not_known_is_not_said() -> None:
    metas, (script,) = elements(head_elements(paper("Bare")))
    assert metas == [("citation_title", "Bare")]
    assert json.loads(script) == {
        "@context": "https://schema.org", "@type": "ScholarlyArticle", "headline": "Bare",
    }  # fmt: skip


def test_the_linked_data_is_a_scholarly_article() -> None:
    article = linked_data(GPIPE, PAGE)
    assert article["@context"] == "https://schema.org"
    assert linked_data_faults(article) == []
    assert set(article) - {"@context", "@type"} <= set(VOCABULARY["ScholarlyArticle"])
    assert article["mainEntityOfPage"] == PAGE
    assert article["author"] == [
        {"@type": "Person", "name": "Yanping Huang"},
        {"@type": "Organization", "name": "Gemini Team"},
    ]
    assert article["datePublished"] == "2018"
    assert article["sameAs"] == ["https://doi.org/10.1145/3", "https://arxiv.org/abs/1811.06965"]
    assert article["identifier"] == ["doi:10.1145/3", "arXiv:1811.06965"]
    more = linked_data(replace(GPIPE, abstract="By 5\\% $x$.", tags=("a b", "c", "c")))
    assert linked_data_faults(more) == []
    assert more["abstract"] == "By 5% x."
    assert more["keywords"] == ["a b", "c"]
    journal = linked_data(replace(GPIPE, venue="Journal of X"))
    assert journal["isPartOf"] == {"@type": "Periodical", "name": "Journal of X"}


@for_each(REAL.papers, lambda found: found.id)
def test_the_linked_data_of_the_real_list_keeps_to_the_vocabulary(found: Paper) -> None:
    article = linked_data(found, PAGE)
    assert linked_data_faults(article) == []
    assert {"headline", "author"} <= set(article)
    assert ("datePublished" in article) == bool(found.published or citation_year(found))


@pytest.mark.parametrize(
    "change",
    [
        {"headline": 1}, {"title": "A"}, {"author": ["A"]}, {"author": []}, {"sameAs": "10.1/3"},
        {"author": [{"@type": "Team", "name": "A"}]}, {"datePublished": "16 Nov 2018"},
        {"author": [{"@type": "Person", "fullName": "A"}]}, {"@type": "Paper"},
    ],
)  # fmt: skip
def test_faults_in_linked_data_are_found(change: dict[str, object]) -> None:
    assert linked_data_faults({**linked_data(GPIPE, PAGE), **change})


@pytest.mark.parametrize(
    "attack",
    [
        "</script><script>pwned=1</script>", '"><svg onload=pwned=1>', "<!--<script>", "]]>-->",
        "{{ 7*191 }} {% raise %} {# x #}", "' onload='x", "\u2028</head>", "&quot;><b>",
        "\x00\x1b\x85", "</title><base href=x>", "</script x", "</script/x", "<!-- <script x",
    ],
)  # fmt: skip
def test_an_attack_in_any_field_stays_a_value(attack: str) -> None:
    evil = replace(GPIPE, title=attack, authors=by(attack), venue=attack, arxiv=attack, doi=attack,
                   tags=(attack,), category=attack)  # fmt: skip
    html = head_elements(evil, PAGE)
    metas, (script,) = elements(html)
    assert json.loads(script)["author"][0]["name"] == " ".join(attack.split())
    assert not re.search(r"\{\{|\{%|\{#", html)
    assert {name for name, _ in metas} <= {
        "citation_title", "citation_author", "citation_publication_date", "citation_online_date",
        "citation_conference_title", "citation_journal_title", "citation_abstract_html_url",
    }  # fmt: skip


@pytest.mark.slow
@given(papers)
def test_the_head_of_any_paper_is_valid_html(invented: Paper) -> None:
    metas, (script,) = elements(head_elements(invented, PAGE))
    assert len([name for name, _ in metas if name == "citation_author"]) <= len(invented.authors)
    data = json.loads(script)
    assert data["@type"] in {"ScholarlyArticle", *_SCHEMA_TYPES.values()}
    assert set(data) <= {"@context", "@type", *VOCABULARY["ScholarlyArticle"]}
