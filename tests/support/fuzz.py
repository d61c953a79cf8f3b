"""Throw spoilt inputs at the readers, the store and notes, and see that nothing breaks.

    python tests/support/fuzz.py [--inputs N] [--seed S] [--save FOLDER]

Inputs are captures, papers and vocabularies of the tests and of the list, cut, repeated, mixed and
filled with what formats stumble over, and notes that nest and repeat Markdown. A failure is an
exception, an input that takes more than two seconds of work, or a broken promise; its input is
saved and named. One seed gives the same inputs.
"""

import argparse
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import markdown
from invented import PIECES
from nesting import nested

from generator import checks, store
from generator.ingest.merge import propose
from generator.ingest.readers import READERS, Request, read
from generator.model import Catalog, Finding, Source
from generator.store.format import format_paper
from generator.store.format_vocabulary import format_topics
from generator.text import notes

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "list"
NOTE_ELEMENTS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
                 "li", "ol", "p", "pre", "strong", "ul"}  # fmt: skip
DEEPEST = 45  # elements in elements
NESTED = 0.9  # of the notes; the others are spoilt papers
SLOWEST = 2  # seconds of work, not of waiting
LONGEST = 1200  # characters a seed is cut to, most of the time
WORDS = (
    "Dec 9", "Feb 29, 2024", "Published on Sep 17", "·", "•", "1", "99999999999999999999", "@a",
    "authors:", "sources:", "- ", "title: ", "note: |\n  ", "links:\n- code: ", "ignore:\n- a: b",
    "\ntitle: A\n", "https://example.org/a(b)?c=1#d", "arxiv.org/abs/2501.03226v2", "10.1145/1.2",
    "@article{a,", "author = {", " and ", "},\n", '"', '{"title": ', "[", "]", "null", "-1e999",
    "### Title\n", "_No response_", "```", "<entry>", "</entry>", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;", "\\u0000", "\\ud800",
)  # fmt: skip


class TooSlowError(Exception):
    """An input took longer than anyone would wait."""


def seeds() -> dict[str, list[str]]:
    """Texts to start from, by what reads them."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests" / "data" / "captures").glob("*/*")):
        if ".expected." not in path.name:
            text = path.read_bytes().decode("utf-8", "replace")
            found.setdefault(path.parent.name, []).append(text)
    corpus = [
        path.read_text("utf-8")
        for path in sorted((ROOT / "tests" / "data" / "corpus").glob("*.yml"))
    ]
    found["paper"] = [path.read_text("utf-8") for path in sorted((LIST / "papers").glob("*.yml"))]
    found["paper"] += corpus
    found["topics"] = [(LIST / "topics.yml").read_text("utf-8"), *corpus]
    return found


# ------------------------------------------------------------------- spoiling


def spoilt(texts: list[str], others: list[str], chance: random.Random) -> str:
    """A text made from the seeds; `others` lend a piece now and then."""
    text = cut(chance.choice(texts), chance)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 9))):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 3, 20)))
        text = text[:start] + piece(text, others, chance) + text[end:]
    return re.sub("[\ud800-\udfff]", "", text)  # no file that is UTF-8 has them


def cut(text: str, chance: random.Random) -> str:
    """A part of a text, whole lines or not, from its start or not."""
    if len(text) <= LONGEST or chance.random() < 0.01:
        return text
    start = 0 if chance.random() < 0.5 else chance.randrange(len(text))
    if chance.random() < 0.7:
        start = text.rfind("\n", 0, start) + 1
    return text[start : start + chance.randint(1, LONGEST)]


def piece(text: str, others: list[str], chance: random.Random) -> str:
    """Something to put in."""
    at = chance.randint(0, len(text))
    choices: tuple[Callable[[], str], ...] = (
        lambda: chance.choice(PIECES), lambda: chance.choice(WORDS), lambda: "",
        lambda: chr(chance.randrange(0x110000)), lambda: text[at : at + chance.randint(1, 80)],
        lambda: cut(chance.choice(others), chance)[: chance.randint(1, 200)],
        lambda: "\n" + " " * chance.randint(0, 6),
    )  # fmt: skip
    made = chance.choice(choices)()
    return made * chance.randint(2, 2000) if chance.random() < 0.002 else made


# ------------------------------------------------------------------- promises


def promise(kept: object, what: str) -> None:
    """Fail unless a promise is kept."""
    if not kept:
        raise AssertionError(what)


def of_reader(text: str, name: str) -> None:
    """A reader reads or says why not, and what an import would write is read back the same."""
    for reader in (name, ""):
        parsed = read(Request(text=text, source="seed", reader=reader))
        promise(parsed.entries or parsed.findings, "nothing is read, and nothing said")
        promise(all(entry.title for entry in parsed.entries), "an entry without a title")
        in_file(parsed.findings, text)
    proposal = propose(Catalog(), parsed.entries)
    for paper in proposal.papers:
        again, findings = store.read_paper(store.dump_paper(paper), paper.id, "")
        promise(again == paper, f"written and read again, {paper.id} is another paper")
        promise(not has_errors(findings), "what an import writes has errors")


def of_paper(text: str) -> None:
    """A file is read or refused; written, formatted and edited it still says the same."""
    paper, findings = store.read_paper(text, "paper", "seed")
    promise(paper or has_errors(findings), "a file is not read, and nothing says why")
    in_file(findings, text)
    formatted, _ = format_paper(text, "paper")
    if paper is None or has_errors(findings):
        promise(formatted is None, "a file with errors is formatted")
        return
    checks.run(Catalog(papers=(paper,)))
    promise(store.read_paper(store.dump_paper(paper), "paper", "") == (paper, []), "a dump differs")
    promise(formatted is not None, "a file without errors is not formatted")
    assert formatted is not None
    promise(store.read_paper(formatted, "paper", "")[0] == paper, "formatting changes the meaning")
    promise(
        format_paper(formatted, "paper")[0] == formatted, "formatting twice changes the file again"
    )
    promise(store.patch_paper(text, paper, paper) == text, "an edit of nothing changes the file")
    source = Source(file="b.txt", reader="json")
    after = replace(paper, sources=(*paper.sources, source), doi=paper.doi or "10.1/a", venue="V")
    after = replace(after, venue=paper.venue or "V: x", abstract=paper.abstract or "A. B\n\nC #d")
    edited = store.patch_paper(text, paper, after)
    promise(store.read_paper(edited, "paper", "")[0] == after, "an edit says something else")


def of_topics(text: str) -> None:
    """A vocabulary is read or refused; formatted it says the same."""
    topics, findings = store.read_topics(text, "seed")
    in_file(findings, text)
    formatted, _ = format_topics(text)
    promise((formatted is None) == has_errors(findings), "formatting and reading disagree")
    if formatted is not None:
        promise(store.read_topics(formatted, "")[0] == topics, "formatting changes the meaning")
        promise(format_topics(formatted)[0] == formatted, "formatting twice changes the file again")
        remarks = re.findall(r"# remark \d+", text)
        promise(all(formatted.count(one) >= 1 for one in remarks), "a comment is lost")


def of_note(text: str) -> None:
    """A note is shown by harmless elements, no deeper than pages can have, on a page too."""
    html = str(notes.note_html(text))
    promise(list(notes.link_targets(text)) is not None, "its addresses cannot be read")
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", html):
        promise(name in NOTE_ELEMENTS, f"a note has an element {name}")
        depth += 0 if name in {"br", "hr"} else -1 if closing else 1
        deepest = max(deepest, depth)
    promise(deepest <= DEEPEST, f"a note has elements {deepest} deep")
    promise("\n\n" not in html, "a note is several blocks of its page")
    page = f'# T\n\n<aside class="rl-note">\n{html}\n</aside>\n\nEnd'
    shown = markdown.markdown(page, extensions=["attr_list", "def_list", "md_in_html", "tables"])
    promise(shown.endswith("<p>End</p>"), "a page does not go on after a note")


def of_file(text: str, chance: random.Random, folder: Path) -> None:
    """Bytes on disk are read or refused."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(chance.randint(0, 3)):
        at = chance.randint(0, len(data))
        data[at : at + chance.randint(0, 1)] = bytes([chance.randrange(256)])
    (folder / "paper.yml").write_bytes(data)
    loaded = store.load_catalog(folder, folder / "paper.yml", folder)
    promise(loaded.catalog.papers or loaded.findings, "a file is not read, and nothing says why")


def in_file(findings: Iterator[Finding] | tuple[Finding, ...] | list[Finding], text: str) -> None:
    """Every finding names a line that is there, and says something on one line."""
    last = len(re.split("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)) + 1
    for finding in findings:
        line = finding.origin.line
        promise(line is None or 1 <= line <= last, f"{finding.code} names line {line} of {last}")
        promise(finding.message, f"{finding.code} says nothing")


def has_errors(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Whether there are errors among findings."""
    return any(finding.severity == "error" for finding in findings)


# -------------------------------------------------------------------- running


def held(kind: str, text: str, chance: random.Random, folder: Path) -> None:
    """Hold one input against what is promised of its kind."""
    if kind == "topics":
        of_topics(text)
    elif kind == "note":
        of_note(text)
    elif kind == "paper" and chance.random() < 0.1:
        of_file(text, chance, folder)
    elif kind == "paper":
        of_paper(text)
    else:
        of_reader(text, kind)


def run(inputs: int, seed: int, save: Path) -> int:
    """How many inputs failed."""
    chance, texts = random.Random(seed), seeds()  # noqa: S311 - no secret
    others = [text for group in texts.values() for text in group]
    kinds = [*READERS, "paper", "paper", "topics", "note"]
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    slowest, started = 0.0, time.monotonic()
    signal.signal(signal.SIGVTALRM, stop)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, inputs + 1):
            kind = chance.choice(kinds)
            text = spoilt(texts.get(kind, others), others, chance)
            if kind == "note" and chance.random() < NESTED:
                text = nested(chance)
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST)
            try:
                held(kind, text, chance, Path(folder))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                where = traceback.extract_tb(error.__traceback__)[-1]
                description = (
                    f"{kind}: {type(error).__name__}: {error} ({where.name}:{where.lineno})"
                )
                failed[description[:200]] += 1
                if failed[description[:200]] <= 3:
                    saved = save / f"{seed}-{number}.{kind}"
                    save.mkdir(parents=True, exist_ok=True)
                    saved.write_bytes(text.encode("utf-8", "surrogatepass"))
                    print(f"{saved}: {description}", flush=True)  # noqa: T201
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            counts[kind] += 1
            slowest = max(slowest, time.process_time() - begun)
    summary = ", ".join(f"{count:,} {kind}" for kind, count in sorted(counts.items()))
    spent = time.monotonic() - started
    print(f"{inputs:,} inputs ({summary}) in {spent:.0f} s, the slowest {slowest:.2f} s: "  # noqa: T201
          f"{failed.total()} failed")  # fmt: skip
    return failed.total()


def stop(*_: object) -> NoReturn:
    """End an input that takes too long."""
    raise TooSlowError(f"more than {SLOWEST} s")


def main() -> int:
    """The exit status: 1 if anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="how many (default: 10,000)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (default: 0)")
    parser.add_argument("--save", type=Path, default=Path(".cache") / "fuzz",
                        help="the folder for inputs that fail")  # fmt: skip
    args = parser.parse_args()
    return 1 if run(args.inputs, args.seed, args.save) else 0


if __name__ == "__main__":
    sys.exit(main())
