"""`reading-list tags`: the list's tags, suggestions for others, and other names for them."""

import json
from pathlib import Path

import pytest
from build import folder_bytes, new_project, paper, read, write
from command import run, run_process

from generator.project import Project

ODD = """\
# by hand
title: "Odd"
tags:   # key terms
  # the first
  - 'kv-cache'  # see page 3
  - lora # low rank
  - kv cache
abstract: A KV-cache with LoRA.
"""


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of two papers with tags, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path, [
        paper("Odd"),
        paper("Tidy", tags=("kv cache", "imagined", "lora"), abstract="A KV cache, LoRA."),
    ])  # fmt: skip


@pytest.fixture
def odd_paper(reading_list: Project) -> Path:
    """A paper that somebody wrote by hand."""
    return write(reading_list.papers / "odd.yml", ODD)


def test_tags_shows_counts_and_what_is_odd(odd_paper: Path) -> None:
    result = run("tags")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "    2 kv cache", "    2 lora", "    1 imagined", "    1 kv-cache",
        ("similar: 'kv-cache' is another spelling of 'kv cache': "
         "reading-list tags rename kv-cache 'kv cache'"),
        "not in the text: 'imagined' (papers/tidy.yml)",
        ("2 papers, 4 tags: 1 to merge, 1 in no text; "
         "0 papers with fewer than 3, 0 with more than 8"),
    ]  # fmt: skip


def test_tags_names_papers_with_few_and_with_many_tags(reading_list: Project) -> None:
    write(reading_list.papers / "many.yml", "title: M\ntags: [a, b, c, d, e, f, g, h, i]\n")
    stdout = run("tags").stdout
    assert "papers/odd.yml: 0 tags, fewer than 3\n" in stdout
    assert "papers/many.yml: 9 tags, more than 8\n" in stdout


def test_a_tag_is_renamed_and_every_other_byte_stays(
    odd_paper: Path, reading_list: Project
) -> None:
    before = folder_bytes(reading_list.papers)
    result = run("tags", "rename", "lora", "low-rank adaptation")
    assert (result.exit_code, result.stdout) == (
        0, "write papers/odd.yml\nwrite papers/tidy.yml\n2 files changed\n",
    )  # fmt: skip
    assert odd_paper.read_text("utf-8") == ODD.replace("- lora #", "- low-rank adaptation #")
    after = folder_bytes(reading_list.papers)
    assert after["tidy.yml"] == before["tidy.yml"].replace(b"- lora\n", b"- low-rank adaptation\n")


def test_several_tags_become_one_and_comments_stay(odd_paper: Path) -> None:
    assert run("tags", "rename", "kv-cache", "lora", "kv cache").exit_code == 0
    assert odd_paper.read_text("utf-8") == (
        '# by hand\ntitle: "Odd"\ntags:   # key terms\n  # the first\n  # see page 3\n'
        "  # low rank\n  - kv cache\nabstract: A KV-cache with LoRA.\n"
    )


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("tags: [a, b, c]\n", "tags: [a, c]\n"),
        ("tags: [b, a]\n", "tags: [a]\n"),
        ("tags: [b, c] # b\n", "tags: [a, c] # b\n"),
        ("tags: [ 'b' ]\n", "tags: [ a ]\n"),
        ("tags:\n- b\n-   a\n- c\n", "tags:\n-   a\n- c\n"),
        ("tags:\r\n- a\r\n- b\r\nnote: N\r\n", "tags:\r\n- a\r\nnote: N\r\n"),
        ("tags:\n- a\n- b", "tags:\n- a"),
        ("tags:\n- b\n- b\n", "tags:\n- a\n"),
        ("tags:\n- >-\n  b\n- c\n", "tags:\n  - a\n  - c\n"),
        ("tags: b, b\n", "tags: b, b\n"),
    ],
)
def test_a_tag_is_renamed_in_any_layout(reading_list: Project, tags: str, expected: str) -> None:
    path = write(reading_list.papers / "other.yml", f"title: T # mine\n{tags}")
    write(reading_list.papers / "tidy.yml", "title: Tidy\ntags: [b]\n")
    result = run("tags", "rename", "b", "a")
    if tags == expected:  # no list: a fault that stops every writing command
        assert result.exit_code == 1
        assert "papers/other.yml:2" in result.stderr
    newline = "\r\n" if "\r\n" in tags else "\n"
    text = path.read_bytes().decode().replace("  # mine", " # mine")
    assert text == f"title: T # mine\n{expected}".replace("T # mine\n" + newline, "T # mine\n")


def test_a_dry_run_tells_and_writes_nothing(odd_paper: Path, reading_list: Project) -> None:
    before = folder_bytes(reading_list.root)
    result = run("tags", "rename", "--dry-run", "lora", "adapters")
    assert (result.exit_code, result.stdout) == (
        0, "would write papers/odd.yml\nwould write papers/tidy.yml\n2 files to change\n",
    )  # fmt: skip
    assert folder_bytes(reading_list.root) == before


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("lorra", "x"), "'lorra' is not a tag of the list; did you mean 'lora'?"),
        (("lora", "lora"), "the same name twice"),
        (("lora", ""), "cannot be a tag"),
        (("lora", "two\nlines"), "cannot be a tag"),
        (("lora", "KV Cache"), "another spelling of the tag 'kv cache'. Write 'kv cache'"),
        (("lora",), "Missing argument"),
    ],
)
def test_a_senseless_rename_is_refused_and_nothing_written(
    reading_list: Project, names: tuple[str, ...], words: str
) -> None:
    before = folder_bytes(reading_list.root)
    result = run("tags", "rename", *names)
    assert result.exit_code == 2
    assert words in result.stderr
    assert folder_bytes(reading_list.root) == before


def test_nothing_is_renamed_while_a_file_cannot_be_read(
    odd_paper: Path, reading_list: Project
) -> None:
    write(reading_list.papers / "wrong.yml", "titel: A\ntags: [lora]\n")
    before = folder_bytes(reading_list.papers)
    result = run("tags", "rename", "lora", "adapters")
    assert result.exit_code == 1
    assert "papers/wrong.yml:1:1: error[unknown-key]" in result.stderr
    assert "nothing changed. Correct these files first" in result.stderr
    assert folder_bytes(reading_list.papers) == before


def test_suggest_shows_where_tags_and_suggestions_differ_and_changes_nothing(
    odd_paper: Path, reading_list: Project
) -> None:
    write(reading_list.papers / "new.yml", "title: 'ZigZag: A LoRA study'\ntags:\n- imagined\n"
          "abstract: ZigZag uses LoRA twice. ZigZag and LoRA win.\n")  # fmt: skip
    before = folder_bytes(reading_list.root)
    result = run("tags", "suggest", "papers/new.yml")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "papers/new.yml"
    assert any(line.startswith("  + zigzag 0.") for line in lines)
    assert any(line.startswith("  + lora 0.") and "a tag of 2 papers" in line for line in lines)
    assert "  ? imagined not in the text" in lines
    assert lines[-1].startswith("1 paper, 1 differ: ")
    assert folder_bytes(reading_list.root) == before


def test_suggest_prints_json_for_programs(odd_paper: Path) -> None:
    data = json.loads(run("tags", "suggest", "--all", "--json").stdout)
    assert [each["id"] for each in data] == ["odd", "tidy"]
    for each in data:
        names = [tag["name"] for tag in each["suggested"]]
        assert set(each["missing"]) == {name for name in names if name not in each["tags"]}
        assert set(each["unheld"]) <= set(each["tags"])
    assert data[1]["unheld"] == ["imagined"]


@pytest.mark.parametrize("arguments", [(), ("--all", "odd"), ("missing",)])
def test_suggest_wants_known_papers_or_all(
    reading_list: Project, arguments: tuple[str, ...]
) -> None:
    result = run("tags", "suggest", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("reading-list: ")


def test_config_may_stand_before_or_behind_the_command(
    reading_list: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    config = reading_list.root / "mkdocs.yml"
    before = run("tags", "--config", config, "suggest", "tidy")
    behind = run("tags", "suggest", "tidy", "--config", config)
    assert before.exit_code == behind.exit_code == 0
    assert before.stdout == behind.stdout
    assert run("tags").exit_code == 2
    assert run("tags", "--config", config).exit_code == 0


@pytest.mark.slow
def test_the_command_runs_as_people_run_it(odd_paper: Path) -> None:
    assert run_process("tags").returncode == 0
    assert run_process("tags", "rename", "nothing", "x").returncode == 2


def test_what_was_renamed_reads_as_meant(odd_paper: Path) -> None:
    run("tags", "rename", "kv-cache", "yes: no # x")
    assert odd_paper.read_text("utf-8") == ODD.replace("'kv-cache'", "'yes: no # x'")
    found, findings = read(odd_paper.read_text("utf-8"), "odd")
    assert found
    assert found.tags == ("yes: no # x", "lora", "kv cache")
    assert findings == []
