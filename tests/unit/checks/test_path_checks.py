"""The checks of reading paths."""

from dataclasses import replace

import pytest
from build import paper

from generator.checks import run
from generator.model import Catalog, Exclusion, Finding, ReadingPath, Step
from generator.store.reading_paths import read_path

GPIPE, MOE = paper("GPipe", aliases=("g-pipe",)), paper("MoE")
GONE = Exclusion(title="Gone", aliases=("gone",), reason="It was retracted.")
FINE = ReadingPath(
    id="p", name="A path", why="It leads far. Read it.",
    steps=(Step(paper="gpipe", why="First."), Step(paper="moe", why="Then.")),
)  # fmt: skip


def found(*paths: ReadingPath) -> list[Finding]:
    """What the checks say of a list with some paths."""
    findings = run(Catalog(papers=(GPIPE, MOE), excluded=(GONE,), paths=paths))
    return [each for each in findings if each.origin.source.startswith("paths/")]


def with_first(step: Step) -> ReadingPath:
    """The path with another first step."""
    return replace(FINE, steps=(step, *FINE.steps[1:]))


def test_a_path_of_papers_of_the_list_is_fine() -> None:
    assert found(FINE) == []


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        (with_first(Step(paper="gpip", why="A.")), "unknown-step", "did you mean 'gpipe'?"),
        (with_first(Step(paper="g-pipe", why="A.")), "unknown-step", "is an old id. Write 'gpipe'"),
        (with_first(Step(paper="gpipe.yml", why="A.")), "unknown-step", "Write 'gpipe'"),
        (with_first(Step(paper="gone", why="A.")), "unknown-step",
         "was removed from the list (excluded.yml:1: It was retracted)"),
        (with_first(Step(paper="moe", why="A.")), "repeated-step", "is in this path already"),
        (replace(FINE, steps=(*FINE.steps[:1], replace(FINE.steps[1], branch=FINE.steps[:1]))),
         "repeated-step", "'gpipe' is in this path already"),
        (with_first(Step(paper="gpipe", why="It is. Then B.")), "bad-path", "several sentences"),
        (with_first(Step(paper="gpipe", why="A\u200bb.")), "hidden-character", "U+200B"),
        (replace(FINE, why="**Bold**"), "bad-path", "the why of the path has markup"),
        (replace(FINE, why="a" * 601), "bad-path", "601 characters"),
        (replace(FINE, name="a" * 101), "bad-path", "101 characters"),
        (replace(FINE, name="\n"), "bad-path", "no visible characters"),
        (replace(FINE, topic="nothing"), "unknown-topic", "'nothing' is not a topic"),
    ],
)  # fmt: skip
def test_a_wrong_path_says_why(wrong: ReadingPath, code: str, words: str) -> None:
    (finding,) = found(wrong)
    assert (finding.code, finding.severity) == (code, "error")
    assert words in finding.message
    assert finding.origin.source == "paths/p.yml"


def test_two_paths_of_one_name_are_an_error() -> None:
    (finding,) = found(FINE, replace(FINE, id="q", name="a Path"))
    assert (finding.code, finding.origin.source) == ("bad-path", "paths/q.yml")


def test_a_finding_has_the_line_of_the_step() -> None:
    text = "name: A\nwhy: B\nsteps:\n  - paper: gpipe\n    why: C\n  - {paper: x, why: D}\n"
    path, findings = read_path(text, "p.yml", "paths/p.yml")
    assert path
    assert findings == []
    (finding,) = found(path)
    assert (finding.origin.line, finding.origin.column) == (6, 13)
