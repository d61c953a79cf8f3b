"""Merging: the same paper is found again, and what people wrote stays."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from build import (
    DECEMBER,
    FACTS,
    SEPTEMBER,
    by,
    codes,
    entry,
    folder_bytes,
    new_project,
    on,
    paper,
    request,
    write,
)

from generator import project, store
from generator.checks.matching import entry_source
from generator.ingest import merge
from generator.ingest.merge import Proposal, propose
from generator.ingest.readers import Request
from generator.model import (
    Catalog,
    Entry,
    Link,
    Organization,
    Origin,
    Paper,
    PartialDate,
    Source,
    Topic,
)
from generator.model.errors import Refused
from generator.project import ImportResult, Project
from generator.text.citation_keys import citation_keys

TOPIC = Topic(id="pipelines", name="P", group="G", description="D", keywords=("gpipe",))
CAPTURED = PartialDate(year=2025, month=12, day=9)


def outcomes(proposal: Proposal) -> list[str]:
    """What became of each entry."""
    return [change.outcome for change in proposal.changes]


def onto(known: Paper, *entries: Entry) -> Proposal:
    """Entries proposed to a list of one paper."""
    return propose(Catalog(papers=(known,)), entries)


def the_paper(known: Paper, *entries: Entry) -> Paper:
    """That paper after the entries were merged into it."""
    (merged,) = {change.paper.id: change.paper for change in onto(known, *entries).changes}.values()
    return merged


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (paper("A", arxiv="1811.06965"), entry("Other", arxiv="1811.06965")),
        (paper("A", arxiv="cs/0112017"), entry("Other", arxiv="cs/0112017")),
        (
            paper("A", arxiv="https://arxiv.org/abs/1811.06965v2"),
            entry("Other", arxiv="1811.06965"),
        ),
        (paper("A", doi="10.1145/ABC"), entry("Other", doi="10.1145/abc")),
        (paper("A", doi="https://doi.org/10.1145/abc"), entry("Other", doi="10.1145/abc")),
        (paper("A Title: one"), entry("a title - One!")),
        (paper("D^{2}MoE in Use"), entry("D2MoE in use")),
        (paper(r"{\em Tülu} 3 by 5\%"), entry('T\\"ulu 3 by 5%')),
        (paper("A  long\u00a0title"), entry(" A long\ntitle")),
        (paper("ﬁne Ａ"), entry("fine A")),
    ],
)
def test_the_same_paper_is_recognised(known: Paper, claim: Entry) -> None:
    assert outcomes(onto(known, claim)) == ["changed"]
    first = entry(known.title, arxiv=known.arxiv, doi=known.doi)
    assert outcomes(propose(Catalog(), [first, claim])) == ["new", "changed"]


@pytest.mark.parametrize(
    ("known", "claim"),
    [
        (paper("A", arxiv="1811.06965"), entry("B", arxiv="1811.06960")),
        (paper("A1"), entry("A2")),
        (paper("की"), entry("का")),
    ],
)
def test_another_paper_is_new(known: Paper, claim: Entry) -> None:
    assert outcomes(onto(known, claim)) == ["new"]


def test_only_empty_fields_are_filled() -> None:
    known = paper(
        "A title", authors=by("Mine"), venue="Mine", abstract="", note="Mine", topics=("mine",),
        tags=("mine",), links=(Link(kind="code", url="https://mine.org"),), status="read",
    )  # fmt: skip
    claim = entry(
        "A Title", authors=by("Mine", "Theirs"), venue="Theirs", abstract="Theirs",
        note="Theirs", doi="10.1/2", published=CAPTURED, category="cs.LG",
        organization=Organization(name="Theirs"),
        links=(Link(kind="code", url="https://theirs.org"),), arxiv="1811.06965",
    )  # fmt: skip
    assert the_paper(known, claim) == replace(
        known, abstract="Theirs", doi="10.1/2", published=on(2025, 12, 9), category="cs.LG",
        organization=Organization(name="Theirs"), arxiv="1811.06965",
        sources=(entry_source(claim),),
    )  # fmt: skip


def test_a_day_without_a_year_fills_no_date() -> None:
    claim = entry("A title", published=PartialDate(month=12, day=9))
    assert the_paper(paper("A title"), claim).published is None


def test_the_most_trusted_source_speaks_first_whatever_the_order() -> None:
    shown = entry("GPIPE: EASY", reader="daily-papers", venue="Shown", abstract="Shown")
    looked_up = entry("GPipe: Easy", reader="json", venue="Looked up")
    for entries in ([shown, looked_up], [looked_up, shown]):
        (merged,) = propose(Catalog(), entries).papers
        assert (merged.title, merged.venue, merged.abstract) == (
            "GPipe: Easy",
            "Looked up",
            "Shown",
        )


def test_a_new_paper_gets_suggestions_links_and_the_day_it_was_seen() -> None:
    abstract = "GPipe splits a network. GPipe is fast."
    first = entry(
        "GPipe in Use",
        captured=CAPTURED,
        abstract=abstract,
        links=(Link(kind="code", url="https://a.b"),),
    )
    second = entry(
        "GPipe in Use",
        captured=replace(CAPTURED, day=1),
        links=(Link(kind="code", url="https://c.d"),),
    )
    (merged,) = propose(Catalog(topics=(TOPIC,)), [first, second]).papers
    assert (merged.id, merged.topics, merged.added) == (
        "gpipe-in-use",
        ("pipelines",),
        date(2025, 12, 1),
    )
    assert [link.url for link in merged.links] == ["https://a.b", "https://c.d"]
    (given,) = propose(Catalog(), [first], added=date(2020, 1, 1)).papers
    assert given.added == date(2020, 1, 1)


def test_a_new_paper_that_fits_no_topic_is_told_of() -> None:
    proposal = propose(
        Catalog(topics=(TOPIC,)), [entry("Tulips"), entry("GPipe", abstract="GPipe, GPipe")]
    )
    (finding,) = [found for found in proposal.findings if found.code == "no-topic"]
    assert (finding.severity, "'Tulips'" in finding.message) == ("info", True)
    assert not [f for f in propose(Catalog(), [entry("Tulips")]).findings if f.code == "no-topic"]


def test_keywords_become_tags_in_the_spelling_of_the_list() -> None:
    known = paper("Other", tags=("graph neural networks", "GPUs"))
    claim = entry("New", keywords=("Graph Neural Network", "Deep Learning", "gpus"))
    new = propose(Catalog(papers=(known,)), [claim]).papers[0]
    assert new.tags[:3] == ("graph neural networks", "deep learning", "GPUs")
    assert new.sources[0].keywords == claim.keywords


def test_an_annotation_becomes_the_note_of_a_new_paper_alone() -> None:
    claim = entry("Some New Paper", annotation="Read this first.")
    assert propose(Catalog(), [claim]).papers[0].note == "Read this first."
    assert the_paper(paper("Some New Paper", note=""), claim).note == ""


def test_the_date_of_a_publication_is_filled_in_beside_that_of_its_preprint() -> None:
    known = paper("Deep Ponds and Lakes", arxiv="1811.06965", published=on(2018, 11, 16))
    claim = entry(known.title, venue="NeurIPS", type="paper-conference", published=on(2019))
    proposal = onto(known, claim)
    assert (proposal.papers[0].published, proposal.papers[0].issued) == (on(2018, 11, 16), on(2019))
    assert proposal.papers[0].venue == "NeurIPS"
    assert codes(proposal.findings) == []
    assert codes(onto(known, replace(claim, venue="")).findings) == ["disagreement"]
    assert the_paper(replace(known, published=on(2019)), claim).issued is None


def test_a_citation_key_of_a_source_is_kept_and_no_two_papers_share_one() -> None:
    known = paper("Deep Ponds", authors=by("Jane Doe"), published=on(2020))
    fields = {"authors": by("Jane Doe"), "published": on(2020)}
    claims = [
        entry("Deep Lakes", **fields),
        entry("Deep Seas", key="Doe:20", **fields),
        entry("Deep Wells", key="doe:20", **fields),
        entry("Deep Holes", key="two words", **fields),
    ]
    new = propose(Catalog(papers=(known,)), claims).papers
    assert [each.key[:12] for each in new][1] == "Doe:20"
    assert [each.key[:-6] for each in new] == ["doe2020deep", "", "doe:20", "doe2020deep"]
    keys = citation_keys(Catalog(papers=(known, *new)))
    assert keys[known.id] == "doe2020deep"
    assert [keys[each.id] for each in new] == [each.key for each in new]
    assert the_paper(known, entry("Deep Ponds", key="x")).key == ""


def test_a_known_paper_gets_no_suggestions() -> None:
    catalog = Catalog(papers=(paper("GPipe"),), topics=(TOPIC,))
    (merged,) = propose(catalog, [entry(abstract="GPipe")]).papers
    assert (merged.topics, merged.tags, merged.added) == ((), (), None)


@pytest.mark.parametrize(
    ("known", "claim", "words"),
    [
        ({"published": on(2025, 12, 8)}, {"published": CAPTURED}, ("2025-12-08", "2025-12-09")),
        ({"published": on(2025, 12, 8)}, {"published": PartialDate(month=12, day=9)}, ("Dec 9",)),
        ({"authors": by("A", "B")}, {"authors": by("A")}, ("2 authors", "1 author")),
        ({"authors": by("A", "B")}, {"author_count": 3}, ("2 authors", "3 authors")),
        ({"arxiv": "1811.06965", "doi": "10.1145/a"}, {"arxiv": "1811.06960", "doi": "10.1145/a"},
         ("1811.06965", "1811.06960")),
        ({"doi": "10.1145/a", "arxiv": "1811.06965"}, {"doi": "10.1/b", "arxiv": "1811.06965"},
         ("10.1145/a", "10.1/b")),
        ({"venue": "ICML"}, {"venue": "NeurIPS"}, ("ICML", "NeurIPS")),
        ({"abstract": "One"}, {"abstract": "Two"}, ("abstract",)),
        ({"doi": "10.1145/a"}, {"doi": "10.1145/A", "title": "Else"}, ("title", "GPipe", "Else")),
    ],
)  # fmt: skip
def test_a_disagreement_is_reported_where_it_was_read(
    known: dict[str, Any], claim: dict[str, Any], words: tuple[str, ...]
) -> None:
    findings = onto(
        paper("GPipe in Use", **known), replace(entry("GPipe in use"), **claim)
    ).findings
    assert codes(findings) == ["disagreement"]
    assert findings[0].origin == Origin(source="list.json", line=3)
    assert all(word in findings[0].message for word in words)


def test_another_spelling_is_no_disagreement() -> None:
    known = paper(
        "D^{2}MoE", id="d", abstract=r"By 5\% more.", venue="NeurIPS", doi="10.1145/A",
        arxiv="arXiv:1811.06965v2", published=on(2025, 12, 9), authors=by("A"),
    )  # fmt: skip
    claim = entry(
        "D2MoE", abstract="by 5% more", venue="neurips", doi="10.1145/a", arxiv="1811.06965",
        published=PartialDate(month=12, day=9), author_count=1,
    )  # fmt: skip
    assert onto(known, claim).findings == ()


def test_an_entry_that_fits_two_papers_is_reported() -> None:
    catalog = Catalog(papers=(paper("A title", arxiv="1811.06965"), paper("B title")))
    proposal = propose(catalog, [entry("B title", arxiv="1811.06965")])
    assert [change.paper.id for change in proposal.changes] == ["a-title"]
    assert codes(proposal.findings) == ["ambiguous-paper", "disagreement"]
    assert "b-title.yml" in proposal.findings[0].message


def test_an_id_stays_when_the_title_changes() -> None:
    known = paper("A better title", id="old-title", arxiv="1811.06965")
    assert the_paper(known, entry("Old title", arxiv="1811.06965")).id == "old-title"


def test_new_ids_avoid_all_that_are_taken() -> None:
    known = paper("Else", id="gpipe", aliases=("gpipe-2",))
    proposal = propose(Catalog(papers=(known,)), [entry(), entry("GPipe 2!")])
    assert [change.paper.id for change in proposal.changes] == ["gpipe-3", "gpipe-2-2"]


def test_the_same_source_is_noted_once() -> None:
    once = the_paper(paper("A title"), entry("A title", captured=CAPTURED))
    assert outcomes(onto(once, entry("A title", captured=CAPTURED))) == ["unchanged"]
    assert outcomes(onto(once, entry("A title", captured=PartialDate(month=12, day=9)))) == [
        "unchanged"
    ]
    assert outcomes(onto(once, entry("A title", captured=replace(CAPTURED, day=1)))) == ["changed"]


def test_a_year_that_becomes_known_is_filled_into_the_source() -> None:
    first = the_paper(paper("A title"), entry("A title", captured=PartialDate(month=12, day=9)))
    second = the_paper(first, entry("A title", captured=CAPTURED))
    assert [source.captured for source in second.sources] == [CAPTURED]


def test_a_source_names_its_file_without_folders() -> None:
    for name, noted in (
        ("a/b c.txt", "b c.txt"),
        ("C:\\x\\y.txt", "y.txt"),
        ("-", "standard-input"),
    ):
        claim = entry(origin=Origin(source=name), authors=by("A", "B"), comments=0)
        assert entry_source(claim) == Source(file=noted, reader="json", authors=2, comments=0)


def imported(where: Project, *captures: Path) -> ImportResult:
    """Captures imported into a project."""
    return project.import_entries(where, [request(path) for path in captures])


def count_changes(done: ImportResult) -> Counter[str]:
    """How many entries came to what."""
    return Counter(change.outcome for change in done.proposal.changes)


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A list without papers."""
    return new_project(tmp_path)


def test_a_refused_source_is_read_and_not_merged(
    empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged: list[object] = []
    monkeypatch.setattr(merge, "group_entries", merged.append)
    bad = Request(text='[{"title": "Kept", "published": "2020"}, {"title": 5}]', source="bad.json")
    done = project.import_entries(empty, [bad])
    assert [each.title for each in done.sources.refused_entries] == ["Kept"]
    assert (merged, done.proposal.changes) == ([], ())


@pytest.mark.slow
def test_the_real_captures_make_the_real_list_and_a_second_import_changes_no_byte(
    empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = imported(empty, DECEMBER, SEPTEMBER, FACTS)
    assert count_changes(first)["new"] == 120
    assert len(first.proposal.papers) == 120
    before = folder_bytes(empty.papers)
    assert len(before) == 120
    loaded = project.load(empty)
    assert [f for f in loaded.findings if f.severity == "error"] == []
    written: list[int] = []
    monkeypatch.setattr(store, "commit", lambda _folder, texts: written.append(len(texts)))
    second = imported(empty, DECEMBER, SEPTEMBER, FACTS)
    assert count_changes(second) == {"unchanged": len(first.proposal.changes)}
    assert second.proposal.papers == ()
    assert not any(written)
    assert folder_bytes(empty.papers) == before


@pytest.mark.slow
def test_the_order_of_captures_does_not_matter_to_how_many_papers_there_are(tmp_path: Path) -> None:
    found: list[set[str]] = []
    for i, order in enumerate([(DECEMBER, SEPTEMBER), (SEPTEMBER, DECEMBER)]):
        (tmp_path / str(i)).mkdir()
        where = new_project(tmp_path / str(i))
        assert count_changes(imported(where, *order)) == {"new": 120, "changed": 28}
        found.append({path.stem for path in where.papers.iterdir()})
    assert found[0] == found[1]


@pytest.mark.slow
def test_captures_one_after_another_make_as_many_papers_as_together(empty: Project) -> None:
    assert count_changes(imported(empty, DECEMBER)) == {"new": 58}
    assert count_changes(imported(empty, SEPTEMBER)) == {"new": 62, "changed": 28}
    assert count_changes(imported(empty, FACTS)) == {"changed": 120}
    assert len(folder_bytes(empty.papers)) == 120
    assert count_changes(imported(empty, FACTS, SEPTEMBER, DECEMBER)) == {"unchanged": 268}


@pytest.mark.slow
def test_a_persons_edit_survives_a_second_import(empty: Project) -> None:
    imported(empty, DECEMBER)
    path = min(empty.papers.iterdir())
    text = path.read_text("utf-8")
    edited = "# Read this first\n" + text.replace("title: ", "title:   ").replace(
        "topics:", "note: Mine # !\ntopics:"
    )
    assert edited.count("Mine") == 1
    write(path, edited)
    imported(empty, DECEMBER)
    assert path.read_text("utf-8") == edited
    imported(empty, DECEMBER, FACTS)
    after = path.read_text("utf-8")
    assert after != edited
    assert set(edited.splitlines()) <= set(after.splitlines())


@pytest.mark.slow
def test_a_file_that_is_wrong_refuses_the_import_and_loses_nothing(empty: Project) -> None:
    for text in ("title: [A\n", "title: A\nauthors: Jane Doe\n", "title: A\nabtract: B\n"):
        write(empty.papers / "gpipe.yml", text)
        before = folder_bytes(empty.papers)
        with pytest.raises(Refused) as refused:
            imported(empty, DECEMBER)
        assert refused.value.findings[0].origin.source == "papers/gpipe.yml"
        assert folder_bytes(empty.papers) == before


@pytest.mark.slow
def test_a_capture_with_its_day_fills_the_year_into_each_file(empty: Project) -> None:
    imported(empty, SEPTEMBER)
    before = folder_bytes(empty.papers)
    dated = replace(request(SEPTEMBER), captured=date(2026, 9, 17))
    project.import_entries(empty, [dated])
    after = folder_bytes(empty.papers)
    assert len(before) == 90
    for name, text in before.items():
        assert text.count(b"captured: Sep 17") == 1
        lines = after[name].replace(b"captured: 2026-09-17", b"captured: Sep 17").splitlines()
        assert set(text.splitlines()) <= set(lines)
    assert count_changes(imported(empty, SEPTEMBER)) == {"unchanged": 90}
