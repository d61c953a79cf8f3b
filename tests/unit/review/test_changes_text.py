"""A comparison in a terminal: readable in 80 columns, complete, and never obeyed."""

import re
from dataclasses import replace
from typing import Any

import click
import pytest
from build import by, on, paper
from cases import for_each
from hypothesis import given
from invented import texts
from test_changes import HOSTILE, NASTY, TOPICS, between, side, thousand, topic

from generator.model import Catalog, Finding, Link, Organization, Origin, Paper, ReadingPath, Step
from generator.review import Comparison, changes_text, compare
from generator.review.terminal import WIDTH_CELLS, Span, printable_line, wrap
from generator.text.characters import cell_width

OUR_STYLES = re.compile(r"\x1b\[\d+m")
ESCAPES = [
    "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;http://x.y\x07link\x1b]8;;\x07", "\x9b31m", "\x90q\x9c",
    "a\rb", "a\x08b", "a\x7fb", "\x1bc", "a\u202eb\u2066c", "a\u200eb\u00ad", "\x0e", "\u2028",
    "\ud800", "\ue000", "\U000e0041",
]  # fmt: skip


def plain(comparison: Comparison) -> str:
    """The text as it is printed where there are no colours."""
    return click.unstyle(changes_text(comparison))


def assert_safe(text: str) -> None:
    """Nothing in a text that a terminal obeys or hides, our own styles aside."""
    for char in OUR_STYLES.sub("", text):
        assert char.isprintable() or char in "\n\u200c\u200d", repr(char)


def everything() -> Comparison:
    """A comparison that has a change of each kind."""
    same = "are " + "many same words " * 20 + "at last."
    one = paper("GPipe: One", id="one", topics=("pipes", "trees"), tags=("a", "all"),
                authors=by("Ann", "Bo"), abstract=f"These {same}")  # fmt: skip
    gone, named = paper("Gone", id="gone", tags=("all",)), paper("Old Name", id="old")
    topics = (*TOPICS, topic("rocks", "Rocks", "Stones."))
    base = Catalog(papers=(one, gone, named), topics=topics)
    new = paper("D^{2}MoE: 3\\% More", id="new", authors=by(*(f"Author {i}" for i in range(14))),
                published=on(2024, 1, 2), arxiv="1811.06965", doi="10.1000/x", venue="ICML",
                issued=on(2024), publication_status="retracted", url="https://example.org/new",
                topics=("trees",), tags=("fast",), abstract="Of experts. " * 20,
                organization=Organization(name="Lab"),
                links=(Link(kind="code", url="https://example.org/" + "x" * 60),))  # fmt: skip
    edited = replace(
        one, topics=("trees", "pipes"), tags=("b", "all"), authors=by("Ann", "Cy"), venue="ICLR",
        abstract=f"Those {same}", recommended=True,
    )  # fmt: skip
    near = paper("GPipe: Two", id="near")
    head = Catalog(
        papers=(new, edited, replace(named, id="name"), near),
        topics=(replace(TOPICS[0], name="Tubes"), replace(TOPICS[1], description="Branches."),
                replace(topics[2], id="stones", name="Stones")),
        paths=(ReadingPath(id="p", name="A path", why="To read.", steps=(
            Step(paper="one", why="First.", branch=(Step(paper="near", why="Aside."),)),
        )),),
    )  # fmt: skip
    old = Finding(code="x", severity="warning", message="was wrong", origin=Origin(source="a.yml"))
    bad = Finding(code="y", severity="error", message="is wrong. Fix it. " * 6,
                  origin=Origin(source="papers/new.yml", line=3, column=1))  # fmt: skip
    sides = replace(side(name="main"), catalog=base, findings=(old,))
    return compare(sides, replace(side(name="working tree"), catalog=head, findings=(bad,)))


EVERYTHING = """\
Changes to the reading list
main → working tree (4 papers, before 3)

  1 new finding
  2 papers added
  1 paper removed
  1 paper renamed
  1 paper edited
  1 paper under other topics or tags
  2 topics renamed
  1 topic edited
  1 path changed
  1 topic came, went or changed size
  4 tags came, went or changed size
  1 finding fixed

New findings
  papers/new.yml:3:1: error[y] is wrong. Fix it. is wrong. Fix it. is wrong. Fix
    it. is wrong. Fix it. is wrong. Fix it. is wrong. Fix it.

Added papers
  + GPipe: Two [near]
      ! may repeat (the same name before the colon, 100%): GPipe: One [one]
      Topics: none
  + D2MoE: 3% More [new]
      Author 0, Author 1, Author 2, Author 3, Author 4, Author 5, Author 6,
      Author 7, Author 8, Author 9, Author 10, Author 11 and 2 more
      Lab, 2024-01-02, ICML, issued 2024, retracted, arXiv:1811.06965, doi
      10.1000/x, https://example.org/new, code
      https://example.org/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      Topics: Trees
      Tags: fast
      Of experts. Of experts. Of experts. Of experts. Of experts. Of experts. Of
      experts. Of experts. Of experts. Of experts. Of experts. Of experts. Of
      experts. Of experts. Of experts. Of experts. Of experts. Of experts. Of
      experts. Of experts.

Removed papers
  - Gone [gone]

Renamed papers
  Old Name
      old → name (same title)

Edited papers
  GPipe: One [one]
      authors:
        - Bo
        + Cy
      venue: + ICLR
      recommended: + yes
      abstract: [-These-] {+Those+} are many same words many same words many […]
        many same words many same words at last.

Other topics and tags
  GPipe: One [one]
      - tag a
      + tag b
      main topic: pipes → trees

Renamed topics
  Pipes [pipes] → Tubes [pipes] (same id)
  Rocks [rocks] → Stones [stones] (same description)

Edited topics
  Trees [trees]
      description: x → Branches.

Reading paths
  A path [p]
      name: + A path
      why: + To read.
      steps:
        + one: First.; beside it near: Aside.

Topics that came, went or changed size
  Trees: 1 → 2 (grew)

Tags that came, went or changed size
  b: 0 → 1 (appeared)
  fast: 0 → 1 (appeared)
  a: 1 → 0 (vanished)
  all: 2 → 1 (shrank)

Fixed findings
  a.yml: warning[x] was wrong
"""


def test_every_kind_of_change_is_shown() -> None:
    comparison = everything()
    assert all(comparison.counts.values()), comparison.counts
    shown = plain(comparison)
    assert shown == EVERYTHING


def test_no_line_is_longer_than_the_terminal_but_addresses_stay_whole() -> None:
    for found in (everything(), compare(side(), side(*thousand()[:20]))):
        for line in plain(found).splitlines():
            assert cell_width(line) <= WIDTH_CELLS or len(line.split()) == 1, line


@pytest.mark.slow
@for_each([case["title"] for case in NASTY] + HOSTILE + ESCAPES)
def test_captured_text_is_shown_and_not_obeyed_wherever_it_stands(text: str) -> None:
    new = paper(text, id="new", abstract=text, authors=by(text), tags=(text,), venue=text,
                organization=Organization(name=text), links=(Link(kind="code", url=text),),
                doi=text, arxiv=text, note=text, topics=(text,))  # fmt: skip
    old = paper("Old", id="new", arxiv="1", tags=("a",))
    finding = Finding(code="x", severity="info", message=text, origin=Origin(source=text))
    state = replace(side(new, topics=(topic("t", text, text),), name=text), findings=(finding,))
    for found in (between(old, new), between(new, old), compare(state, side()),
                  compare(side(), state)):  # fmt: skip
        assert_safe(changes_text(found))


@pytest.mark.slow
@given(texts, texts)
def test_any_text_is_safe_and_within_the_line(title: str, abstract: str) -> None:
    new, old = paper(title, id="new", abstract=abstract), paper("Old", id="new", abstract="b c")
    for found in (compare(side(), side(new)), between(old, new)):
        assert_safe(changes_text(found))


def test_nothing_changed_is_said() -> None:
    assert plain(between(paper(), paper())).endswith("Nothing changed in what the list says.\n")


def changed(old: Paper, new: Paper) -> list[str]:
    """The lines of the fields of an edited paper."""
    return plain(between(old, new)).split("[gpipe]\n")[1].splitlines()


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ({"venue": "ICML"}, {"venue": "ICLR"}, ["venue: ICML → ICLR"]),
        ({}, {"venue": "ICLR"}, ["venue: + ICLR"]),
        ({"venue": "ICML"}, {}, ["venue: - ICML"]),
        ({"note": "a b"}, {"note": "a\n\nb"}, ["note: only white space changed"]),
        ({"authors": by("A", "B")}, {"authors": by("B", "C")}, ["authors:", "- A", "+ C"]),
        ({"authors": by("A", "B")}, {"authors": by("B", "A")},
         ["authors:", "only the order or repetitions changed"]),
        ({"note": "w " * 2000}, {"note": "v " * 2000},
         ["note: too long to show: 4000 characters before, 4000 after"]),
    ],
)  # fmt: skip
def test_a_field_tells_its_old_and_new_value(
    old: dict[str, Any], new: dict[str, Any], lines: list[str]
) -> None:
    assert [line.strip() for line in changed(paper(**old), paper(**new))] == lines


def test_a_long_text_shows_the_words_that_changed_with_some_around_them() -> None:
    words = [f"w{i}" for i in range(100)]
    old, new = " ".join(words), " ".join([*words[:50], "new", *words[51:]])
    lines = changed(paper(abstract=old), paper(abstract=new))
    text = " ".join(" ".join(lines).split())
    assert "w42 w43 w44 w45 w46 w47 w48 w49 [-w50-] {+new+} w51" in text
    assert text.count("[…]") == 2
    assert "w20" not in text


def test_words_are_coloured_by_what_happened_to_them() -> None:
    shown = changes_text(between(paper(venue="ICML"), paper(venue="ICLR")))
    assert "\x1b[31mICML\x1b[0m → \x1b[32mICLR\x1b[0m" in shown


def test_wide_letters_take_two_cells_and_break_anywhere() -> None:
    assert cell_width("汉字e\u0301🙂") == 7
    lines = wrap([Span("汉字" * 60)], "- ").splitlines()
    assert [cell_width(line) for line in lines] == [80, 80, 80, 8]
    assert "".join(lines).replace(" ", "") == "-" + "汉字" * 60


def test_what_cannot_be_seen_is_spelt_out() -> None:
    assert printable_line("a\u00adb \u200d\tc\n") == "a\\xadb \u200d c"
    assert printable_line("\x1b[0m") == "\ufffd[0m"
