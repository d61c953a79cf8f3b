"""What Lighthouse says of the site on a phone, from a server that compresses.

    python benchmarks/lighthouse.py [--runs N] [--papers N] [--site FOLDER]

Builds the site (with --papers one of so many papers, most of them invented), serves
it on this machine, and asks Lighthouse about the main kinds of page, several times each. Prints the
medians and what cost points; ends with status 1 if a figure is below its target. Needs Node and
Chromium. Lighthouse's slow phone on a slow line is simulated, from what it saw at full speed: a
machine that is busy meanwhile spoils the first column, and only that.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from lists import ROOT, list_of

sys.path.insert(0, str(Path(__file__).parent / "search"))
from lines import line

VERSION = "12.8.2"  # the last that runs with Node 18 and 20
PAPER = "papers/gpipe-efficient-training-of-giant-neural-networks-using/"
PAGES = {"home": "", "all papers": "papers/", "topic": "topics/llm-serving/", "paper": PAPER}
ATTEMPTS = 4  # on a busy machine a run now and then sees no page at all, and says so
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {"first-contentful-paint": "first paint", "largest-contentful-paint": "largest paint",
         "total-blocking-time": "blocked", "cumulative-layout-shift": "shift"}  # fmt: skip
FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
         "--disable-background-networking --disable-component-update")  # fmt: skip

Report = Mapping[str, Any]


@contextmanager
def built(papers: int | None) -> Iterator[Path]:
    """A folder with the built site."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", f"{name}/site"]
        if papers:
            with list_of(papers) as folder:
                subprocess.run(command, cwd=folder, check=True)  # noqa: S603
        else:
            subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
        yield Path(name) / "site"


def report(address: str) -> Report:
    """What Lighthouse finds on one page in one run."""
    npx = shutil.which("npx")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not (npx and chromium):
        sys.exit("this needs Node (npx) and Chromium on the path")
    command = [npx, "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json",
               f"--only-categories={','.join(LEAST)}", f"--chrome-flags={FLAGS}"]  # fmt: skip
    said = ""
    for _ in range(ATTEMPTS):
        done = subprocess.run(  # noqa: S603
            command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, check=False
        )
        if not done.returncode:
            found: Report = json.loads(done.stdout)
            return found
        said = done.stderr.decode("utf-8", "replace")
    sys.exit(said)


def row(kind: str, runs: Sequence[Report]) -> tuple[str, bool]:
    """The medians of a page's runs as a row of the table, and whether they are good enough."""
    scores = {name: median(round(run["categories"][name]["score"] * 100) for run in runs)
              for name in LEAST}  # fmt: skip
    times = {name: median(run["audits"][name]["numericValue"] for run in runs) for name in TIMES}
    sent = median(run["audits"]["total-byte-weight"]["numericValue"] for run in runs) / 1000
    low = min(round(run["categories"]["performance"]["score"] * 100) for run in runs)
    cells = [f"{scores['performance']:.0f} ({low})", *(f"{scores[n]:.0f}" for n in [*LEAST][1:])]
    cells += [f"{times[name] / 1000:.1f} s" for name in [*TIMES][:2]]
    cells += [f"{times['total-blocking-time']:.0f} ms", f"{times['cumulative-layout-shift']:.3f}"]
    good = all(scores[name] >= least for name, least in LEAST.items())
    return f"| {kind} | {' | '.join(cells)} | {sent:.0f} kB |", good


def losses(run: Report) -> Iterator[str]:
    """What of a run cost points, with what Lighthouse shows of it."""
    for name in LEAST:
        for part in run["categories"][name]["auditRefs"]:
            audit = run["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                places = [_place(item) for item in audit.get("details", {}).get("items", [])[:3]]
                said = audit.get("displayValue", "")
                yield f"{name}: {part['id']} {audit['score']:.2f} {said} {' '.join(places)}".strip()


def _place(item: Mapping[str, Any]) -> str:
    node = item.get("node")
    return node["selector"] if isinstance(node, dict) else str(item.get("url", ""))


def main(runs: int, site: Path) -> bool:
    """Print the table and the losses; whether every page is good enough."""
    columns = ["page", *LEAST, *TIMES.values(), "loaded"]
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    everything, lost = True, []
    with line(site, slow=False) as server:
        for kind, path in PAGES.items():
            reports = [report(server.address + path) for _ in range(runs)]
            text, good = row(kind, reports)
            print(text, flush=True)
            everything = everything and good
            lost += [f"{kind}: {loss}" for loss in losses(reports[-1])]
    print("\n" + "\n".join(f"- {loss}" for loss in lost))
    return everything


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--papers", type=int)
    parser.add_argument("--site", type=Path)
    given = parser.parse_args()
    if given.site:
        sys.exit(not main(given.runs, given.site))
    with built(given.papers) as folder:
        sys.exit(not main(given.runs, folder))
