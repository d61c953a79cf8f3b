"""How large the pages of a built site are, and whether all keep within the budget.

    python benchmarks/pages.py SITE
    python benchmarks/pages.py --papers 10000

A table has the largest page of each kind: the folder of its address, or the page itself. With
`--papers`, a list of that size is built first, without social cards, which takes minutes. The
status is 1 if a page has more than the budget allows, or the site too many files. Hand-written
pages are not the list's.
"""

import argparse
import gzip
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAX_HTML_BYTES, MAX_GZIP_BYTES, MAX_NODES = 150_000, 30_000, 3_000
MAX_FILES = 20_000  # more is more than some hosts take
_HAND_WRITTEN = ("about", "guide", "contributing")
_START_TAG = re.compile(rb"<[a-zA-Z]")


@dataclass(frozen=True, kw_only=True)
class PageSize:
    """The size of a page: bytes of its HTML, compressed, and elements."""

    path: str
    html: int
    gzip: int
    nodes: int

    @property
    def is_within_budget(self) -> bool:
        """Whether no limit is exceeded."""
        return (
            self.html <= MAX_HTML_BYTES and self.gzip <= MAX_GZIP_BYTES and self.nodes <= MAX_NODES
        )


def page_sizes(site: Path) -> Iterator[PageSize]:
    """The size of each page of the list."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if not path.startswith(_HAND_WRITTEN):
            content = file.read_bytes()
            yield PageSize(
                path=path,
                html=len(content),
                gzip=len(gzip.compress(content, 6)),
                nodes=len(_START_TAG.findall(content)),
            )


def kind(path: str) -> str:
    """The kind of a page: its folder without parts that papers, tags or topics name."""
    parts = path.removesuffix("index.html").removesuffix(".html").strip("/").split("/")
    return "/".join((*parts[:1], *("*" for _ in parts[1:]))) or "home"


def report(site: Path) -> bool:
    """Print the largest page of each kind; whether all are within the budget."""
    kinds: dict[str, list[PageSize]] = {}
    for size in page_sizes(site):
        kinds.setdefault(kind(size.path), []).append(size)
    files = sum(1 for file in site.rglob("*") if file.is_file())
    print("| pages | number | largest: HTML | compressed | elements | largest |")
    print("|---|---|---|---|---|---|")
    is_fine = files <= MAX_FILES
    for name, found in sorted(kinds.items()):
        largest = max(found, key=lambda size: size.gzip)
        fits = all(size.is_within_budget for size in found)
        is_fine &= fits
        print(f"| {name} | {len(found)} | {max(s.html for s in found) / 1000:.0f} kB "
              f"| {max(s.gzip for s in found) / 1000:.1f} kB | {max(s.nodes for s in found)} "
              f"| {largest.path}{'' if fits else ' (!)'} |")  # fmt: skip
    print(f"\n{files} files")
    return is_fine


@contextmanager
def built(papers: int) -> Iterator[Path]:
    """The built site of a list of so many papers, removed afterwards."""
    from lists import list_of  # noqa: PLC0415 - needs the packages of other benchmarks

    with list_of(papers) as folder, tempfile.TemporaryDirectory() as site:
        config = folder / "mkdocs.yml"
        without_cards = "  - reading-list:\n      social_cards: false\n"
        text = config.read_text("utf-8").replace("  - reading-list\n", without_cards)
        config.write_text(text, "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own command
        yield Path(site)


def main() -> None:
    """Measure a site."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("site", type=Path, nargs="?")
    options.add_argument("--papers", type=int, default=10_000)
    chosen = options.parse_args()
    if chosen.site:
        sys.exit(not report(chosen.site))
    with built(chosen.papers) as site:
        sys.exit(not report(site))


if __name__ == "__main__":
    main()
