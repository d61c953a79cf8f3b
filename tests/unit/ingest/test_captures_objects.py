"""JSON Lines, YAML lists, notes, and texts that no reader recognises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.readers import READERS, Parsed, Request, detect, read
from generator.ingest.readers.unsupported import binary_format
from generator.text.characters import one_line


def test_a_value_in_json_lines_is_found_by_line_and_column() -> None:
    text = '\n{"title": "A", "year": 2020}\n  {"title": "B", "doi": "x", "year": 2020}\n'
    parsed = read(Request(text=text, source="a.jsonl"))
    assert [entry.origin.line for entry in parsed.entries] == [2, 3]
    (found,) = parsed.findings
    assert (found.code, found.origin.line) == ("left-out", 3)
    assert text.split("\n")[2][(found.origin.column or 0) - 1 :].startswith('"x"')


def test_a_value_in_a_yaml_list_is_found_by_line_and_column() -> None:
    text = "papers:\n  - title: A\n    year: 2020\n    links:\n      - nope\n"
    (found,) = read(Request(text=text, source="a.yml")).findings
    assert (found.code, found.origin.line, found.origin.column) == ("left-out", 5, 9)


def test_numbers_of_a_yaml_list_keep_their_zeros() -> None:
    (entry,) = read(Request(text="- title: A\n  arxiv: 1811.06960\n", source="a.yml")).entries
    assert entry.arxiv == "1811.06960"


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.xml", "a.ris", "a.csv", "a.md", "-"])
@pytest.mark.parametrize("text", ["", "\ufeff", " \r\n\n"])
def test_an_empty_file_is_called_empty(name: str, text: str) -> None:
    (found,) = read(Request(text=text, source=name)).findings
    assert (found.code, found.origin.line) == ("no-entries", 1)
    assert "the file is empty" in found.message


@pytest.mark.parametrize(
    ("reader", "text", "other"),
    [
        ("medline", "TY  - JOUR\nTI  - A\nAU  - Doe, J\nDO  - 10.1000/a\nER  - \n", "ris"),
        ("ris", "PMID- 1\nTI  - A.\nFAU - Doe, J\nDP  - 2020\n", "medline"),
    ],
)
def test_a_wrong_reader_of_tags_is_refused(reader: str, text: str, other: str) -> None:
    parsed = read(Request(text=text, source="a", reader=reader))
    (found,) = parsed.findings
    assert (found.code, parsed.entries) == ("unknown-format", ())
    assert f"name {other}" in found.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ris", "TY  - JOUR\nAU  - Doe, J\nER  - \n"),
        ("a.nbib", "PMID- 1\nFAU - Doe, J\n"),
        ("a.json", '[{"type": "article", "id": "x", "DOI": "10.1000/x"}]'),
    ],
)
def test_a_file_of_which_nothing_can_be_imported_has_an_error(name: str, text: str) -> None:
    found = read(Request(text=text, source=name)).findings
    assert [(each.code, each.severity) for each in found] == [
        ("no-title", "warning"), ("no-entries", "error"),
    ]  # fmt: skip


def test_columns_that_are_named_for_a_file_without_any_are_reported() -> None:
    columns = {"Title": "venue"}
    text = "TY  - JOUR\nTI  - A\nPY  - 2020\nER  - \n"
    parsed = read(Request(text=text, source="a.ris", columns=columns))
    assert [each.code for each in parsed.findings] == ["no-such-column"]


@pytest.mark.parametrize("name", ["savedrecs.txt", "savedrecs.tsv"])
def test_a_tab_delimited_file_of_web_of_science_is_named(name: str) -> None:
    text = "PT\tAU\tTI\tPY\nJ\tDoe, J\tA\t2020\n"
    (found,) = read(Request(text=text, source=name)).findings
    assert found.code == "unread-format"
    assert "tab-delimited" in found.message


def test_an_empty_object_is_named_as_such() -> None:
    (found,) = read(Request(text="{}", source="a.json")).findings
    assert found.message.endswith("found an object")


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("eng", "en"), ("English", "en"), ("yue", "yue"), ("zh-Hant", "zh-Hant"), ("tongues", "")],
)
def test_a_language_may_be_a_name_or_a_code_of_three_letters(stated: str, tag: str) -> None:
    dataset = {"doi": "10.5281/zenodo.1", "titles": [{"title": "A"}], "creators": [],
               "publicationYear": 2020, "types": {}, "language": stated}  # fmt: skip
    texts = {
        "a.csv": f"Title,Year,Language\nA,2020,{stated}\n",
        "a.json": json.dumps([{"type": "article", "title": "A", "id": "a", "language": stated,
                               "DOI": "10.1000/a"}]),
        "b.json": json.dumps({"data": {"id": "1", "type": "dois", "attributes": dataset}}),
    }  # fmt: skip
    for name, text in texts.items():
        (entry,) = read(Request(text=text, source=name)).entries
        assert entry.language == tag, name


def test_the_formats_are_told_apart() -> None:
    line = '{"title": "A", "year": 2020}\n'
    assert detect(line * 2).name == "jsonl"
    assert detect(line).name == "json"
    assert detect(f"[{line}]").name == "json"
    assert detect("# List\n- title: A\n  year: 2020\n").name == "yaml"
    assert detect("- a\n- b\n").name != "yaml"
    assert detect("---\ntitle: A\nyear: 2020\n---\n").name == "note"
    assert detect("---\ntitle: A list\n---\n", "README.md").name == "markdown"


def note(front: str, body: str = "") -> Parsed:
    return read(Request(text=f"---\n{front}\n---\n{body}", source="a.md", reader="note"))


def test_hashtags_on_one_line_are_several_tags() -> None:
    (entry,) = note('title: A\nyear: 2020\ntags: "#ponds #lakes/deep"').entries
    assert entry.keywords == ("ponds", "lakes/deep")


def test_a_note_may_have_its_title_as_heading_and_fields_inline() -> None:
    (entry,) = note(
        "doi: 10.1000/a", "# The Title\n\n**Year**:: 2019\nAuthor:: [[Jane Doe]]\n"
    ).entries
    assert (entry.title, str(entry.published), entry.authors.texts) == (
        "The Title", "2019", ("Jane Doe",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("authors: [Doe, Roe]", ("Doe", "Roe")),
        ('authors: ["Doe, Jane", "Roe, Ann"]', ("Jane Doe", "Ann Roe")),
        ("authors: Jane Doe, Ann Roe, Ed Poe", ("Jane Doe", "Ann Roe", "Ed Poe")),
        ("author:\n  - family: Doe\n    given: Jane", ("Jane Doe",)),
    ],
)
def test_authors_of_a_note_are_a_list_or_a_text(authors: str, names: tuple[str, ...]) -> None:
    (entry,) = note(f"title: A\n{authors}").entries
    assert entry.authors.texts == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><body>Hello</body></html>", "a web page"),
        ("\\documentclass{article}\n", "LaTeX"),
        ("<records><r/></records>", "XML"),
        ("Hello\n", "plain text"),
    ],
)
def test_a_text_that_no_reader_recognises_is_described(text: str, words: str) -> None:
    result = read(Request(text=text, source="a.txt"))
    assert [found.code for found in result.findings] == ["unknown-format"]
    assert words in result.findings[0].message
    assert all(name in result.findings[0].message for name in READERS)


def test_files_that_are_no_text_are_named() -> None:
    for data, name in ((b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "Office"), (b"\xff\xfea", "UTF-16")):
        found = binary_format(data)
        assert found
        assert name in found[0]
    assert binary_format(b"\xe9") is None


PIECES = st.sampled_from(
    ["---\n", "title: A\n", "- title: B\n", "  year: 2020\n", "authors: [x, y]\n",
     "doi: 10.1000/a\n", "# Heading\n", "## Abstract\n", "> [!abstract]\n", "> quoted\n",
     "Key:: value\n", "*a\n", "&a b\n", '{"title": "A"}\n', '{"year": 1}\n', "[1]\n", "{\n", "\n",
     "text\n", "\x00", "\u2028", "\ufeff"]
) | st.text(max_size=4)  # fmt: skip


@given(st.lists(PIECES, max_size=14), st.sampled_from(["jsonl", "yaml", "note"]))
def test_no_text_breaks_these_readers(pieces: list[str], name: str) -> None:
    text = "".join(pieces)
    result = READERS[name].read(Request(text=text, source="-"))
    assert result.entries or result.findings
    assert all(entry.title for entry in result.entries)
    if result.lines and name != "jsonl":
        lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
        full = sum(one_line(line) != "" for line in lines)
        assert sum(line.count for line in result.lines) == full


@given(
    st.lists(st.dictionaries(st.sampled_from(["title", "year", "x"]), st.integers() | st.text()))
)
def test_every_line_of_json_lines_is_read_or_refused(items: list[dict[str, object]]) -> None:
    text = "\n".join(map(json.dumps, items))
    result = READERS["jsonl"].read(Request(text=text, source="-"))
    assert len(result.lines) == len(items)
