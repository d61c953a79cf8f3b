"""An import never makes a valid list invalid, whatever a source says."""

import json
from pathlib import Path

import pytest
from build import by, entry, new_project, paper
from command import run
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator import project
from generator.checks import find_paper_errors
from generator.ingest import screening
from generator.ingest.readers import Parsed
from generator.ingest.screening import drop_invalid_values
from generator.model import Entry, Organization, Paper


def screened(claim: Entry) -> tuple[Entry | None, list[tuple[str, str]]]:
    result = drop_invalid_values(Parsed(entries=(claim,)))
    findings = [(each.code, each.message) for each in result.findings]
    return (result.entries[0] if result.entries else None), findings


def test_what_the_list_may_have_is_not_touched() -> None:
    claim = entry(
        authors=by("Jane Doe"), venue="NeurIPS", abstract="Persian می‌شود.", doi="10.1000/x"
    )
    assert screened(claim) == (claim, [])


def test_a_citation_key_that_bibtex_cannot_read_is_left_out() -> None:
    kept, findings = screened(entry(key="doe~2019:a"))
    assert kept
    assert not kept.key
    assert [code for code, _ in findings] == ["left-out"]
    assert findings[0][1].endswith("BibTeX cannot read this citation key")


def test_a_placeholder_is_left_out_and_said() -> None:
    claim = entry(venue="TBA", authors=by("Jane Doe", "N/A", "Al Poe"), abstract="No abstract")
    kept, findings = screened(claim)
    assert kept
    assert (kept.venue, kept.authors.texts, kept.abstract) == ("", ("Jane Doe", "Al Poe"), "")
    assert [code for code, _ in findings] == ["left-out"] * 3
    assert any(message.startswith("'GPipe': authors[1] was left out: 'N/A'") for _, message in
               findings)  # fmt: skip


def test_a_paper_without_a_title_is_an_error() -> None:
    kept, findings = screened(entry("TBA"))
    assert kept is None
    assert findings[0][0] == "no-title"


def test_hidden_characters_are_removed_once_for_an_entry() -> None:
    claim = entry("G\u200bPipe", authors=by("Ja\u00adne Doe"), abstract="a\u2028b")
    kept, findings = screened(claim)
    assert kept
    assert (kept.title, kept.authors.texts) == ("GPipe", ("Jane Doe",))
    assert [code for code, _ in findings] == ["control-character"]


@pytest.mark.slow
@given(st.builds(
    entry, texts.filter(str.strip), venue=texts, abstract=texts, doi=texts, arxiv=texts, url=texts,
    pages=texts,
    authors=st.lists(texts.filter(str.strip)).map(lambda names: by(*names)),
    organization=st.none() | st.builds(Organization, name=texts, handle=texts),
))  # fmt: skip
def test_no_entry_is_left_that_check_would_refuse(claim: Entry) -> None:
    kept, findings = screened(claim)
    assert kept or "no-title" in [code for code, _ in findings]
    if kept:
        stated = {name: getattr(kept, name) for name in ("venue", "abstract", "doi", "arxiv", "url",
                  "pages", "authors", "organization")}  # fmt: skip
        assert find_paper_errors([paper(kept.title, id="a", **stated)]) == ()


def test_an_import_of_doubtful_values_leaves_a_valid_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path)
    source = tmp_path / "list.json"
    source.write_text(json.dumps([
        {"title": "One paper of many", "venue": "TBA", "authors": ["None", "Jane Doe"]},
        {"title": "Hid\u200bden words", "abstract": "n/a", "doi": "10.1000/x y", "year": 2020},
    ]))  # fmt: skip
    assert run("import", source).exit_code == 0
    assert not [f for f in project.load(reading_list).findings if f.severity == "error"]
    assert len(project.load(reading_list).catalog.papers) == 2


def test_entries_without_problems_are_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[int] = []

    def count(papers: list[Paper]) -> object:
        checked.append(len(papers))
        return find_paper_errors(papers)

    monkeypatch.setattr(screening, "find_paper_errors", count)
    entries = (entry("One"), entry("Two", venue="TBA"), entry("Three"))
    parsed = drop_invalid_values(Parsed(entries=entries))
    assert [each.venue for each in parsed.entries] == ["", "", ""]
    assert checked == [3, 1, 0]
