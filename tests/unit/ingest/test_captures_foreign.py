"""Formats that are known and not read are refused by name, with the way out."""

import json

import pytest
from build import CAPTURES

from generator.ingest.readers import Request, read

TEXTS = {
    "Web of Science": "\ufeff\nFN Clarivate\nVR 1.0\n",
    "CSV": 'Key,"Item Type","Title",Author\n1,a,b,c\n',
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
    assert "the only known field is the title" in result.findings[0].message
    assert "'creators', 'when'" in result.findings[0].message


def test_a_day_without_papers_is_told_as_that() -> None:
    for text in ("[]", '{"data": []}'):
        (found,) = read(Request(text=text, source="list.json")).findings
        assert (found.code, found.severity) == ("no-entries", "error")
        assert "the list is empty" in found.message
