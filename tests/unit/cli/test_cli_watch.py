"""`watch`, with services that a server of this machine plays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import new_project, paper, write
from command import run
from server import without_proxies
from service_answers import TITLE, arxiv_entry, arxiv_feed, openalex_work
from service_server import Played, ServiceServer, serving_services

from generator.cli import add as add_command
from generator.cli import watch as command
from generator.network.request import RequestPolicy
from generator.network.services import SERVICES

PIPELINES = (
    "/arxiv/api/query?search_query=abs%3Apipeline%20AND%20cat%3Acs.DC"
    "&sortBy=submittedDate&sortOrder=descending&max_results=50"
)
PONDS = PIPELINES.replace("abs%3Apipeline%20AND%20cat%3Acs.DC", "ti%3A%22ponds%22")
ARXIV_WORDS = PIPELINES.replace(
    "abs%3Apipeline%20AND%20cat%3Acs.DC", "all%3Aponds%20AND%20all%3Apipelines"
)
HUGGING_FACE = "/huggingface/api/papers/search?q=ponds%20pipelines&limit=50"
OPENALEX = "/openalex" + SERVICES["openalex"].path_of_query("ponds pipelines", 50)
POLICY = RequestPolicy(allow_private=True, sleep=lambda _: None)
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ServiceServer]:
    """arXiv of this machine, a list with a paper, another one excluded, and queries."""
    without_proxies(monkeypatch)
    new_project(tmp_path, [paper(TITLE, id="gpipe", arxiv="1811.06965")])
    write(tmp_path / "excluded.yml", "- arxiv: '2001.00001'\n  reason: Not about models.\n")
    write(tmp_path / "queries.txt", '# Ours\n\nabs:pipeline AND cat:cs.DC\nti:"ponds"\n')
    monkeypatch.chdir(tmp_path)
    with serving_services() as started:
        monkeypatch.setattr(command, "SERVICES", started.services)
        monkeypatch.setattr(command, "POLICY", POLICY)
        yield started


def daily_paper(arxiv: str, title: str, **fields: object) -> dict[str, object]:
    """A paper as Hugging Face answers a search."""
    stated = {"id": arxiv, "title": title, "summary": "How ponds help pipelines.",
              "authors": [{"name": "Yanping Huang", "hidden": False}],
              "publishedAt": "2026-01-02T00:00:00.000Z", "upvotes": 3, **fields}  # fmt: skip
    return {"paper": stated, "title": title, "numComments": 1}


def openalex_answer(*works: dict[str, object]) -> dict[str, object]:
    return {"meta": {"count": len(works), "page": 1, "per_page": 50}, "results": list(works)}


def work(number: int, title: str, doi: str | None = None, **fields: object) -> dict[str, object]:
    """A work of OpenAlex that arXiv does not have, unless `fields` say so."""
    return openalex_work(**{
        "id": f"https://openalex.org/W{number}", "title": title, "display_name": title,
        "doi": doi and f"https://doi.org/{doi}", "locations": [], **fields,
    })  # fmt: skip


def ask_all(tmp_path: Path, *lines: str) -> None:
    write(tmp_path / "queries.txt", "".join(f"{line}\n" for line in lines))


def test_what_the_list_neither_has_nor_excludes_is_shown_once(server: ServiceServer) -> None:
    new = arxiv_entry("2602.00002", "Ponds of Pipelines \x85 @team")
    excluded = arxiv_entry("2001.00001", "A Survey of Ponds")
    server.answer(PIPELINES, arxiv_feed(new, arxiv_entry(), excluded))
    server.answer(PONDS, arxiv_feed(new))
    result = run("watch", "queries.txt")
    assert result.exit_code == 0
    *lines, reason = result.stdout.splitlines()
    assert lines == [
        "abs:pipeline AND cat:cs.DC: 1 new paper (arXiv 3)",
        'ti:"ponds": 1 new paper (arXiv 1)',
        "reading-list add arXiv:2602.00002  # Ponds of Pipelines @team, Yanping Huang, 2018",
    ]
    assert reason.endswith("; from arXiv")


def test_another_paper_with_a_title_of_the_list_says_so(server: ServiceServer) -> None:
    server.answer(PIPELINES, arxiv_feed(arxiv_entry("2602.00003", TITLE.upper())))
    server.answer(PONDS, arxiv_feed())
    result = run("watch", "queries.txt")
    assert "2602.00003" in result.stdout
    assert "has the title of papers/gpipe.yml, but may be another paper" in result.stdout


def test_one_paper_of_several_services_is_one_candidate(
    server: ServiceServer, tmp_path: Path
) -> None:
    ask_all(tmp_path, "ponds pipelines")
    title = "Ponds of Pipelines"
    server.answer(ARXIV_WORDS, arxiv_feed(arxiv_entry("2602.00002", title)))
    server.answer(
        HUGGING_FACE, [daily_paper("2602.00002", title), daily_paper("2602.00004", "Frogs")]
    )
    server.answer(OPENALEX, openalex_answer(
        work(2, title, "10.1000/ponds"),  # the same authors
        work(3, "A Survey of Ponds", "10.1000/survey",
             locations=[{"landing_page_url": "http://arxiv.org/abs/2001.00001"}]),
        work(4, "Newts", "10.1000/newts"),
    ))  # fmt: skip
    data = json.loads(run("watch", "queries.txt", "--json").stdout)
    found = {each["id"]: each["services"] for each in data["papers"]}
    assert found == {
        "arXiv:2602.00002": ["arXiv", "Hugging Face", "OpenAlex"],
        "arXiv:2602.00004": ["Hugging Face"],
        "doi:10.1000/newts": ["OpenAlex"],
    }
    assert data["queries"] == [{"query": "ponds pipelines", "answers": [
        {"service": "arxiv", "papers": 1}, {"service": "huggingface", "papers": 2},
        {"service": "openalex", "papers": 3},
    ]}]  # fmt: skip
    assert data["findings"] == []


def test_a_paper_is_excluded_by_what_any_service_says(
    server: ServiceServer, tmp_path: Path
) -> None:
    write(tmp_path / "excluded.yml", "- doi: 10.1000/ponds\n  reason: Not about models.\n")
    ask_all(tmp_path, "ponds pipelines")
    server.answer(ARXIV_WORDS, arxiv_feed(arxiv_entry("2602.00002", "Ponds of Pipelines")))
    server.answer(HUGGING_FACE, [])
    server.answer(OPENALEX, openalex_answer(work(2, "Ponds of Pipelines", "10.1000/ponds")))
    assert json.loads(run("watch", "queries.txt", "--json").stdout)["papers"] == []


def test_papers_that_cannot_be_added_are_named(server: ServiceServer, tmp_path: Path) -> None:
    ask_all(tmp_path, "openalex: ponds", "huggingface: daily")
    server.answer(OPENALEX.replace("ponds%20pipelines", "ponds"), openalex_answer(
        work(2, "Frogs of Ponds"), work(3, "Newts of Ponds"),
    ))  # fmt: skip
    server.answer("/huggingface/api/daily_papers?limit=50", [
        daily_paper("2602.00004", "Frogs"), daily_paper("2602.00005", "Newts", authors="none"),
    ])  # fmt: skip
    result = run("watch", "queries.txt")
    assert result.exit_code == 0
    assert "queries.txt:1: info[no-identifier]" in result.stderr
    assert "2 new papers of OpenAlex left out" in result.stderr
    assert "'Frogs of Ponds', 'Newts of Ponds'" in result.stderr
    assert "queries.txt:2: warning[no-answer]" in result.stderr
    assert "1 paper in the answer of Hugging Face cannot be used; the first" in result.stderr
    assert "arXiv:2602.00004" in result.stdout


@pytest.mark.parametrize(
    ("played", "said"),
    [
        (Played(status=503), "it is busy (503)"),
        (Played(status=404), "gave no answer"),
        (Played(body=b"<html>", headers={"Content-Type": "text/html"}), "with text/html"),
        (Played(body=b'{"error": "Too long"}', headers=JSON), "cannot be used"),
        (Played(body=b"[{}]", headers=JSON), "cannot be used"),
        (Played(body=b"[", headers=JSON), "cannot be used"),
        (Played(body=b"{}", headers=JSON, more_bytes=9), "gave no answer"),
    ],
)
@pytest.mark.parametrize("service", ["Hugging Face", "OpenAlex"])
def test_a_service_that_fails_is_said_and_the_others_are_shown(
    server: ServiceServer, tmp_path: Path, played: Played, said: str, service: str
) -> None:
    ask_all(tmp_path, "ponds pipelines")
    server.answer(ARXIV_WORDS, arxiv_feed(arxiv_entry("2602.00002", "Ponds of Pipelines")))
    server.answer(HUGGING_FACE, [])
    server.answer(OPENALEX, openalex_answer())
    server.play(HUGGING_FACE if service == "Hugging Face" else OPENALEX, played)
    result = run("watch", "queries.txt", "--format", "markdown")
    assert result.exit_code == 1
    assert "queries.txt:1: error[no-answer] the query 'ponds pipelines': " in result.stderr
    assert service in result.stderr
    assert said in result.stderr
    assert "`arXiv:2602.00002`" in result.stdout
    assert "## Problems\n\n- the query 'ponds pipelines': " in result.stdout


def test_a_wrong_line_is_said_and_the_others_are_asked(
    server: ServiceServer, tmp_path: Path
) -> None:
    ask_all(tmp_path, "opnalex: ponds", 'ti:"ponds"')
    server.answer(PONDS, arxiv_feed())
    result = run("watch", "queries.txt")
    assert result.exit_code == 1
    assert "queries.txt:1: error[wrong-query]" in result.stderr
    assert 'ponds": 0 new papers (arXiv 0)' in result.stdout


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
    (found,) = json.loads(run("watch", "queries.txt", "--json").stdout)["papers"]
    assert found["url"] == "https://arxiv.org/abs/2602.00002"
    assert found["description"] == "Ponds of Pipelines, Yanping Huang, 2018"
    assert found["score"] == found["topics"][0]["score"]
    assert found["queries"] == ["abs:pipeline AND cat:cs.DC"]
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


def tick(text: str, arxiv: str, box: str, remark: str = "") -> str:
    """A list in which an editor has filled the box of a paper."""
    (line,) = (line for line in text.splitlines() if line.endswith(f"`arXiv:{arxiv}`"))
    return text.replace(line, line.replace("[ ]", box, 1) + remark)


def test_ticked_papers_are_added_and_rejected_ones_stay_away(
    server: ServiceServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = {"2602.00002": "Ponds `arXiv:2001.00009` of [x]", "2602.00003": "Frogs of $x^2$ Ponds",
              "2602.00004": "Newts in Ponds"}  # fmt: skip
    answer = arxiv_feed(*(arxiv_entry(id_, title) for id_, title in titles.items()))
    server.answer(PIPELINES, answer)
    server.answer(PONDS, arxiv_feed())
    text = run("watch", "queries.txt", "--format", "markdown").stdout
    text = tick(text, "2602.00002", "[x]")
    text = tick(text, "2602.00003", "[-]", " \u2013 No *frogs*.")
    write(tmp_path / "new.md", text)
    result = run("watch", "--reject", "new.md", "--dry-run")
    assert "would write excluded.yml" in result.stdout
    assert run("watch", "--reject", "-", stdin=text).exit_code == 0
    assert (
        (tmp_path / "excluded.yml")
        .read_text("utf-8")
        .endswith("- arxiv: '2602.00003'\n  title: Frogs of x² Ponds\n  reason: No *frogs*.\n")
    )
    monkeypatch.setattr(add_command, "SERVICES", server.services)
    monkeypatch.setattr(add_command, "POLICY", POLICY)
    server.answer("/arxiv/api/query?id_list=2602.00002",
                  arxiv_feed(arxiv_entry("2602.00002", titles["2602.00002"])))  # fmt: skip
    result = run("add", "-", stdin=text)
    assert result.exit_code == 0
    assert "info[skipped-line] 2 lines without a tick were not added" in result.stderr
    assert len(list((tmp_path / "papers").iterdir())) == 2
    assert "2602.00004" in (again := run("watch", "queries.txt").stdout)
    assert "2602.00002" not in again
    assert "2602.00003" not in again


@pytest.mark.parametrize(
    ("text", "arguments", "result"),
    [
        ("- [ ] a `arXiv:2602.00002`\n", [], (2, "has no rejected paper")),
        ("# Rejected\n- [x] a `arXiv:2602.00002`\n", [], (2, "ticked, and below")),
        ("- [-] a `arXiv:2602.00002`\n", [], (1, "new.md:1: nothing changed. Write why")),
        ("- [-] a `arXiv:2602.00002`\n", ["--reason", "No."], (0, "")),
        ("- [-] a `arXiv:1811.06965`: no\n", [], (1, "papers/gpipe.yml is this paper")),
        ("# Rejected\n- [ ] nothing\n", ["--reason", "No."], (1, "neither an arXiv id")),
    ],
)
def test_a_rejection_is_all_or_nothing(
    server: ServiceServer, tmp_path: Path, text: str, arguments: list[str], result: tuple[int, str]
) -> None:
    write(tmp_path / "new.md", text)
    before = (tmp_path / "excluded.yml").read_bytes()
    done = run("watch", "--reject", "new.md", *arguments)
    assert done.exit_code == result[0]
    assert result[1] in done.stderr
    assert ((tmp_path / "excluded.yml").read_bytes() == before) == bool(result[0])
    assert server.asked == []


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing.txt"], ["queries.txt", "--count", "0"], ["queries.txt", "--reject", "new.md"],
     ["queries.txt", "--reason", "No."], ["queries.txt", "--dry-run"], ["--reject", "nothing.md"]],
)  # fmt: skip
def test_wrong_calls_are_usage_errors(server: ServiceServer, arguments: list[str]) -> None:
    assert run("watch", *arguments).exit_code == 2
    assert server.asked == []
