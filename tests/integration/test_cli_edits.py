"""Commands that edit a list: papers renamed, removed and merged."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from build import errors, folder_bytes, new_project, paper, write
from command import run

from generator.project import Project, load, site_pages

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
        (("mv", "first", "gone"), "'gone' is a removed paper"),
        (("mv", "first"), "Missing argument"),
        (("rm", "frst", "--reason", "R"), "no paper 'frst' in the list; did you mean 'first'?"),
        (("rm", "frst"), "no paper 'frst' in the list; did you mean 'first'?"),
        (("rm", "first"), "--reason is missing, and there is no terminal"),
        (("rm", "first", "--reason", " "), "the reason must have"),
        (("rm", "first", "--reason", "R", "--redirect-to", "first"), "is removed itself"),
        (("rm", "first", "--reason", "R", "--redirect-to", "x"), "no paper 'x' in the list"),
        (("rm", "--reason", "R"), "Missing argument"),
    ],
)  # fmt: skip
def test_a_wrong_use_is_one_message_and_nothing_is_written(
    reading_list: Project, arguments: tuple[str, ...], words: str
) -> None:
    write(reading_list.papers / "other.yml", "title: Other\naliases: [before]\n")
    write(reading_list.excluded, "- title: Gone\n  aliases: [gone]\n  reason: R\n")
    before = folder_bytes(reading_list.root)
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert folder_bytes(reading_list.root) == before


@pytest.mark.parametrize("arguments", [("mv", "first", "second"), ("rm", "tidy", "--reason", "R")])
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


# ------------------------------------------------------------------------- rm


def test_rm_removes_a_paper_and_says_where_it_was_named(reading_list: Project) -> None:
    write(reading_list.excluded, "# Left out\n- title: X  # never\n  reason: Y\n")
    result = run("rm", "first", "--reason", "It is wrong.")
    assert (result.exit_code, result.stdout.splitlines()) == (0, [
        "write papers/odd.yml",
        "write papers/tidy.yml",
        "remove papers/first.yml",
        "write excluded.yml",
        "odd: first under related was removed",
        "tidy: first under related was removed",
        "4 files changed",
        "docs/about.md:3: links to papers/first, which is left as it is: remove the link",
        "papers/odd.yml:4: links to papers/first, which is left as it is: remove the link",
    ])  # fmt: skip
    assert reading_list.excluded.read_text("utf-8") == (
        "# Left out\n- title: X  # never\n  reason: Y\n"
        "- arxiv: '1811.06965'\n  title: First\n  aliases:\n    - first\n  reason: It is wrong.\n"
    )
    odd = (reading_list.papers / "odd.yml").read_text("utf-8")
    assert odd == ODD.replace("[ first, tidy ]", "[ tidy ]")
    assert_no_new_error(reading_list)


def test_rm_can_redirect_the_address_to_another_paper(reading_list: Project) -> None:
    assert run("rm", "first", "--reason", "R", "--redirect-to", "papers/odd.yml").exit_code == 0
    papers = load(reading_list).catalog.by_id
    assert papers["odd"].aliases == ("first",)
    assert (papers["odd"].related, papers["tidy"].related) == (("tidy",), ("odd",))
    assert "aliases" not in reading_list.excluded.read_text("utf-8")
    assert_no_new_error(reading_list)


def test_rm_refuses_to_exclude_a_paper_that_stays(reading_list: Project) -> None:
    write(reading_list.papers / "copy.yml", "title: Copy\narxiv: '1811.06965'\n")
    before = folder_bytes(reading_list.root)
    result = run("rm", "first", "--reason", "R")
    assert result.exit_code == 1
    assert "would exclude 'copy', too" in result.stderr
    assert "`reading-list merge copy first`" in result.stderr
    assert folder_bytes(reading_list.root) == before


def test_rm_keeps_the_reason_of_a_paper_that_is_excluded_already(reading_list: Project) -> None:
    write(reading_list.excluded, "- arxiv: '1811.06965'\n  reason: Y\n")
    result = run("rm", "first", "--reason", "R")
    assert "first is excluded already; that reason stays: Y\n" in result.stdout
    assert reading_list.excluded.read_text("utf-8") == (
        "- arxiv: '1811.06965'\n  aliases:\n    - first\n  reason: Y\n"
    )


def test_rm_warns_of_a_title_that_many_papers_have(reading_list: Project) -> None:
    result = run("rm", "tidy", "--reason", "R")
    assert "imports now leave out every paper with the title 'Tidy'" in result.stdout


def test_rm_asks_for_the_reason_on_a_terminal(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.rm.is_terminal", lambda: True)
    assert run("rm", "first", stdin="Because.\n").exit_code == 0
    assert load(reading_list).catalog.excluded[0].reason == "Because."


def test_the_address_of_a_removed_paper_shows_why(reading_list: Project) -> None:
    write(reading_list.excluded, "- title: 'A $x$ <b>'\n  aliases: [gone, tidy]\n  reason: <i>\n")
    pages = {page.path: page.text for page in site_pages(reading_list, load(reading_list))}
    text = pages["papers/gone/index.html"]
    assert "&#60;i&#62;" in text
    assert "<title>A x &#60;b&#62;</title>" in text
    assert '<a href="../">' in unescape(text)
    assert "papers/tidy/index.html" not in pages
    flat = replace(reading_list, site=replace(reading_list.site, directory_urls=False))
    pages = {page.path: page.text for page in site_pages(flat, load(flat))}
    assert '<a href="index.html">' in pages["papers/gone.html"]


def test_an_import_gives_no_new_paper_the_id_of_a_removed_one(reading_list: Project) -> None:
    write(reading_list.excluded, "- arxiv: '1811.06967'\n  aliases: [gone]\n  reason: R\n")
    write(reading_list.root / "facts.json", '[{"title": "Gone", "arxiv": "1811.06968"}]')
    assert run("import", reading_list.root / "facts.json").exit_code == 0
    assert "gone-2" in load(reading_list).catalog.by_id
