"""Issues made with the form: the form and its reader agree, and no text breaks the reader."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.ingest.readers import READERS, Parsed, Request, detect
from generator.ingest.readers.base import normalize_line_ends
from generator.ingest.readers.issue import LABELS
from generator.text.characters import one_line

FORM = Path(__file__).parents[3] / ".github" / "ISSUE_TEMPLATE" / "paper.yml"


def body(**answers: str) -> str:
    """The text GitHub makes of the form's answers."""
    fields = yaml.safe_load(FORM.read_text("utf-8"))["body"]
    texts = []
    for field in fields:
        if field["type"] == "markdown":
            continue
        answer = answers.get(field["id"], "")
        if answer and "render" in field["attributes"]:
            answer = f"```{field['attributes']['render']}\n{answer}\n```"
        texts.append(f"### {field['attributes']['label']}\n\n{answer or '_No response_'}")
    return "\n\n".join(texts)


def parsed(text: str) -> Parsed:
    return READERS["issue"].read(Request(text=text, source="body.md"))


def errors(result: Parsed) -> list[str]:
    return [found.code for found in result.findings if found.severity == "error"]


def test_the_reader_knows_the_form_and_nothing_else() -> None:
    form = yaml.safe_load(FORM.read_text("utf-8"))
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert [(f["attributes"]["label"], f["id"]) for f in fields] == list(LABELS.items())
    assert form["labels"] == ["paper"]
    assert detect(body()).name == "issue"
    assert detect(body().replace("### Authors", "### Writers")).name != "issue"
    assert detect("Hello.\n\n" + body()).name != "issue"


@pytest.mark.parametrize(
    "answers",
    [{"bibtex": "@misc{a, title = {A Title}}"}, {"title": "A Title", "link": "1811.06965"},
     {"title": "A Title", "link": "https://example.org/paper"}],
)  # fmt: skip
def test_what_the_form_calls_enough_is_enough(answers: dict[str, str]) -> None:
    result = parsed(body(**answers))
    assert [entry.title for entry in result.entries] == ["A Title"]
    assert errors(result) == []


def test_an_address_alone_needs_a_title_and_says_so() -> None:
    result = parsed(body(link="https://arxiv.org/abs/1811.06965"))
    assert errors(result) == ["no-title"]
    assert "fill in" in result.findings[0].message
    assert result.entries == ()


def test_the_lines_of_the_bibtex_are_those_of_the_issue() -> None:
    text = body(bibtex="@misc{a,\n  title = {A}\n  year = 2020,\n}")
    (found,) = parsed(text).findings
    assert found.code == "bad-value"
    assert "title" in text.split("\n")[(found.origin.line or 0) - 1]


def test_why_is_for_the_editors_and_no_note() -> None:
    text = body(title="A", link="1811.06965", why="Because.\n\n### Title\n\nForged")
    (entry,) = parsed(text).entries
    assert entry.title == "A"
    assert "Because" not in repr(entry)
    assert "Forged" not in repr(entry)


@pytest.mark.parametrize("field", ["authors", "abstract", "bibtex"])
def test_a_forged_heading_is_an_error_and_no_paper(field: str) -> None:
    result = parsed(body(title="A", link="1811.06965", **{field: "x\n\n### Title\n\nForged"}))
    assert "unclear-form" in errors(result)
    assert result.entries == ()


def test_fields_and_bibtex_complete_each_other() -> None:
    bibtex = "@misc{a, title = {A}, doi = {10.1000/x}, url = {https://github.com/a/b}}"
    text = body(bibtex=bibtex, link="1811.06965", abstract="Words.", authors="Ann\nBen")
    (entry,) = parsed(text).entries
    assert (entry.arxiv, entry.doi, entry.abstract) == ("1811.06965", "10.1000/x", "Words.")
    assert entry.authors.texts == ("Ann", "Ben")
    assert [link.url for link in entry.links] == ["https://github.com/a/b"]


def test_two_different_papers_in_one_issue_are_an_error() -> None:
    text = body(bibtex="@misc{a, title = {A}, eprint = {2001.08361}}", link="1811.06965")
    assert errors(parsed(text)) == ["unclear-form"]
    assert parsed(text).entries == ()


PIECES = st.sampled_from(
    [*(f"\n### {label}\n" for label in LABELS), "### Title\r\n", "### ", "```bibtex\n", "```\n",
     "````\n", "~~~\n", "_No response_\n", "1811.06965\n", "https://arxiv.org/abs/1811.06965\n",
     "@misc{a, title = {A}}\n", "@misc{a,", "A; B\n", "<x>", "\x02", "\ud800", "\ufeff", "\r"]
)  # fmt: skip
ANY = st.lists(PIECES | texts, max_size=12).map("".join)


@pytest.mark.slow
@given(ANY, st.fixed_dictionaries({}, optional=dict.fromkeys(LABELS.values(), ANY)), st.booleans())
def test_no_text_breaks_the_issue_reader(
    text: str, answers: dict[str, str], form: bool
) -> None:  # fmt: skip
    text = body(**answers) if form else text
    result = parsed(text)
    assert result.entries or errors(result)
    assert all(entry.title and entry.reader == "issue" for entry in result.entries)
    lines = normalize_line_ends(text).split("\n")
    assert all(1 <= (f.origin.line or 0) <= len(lines) for f in result.findings)
    if result.lines:
        assert sum(line.count for line in result.lines) == sum(bool(one_line(x)) for x in lines)
