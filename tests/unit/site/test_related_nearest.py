"""Nearest papers by products of whole numbers: hubs, twins, blocks."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from generator.site.related import nearest
from generator.site.related.nearest import neighbour_graph


def rows(*values: list[int]) -> csr_array:
    """Vectors, a list each."""
    return csr_array(np.array(values, np.int64))


def couples(count: int) -> list[list[int]]:
    """Papers two by two: a couple shares one thing, all share another."""
    return [[4, *(3 * (j == i // 2) for j in range(count))] for i in range(2 * count)]


def test_what_is_near_to_all_is_not_the_nearest_of_all() -> None:
    hub = [7, 0, 0, 0, 0, 0]
    papers = rows(*couples(5), hub)
    assert {neighbour_graph(papers, scaled=False).candidates_of(i)[0] for i in range(10)} == {10}
    assert [neighbour_graph(papers).candidates_of(i)[0] for i in range(10)] == [
        1,
        0,
        3,
        2,
        5,
        4,
        7,
        6,
        9,
        8,
    ]


def test_papers_with_next_to_nothing_in_common_are_no_candidates() -> None:
    graph = neighbour_graph(rows([100, 0, 1], [0, 100, 1], [100, 5, 0]))
    assert [graph.candidates_of(i) for i in range(3)] == [[2], [2], [0, 1]]


def test_papers_that_say_nearly_the_same_are_one_family() -> None:
    graph = neighbour_graph(rows([9, 9, 1, 0], [9, 9, 0, 1], [9, 0, 9, 9], [0, 0, 0, 9]))
    first, second, third, fourth = graph.family.tolist()
    assert first == second
    assert len({first, third, fourth}) == 3


def test_scores_fall() -> None:
    graph = neighbour_graph(rows(*couples(6)))
    for i in range(12):
        scores = graph.scores[graph.starts[i] : graph.starts[i + 1]].tolist()
        assert scores == sorted(scores, reverse=True)
        assert len(scores) == 11


def test_candidates_are_those_of_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "MAX_CANDIDATES", 1)
    graph = neighbour_graph(rows([1, 0], [2, 1], [0, 9]))
    assert [sorted(graph.candidates_of(i)) for i in range(3)] == [[1], [0, 2], [1]]


@pytest.mark.slow
@pytest.mark.parametrize("cells", [1, 30, 10**9])
def test_the_size_of_blocks_changes_nothing(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    papers = csr_array(chance.integers(0, 3, (60, 30)) * chance.integers(0, 2, (60, 30)))
    whole = [neighbour_graph(papers).candidates_of(i) for i in range(60)]
    monkeypatch.setattr(nearest, "_MAX_BLOCK_CELLS", cells)
    assert [neighbour_graph(papers).candidates_of(i) for i in range(60)] == whole


def test_only_so_many_nearest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "MAX_CANDIDATES", 1)
    graph = neighbour_graph(rows(*couples(3)))
    assert [graph.candidates_of(i) for i in range(6)] == [[1], [0], [3], [2], [5], [4]]
