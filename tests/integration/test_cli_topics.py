"""The commands about topics: `suggest` for papers, `topics` for the whole vocabulary."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import folder_bytes, write
from command import run, run_process
from cooking import CATALOG, PAPERS, TOPICS, without_topic, write_list

from generator import store
from generator.model import Catalog

KIMCHI = "kimchi-through-the-winter"
FERMENTING = "fermenting-pickling"


@pytest.fixture
def list_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of cooking, in the current folder; one paper is filed wrongly, one not at all."""
    monkeypatch.chdir(tmp_path)
    papers = {paper.id: paper for paper in PAPERS}
    papers[KIMCHI] = replace(papers[KIMCHI], topics=("grilling-smoking",))
    papers["kefir-grains"] = replace(papers["kefir-grains"], topics=())
    write_list(tmp_path, Catalog(papers=tuple(papers.values()), topics=TOPICS))
    return tmp_path


def suggestions(*args: object) -> list[Mapping[str, Any]]:
    """What `suggest --json` tells."""
    data: list[Mapping[str, Any]] = json.loads(run("suggest", "--json", *args).stdout)
    return data


def survey_data() -> Mapping[str, Any]:
    """What `topics --json` tells."""
    found: Mapping[str, Any] = json.loads(run("topics", "--json").stdout)
    return found


def test_suggest_shows_what_speaks_for_more_topics_and_against_those_chosen(
    list_folder: Path,
) -> None:
    result = run("suggest", KIMCHI)
    assert result.exit_code == 0
    first, more, less, counts = result.stdout.splitlines()
    assert first == f"papers/{KIMCHI}.yml"
    assert more.startswith(f"  + {FERMENTING} ")
    assert "title: 'kimchi'" in more
    assert less.startswith("  ? grilling-smoking 0.")
    assert counts.startswith("1 paper, 1 differ: 1 ")


def test_suggest_takes_ids_and_files_each_paper_once(list_folder: Path) -> None:
    results = suggestions(f"papers/{KIMCHI}.yml", "kefir-grains", KIMCHI)
    assert [each["id"] for each in results] == [KIMCHI, "kefir-grains"]


def test_suggest_tells_which_paper_was_meant(list_folder: Path) -> None:
    wrong = run("suggest", "kefir-grain")
    assert wrong.exit_code == 2
    assert "no paper 'kefir-grain' in the list; did you mean 'kefir-grains'?" in wrong.stderr
    assert f"did you mean {KIMCHI!r}?" in run("suggest", KIMCHI.partition("-")[0]).stderr


@pytest.mark.parametrize("args", [(), ("kefir-grains", "--all")])
def test_suggest_wants_either_papers_or_all(list_folder: Path, args: tuple[str, ...]) -> None:
    wrong = run("suggest", *args)
    assert wrong.exit_code == 2
    assert "--all" in wrong.stderr


def test_suggest_says_so_where_no_topic_fits(list_folder: Path) -> None:
    assert "no topic of the vocabulary fits" in run("suggest", "sharpening-angles").stdout


def test_every_suggestion_in_json_has_its_probability_and_evidence(list_folder: Path) -> None:
    results = suggestions("--all")
    assert [each["id"] for each in results] == [paper.id for paper in PAPERS]
    for each in results:
        assert {*each} == {"id", "topics", "suggested", "missing", "doubtful"}
        assert {*each["missing"]} <= {one["id"] for one in each["suggested"]}
        assert not {*each["missing"]} & {*each["topics"]}
        assert {one["id"] for one in each["doubtful"]} <= {*each["topics"]}
        for one in (*each["suggested"], *each["doubtful"]):
            assert {*one} == {"id", "score", "evidence"}
            assert 0 <= one["score"] <= 1
            assert one["evidence"]


@pytest.mark.slow
def test_apply_fills_only_papers_without_topics_and_keeps_the_rest_of_the_file(
    list_folder: Path,
) -> None:
    file = list_folder / "papers" / "kefir-grains.yml"
    text = file.read_text("utf-8")
    write(file, f"# Read it again.\n{text}")
    before = folder_bytes(list_folder)
    result = run("suggest", "--all", "--apply")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "write papers/kefir-grains.yml"
    after = folder_bytes(list_folder)
    assert [name for name in after if after[name] != before.get(name)] == [
        "papers/kefir-grains.yml"
    ]
    new = file.read_text("utf-8")
    added = [line for line in new.splitlines() if line not in text.splitlines()]
    assert added == ["# Read it again.", "topics:", f"  - {FERMENTING}"]
    assert run("suggest", "--all", "--apply").stdout.count("write ") == 0


@pytest.mark.slow
def test_apply_keeps_the_json_apart_from_what_it_says_it_wrote(list_folder: Path) -> None:
    completed = run_process("suggest", "--all", "--json", "--apply")
    json.loads(completed.stdout)
    assert completed.stderr == b"write papers/kefir-grains.yml\n"


def test_topics_fits_on_a_screen_and_begins_with_the_counts(list_folder: Path) -> None:
    result = run("topics")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) < 50
    assert lines[0].startswith("55 papers, 6 topics, ")
    assert "pastry-desserts 11" in lines[1]
    assert "4 papers without a topic: kefir-grains, menus-and-prices, " in result.stdout


def test_a_proposed_topic_can_be_pasted_and_passes_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_list(tmp_path, without_topic(FERMENTING))
    survey = survey_data()
    assert survey["new"]
    assert survey["tags"]
    stdout = run("topics").stdout
    for proposed in (*survey["new"][:3], *survey["tags"][:3]):
        assert proposed["yaml"] in stdout
    pasted = stdout[stdout.index("# New topics worth having") :]
    with (tmp_path / "topics.yml").open("a", encoding="utf-8") as file:
        file.write(pasted)
    checked = run("check", "topics.yml")
    assert checked.exit_code == 0
    assert "error" not in checked.stdout.replace("0 errors", "")
    loaded = store.load_catalog(Path("papers"), Path("topics.yml"), Path())
    names = {topic.id for topic in loaded.catalog.topics}
    assert {each["id"] for each in (*survey["new"], *survey["tags"])} <= names


def test_the_json_of_a_proposal_says_the_same_as_its_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_list(tmp_path, without_topic(FERMENTING))
    survey = survey_data()
    assert {*survey} == {"counts", "without", "new", "tags", "large", "together"}
    for each in (*survey["new"], *survey["tags"]):
        fields = {"id", "name", "group", "description", "keywords"}
        assert {*each} == {*fields, "papers", "uncovered", "yaml"}
        assert yaml.safe_load(each["yaml"]) == [{name: each[name] for name in fields}]
        assert "to be written by an editor" in each["description"]
        assert each["group"] in {topic.group for topic in TOPICS}


def test_a_list_without_papers_or_topics_is_surveyed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_list(tmp_path, Catalog(topics=TOPICS[:1]))
    assert run("topics").stdout.startswith("0 papers, 1 topic, 0.0 a paper\n  unused: bread-baking")
    write(tmp_path / "topics.yml", "[]\n")
    assert run("topics").stdout == "0 papers, 0 topics, 0.0 a paper\n"
    assert run("suggest", "--all").stdout.startswith("topics.yml has no topics yet")


@pytest.mark.slow
def test_a_topic_far_bigger_than_the_others_is_split_along_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    merged = {"fermenting-pickling": "heat", "grilling-smoking": "heat", "soups-stocks": "heat"}
    papers = [
        replace(p, topics=tuple(dict.fromkeys(merged.get(t, t) for t in p.topics)))
        for p in PAPERS
    ]  # fmt: skip
    heat = replace(TOPICS[3], id="heat", name="Heat and time")
    kept = tuple(topic for topic in TOPICS if topic.id not in merged)
    write_list(tmp_path, Catalog(papers=tuple(papers), topics=(*kept, heat)))
    (large,) = survey_data()["large"]
    assert large["id"] == "heat"
    assert 2 <= len(large["parts"]) <= 4
    old = {topic: {p.id for p in CATALOG.by_topic[topic]} for topic in merged}
    for part in large["parts"]:
        assert len(part["papers"]) >= 3
        assert part["phrases"]
    placed = sum(len(part["papers"]) for part in large["parts"])
    alike = sum(
        max(len(papers & {*part["papers"]}) for papers in old.values()) for part in large["parts"]
    )
    assert placed >= 20
    assert alike / placed >= 0.8
    assert "heat is big (28 papers) and could be split:" in run("topics").stdout


def test_topics_that_are_nearly_always_together_are_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    papers = [
        replace(p, topics=(*p.topics, "bread-baking")) if "soups-stocks" in p.topics else p
        for p in PAPERS
    ]  # fmt: skip
    write_list(tmp_path, Catalog(papers=tuple(papers), topics=TOPICS))
    assert survey_data()["together"] == [{"id": "soups-stocks", "other": "bread-baking", "both": 9}]
    line = "  9 of 9 papers of soups-stocks have bread-baking (19) too\n"
    assert line in run("topics").stdout
