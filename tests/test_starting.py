"""`reading-list new`: a list that works as it is, and never over something else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from build import folder_bytes, write
from command import run

from generator import project

FILES = [
    ".gitignore", "CONTRIBUTING.md", "README.md", "docs/home.md", "mkdocs.yml",
    "papers/attention-is-all-you-need.yml", "topics.yml",
]  # fmt: skip


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


def test_a_new_list_builds_strictly(fresh: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=fresh, capture_output=True,
        text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    page = fresh / "site" / "papers" / "attention-is-all-you-need" / "index.html"
    assert "Attention Is All You Need" in page.read_text("utf-8")
    assert "Papers we read" in (fresh / "site" / "index.html").read_text("utf-8")


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
