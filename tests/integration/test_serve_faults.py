"""`mkdocs serve` outlives what editors do to a list while it runs, and mends itself."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from build import ROOT, paper, write

from generator import store

pytestmark = pytest.mark.slow

PATIENCE = 60  # seconds; a rebuild of so small a list takes less than one


@dataclass(frozen=True)
class Preview:
    """A running preview: its folder, its address, and all it logged."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What it said so far."""
        return (self.root / "log.txt").read_text("utf-8")

    @property
    def rebuilds(self) -> int:
        """How often it built the site again. MkDocs logs equal durations only once."""
        builds = self.log.split("Building documentation...")[2:]
        return sum("Reloading browsers" in build for build in builds)

    def wait_for_rebuild(self, after: int) -> None:
        """Wait until there are more rebuilds than these."""
        self.wait(lambda: self.rebuilds > after)

    def has_logged(self, text: str) -> bool:
        """Whether it said something so far."""
        return text in self.log

    def page(self, path: str) -> str:
        """A page, or nothing where there is none."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as response:  # noqa: S310
                return str(response.read().decode())
        except OSError:
            return ""

    def wait(self, right: Callable[[], bool]) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not right():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """The preview of a list of two papers."""
    write(tmp_path / "mkdocs.yml", "site_name: A list\nplugins: [reading-list]\n"
          "theme: {name: material, font: false}\n")  # fmt: skip
    for name in ("docs", "papers", "templates"):
        (tmp_path / name).mkdir()
    for title in ("One", "Two"):
        write(tmp_path / "papers" / f"{title.lower()}.yml", store.dump_paper(paper(title)))
    write(tmp_path / "topics.yml", "- {id: t, name: Tee, group: G, description: D}\n")
    shutil.copy(ROOT / "templates" / "papers.md.j2", tmp_path / "templates")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    with (tmp_path / "log.txt").open("w") as log, \
            subprocess.Popen(command, cwd=tmp_path, stderr=log, stdout=log) as process:  # fmt: skip
        preview = Preview(tmp_path, f"http://127.0.0.1:{port}/", process)
        try:
            preview.wait(lambda: "One" in preview.page("papers/"))
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=10)


def test_a_folder_of_papers_that_goes_and_comes_back_is_seen(preview: Preview) -> None:
    papers = preview.root / "papers"
    papers.rename(preview.root / "away")
    preview.wait(lambda: preview.page("papers/one/") == "")
    assert "papers: error[no-papers] there is no folder of this name" in preview.log
    (preview.root / "away").rename(papers)
    preview.wait(lambda: "One" in preview.page("papers/one/"))
    write(papers / "three.yml", "title: Three\n")
    preview.wait(lambda: "Three" in preview.page("papers/three/"))


def test_a_file_that_is_half_saved_is_told_of_and_comes_back(preview: Preview) -> None:
    write(preview.root / "papers" / "one.yml", "title: 'half sav")
    preview.wait(lambda: "papers/one.yml:1:8: error[yaml-syntax]" in preview.log)
    preview.wait(lambda: preview.page("papers/one/") == "" and "Two" in preview.page("papers/two/"))
    write(preview.root / "papers" / "one.yml", "title: Saved\n")
    preview.wait(lambda: "Saved" in preview.page("papers/one/"))


def test_the_log_tells_once_what_stays_and_always_what_changes(preview: Preview) -> None:
    (no_topic,) = [line for line in preview.log.splitlines() if "one.yml:1: warning" in line]
    for venue in ("TBA", "ICML", "NeurIPS"):
        rebuilds = preview.rebuilds
        write(preview.root / "papers" / "one.yml", f"title: One\nvenue: {venue}\n")
        preview.wait_for_rebuild(after=rebuilds)
    lines = [line.partition("-  ")[2] for line in preview.log.splitlines()]
    wrong = "papers/one.yml:2:8: error[placeholder] 'TBA' is a placeholder"
    assert [line for line in lines if line.startswith(wrong)]
    assert [line for line in lines if line.startswith(f"fixed: {wrong}")]
    assert lines.count("papers/one.yml: changed venue") == 3
    assert preview.log.splitlines().count(no_topic) == 1


def test_a_page_that_is_shown_first_is_the_one_that_stays(preview: Preview) -> None:
    def text() -> str:
        return preview.page("papers/one/").partition("livereload(")[0]

    rebuilds = preview.rebuilds
    write(preview.root / "papers" / "one.yml", "title: One\nnote: Read <b>this</b> first.\n")
    preview.wait(lambda: "first." in text())
    first = text()
    assert preview.has_logged("papers/one.yml: its page is up to date, the others soon")
    preview.wait_for_rebuild(after=rebuilds)
    assert text() == first


def test_a_vocabulary_that_goes_and_comes_back_is_seen(preview: Preview) -> None:
    topics = preview.root / "topics.yml"
    before = topics.read_text("utf-8")
    assert "Tee" in preview.page("topics/")
    topics.unlink()
    preview.wait(lambda: "Tee" not in preview.page("topics/"))
    write(topics, before.replace("Tee", "Vee"))
    preview.wait(lambda: "Vee" in preview.page("topics/"))
    write(topics, before.replace("Tee", "Double"))
    preview.wait(lambda: "Double" in preview.page("topics/"))


def test_a_broken_template_is_told_of_and_does_not_end_the_preview(preview: Preview) -> None:
    template = preview.root / "templates" / "papers.md.j2"
    good = template.read_text("utf-8")
    broken = {
        "{% if %}": "Expected an expression",
        "{{ 1 / 0 }}": "ZeroDivisionError",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "RecursionError",
    }
    for wrong, reason in broken.items():
        write(template, wrong + good)
        preview.wait(partial(preview.has_logged, f"papers.md.j2:1: {reason}"))
        preview.wait(lambda: "One" in preview.page("papers/"))  # the last good page
    assert "Traceback" not in preview.log
    write(template, good + "\nMended\n")
    preview.wait(lambda: "Mended" in preview.page("papers/"))
