"""A folder of papers that does not exist is an error; a list without a paper says so."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from build import FACTS, ROOT, write
from command import run
from shell import git

from generator import project, store

READING = [
    ("check",), ("generate", "--output", "out"), ("diff", "HEAD"), ("fmt",), ("fmt", "--check"),
    ("suggest", "--all"), ("topics",), ("tags",), ("tags", "suggest", "--all"),
    ("tags", "rename", "a", "b"), ("migrate",), ("migrate", "--dry-run"), ("links",),
]  # fmt: skip
OPTION = "site_name: A\nplugins:\n  - reading-list: {papers: paprs}\n"


@pytest.fixture
def list_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list, in git and in the current folder, whose settings misspell its folder of papers."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mkdocs.yml", f"theme: material\n{OPTION}")
    write(tmp_path / "topics.yml", (ROOT / "topics.yml").read_text("utf-8"))
    (tmp_path / "papers").mkdir()
    (tmp_path / "docs").mkdir()
    write(tmp_path / "papers" / "gpipe.yml", "title: GPipe\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "list")
    return tmp_path


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_that_reads_names_the_missing_folder(
    list_folder: Path, command: tuple[str, ...]
) -> None:
    result = run(*command)
    assert result.exit_code == 1
    assert "paprs: error[no-papers] there is no folder of this name" in result.output
    assert "as `papers` among the options" in result.output
    assert not (list_folder / "paprs").exists()


def test_a_missing_folder_is_a_finding_for_programs(list_folder: Path) -> None:
    (finding,) = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert (finding["code"], finding["source"]) == ("no-papers", "paprs")
    assert run("check", "--format", "github").stdout.startswith(
        "::error file=paprs,title=no-papers::"
    )


@pytest.mark.slow
@pytest.mark.parametrize("strict", [["--strict"], []], ids=["strict", "plain"])
def test_no_site_is_built_of_a_missing_folder(list_folder: Path, strict: list[str]) -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *strict], cwd=list_folder, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert completed.returncode == 1
    assert "paprs: error[no-papers] there is no folder of this name" in completed.stderr
    assert "Traceback" not in completed.stderr
    assert not (list_folder / "site" / "index.html").exists()


def test_what_is_compared_with_may_be_older_than_the_list(list_folder: Path) -> None:
    git(list_folder, "commit", "-q", "--allow-empty", "-m", "more")
    (list_folder / "papers").rename(list_folder / "paprs")
    git(list_folder, "add", "-A")
    git(list_folder, "commit", "-q", "-m", "move")
    result = run("diff", "HEAD~1", "HEAD", "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert [added["id"] for added in data["added"]] == ["gpipe"]
    assert "no-papers" not in result.stdout
    backwards = run("diff", "HEAD", "HEAD~1")
    assert backwards.exit_code == 1
    assert "paprs: error[no-papers]" in backwards.output


@pytest.mark.slow
def test_an_import_makes_the_folder_and_says_so(list_folder: Path) -> None:
    dry = run("import", "--dry-run", FACTS)
    assert "paprs: warning[new-folder] this folder would be made" in dry.stderr
    assert not (list_folder / "paprs").exists()
    result = run("import", FACTS)
    assert result.exit_code == 0
    assert "paprs: warning[new-folder] this folder was made" in result.stderr
    assert len([*(list_folder / "paprs").iterdir()]) > 1
    assert "new-folder" not in run("import", FACTS).output
    assert "no-papers" not in run("check").output


def test_an_import_without_papers_makes_no_folder(list_folder: Path) -> None:
    result = run("import", write(list_folder / "empty.json", "[]"))
    assert "new-folder" not in result.output
    assert not (list_folder / "paprs").exists()


def test_a_file_in_the_folders_place_is_no_folder(list_folder: Path) -> None:
    write(list_folder / "paprs", "papers")
    assert "paprs: error[no-papers]" in run("check").output


def test_a_list_without_a_paper_says_how_to_add_one(list_folder: Path) -> None:
    (list_folder / "paprs").mkdir()
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        "0 papers: 0 errors, 0 warnings\nno papers yet: add one with "
        "`reading-list import FILE`, or write its file paprs/<id>.yml\n"
    )
    assert "no papers yet" not in run("check", "--quiet").output
    write(list_folder / "paprs" / "a.yml", "title: [A\n")
    assert "no papers yet" not in run("check").output


def test_a_list_that_only_has_a_vocabulary_has_no_folder_of_papers(tmp_path: Path) -> None:
    write(tmp_path / "topics.yml", "[]\n")
    loaded = project.load(project.from_settings(tmp_path, {}))
    assert [finding.code for finding in loaded.findings] == [store.NO_PAPERS]
