"""The map's layout: papers on islands, near what they have to do with, the same everywhere."""

import hashlib
import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Catalog, Paper, Topic
from generator.site.map import Layout, compute_layout, islands_of, main_topic
from generator.site.map.boxes import Box, arrange_boxes
from generator.site.map.labels import make_label
from generator.site.map.spots import assign_spots, hexagonal_lattice

ROOT = Path(__file__).parents[3]
NAMES = {"a": "Aardvarks", "b": "Bees & wasps", "c": "Cats", "": "Without a topic"}
TOPICS = tuple(Topic(id=t, name=NAMES[t], group="Animals", description="") for t in "abc")


def catalog(*topics: str) -> Catalog:
    """Papers p0, p1… with topics given as letters."""
    papers = (Paper(id=f"p{i}", title=f"P {i}", topics=tuple(t)) for i, t in enumerate(topics))
    return Catalog(papers=tuple(papers), topics=TOPICS)


def layout(found: Catalog, **near: list[str]) -> Layout:
    links = {paper.id: near.get(paper.id, []) for paper in found.papers}
    return compute_layout(found, links, islands_of(found), NAMES)


def square(one: tuple[int, int], other: tuple[int, int]) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def test_every_paper_has_a_spot_of_its_own_inside_the_map() -> None:
    positions = layout(catalog(*["a"] * 30, *["ab"] * 9, "c", "", ""))
    assert len(positions.papers) == 42
    for one, other in combinations(positions.papers.values(), 2):
        assert square(one, other) >= (positions.pitch - 1) ** 2
    for x, y in positions.papers.values():
        assert 0 <= x <= positions.width
        assert 0 <= y <= positions.height


def test_a_paper_lies_on_the_island_of_its_first_known_topic() -> None:
    papers = catalog("a", "b", "c", "zc", "")
    positions = layout(papers)
    assert main_topic(papers.by_id["p3"], papers) == "c"
    home = positions.islands["c"]
    assert square(positions.papers["p3"], (home.x, home.y)) <= positions.pitch**2
    assert set(positions.islands) == {"a", "b", "c", ""}


@pytest.mark.parametrize(("one", "other", "alone"), ["abc", "acb", "bca"])
def test_islands_that_share_papers_lie_nearer(one: str, other: str, alone: str) -> None:
    positions = layout(catalog(*[one + other] * 8, *[other + one] * 8, *[alone] * 8))
    at = {topic: (island.x, island.y) for topic, island in positions.islands.items()}
    assert square(at[one], at[other]) < square(at[one], at[alone])
    assert square(at[one], at[other]) < square(at[other], at[alone])


def test_a_paper_lies_on_the_side_of_the_other_topics_it_has() -> None:
    papers = catalog("ab", "ac", *["a"] * 20, *["b"] * 20, *["c"] * 20)
    positions = layout(papers)
    ours = [paper.id for paper in papers.papers if paper.topics[0] == "a"]
    for id_, topic in (("p0", "b"), ("p1", "c")):
        other = (positions.islands[topic].x, positions.islands[topic].y)
        nearest = sorted(ours, key=lambda i: square(positions.papers[i], other))
        assert id_ in nearest[:3]


def test_related_papers_of_an_island_lie_side_by_side() -> None:
    papers = catalog(*["a"] * 40)
    chains = {f"p{i}": [f"p{(i + 10) % 40}"] for i in range(40)}
    positions = layout(papers, **chains)
    linked = [square(positions.papers[a], positions.papers[b[0]]) for a, b in chains.items()]
    others = [
        square(positions.papers[a], positions.papers[b]) for a, b in pairwise(positions.papers)
    ]
    assert 3 * sum(linked) < sum(others)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), max_size=12))
def test_boxes_never_lie_over_each_other(sizes: list[tuple[int, int]]) -> None:
    boxes = [Box(width=2 * w, height=2 * h) for w, h in sizes]
    alike = [
        [abs(i - j) % 3 if i != j else 0 for j in range(len(boxes))] for i in range(len(boxes))
    ]
    middles = arrange_boxes(boxes, alike)
    for (one, a), (other, b) in combinations(zip(middles, boxes, strict=True), 2):
        beside = abs(one[0] - other[0]) >= (a.width + b.width) // 2 - 1
        below = abs(one[1] - other[1]) >= (a.height + b.height) // 2 - 1
        assert beside or below


def test_a_few_points_lie_in_a_row_and_many_in_a_disc() -> None:
    assert hexagonal_lattice(1, 26) == [(0, 0)]
    (x, y), (u, v) = hexagonal_lattice(2, 26)
    assert (abs(x - u), y - v) == (26, 0)
    disc = hexagonal_lattice(300, 10)
    assert max(x * x + y * y for x, y in disc) <= 300 * 10 * 10 * 0.3


def test_the_page_does_not_blow_up_a_small_map() -> None:
    assert layout(catalog("a")).width == layout(catalog("a", "b")).width >= 1000


def test_a_list_without_topics_or_papers_has_a_map() -> None:
    assert layout(Catalog()).papers == {}
    positions = layout(catalog("", "", ""))
    assert set(positions.islands) == {""}
    assert len({*positions.papers.values()}) == 3


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Caches", ("Caches",)),
        ("Pipeline & model parallelism", ("Pipeline & model", "parallelism")),
        ("one two three four five six seven eight nine ten eleven twelve thirteen",
         ("one two three", "four five six", "seven eight nine\u2026")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfsc\u2026",)),
        ("", ()),
    ],
)  # fmt: skip
def test_a_label_has_at_most_three_short_lines(name: str, lines: tuple[str, ...]) -> None:
    assert make_label(name).lines == lines


def test_a_label_counts_wide_letters_twice() -> None:
    assert make_label("漢字").width == 2 * make_label("ab").width


def test_papers_settle_on_all_spots_and_on_no_other() -> None:
    papers = catalog(*["a"] * 7)
    ids = [paper.id for paper in papers.papers]
    spots = hexagonal_lattice(7, 26)
    found = assign_spots(papers, {i: [] for i in ids}, {"a": ids}, {"a": (100, 50)}, {"a": spots})
    assert sorted(found.values()) == sorted((100 + x, 50 + y) for x, y in spots)


@pytest.mark.slow
def test_a_map_is_the_same_whatever_the_order_of_sets_and_the_threads() -> None:
    code = (
        "from pathlib import Path\n"
        "from generator import project\n"
        "from generator.site.views.all_pages import Views\n"
        "catalog = project.load(project.find(Path('mkdocs.yml'))).catalog\n"
        "found = project.find(Path('mkdocs.yml'))\n"
        "views = Views(catalog, found.site, project.read_words(found))\n"
        "print(views.map.view(), [views.topic(t) for t in catalog.topics])\n"
        "print(views.timeline_pages.index())"
    )
    outputs = set()
    for seed, threads in (("1", "1"), ("99", "4")):
        around = os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads}
        completed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=around,
                                   capture_output=True, check=True)  # fmt: skip
        assert len(completed.stdout) > 50_000
        outputs.add(hashlib.sha256(completed.stdout).hexdigest())
    assert len(outputs) == 1
