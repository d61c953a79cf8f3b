"""The look over the whole vocabulary: groups, their phrases, and lists of any size."""

from dataclasses import replace

import numpy as np
import pytest
from build import LIST, ROOT, paper
from scipy.sparse import csr_array

from generator import store
from generator.model import Catalog, Topic
from generator.suggest.topics.survey import MIN_LARGE_TOPIC_SIZE, MIN_OVERLAP, survey
from generator.suggest.topics.survey_groups import (
    MIN_GROUP_SIZE,
    partitions,
    sample_rows,
    similar_groups,
)
from generator.suggest.topics.survey_proposals import MIN_PAPERS_PER_TAG
from generator.suggest.topics.survey_terms import PhraseIndex
from generator.suggest.topics.survey_words import phrases

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog


def folded_phrases(text: str) -> list[str]:
    """The phrases of a text, folded."""
    return [plain for plain, _ in phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wood smoke", ["wood", "wood smoke", "smoke"]),
        ("a mixture of experts", ["mixture", "mixture of expert", "expert"]),
        ("Fine-Tuning", ["fine tuning"]),
        ("smoke, wood", ["smoke", "wood"]),
        ("GPUs and berries", ["gpu", "gpu and berry", "berry"]),
        ("the 42 of it", []),
        ("We propose a novel method", []),
        ("Fire at the mill", ["fire", "mill"]),
        ("", []),
    ],
)
def test_a_phrase_begins_and_ends_with_a_word_that_says_something(
    text: str, expected: list[str]
) -> None:
    assert folded_phrases(text) == expected


def test_phrases_are_shown_as_papers_spell_them() -> None:
    texts = ["Great KV caches", "Small KV caches", "Kv Caches again", "Barley", "Rye", "Oats"]
    terms = PhraseIndex([paper(text) for text in texts])
    assert terms.distinguishing_phrases(np.array([0, 1, 2]), 1) == ("KV caches",)


def test_what_all_papers_say_sets_none_apart() -> None:
    texts = ["River salmon", "River trout", "River trout", "River oak", "River elm", "River ash"]
    terms = PhraseIndex([paper(f"{text} {i}", abstract=text) for i, text in enumerate(texts)])
    assert terms.distinguishing_phrases(np.array([1, 2]), 5)[0].endswith("trout")
    assert not any(
        each.casefold() == "river" for each in terms.distinguishing_phrases(np.array([1, 2]), 5)
    )


def test_papers_that_say_the_same_are_a_group_and_others_are_not() -> None:
    same, apart = [[1.0, 0, 0, 0, 0, 0]] * 4, [[0.0, 1, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]]
    ((rows, alike), *_) = sorted(
        similar_groups(csr_array(np.array(same + apart))), key=lambda g: -len(g[0])
    )
    assert rows.tolist() == [0, 1, 2, 3]
    assert alike == 1


def test_of_too_many_papers_some_are_compared_and_all_are_parted() -> None:
    assert sample_rows(np.arange(10), 4).tolist() == [0, 3, 6, 9]
    kinds = np.arange(2101) % 3 == 0
    vectors = csr_array(np.column_stack([kinds, ~kinds]).astype(float))
    way = next(partitions(vectors))
    assert sorted(row for rows in way for row in rows.tolist()) == list(range(2101))
    assert {len(rows) for rows in way} == {701, 1400}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
@pytest.mark.parametrize("abstract", ["", "the of", "these words recur"])
def test_a_list_that_says_little_is_surveyed_without_a_word(count: int, abstract: str) -> None:
    papers = tuple(paper("xyzabc"[i] * 4, abstract=abstract) for i in range(count))
    result = survey(Catalog(papers=papers))
    assert (result.new, result.tags, result.large, result.together) == ((), (), (), ())
    assert len(result.without) == count


@pytest.mark.slow
def test_the_real_list_misses_mixture_of_experts_where_nobody_thought_of_it() -> None:
    gone = "mixture-of-experts"
    papers = tuple(
        replace(each, topics=tuple(t for t in each.topics if t != gone)) for each in REAL.papers
    )
    topics = tuple(topic for topic in REAL.topics if topic.id != gone)
    best = survey(Catalog(papers=papers, topics=topics)).new[0]
    assert "mixture of expert" in best.topic.keywords[0]
    theirs = {each.id for each in REAL.by_topic[gone]}
    assert len(theirs & {*best.papers}) >= 0.8 * max(len(theirs), len(best.papers))


def test_two_topics_of_the_same_papers_are_one_pair() -> None:
    topics = tuple(Topic(id=i, name=i, group="G", description="D") for i in ("a", "b"))
    papers = tuple(paper(f"P {i}", topics=("b", "a")) for i in range(3))
    pairs = survey(Catalog(papers=papers, topics=topics)).together
    assert [(each.id, each.other, each.both) for each in pairs] == [("a", "b", 3)]


def test_a_topic_with_twice_the_papers_of_the_others_is_big_and_one_with_less_is_not() -> None:
    topics = tuple(Topic(id=i, name=i, group="G", description="D") for i in ("a", "b", "c"))

    def big(count: int) -> list[str]:
        papers = [paper(f"a {i}", topics=("a",)) for i in range(count)]
        papers += [paper(f"{t} {i}", topics=(t,)) for t in "bc" for i in range(7)]
        return [each.id for each in survey(Catalog(papers=tuple(papers), topics=topics)).large]

    assert big(MIN_LARGE_TOPIC_SIZE - 1) == []
    assert big(MIN_LARGE_TOPIC_SIZE) == ["a"]


def test_the_numbers_of_the_survey_are_the_documented_ones() -> None:
    page = (ROOT / "docs" / "guide" / "topics.md").read_text("utf-8")
    assert f"at least {MIN_LARGE_TOPIC_SIZE} papers, and more than twice as many" in page
    assert f"at least {MIN_OVERLAP:.0%} of the one's papers" in page
    assert MIN_PAPERS_PER_TAG == 4
    assert "on four papers or more" in page
    assert MIN_GROUP_SIZE == 3
    assert "At least three of them, and a quarter" in page
