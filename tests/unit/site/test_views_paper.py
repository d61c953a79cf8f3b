"""The page of one paper: what is shown at once, what is beside it, and which papers it links to."""

from dataclasses import replace

import pytest
from build import ENGLISH, by, on, paper

from generator.model import Catalog, Link, Names, Paper
from generator.site.related.phrases import telling_phrases
from generator.site.views.all_pages import Views
from generator.site.views.paper_context import MAX_NAMING_PAPERS, PaperContext
from generator.site.views.paper_page import byline, identifiers, link_buttons, sort_links
from generator.site.views.parts import first_author_and_year
from generator.site.views.terms import without_overlap
from generator.site.views.types import Site

PLAIN = Paper(id="a", title="A")


def authored(*names: str) -> Paper:
    """A paper by some people."""
    return paper("A", authors=by(*names))


def contexts(*papers: Paper) -> dict[str, PaperContext]:
    """What the pages of a list show of its other papers."""
    found = Views(Catalog(papers=papers), Site(name="List"), ENGLISH).paper_contexts
    return {each.id: found.of(each) for each in papers}


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, ("A0 B", "", 0)),
        (4, ("A0 B, A1 B, A2 B, A3 B", "", 0)),
        (5, ("A0 B, A1 B, A2 B", "A3 B, A4 B", 2)),
    ],
)
def test_more_than_four_authors_are_folded_to_three(
    count: int, expected: tuple[str, str, int]
) -> None:
    assert byline(authored(*(f"A{n} B" for n in range(count))), {}, ENGLISH) == expected


def links_of(listed: Paper) -> tuple[list[str], list[str]]:
    """The names of the links above the abstract, and of the others."""
    actions, others = sort_links(tuple(link_buttons(listed, ENGLISH)))
    return [each.name for each in actions], [each.name for each in others]


def test_the_pdf_and_the_papers_own_page_are_above_the_abstract() -> None:
    address, doi = "https://www.acm.org/a", "10.1145/3341301"
    everything = paper("A", arxiv="1811.06965", doi=doi, url=address)
    assert links_of(everything) == (
        ["PDF", "arXiv"], ["Hugging Face", "DOI", "Publication on acm.org"]
    )  # fmt: skip
    assert links_of(paper("A", arxiv="", doi=doi, url=address)) == (
        ["DOI"], ["Publication on acm.org"]
    )  # fmt: skip
    assert links_of(paper("A", arxiv="", doi="", url=address)) == (["Publication on acm.org"], [])
    assert links_of(PLAIN) == ([], [])


def test_links_name_their_host() -> None:
    addresses = ("https://github.com/a/b", "https://www.GitLab.com/a", "https://a.example/b")
    links = tuple(Link(kind="code", url=url) for url in addresses)
    named = links_of(paper("A", arxiv="", doi="", url="", links=links))[1]
    assert named == ["Code on GitHub", "Code on GitLab", "Code on a.example"]


def test_an_arxiv_id_has_its_category() -> None:
    facts = list(identifiers(paper("A", arxiv="1811.06965", category="cs.CV", doi="10.1145/1")))
    assert [fact.label for fact in facts] == ["arXiv", "DOI"]
    assert facts[0].text.unescape() == "1811.06965 (cs.CV)"
    assert list(identifiers(PLAIN)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"authors": by("Ada Lovelace"), "published": on(2018)}, "Lovelace, 2018"),
        ({"authors": by("Ada Lovelace", "B C")}, "Lovelace and others"),
        ({"authors": Names(by("Ada Lovelace").listed, incomplete=True)}, "Lovelace and others"),
        ({"editors": by("B C"), "published": on(2018)}, "C, 2018"),
        ({}, ""),
    ],
)
def test_a_linked_paper_has_its_first_author_and_year(
    fields: dict[str, object], expected: str
) -> None:
    assert first_author_and_year(Paper(id="a", title="A", **fields), ENGLISH) == expected  # type: ignore[arg-type]


def test_papers_that_name_a_system_are_few_and_the_search_has_the_rest() -> None:
    system = paper("GPipe: Giant Networks", id="gpipe")
    # One name in too many papers would be a common term: others dilute it.
    others = tuple(paper(f"Nothing {n}", id=f"x{n}", abstract="None.") for n in range(200))
    naming = tuple(paper(f"P{n}", id=f"p{n}", abstract="It uses GPipe.") for n in range(8))
    found = contexts(system, *naming, *others)
    named_by = found["gpipe"].named_by
    assert [each.path for each in named_by.papers] == [f"papers/p{n}.md" for n in range(6)]
    assert (named_by.more, named_by.more_url) == (8 - MAX_NAMING_PAPERS, "../../?q=GPipe")
    assert [each.path for each in found["p7"].names] == ["papers/gpipe.md"]
    assert found["x0"].named_by.papers == found["gpipe"].names == ()


def test_related_papers_share_terms_that_the_others_do_not() -> None:
    found = contexts(
        paper("Sourdough bread", id="a", abstract="Wild yeast and rye flour make a slow dough."),
        paper("Bread of rye flour", id="b", abstract="On rye flour."),
        paper("Bread with wild yeast", id="c", abstract="On wild yeast."),
    )
    reasons = {each.path: each.reason for each in found["a"].related}
    assert reasons["papers/b.md"] == "in common: rye flour"
    assert reasons["papers/c.md"] == "in common: Wild yeast"


def test_telling_phrases_are_pairs_of_words_and_long_words_of_titles() -> None:
    title, abstract = "Expert Placement for Transformers", "Expert placements, graph. (often)"
    found = telling_phrases(title, abstract)
    assert found == {
        "expert placement": "Expert placements", "placement": "placement",
        "transformer": "transformers",
    }  # fmt: skip


def test_a_name_with_all_words_of_an_earlier_one_is_left_out() -> None:
    names = ["KV cache", "kv caches", "cache", "GPUs", "fast GPUs"]
    assert without_overlap(names) == ["KV cache", "GPUs"]


def test_what_decides_a_context_changes_with_it() -> None:
    def found(site: Site, *papers: Paper) -> tuple[list[object], PaperContext]:
        made = Views(Catalog(papers=papers), site, ENGLISH).paper_contexts
        return [*made.inputs(papers[0])], made.of(papers[0])

    first = paper("A of X-Ray", authors=by("Ann Lee"), tags=("t", "u"))
    others = (paper("B of X-Ray", tags=("t",)), paper("C", tags=("u",)))
    site = Site(name="List", issues="https://git/issues/new")
    before = found(site, first, *others)
    assert found(site, first, *others) == before
    for changed in (
        found(replace(site, issues=""), first, *others),
        found(replace(site, edit=lambda file: f"https://git/{file}"), first, *others),
        found(site, first, *others, paper("D", tags=("t",))),
        found(site, first, replace(others[0], title="Other of X-Ray"), others[1]),
        found(site, first, *others, paper("D", authors=by("Ann Lee"))),
    ):
        assert changed[0] != before[0]
        assert changed[1] != before[1]
