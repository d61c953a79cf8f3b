"""Which papers name a system that another introduces: only where that is certain."""

import pytest
from build import paper

from generator.model import Catalog, PartialDate
from generator.site.related import paper_relations
from generator.site.related.references import has_own_form

GPIPE = paper("GPipe: Giant Networks", id="gpipe", published=PartialDate(year=2018))


def named(title: str, abstract: str, year: int = 2020, *more: str) -> dict[str, tuple[str, ...]]:
    """Who names whom in a list of GPipe, a paper and further titles."""
    other = paper(title, id="other", abstract=abstract, published=PartialDate(year=year))
    others = (paper(each, id=f"more-{i}") for i, each in enumerate(more))
    return dict(paper_relations(Catalog(papers=(GPIPE, other, *others))).names)


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Fast Pipes", "It is faster than GPipe."),
        ("Fast Pipes", "A GPipe-style schedule."),
        ("Fast Pipes with GPipe", ""),
        ("Fast Pipes", "We present a schedule. Unlike GPipe, it is fast."),
        ("Fast Pipes", "Our GPipe-1B model."),
    ],
)
def test_an_abstract_or_title_names_a_system(title: str, abstract: str) -> None:
    assert named(title, abstract) == {"other": ("gpipe",)}


@pytest.mark.parametrize(
    ("abstract", "year"),
    [
        ("Faster than GPIPE and gpipe.", 2020),  # another spelling
        ("Faster than GPipe-2.", 2020),  # another version
        ("Faster than GPipe v2.", 2020),
        ("We introduce a pipeline called GPipe.", 2020),  # its own system of that name
        ("We develop GasPipe (GPipe). GPipe is fast.", 2020),
        ("Faster than GPipe.", 2017),  # before there was one
        ("See https://github.com/x/GPipe.", 2020),
    ],
)
def test_what_may_mean_something_else_is_not_linked(abstract: str, year: int) -> None:
    assert named("Fast Pipes", abstract, year) == {}


def test_a_name_that_two_titles_introduce_is_ambiguous() -> None:
    assert named("Fast Pipes", "Faster than GPipe.", 2020, "GPipe: Gas in Pipes") == {}


@pytest.mark.parametrize(
    "name", ["Mamba", "CLIP", "Chain-of-Thought", "Self-Attention", "ABC", "H2O"]
)
def test_words_and_acronyms_are_not_linked(name: str) -> None:
    assert not has_own_form(name)
    papers = (paper(f"{name}: A Study", id="a"), paper("B", id="b", abstract=f"It uses {name}."))
    assert paper_relations(Catalog(papers=papers)).names == {}


def test_both_sides_know_of_each_other_in_the_order_of_the_list() -> None:
    papers = (
        paper("B", id="b", abstract="Faster than GPipe and word2vec."), GPIPE,
        paper("word2vec: Vectors", id="vectors"), paper("A", id="a", abstract="As in GPipe."),
    )  # fmt: skip
    found = paper_relations(Catalog(papers=papers))
    assert found.names == {"b": ("gpipe", "vectors"), "a": ("gpipe",)}
    assert found.named_by == {"gpipe": ("b", "a"), "vectors": ("b",)}
    assert found.systems == {"gpipe": "GPipe", "vectors": "word2vec"}
