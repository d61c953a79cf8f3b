"""The JSON Schemas: up to date, and of one opinion with the reader."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from build import LIST, ROOT, errors, read
from cases import for_each
from command import run
from hypothesis import given
from invented import papers
from jsonschema import Draft202012Validator

from generator import store
from generator.model import Paper
from generator.store.json_schema import SCHEMAS

PAPER = Draft202012Validator(SCHEMAS["paper"]())
TOPICS = Draft202012Validator(SCHEMAS["topics"]())
FILES = sorted((LIST / "papers").glob("*.yml"))
LONG = "id: {id}\n  name: A\n  group: B\n  description: C\n"


class _Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates and `yes` are texts."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, word) for tag, word in known if not tag.endswith((":timestamp", ":bool"))]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def data(text: str) -> Any:
    """What an editor's YAML parser gives to the validator."""
    return yaml.load(text, _Core)  # noqa: S506 - a SafeLoader


def problems(validator: Draft202012Validator, text: str) -> list[str]:
    """What a schema refuses in a file."""
    return [error.message for error in validator.iter_errors(data(text))]


@pytest.mark.parametrize("which", sorted(SCHEMAS))
def test_the_committed_schemas_are_the_generated_ones(which: str) -> None:
    result = run("schema", which)
    assert result.exit_code == 0
    assert (ROOT / "schemas" / f"{which}.schema.json").read_text("utf-8") == result.stdout
    Draft202012Validator.check_schema(json.loads(result.stdout))


def test_an_unknown_schema_is_wrong_usage() -> None:
    assert run("schema", "settings").exit_code == 2
    assert run("schema").exit_code == 2


@pytest.mark.slow
@for_each(FILES)
def test_every_paper_of_the_list_is_valid(path: Path) -> None:
    assert problems(PAPER, path.read_text("utf-8")) == []


def test_the_vocabulary_is_valid() -> None:
    assert problems(TOPICS, (LIST / "topics.yml").read_text("utf-8")) == []


@pytest.mark.slow
@given(papers)
def test_every_canonical_file_is_valid(paper: Paper) -> None:
    text = store.dump_paper(replace(paper, arxiv="", doi="", key="", topics=()))
    assert problems(PAPER, text) == []


@pytest.mark.parametrize(
    "lines",
    [
        "venue:", "venue: 2048", "venue: Yes", "organization: Gensyn", "authors:", "authors: []",
        "organization:\n  name: A\n  handle: b", "recommended: yes", "recommended: false",
        "published: '2018-11-16'", "published: 2018", "issued: 2018-11~",
        "arxiv: hep-th/9901001", "arxiv: 1811.06965", "status: ~",
        "links:\n  - code: https://a.b", "topics: [a-b]", "published: ''", "doi: 10.1145/1.2",
        "ignore:\n  - no-authors: None are named.",
        "sources:\n  - {file: a, reader: b, captured: Sep 7, authors: 5, published: 2019-10-04}",
    ],
)  # fmt: skip
def test_what_the_reader_reads_is_valid(lines: str) -> None:
    paper, findings = read(f"title: A\n{lines}\n")
    assert paper
    assert errors(findings) == []
    assert problems(PAPER, f"title: A\n{lines}\n") == []


@pytest.mark.parametrize(
    "lines",
    [
        "abtract: B", "venue: [B]", "venue: {a: b}", "authors: B", "authors: {a: b}",
        "authors: [[B]]", "published: 2018-13-01", "published: yesterday", "added: 2018",
        "status: done", "recommended: maybe", "recommended: 1", "links: https://a.b",
        "links: [https://a.b]", "links:\n  - kode: https://a.b", "links:\n  - code:",
        "links:\n  - code: https://a.b\n    other: https://a.b", "organization: {handle: a}",
        "organization: {nam: a}", "sources: a", "sources: [{file: a}]",
        "sources: [{file: a, reader: b, authors: many}]",
        "sources: [{file: a, reader: b, captured: Sept 7}]",
        "sources: [{file: a, reader: b, captured: Sep 32}]", "note: [a]", "ignore: no-authors",
        "ignore:\n  - no-authors", "ignore:\n  - no-authors:",
    ],
)  # fmt: skip
def test_wrong_files_are_refused_by_reader_and_schema_alike(lines: str) -> None:
    text = f"title: A\n{lines}\n"
    assert errors(read(text)[1])
    assert problems(PAPER, text)


@pytest.mark.parametrize("key", ["two words", "a,b", "a{b", "a#b", "a~b", 'a"b', "a" * 201])
def test_a_citation_key_that_check_refuses_is_invalid(key: str) -> None:
    assert problems(PAPER, f"title: A\nkey: '{key}'\n")


@pytest.mark.parametrize("key", ["''", "2019", "DBLP:conf/nips/Doe_19+a.b-c", "müller2019"])
def test_a_citation_key_that_exports_keep_is_valid(key: str) -> None:
    assert problems(PAPER, f"title: A\nkey: {key}\n") == []


@pytest.mark.parametrize("text", ["venue: A\n", "title:\n", "title: ''\n", "- title: A\n", "A\n"])
def test_a_paper_without_a_title_is_refused_by_both(text: str) -> None:
    assert errors(read(text)[1])
    assert problems(PAPER, text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n", "- a\n", "- id: a\n", "- " + LONG.format(id="A B"), "- " + LONG.format(id=""),
        "- " + LONG.format(id="a") + "  keyword: [b]\n",
        "- " + LONG.format(id="a") + "  keywords: b\n",
    ],
)  # fmt: skip
def test_a_wrong_vocabulary_is_refused_by_both(text: str) -> None:
    assert errors(store.read_topics(text, "topics.yml")[1])
    assert problems(TOPICS, text)


def test_editors_find_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(pattern))
