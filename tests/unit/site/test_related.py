"""Related papers: the same every time, never oneself, fair to all, for reasons that can be read."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from build import ENGLISH, LIST, by, paper

from generator import store
from generator.model import Catalog, Paper
from generator.site.related import (
    MAX_RELATED,
    Neighbour,
    Reason,
    describe_reasons,
    find_reasons,
    related_papers,
)

REAL = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
FOUND = related_papers(REAL)

KITCHEN = Catalog(papers=(
    paper("Sourdough starters and the flavour of bread", id="starter"),
    paper("Why bread made with sourdough keeps", id="keeps"),
    paper("Flour, water and the crumb of bread", id="crumb"),
    paper("A history of the espresso machine", id="espresso"),
    paper("Pressure and grind in espresso brewing", id="grind"),
    paper("Judicial review of statutes by supreme courts", id="review"),
    paper("Standards of review in supreme courts", id="standards"),
))  # fmt: skip


def ids(found: tuple[Neighbour, ...]) -> list[str]:
    """Ids of neighbours in their order."""
    return [neighbour.id for neighbour in found]


def test_every_real_paper_has_neighbours_none_of_them_itself() -> None:
    assert set(FOUND) == set(REAL.by_id)
    for own, neighbours in FOUND.items():
        assert len(neighbours) == MAX_RELATED
        assert own not in ids(neighbours)
        assert len(set(ids(neighbours))) == len(neighbours)


def test_every_real_paper_stands_in_some_list_and_none_in_very_many() -> None:
    shown = Counter(id_ for near in FOUND.values() for id_ in ids(near))
    assert set(shown) == set(REAL.by_id)
    assert max(shown.values()) <= 2 * MAX_RELATED + 2


def test_another_field_works_without_topics_and_tags() -> None:
    related = related_papers(KITCHEN)
    nearest = {own: ids(near)[0] for own, near in related.items()}
    assert nearest["starter"] == "keeps"
    assert nearest["keeps"] == "starter"
    assert nearest["espresso"] == "grind"
    assert nearest["grind"] == "espresso"
    assert nearest["review"] == "standards"
    assert nearest["crumb"] in {"starter", "keeps"}


def test_a_field_whose_words_have_no_spaces_between_them_works_too() -> None:
    titles = ("深層学習による画像認識", "画像認識の評価", "中世法の歴史", "中世の商法")
    catalog = Catalog(papers=tuple(paper(title, id=f"p{i}") for i, title in enumerate(titles)))
    assert [ids(near)[0] for near in related_papers(catalog).values()] == ["p1", "p0", "p3", "p2"]


def test_an_editors_choice_comes_first_in_its_order() -> None:
    crumb = replace(KITCHEN.by_id["crumb"], related=("review", "crumb", "no-paper", "espresso"))
    papers = tuple(crumb if p.id == "crumb" else p for p in KITCHEN.papers)
    catalog = Catalog(papers=papers)
    related = related_papers(catalog)["crumb"]
    assert ids(related)[:2] == ["review", "espresso"]
    assert "starter" in ids(related)[2:]
    picked = [n.id for n in related if Reason(kind="picked") in reasons(catalog, "crumb", n)]
    assert picked == ["review", "espresso"]
    assert len(set(ids(related))) == len(related)


def test_an_editors_choice_is_shown_whole_however_long() -> None:
    chosen = tuple(p.id for p in KITCHEN.papers if p.id != "crumb")
    papers = tuple(replace(p, related=chosen) if p.id == "crumb" else p for p in KITCHEN.papers)
    assert ids(related_papers(Catalog(papers=papers), max_related=2)["crumb"]) == list(chosen)


def test_versions_of_one_paper_take_one_place_in_every_list() -> None:
    first = REAL.by_id["gpipe-efficient-training-of-giant-neural-networks-using"]
    versions = {f"gpipe-{i}" for i in range(4)}
    copies = (replace(first, id=id_) for id_ in sorted(versions))
    related = related_papers(Catalog(papers=(*REAL.papers, *copies)))
    family = versions | {first.id}
    assert related[first.id][0].id in versions
    for own, near in related.items():
        # A version that no list shows may take a last place besides.
        assert len(family & set(ids(near)[:-1])) <= 1, own
    assert sum(len(family & set(ids(near))) > 1 for near in related.values()) <= len(versions)


def test_ties_stand_in_the_order_of_the_list() -> None:
    papers = [
        paper(f"Bread with {word}", id=word) for word in ("apple", "banana", "cherry", "date")
    ]
    related = related_papers(Catalog(papers=(*papers, paper("Zzz"))), max_related=2)
    assert ids(related["banana"]) == ["apple", "cherry"]
    assert related["zzz"] == ()


def test_papers_that_share_nothing_are_no_neighbours() -> None:
    catalog = Catalog(papers=(paper("One"), paper("Two"), paper("Three")))
    assert related_papers(catalog) == {"one": (), "two": (), "three": ()}


@pytest.mark.parametrize("papers", [(), (paper("A"),), (paper("-"), paper("--", id="b"))])
def test_short_lists_have_no_neighbours(papers: tuple[Paper, ...]) -> None:
    assert [found for found in related_papers(Catalog(papers=papers)).values() if found] == []


def test_shared_topics_and_tags_are_reasons_in_the_papers_own_order() -> None:
    some = 0
    for own, neighbours in FOUND.items():
        for near in neighbours:
            mine, theirs = REAL.by_id[own], REAL.by_id[near.id]
            for kind, values, others in (
                ("topic", mine.topics, theirs.topics), ("tag", mine.tags, theirs.tags)
            ):  # fmt: skip
                shared = [each.value for each in reasons(REAL, own, near) if each.kind == kind]
                assert shared == [value for value in values if value in others]
                some += bool(shared)
    assert some > 100


def reasons(catalog: Catalog, paper: str, neighbour: Neighbour) -> tuple[Reason, ...]:
    papers = catalog.by_id
    return tuple(find_reasons(papers[paper], papers[neighbour.id], neighbour))


def described(*found: Sequence[Reason]) -> list[str]:
    """The reasons of some neighbours, of which none shares terms."""
    return describe_reasons([(each, ()) for each in found], {}, ENGLISH)


def test_reasons_say_in_words_what_is_shared() -> None:
    papers = (
        paper("GPipe: Giant Networks", authors=by("Ann Lee"), topics=("t",), tags=("pipes",)),
        paper("Slow Pipes", authors=by("ann lee"), topics=("t",), tags=("pipes",),
              abstract="We beat GPipe with PyTorchLike."),
        paper("Slow Water", abstract="Water for PyTorchLike."),
    )  # fmt: skip
    catalog = Catalog(papers=papers)
    words = {
        (own, near.id): described(reasons(catalog, own, near))[0]
        for own, found in related_papers(catalog).items() for near in found
    }  # fmt: skip
    assert words["gpipe:-giant-networks", "slow-pipes"] == "refers to GPipe"
    assert words["slow-pipes", "gpipe:-giant-networks"] == "this paper refers to GPipe"
    assert words["slow-pipes", "slow-water"] == "both name PyTorchLike"


def test_a_reason_on_the_page_gives_way_to_the_next_best() -> None:
    both = (Reason(kind="topic", value="wide"), Reason(kind="topic", value="narrow"))
    found = [
        ((Reason(kind="author", value="Ann Lee"), *both), ["caches"]),
        ((Reason(kind="author", value="Ann Lee"), *both), ["caches"]),
        (both, ["Key-Value Caches", "GPUs", "bytes", "bits"]),
        (both, ["key value caches", "GPUs", "bytes"]),
        (both, ()),
        (both, ()),
    ]
    topics = {"narrow": "Pipelines", "wide": "Training"}
    assert describe_reasons(found, topics, ENGLISH) == [
        "also by Ann Lee", "both on Pipelines", "in common: Key-Value Caches, GPUs, bytes",
        "both on Training", "similar wording", "both on Pipelines",
    ]  # fmt: skip


def test_without_a_reason_the_words_are_alike() -> None:
    gone = Reason(kind="topic", value="gone")
    assert described([], [gone]) == ["similar wording"] * 2
    assert described([Reason(kind="picked")]) == ["chosen by the editors"]


@pytest.mark.slow
def test_the_neighbours_do_not_depend_on_hash_seeds() -> None:
    code = (
        "from pathlib import Path; from generator import store; "
        "from generator.site.related import related_papers; r = Path("
        f"{str(LIST)!r}); found = store.load_catalog(r / 'papers', r / 'topics.yml', r).catalog; "
        "print(related_papers(found))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert outputs == {f"{FOUND}\n"}


def test_checking_a_list_does_not_load_the_numbers() -> None:
    code = "import sys; import generator.site.related; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
