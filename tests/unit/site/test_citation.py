"""How others cite a paper: names, references, links, BibTeX and CSL-JSON that programs accept."""

import json

import pytest
from bibtexparser.entrypoint import parse_string
from build import LIST, by, on, paper
from exporting import bibtex_of, csl_of
from hypothesis import given
from invented import papers
from jsonschema import Draft7Validator

from generator import store
from generator.model import TYPES, Catalog, Paper
from generator.site.formats.bibtex import bibtex_entry
from generator.site.formats.citation import apa_reference, markdown_link
from generator.site.formats.csl import csl_item
from generator.text.citation_keys import citation_keys
from generator.text.publications import paper_type

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog

# What CSL's csl-data.json says of the parts that are written here: the types, the keys allowed,
# names without other parts, dates as lists of one to three numbers.
TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "properties": dict.fromkeys(("family", "given", "suffix", "literal"), TEXT),
    "additionalProperties": False,
    "minProperties": 1,
}
PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": PARTS, "minItems": 1, "maxItems": 1},
        "circa": {"enum": [True, "?", "%"]},
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
CSL = Draft7Validator({
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": [*TYPES]},
            **dict.fromkeys(("id", "title", "container-title", "genre", "publisher", "number",
                             "DOI", "URL", "archive", "archive_location", "archive_collection",
                             "status", "language", "volume", "issue", "page", "edition",
                             "collection-title", "ISBN"), TEXT),
            "author": {"type": "array", "items": NAME},
            "editor": {"type": "array", "items": NAME},
            "issued": DATE,
            "original-date": DATE,
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
})  # fmt: skip

GPIPE = paper(
    "GPipe: Fast", authors=by("Yanping Huang", "Quoc V. Le", "Jean-Luc Picard"),
    published=on(2018, 11, 16), venue="NeurIPS 2019", arxiv="1811.06965",
)  # fmt: skip


def test_a_reference_names_authors_year_title_venue_and_address() -> None:
    assert apa_reference(GPIPE) == (
        "Huang, Y., Le, Q. V., & Picard, J.-L. (2019). GPipe: Fast. NeurIPS. "
        "https://arxiv.org/abs/1811.06965"
    )
    preprint = paper("Why?", authors=by("A B"), published=on(2020, 1, 2), arxiv="2001.00001")
    assert apa_reference(preprint) == (
        "B, A. (2020). Why? arXiv:2001.00001. https://arxiv.org/abs/2001.00001"
    )
    assert apa_reference(paper("Bare")) == "Bare. (n.d.)."
    assert apa_reference(paper("A", doi="10.1145/3")).endswith(" https://doi.org/10.1145/3")


@pytest.mark.parametrize(
    ("venue", "what"),
    [
        ("", "article"),
        ("NeurIPS 2019", "paper-conference"),
        ("Findings of EMNLP 2024", "paper-conference"),
        ("NeurIPS 2023 Workshop on AI for Science", "paper-conference"),
        ("International Conference on Computational Science", "paper-conference"),
        ("Symposium on Foundations of Computer Science 2020", "paper-conference"),
        ("AAAI 2026", "paper-conference"),
        ("ICML 2024 AI for Science", "paper-conference"),
        ("ACL Rolling Review", "paper-conference"),
        (
            "Proceedings of the 41st International Conference on Learning",
            "paper-conference",
        ),
        ("Proc. of SIGMOD", "paper-conference"),
        ("Proceedings of the IEEE/CVF Conference on Computer Vision", "paper-conference"),
        ("Proceedings of the IEEE Symposium on Security and Privacy", "paper-conference"),
        ("Uncertainty in Artificial Intelligence", "paper-conference"),
        ("MobiCom", "paper-conference"),
        ("TMLR 2026", "article-journal"),
        ("TACL", "article-journal"),
        ("IEEE Transactions on Very Large Scale Integration (VLSI) Systems", "article-journal"),
        ("IEEE Trans. Parallel Distrib. Syst.", "article-journal"),
        ("Journal of Machine Learning Research", "article-journal"),
        ("ACM Computing Surveys", "article-journal"),
        ("Nature", "article-journal"),
        ("Nature Machine Intelligence", "article-journal"),
        ("Science Advances", "article-journal"),
        ("PVLDB 17", "article-journal"),
        ("Proceedings of the IEEE 2020", "article-journal"),
        ("Artificial Intelligence", "article-journal"),
        ("Proceedings of the VLDB Endowment", "article-journal"),
        ("Proceedings of the ACM on Programming Languages", "article-journal"),
        ("Communications of the ACM", "article-journal"),
    ],
)
def test_a_venue_tells_articles_from_papers_at_meetings(venue: str, what: str) -> None:
    assert paper_type(paper("A", venue=venue)) == what


def test_a_month_is_a_name_that_bibtex_knows() -> None:
    text = bibtex_entry(paper("A", published=on(2020, 5, 2)), "k")
    (read,) = parse_string(f"@string{{may = {{May}}}}\n{text}").entries
    assert "month         = may,\n" in text
    assert read.fields_dict["month"].value == "May"


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named() -> None:
    many = by(*(f"A{n} Name{n}" for n in range(664)))
    text = apa_reference(paper("A", authors=many))
    assert "Name18, A., … Name663, A. (n.d.)." in text
    assert "Name19" not in text


@pytest.mark.parametrize(
    ("found", "link"),
    [
        (GPIPE, "[GPipe: Fast](https://arxiv.org/abs/1811.06965) (Huang et al., 2019)"),
        (paper("A [b](c) d*", authors=by("A B", "C D")), r"[A \[b\](c) d\*](x/) (B & D)"),
        (paper("A", arxiv="javascript:x"), "[A](x/)"),
        (paper("A", doi="10.1/x) [y](z"), "[A](x/)"),
    ],
)
def test_a_markdown_link_leads_to_the_paper_and_holds_no_other(found: Paper, link: str) -> None:
    assert markdown_link(found, "x/") == link


def test_a_csl_item_has_what_the_list_knows() -> None:
    assert csl_item(GPIPE, "k") == {
        "id": "k", "type": "paper-conference", "title": "GPipe: Fast",
        "author": [{"family": "Huang", "given": "Yanping"}, {"family": "Le", "given": "Quoc V."},
                   {"family": "Picard", "given": "Jean-Luc"}],
        "issued": {"date-parts": [[2019]]}, "original-date": {"date-parts": [[2018, 11, 16]]},
        "container-title": "NeurIPS", "archive": "arXiv", "archive_location": "1811.06965",
        "URL": "https://arxiv.org/abs/1811.06965",
    }  # fmt: skip
    preprint = csl_item(
        paper("D^{2}", authors=by("Gemini Team"), published=on(2020, 1, 2), arxiv="2001.00001"),
        "k",
    )
    assert preprint["type"] == "article"
    assert preprint["title"] == "D2"
    assert preprint["author"] == [{"literal": "Gemini Team"}]
    assert preprint["issued"] == {"date-parts": [[2020, 1, 2]]}
    assert preprint["number"] == "arXiv:2001.00001"
    assert csl_item(paper("A", venue="TMLR"), "k")["type"] == "article-journal"


def test_the_real_list_is_csl_json_under_the_keys_of_its_bibtex_of() -> None:
    items = json.loads(csl_of(REAL))
    assert list(CSL.iter_errors(items)) == []
    assert [item["id"] for item in items] == list(citation_keys(REAL).values())
    assert len(items) >= 120


@pytest.mark.slow
@given(papers)
def test_any_paper_is_csl_json(invented: Paper) -> None:
    items = json.loads(csl_of(Catalog(papers=(invented,))))
    assert list(CSL.iter_errors(items)) == []


def test_the_real_bibliography_reads_back_as_it_was_meant() -> None:
    library = parse_string(bibtex_of(REAL))
    assert not library.failed_blocks
    keys = citation_keys(REAL)
    assert [entry.key for entry in library.entries] == list(keys.values())
    for written, known in zip(library.entries, REAL.papers, strict=True):
        authors = written.fields_dict["author"].value
        assert authors.count(" and ") == len(known.authors) - 1
        where = {"inproceedings": "booktitle", "article": "journal"}.get(written.entry_type)
        assert {"booktitle", "journal"} & set(written.fields_dict) == ({where} if where else set())
        if known.arxiv:
            assert written.fields_dict["eprint"].value == known.arxiv


@pytest.mark.parametrize(
    ("name", "written"),
    [("Sammy Davis Jr.", "Davis, Jr., Sammy"), ("Gemini Team", "{Gemini Team}")],
)
def test_bibtex_keeps_suffixes_and_teams_whole(name: str, written: str) -> None:
    text = bibtex_of(Catalog(papers=(paper("A", authors=by(name)),)))
    assert f"author        = {{{written}}}" in text
