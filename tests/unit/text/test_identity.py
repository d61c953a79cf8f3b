"""Which records are one paper, and which are two."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from build import by, codes, entry, errors, new_project, on, paper

from generator import project
from generator.checks import run
from generator.checks.duplicates import Record, compare, title_genericness
from generator.ingest import readers
from generator.ingest.merge import Proposal, propose
from generator.ingest.readers import Request
from generator.model import Catalog, Entry, Paper

LONG = "We measure how deep ponds are, with a rope, a stone and a good deal of patience."
CASES = Path(__file__).parents[2] / "data" / "cases"


def verdict(one: dict[str, Any], other: dict[str, Any], title: str = "Learning to Walk") -> str:
    """What is said of two papers with one title and these facts; the order does not matter."""
    records = [Record(paper(title, **facts)) for facts in (one, other)]
    verdicts = {compare(*records)[0], compare(*reversed(records))[0]}
    (only,) = verdicts
    return only


def imported(*sources: str) -> Proposal:
    """Files of the cases, imported together into an empty list."""
    entries: list[Entry] = []
    for name in sources:
        text = (CASES / name).read_text("utf-8")
        entries += readers.read(Request(text=text, source=name)).entries
    return propose(Catalog(), entries)


def outcomes(proposal: Proposal) -> list[str]:
    """What became of each entry."""
    return [change.outcome for change in proposal.changes]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"doi": "10.1000/a"}, {"arxiv": "1811.06965"}),
        ({"doi": "10.1000/a"}, {"doi": "https://doi.org/10.1000/A"}),
        ({"doi": "10.1000/a"}, {"doi": "10.48550/arXiv.1811.06965"}),
        ({"doi": "10.1000/a"}, {"doi": "10.1101/2020.01.02.123456"}),
        ({"arxiv": "1811.06965"}, {"doi": "10.48550/arXiv.1811.06965"}),
        ({"arxiv": "math.GT/0309136"}, {"arxiv": "math/0309136"}),
        ({"authors": by("Jane Doe")}, {}),
        ({"authors": by("Jane Doe", "Ann Roe")}, {"authors": by("Roe, A.", "Moe, Bo")}),
        ({"authors": by("Jane Doe", "and others")}, {"authors": by("Doe, J.", "Roe, Ann")}),
        ({"authors": by("Jürgen Müller")}, {"authors": by("Mueller, J.")}),
        ({"authors": by("Piet van den Berg")}, {"authors": by("Berg, P.")}),
        ({"authors": by("Wang Xiaoming")}, {"authors": by("Xiaoming Wang")}),
        ({"authors": by("Doe J")}, {"authors": by("Jane Doe")}),
        ({"published": on(1990)}, {"published": on(2010)}),
    ],
)
def test_one_title_without_contrary_evidence_is_one_paper(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict(one, other) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
        ({"arxiv": "1811.06965"}, {"arxiv": "1811.06960"}),
        ({"arxiv": "1811.06965"}, {"doi": "10.48550/arXiv.1811.06960"}),
        ({"authors": by("Al Poe")}, {"authors": by("Bo Moe")}),
        ({"authors": by("Al Poe", "and others")}, {"authors": by("Bo Moe", "and others")}),
    ],
)
def test_contrary_evidence_makes_one_title_two_papers(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict(one, other) == "different"
    papers = (
        paper("Learning to Walk", id="one", **one),
        paper("Learning to walk.", id="two", **other),
    )
    assert not {"duplicate-title", "similar-paper"} & {*codes(run(Catalog(papers=papers)))}


def test_a_family_name_with_another_initial_is_doubtful() -> None:
    assert verdict({"authors": by("Wei Wang")}, {"authors": by("Li Wang")}) == "unsure"
    assert verdict({"authors": by("Wei Wang")}, {"authors": by("Wang, W.", "Li Wang")}) == "same"


@pytest.mark.parametrize(
    "title",
    ["Editorial", "Preface", "Introduction", "Reply", "Erratum", "Book Review", "Book reviews",
     "Guest Editorial", "Introduction to the Special Issue", "Letter to the Editor",
     "Preface to the Second Edition", "Front Matter", "Editorial: Volume 3", "Table of Contents",
     "Author's Reply", "In Memoriam", "Vorwort", "Corrigendum", "Concluding Remarks"],
)  # fmt: skip
def test_a_formulaic_title_tells_nothing(title: str) -> None:
    assert title_genericness(title) == "formulaic"
    assert verdict({}, {}, title) == "unsure"
    assert verdict({"authors": by("Jane Doe")}, {"authors": by("Jane Doe")}, title) == "same"
    one = {"authors": by("Jane Doe"), "published": on(2010)}
    assert verdict(one, {"authors": by("Jane Doe"), "published": on(2011)}, title) == "unsure"
    assert verdict(one, {"authors": by("Jane Doe"), "published": on(2019)}, title) == "different"


@pytest.mark.parametrize("title", ["GPipe", "Counterfactuals", "D^{2}MoE", "SQuAD!"])
def test_one_word_tells_nothing(title: str) -> None:
    assert title_genericness(title) == "one-word"
    assert verdict({}, {}, title) == "unsure"
    assert verdict({"abstract": LONG}, {"abstract": LONG.upper()}, title) == "same"
    one = {"authors": by("Jane Doe"), "published": on(2010)}
    assert verdict(one, {"authors": by("Doe, J."), "published": on(2012)}, title) == "same"
    assert verdict(one, {"authors": by("Doe, J."), "published": on(2019)}, title) == "different"


@pytest.mark.parametrize(
    "title", ["A Review of Deep Ponds", "Learning to Walk", "大规模语言模型综述研究"]
)
def test_an_ordinary_title_tells_a_paper(title: str) -> None:
    assert title_genericness(title) == ""


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        (["07-subtitle.bib"], 2),
        (["08-same-title-different-paper.bib"], 4),
        (["38a-first.bib", "38b-second.bib"], 2),
        (["34a-v1.bib", "34b-published.bib"], 5),
        (["merge01-same-title.json"], 2),
        (["merge02-two-arxiv-ids.json"], 2),
    ],
)
def test_different_papers_stay_apart(sources: Sequence[str], count: int) -> None:
    proposal = imported(*sources)
    assert len(proposal.papers) == count
    assert "similar-paper" in codes(proposal.findings) or sources == ["07-subtitle.bib"]
    assert all(f.origin.line for f in proposal.findings)
    again = propose(Catalog(papers=proposal.papers), [c.entry for c in proposal.changes])
    assert {*outcomes(again)} == {"unchanged"}
    assert not errors(run(Catalog(papers=proposal.papers)))


def test_a_bridge_between_two_papers_gives_neither_an_id_of_the_other() -> None:
    one, two = paper("One of Two", arxiv="2203.15556"), paper("Two of Two", doi="10.5555/3600270")
    bridge = entry("Two of Two", doi="10.5555/3600270", arxiv="2203.15556")
    for known, entries in (
        ((one, two), [bridge]),
        ((), [entry("One of Two", arxiv="2203.15556"), entry("Two of Two", doi=two.doi), bridge]),
    ):
        proposal = propose(Catalog(papers=known), entries)
        after = {p.id: p for p in known} | {p.id: p for p in proposal.papers}
        assert not errors(run(Catalog(papers=tuple(after.values()))))
        assert "ambiguous-paper" in codes(proposal.findings)


@pytest.mark.slow
def test_an_import_makes_no_valid_list_invalid(tmp_path: Path) -> None:
    where = new_project(tmp_path)
    title = "An Empirical Analysis of Compute-Optimal Training"
    for entry_fields in (
        {"title": "Training Compute-Optimal Models", "arxiv": "2203.15556"},
        {"title": title, "doi": "10.5555/3600270"},
        {"title": title, "doi": "10.5555/3600270", "arxiv": "2203.15556"},
        {"title": "Learning to Walk", "doi": "10.1000/a"},
        {"title": "Learning to Walk", "doi": "10.1000/b"},
        {"title": "Learning to Walk", "abstract": LONG},
        {"title": "Editorial", "doi": "10.1000/c"},
        {"title": "Editorial", "authors": ["Jane Doe"]},
        {"title": "Editorial", "doi": "10.1000/c", "authors": ["Jane Doe"]},
    ):
        request = Request(text=json.dumps([entry_fields]), source=f"{len(str(entry_fields))}.json")
        project.import_entries(where, [request])
        assert errors(project.load(where).findings) == [], entry_fields


def test_a_reworded_title_is_recognised() -> None:
    first = propose(Catalog(), [entry("A Good Paper on Memory", authors=by("Jane Doe"))]).papers[0]
    for reworded in ("A Very Good Paper about Memory", "Memory"):
        known = Paper(id=first.id, title=reworded, sources=first.sources, authors=first.authors)
        for claim in (
            entry("A Good Paper on Memory"),
            entry("A good paper on memory.", authors=by("Doe, J."), reader="bibtex"),
        ):
            proposal = propose(Catalog(papers=(known,)), [claim])
            assert [change.paper.id for change in proposal.changes] == [first.id]
    other = propose(Catalog(papers=(known,)), [entry(first.title, authors=by("Al Poe"))])
    assert outcomes(other) == ["new"]
    assert "similar-paper" in codes(other.findings)


def test_a_renamed_paper_is_recognised_by_its_old_id() -> None:
    claim = entry("A Good Paper on Memory")
    (first,) = propose(Catalog(), [claim]).papers
    known = Paper(id="memory", title="On Memory", aliases=(first.id,), sources=first.sources)
    assert outcomes(propose(Catalog(papers=(known,)), [claim])) == ["unchanged"]


def test_each_entry_of_a_source_keeps_its_own_paper() -> None:
    claims = [entry("Editorial"), entry("Editorial"), entry("GPipe"), entry("Editorial", venue="J")]
    papers = propose(Catalog(), claims).papers
    assert len(papers) == 4
    again = propose(Catalog(papers=papers), claims)
    assert outcomes(again) == ["unchanged"] * 4


def test_papers_that_may_be_one_are_a_warning_and_no_error() -> None:
    papers = (paper("Editorial", id="a"), paper("Editorial", id="b"))
    assert "similar-paper" in codes(run(Catalog(papers=papers)))
    assert "duplicate-title" not in codes(run(Catalog(papers=papers)))
