"""Commands that edit the vocabulary: topics renamed, merged and split."""

from dataclasses import replace
from pathlib import Path

import pytest
from build import codes, errors, folder_bytes, write
from command import run
from cooking import PAPERS, write_list
from cooking import TOPICS as TOPICS_OF_COOKING

from generator.model import Catalog
from generator.project import Project, find, load, site_pages

TOPICS = """\
# Systems
- id: caches  # of values
  name: Caches
  group: Systems
  description: What is kept.
  keywords: [cache, kv cache]

- id: stores
  name: Stores
  group: Storage
  description: Where values are.
  keywords:
    - store  # or shop
    - cache
  not: [kv cache, app store]
  aliases: [shops]
"""
BOTH = "title: Both\ntopics: [stores, caches]  # for now\n"
ONE = "title: One\ntopics:\n  - stores  # main\nnote: In topics/stores\n"


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with two topics in the current folder."""
    monkeypatch.chdir(tmp_path)
    for folder in ("papers", "docs"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "mkdocs.yml", "site_name: L\n")
    write(tmp_path / "topics.yml", TOPICS)
    write(tmp_path / "papers" / "both.yml", BOTH)
    write(tmp_path / "papers" / "one.yml", ONE)
    write(tmp_path / "docs" / "about.md", "[Stores](topics/stores.md)\n")
    return find(tmp_path / "mkdocs.yml")


def test_a_topic_is_renamed_everywhere(reading_list: Project) -> None:
    result = run("topics", "rename", "stores", "storage", "--name", "Storage")
    assert (result.exit_code, result.stdout.splitlines()) == (0, [
        "write papers/both.yml",
        "write papers/one.yml",
        "write topics.yml",
        "3 files changed",
        "docs/about.md:1: links to topics/stores, which is left as it is: write topics/storage",
        "papers/one.yml:4: links to topics/stores, which is left as it is: write topics/storage",
    ])  # fmt: skip
    assert reading_list.topics.read_text("utf-8") == (
        TOPICS.replace("id: stores", "id: storage").replace("name: Stores", "name: Storage")
        .replace("[shops]", "[shops, stores]")
    )  # fmt: skip
    assert (reading_list.papers / "both.yml").read_text("utf-8") == (
        BOTH.replace("[stores,", "[storage,")
    )
    assert (reading_list.papers / "one.yml").read_text("utf-8") == (
        ONE.replace("- stores", "- storage")
    )
    loaded = load(reading_list)
    assert errors(loaded.findings) == []
    pages = {page.path: page.text for page in site_pages(reading_list, loaded)}
    for alias in ("shops", "stores"):
        assert "0; url=../storage/" in pages[f"topics/{alias}/index.html"]


def test_a_renamed_topic_gets_its_id_back(reading_list: Project) -> None:
    papers = folder_bytes(reading_list.papers)
    assert run("topics", "rename", "caches", "memory").exit_code == 0
    assert run("topics", "rename", "memory", "caches").exit_code == 0
    assert folder_bytes(reading_list.papers) == papers
    first = load(reading_list).catalog.topics[0]
    assert (first.id, first.aliases) == ("caches", ("memory",))


def test_two_topics_become_one(reading_list: Project) -> None:
    result = run("topics", "merge", "caches", "stores")
    assert (result.exit_code, result.stdout.splitlines()[3:8]) == (0, [
        "name of stores is not kept: 'Stores'",
        "group of stores is not kept: 'Storage'",
        "description of stores is not kept: 'Where values are.'",
        "not: 'kv cache' is not kept, because it is a keyword now",
        "removed the comment '# or shop'",
    ])  # fmt: skip
    assert reading_list.topics.read_text("utf-8") == (
        TOPICS[: TOPICS.index("\n- id: stores")].replace("kv cache]", "kv cache, store]")
        + "  not:\n    - app store\n  aliases:\n    - stores\n    - shops\n"
    )
    both = (reading_list.papers / "both.yml").read_text("utf-8")
    assert both == "title: Both\ntopics: [caches]  # for now\n"
    loaded = load(reading_list)
    assert errors(loaded.findings) == []
    assert [len(topic) for topic in loaded.catalog.by_topic.values()] == [2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename", "store", "x"), "'store' is not a topic of the vocabulary; did you mean"),
        (("rename", "shops", "x"), "'shops' is an old id of the topic 'stores'"),
        (("rename", "stores", "stores"), "the same id twice"),
        (("rename", "stores", "A Store"), "Write one such as 'a-store'"),
        (("rename", "stores", "caches"), "`reading-list topics merge caches stores`"),
        (("rename", "caches", "shops"), "'shops' is an alias of the topic 'stores'"),
        (("rename", "caches", "x", "--name", "a\nb"), "cannot be the name of a topic"),
        (("merge", "caches", "caches"), "'caches' is named twice"),
        (("merge", "caches", "x"), "'x' is not a topic"),
        (("merge", "caches"), "Missing argument"),
        (("split", "caches"), "Missing option '--into'"),
        (("split", "x", "--into", "caches"), "'x' is not a topic"),
        (("split", "caches", "--into", "x"), "Add it to topics.yml first"),
        (("split", "caches", "--into", "caches"), "cannot be split into itself"),
    ],
)
def test_a_wrong_use_is_one_message_and_nothing_is_written(
    reading_list: Project, arguments: tuple[str, ...], words: str
) -> None:
    before = folder_bytes(reading_list.root)
    result = run("topics", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert folder_bytes(reading_list.root) == before


@pytest.mark.parametrize(
    "arguments", [("rename", "stores", "storage"), ("merge", "caches", "stores")]
)
def test_a_dry_run_says_the_same_and_writes_nothing(
    reading_list: Project, arguments: tuple[str, ...]
) -> None:
    before = folder_bytes(reading_list.root)
    tried = run("topics", *arguments, "--dry-run")
    assert folder_bytes(reading_list.root) == before
    done = run("topics", *arguments)
    assert (tried.exit_code, done.exit_code) == (0, 0)
    said = tried.stdout.replace("would write", "write").replace("would remove", "removed")
    assert said.replace("to change", "changed") == done.stdout


def test_nothing_is_edited_while_the_vocabulary_cannot_be_read(reading_list: Project) -> None:
    write(reading_list.topics, TOPICS + "- id: bad\n")
    before = folder_bytes(reading_list.root)
    result = run("topics", "rename", "stores", "storage")
    assert result.exit_code == 1
    assert "nothing changed. Correct topics.yml first" in result.stderr
    assert folder_bytes(reading_list.root) == before


def test_aliases_of_topics_are_checked(reading_list: Project) -> None:
    write(reading_list.topics, TOPICS.replace("[shops]", "[caches, No/Id]"))
    write(reading_list.papers / "one.yml", ONE.replace("- stores", "- shops"))
    findings = errors(load(reading_list).findings)
    assert codes(findings) == ["unknown-topic", "bad-alias", "bad-alias"]
    write(reading_list.topics, TOPICS)
    (finding,) = errors(load(reading_list).findings)
    assert "is not a topic of the vocabulary, but an old id. Write 'stores'" in finding.message


def test_a_topic_is_split_where_the_parts_are_probable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    big = replace(TOPICS_OF_COOKING[0], id="big", keywords=(), description="All of it.")
    parts = [topic.id for topic in TOPICS_OF_COOKING[:2]]
    papers = [
        replace(p, topics=("big", *(t for t in p.topics if t not in parts)))
        if i % 2 else p for i, p in enumerate(PAPERS)
    ]  # fmt: skip
    old = {paper.id: paper.topics for paper in PAPERS}
    write_list(tmp_path, Catalog(papers=tuple(papers), topics=(big, *TOPICS_OF_COOKING)))
    before = folder_bytes(tmp_path)
    tried = run("topics", "split", "big", "--into", parts[0], "--into", parts[1])
    assert tried.exit_code == 0, tried.stderr
    assert folder_bytes(tmp_path) == before
    assert tried.stdout.endswith("to write this, add --apply\n")
    assert "stays in big: " in tried.stdout
    done = run("topics", "split", "big", "--into", parts[0], "--into", parts[1], "--apply")
    assert done.stdout.startswith("write papers/")
    was_big = {paper.id for paper in papers if "big" in paper.topics}
    after = load(find(tmp_path / "mkdocs.yml"))
    assert errors(after.findings) == []
    moved = [p for p in after.catalog.papers if p.id in was_big and "big" not in p.topics]
    stays = {id_ for id_ in was_big if f"\n{id_}: stays in big: " in tried.stdout}
    assert was_big - stays == {paper.id for paper in moved}
    assert stays >= {id_ for id_ in was_big if {*parts}.isdisjoint(old[id_])}
    assert len(moved) >= 10
    added = [(p.id, t) for p in moved for t in p.topics if t in parts]
    assert sum(t in old[id_] for id_, t in added) >= 0.9 * len(added)


def test_a_part_that_a_paper_has_already_is_its_decision(reading_list: Project) -> None:
    result = run("topics", "split", "stores", "--into", "caches", "--apply")
    assert "both: has caches already\n" in result.stdout
    both = (reading_list.papers / "both.yml").read_text("utf-8")
    assert both == "title: Both\ntopics: [caches]  # for now\n"
    assert (reading_list.papers / "one.yml").read_text("utf-8") == ONE
