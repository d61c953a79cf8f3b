"""The data of Daily Papers: every paper of an answer is read exactly, or named with its field."""

import html
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ingest.readers import Parsed, Request, detect, read

PAPER: dict[str, Any] = {
    "id": "2606.00683", "title": "A Title", "summary": "We study memory. It works well.",
    "authors": [{"name": "Ann Guo", "hidden": False}], "publishedAt": "2026-05-29T00:00:00.000Z",
    "upvotes": 3, "githubRepo": "https://github.com/a/b", "projectPage": "https://a.github.io/b/c",
    "organization": {"name": "occ-ai", "fullname": "OCC"},
}  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9)
    | st.sampled_from(["2024-02-30", "https://example.org", "2501.03226", "Ann Guo"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)  # fmt: skip
ITEMS = st.builds(
    lambda changes, count: {"paper": PAPER | changes, "numComments": count},
    st.dictionaries(st.sampled_from(sorted(PAPER)), JSON, max_size=2),
    st.none() | st.integers(-1, 9) | JSON,
)


def parsed(data: object) -> Parsed:
    text = data if isinstance(data, str) else json.dumps(data)
    return read(Request(text=text, source="-", captured=date(2026, 10, 2)))


def messages(result: Parsed, code: str) -> list[str]:
    return [found.message for found in result.findings if found.code == code]


def saved_page(*props: object) -> str:
    elements = (f'<div data-props="{html.escape(json.dumps(data))}"></div>' for data in props)
    return f"<!DOCTYPE html>\n<html><body>{''.join(elements)}</body></html>\n"


@pytest.mark.parametrize(
    "data",
    [
        [{"paper": PAPER, "numComments": 6}],
        {"data": [{"paper": PAPER, "numComments": 6}]},
        [json.dumps({"paper": PAPER, "numComments": 6})],
        [PAPER | {"numComments": 6}],
        saved_page({"a": 1}, {"dailyPapers": [{"paper": PAPER, "numComments": 6}]}),
    ],
    ids=["list", "object", "texts", "bare", "html"],
)
def test_each_form_is_recognised_and_read_the_same(data: object) -> None:
    (entry,) = parsed(data).entries
    assert detect(data if isinstance(data, str) else json.dumps(data)).name == "daily-papers"
    assert (entry.title, entry.arxiv, entry.comments) == ("A Title", "2606.00683", 6)
    assert entry.authors.texts == ("Ann Guo",)
    assert str(entry.published) == "2026-05-29"
    assert entry.organization
    assert (entry.organization.handle, entry.organization.name) == ("occ-ai", "OCC")
    assert [link.kind for link in entry.links] == ["code", "project"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "12"), ("id", None), ("title", " "), ("summary", None), ("authors", "Ann Guo"),
        ("authors", [{"user": "ann"}]), ("authors", [{"name": "A", "hidden": "no"}]),
        ("publishedAt", "May 29"), ("publishedAt", 1), ("organization", "OCC"),
        ("organization", {"name": "a b"}), ("githubRepo", ["https://a.org"]),
    ],
)  # fmt: skip
def test_another_shape_is_an_error_with_number_and_field(field: str, value: object) -> None:
    result = parsed([{"paper": PAPER}, {"paper": PAPER | {field: value}}])
    (message,) = messages(result, "wrong-type")
    assert message.startswith(f"entry 2: '{field}")
    assert len(result.entries) == 1


def test_a_list_of_other_papers_is_not_taken_for_the_data() -> None:
    assert detect('[{"title": "A", "id": "x", "summary": "B"}]').name == "json"
    assert detect('["2606.00683"]').name == "json"


def test_a_day_after_the_capture_is_an_error() -> None:
    result = parsed([{"paper": PAPER | {"publishedAt": "2026-10-03T00:00:00Z"}}])
    assert not result.entries
    assert messages(result, "date-after-capture")


@pytest.mark.parametrize(
    "text",
    [
        saved_page({"dailyPapers": []}), saved_page({"models": [PAPER]}),
        saved_page({"dailyPapers": [{"paper": PAPER}]}, {"dailyPapers": [PAPER, PAPER]}),
        '<!doctype html><div data-props="{&quot;dailyPapers&quot;:[{&quot;paper&quot;">',
    ],
)  # fmt: skip
def test_html_without_one_clear_list_is_refused(text: str) -> None:
    result = parsed(text)
    assert not result.entries
    assert messages(result, "no-capture")


def test_an_answer_without_papers_says_so() -> None:
    result = read(Request(text="[]", source="-", reader="daily-papers"))
    assert [(found.code, found.severity) for found in result.findings] == [("no-entries", "error")]


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=3))
def test_every_paper_is_read_exactly_or_is_an_error(items: list[dict[str, Any]]) -> None:
    for data in (items, saved_page({"dailyPapers": items})):
        result = parsed(data)
        errors = [found.message for found in result.findings if found.severity == "error"]
        assert len(result.entries) + len(errors) == len(items)
        for item in items:
            paper = item["paper"]
            read_as = [e for e in result.entries if e.arxiv == str(paper["id"])]
            known = any(str(paper["title"]).split() == e.title.split() for e in read_as)
            assert known or errors


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_data(text: str) -> None:
    for start in ('[{"paper": {', "<html>", '<!doctype html><a data-props="{', '{"data": ['):
        result = read(Request(text=start + text, source="-", reader="daily-papers"))
        assert any(found.severity == "error" for found in result.findings)
