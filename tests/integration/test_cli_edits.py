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
        (("merge", "first", "frst"), "no paper 'frst' in the list; did you mean 'first'?"),
        (("merge", "first", "first"), "'first' is named twice"),
        (("merge", "first"), "Missing argument"),
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


@pytest.mark.parametrize(
    "arguments",
    [("mv", "first", "second"), ("rm", "tidy", "--reason", "R"), ("merge", "first", "tidy")],
)
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


# ---------------------------------------------------------------------- merge

KEPT = """\
title: One Paper  # ours
venue: ICML
tags: [kv cache]
links:
  - code: https://github.com/a/b
related:
  - dropped
search_phrases:
  - Café of models
  - one
  - two
  - three
  - four
  - five
  - six
note: Ours.
added: 2026-02-03
sources:
  - file: a.json
    reader: json
"""
DROPPED = """\
# by hand
title: One paper
authors:
  - Ada Lovelace
venue: ICLR
pages: 1-9
arxiv: '1811.06965'
category: cs.LG
key: theirs
links:
  - other: https://github.com/a/b
  - project: https://example.org/b
tags:
  - KV-cache
  - memory
related:
  - kept
  - tidy
search_phrases:
  - cafe of models
  - seven
  - eight
note: Theirs.
added: 2026-01-02
aliases:
  - before
sources:
  - file: a.json
    reader: json
  - file: b.json
    reader: json
"""


def test_merge_makes_one_paper_of_two_and_shows_what_is_not_kept(reading_list: Project) -> None:
    (reading_list.papers / "first.yml").unlink()
    write(reading_list.papers / "odd.yml", "title: Odd\nrelated: [dropped, kept]\n")
    write(reading_list.papers / "tidy.yml", "title: Tidy\n")
    write(reading_list.papers / "kept.yml", KEPT)
    write(reading_list.papers / "dropped.yml", DROPPED)
    result = run("merge", "kept", "dropped")
    assert (result.exit_code, result.stdout.splitlines()) == (0, [
        "write papers/kept.yml",
        "write papers/odd.yml",
        "remove papers/dropped.yml",
        "title: kept keeps 'One Paper'; dropped has 'One paper'",
        "venue: kept keeps 'ICML'; dropped has 'ICLR'",
        "pages: '1-9' of dropped is not taken: kept may be another version",
        "key: 'theirs' of dropped is not taken: it would change the citation key of kept",
        "note: the note of dropped follows that of kept",
        "links: 'other: https://github.com/a/b' of dropped is not taken: kept has it",
        "tags: 'KV-cache' of dropped is not taken: kept has it",
        "search_phrases: 'cafe of models' of dropped is not taken: kept has it",
        "search_phrases: 'eight' of dropped is not taken: a paper has at most 8",
        "the citation key 'theirs' is gone: cite 'lovelace2018one'",
        ("the citation key of kept becomes 'lovelace2018one', it was 'anonone': "
         "add `key: anonone` to keep it"),
        "removed the comment '# by hand'",
        "3 files changed",
    ])  # fmt: skip
    assert (reading_list.papers / "kept.yml").read_text("utf-8") == (
        "title: One Paper  # ours\nauthors:\n  - Ada Lovelace\nvenue: ICML\n"
        "arxiv: '1811.06965'\ncategory: cs.LG\ntags: [kv cache, memory]\n"
        "links:\n  - code: https://github.com/a/b\n  - project: https://example.org/b\n"
        "related:\n  - tidy\nsearch_phrases:\n  - Café of models\n  - one\n  - two\n  - three\n"
        "  - four\n  - five\n  - six\n  - seven\n"
        "note: |-\n  Ours.\n\n  Theirs.\nadded: 2026-01-02\n"
        "aliases:\n  - dropped\n  - before\n"
        "sources:\n  - file: a.json\n    reader: json\n  - file: b.json\n    reader: json\n"
    )
    assert (reading_list.papers / "odd.yml").read_text("utf-8") == "title: Odd\nrelated: [kept]\n"
    assert_no_new_error(reading_list)


def test_merge_wants_to_be_forced_if_two_papers_differ(reading_list: Project) -> None:
    write(reading_list.papers / "second.yml", "title: First\narxiv: '1811.06966'\n")
    before = folder_bytes(reading_list.root)
    result = run("merge", "first", "second")
    assert result.exit_code == 1
    assert "the arXiv ids differ (1811.06965 and 1811.06966)" in result.stderr
    assert folder_bytes(reading_list.root) == before
    result = run("merge", "first", "second", "--force")
    assert result.exit_code == 0
    assert "arxiv: first keeps '1811.06965'; second has '1811.06966'\n" in result.stdout
    assert "an import of arXiv 1811.06966 would add second again" in result.stdout


def test_merge_says_that_nothing_shows_one_paper(reading_list: Project) -> None:
    result = run("merge", "first", "tidy")
    assert "nothing in the files shows that they are one paper: the titles differ\n" in (
        result.stdout
    )


def test_merge_refuses_what_would_be_too_long(reading_list: Project) -> None:
    for name, letter in (("first", "a"), ("tidy", "b")):
        write(reading_list.papers / f"{name}.yml", f"title: {name}\nnote: '{letter * 15_000}'\n")
    before = folder_bytes(reading_list.root)
    result = run("merge", "first", "tidy")
    assert result.exit_code == 1
    assert "nothing changed. first.yml would be wrong: more than 20,000 characters" in result.stderr
    assert folder_bytes(reading_list.root) == before


@pytest.mark.parametrize(
    ("kept", "dropped", "expected"),
    [
        ("volume: '1'", "venue: TMLR\nvolume: '2'\nissue: '3'", "volume: '1'"),
        ("venue: TMLR\nvolume: '1'", "venue: TMLR\nvolume: '2'\npages: 1-9",
         "venue: TMLR\nvolume: '1'"),
        ("venue: TMLR", "pages: 1-9", "venue: TMLR"),
        ("issued: 2020", "venue: TMLR\nissued: 2021-02", "issued: 2020"),
        ("issued: 2021", "venue: TMLR\nissued: 2021-02", "issued: 2021\nvenue: TMLR"),
        ("venue: TMLR", "venue: tmlr\nvolume: '2'", "venue: TMLR\nvolume: '2'"),
    ],
)  # fmt: skip
def test_merge_mixes_no_two_versions_of_a_paper(
    reading_list: Project, kept: str, dropped: str, expected: str
) -> None:
    write(reading_list.papers / "kept.yml", f"title: A Paper of Ours\n{kept}\n")
    write(reading_list.papers / "dropped.yml", f"title: A Paper of Ours\n{dropped}\n")
    assert run("merge", "kept", "dropped").exit_code == 0
    assert (reading_list.papers / "kept.yml").read_text("utf-8") == (
        f"title: A Paper of Ours\n{expected}\naliases:\n  - dropped\n"
    )
