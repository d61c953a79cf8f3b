"""`watch`, with arXiv played by a server of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import new_project, paper, write
from command import run
from server import without_proxies
from service_answers import TITLE, arxiv_entry, arxiv_feed
from service_server import Played, ServiceServer, serving_services

from generator.cli import watch as command
from generator.network.request import RequestPolicy

PIPELINES = (
    "/arxiv/api/query?search_query=abs%3Apipeline%20AND%20cat%3Acs.DC"
    "&sortBy=submittedDate&sortOrder=descending&max_results=50"
)
PONDS = PIPELINES.replace("abs%3Apipeline%20AND%20cat%3Acs.DC", "ti%3A%22ponds%22")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ServiceServer]:
    """arXiv of this machine, a list with a paper, another one excluded, and queries."""
    without_proxies(monkeypatch)
    new_project(tmp_path, [paper(TITLE, id="gpipe", arxiv="1811.06965")])
    write(tmp_path / "excluded.yml", "- arxiv: '2001.00001'\n  reason: Not about models.\n")
    write(tmp_path / "queries.txt", '# Ours\n\nabs:pipeline AND cat:cs.DC\nti:"ponds"\n')
    monkeypatch.chdir(tmp_path)
    with serving_services() as started:
        policy = RequestPolicy(allow_private=True, sleep=lambda _: None)
        monkeypatch.setattr(command, "SERVICES", started.services)
        monkeypatch.setattr(command, "POLICY", policy)
        yield started


def test_what_the_list_neither_has_nor_excludes_is_shown_once(server: ServiceServer) -> None:
    new = arxiv_entry("2602.00002", "Ponds of Pipelines \x85 @team")
    listed_elsewhere = arxiv_entry("2602.00003", TITLE.upper())
    excluded = arxiv_entry("2001.00001", "A Survey of Ponds")
    server.answer(PIPELINES, arxiv_feed(new, arxiv_entry(), excluded))
    server.answer(PONDS, arxiv_feed(new))
    result = run("watch", "queries.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "abs:pipeline AND cat:cs.DC: 1 new paper",
        "  reading-list add arXiv:2602.00002  # Ponds of Pipelines @team, Yanping Huang, 2018",
        'ti:"ponds": 0 new papers',
    ]
    server.answer(PIPELINES, arxiv_feed(listed_elsewhere))
    assert "2602.00003" in run("watch", "queries.txt").stdout  # another id: another paper


def test_a_query_that_fails_is_said_with_its_line(server: ServiceServer) -> None:
    server.answer(PIPELINES, arxiv_feed())
    server.play(PONDS, Played(status=503))
    result = run("watch", "queries.txt")
    assert result.exit_code == 1
    assert "queries.txt:4: error[no-answer] the query 'ti:\"ponds\"': arXiv" in result.stderr
    assert "cs.DC: 0 new papers" in result.stdout
    assert "ponds" not in result.stdout


def test_new_papers_as_json_and_from_saved_answers(server: ServiceServer) -> None:
    server.answer(PIPELINES, arxiv_feed(arxiv_entry("2602.00002", "Ponds of Pipelines")))
    server.answer(PONDS, arxiv_feed())
    data = json.loads(run("watch", "queries.txt", "--json").stdout)
    assert data["queries"][0]["papers"] == [{
        "id": "arXiv:2602.00002", "description": "Ponds of Pipelines, Yanping Huang, 2018"
    }]  # fmt: skip
    asked = len(server.asked)
    again = run("watch", "queries.txt", "--offline")
    assert "2602.00002" in again.stdout
    assert len(server.asked) == asked


@pytest.mark.usefixtures("server")
def test_a_file_without_queries_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "queries.txt", "# Ours\n\n")
    result = run("watch", "queries.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "queries.txt has no query" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["nothing.txt"], ["queries.txt", "--count", "0"]])
def test_wrong_calls_are_usage_errors(server: ServiceServer, arguments: list[str]) -> None:
    assert run("watch", *arguments).exit_code == 2
    assert server.asked == []
