"""Papers to YAML and back: nothing is lost, and every problem has a place and a remedy."""

import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from build import LIST, by, codes, new_project, on, paper, read, write
from cases import for_each
from hypothesis import example, given
from invented import PIECES, papers, some_text

from generator import store
from generator.checks import READING_SUMMARIES
from generator.model import Finding, Paper, Source
from generator.store.dump import dump_scalar

REAL = sorted((LIST / "papers").glob("*.yml"))


def the_finding(text: str, stem: str = "gpipe") -> Finding:
    """The one thing that is wrong with a file."""
    _, findings = read(text, stem)
    assert len(findings) == 1, findings
    assert findings[0].code in READING_SUMMARIES
    assert findings[0].origin.source == f"papers/{stem}.yml"
    return findings[0]


def test_there_are_real_papers() -> None:
    assert len(REAL) >= 120


@for_each(REAL)
def test_a_real_paper_loads_and_dumps_byte_for_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    found, findings = read(text, path.stem)
    assert found
    assert findings == []
    assert store.dump_paper(found) == text


def test_the_real_list_loads_whole_and_in_the_order_of_ids() -> None:
    loaded = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST)
    ids = [each.id for each in loaded.catalog.papers]
    assert ids == sorted(path.stem for path in REAL)
    assert len(loaded.catalog.topics) == 32
    assert (loaded.findings, loaded.unreadable) == ((), ())


@pytest.mark.slow
@given(papers)
@example(paper(sources=(Source(file="a", reader="json", authors=0, comments=0),)))
@example(paper("x" * 3000, id="long", authors=by("y: " * 1000), abstract="One. Two " * 500))
def test_any_paper_survives_its_file(invented: Paper) -> None:
    text = store.dump_paper(invented)
    found, findings = read(text, invented.id)
    assert findings == []
    assert found == invented
    assert store.dump_paper(found) == text


@pytest.mark.slow
@given(papers)
def test_a_paper_file_reads_the_same_in_every_yaml_library(invented: Paper) -> None:
    text = store.dump_paper(invented)
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        plain = yaml.load(text, loader)  # noqa: S506 - both are safe
        assert plain["title"] == invented.title
        assert plain.get("abstract", "") == invented.abstract
        assert plain.get("note", "") == invented.note
        assert plain.get("venue", "") == invented.venue
        assert plain.get("added") == invented.added
        assert tuple(plain.get("tags", ())) == invented.tags


@pytest.mark.parametrize("piece", PIECES)
def test_a_difficult_text_survives_as_title_and_as_item(piece: str) -> None:
    difficult = paper(
        id="x",
        title=piece,
        authors=by(f"a {piece} b"),
        tags=(piece,),
        abstract=piece,
        note=f"a {piece} b",
    )
    assert read(store.dump_paper(difficult), "x") == (difficult, [])


@given(some_text)
def test_a_reviewer_sees_every_character_of_a_file(text: str) -> None:
    dumped = store.dump_paper(paper(id="x", title=text, abstract=text))
    hidden = "\t\r\x85\xa0\xad\u200b\u2028\u2029\u202e\u2066\ufeff"
    assert not set(dumped) & set(hidden)


def test_a_character_is_escaped_if_unicode_has_no_shape_for_it() -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
    shown = {" ", "\u200c", "\u200d"}  # a space, and the joiners of emoji and some scripts
    for char in map(chr, (*range(0x3000), *range(0x3000, sys.maxunicode + 1, 97))):
        is_escaped = unicodedata.category(char) in hidden and char not in shown
        assert (char not in dump_scalar(f"a{char}b")) == is_escaped


def test_a_byte_order_mark_is_dropped_at_the_start_of_a_file_only(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", "\ufefftitle: A\nvenue: B \ufeffC\n")
    loaded = store.load_catalog(tmp_path, tmp_path / "topics.yml", tmp_path)
    (found,) = loaded.catalog.papers
    assert (found.title, found.venue) == ("A", "B \ufeffC")


@pytest.mark.parametrize(
    "style", ["|\n  One\n\n  two\n", "|+\n  One\n\n  two\n\n\n", "|-\n  One\n\n  two"]
)
def test_how_a_block_ends_is_no_part_of_the_text(style: str) -> None:
    found, findings = read(f"title: A\nnote: {style}")
    assert findings == []
    assert found
    assert found.note == "One\n\ntwo"


def test_an_unquoted_text_is_that_text_whatever_yaml_takes_it_for() -> None:
    found, findings = read(
        "title: 1e3\nvenue: Yes\nauthors: [Null, No, 2024-01-01]\narxiv: 1811.06960\n"
    )
    assert codes(findings) == ["empty-item"]
    assert found
    assert (found.title, found.venue, found.arxiv) == ("1e3", "Yes", "1811.06960")
    assert found.authors.texts == ("No", "2024-01-01")


def test_a_misspelt_key_is_refused_with_the_right_one() -> None:
    finding = the_finding("title: A\nabtract: B\n")
    assert (finding.code, finding.severity) == ("unknown-key", "error")
    assert (finding.origin.line, finding.origin.column) == (2, 1)
    assert "did you mean 'abstract'?" in finding.message


def test_a_key_like_no_other_is_refused_with_the_known_ones() -> None:
    assert "known are title, type, authors," in the_finding("title: A\nzzz: B\n").message


# What a file says, the code, the place, and words the message must have.
PROBLEMS = [
    ("title: A\nauthors: B\n", "wrong-type", (2, 10), "expected a list"),
    ("title: A\nvenue: [B]\n", "wrong-type", (2, 8), "expected one text"),
    ("title: A\nvenue: {b: c}\n", "wrong-type", (2, 8), "'single quotes'"),
    ("title: A\norganization: {handle: x}\n", "missing-field", (2, 15), "needs 'name'"),
    ("title: A\nlinks: [https://a.b]\n", "wrong-type", (2, 9), "- code: https://"),
    ("title: A\nlinks:\n  - cod: https://a.b\n", "unknown-key", (3, 5), "did you mean 'code'?"),
    ("title: A\nlinks:\n  - [a]: https://a.b\n", "unknown-key", (3, 5), "known are code"),
    ("title: A\nlinks:\n  - code:\n", "empty-item", (3, 5), "remove the line"),
    ("title: A\nrecommended: perhaps\n", "wrong-type", (2, 14), "neither true nor false"),
    ("title: A\nsources:\n  - file: f\n    reader: r\n    authors: many\n", "wrong-type", (5, 14),
     "write digits"),
    ("title: A\nsources:\n  - file: f\n", "missing-field", (3, 5), "needs 'reader'"),
    ("title: A\ntags:\n  - a\n  -\n", "empty-item", (4, 4), "remove the line"),
    ("title: [A]\n", "wrong-type", (1, 8), "expected one text"),
    ("venue: B\n", "missing-field", (1, 1), "needs 'title'"),
    ("title:\nvenue: B\n", "missing-field", (1, 7), "'title' is empty"),
    ("title: ''\nvenue: B\n", "missing-field", (1, 8), "'title' is empty"),
    ("venue: B\ntitle: null\n", "missing-field", (2, 8), "'title' is empty"),
    ("", "missing-field", (1, None), "the file is empty"),
    ("# only a comment\n", "missing-field", (1, None), "the file is empty"),
    ("- title: A\n", "wrong-type", (1, 1), "`key: value` lines"),
    ("just words\n", "wrong-type", (1, 1), "`key: value` lines"),
    ("title: A\nvenue: B\nvenue: C\n", "duplicate-key", (3, 1), "appears twice"),
    ("title: A\n[a, b]: C\n", "unknown-key", (2, 1), "unknown field"),
    ("title: A\npublished: 2024-13-01\n", "bad-date", (2, 12), "month of the calendar"),
    ("title: A\npublished: 9. Dec 2024\n", "bad-date", (2, 12), "write YYYY-MM-DD"),
    ("title: A\npublished: 2024-1-1\n", "bad-date", (2, 12), "write YYYY-MM-DD"),
    ("title: A\npublished: '２０２４-01-01'\n", "bad-date", (2, 12), "write YYYY-MM-DD"),
    ("title: A\nsources:\n  - file: f\n    reader: r\n    captured: Feb 30\n", "bad-date", (5, 15),
     "'Feb 30'"),
    ("title: A\nstatus: toread\n", "bad-status", (2, 9), "did you mean 'to-read'?"),
    ("title: A: B\n", "yaml-syntax", (1, 9), "a colon inside a text: put the whole"),
    ("title: A\n\tvenue: B\n", "yaml-syntax", (2, 1), "a tab where YAML wants spaces"),
    ("title: A\nauthors:\n\t- B\n", "yaml-syntax", (3, 1), "a tab where YAML wants spaces"),
    ("title: A\nvenue: @B\n", "yaml-syntax", (2, 8), "a character that YAML keeps for itself"),
    ("title: 'A\nvenue: B\n", "yaml-syntax", (1, 8), "a quote that is not closed"),
    ("title: [A\nvenue: B\n", "yaml-syntax", (1, 8), "a bracket that is not closed"),
    ("title: A\nvenue\n", "yaml-syntax", (2, 1), "a key without a colon"),
    ("title: 'A' B\n", "yaml-syntax", (1, 12), "text after a closed quote"),
    ('title: "\\emph{A}"\nvenue: "\\q"\n', "yaml-syntax", (2, 9), "starts an escape"),
    ("title: A\n---\ntitle: B\n", "yaml-syntax", (2, 1), "one file a paper"),
    ("title: é\nvenue: é\x01\n", "yaml-syntax", (2, 9), "U+0001"),
    ("title: *A\n", "yaml-alias", (1, 8), "in 'single quotes'"),
    ("title: &a A\nvenue: *a\n", "yaml-alias", (2, 8), "write the value out"),
    ("title: A\nauthors: &a [B]\ntags: *a\n", "yaml-alias", (3, 7), "write the value out"),
    ("title: A\nvenue: !!python/object:os.system {}\n", "yaml-tag", (2, 8), "python/object"),
    ("title: A\nvenue: !!python/name:os.system\n", "yaml-tag", (2, 8), "python/name"),
    ("title: A\nauthors: !!python/object/apply:os.system [x]\n", "yaml-tag", (2, 10), "remove it"),
    ("!!python/dict\ntitle: A\n", "yaml-tag", (1, 1), "remove it"),
    ("title: A\nvenue: !own B\n", "yaml-tag", (2, 8), "!own"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "words"), PROBLEMS, ids=lambda p: repr(p)[:40])
def test_a_problem_has_its_code_place_and_remedy(
    text: str, code: str, place: tuple[int, int | None], words: str
) -> None:
    finding = the_finding(text)
    assert finding.code == code
    assert (finding.origin.line, finding.origin.column) == place
    assert words in finding.message


def test_all_problems_of_a_file_are_told_at_once() -> None:
    found, findings = read("titel: A\nstatus: x\npublished: y\ntitle: B\nauthors: {}\n")
    assert codes(findings) == ["unknown-key", "bad-status", "bad-date", "wrong-type"]
    assert found
    assert found.title == "B"


def test_a_file_of_aliases_that_would_fill_the_memory_is_refused_at_once() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert the_finding("\n".join(rows)).code == "yaml-alias"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_file_nested_without_end_is_refused_and_does_not_crash(opening: str) -> None:
    finding = the_finding("title: A\nvenue:\n " + opening * 200_000)
    assert (finding.code, finding.origin.line) == ("yaml-syntax", 3)


@pytest.mark.parametrize(
    "stem", ["GPipe", "g_pipe", "g--pipe", "-g", "g.pipe", "g pipe", "é", "con", "index", ""]
)
def test_a_file_name_that_is_no_id_is_refused_with_one_that_is(stem: str) -> None:
    found, findings = read("title: A\n", stem)
    assert found is None
    assert codes(findings) == ["bad-id"]
    proposed = findings[0].message.rpartition("rename it to ")[2].removesuffix(".yml")
    assert read("title: A\n", proposed)[0] is not None


def test_what_is_no_readable_file_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "papers" / "folder.yml").mkdir(parents=True)
    (tmp_path / "papers" / "latin.yml").write_bytes(b"title: A\nvenue: caf\xe9\n")
    (tmp_path / "papers" / "gone.yml").symlink_to("nowhere")
    write(tmp_path / "papers" / "other.yaml", "title: B\n")
    write(tmp_path / "papers" / "LOUD.YML", "title: C\n")
    write(tmp_path / "papers" / "notes.txt", "no paper")
    write(tmp_path / "papers" / "good.yml", "title: D\n")
    loaded = store.load_catalog(tmp_path / "papers", tmp_path / "topics.yml", tmp_path)
    assert [each.id for each in loaded.catalog.papers] == ["good"]
    found = {f.origin.source: (f.code, f.origin.line) for f in loaded.findings}
    assert found == {
        "papers/LOUD.YML": ("bad-id", 1),
        "papers/folder.yml": ("not-a-file", 1),
        "papers/gone.yml": ("not-a-file", 1),
        "papers/latin.yml": ("not-utf8", 2),
        "papers/other.yaml": ("bad-id", 1),
    }
    assert set(loaded.unreadable) == set(found)


def test_a_paper_with_an_error_counts_as_not_wholly_readable(tmp_path: Path) -> None:
    loaded_from = new_project(tmp_path, [paper("A")])
    write(tmp_path / "papers" / "b.yml", "title: B\nauthors: Jane Doe\n")
    loaded = store.load_catalog(loaded_from.papers, loaded_from.topics, tmp_path)
    assert [each.id for each in loaded.catalog.papers] == ["a", "b"]
    assert loaded.unreadable == ("papers/b.yml",)


def test_a_list_without_files_is_empty(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    loaded = store.load_catalog(tmp_path / "papers", tmp_path / "topics.yml", tmp_path)
    assert loaded == store.Loaded(catalog=loaded.catalog)
    assert (loaded.catalog.papers, loaded.catalog.topics) == ((), ())


TOPIC = "- id: {}\n  name: Caches\n  group: Systems\n  description: Remembering.\n"


def test_a_vocabulary_is_read_with_the_place_of_each_topic() -> None:
    topics, findings = store.read_topics(
        f"# words\n{TOPIC.format('caches')}  not: [cash]\n{TOPIC.format('b')}", "topics.yml"
    )
    assert findings == []
    assert [(t.id, t.excludes, t.origin.line) for t in topics] == [
        ("caches", ("cash",), 2),
        ("b", (), 7),
    ]


def test_what_is_wrong_in_a_vocabulary_is_told() -> None:
    broken = TOPIC.format("a") * 2 + TOPIC.format("No Id") + TOPIC.format("index") + "- id: b\n"
    topics, findings = store.read_topics(broken, "topics.yml")
    assert [topic.id for topic in topics] == ["a"]
    assert codes(findings) == ["duplicate-topic", "bad-id", "bad-id", *["missing-field"] * 3]
    assert [finding.origin.line for finding in findings] == [5, 9, 13, 17, 17, 17]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_a_vocabulary_may_be_empty(text: str) -> None:
    assert store.read_topics(text, "topics.yml") == ((), [])


def test_every_field_of_a_file_knows_its_place() -> None:
    found, _ = read("# head\ntitle: A\npublished: 2024-01-02\ntopics:\n  - b\n  - c\n")
    assert found
    assert found.published == on(2024, 1, 2)
    places = {name: (o.line, o.column) for name, o in found.origins.items()}
    assert places == {
        "": (1, None), "title": (2, 8), "published": (3, 12), "topics": (5, 3),
        "topics.0": (5, 5), "topics.1": (6, 5),
    }  # fmt: skip


def test_lines_are_counted_as_editors_count_them() -> None:
    first = "title: 'a\u2028b'\r\nvenue: '\x85\x85'\r\n"
    text = f"{first}abtract: \U0001f600\r\nlinks: [\U0001f600, y]\r\n"
    findings = read(text)[1]
    assert [(f.code, f.origin.line, f.origin.column) for f in findings] == [
        ("unknown-key", 3, 1), ("wrong-type", 4, 9), ("wrong-type", 4, 12)
    ]  # fmt: skip
