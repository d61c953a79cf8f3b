"""How well tags are suggested, held against what editors decided.

    python benchmarks/tags.py [--labels FILE …] [--fit]

A suggestion counts as right if an editor gave the paper the same tag, spelling aside. No paper sees
its own tags. Without labels, the tags of papers/ are the truth; a labelled FILE is a YAML list of
papers with `title` and `tags`, and replaces the tags of these papers; each is measured on its own.
YAKE is measured where it is installed (`pip install yake`). --fit prints the weights that explain
the tags best, for `WEIGHTS`.
"""

import argparse
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from generator import store
from generator.model import Paper
from generator.suggest.tags import MAX_TAGS_PER_PAPER
from generator.suggest.tags.tag_suggester import FEATURE_WEIGHTS, Features, Tagger
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key
from generator.text.tag_spelling import tag_key

ROOT = Path(__file__).parent.parent
HEAD = "| | precision | recall | F1 | tags a paper |\n|---|---:|---:|---:|---:|"
Floats = NDArray[np.float64]
Way = Callable[[Sequence[Paper]], Mapping[str, Sequence[str]]]  # papers to tags by paper id


def fitted(taggers: Sequence[Tagger], papers: Sequence[Paper]) -> Features:
    """The weights that explain best which candidates of papers are their tags."""
    rows, right = [], []
    for paper, tagger in ((paper, tagger) for paper in papers for tagger in taggers):
        wanted = {tag_key(tag) for tag in paper.tags}
        for candidate, numbers in tagger.candidate_features(paper):
            rows.append([numbers[name] for name in FEATURE_WEIGHTS])
            right.append(candidate in wanted)
    weights = logistic_regression(np.array(rows, float), np.array(right))
    return dict(zip(FEATURE_WEIGHTS, weights.round(2).tolist(), strict=True))


def logistic_regression(features: Floats, right: NDArray[np.bool_]) -> Floats:
    """Fit without intercept, with an L2 penalty of half the weights' square.

    Args:
        features: shape (n_examples, n_features).
        right: what to explain, shape (n_examples,).

    Returns:
        Weights, shape (n_features,).
    """
    sign = np.where(right, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (features @ weights)
        slope = weights - features.T @ (sign * expit(-margin))
        return float(np.logaddexp(0, -margin).sum() + weights @ weights / 2), slope

    start = np.zeros(features.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def halves(papers: Sequence[Paper]) -> tuple[Sequence[Paper], Sequence[Paper]]:
    """Two halves, always the same, in which alphabet and date play no part."""
    mixed = sorted(papers, key=lambda paper: sha256(paper.id.encode()).hexdigest())
    return mixed[::2], mixed[1::2]


def bare(papers: Sequence[Paper]) -> list[Paper]:
    """The papers as if nobody had tagged any."""
    return [replace(paper, tags=()) for paper in papers]


def named(tagger: Tagger, papers: Sequence[Paper]) -> dict[str, list[str]]:
    """What a tagger suggests, by paper id."""
    return {paper.id: [tag.name for tag in tagger.suggest_as_new(paper)] for paper in papers}


def with_the_list(papers: Sequence[Paper]) -> Mapping[str, Sequence[str]]:
    """As `tags suggest` does it."""
    return named(Tagger(papers), papers)


def without_tags(papers: Sequence[Paper]) -> Mapping[str, Sequence[str]]:
    """As the first import does it: no paper of the list has tags yet."""
    return named(Tagger(bare(papers)), papers)


def foreign_weights(papers: Sequence[Paper]) -> Mapping[str, Sequence[str]]:
    """With weights fitted on the half of the papers that is not measured."""
    found: dict[str, list[str]] = {}
    taggers = [Tagger(papers), Tagger(bare(papers))]
    for half, other in (halves(papers), halves(papers)[::-1]):
        found |= named(Tagger(papers, weights=fitted(taggers, other)), half)
    return found


def yake(papers: Sequence[Paper]) -> Mapping[str, Sequence[str]]:
    """YAKE 0.7, with the settings that did best here."""
    extractor = importlib.import_module("yake").KeywordExtractor(
        lan="en", n=2, top=MAX_TAGS_PER_PAPER
    )
    texts = {p.id: f"{to_text(p.title)}. {to_text(p.abstract)}" for p in papers}
    return {name: [word for word, _ in extractor.extract_keywords(t)] for name, t in texts.items()}


WAYS: Mapping[str, Way] = {
    "YAKE": yake,
    "a list without tags": without_tags,
    "weights of the other half": foreign_weights,
    "the weights in use": with_the_list,
}


def row(name: str, found: Mapping[str, Sequence[str]], papers: Sequence[Paper]) -> str:
    """One line of the table, for these papers."""
    right = ours = theirs = 0
    for paper in papers:
        suggested, wanted = (set(map(tag_key, tags)) for tags in (found[paper.id], paper.tags))
        right += len(suggested & wanted)
        ours += len(suggested)
        theirs += len(wanted)
    precision, recall = right / max(ours, 1), right / max(theirs, 1)
    f1 = 2 * right / max(ours + theirs, 1)
    return f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {ours / len(papers):.1f} |"


def labelled(file: Path, papers: Sequence[Paper]) -> list[Paper]:
    """The papers of the list that a file labels, with its tags."""
    known = {comparison_key(to_text(paper.title)): paper for paper in papers}
    found = []
    for entry in yaml.safe_load(file.read_text("utf-8")):
        paper = known.get(comparison_key(to_text(entry["title"])))
        if paper is None:
            raise SystemExit(f"{file}: {entry['title']!r} is not in papers/")
        found.append(replace(paper, tags=tuple(entry["tags"])))
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How well tags are suggested.")
    parser.add_argument("--labels", type=Path, action="append", default=[])
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    listed = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog.papers
    groups = {file.name: labelled(file, listed) for file in given.labels}
    relabelled = {paper.id: paper for paper in chain.from_iterable(groups.values())}
    papers = [relabelled.get(paper.id, paper) for paper in listed]
    if given.fit:
        for name, weight in fitted([Tagger(papers), Tagger(bare(papers))], papers).items():
            print(f"{name:12}{weight:6.2f}")
        return
    for group, members in (groups or {"papers/": papers}).items():
        print(f"{group}: {len(members)} papers\n\n{HEAD}")
        for name, way in WAYS.items():
            try:
                print(row(name, way(papers), members), flush=True)
            except ModuleNotFoundError:
                print(f"| {name} | not installed | | | |")
        print()


if __name__ == "__main__":
    main()
