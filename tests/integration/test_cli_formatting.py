"""`reading-list fmt`, and the hooks that pre-commit runs."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import ROOT, folder_bytes, new_project, paper, write
from command import run, run_process

from generator.project import Project

UNTIDY = "# who?\nvenue: 'B' # seen\ntitle: A\n"
TIDY = "title: A\n# who?\nvenue: B  # seen\n"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with a tidy paper, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path, [paper("Tidy")])


def test_fmt_writes_what_is_not_canonical_and_no_more(reading_list: Project) -> None:
    untidy = write(reading_list.papers / "untidy.yml", UNTIDY)
    before = (reading_list.papers / "tidy.yml").stat()
    result = run("fmt")
    assert (result.exit_code, result.stdout) == (0, "write papers/untidy.yml\n1 file changed\n")
    assert untidy.read_text("utf-8") == TIDY
    assert (reading_list.papers / "tidy.yml").stat().st_ino == before.st_ino
    assert run("fmt").stdout == "0 files changed\n"
    assert sorted(folder_bytes(reading_list.papers)) == ["tidy.yml", "untidy.yml"]


def test_fmt_check_names_files_and_writes_nothing(reading_list: Project) -> None:
    write(reading_list.papers / "untidy.yml", UNTIDY)
    before = folder_bytes(reading_list.root)
    result = run("fmt", "--check")
    assert (result.exit_code, folder_bytes(reading_list.root)) == (1, before)
    assert result.stdout == "would write papers/untidy.yml\n1 file to change\n"
    assert run("fmt", "--check", "papers/tidy.yml").exit_code == 0


def test_fmt_of_some_files_leaves_the_others_alone(reading_list: Project) -> None:
    first = write(reading_list.papers / "first.yml", UNTIDY)
    second = write(reading_list.papers / "second.yml", UNTIDY)
    assert run("fmt", first, "papers/tidy.yml").exit_code == 0
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == (TIDY, UNTIDY)


def test_fmt_reports_a_file_with_errors_and_leaves_it_alone(reading_list: Project) -> None:
    wrong = write(reading_list.papers / "wrong.yml", "titel: A\n")
    write(reading_list.papers / "untidy.yml", UNTIDY)
    result = run("fmt")
    assert result.exit_code == 1
    assert "papers/wrong.yml:1:1: error[unknown-key]" in result.stderr
    assert result.stdout.endswith("1 file changed, 1 error\n") or "errors" in result.stdout
    assert wrong.read_text("utf-8") == "titel: A\n"


def test_fmt_removes_a_byte_order_mark_and_keeps_windows_line_ends(reading_list: Project) -> None:
    path = write(reading_list.papers / "windows.yml", "\ufefftitle: A\r\n")
    assert run("fmt").exit_code == 0
    assert path.read_bytes() == b"title: A\r\n"


def test_fmt_of_a_file_elsewhere_is_wrong_usage(reading_list: Project) -> None:
    write(reading_list.root / "other.yml", UNTIDY)
    for name in ("other.yml", "missing.yml", "mkdocs.yml"):
        assert run("fmt", name).exit_code == 2
    assert (reading_list.root / "other.yml").read_text("utf-8") == UNTIDY


LOOSE = (
    "# Words\n\n- {id: b, group: G, name: B, description: D} # b\n\n\n# Group A\n- name: 'A'\n"
    "  id: a\n  group: A\n  # what?\n  description: D\n  keywords: [x, # one\n    z]\n# end\n"
)
STRICT = (
    "# Words\n\n- id: b\n  name: B\n  group: G\n  description: D  # b\n\n# Group A\n- id: a\n"
    "  name: A\n  group: A\n  # what?\n  description: D\n  keywords:\n    - x  # one\n    - z\n"
    "# end\n"
)


def test_fmt_keeps_the_order_the_groups_and_the_comments_of_the_vocabulary(
    reading_list: Project,
) -> None:
    write(reading_list.topics, LOOSE)
    checked = run("fmt", "--check")
    assert (checked.exit_code, checked.stdout) == (1, "would write topics.yml\n1 file to change\n")
    assert reading_list.topics.read_text("utf-8") == LOOSE
    assert run("fmt", "papers").stdout == "0 files changed\n"
    assert run("fmt", "topics.yml").stdout == "write topics.yml\n1 file changed\n"
    assert reading_list.topics.read_text("utf-8") == STRICT
    assert run("fmt").stdout == "0 files changed\n"
    assert not list(reading_list.root.glob(".*"))


def test_fmt_leaves_a_vocabulary_with_errors_alone(reading_list: Project) -> None:
    write(reading_list.topics, "- {id: a}\n")
    result = run("fmt")
    assert result.exit_code == 1
    assert "topics.yml:1:3: error[missing-field]" in result.stderr
    assert reading_list.topics.read_text("utf-8") == "- {id: a}\n"


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "fmt"])
def test_paths_name_papers_the_vocabulary_or_folders_however_they_are_written(
    reading_list: Project, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("papers/tidy.yml", "./papers/tidy.yml", reading_list.papers / "tidy.yml", "papers",
             ".", reading_list.root, "topics.yml", reading_list.root.parent)  # fmt: skip
    assert [run(command, path).exit_code for path in paths] == [0] * len(paths)
    write(reading_list.papers / "untidy.yml", UNTIDY + "added: 5\n")
    (reading_list.root / "docs").mkdir()
    monkeypatch.chdir(reading_list.papers)
    assert run(command, "tidy.yml").exit_code == 0
    assert [run(command, path).exit_code for path in ("untidy.yml", ".", "..")] == [1] * 3
    for path in ("../docs", "../mkdocs.yml"):
        result = run(command, path)
        assert result.exit_code == 2
        assert "is not part of this list. Name papers" in result.stderr
        assert result.stdout == ""


def hook(name: str, *files: str) -> int:
    """The exit status of a hook as pre-commit would run it for files."""
    settings: dict[str, Any] = HOOKS[name]
    program, *arguments = shlex.split(settings["entry"])
    assert program == "reading-list"
    given = files if settings.get("pass_filenames", True) else ()
    return run_process(*arguments, *settings.get("args", ()), *given).returncode


@pytest.mark.slow
def test_the_hooks_of_pre_commit_run(reading_list: Project) -> None:
    assert set(HOOKS) == {"reading-list-check", "reading-list-fmt"}
    untidy = write(reading_list.papers / "untidy.yml", UNTIDY)
    assert hook("reading-list-check", "papers/untidy.yml") == 0
    assert hook("reading-list-fmt", "papers/untidy.yml", "papers/tidy.yml") == 0
    assert untidy.read_text("utf-8") == TIDY
    write(untidy, "titel: A\n")
    assert hook("reading-list-check", "papers/untidy.yml") == 1
    assert hook("reading-list-fmt", "papers/untidy.yml") == 1


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_the_hooks_are_for_the_files_of_a_list(name: str) -> None:
    pattern = re.compile(HOOKS[name]["files"])
    assert HOOKS[name]["language"] == "python"
    assert pattern.search("papers/gpipe.yml")
    assert pattern.search("topics.yml")
    for other in ("mkdocs.yml", "docs/papers/a.yml", "papers/a.yml.orig", "papers/notes.txt"):
        assert not pattern.search(other)
