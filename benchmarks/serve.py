"""How long an editor waits: from saving a paper's file until `mkdocs serve` shows the change.

    python benchmarks/serve.py [--papers N]… [--edits N] [--against CHECKOUT]

For each size of list a preview is started on this machine, and Chromium shows the page of one
paper. A word is added to the paper's abstract, and the time is taken until the page has reloaded
itself and the word is painted. The first edit is not counted: the preview may still be starting.
"Clock" is the median time. "Everything" is the time until the exports, and so all other files, have
the word, too. "Processor" is what the preview needed until then, without the browser (on Linux).
With `--against`, the previews of two checkouts run side by side, and are edited in turn.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/support")]
from browser import launch  # noqa: E402
from builds import SIZES, Workplace, argument_parser  # noqa: E402

EDITS = 5
POLL_SECONDS = 0.01
MAX_SECONDS = 1_800
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


@dataclass(kw_only=True)
class Preview:
    """A running preview, and what its rebuilds have cost: seconds of clock and of processor.

    Attributes:
        clock: until the page shows an edit.
        everything: until all files have it.
        processor: of the preview, until then.
        memory: its peak in MB.
    """

    name: str
    papers: Path
    url: str
    process: "subprocess.Popen[bytes]"
    page: Page
    clock: list[float] = field(default_factory=list)
    everything: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def edited(self) -> Path:
        """The file of the paper that is edited."""
        paths = sorted(self.papers.iterdir())
        return paths[len(paths) // 2]

    def open(self) -> None:
        """Show the page of the paper, once there is one."""
        self.wait("papers/", "</html>")
        self.page.goto(f"{self.url}papers/{self.edited.stem}/")

    def edit(self, word: str) -> None:
        """Add a word to the abstract of the paper, and wait until the page shows it."""
        path = self.edited
        text = path.read_text("utf-8")
        before = self._processor_seconds()
        path.write_text(text.replace("abstract: >-\n  ", f"abstract: >-\n  {word} ", 1), "utf-8")
        start = time.perf_counter()
        shown = self.page.get_by_text(word).first
        shown.wait_for(timeout=MAX_SECONDS * 1_000)
        shown.evaluate(_PAINTED)
        self.clock.append(time.perf_counter() - start)
        self.wait("llms-full.txt", word)
        self.everything.append(time.perf_counter() - start)
        self.processor.append(self._processor_seconds() - before)

    def wait(self, page: str, word: str) -> None:
        """Ask for a page until it has a word."""
        deadline = time.monotonic() + MAX_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url + page) as answer:  # noqa: S310 - our own
                    if word.encode() in answer.read():
                        return
            except OSError:
                if self.process.poll() is not None:
                    break
            time.sleep(POLL_SECONDS)
        sys.exit(f"{self.name}: the preview does not show the edit")

    def _processor_seconds(self) -> float:
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text("ascii").rpartition(")")[2].split()
        status = stat.with_name("status").read_text("utf-8")
        self.memory = int(status.partition("VmHWM:")[2].split()[0]) // 1024
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def preview(folder: Path, checkout: Path, name: str, browser: Browser) -> Iterator[Preview]:
    """A preview of a list with the program of a checkout, after its first build."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    state = str(folder.with_name(f"{folder.name}-state"))
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", "mkdocs", "serve", "--quiet", "-a", address], cwd=folder,
        env={**os.environ, "PYTHONPATH": str(checkout), "XDG_CACHE_HOME": state,
             "XDG_STATE_HOME": state, "SITE_URL": f"http://{address}/"},
    )  # fmt: skip
    try:
        found = Preview(name=name, papers=folder / "papers", url=f"http://{address}/",
                        process=process, page=browser.new_page())  # fmt: skip
        found.open()
        yield found
        found.page.close()
    finally:
        process.terminate()
        process.wait()


def rows(size: int, edits: int, against: Path | None) -> Iterator[str]:
    """The rows of one size."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        browser = stack.enter_context(launch(stack.enter_context(sync_playwright())))
        place = Workplace(Path(name), size)
        checkouts = {"ours": ROOT, **({"theirs": against.resolve()} if against else {})}
        previews = [
            stack.enter_context(preview(place.copy(f"serve-{who}"), checkout, who, browser))
            for who, checkout in checkouts.items()
        ]
        for number in range(edits + 1):
            for each in previews:
                each.edit(f"Edited{number}")
        for each in previews:
            clock = each.clock[1:]
            yield (f"| {size:,} | {each.name} | {median(clock):.2f} s "
                   f"| {min(clock):.2f}-{max(clock):.2f} s | {median(each.everything[1:]):.1f} s "
                   f"| {median(each.processor[1:]):.2f} s | {each.memory} MB |")  # fmt: skip


def main() -> None:
    """Print the table, in Markdown."""
    parser = argument_parser(__doc__)
    parser.add_argument("--edits", type=int, default=EDITS)
    arguments = parser.parse_args()
    print("| papers | program | clock | spread | everything | processor | memory |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for size in arguments.papers or SIZES:
        for row in rows(size, arguments.edits, arguments.against):
            print(row, flush=True)


if __name__ == "__main__":
    main()
