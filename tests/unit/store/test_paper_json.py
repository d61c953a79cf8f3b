"""Papers and findings from a cache are those that were read from the files."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from build import LIST

from generator import checks, project, store
from generator.store import load
from generator.store.cache import Cache
from generator.store.load import read_paper
from generator.store.paper_json import paper_from_json, paper_to_json

EVERYTHING = """\
title: A title
type: report
authors:
  - Jane Doe
  - {literal: A Body}
  - Jan van Eyck Jr.
  - and others
editors:
  - {family: Poe, given: Al, suffix: III}
organization: {name: Body, handle: body}
published: 2024-05~
issued: 2024-05-06
venue: V
volume: '1'
issue: '2'
pages: 1-9
number: '3'
edition: '4'
series: S
publisher: P
isbn: 978-3-16-148410-0
arxiv: '2405.00001'
category: cs.LG
doi: 10.1000/1
url: https://example.org/
key: doe2024
publication_status: withdrawn
language: de
links:
  - code: https://example.org/code
topics: [a]
tags: [b, c]
related: [d]
status: read
recommended: true
takeaway: A sentence.
search_phrases: [in everyday words]
note: |
  Two
  lines
added: 2024-06-01
abstract: An  abstract
aliases: [old]
ignore:
  - no-topic: because
sources:
  - file: a.txt
    reader: json
    captured: Sep 17
    published: 2024-05-01
    authors: 3
    comments: 0
    note: N
    keywords: [k]
nonsense: 1
"""


def test_every_field_finding_and_place_comes_back() -> None:
    paper, findings = read_paper(EVERYTHING, "a", "papers/b/a.yml", "b")
    assert paper
    empty = [f.name for f in fields(paper) if not getattr(paper, f.name)]
    assert empty == []
    data = paper_to_json(paper, findings)
    again, found = paper_from_json(data, "a", "papers/b/a.yml", "b")
    assert again == paper
    assert found == findings
    assert [f.code for f in found] == ["unknown-key"]
    assert dict(again.origins) == dict(paper.origins)
    assert len(again.origins) == len(paper.origins)
    assert again.origin("nothing") == again.origin("title.x") == paper.origin()
    assert {where: again.origin(where) for where in again.origins} == dict(again.origins)


def load_all(root: Path) -> store.Loaded:
    """The list as every command loads it, with its caches."""
    return project.load(project.from_settings(root, {}))


def test_a_list_is_read_once_and_then_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(LIST, tmp_path / "list")
    cold = load_all(tmp_path / "list")
    monkeypatch.setattr(load, "read_paper", lambda *_: pytest.fail("read again"))
    warm = load_all(tmp_path / "list")
    assert warm == cold
    for one, other in zip(warm.catalog.papers, cold.catalog.papers, strict=True):
        assert dict(one.origins) == dict(other.origins)


def test_a_list_is_checked_once_in_each_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "list"
    shutil.copytree(LIST, root)
    path = min((root / "papers").iterdir())
    text = path.read_text("utf-8")
    first = load_all(root)
    path.write_text(f"{text}venue: TBA\n", "utf-8")
    second = load_all(root)
    assert second.findings != first.findings
    monkeypatch.setattr(checks, "run_checks", lambda *_: pytest.fail("checked again"))
    assert load_all(root) == second
    path.write_text(text, "utf-8")
    assert load_all(root) == first


@pytest.mark.parametrize(
    "edit", ["edited", "renamed", "removed", "damaged", "vocabulary", "moved topics", "excluded"]
)
def test_after_an_edit_a_list_is_what_it_is_without_a_cache(
    edit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "list"
    shutil.copytree(LIST, root)
    load_all(root)
    first, second, *_ = sorted((root / "papers").iterdir())
    text = first.read_text("utf-8")
    if edit == "edited":
        first.write_text(text.replace("title: ", "title: TBA ", 1), "utf-8")
    elif edit == "renamed":
        first.rename(first.with_name("another-name.yml"))
    elif edit == "removed":
        first.unlink()
    elif edit == "damaged":
        second.write_text(text[: len(text) // 2] + "\n  - [", "utf-8")
    elif edit == "moved topics":
        topics = (root / "topics.yml").read_text("utf-8")
        topics = topics.replace("id: ", "id: unused-", 1)
        (root / "topics.yml").write_text(topics, "utf-8")
        load_all(root)
        (root / "topics.yml").write_text(f"# A comment\n{topics}", "utf-8")
    elif edit == "excluded":
        (root / "excluded.yml").write_text(f"- title: {text[7:40]}\n  reason: Off topic\n", "utf-8")
    else:
        (root / "topics.yml").write_text("[]\n", "utf-8")
    warm = load_all(root)
    monkeypatch.setattr(store, "open_cache", lambda *_, **__: Cache(None, "", ""))
    assert load_all(root) == warm
