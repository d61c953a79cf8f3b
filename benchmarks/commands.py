"""How long `import`, `check` and `diff` take on lists of N papers, as whole processes.

    python benchmarks/commands.py [N …] [--runs R] [--against FOLDER] [--only WORD] [--lists FOLDER]

The papers are invented, the same ones each time (`search/invent.py`). Processor time (user and
system) and peak memory are those of the command alone; the table has medians. With --against,
another checkout does the same work in turn (A B A B), and the table has its figures and the
ratio. --only measures the commands whose name contains a word, --lists keeps the invented lists.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent / "search"))

from invent import Inventor

from generator import store
from generator.model import Paper
from generator.store.lock import path_digest

ROOT = Path(__file__).parent.parent
SIZES = (1_000, 10_000)
START = "import sys; from generator.cli.group import main; sys.argv[0] = 'reading-list'; main()"
_GIT = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one run took: seconds of processor and of the clock, and peak memory in MB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the table.

    Attributes:
        name: What it does.
        arguments: Those of the command.
        prepare: Brings a list into the state that every run starts from.
        statuses: The exit statuses that it may end with; an invented list may have an error.
    """

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    statuses: tuple[int, ...] = (0,)


def entry(paper: Paper) -> dict[str, object]:
    """A paper as an object of a JSON list."""
    return {
        "title": paper.title, "arxiv": paper.arxiv, "authors": list(paper.authors.texts),
        "published": str(paper.published), "abstract": paper.abstract,
    }  # fmt: skip


def make_list(folder: Path, size: int) -> None:
    """A git repository with a list of so many papers, and sources to import beside it."""
    real = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog.papers
    papers = list(Inventor(real).papers_like(size + 1))
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: List\nplugins:\n  - reading-list\n", "utf-8")
    shutil.copy(ROOT / "topics.yml", folder)
    (folder / "papers").mkdir()
    for paper in papers[:-1]:
        (folder / "papers" / f"{paper.id}.yml").write_text(store.dump_paper(paper), "utf-8")
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "List"]):
        subprocess.run(["git", *_GIT, *command], cwd=folder, check=True)  # noqa: S603, S607
    entries = [entry(paper) for paper in papers]
    sources = {"all": entries[:-1], "one": entries[-1:], "refused": [*entries, {"title": 1}]}
    for name, content in sources.items():
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1), "utf-8")


def forget(folder: Path) -> None:
    """Remove what commands have kept for the next run, of the checkout that runs next."""
    shutil.rmtree(folder.parent / "cache", ignore_errors=True)


def empty(folder: Path) -> None:
    """A list without papers and without anything kept."""
    shutil.rmtree(folder / "papers", ignore_errors=True)
    (folder / "papers").mkdir()
    forget(folder)


def restore(folder: Path) -> None:
    """The list as it was made."""
    for command in (["checkout", "-q", "--", "papers"], ["clean", "-q", "-f", "papers"]):
        subprocess.run(["git", *command], cwd=folder, check=True)  # noqa: S603, S607


def make_cold(folder: Path) -> None:
    """The list as it was made, and nothing kept."""
    restore(folder)
    forget(folder)


def edit(folder: Path) -> None:
    """One word of one paper edited."""
    restore(folder)
    path = min((folder / "papers").iterdir())
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Again ", 1), "utf-8")


def nothing(folder: Path) -> None:
    """The list as the last run left it."""


TASKS = (
    Task(name="import all into an empty list", arguments=("import", "all.json"), prepare=empty),
    Task(name="refused file", arguments=("import", "refused.json"), prepare=empty,
         statuses=(1,)),
    Task(name="check, cold", arguments=("check",), prepare=make_cold,
         statuses=(0, 1)),
    Task(name="check, warm", arguments=("check",), prepare=nothing, statuses=(0, 1)),
    Task(name="import one more", arguments=("import", "one.json"), prepare=restore),
    Task(name="diff main, one paper edited", arguments=("diff", "main"), prepare=edit),
)  # fmt: skip


def run(task: Task, folder: Path, checkout: Path) -> Cost:
    """Run a task once, with the program of a checkout and what it has kept."""
    cache, own = folder.parent / "cache", folder.parent / f"cache-{path_digest(checkout)}"
    if own.exists():
        own.rename(cache)
    try:
        return _run(task, folder, checkout)
    finally:
        if cache.exists():  # two programs in one cache would remove what only the other needs
            cache.rename(own)


def _run(task: Task, folder: Path, checkout: Path) -> Cost:
    task.prepare(folder)
    environment = {
        **os.environ,
        "PYTHONPATH": str(checkout),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),
        # An installed program is compiled.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder.parent.parent / "bytecode"),
    }
    command = [sys.executable, "-P", "-c", START, *task.arguments]
    with (folder.parent / "output").open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=environment, stdout=output, stderr=output
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in task.statuses:
        raise SystemExit(f"{task.name}: status {process.returncode}, see {output.name}")
    return Cost(cpu=used.ru_utime + used.ru_stime, wall=wall, memory=used.ru_maxrss / 1024)


def measure(task: Task, folder: Path, runs: int, against: Path | None) -> Sequence[Cost]:
    """The medians of a task: of this checkout, and of the other one if there is one."""
    checkouts = [ROOT, *([against] if against else [])]
    costs = [[run(task, folder, checkout) for checkout in checkouts] for _ in range(runs)]
    return [
        Cost(**{name: median(getattr(cost, name) for cost in each)
                for name in ("cpu", "wall", "memory")})
        for each in zip(*costs, strict=True)
    ]  # fmt: skip


def row(name: str, size: int, costs: Sequence[Cost]) -> str:
    """One line of the table."""
    cells = [name, f"{size:,}"]
    cells += [f"{c.cpu:.1f} s | {c.wall:.1f} s | {c.memory:.0f} MB" for c in costs]
    cells += [f"{costs[0].cpu / costs[1].cpu:.2f}"] if len(costs) > 1 else []
    return f"| {' | '.join(cells)} |"


@contextmanager
def lists_folder(kept: Path | None) -> Iterator[Path]:
    """The folder for the lists."""
    if kept:
        yield kept
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)


def main() -> None:
    """Print the table, then how the processor time grows with the number of papers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--lists", type=Path)
    chosen = parser.parse_args()
    tasks = [task for task in TASKS if chosen.only in task.name]
    head = "| | papers | processor | clock | memory |"
    print(head + (" the other | clock | memory | ratio |" if chosen.against else ""))
    print("|---" * (head.count("|") - 1 + 4 * bool(chosen.against)) + "|")
    found: dict[str, list[tuple[int, float]]] = {}
    with lists_folder(chosen.lists) as lists:
        for size in chosen.sizes:
            folder = lists / str(size) / "list"
            if not folder.exists():
                make_list(folder, size)
            for task in tasks:
                costs = measure(task, folder, chosen.runs, chosen.against)
                print(row(task.name, size, costs), flush=True)
                found.setdefault(task.name, []).append((size, costs[0].cpu))
            restore(folder)
    for name, ((small, less), *_, (large, more)) in (f for f in found.items() if len(f[1]) > 1):
        print(f"{name}: exponent {log(more / less) / log(large / small):.2f}")


if __name__ == "__main__":
    main()
