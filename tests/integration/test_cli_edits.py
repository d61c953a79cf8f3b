"""Commands that edit a list: papers renamed, removed and merged."""

from pathlib import Path

import pytest
from build import errors, folder_bytes, new_project, paper, write
from command import run

from generator.project import Project, load

ODD = """\
# by hand
title: "Odd"
related: [ first, tidy ]  # both good
note: See https://papers.example.org/papers/first/ and https://other.example.org/papers/first/
"""


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of three papers in the current folder."""
    monkeypatch.chdir(tmp_path)
    made = new_project(tmp_path, [
        paper("First", arxiv="1811.06965", related=("tidy",)),
        paper("Tidy", related=("odd", "first")),
    ])  # fmt: skip
    write(tmp_path / "mkdocs.yml", "site_name: L\nsite_url: https://papers.example.org/\n")
    write(made.papers / "odd.yml", ODD)
    made.docs.mkdir()
    write(made.docs / "about.md", "# About\n\nSee [it](papers/first.md#x), not papers/first-one.\n")
    return made


def assert_no_new_error(found: Project) -> None:
    """The list has no error: it had none."""
    assert errors(load(found).findings) == []


def test_mv_renames_a_paper_and_all_that_name_it(reading_list: Project) -> None:
    result = run("mv", "papers/first.yml", "second")
    assert (result.exit_code, result.stdout.splitlines()) == (0, [
        "rename papers/first.yml to papers/second.yml",
        "write papers/odd.yml",
        "write papers/tidy.yml",
        "3 files changed",
        "docs/about.md:3: links to papers/first, which is left as it is: write papers/second",
        "papers/odd.yml:4: links to papers/first, which is left as it is: write papers/second",
    ])  # fmt: skip
    texts = {path.stem: path.read_text("utf-8") for path in reading_list.papers.glob("*.yml")}
    assert texts["odd"] == ODD.replace("[ first,", "[ second,")
    assert texts["second"].endswith("related:\n  - tidy\naliases:\n  - first\n")
    assert sorted(texts) == ["odd", "second", "tidy"]
    assert_no_new_error(reading_list)


def test_mv_there_and_back_restores_all_but_aliases(reading_list: Project) -> None:
    before = folder_bytes(reading_list.papers)
    assert run("mv", "first", "second").exit_code == 0
    assert run("mv", "second", "first").exit_code == 0
    after = dict(folder_bytes(reading_list.papers))
    assert after.pop("first.yml") == before["first.yml"] + b"aliases:\n  - second\n"
    assert after.items() <= before.items()


def test_mv_says_which_citation_keys_change(reading_list: Project) -> None:
    write(reading_list.papers / "first-2.yml", "title: First\narxiv: '1811.06966'\n")
    assert "the citation key of second becomes " in run("mv", "first-2", "second").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mv", "frst", "x"), "no paper 'frst' in the list; did you mean 'first'?"),
        (("mv", "first", "first"), "the same id twice"),
        (("mv", "first", "A Name"), "Write one such as 'a-name'"),
        (("mv", "first", "tidy"), "`reading-list merge tidy first`"),
        (("mv", "first", "before"), "'before' is an alias of 'other'"),
        (("mv", "first"), "Missing argument"),
    ],
)  # fmt: skip
def test_a_wrong_use_is_one_message_and_nothing_is_written(
    reading_list: Project, arguments: tuple[str, ...], words: str
) -> None:
    write(reading_list.papers / "other.yml", "title: Other\naliases: [before]\n")
    before = folder_bytes(reading_list.root)
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert folder_bytes(reading_list.root) == before


@pytest.mark.parametrize("arguments", [("mv", "first", "second")])
def test_a_dry_run_says_the_same_and_writes_nothing(
    reading_list: Project, arguments: tuple[str, ...]
) -> None:
    before = folder_bytes(reading_list.root)
    tried = run(*arguments, "--dry-run")
    assert folder_bytes(reading_list.root) == before
    done = run(*arguments)
    assert (tried.exit_code, done.exit_code) == (0, 0)
    assert tried.stdout.replace("would ", "").replace("to change", "changed") == done.stdout


def test_nothing_is_edited_while_a_file_cannot_be_read(reading_list: Project) -> None:
    write(reading_list.papers / "wrong.yml", "titel: A\n")
    before = folder_bytes(reading_list.root)
    result = run("mv", "first", "second")
    assert result.exit_code == 1
    assert "papers/wrong.yml:1:1: error[unknown-key]" in result.stderr
    assert folder_bytes(reading_list.root) == before
