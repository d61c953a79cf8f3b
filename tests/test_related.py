"""Neighbours: the same every time, never oneself, for reasons both papers share."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from build import ROOT, paper

from generator import store
from generator.model import Catalog
from generator.related import MOST, Neighbour, related

REAL = store.load(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
FOUND = related(REAL)


def test_every_real_paper_has_neighbours_none_of_them_itself() -> None:
    assert set(FOUND) == set(REAL.by_id)
    for own, neighbours in FOUND.items():
        ids = [neighbour.id for neighbour in neighbours]
        assert 1 <= len(ids) <= MOST
        assert own not in ids
        assert len(set(ids)) == len(ids)


def test_neighbours_are_nearest_first() -> None:
    for neighbours in FOUND.values():
        scores = [neighbour.score for neighbour in neighbours]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score < 1.000001 for score in scores)


def test_two_papers_are_as_near_to_each_other_from_both_sides() -> None:
    scores = {(own, n.id): n.score for own, found in FOUND.items() for n in found}
    both = [(a, b) for a, b in scores if (b, a) in scores]
    assert len(both) > 100
    for a, b in both:
        assert scores[a, b] == pytest.approx(scores[b, a])


def test_shared_topics_and_tags_are_the_reasons_in_the_papers_own_order() -> None:
    some = 0
    for own, neighbours in FOUND.items():
        for neighbour in neighbours:
            mine, theirs = REAL.by_id[own], REAL.by_id[neighbour.id]
            assert neighbour.topics == tuple(t for t in mine.topics if t in theirs.topics)
            assert neighbour.tags == tuple(t for t in mine.tags if t in theirs.tags)
            some += bool(neighbour.topics)
    assert some > 100


def test_a_twin_is_the_nearest() -> None:
    twin = replace(REAL.papers[0], id="twin")
    found = related(Catalog(papers=(*REAL.papers, twin)))
    nearest = found["twin"][0]
    assert nearest.id == REAL.papers[0].id
    assert nearest.score == pytest.approx(1)


def test_ties_stand_in_the_order_of_the_list() -> None:
    papers = [paper("same", id=f"p{i}") for i in range(4)]
    same = Catalog(papers=(*papers, paper("Zzz", id="p4")))
    found = related(same)
    assert [n.id for n in found["p0"]] == ["p1", "p2", "p3"]
    assert [n.id for n in found["p2"]] == ["p0", "p1", "p3"]
    assert found["p4"] == ()


def test_papers_that_share_nothing_are_no_neighbours() -> None:
    catalog = Catalog(papers=(paper("One"), paper("Two"), paper("Three")))
    assert related(catalog) == {"one": (), "two": (), "three": ()}


@pytest.mark.parametrize("papers", [(), (paper("A"),), (paper("-"), paper("--", id="b"))])
def test_short_lists_have_no_neighbours(papers: tuple[()]) -> None:
    assert [found for found in related(Catalog(papers=papers)).values() if found] == []


def test_the_number_of_neighbours_is_the_callers() -> None:
    assert max(len(found) for found in related(REAL, most=2).values()) == 2


def test_the_neighbours_do_not_depend_on_hash_seeds() -> None:
    code = (
        "from pathlib import Path; from generator import store, related; r = Path("
        f"{str(ROOT)!r}); found = store.load(r / 'papers', r / 'topics.yml', r).catalog; "
        "print(related.related(found))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert printed == {f"{FOUND}\n"}
    assert isinstance(FOUND[REAL.papers[0].id][0], Neighbour)
