"""`reading-list new`: a list that works as it is, and never over something else."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from build import folder_bytes, write
from command import run
from fresh_list import NEW, ROOT, copies

from generator import __version__, project
from generator.starting import requirement
from generator.store.fields import PAPER

FILES = sorted([
    ".gitignore", "CONTRIBUTING.md", "README.md", "docs/home.md", "mkdocs.yml",
    "papers/attention-is-all-you-need.yml", "requirements.txt", "topics.yml",
    ".github/ISSUE_TEMPLATE/paper.yml", ".github/comment.py", ".github/github.py",
    ".github/links.py", ".github/propose.py", ".github/suggestion.py",
    ".github/workflows/comment.yml", ".github/workflows/links.yml",
    ".github/workflows/publish.yml", ".github/workflows/pull-request.yml",
    ".github/workflows/suggestion.yml", "action.yml",
])  # fmt: skip


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A new list."""
    made = run("new", tmp_path / "deep" / "list")
    assert made.exit_code == 0, made.output
    assert [line for line in made.stdout.splitlines() if line.startswith("write ")]
    return tmp_path / "deep" / "list"


def test_a_new_list_has_what_a_list_needs(fresh: Path) -> None:
    assert sorted(folder_bytes(fresh)) == FILES
    loaded = project.load(project.find(fresh / "mkdocs.yml"))
    assert len(loaded.catalog.papers) == 1
    assert len(loaded.catalog.topics) == 3


def test_a_new_list_passes_check_without_a_warning_and_is_canonical(fresh: Path) -> None:
    checked = run("check", "--config", fresh / "mkdocs.yml")
    assert checked.exit_code == 0
    assert "error[" not in checked.stdout
    assert "warning[" not in checked.stdout
    assert run("fmt", "--check", "--config", fresh / "mkdocs.yml").exit_code == 0


def test_a_new_lists_guide_names_fields_that_papers_have(fresh: Path) -> None:
    text = (fresh / "CONTRIBUTING.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if "Other fields" in line)
    named = set(re.findall(r"`([a-z]+)`", line.replace("`de`", "")))
    assert "language" in named
    assert named < {field.name for field in PAPER}


def test_a_new_list_builds_strictly(fresh: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=fresh, capture_output=True,
        text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = fresh / "site" / "papers" / "attention-is-all-you-need" / "index.html"
    assert "Attention Is All You Need" in page.read_text("utf-8")
    assert "Papers we read" in (fresh / "site" / "index.html").read_text("utf-8")


def test_a_strict_build_refuses_errors_even_where_it_may_not_say_so(fresh: Path) -> None:
    write(fresh / "papers" / "bad.yml", "title: A\nvenue: TBA\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert done.returncode == 1  # MkDocs itself counts no warnings when it is quiet
    assert "1 error in the list: see `reading-list check`" in done.stderr


def test_another_theme_is_refused_in_one_line(fresh: Path) -> None:
    write(fresh / "mkdocs.yml", "site_name: A\nplugins: [reading-list]\n")
    command = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the pages need the theme material" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", ".").exit_code == 0
    assert sorted(folder_bytes(tmp_path)) == FILES


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "mkdocs.yml"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "mine")
    made = run("new", tmp_path)
    assert made.exit_code == 1
    assert "is not empty" in made.stderr
    assert folder_bytes(tmp_path) == {name: b"mine"}


def test_a_file_in_the_way_is_wrong_usage(tmp_path: Path) -> None:
    path = write(tmp_path / "list", "mine")
    assert run("new", path).exit_code == 2
    assert run("new").exit_code == 2
    assert path.read_text("utf-8") == "mine"


def test_a_new_list_has_this_repositorys_workflows_as_they_are(fresh: Path) -> None:
    for ours, copy in copies().items():
        same = copy.is_file() and copy.read_bytes() == ours.read_bytes()
        assert same, f"{copy.relative_to(ROOT)} differs: run python tests/fresh_list.py"
        name = ours.relative_to(ROOT)
        assert (fresh / name).read_bytes() == ours.read_bytes()
    there = {path for path in NEW.rglob("*") if path.is_file() and NEW / "github" in path.parents}
    assert {path for path in there if path.suffix != ".pyc"} <= {*copies().values()}


def test_a_new_lists_workflows_install_the_package_it_was_made_with(fresh: Path) -> None:
    (line,) = [
        line for line in (fresh / "requirements.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]  # fmt: skip
    assert line.startswith("reading-list")
    assert "{" not in line


def test_a_requirement_is_as_exact_as_can_be_and_never_a_guess() -> None:
    assert requirement(None) == f"reading-list=={__version__}"
    commit = {"vcs": "git", "requested_revision": "main", "commit_id": "a" * 40}
    told = {"url": "https://github.com/team/reading-list", "vcs_info": commit}
    pinned = f"reading-list @ git+https://github.com/team/reading-list@{'a' * 40}"
    assert requirement(json.dumps(told)) == pinned
    local = {"url": "file:///home/me/reading-list", "dir_info": {"editable": True}}
    assert "your-team" in requirement(json.dumps(local))
