"""`reading-list diff` in a real git repository."""

import json
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from build import folder_bytes, new_project, paper, write
from command import PROGRAM, in_terminal, run

from generator import store
from generator.project import Project
from generator.project.sides import load_side
from generator.store import revision
from generator.store.git import run_git

ONE = paper("One", id="one", abstract="First words.")
TWO = paper("Two", id="two")


def git(folder: Path, *args: str) -> str:
    """Git with an author, and without the settings of whoever runs the tests."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    completed = subprocess.run(
        ["git", *identity, *args], cwd=folder, env=environment, check=True, capture_output=True
    )
    return completed.stdout.decode()


def commit(folder: Path, message: str = "x") -> None:
    """Everything, committed."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def put(reading_list: Project, *papers: Any) -> None:
    """Papers, written into the list."""
    for each in papers:
        write(reading_list.papers / f"{each.id}.yml", store.dump_paper(each))


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with one paper, committed, in the current folder."""
    root = tmp_path / "list"
    root.mkdir()
    monkeypatch.chdir(root)
    reading_list = new_project(root, [ONE])
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return reading_list


def diff_json(*args: object) -> dict[str, Any]:
    """The JSON of a diff that went well."""
    result = run("diff", "--format", "json", *args)
    assert result.exit_code == 0, result.stderr
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_the_work_tree_is_held_against_a_revision_and_stays_as_it_is(reading_list: Project) -> None:
    put(reading_list, TWO, replace(ONE, abstract="Second words."))
    before = folder_bytes(reading_list.root)
    comparison = diff_json("HEAD")
    assert [added["id"] for added in comparison["added"]] == ["two"]
    assert comparison["edited"][0]["changes"] == [
        {"field": "abstract", "before": "First words.", "after": "Second words."}
    ]
    assert comparison["head"] == {"name": "working tree", "papers": 2}
    assert folder_bytes(reading_list.root) == before


def test_two_revisions_are_compared_whatever_the_work_tree_holds(reading_list: Project) -> None:
    git(reading_list.root, "mv", "papers/one.yml", "papers/uno.yml")
    commit(reading_list.root)
    put(reading_list, TWO)
    comparison = diff_json("HEAD~1", "main")
    assert [(r["before"], r["after"]) for r in comparison["renamed"]] == [("one", "uno")]
    assert comparison["added"] == []


def test_two_folders_are_compared(reading_list: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    new_project(other, [ONE, TWO])
    assert diff_json(reading_list.root, other)["summary"]["added"] == 1
    assert diff_json(other, "HEAD")["summary"]["removed"] == 1


def test_a_list_below_the_top_of_its_repository_under_other_names_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "repo" / "team list"
    root.mkdir(parents=True)
    new_project(root, [ONE])
    (root / "papers").rename(root / "käse")
    write(root / "mkdocs.yml", "plugins:\n  - reading-list:\n      papers: käse\n")
    git(root.parent, "init", "-q", "-b", "main")
    commit(root.parent)
    write(root / "käse" / "two.yml", "title: Two\n")
    monkeypatch.chdir(root)
    comparison = diff_json("main")
    assert comparison["base"]["papers"] == 1
    assert comparison["summary"]["added"] == 1
    assert [f["file"] for f in comparison["new_findings"]] == ["käse/two.yml"]


def test_a_revision_without_a_list_is_an_empty_one(reading_list: Project) -> None:
    git(reading_list.root, "checkout", "-q", "--orphan", "empty")
    git(reading_list.root, "rm", "-rqf", "papers", "topics.yml")
    git(reading_list.root, "commit", "-q", "--allow-empty", "-m", "x")
    git(reading_list.root, "checkout", "-q", "main")
    comparison = diff_json("empty", "main")
    assert (comparison["base"]["papers"], comparison["head"]["papers"]) == (0, 1)


def test_attributes_cannot_hide_a_paper_or_change_its_bytes(reading_list: Project) -> None:
    write(reading_list.root / ".gitattributes", "papers/* export-ignore export-subst ident\n")
    put(reading_list, paper("Two $Format:%H$ $Id$", id="two"))
    commit(reading_list.root)
    assert diff_json("HEAD~1", "HEAD")["added"][0]["title"] == "Two $Format:%H$ $Id$"


def test_links_and_folders_in_a_revision_are_reported_not_followed(
    reading_list: Project, tmp_path: Path
) -> None:
    write(tmp_path / "secret.yml", "title: Secret\n")
    (reading_list.papers / "two.yml").symlink_to(tmp_path / "secret.yml")
    (reading_list.papers / "three.yml").mkdir()
    write(reading_list.papers / "three.yml" / "x", "")
    commit(reading_list.root)
    comparison = diff_json("HEAD~1", "HEAD")
    assert comparison["added"] == []
    assert [(f["file"], f["code"]) for f in comparison["new_findings"]] == [
        ("papers/three.yml", "not-a-file"), ("papers/two.yml", "not-a-file"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["folder", "file", "link", "other case"])
def test_a_committed_import_hides_no_edit_and_is_an_error(reading_list: Project, kind: str) -> None:
    place = reading_list.papers / (".Import-Ready" if kind == "other case" else ".import-ready")
    if kind == "file":
        write(place, "x")
    elif kind == "link":
        place.symlink_to(reading_list.root)
    else:
        place.mkdir()
        write(place / "one.yml", store.dump_paper(ONE))
    (reading_list.papers / ".import-staging-x").mkdir()
    write(reading_list.papers / ".import-staging-x" / "one.yml", store.dump_paper(ONE))
    put(reading_list, replace(ONE, abstract="Second words."))
    commit(reading_list.root)
    comparison = diff_json("HEAD~1", "HEAD")
    assert comparison["edited"][0]["changes"][0]["after"] == "Second words."
    (finding,) = comparison["new_findings"]
    assert (finding["file"], finding["severity"], finding["code"]) == (
        f"papers/{place.name}", "error", "not-a-file",
    )  # fmt: skip
    assert finding["message"].endswith(f"remove it with `git rm -r papers/{place.name}`")
    assert not any(diff_json("HEAD", "HEAD")["summary"].values())


def test_folders_hide_no_paper_and_are_told_alike_in_a_revision_and_in_the_work_tree(
    reading_list: Project,
) -> None:
    for file in ("sub/one.yml", "one/x.yml", "x.yml/one.yml", "notes/a.txt", ".hidden/one.yml",
                 "deep/er/one.yml"):  # fmt: skip
        (reading_list.papers / file).parent.mkdir(parents=True)
        write(reading_list.papers / file, "title: Hidden\n")
    (reading_list.papers / "two.yml").symlink_to("one.yml")
    (reading_list.papers / "three").symlink_to("sub")
    write(reading_list.papers / "README", "x")
    commit(reading_list.root)
    comparison = diff_json("HEAD~1", "HEAD")
    assert comparison["summary"]["added"] == comparison["summary"]["edited"] == 0
    assert [f["file"] for f in comparison["new_findings"]] == [
        "papers/one", "papers/sub", "papers/three", "papers/two.yml", "papers/x.yml",
    ]  # fmt: skip
    assert not any(diff_json("HEAD")["summary"].values())


@pytest.mark.parametrize("kind", ["file", "link", "submodule"])
def test_papers_that_are_no_folder_are_an_error(reading_list: Project, kind: str) -> None:
    head = git(reading_list.root, "rev-parse", "HEAD").strip()
    (reading_list.root / "papers").rename(reading_list.root / "other")
    if kind == "link":
        reading_list.papers.symlink_to("other")
    write(reading_list.papers, "x") if kind == "file" else None
    commit(reading_list.root)
    if kind == "submodule":
        git(reading_list.root, "update-index", "--add", "--cacheinfo", f"160000,{head},papers")
        git(reading_list.root, "commit", "-q", "-m", "x")
    if kind == "link":  # every command refuses a work tree with it
        assert "papers is a symbolic link" in run("diff", head, "HEAD").stderr
        reading_list.papers.unlink()
    comparison = diff_json(head, "HEAD")
    assert comparison["summary"]["removed"] == 1
    assert [(f["file"], f["code"]) for f in comparison["new_findings"]] == [
        ("papers", "not-a-file")
    ]


def tree(folder: Path, entries: list[tuple[str, bytes, str]]) -> str:
    """A tree that git itself would not make: mode, name and hash of each entry."""
    data = b"".join(m.encode() + b" " + n + b"\0" + bytes.fromhex(h) for m, n, h in entries)
    (folder / "tree").write_bytes(data)
    tree_id = git(folder, "hash-object", "-t", "tree", "-w", "--literally", "tree").strip()
    (folder / "tree").unlink()
    return tree_id


def commit_of(folder: Path, papers: str) -> str:
    """A commit with this tree as its papers."""
    top = tree(folder, [("40000", b"papers", papers)])
    return git(folder, "commit-tree", top, "-m", "x").strip()


def test_two_files_of_one_name_are_refused_not_the_last_one_taken(reading_list: Project) -> None:
    write(reading_list.root / "second", "title: Second\n")
    first = git(reading_list.root, "rev-parse", "HEAD:papers/one.yml").strip()
    second = git(reading_list.root, "hash-object", "-w", "second").strip()
    twice = [("100644", b"one.yml", first), ("100644", b"one.yml", second)]
    result = run("diff", "HEAD", commit_of(reading_list.root, tree(reading_list.root, twice)))
    assert result.exit_code == 2
    assert "takes 'one.yml' and another file of the revision for one" in result.stderr


@pytest.mark.slow
def test_a_name_with_escape_sequences_is_shown_and_not_obeyed(reading_list: Project) -> None:
    blob = git(reading_list.root, "rev-parse", "HEAD:papers/one.yml").strip()
    names = [b"\x1b[31m.yml", b"\xc2\x9b31m.yml", b"\xff.yml"]
    commit_id = commit_of(
        reading_list.root, tree(reading_list.root, [("100644", name, blob) for name in names])
    )
    for form in ("text", "markdown", "json", "html"):
        result = run("diff", "HEAD", commit_id, "--format", form)
        assert result.exit_code == 0
        assert not re.search("[\x1b\x80-\x9f\ud800-\udfff]", result.stdout)
    twice = tree(reading_list.root, [("100644", names[0], blob)] * 2)
    result = run("diff", "HEAD", commit_of(reading_list.root, twice))
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("name", [b"a:b.yml", b"a\\b.yml", b"C:x.yml"])
def test_a_name_that_some_systems_lack_is_an_error_and_is_not_written(
    reading_list: Project, name: bytes
) -> None:
    blob = git(reading_list.root, "rev-parse", "HEAD:papers/one.yml").strip()
    both = [("100644", name, blob), ("100644", b"one.yml", blob)]
    comparison = diff_json("HEAD", commit_of(reading_list.root, tree(reading_list.root, both)))
    assert comparison["head"]["papers"] == 1
    assert [f["file"] for f in comparison["new_findings"]] == [f"papers/{name.decode()}"]


@pytest.mark.slow
def test_a_huge_file_of_a_revision_is_reported_as_it_would_be_here_and_never_read(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reading_list.papers / "two.yml", "title: Two\n" + "#" * 1_000_000)
    commit(reading_list.root)
    sizes: list[int] = []

    def measured(*args: Any, **kwargs: Any) -> bytes:
        output = run_git(*args, **kwargs)
        sizes.append(len(output))
        return output

    monkeypatch.setattr(revision, "run_git", measured)
    comparison = diff_json("HEAD~1", "HEAD")
    assert [f["code"] for f in comparison["new_findings"]] == ["too-large"]
    assert 0 < max(sizes) < 100_000
    assert not any(diff_json("HEAD")["summary"].values())


@pytest.mark.slow
@pytest.mark.parametrize(
    "args",
    [
        (), ("",), (" ",), ("none",), ("--output=x",), ("--", "--output=x"), ("--", "-h"),
        ("HEAD", "none"), ("HEAD:papers/one.yml",), ("HEAD", "HEAD", "HEAD"), ("docs",),
        ("HEAD", "--format", "yaml"), ("main..HEAD",), ("HEAD\nmain",), ("^HEAD",),
        ("HEAD", "--config", "none.yml"), ("HEAD:papers",), ("HEAD^{tree}",), ("hash",),
        ("HEAD@{99}",),
        ("main@{upstream}",), ("0" * 40,), (":papers/one.yml",), (":/nothing",),
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2_and_writes_nothing(
    reading_list: Project, args: tuple[str, ...]
) -> None:
    args = tuple(git(reading_list.root, "rev-parse", "HEAD:papers").strip() if a == "hash" else a
                 for a in args)  # fmt: skip
    before = folder_bytes(reading_list.root)
    result = run("diff", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert folder_bytes(reading_list.root) == before


def test_outside_of_a_repository_and_without_git_it_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new_project(tmp_path)
    result = run("diff", "HEAD")
    assert result.exit_code == 2
    assert "in no git repository" in result.stderr
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("PATH", "")
    result = run("diff", "HEAD")
    assert result.exit_code == 2
    assert "cannot run git" in result.stderr


@pytest.mark.slow
def test_every_format_is_printed(reading_list: Project) -> None:
    put(reading_list, TWO)
    assert run("diff", "HEAD").stdout.startswith("## Changes to the reading list\n")
    assert run("diff", "HEAD", "--format", "html").stdout.startswith("<section ")
    assert run("diff", "HEAD").stdout == run("diff", "HEAD", "--format", "markdown").stdout
    assert run("diff", "HEAD", "--format", "text").stdout.startswith(
        "Changes to the reading list\n"
    )


@pytest.mark.slow
def test_a_terminal_gets_coloured_text_and_all_else_markdown(reading_list: Project) -> None:
    put(reading_list, replace(TWO, title="Two \x9b31m", abstract="Long. " * 2000))
    command = (*PROGRAM, "diff", "HEAD")
    output = in_terminal(*command)
    assert output.startswith("\x1b[1mChanges to the reading list\x1b[0m\n")
    assert "\x9b" not in output
    plain = run("diff", "HEAD", "--format", "text").stdout
    assert "\x1b" not in plain
    assert click.unstyle(output) == plain
    assert in_terminal(*command, NO_COLOR="1") == plain
    assert in_terminal(*command, TERM="dumb") == plain
    markdown = run("diff", "HEAD").stdout
    assert markdown.startswith("## ")
    assert in_terminal(*command, CI="true") == markdown
    assert in_terminal(*command, "--format", "markdown") == markdown
    assert "\x9b" not in in_terminal(*command, "--format", "json")


def test_a_state_says_what_people_called_it(reading_list: Project) -> None:
    assert load_side(reading_list, "main").name == "main"
    assert load_side(reading_list, None).name == "working tree"


# ------------------------------------------- what is the same in the work tree is not read


@pytest.fixture
def blobs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many blobs each reading of contents asked git for."""
    counts: list[int] = []

    def count(top: Path, command: Any, *args: str, stdin: bytes = b"") -> bytes:
        if any(each.startswith("--batch=") for each in args):
            counts.append(len(stdin.split()))
        return run_git(top, command, *args, stdin=stdin)

    monkeypatch.setattr(revision, "run_git", count)
    return counts


def test_only_papers_that_changed_are_read_from_git(
    reading_list: Project, blobs: list[int]
) -> None:
    many = [paper(f"Paper {i}", id=f"paper-{i}") for i in range(20)]
    put(reading_list, *many)
    commit(reading_list.root)
    put(reading_list, replace(many[3], title="Another title"))
    (reading_list.papers / "paper-5.yml").unlink()
    comparison = diff_json("HEAD")
    assert [each["id"] for each in comparison["edited"]] == ["paper-3"]
    assert [each["id"] for each in comparison["removed"]] == ["paper-5"]
    assert comparison["base"]["papers"] == 21
    assert max(blobs) == 2


@pytest.mark.parametrize("other", ["line ends", "link", "folder", "staged"])
def test_a_file_that_is_not_the_same_is_read_from_git(
    reading_list: Project, blobs: list[int], other: str
) -> None:
    place = reading_list.papers / "one.yml"
    text = place.read_bytes()
    place.unlink()
    if other == "line ends":
        place.write_bytes(text.replace(b"\n", b"\r\n"))
    elif other == "link":
        (reading_list.root / "aside.yml").write_bytes(text)
        place.symlink_to(reading_list.root / "aside.yml")
    elif other == "folder":
        place.mkdir()
    else:
        place.write_bytes(text)
        put(reading_list, replace(ONE, title="Another title"))
        git(reading_list.root, "add", "-A")
    base = load_side(reading_list, "HEAD", is_base=True)
    assert [each.title for each in base.catalog.papers] == ["One"]
    assert max(blobs) == 1


def test_the_result_is_that_of_another_folder_with_the_same_papers(
    reading_list: Project, tmp_path: Path
) -> None:
    bad = reading_list.papers / "bad.yml"
    bad.write_text("title: Bad\nfoo: 1\n")
    put(reading_list, TWO, paper("Ten", id="ten-10"))
    commit(reading_list.root)
    put(reading_list, replace(TWO, title="Second"))
    git(reading_list.root, "worktree", "add", "-q", str(tmp_path / "other"), "HEAD")
    ours, theirs = (
        load_side(reading_list, name, is_base=True) for name in ("HEAD", str(tmp_path / "other"))
    )
    assert ours.catalog == theirs.catalog
    assert ours.findings == theirs.findings
    assert [each.id for each in ours.catalog.papers] == ["bad", "one", "ten-10", "two"]
