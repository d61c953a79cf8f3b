"""Formatting paper files: canonical fields, in canonical order, and no comment lost."""

import re
from collections import Counter

import pytest
from build import LIST, errors, read
from hypothesis import assume, given
from hypothesis import strategies as st
from invented import papers
from test_store_editing import styled_files

from generator import store
from generator.model import Paper
from generator.store.format import format_paper

REMARKS = (
    "# A remark: with a colon", "# indented", "# Head", "# who?", "# - not C", "# them", "# v1",
    "# no address", "# c", "# two", "# which year?", "# the end", "# to do", "# none yet",
    "# none", "# later",
)  # fmt: skip


def fmt(text: str) -> str:
    """A file's canonical form, which means the same and stays as it is."""
    formatted, findings = format_paper(text, "gpipe")
    assert formatted is not None, findings
    assert read(formatted)[0] == read(text)[0]
    assert format_paper(formatted, "gpipe")[0] == formatted
    return formatted


def remarks(text: str) -> Counter[str]:
    """How often each comment of a styled file stands in a text, in values too."""
    return Counter({remark: text.count(remark) for remark in (*REMARKS, "#")})


@pytest.mark.slow
@given(styled_files())
def test_formatting_is_canonical_means_the_same_and_loses_no_comment(text: str) -> None:
    formatted = fmt(text)
    assert remarks(formatted) == remarks(text)
    paper, _ = read(text)
    assert paper
    fields = re.sub(r"(?m)^ *#.*\n|  #.*$", "", formatted)
    assert fields == re.sub(r"(?m)^ *#.*\n|  #.*$", "", store.dump_paper(paper))


@pytest.mark.slow
@given(papers, st.data())
def test_a_comment_anywhere_in_a_file_is_kept_once(paper: Paper, data: st.DataObject) -> None:
    lines = store.dump_paper(paper).splitlines()
    places = st.sets(st.integers(0, len(lines) - 1), max_size=6)
    for number in sorted(data.draw(places), reverse=True):
        mark, kind = f"# remark {number}.", data.draw(st.sampled_from(["behind", "at 0", "inside"]))
        if kind == "behind":
            lines[number] += f" {mark}"
        else:
            lines.insert(number, mark if kind == "at 0" else f"    {mark}")
    text = "\n".join(lines) + "\n"
    before, findings = read(text)
    assume(before and not errors(findings))
    formatted = fmt(text)
    for number in range(len(lines)):
        assert formatted.count(f"# remark {number}.") == text.count(f"# remark {number}.")


@pytest.mark.slow
def test_the_list_is_canonical() -> None:
    changes = store.format_list(LIST / "papers", LIST / "topics.yml", LIST)
    assert (changes.sources, errors(changes.findings)) == ((), [])


def test_comments_move_with_their_keys() -> None:
    text = "# the venue\nvenue: 'B' # seen\n\n# the title\n# in two lines\ntitle:   A\n# the end\n"
    assert fmt(text) == (
        "# the title\n# in two lines\ntitle: A\n# the venue\nvenue: B  # seen\n# the end\n"
    )


def test_comments_for_the_file_stay_first() -> None:
    text = "# yaml-language-server: $schema=x\n# for B\nvenue: B\ntitle: A\n"
    assert fmt(text) == "# yaml-language-server: $schema=x\ntitle: A\n# for B\nvenue: B\n"
    assert fmt("# File\n\n# for B\nvenue: B\ntitle: A\n") == "# File\ntitle: A\n# for B\nvenue: B\n"
    assert fmt("# File\n--- # One\nvenue: B\ntitle: A\n") == "# File\n# One\ntitle: A\nvenue: B\n"


def test_comments_inside_lists_stay_with_their_items() -> None:
    text = (
        "title: A\nauthors: # in order\n# first\n- B\n# second\n- C # the editor\n  # - not D\n"
        "tags: [a, # one\n  # two\n  b # three\n] # all\n"
    )
    assert fmt(text) == (
        "title: A\nauthors:  # in order\n  # first\n  - B\n  # second\n  - C  # the editor\n"
        "  # - not D\ntags:  # all\n  - a  # one\n  # two\n  - b  # three\n"
    )


def test_comments_inside_sources_stay_with_their_keys() -> None:
    text = (
        "title: A\nsources:\n# one\n-   reader: json # the reader\n    # the file\n    file: b\n"
        "# two\n-   # behind the dash\n    file: c\n    reader: json\n"
    )
    assert fmt(text) == (
        "title: A\nsources:\n  # one\n  # the file\n  - file: b\n    reader: json  # the reader\n"
        "  # two\n  # behind the dash\n  - file: c\n    reader: json\n"
    )


def test_comments_of_what_is_not_written_go_above_the_next_key() -> None:
    text = "title: A\nvenue: ~ # which?\n# soon\nnote:\ntags:\n  - # empty\n  - b\n"
    assert fmt(text) == "title: A\n# which?\n# soon\ntags:\n  # empty\n  - b\n"
    assert fmt("title: A\nnote: # soon\n") == "title: A\n# soon\n"


def test_comments_beside_long_texts_are_no_part_of_them() -> None:
    text = "note: | # mine\n  One # no comment\n  two\n # below\nabstract: 'a # b' # c\ntitle: A\n"
    assert fmt(text) == (
        "title: A\nnote: |-  # mine\n  One # no comment\n  two\n# below\nabstract: 'a # b'  # c\n"
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{title: A, # a\n  # b\n  venue: B} # c\n", "title: A  # a\n# b\nvenue: B  # c\n"),
        ("? title # a\n: # b\n  A\n", "# b\ntitle: A  # a\n"),
        ("title: !!str # a\n  B\n", "title: B  # a\n"),
        ("title: &a # b\n  B\n", "title: B  # b\n"),
        ("title:\n  # a\n  B\nvenue: C\n", "# a\ntitle: B\nvenue: C\n"),
        ("title: A\r\n# b\r\nvenue: C # d\r\n", "title: A\n# b\nvenue: C  # d\n"),
        ("%YAML 1.1 # a\n---\ntitle: A\n...\n# b\n", "# a\ntitle: A\n# b\n"),
        ("title: A\norganization: B # c\n", "title: A\norganization:  # c\n  name: B\n"),
    ],
)
def test_odd_layouts_keep_their_comments_too(text: str, made: str) -> None:
    assert fmt(text) == made


def test_a_file_with_errors_has_no_canonical_form() -> None:
    formatted, findings = format_paper("titel: A # b\n", "gpipe")
    assert formatted is None
    assert errors(findings)
