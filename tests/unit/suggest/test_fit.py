"""Papers ranked by how well they fit a list, with the reason."""

from dataclasses import replace
from itertools import permutations

import pytest
from build import on, paper

from generator.model import Catalog, Topic
from generator.suggest.fit import Fit, describe_fit, rank

SERVING = Topic(id="serving", name="Serving", group="Systems", description="Answering requests.",
                keywords=("llm serving", "inference server"))  # fmt: skip
PONDS = Topic(id="ponds", name="Ponds", group="Nature", description="Water with frogs.",
              keywords=("pond*",))  # fmt: skip
LIST = Catalog(
    topics=(SERVING, PONDS),
    papers=(
        paper("LLM serving", topics=("serving",), tags=("KV cache", "GPU*")),
        paper("LLM serving twice", topics=("serving",), tags=("KV cache", "batching")),
    ),
)
FIT = paper("Fast LLM serving", abstract="An inference server with KV-caches and batching.",
            tags=("kv caches",), published=on(2026, 1))  # fmt: skip
NEWER = replace(FIT, id="newer", published=on(2026, 2))
UNFIT = paper("Bees", abstract="GPUs sing.", topics=())


def test_the_best_fit_comes_first_and_of_equals_the_newest() -> None:
    papers = (FIT, UNFIT, NEWER, replace(FIT, id="again"))
    orders = {
        tuple(order[i].id for i, _ in rank(LIST, order)) for order in permutations(papers)
    }  # fmt: skip
    assert orders == {("newer", "again", FIT.id, "bees")}


def test_the_reason_names_topics_phrases_and_tags() -> None:
    ((_, fit),) = rank(LIST, [FIT])
    assert fit.tags == ("KV cache", "batching")  # the most used first; `GPU*` is no pattern
    assert fit.score == fit.topics[0].score > 0.88
    assert describe_fit(fit, LIST) == (
        f"Serving {fit.score:.2f} (title: 'llm serving'; abstract: 'inference server'; "
        "like: LLM serving, LLM serving twice); tags: KV cache, batching"
    )


def test_without_a_clear_topic_the_best_is_said_to_be_no_more_than_that() -> None:
    ((_, fit),) = rank(LIST, [UNFIT])
    assert not fit.is_clear
    assert len(fit.topics) == 1
    assert describe_fit(fit, LIST).startswith("no topic fits clearly; the best is ")


@pytest.mark.parametrize(
    ("catalog", "said"),
    [
        (replace(LIST, topics=()), "tags: KV cache, batching"),
        (Catalog(), "no topic and no tag of the list"),
    ],
)
def test_a_list_without_topics_ranks_by_tags(catalog: Catalog, said: str) -> None:
    ((_, fit),) = rank(catalog, [FIT])
    assert describe_fit(fit, catalog) == said
    assert fit.score == 0


def test_no_papers_have_no_ranks() -> None:
    assert rank(LIST, []) == []
    assert Fit().score == 0
