"""Formats that are known and not read are refused by name, with the way out."""

import json
import shlex

import pytest
from build import CAPTURES

from generator.ingest.readers import Request, read

TEXTS = {
    "Web of Science": "\ufeff\nFN Clarivate\nVR 1.0\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_in_another_format_is_named(name: str) -> None:
    result = read(Request(text=TEXTS[name], source="library.txt"))
    assert [found.code for found in result.findings] == ["unread-format"]
    assert name in result.findings[0].message
    assert result.findings[0].origin.line == (2 if name == "Web of Science" else 1)


@pytest.mark.slow
def test_no_capture_of_a_format_that_is_read_is_taken_for_another() -> None:
    files = [path for path in CAPTURES.rglob("*") if path.suffix in (".txt", ".json")]
    assert len(files) > 80
    for path in files:
        text = path.read_bytes().decode("utf-8-sig", "replace")
        findings = read(Request(text=text, source=path.name)).findings
        assert "unread-format" not in [each.code for each in findings], path


def test_a_list_of_another_program_gives_no_papers_of_a_title_alone() -> None:
    text = json.dumps([{"title": "A", "creators": ["Jane Doe"], "when": "2020"}])
    result = read(Request(text=text, source="list.json"))
    assert not result.entries
    codes = [found.code for found in result.findings]
    assert codes == ["unknown-key", "unknown-key", "title-only"]
    assert [line.kind for line in result.lines] == ["skipped"]


def test_a_day_without_papers_is_told_as_that() -> None:
    for text in ("[]", '{"data": []}'):
        (found,) = read(Request(text=text, source="list.json")).findings
        assert (found.code, found.severity) == ("no-entries", "error")
        assert "the list is empty" in found.message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("l.json", '[{"title": "A", "venue": "B", "abstract": "C", "creators": ["D"]}]'),
        ("l.json", '[{"title": "A", "doi": "unknown"}]'),
        ("l.json", '[{"type": "book", "title": "A"}]'),
        ("l.bib", "@misc{a, title = {A}, publisher = {B}}"),
    ],
)
def test_an_entry_with_a_title_alone_is_an_error_in_every_format(source: str, text: str) -> None:
    result = read(Request(text=text, source=source))
    assert not result.entries
    assert [line.kind for line in result.lines if line.kind != "header"] == ["skipped"]
    assert [f.code for f in result.findings if f.severity == "error"] == ["title-only"]
    asked = read(Request(text=text, source=source, titles_only=True))
    assert [entry.title for entry in asked.entries] == ["A"]


def test_of_several_entries_on_a_line_those_with_a_title_alone_are_skipped() -> None:
    text = '[{"title": "A"}, {"title": "B", "year": 2020}, {"title": "C", "links": ["nope"]}]'
    result = read(Request(text=text, source="l.json"))
    assert [entry.title for entry in result.entries] == ["B", "C"]
    assert sorted(line.kind for line in result.lines) == ["entry", "entry", "skipped"]
    assert result.entries[1].links == ()


@pytest.mark.parametrize("source", ["chat.txt", "my chat.md", "-"])
def test_a_text_that_names_papers_anywhere_has_the_command_that_adds_them(source: str) -> None:
    text = "See https://arxiv.org/abs/2001.00001 and\nthen 10.1145/3341301.3359646, please.\n"
    errors = [
        each
        for each in read(Request(text=text, source=source)).findings
        if each.severity == "error"
    ]
    command = "add -" if source == "-" else f"add - < {shlex.quote(source)}"
    assert errors[0].message.endswith(
        f"for the 2 papers of its identifiers and addresses, run: reading-list {command}"
    )
