"""`refresh`, with services that a server of this machine plays."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build import by, new_project, on, paper, write
from command import run
from server import without_proxies
from service_answers import (
    AUTHORS,
    TITLE,
    arxiv_entry,
    arxiv_feed,
    crossref_answer,
    crossref_work,
    openalex_work,
)
from service_server import Played, ServiceServer, serving_services

from generator import store
from generator.cli import refresh as command
from generator.network.request import RequestPolicy

ARXIV = "/arxiv/api/query?id_list=1811.06965"
OPENALEX = "/openalex/works/doi:10.48550/arXiv.1811.06965"
CROSSREF = "/crossref/works/10.1000%2Fgpipe.7"
SUMMARY = "An invented summary of how pipelines help to train large networks."
LISTED: dict[str, Any] = {
    "id": "gpipe", "arxiv": "1811.06965", "authors": by(*AUTHORS), "published": on(2018, 11, 16),
    "category": "cs.CV", "abstract": SUMMARY, "note": "Read this.",
}  # fmt: skip


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ServiceServer]:
    """Services of this machine, and a list with a preprint."""
    without_proxies(monkeypatch)
    new_project(tmp_path, [paper(TITLE, **LISTED)])
    monkeypatch.chdir(tmp_path)
    with serving_services() as started:
        policy = RequestPolicy(allow_private=True, sleep=lambda _: None)
        monkeypatch.setattr(command, "SERVICES", started.services)
        monkeypatch.setattr(command, "POLICY", policy)
        started.answer(ARXIV, arxiv_feed(arxiv_entry()))
        yield started


def publish(server: ServiceServer) -> None:
    """Let the preprint have a publication by now."""
    server.answer(OPENALEX, openalex_work())
    server.answer(CROSSREF, crossref_answer(crossref_work()))


def file(root: Path) -> str:
    return (root / "papers" / "gpipe.yml").read_text("utf-8")


def test_nothing_is_written_without_apply(server: ServiceServer, tmp_path: Path) -> None:
    publish(server)
    before = file(tmp_path)
    result = run("refresh", "gpipe")
    assert result.exit_code == 0
    assert "Advances in Invented Systems" in result.stdout
    assert "1 paper, 1 with answers: 1 paper would change (--apply writes them)" in result.stdout
    assert file(tmp_path) == before


def test_apply_writes_the_publication_and_leaves_the_rest(
    server: ServiceServer, tmp_path: Path
) -> None:
    publish(server)
    text = file(tmp_path).replace("note: Read this.", "note: Read this. # mine")
    write(tmp_path / "papers" / "gpipe.yml", text)
    assert run("refresh", "--all", "--apply").exit_code == 0
    after = file(tmp_path)
    assert {*text.splitlines()} <= {*after.splitlines()}
    assert "venue: Advances in Invented Systems" in after
    assert "doi: 10.1000/gpipe.7" in after
    assert "issued: 2019-12-08" in after
    again = run("refresh", "--all", "--apply")
    assert "0 papers changed" in again.stdout
    assert file(tmp_path) == after


def test_a_preprint_without_news_stays(server: ServiceServer, tmp_path: Path) -> None:
    before = file(tmp_path)
    result = run("refresh", "gpipe", "--apply")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert server.asked == [ARXIV, OPENALEX]
    assert file(tmp_path) == before


def test_an_abstract_follows_arxiv_if_the_list_has_what_arxiv_said(
    server: ServiceServer, tmp_path: Path
) -> None:
    run("refresh", "gpipe")
    new = arxiv_feed(arxiv_entry().replace("how pipelines help", "the way pipelines help"))
    day = {"Date": "Tue, 06 Jan 2026 10:00:00 GMT", "Content-Type": "application/atom+xml"}
    server.play(ARXIV, Played(body=new.encode(), headers=day))
    assert "[-how-]" in run("refresh", "gpipe").stdout
    run("refresh", "gpipe", "--apply", "--offline")
    assert "the way pipelines help" in file(tmp_path)
    assert store.read_paper(file(tmp_path), "gpipe", "")[1] == []


def test_a_service_that_fails_is_a_warning_and_others_go_on(
    server: ServiceServer, tmp_path: Path
) -> None:
    publish(server)
    server.play(OPENALEX, Played(status=503))
    other = paper("Ponds of Doubt", id="ponds", doi="10.1000/gpipe.8")
    write(tmp_path / "papers" / "ponds.yml", store.dump_paper(other))
    server.answer("/crossref/works/10.1000%2Fgpipe.8", crossref_answer(
        crossref_work("10.1000/gpipe.8", "Ponds of Doubt")))  # fmt: skip
    result = run("refresh", "--all", "--apply")
    assert result.exit_code == 0
    assert "papers/gpipe.yml:1: warning[no-answer] arXiv:1811.06965: OpenAlex" in result.stderr
    assert "2 papers, 2 with answers: 1 paper changed" in result.stdout


def test_a_doi_that_its_registry_does_not_confirm_is_not_written(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(OPENALEX, openalex_work())
    result = run("refresh", "gpipe", "--apply")
    assert "doi:10.1000/gpipe.7: DataCite has no such paper" in result.stderr
    assert "doi:" not in file(tmp_path)
    server.answer(CROSSREF, crossref_answer(crossref_work(title="Ponds", author=[])))
    result = run("refresh", "gpipe", "--apply")
    assert result.exit_code == 0
    assert "warning[other-paper] doi:10.1000/gpipe.7: OpenAlex names it" in result.stderr
    assert "doi:" not in file(tmp_path)


def test_a_wrong_identifier_of_the_list_is_an_error(server: ServiceServer, tmp_path: Path) -> None:
    write(tmp_path / "papers" / "gpipe.yml", "title: Ponds of Doubt\narxiv: '1811.06965'\n")
    result = run("refresh", "gpipe", "--apply")
    assert result.exit_code == 1
    assert "papers/gpipe.yml:1: error[other-paper]" in result.stderr
    assert file(tmp_path) == "title: Ponds of Doubt\narxiv: '1811.06965'\n"


def test_values_that_a_list_may_not_have_are_left_out(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(OPENALEX, openalex_work())
    stated = {"container-title": ["TBA"], "publisher": "Invented\u200b Press\u202e"}
    hostile = {**crossref_work(), **stated}
    server.answer(CROSSREF, crossref_answer(hostile))
    result = run("refresh", "gpipe", "--apply")
    assert "warning[left-out]" in result.stderr
    assert "venue:" not in file(tmp_path)
    assert "publisher: Invented Press\n" in file(tmp_path)
    assert "error[" not in run("check").stdout


def test_a_retraction_is_written(server: ServiceServer, tmp_path: Path) -> None:
    publish(server)
    notice = {"DOI": "10.1000/notice", "type": "retraction", "label": "Retraction"}
    work = {**crossref_work(), "updated-by": [notice]}
    server.answer(CROSSREF, crossref_answer(work))
    run("refresh", "gpipe", "--apply")
    assert "publication_status: retracted" in file(tmp_path)


def test_a_paper_without_identifiers_is_said(server: ServiceServer, tmp_path: Path) -> None:
    write(tmp_path / "papers" / "gpipe.yml", "title: A paper of paper\n")
    result = run("refresh", "gpipe")
    assert result.exit_code == 0
    assert "info[no-identifier]" in result.stderr
    assert server.asked == []


def test_the_result_as_json_and_as_markdown(server: ServiceServer) -> None:
    publish(server)
    data = json.loads(run("refresh", "gpipe", "--json").stdout)
    assert data["written"] == []
    fields = [change["field"] for change in data["changes"]["edited"][0]["changes"]]
    assert {"venue", "doi", "issued"} <= {*fields}
    assert run("refresh", "gpipe", "--format", "markdown").stdout.startswith("#")


@pytest.mark.parametrize("arguments", [[], ["gpipe", "--all"], ["nobody"]])
def test_papers_or_all_must_be_named(server: ServiceServer, arguments: list[str]) -> None:
    assert run("refresh", *arguments).exit_code == 2
