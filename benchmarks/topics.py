"""How well topics are suggested, held against what editors decided.

    python benchmarks/topics.py [--labels FILE …] [--examples FILE] [--speed N]

First by ten-fold cross-validation on papers/, where no paper sees its own decision, with a growing
share of the other papers to learn from. Then on each labelled FILE: a YAML list of papers with
`title`, `topics`, `borderline` (left out of the count) and, for papers that are not in papers/,
`abstract`; learnt from all papers of the list that are not in the FILE, or only from those that
--examples names in the same format; then the other papers of papers/ are measured too. Every second
paper of a FILE is measured on its own as well: a half can be looked at, and the other kept unseen.

With --speed nothing but processor time and memory is measured, on a list of N papers: those of
this list, again and again.
"""

import argparse
import random
import resource
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from generator import store
from generator.model import Catalog, Paper, Topic
from generator.suggest.topics.survey import survey
from generator.suggest.topics.topic_suggester import PHRASE_FEATURES, WORDING_FEATURES, Suggester
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key

ROOT = Path(__file__).parent.parent
SHARES = (0.0, 0.1, 0.3, 0.6, 1.0)
WAYS: Mapping[str, Sequence[str]] = {
    "keywords only": WORDING_FEATURES,
    "model only": PHRASE_FEATURES,
    "both": (),
}  # what is left out
FOLDS = 10
HEAD = "| | learnt from | micro-F1 | precision | recall | macro-F1 |\n|---|--:|--:|--:|--:|--:|"

Borderline = Mapping[str, frozenset[str]]
Cell = tuple[str, bool, bool]  # a topic, whether suggested, whether decided


def cells(suggester: Suggester, papers: Sequence[Paper], unsure: Borderline) -> Iterator[Cell]:
    """Every pair of paper and topic that somebody decided."""
    found = suggester.suggest_all([(paper.title, paper.abstract) for paper in papers])
    for paper, (suggested, _) in zip(papers, found, strict=True):
        ours = {each.id for each in suggested}
        for topic in suggester.topics:
            if topic.id not in unsure.get(paper.id, ()):
                yield topic.id, topic.id in ours, topic.id in paper.topics


def scores(judged: Collection[Cell]) -> tuple[float, float, float]:
    """F1, precision and recall."""
    right = sum(1 for _, ours, theirs in judged if ours and theirs)
    ours, theirs = sum(o for _, o, _ in judged), sum(t for _, _, t in judged)
    return 2 * right / max(ours + theirs, 1), right / max(ours, 1), right / max(theirs, 1)


def row(name: str, learnt: str, judged: Sequence[Cell]) -> str:
    """A line of the table; macro-F1 is the mean over topics that somebody chose."""
    micro = scores(judged)
    chosen = sorted({topic for topic, _, theirs in judged if theirs})
    macro = sum(scores([c for c in judged if c[0] == t])[0] for t in chosen) / max(len(chosen), 1)
    return f"| {name} | {learnt} | " + " | ".join(f"{x:.2f}" for x in (*micro, macro)) + " |"


def cross_validated(
    topics: Sequence[Topic], papers: Sequence[Paper], unsure: Borderline, share: float,
    without: Sequence[str],
) -> list[Cell]:  # fmt: skip
    """The cells of all papers, each judged by a suggester that has not seen its paper."""
    mixed = list(papers)
    random.Random(1).shuffle(mixed)  # noqa: S311 - only to mix
    judged: list[Cell] = []
    for fold in range(FOLDS):
        others = [paper for i, paper in enumerate(mixed) if i % FOLDS != fold]
        examples = others[: round(share * len(others))]
        suggester = Suggester(topics, examples, borderline=unsure, without=without)
        judged += cells(suggester, mixed[fold::FOLDS], unsure)
    return judged


def labelled(file: Path, papers: Sequence[Paper]) -> tuple[list[Paper], dict[str, frozenset[str]]]:
    """The papers of a labelled file with its decisions, and what it calls borderline."""
    known = {comparison_key(to_text(paper.title)): paper for paper in papers}
    found, unsure = [], {}
    for number, entry in enumerate(yaml.safe_load(file.read_text("utf-8"))):
        title = entry["title"]
        paper = known.get(comparison_key(to_text(title))) or Paper(
            id=f"{file.stem}-{number}", title=title
        )
        abstract = entry.get("abstract", paper.abstract)
        if not abstract:
            raise SystemExit(f"{file}: {title!r} is not in papers/ and has no abstract")
        found.append(replace(paper, abstract=abstract, topics=tuple(entry["topics"])))
        unsure[paper.id] = frozenset(entry.get("borderline") or ())
    return found, unsure


def speed(topics: Sequence[Topic], papers: Sequence[Paper], size: int) -> None:
    """Learn from a list, judge all of it, and survey its vocabulary."""
    many = [replace(papers[i % len(papers)], id=f"{i:06}") for i in range(size)]
    start = time.process_time()
    suggester = Suggester(topics, many)
    learnt = time.process_time()
    suggester.suggest_all([(paper.title, paper.abstract) for paper in many])
    judged = time.process_time()
    survey(Catalog(papers=tuple(many), topics=tuple(topics)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{size} papers: learnt in {learnt - start:.1f} s, judged all in "
          f"{judged - learnt:.1f} s, surveyed in {time.process_time() - judged:.1f} s, "
          f"process {peak} MB")  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How well topics are suggested.")
    parser.add_argument("--labels", type=Path, action="append", default=[])
    parser.add_argument("--examples", type=Path)
    parser.add_argument("--speed", type=int)
    given = parser.parse_args()
    catalog = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
    papers = [paper for paper in catalog.papers if paper.topics]
    if given.speed:
        speed(catalog.topics, papers, given.speed)
        return
    text = (ROOT / "benchmarks" / "data" / "borderline.yml").read_text("utf-8")
    unsure = {paper: frozenset(found) for paper, found in yaml.safe_load(text).items()}
    print(f"papers/: {len(papers)} papers, cross-validated\n\n{HEAD}")
    for name, without in WAYS.items():
        for share in SHARES:
            judged = cross_validated(catalog.topics, papers, unsure, share, without)
            print(row(name, f"{share:.0%}", judged))
    given_examples, more = labelled(given.examples, papers) if given.examples else ([], {})
    measured = [(file.name, *labelled(file, papers)) for file in given.labels]
    if given.examples:
        measured.insert(0, ("papers/", papers, unsure))
    for name, judged_papers, maybe in measured:
        seen = {paper.id for paper in judged_papers}
        examples = given_examples or [paper for paper in papers if paper.id not in seen]
        known = {paper.id for paper in examples}
        unseen = [paper for paper in judged_papers if paper.id not in known]
        print(f"\n{name}: {len(unseen)} papers\n\n{HEAD}")
        for way, without in WAYS.items():
            suggester = Suggester(
                catalog.topics, examples, borderline={**unsure, **more}, without=without
            )
            print(row(way, str(len(examples)), list(cells(suggester, unseen, maybe))))
        for way, half in (("first, third …", unseen[::2]), ("second, fourth …", unseen[1::2])):
            print(row(f"both: {way}", str(len(examples)), list(cells(suggester, half, maybe))))


if __name__ == "__main__":
    main()
