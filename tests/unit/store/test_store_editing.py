"""Filling empty fields of a file that people have edited: what they wrote stays, byte for byte."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from build import by, errors, on, read
from hypothesis import given
from hypothesis import strategies as st

from generator import store
from generator.model import Link, Organization, Paper, PartialDate, Source
from generator.store.patch import lost_comments

FILLED: dict[str, Any] = {
    "authors": by("Ada Lovelace", "Team: #1"),
    "organization": Organization(name="Gensyn", handle="gensyn"),
    "published": on(2018, 11, 16),
    "venue": "NeurIPS: 2019",
    "arxiv": "1811.06960",
    "category": "cs.LG",
    "doi": "10.1145/1",
    "links": (Link(kind="code", url="https://github.com/a/b#c"),),
    "abstract": "A first sentence that is long enough to be folded. A second one, too (2). End.",
    "added": date(2025, 1, 2),
}
SOURCES = (
    Source(file="new.txt", reader="json", captured=PartialDate(month=9, day=17), comments=0),
)
LISTS = ("authors", "links", "topics", "tags")
STYLED = {
    "authors": ["\n  - A B\n  - 'C: D'", "\n- A B\n# who?\n- C", " [A B, C]", " [\n  A B,\n  C\n]",
                "\n  - A B\n  # - not C"],
    "organization": [" Gensyn", "\n  name: Gensyn # them", " {name: Gensyn, handle: g}",
                     "\n    handle: g\n    name: >-\n      Gen\n      syn"],
    "published": [" 2018-11-16", " '2018-11-16' # v1"],
    "venue": [" NeurIPS", ' "Neur: IPS"', "\n  NeurIPS", " 'It''s\n  here'"],
    "arxiv": [" '1811.06960'", " 1811.06960"],
    "category": [" cs.LG"],
    "doi": [" 10.1145/1 # no address"],
    "links": ["\n  - code: https://a.b", "\n  -   code:   https://a.b # c", " [{code: https://a.b}]"],
    "topics": ["\n  - caches", " [caches]"],
    "tags": ["\n  - a\n\n  - b", " [a, b] # two"],
    "status": [" read"],
    "recommended": [" yes", " false"],
    "note": [" |\n  One\n\n  two", " |+\n  One\n\n", " >-\n  # no comment\n  One",
             " plain\n  text"],
    "added": [" 2025-01-02"],
    "abstract": [" >-\n  One.\n  Two.", " 'a # b'", " |2-\n    indented\n  less"],
    "sources": ["\n  - file: a.txt\n    reader: json\n    captured: Sep 17 # which year?",
                "\n- reader: json\n  file: a.txt",
                "\n    -   file: a.txt\n        reader: json\n    # the end"],
}  # fmt: skip
NOTHING = ["", " ", " ~", " null # none", " ''", ' ""', "   # to do"]
NOTHING_LISTED = [*NOTHING[:4], " []", " [] # none", "\n  # none yet", " [\n ]"]
NOTHING_WRITTEN = [*NOTHING, " >-", " |  # later", " |+\n\n"]
BETWEEN = ["", "\n", "# A remark: with a colon\n", "\n  # indented\n\n", "\n\n"]


def empty(name: str) -> list[str]:
    """The ways to write that a field has no value."""
    if name in LISTS:
        return NOTHING_LISTED
    return NOTHING_WRITTEN if name in ("note", "abstract") else NOTHING


@st.composite
def styled_files(draw: st.DrawFn) -> str:
    """A file as people write them: any order, quotes, comments, blank lines and empty fields."""
    names = draw(st.lists(st.sampled_from(list(STYLED)), unique=True))
    parts = ["title: A 'styled' \"file\""]
    for name in names:
        signs = [] if name in ("organization", "sources") else empty(name)
        parts.append(name + ":" + draw(st.sampled_from([*STYLED[name], *signs])))
    text = "".join(
        part + "\n" + draw(st.sampled_from(BETWEEN)) for part in draw(st.permutations(parts))
    )
    text = draw(st.sampled_from(["", "# Head\n", "---\n", "%YAML 1.1\n---\n# Head\n"])) + text
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def merged(before: Paper, names: set[str]) -> Paper:
    """A paper with what is empty in it filled, and one more source."""
    fields = {n: value for n, value in FILLED.items() if n in names and not getattr(before, n)}
    sources = [
        replace(s, captured=PartialDate(year=2026, month=9, day=17))
        if s.captured == PartialDate(month=9, day=17) else s
        for s in before.sources
    ]  # fmt: skip
    return replace(before, **fields, sources=(*sources, *SOURCES))


def kept_lines(text: str, before: Paper, after: Paper) -> Counter[str]:
    """The lines that an update may not touch: all with text, but those of fields it fills."""
    filled = [n for n in FILLED if getattr(before, n) != getattr(after, n)]
    changed = (*(f"{n}:" for n in filled), "]", "captured: Sep 17")
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return Counter(line for line in lines if not line.strip().startswith(changed))


@pytest.mark.slow
@given(styled_files(), st.sets(st.sampled_from(list(FILLED))))
def test_filling_empty_fields_keeps_what_people_wrote(text: str, names: set[str]) -> None:
    before, findings = read(text)
    assert before, findings
    assert errors(findings) == []
    after = merged(before, names)
    patched = store.patch_paper(text, before, after)
    assert read(patched)[0] == after
    assert not kept_lines(text, before, after) - Counter(
        line.rstrip() for line in patched.splitlines()
    )
    assert patched.count("#") >= text.count("#")
    assert patched.endswith("\n") == text.endswith("\n")
    assert patched.count("\n") == patched.count("\r\n") or "\r" not in text
    assert store.patch_paper(patched, after, after) == patched


@pytest.mark.slow
@given(styled_files())
def test_an_update_that_changes_nothing_changes_no_byte(text: str) -> None:
    before, _ = read(text)
    assert before
    assert store.patch_paper(text, before, before) == text


def update(text: str, **fields: Any) -> str:
    """A file with some fields filled."""
    before, findings = read(text)
    assert before
    assert errors(findings) == []
    after = replace(before, **fields)
    patched = store.patch_paper(text, before, after)
    assert read(patched)[0] == after
    return patched


def test_a_field_goes_where_the_canonical_order_puts_it() -> None:
    text = "title: A\nvenue: B  # seen there\nnote: C\n"
    patched = update(text, authors=by("D"), arxiv="1811.06960", abstract="E")
    assert patched == (
        "title: A\nauthors:\n  - D\nvenue: B  # seen there\narxiv: '1811.06960'\n"
        "note: C\nabstract: E\n"
    )


def test_an_empty_field_is_filled_on_its_own_line_beside_its_comment() -> None:
    text = "note: ~  # soon\nvenue:   # where?\nauthors: [] # who?\ntitle: A\n"
    patched = update(text, venue="B", authors=by("C"), note="D\nE")
    assert patched == (
        "note: |-  # soon\n  D\n  E\nvenue: B   # where?\nauthors: # who?\n  - C\ntitle: A\n"
    )


def test_a_comment_indented_like_an_item_stays_with_its_list() -> None:
    text = "title: A\nauthors:\n  - B\n  # - not C\nvenue: D\n"
    patched = update(text, organization=Organization(name="E"))
    assert patched == text.replace("venue", "organization:\n  name: E\nvenue")


def test_a_list_in_brackets_over_several_lines_is_not_torn() -> None:
    text = "title: A\nauthors: [\n  B,\n  C\n]\n"
    assert update(text, venue="D") == text + "venue: D\n"


def test_a_missing_line_break_at_the_end_stays_missing() -> None:
    assert update("title: A", venue="B", doi="10.1/2") == "title: A\nvenue: B\ndoi: 10.1/2"
    assert update("title: A\nnote: |\n  B", venue="C") == "title: A\nvenue: C\nnote: |\n  B"


def test_windows_line_ends_stay() -> None:
    patched = update("title: A\r\nauthors:\r\nnote: B\r\n", authors=by("C"), abstract="D.\nE")
    assert patched == "title: A\r\nauthors:\r\n  - C\r\nnote: B\r\nabstract: |-\r\n  D.\r\n  E\r\n"


def test_line_ends_of_old_macs_stay() -> None:
    assert update("title: A\rvenue:\rnote: B\r", venue="C").startswith(
        "title: A\rvenue: C\rnote: B\r"
    )


def test_keys_that_are_all_indented_stay_so() -> None:
    assert update("  title: A\n  note: B\n", venue="C") == "  title: A\n  venue: C\n  note: B\n"


def test_a_year_that_became_known_is_written_into_its_source_alone() -> None:
    text = (
        "title: A\nsources:\n- file: b # mine\n  captured: 'Sep 17' # ?\n  reader: json\nnote: ~\n"
    )
    source = Source(file="b", reader="json", captured=PartialDate(year=2026, month=9, day=17))
    assert update(text, sources=(source,)) == text.replace("'Sep 17'", "2026-09-17")


def test_a_further_source_stands_where_the_others_stand() -> None:
    text = "title: A\nsources:\n    -   file: b\n        reader: json\nnote: C\n"
    sources = (Source(file="b", reader="json"), Source(file="d", reader="json", comments=0))
    patched = update(text, sources=sources)
    added = "    - file: d\n      reader: json\n      comments: 0\n"
    assert patched == text.replace("note", added + "note")


@pytest.mark.parametrize(
    "text",
    [
        '{title: A, venue: ""}\n',
        json.dumps({"title": "A", "tags": []}),
        "? title\n: A\n? venue\n",
        "title: A\nsources: [{file: a, reader: json}]\n",
    ],
)
def test_a_layout_that_has_no_lines_to_add_to_is_written_anew(text: str) -> None:
    before, _ = read(text)
    assert before
    after = merged(before, set(FILLED))
    assert store.patch_paper(text, before, after) == store.dump_paper(after)


@pytest.mark.parametrize(
    "text",
    [
        "{title: A, # checked by Ann\n venue: ICML}\n",
        "# top\n---\n{title: A, # one\n # two\n tags: [a, # three\n b]} # four\n# five\n",
        "{title: A, # windows\r\n doi: , # none yet\r\n abstract: ''}\r\n",
        "? title # key\n: A # value\n# between\n? venue\n: ICML\n",
        "title: A\nsources: [{file: a, # where\n reader: json}] # it came from\n",
        "title: A\nlinks: [ # none yet\n]\n",  # the edit in place reads the same without it
        "title: A\nauthors: # who\n  [ # wrote\n  ]\n",
    ],
)
def test_a_layout_that_has_no_lines_to_add_to_keeps_its_comments(text: str) -> None:
    before, findings = read(text)
    assert before
    assert errors(findings) == []
    after = merged(before, set(FILLED))
    patched = store.patch_paper(text, before, after)
    assert read(patched)[0] == after
    written = re.findall(r"#[^\r\n]*", text)
    assert written
    assert [mark for mark in written if mark not in patched] == []
    assert ("\r\n" in patched) == ("\r\n" in text)


EDITED: dict[str, list[Any]] = {
    "venue": ["", "ICML: 2020"],
    "links": [(), (*FILLED["links"], Link(kind="project", url="https://example.org/x"))],
    "topics": [(), ("caches", "new"), ("new",), ("new", "caches")],
    "tags": [(), ("b",), ("a", "c"), ("c", "a", "d", "b")],
    "related": [("one", "two")],
    "note": ["", "Another one\n\nof two paragraphs"],
    "added": [None, date(2024, 5, 6)],
    "abstract": ["", "One. " * 30 + "End."],
    "aliases": [("before",)],
}


@pytest.mark.slow
@given(styled_files(), st.fixed_dictionaries({}, optional={
    name: st.sampled_from(values) for name, values in EDITED.items()
}))  # fmt: skip
def test_any_edit_reads_back_and_loses_no_comment(text: str, fields: dict[str, Any]) -> None:
    before, _ = read(text)
    assert before
    after = replace(before, **fields)
    patched = store.patch_paper(text, before, after)
    assert read(patched)[0] == after
    assert not lost_comments(text, patched)
    assert patched.count("\n") == patched.count("\r\n") or "\r" not in text


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("related:\n  - a  # why\n  - b\n", {"related": ("c", "b")},
         "related:\n  - c  # why\n  - b\n"),
        ("related: [a, b]\n", {"related": ("b", "c")}, "related: [b, c]\n"),
        ("related: [b]\n", {"related": ("a", "b")}, "related: [a, b]\n"),
        ("aliases:\n- a\n# next\nnote: N\n", {"aliases": ("a", "b")},
         "aliases:\n- a\n- b\n# next\nnote: N\n"),
        ("related:\n- a\nnote: N\n", {"related": ()}, "note: N\n"),
        ("related:\n- a # b\nnote: Yes!\n", {"related": ()}, "# b\nnote: Yes!\n"),
        ("added: 2025-01-02  # then\n", {"added": date(2024, 1, 2)}, "added: 2024-01-02  # then\n"),
        ("links:\n- code: https://a.b # c\n",
         {"links": (Link(kind="code", url="https://a.b"), Link(kind="other", url="https://c.d"))},
         "links:\n- code: https://a.b # c\n- other: https://c.d\n"),
    ],
)  # fmt: skip
def test_a_field_is_edited_and_all_else_stays(
    text: str, fields: dict[str, Any], expected: str
) -> None:
    assert update(f"title: T\n{text}", **fields) == f"title: T\n{expected}"
