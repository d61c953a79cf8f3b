"""What a refresh writes into papers, and what it leaves as people wrote it."""

from typing import Any

import pytest
from build import by, codes, entry, on, paper
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.refresh import News, Refresh, refresh
from generator.model import Catalog, Entry, Link, Names, Origin, Paper

TITLE = "GPipe: Efficient Training of Giant Neural Networks"
PREPRINT: dict[str, Any] = {
    "arxiv": "1811.06965", "authors": by("Yanping Huang", "Youlong Cheng"),
    "published": on(2018, 11, 16), "abstract": "We train giant networks with pipelines.",
}  # fmt: skip
LISTED = paper(TITLE, id="gpipe", **PREPRINT)
CODE = Link(kind="code", url="https://github.com/example/gpipe")


def arxiv(**fields: Any) -> Entry:
    origin = Origin(source="arxiv-1811.06965.xml", line=4)
    return entry(**{"title": TITLE, **PREPRINT, "reader": "arxiv", "origin": origin, **fields})


def crossref(**fields: Any) -> Entry:
    stated: dict[str, Any] = {
        "type": "paper-conference", "venue": "Advances in Invented Systems", "pages": "103-112",
        "published": on(2019, 12, 8), "doi": "10.1000/gpipe", "arxiv": "1811.06965",
        "authors": PREPRINT["authors"],
    }  # fmt: skip
    origin = Origin(source="crossref-10.1000%2Fgpipe.json", line=1)
    return entry(TITLE, **{**stated, "reader": "crossref", "origin": origin, **fields})


def refreshed(listed: Paper, *now: Entry, before: tuple[Entry, ...] = ()) -> Refresh:
    return refresh(Catalog(papers=(listed,)), {listed.id: News(now=now, before=before)})


def one(result: Refresh) -> Paper:
    assert len(result.papers) == 1
    return result.papers[0]


def test_a_preprint_gets_the_facts_of_its_publication() -> None:
    found = one(refreshed(LISTED, arxiv(), crossref()))
    assert (found.venue, found.doi, found.issued) == (
        "Advances in Invented Systems", "10.1000/gpipe", on(2019, 12, 8)
    )  # fmt: skip
    assert (found.type, found.published) == ("paper-conference", on(2018, 11, 16))
    assert [source.file for source in found.sources] == [
        "arxiv-1811.06965.xml", "crossref-10.1000%2Fgpipe.json"
    ]  # fmt: skip


def test_a_paper_without_news_is_not_written() -> None:
    result = refreshed(LISTED, arxiv())
    assert result.papers == ()
    assert result.findings == ()


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("venue", "NeurIPS", "Advances in Invented Systems"),
        ("title", "GPipe", TITLE),
        ("doi", "10.1000/other", "10.1000/gpipe"),
        ("pages", "1-2", "103-112"),
        ("type", "report", "paper-conference"),
        ("issued", on(2020), on(2019, 12, 8)),
        ("published", on(2018), on(2018, 11, 16)),
        ("abstract", "Mine.", PREPRINT["abstract"]),
        ("authors", by("Yanping Huang"), PREPRINT["authors"]),
    ],
)
def test_what_a_person_wrote_stays(name: str, written: object, says: object) -> None:
    listed = paper(**{**PREPRINT, "title": TITLE, "id": "gpipe", name: written})
    result = refreshed(listed, arxiv(), crossref())
    assert getattr(one(result), name) == written


def test_what_stays_is_reported_as_a_disagreement() -> None:
    listed = paper(TITLE, id="gpipe", venue="NeurIPS", **PREPRINT)
    assert "disagreement" in codes(refreshed(listed, arxiv(), crossref()).findings)


@pytest.mark.parametrize(
    ("name", "said", "says"),
    [
        ("abstract", PREPRINT["abstract"], "We train giant networks with pipelines, faster."),
        ("authors", PREPRINT["authors"], by("Yanping Huang", "Youlong Cheng", "Ankur Bapna")),
        ("title", TITLE, "GPipe: Easy Training of Giant Neural Networks"),
    ],
)
def test_a_value_that_a_source_said_before_follows_the_source(
    name: str, said: object, says: object
) -> None:
    now, before = arxiv(**{name: says}), arxiv(**{name: said})
    assert getattr(one(refreshed(LISTED, now, before=(before,))), name) == says
    edited = paper(**{**PREPRINT, "title": TITLE, "id": "gpipe", "abstract": "Mine."})
    result = refreshed(edited, arxiv(abstract="New."), before=(arxiv(),))
    assert result.papers == ()


def test_what_another_source_said_before_does_not_count() -> None:
    before = crossref(abstract=PREPRINT["abstract"])
    assert refreshed(LISTED, arxiv(abstract="New."), before=(before,)).papers == ()


def test_a_value_that_a_source_no_longer_has_stays() -> None:
    assert refreshed(LISTED, arxiv(abstract=""), before=(arxiv(),)).papers == ()


def test_identifiers_never_follow_a_source() -> None:
    listed = paper(TITLE, id="gpipe", doi="10.1000/old", **PREPRINT)
    result = refreshed(listed, arxiv(doi="10.1000/new"), before=(arxiv(doi="10.1000/old"),))
    assert result.papers == ()
    assert codes(result.findings) == ["disagreement"]


def test_the_type_of_a_preprint_that_a_source_gave_becomes_that_of_its_publication() -> None:
    listed = paper(TITLE, id="gpipe", type="article", **PREPRINT)
    assert one(refreshed(listed, arxiv(type="article"), crossref())).type == "paper-conference"
    assert one(refreshed(listed, arxiv(), crossref())).type == "article"


def test_an_incomplete_list_of_authors_is_completed() -> None:
    known = Names(by("Huang, Y.").listed, incomplete=True)
    listed = paper(**{**PREPRINT, "title": TITLE, "id": "gpipe", "authors": known})
    assert one(refreshed(listed, arxiv())).authors == Names(
        (*known.listed, PREPRINT["authors"].listed[1])
    )


def test_other_authors_complete_nothing() -> None:
    known = Names(by("Kim Park", "Yanping Huang").listed, incomplete=True)
    listed = paper(**{**PREPRINT, "title": TITLE, "id": "gpipe", "authors": known})
    assert refreshed(listed, arxiv()).papers == ()


def test_the_first_address_of_code_joins_other_links() -> None:
    page = Link(kind="project", url="https://example.org/gpipe")
    listed = paper(TITLE, id="gpipe", links=(page,), **PREPRINT)
    assert one(refreshed(listed, arxiv(links=(CODE,)))).links == (page, CODE)
    other = Link(kind="code", url="https://github.com/example/other")
    assert (
        refreshed(one(refreshed(listed, arxiv(links=(CODE,)))), arxiv(links=(other,))).papers == ()
    )


@pytest.mark.parametrize("status", ["withdrawn", "retracted"])
def test_a_retraction_is_written(status: str) -> None:
    assert one(refreshed(LISTED, arxiv(publication_status=status))).publication_status == status


def test_an_answer_that_imports_give_to_another_paper_is_not_used() -> None:
    other = paper("Ponds", id="ponds", doi="10.1000/ponds")
    stray = entry("Ponds", doi="10.1000/ponds", venue="Journal of Ponds", reader="crossref")
    result = refresh(Catalog(papers=(LISTED, other)), {"gpipe": News(now=(stray,))})
    assert result.papers == ()
    assert codes(result.findings) == ["other-paper"]
    stray = entry("Lakes", doi="10.1000/lakes", reader="crossref")
    result = refresh(Catalog(papers=(LISTED, other)), {"gpipe": News(now=(stray,))})
    assert result.papers == ()
    assert codes(result.findings)[0] == "other-paper"


def test_a_wrong_identifier_brings_no_facts_of_another_paper() -> None:
    listed = paper("A Field Guide to Ponds", id="gpipe", arxiv="1811.06965", authors=by("Kim Park"))
    result = refreshed(listed, arxiv(), crossref())
    assert result.papers == ()
    assert codes(result.findings) == ["other-paper", "other-paper"]
    assert result.findings[0].severity == "error"
    assert "no author is in common" in result.findings[0].message


def test_news_of_a_paper_that_was_removed_meanwhile_are_ignored() -> None:
    assert refresh(Catalog(), {"gpipe": News(now=(arxiv(),))}) == Refresh(papers=(), findings=())


FIELDS = ["venue", "pages", "abstract", "publisher", "volume"]
TEXTS = st.sampled_from(["", "one", "two", "three"])


FACTS = st.dictionaries(st.sampled_from(FIELDS), TEXTS)


@given(FACTS, FACTS, FACTS)
def test_a_value_changes_only_if_it_is_empty_or_what_the_source_said(
    listed: dict[str, str], said: dict[str, str], says: dict[str, str]
) -> None:
    before = paper(TITLE, id="gpipe", arxiv="1811.06965", **listed)
    result = refreshed(
        before, crossref(**{**dict.fromkeys(FIELDS, ""), **says}),
        before=(crossref(**{**dict.fromkeys(FIELDS, ""), **said}),),
    )  # fmt: skip
    after = {each.id: each for each in result.papers}.get("gpipe", before)
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        assert new == old or (new == says.get(name) and old in ("", said.get(name)))
    again = refreshed(after, crossref(**{**dict.fromkeys(FIELDS, ""), **says}))
    assert again.papers == ()
