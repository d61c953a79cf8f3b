"""Building sites as a user would, each kind once a run."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "list"
TOPICS = (LIST / "topics.yml").read_text("utf-8")

# Pieces of the fixture's settings, and what tests put in their place.
OFFLINE = ("  - search\n", "  - search\n  - offline\n")
WITHOUT_CARDS = ("  - reading-list\n", "  - reading-list:\n      social_cards: false\n")
INSTANT = ("    - navigation.top\n", "    - navigation.top\n    - navigation.instant\n")


def settings(*changes: tuple[str, str]) -> str:
    """The fixture's settings without its navigation, with pieces of text replaced."""
    text = (LIST / "mkdocs.yml").read_text("utf-8").split("\nnav:")[0]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def write_list(root: Path, papers: Mapping[str, str], *changes: tuple[str, str]) -> Path:
    """Write a list with these texts of papers by id, the fixture's topics and changed settings."""
    for name in ("docs", "papers"):
        (root / name).mkdir(parents=True)
    (root / "mkdocs.yml").write_text(settings(*changes), "utf-8")
    (root / "topics.yml").write_text(TOPICS, "utf-8")
    for stem, text in papers.items():
        (root / "papers" / f"{stem}.yml").write_text(text, "utf-8")
    return root


def fixture_papers(pattern: str = "*") -> dict[str, str]:
    """The texts of the fixture's papers by id, of those whose id matches."""
    paths = sorted((LIST / "papers").glob(f"{pattern}.yml"))
    return {path.stem: path.read_text("utf-8") for path in paths}


def build(root: Path, target: Path, *options: str, strict: bool = True, **environment: str) -> str:
    """Build a site, strictly unless told, in a process of its own; what it printed."""
    options = ("--strict", *options) if strict else options
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(target), *options]
    completed = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    return completed.stderr


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that one worker of the test run fills for all of them.

    Args:
        factory: pytest's own; the folder lies beside the folders of its workers.
        name: what is in the folder; the same name gives the same folder.
        make: fills the new, empty folder. No test changes the folder afterwards.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    folder, begun, finished = (shared / f"{name}{end}" for end in ("", ".begun", ".finished"))
    with FileLock(shared / f"{name}.lock"):
        if not begun.exists():
            begun.touch()
            folder.mkdir()
            make(folder)
            finished.touch()
    assert finished.exists(), f"{name} could not be made: the first test that needs it says why"
    return folder
