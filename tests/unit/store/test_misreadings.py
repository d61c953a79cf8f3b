"""Valid YAML that its author did not mean: found, and never made permanent."""

from pathlib import Path

import pytest
from build import codes, new_project, read, write
from command import run
from hypothesis import given
from invented import papers
from test_store_editing import styled_files

from generator import store
from generator.model import Paper
from generator.store.format import format_paper
from generator.store.format_vocabulary import format_topics

CODES = {"joined-lines", "hash-comment", "latex-escape"}
LONG = "A Title of a Paper That Is So Long That People Fold It by Hand"


def find_misreadings(text: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of what is misread in a paper file."""
    findings = [finding for finding in read(text)[1] if finding.code in CODES]
    return [(f.code, f.origin.line, f.origin.column) for f in findings]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: A\nauthors:\n  - A B\n   - C D\n", 4, 4),
        ("title: A\nauthors:\n  - A B\n  - C D\n     - E F\n  - G H\n", 5, 6),
        ("title: A\nauthors:\n  - A B\n    C D\n", 4, 5),
        ("title: A\nauthors:\n- A B\n  C D\n", 4, 3),
        ("title: A\ntags:\n  - a\n    -b\n", 4, 5),
        ("title: A\ntags:\n  - a\n    * b\n", 4, 5),
        ("title: A\ntags: [a, b\n  - c]\n", 3, 3),
        ("title: A\ntags: [a, b\n  c]\n", 3, 3),
        ("title: A\ntags:\n  - 'a\n  - b'\n", 4, 3),
        ('title: A\ntags:\n  - "a\n  - b"\n', 4, 3),
        ("title: A\n\ntags:\n  - a\n\n    b\n", 6, 5),
        ("title: A\n  - B\n", 2, 3),
        ("title: A\nvenue: B\n  arxiv:1811.06965\n", 3, 3),
        ("title: A\nnote: See\n  - one\n  - two\n", 3, 3),
        ("title: 'A\n  venue: B'\n", 2, 3),
        ("title: 'A\nvenue: B'\n", 2, 1),
        ("title: A\nabstract: >-\n  We.\n  venue: NeurIPS 2019\n", 4, 3),
        ("title: A\nnote: |\n  We.\n  tags:\n    - a\n", 4, 3),
        ("title: A\nlinks:\n  - code: https://a.b\n      https://c.d\n", 4, 7),
        ("title: A\nignore:\n  - no-topic: None\n     - fits\n", 4, 6),
        ("title: A\norganization:\n  name: B\n    - C\n", 4, 5),
    ],
)  # fmt: skip
def test_a_line_that_became_part_of_the_text_above_is_found_where_it_stands(
    text: str, line: int, column: int
) -> None:
    assert find_misreadings(text)[0] == ("joined-lines", line, column)


@pytest.mark.parametrize(
    "text",
    [
        f"title: {LONG}\n  Over Several Lines\n",
        f"title: {LONG}\n  - Over Several Lines\n",
        "title:\n  A Title\n  on Lines of Its Own\n",
        "title: Short\n  Title\n",
        f"title: A\nauthors:\n  - The {LONG}\n    Collaboration\n",
        "title: A\nauthors:\n  -\n    A B\n  -\n    C D\n",
        "title: A\ntags: [a,\n  b, c,\n  d]\n",
        "title: A\nnote: plain\n  text\n",
        "title: A\nabstract: >-\n  note: this one begins so.\n  We.\n",
        "title: A\nabstract: |\n  We:\n  - one\n  - two\n",
        "title: A\nabstract: |\n  We.\n  Venue: a word.\n  venues: more.\n  https://a.b\n",
        "title: A\nvenue: B\nabstract: |\n  We.\n  venue: not again.\n",
        "title: A\nvenue: 'It''s\n  here'\n",
        "title: A\ntags:\n  - 'a\n    b'\n",
        "title: A\ntags:\n  - >-\n    a\n    b\n",
    ],
)
def test_texts_may_run_over_lines_and_blocks_may_have_lists(text: str) -> None:
    assert find_misreadings(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: Lessons in C #2\n", 1, 21),
        ("title: C #\n", 1, 10),
        ("title: A\nvenue: Workshop #3 of ICML\n", 2, 17),
        ("title: A\nabstract: We solve problem #2 and more.\n", 2, 28),
        ("title: A\ntags:\n  - issue #5\n", 3, 11),
        ("title: A\ntags:\n  - #5\n", 3, 5),
        ("title: #1 in the World\n", 1, 8),
        ("title: A\norganization: Team #1\n", 2, 20),
        ("title: A\nignore:\n  - no-topic: See #12\n", 3, 19),
        ("title: A\r\nvenue: B #3\r\n", 2, 10),
    ],
)
def test_a_text_cut_off_by_a_hash_is_found(text: str, line: int, column: int) -> None:
    assert find_misreadings(text) == [("hash-comment", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "title: C# and F#\n", "title: A # note\n", "title: A  #note\n", "title: A ## note\n",
        "title: A\nvenue:\n", "title: A\nvenue: # none\n", "title: A\nvenue:   # to do\n",
        "title: 'A' #2\n", "title: A\nnote: >- #2\n  B\n", "title: A\ntags: #none\n  - b\n",
        "title: A\ntopics:\n  - caches #1\n", "title: A\nadded: 2020-01-01 #guess\n",
        "title: A\nlinks:\n  - code: https://a.b/#c\n", "title: A\n#b\nvenue: C\n",
    ],
)  # fmt: skip
def test_comments_are_no_part_of_a_text(text: str) -> None:
    assert find_misreadings(text) == []


@pytest.mark.parametrize("command", ["nu", "nabla", "times", "alpha", "beta", "rho", "frac", "vec"])
def test_a_latex_command_that_yaml_reads_as_an_escape_is_found(command: str) -> None:
    assert find_misreadings(f'title: "On $\\{command}$"\n') == [("latex-escape", 1, 13)]
    assert find_misreadings(f'title: "On $\\\\{command}$"\n') == []
    assert find_misreadings(f"title: 'On $\\{command}$'\n") == []


def test_ordinary_escapes_are_fine() -> None:
    assert (
        find_misreadings(
            'title: "a\\nb\\tc \\u00e9 \\\\nu \\"d\\""\nnote: "One\\nand\\ntwo\\tan"\n'
        )
        == []
    )
    findings = read('title: "$\\xi$"\n')[1]
    assert "use 'single quotes'" in findings[0].message


def test_what_is_misread_is_an_error_that_fmt_does_not_make_permanent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "title: A\nauthors:\n  - A B\n   - C D\n"
    path = write(new_project(tmp_path).papers / "a.yml", text)
    for command in ("fmt", "check"):
        result = run(command)
        assert result.exit_code == 1
        assert "papers/a.yml:4:4: error[joined-lines] '- C D' is read as part" in result.output
    assert path.read_text("utf-8") == text
    assert format_paper(text, "a")[0] is None


def test_the_vocabulary_is_read_as_carefully() -> None:
    text = "- id: a\n  name: A\n  group: G\n  description: D #1\n  keywords:\n    - b\n     - c\n"
    _, findings = store.read_topics(text, "topics.yml")
    assert sorted(codes(findings)) == ["hash-comment", "joined-lines"]
    assert format_topics(text)[0] is None


@pytest.mark.slow
@given(papers)
def test_what_is_written_is_never_found(paper: Paper) -> None:
    assert not CODES & set(codes(store.read_paper(store.dump_paper(paper), paper.id, "a.yml")[1]))


@pytest.mark.slow
@given(styled_files())
def test_what_people_write_is_not_found(text: str) -> None:
    assert find_misreadings(text) == []


@pytest.mark.parametrize("line", ["venue: B", "tags:", "not: C", "note: D"])
def test_a_text_with_lines_like_keys_is_written_so_that_it_is_read_again(line: str) -> None:
    paper = Paper(id="a", title="A", abstract=f"First.\n{line}\nLast.")
    text = store.dump_paper(paper)
    assert store.read_paper(text, "a", "a.yml") == (paper, [])


@pytest.mark.parametrize("text", ["a\nu b", "a\times", "a\nabla\tb\n\u200b"])
def test_a_text_whose_escapes_would_be_commands_is_written_so_that_it_is_read_again(
    text: str,
) -> None:
    paper = Paper(id="a", title="A", note=text + "\u200b")
    assert store.read_paper(store.dump_paper(paper), "a", "a.yml") == (paper, [])
