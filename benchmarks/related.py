"""How good, how fair and how fast the related papers are.

    python benchmarks/related.py [--pairs FILE]… [--speed N]…

A file of pairs has, in YAML, ids of papers under the id of a paper; the direction does not matter.
Without `--pairs` it is `benchmarks/data/related.yml`. A paper's recall@5 is the share of its pairs
that the first five related papers show; the table has the mean over all papers that have pairs,
and over the two halves apart, since weights were chosen on the first. A hub is a paper that many
lists show, an orphan one that none does.

With `--speed` only processor time and memory are measured, on lists of invented papers: sentences
of different papers of this list put together, with some words of their own.
"""

import argparse
import re
import resource
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import fmean, pstdev

import yaml

from generator import store
from generator.model import Catalog
from generator.site.related import MAX_RELATED, Weights, related_papers
from generator.text.person_names import parse_names
from generator.text.sanitize import to_text
from generator.text.term_weights import count_terms, inverse_document_frequency, unit_rows

ROOT = Path(__file__).parent.parent
PAIRS = ROOT / "benchmarks" / "data" / "related.yml"
PARTS = ("words", "topics", "authors", "names")

Lists = Mapping[str, Sequence[str]]


def plain(catalog: Catalog) -> Lists:
    """What the usual recipe gives: the cosine of plain TF-IDF vectors of title and abstract."""
    texts = [f"{to_text(paper.title)} {to_text(paper.abstract)}" for paper in catalog.papers]
    counts, _ = count_terms(re.findall(r"\b\w\w+\b", text.lower()) for text in texts)
    vectors = unit_rows((counts * inverse_document_frequency(counts)).tocsr())
    ids = [paper.id for paper in catalog.papers]
    found = {}
    for i, row in enumerate((vectors @ vectors.T).toarray().round(9)):
        order = sorted((-score, j) for j, score in enumerate(row) if j != i)
        found[ids[i]] = [ids[j] for _, j in order[:MAX_RELATED]]
    return found


def ours(catalog: Catalog, weights: Weights, *, scaled: bool = True) -> Lists:
    """What the site shows, with these weights."""
    found = related_papers(catalog, weights=weights, scaled=scaled)
    return {id_: [neighbour.id for neighbour in near] for id_, near in found.items()}


def ways(catalog: Catalog) -> Iterable[tuple[str, Lists]]:
    """Ways to find related papers: the usual one, ours, and ours without each of its parts."""
    yield "plain TF-IDF", plain(catalog)
    yield "ours", ours(catalog, Weights())
    for part in PARTS:
        yield f"without {part}", ours(catalog, replace(Weights(), **{part: 0.0}))
    bare = Catalog(papers=tuple(replace(paper, tags=()) for paper in catalog.papers))
    yield "without tags", ours(bare, Weights())
    yield "words alone", ours(catalog, Weights(topics=0, authors=0, names=0))
    yield "hubs left alone", ours(catalog, Weights(), scaled=False)


def partners(path: Path) -> dict[str, set[str]]:
    """The pairs of a file, from both sides."""
    found: dict[str, set[str]] = {}
    for one, others in yaml.safe_load(path.read_text("utf-8")).items():
        for other in others or ():
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def recall(lists: Lists, pairs: Mapping[str, set[str]], half: int | None = None) -> float:
    """The mean share of a paper's partners among its first five; of one half, or all."""
    return fmean(
        len(set(lists[id_][:5]) & others) / len(others)
        for id_, others in pairs.items()
        if half is None or sha256(id_.encode()).digest()[-1] % 2 == half
    )


def hubs(lists: Lists) -> str:
    """How often the most shown paper is shown, the skewness of that number, and the orphans."""
    shown = Counter(id_ for near in lists.values() for id_ in near)
    counts = [shown[id_] for id_ in lists]
    mean, spread = fmean(counts), pstdev(counts) or 1
    skew = fmean(((count - mean) / spread) ** 3 for count in counts)
    return f"{max(counts)} | {skew:.2f} | {counts.count(0)}"


def quality(files: Sequence[Path]) -> None:
    """Print the table of recall and hubs."""
    catalog = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
    judged = [partners(path) for path in files]
    names = "".join(f" {path.stem}: all | tuned | held out |" for path in files)
    print(f"| |{names} most shown | skew | orphans |")
    print("|---|" + "---:|" * (3 * len(files) + 3))
    for name, lists in ways(catalog):
        figures = [recall(lists, pairs, half) for pairs in judged for half in (None, 0, 1)]
        print(f"| {name} | {' | '.join(f'{f:.3f}' for f in figures)} | {hubs(lists)} |")


def invented(size: int) -> Catalog:
    """A list of so many papers, the same each time."""
    real = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
    chance = Random(1)  # noqa: S311 - no secret
    papers = []
    for i in range(size):
        model = real.papers[i % len(real.papers)]
        others = chance.sample(real.papers, 6)
        sentences = [chance.choice(other.abstract.split(". ")) for other in (model, *others)]
        own = [f"{chance.choice('bdfgklm')}{chance.randrange(size * 2)}ine" for _ in range(8)]
        title = f"System{i}: {model.title.split(':')[-1]} {' '.join(own[:2])}"
        said = f"Unlike System{chance.randrange(size)} we use {' '.join(own)}"
        papers.append(
            replace(
                model,
                id=f"paper-{i:06}",
                title=title,
                abstract=". ".join([*sentences, said]),
                authors=parse_names(f"Ann {chance.randrange(size)}" for _ in range(4)),
                topics=tuple(chance.sample([topic.id for topic in real.topics], 3)),
                tags=(*others[0].tags[:2], *others[1].tags[:2], own[0]),
            )
        )
    return Catalog(papers=tuple(papers), topics=real.topics)


def speed(size: int) -> None:
    """Print a row of time and memory, of a process of its own."""
    catalog = invented(size)
    ours(Catalog(papers=catalog.papers[:2]), Weights())  # what is imported is not counted
    start = time.process_time()
    lists = ours(catalog, Weights())
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tracemalloc.start()
    ours(catalog, Weights())
    taken = tracemalloc.get_traced_memory()[1] / 2**20
    print(f"| {size} | {seconds:.1f} s | {taken:.0f} MB | {taken / size * 1024:.0f} kB | "
          f"{peak:.0f} MB | {hubs(lists)} |", flush=True)  # fmt: skip


def main() -> None:
    """Read the command line."""
    options = argparse.ArgumentParser(description="Measure the related papers.")
    options.add_argument("--pairs", type=Path, action="append")
    options.add_argument("--speed", type=int, action="append")
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        speed(given.one)
    elif given.speed:
        print(
            "| papers | processor time | memory | a paper | process | most shown | skew | orphans |"
        )
        print("|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
        for size in given.speed:
            command = [sys.executable, __file__, "--one", str(size)]
            subprocess.run(command, check=True)  # noqa: S603 - this file
    else:
        quality(given.pairs or [PAIRS])


if __name__ == "__main__":
    main()
