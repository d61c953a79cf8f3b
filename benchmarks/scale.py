"""How long a site of N papers takes, step by step, as shares of the whole build.

    python benchmarks/scale.py [N …]

The papers are those of this list, again and again under new names. Machines differ and are noisy:
compare the shares of one run, not seconds of two.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from generator import project, store

ROOT = Path(__file__).parent.parent
SIZES = (120, 1000)


@contextmanager
def a_list_of(size: int) -> Iterator[Path]:
    """A folder with a list of so many papers."""
    real = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog.papers
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("docs", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        for part in ("mkdocs.yml", "topics.yml"):
            shutil.copy(ROOT / part, folder)
        papers = {}
        for i in range(size):
            paper, turn = real[i % len(real)], i // len(real)
            stem = f"{paper.id[:50].rstrip('-')}-{turn}" if turn else paper.id
            title = f"{paper.title} ({turn})" if turn else paper.title
            papers[f"{stem}.yml"] = store.dump_paper(
                replace(paper, title=title, arxiv="" if turn else paper.arxiv,
                        doi="" if turn else paper.doi)
            )  # fmt: skip
        store.commit(folder / "papers", papers)
        yield folder


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Seconds an action takes, and its result."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def measure(size: int) -> str:
    """One row of the table."""
    with a_list_of(size) as folder:
        found = project.find(folder / "mkdocs.yml")
        loading, _ = timed(lambda: project.load(found))
        loaded = project.load(found)
        making, pages = timed(lambda: list(project.site_pages(found, loaded)))
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(folder / "site")]
        whole, _ = timed(lambda: subprocess.run(command, cwd=folder, check=True))  # noqa: S603
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        weight = sum(p.stat().st_size for p in (folder / "site").rglob("*") if p.is_file()) / 2**20
    assert isinstance(pages, list)
    return (
        f"| {size} | {loading / whole:.0%} | {making / whole:.0%} | {whole:.1f} s | "
        f"{whole / size * 1000:.1f} ms | {memory:.0f} MB | {len(pages)} | {weight:.0f} MB |"
    )


if __name__ == "__main__":
    print("| papers | load, check | make pages | build | a paper | peak memory | pages | site |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for count in [int(argument) for argument in sys.argv[1:]] or SIZES:
        print(measure(count), flush=True)
