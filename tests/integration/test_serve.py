"""`mkdocs serve` shows an edit of the data, of the vocabulary and of a template."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from building import ROOT, WITHOUT_CARDS, fixture_papers, write_list

pytestmark = pytest.mark.slow

PATIENCE = 60  # seconds; a rebuild takes about two


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small copy of the list."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    papers = dict(islice(fixture_papers().items(), 5))
    write_list(tmp_path, papers, WITHOUT_CARDS)
    return tmp_path


@pytest.fixture
def preview(copy: Path) -> Iterator[str]:
    """The address of a running preview of the copy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (copy / "log.txt").open("w") as log, \
            subprocess.Popen(command, cwd=copy, stderr=log, stdout=log) as server:  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}/reading-list/"
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_for(address: str, right: Callable[[str], bool]) -> str:
    """The page at an address, once it is as expected."""
    text = "nothing answered"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - on this machine
                text = response.read().decode()
        except OSError:
            text = "nothing answered"
        if right(text):
            return text
        time.sleep(0.3)
    raise AssertionError(text[:2000])


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_edits_show_after_a_reload_and_a_broken_file_does_not_end_the_preview(
    copy: Path, preview: str
) -> None:
    paper = min((copy / "papers").glob("*.yml"))
    address = f"{preview}papers/{paper.stem}/"
    text = wait_for(address, lambda text: "<h1" in text)
    # The server's own inline script must run.
    assert "livereload(" in text
    assert "Content-Security-Policy" not in text

    before = paper.read_text("utf-8")
    edit(paper, "title: ", "title: Fresh words ")
    wait_for(address, lambda text: "Fresh words" in text)

    paper.write_text("title: 'half saved", "utf-8")
    wait_for(preview + "papers/", lambda text: f'"{paper.stem}/' not in text)
    assert "error[yaml-syntax]" in (copy / "log.txt").read_text("utf-8")
    paper.write_text(before, "utf-8")
    wait_for(address, lambda text: "<h1" in text and "Fresh words" not in text)

    edit(copy / "topics.yml", "name: Mixture of experts", "name: Many experts")
    wait_for(preview + "topics/", lambda text: "Many experts" in text)

    edit(copy / "templates" / "papers.md.j2", 'class="rl-tools"', 'class="rl-tools" lang="en"')
    wait_for(preview + "papers/", lambda text: 'class="rl-tools" lang="en"' in text)

    edit(copy / "templates" / "words" / "en.toml", "newest first. Browse", "latest first. Browse")
    wait_for(preview + "papers/", lambda text: "latest first. Browse" in text)
