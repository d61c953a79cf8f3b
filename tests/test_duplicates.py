"""Likely duplicates: one detector for checks, summaries of changes and the health page."""

from build import by, paper

from generator.checks import run
from generator.checks.likely_duplicates import DuplicateIndex, likely_duplicates, similar_by_author
from generator.model import Catalog, Paper

PREPRINT = paper("On Fast Caches for Large Models", id="a", authors=by("Ann Lee", "Bo Kim"))
PUBLISHED = paper("Fast Caches for Very Large Models", id="b", authors=by("Lee, A."))


def ids(papers: list[Paper]) -> list[tuple[str, str]]:
    """The ids of likely duplicates."""
    return [(one.id, other.id) for one, other in likely_duplicates(papers)]


def test_what_check_reports_is_shown_wherever_duplicates_are_shown() -> None:
    assert [(p.id, o.id) for p, o in similar_by_author([PREPRINT, PUBLISHED])] == [("b", "a")]
    assert "similar-paper" in {f.code for f in run(Catalog(papers=(PREPRINT, PUBLISHED)))}
    assert [near.id for near in DuplicateIndex([PREPRINT]).find(PUBLISHED)] == ["a"]
    assert ids([PREPRINT, PUBLISHED]) == [("b", "a")]


def test_words_alone_are_not_enough_for_two_authors() -> None:
    other = paper(PUBLISHED.title, id="b", authors=by("Cy Doe"))
    assert ids([PREPRINT, other]) == []


def test_parts_by_one_author_are_not_alike_by_their_words() -> None:
    first = paper("Serving with Pipes and Many Caches Part I", id="a", authors=by("Ann Lee"))
    second = paper("Many Caches and Pipes: Serving with Part II", id="b", authors=by("Ann Lee"))
    assert list(similar_by_author([first, second])) == []
    assert ids([first, second]) == []


def test_a_common_beginning_is_not_a_duplicate() -> None:
    start = "Towards Efficient Training of Large Language Models"
    ends = "with Pipelines", "by Means of Quantized Gradients"
    papers = [paper(f"{start} {end}", id=f"p{i}") for i, end in enumerate(ends)]
    assert ids(papers) == []


def test_a_ratio_in_a_title_is_not_a_name() -> None:
    papers = [paper("Accelerating 2:4 Sparsity", id="a"), paper("Accelerating 2:1 Gears", id="b")]
    assert ids(papers) == []
    assert ids([paper("GPipe: Easy", id="a"), paper("GPipe: Hard Work", id="b")]) == [("b", "a")]
