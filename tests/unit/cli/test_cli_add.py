"""`add`, with services that a server of this machine plays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import new_project, paper
from click.testing import Result
from command import run
from server import without_proxies
from service_answers import (
    arxiv_entry,
    arxiv_feed,
    crossref_answer,
    crossref_search,
    crossref_work,
    openalex_work,
)
from service_server import Played, ServiceServer, serving_services

from generator.cli import add as command
from generator.network.request import RequestPolicy

GPIPE = "/arxiv/api/query?id_list=1811.06965"
OTHER = "/arxiv/api/query?id_list=1910.02054"
FILE = "gpipe-efficient-training-of-giant-neural-networks-using.yml"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ServiceServer]:
    """Services of this machine, and a list to add papers to."""
    without_proxies(monkeypatch)
    new_project(tmp_path, [paper("ZeRO: Memory Optimizations", id="zero", arxiv="1910.02054")])
    monkeypatch.chdir(tmp_path)
    with serving_services() as started:
        policy = RequestPolicy(allow_private=True, sleep=lambda _: None)
        monkeypatch.setattr(command, "SERVICES", started.services)
        monkeypatch.setattr(command, "POLICY", policy)
        yield started


def added(root: Path) -> set[str]:
    return {path.name for path in (root / "papers").iterdir()} - {"zero.yml"}


def add(*args: str, stdin: str = "") -> Result:
    return run("add", *args, stdin=stdin)


@pytest.mark.parametrize(
    "what",
    ["1811.06965", "https://arxiv.org/abs/1811.06965v2", "https://huggingface.co/papers/1811.06965",
     "https://doi.org/10.48550/arXiv.1811.06965"],
)  # fmt: skip
def test_a_paper_of_arxiv_is_added(server: ServiceServer, tmp_path: Path, what: str) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    result = add(what)
    assert result.exit_code == 0
    assert added(tmp_path) == {FILE}
    text = (tmp_path / "papers" / FILE).read_text("utf-8")
    assert "arxiv: '1811.06965'" in text
    assert "file: arxiv-1811.06965.xml" in text
    assert "captured: 2026-01-05" in text
    assert "added: 2026-01-05" in text
    assert result.stdout.startswith("arXiv:1811.06965: arXiv (arxiv-1811.06965.xml, 2026-01-05)\n")


def test_a_dry_run_shows_the_file_and_the_saved_answer_makes_it(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    result = add("1811.06965", "--dry-run")
    assert added(tmp_path) == set()
    assert f"--- papers/{FILE}\ntitle: 'GPipe" in result.stdout
    result = add("1811.06965", "--offline")
    assert "a saved answer" in result.stdout
    assert (tmp_path / "papers" / FILE).is_file()
    assert len(server.asked) == 1


def test_what_the_list_has_is_said_and_nobody_is_asked(server: ServiceServer) -> None:
    result = add("arXiv:1910.02054", "zero: memory optimizations")
    assert result.exit_code == 0
    assert result.stdout.count("already in the list: papers/zero.yml") == 2
    assert server.asked == []


def test_if_one_is_not_found_nothing_is_added_unless_told_to_keep_going(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    server.answer("/arxiv/api/query?id_list=2001.00001", arxiv_feed())
    result = add("1811.06965", "2001.00001")
    assert result.exit_code == 1
    assert "arXiv:2001.00001: error[paper-not-found] arXiv has no such paper" in result.stderr
    assert "nothing added. To add those that were found" in result.stdout
    assert "--keep-going" not in add("2001.00001").stdout  # nothing was found
    assert added(tmp_path) == set()
    result = add("1811.06965", "2001.00001", "--keep-going")
    assert result.exit_code == 1
    assert added(tmp_path) == {FILE}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (arxiv_feed(arxiv_entry("1912.00001")), "error[other-paper]"),
        (arxiv_feed(arxiv_entry())[:-40], "error[no-answer]"),
        ("Rate exceeded.", "error[no-answer]"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><feed>&a;</feed>", "error[no-answer]"),
    ],
)
def test_an_answer_that_is_not_about_the_paper_adds_nothing(
    server: ServiceServer, tmp_path: Path, body: str, said: str
) -> None:
    server.answer(GPIPE, body)
    result = add("1811.06965", "--keep-going")
    assert result.exit_code == 1
    assert said in result.stderr
    assert added(tmp_path) == set()
    add("1811.06965")
    assert len(server.asked) == 2  # an answer that cannot be used is not kept


def test_a_busy_service_is_said(server: ServiceServer) -> None:
    server.play(GPIPE, Played(status=503))
    result = add("1811.06965")
    assert result.exit_code == 1
    assert "error[no-answer] arXiv gave no answer: it is busy (503)" in result.stderr


def test_hostile_text_of_a_service_is_text(server: ServiceServer, tmp_path: Path) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry(title="A <script>\x85alert</script> \u202e title")))
    result = add("1811.06965", "--dry-run")
    assert result.exit_code == 0
    assert "\u202e" not in result.output


def test_identifiers_are_found_in_a_text(server: ServiceServer, tmp_path: Path) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    text = "Reading:\n- [GPipe](https://arxiv.org/abs/1811.06965), arXiv:1811.06965v2.\n"
    result = add("-", stdin=text)
    assert result.exit_code == 0
    assert added(tmp_path) == {FILE}
    assert "-:1: warning[skipped-line] 'Reading:' has no identifier" in result.stderr


def test_of_a_list_with_boxes_only_ticked_lines_are_added(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    text = (
        "Tick, see https://arxiv.org/abs/2001.00001.\n- [ ] arXiv:2001.00002\n"
        "- [x] arXiv:1811.06965\n- [-] arXiv:2001.00003\n## Rejected\n- [ ] arXiv:2001.00004\n"
    )
    result = add("-", stdin=text)
    assert result.exit_code == 0
    assert added(tmp_path) == {FILE}
    assert "-:2: info[skipped-line] 3 lines without a tick were not added" in result.stderr
    assert "-:1: warning[skipped-line]" in result.stderr
    assert server.asked == [GPIPE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [ ] arXiv:1811.06965\n", "no box is ticked"),
        ("# Rejected\n- [x] arXiv:1811.06965\n", "-:2: this line is ticked, and below"),
    ],
)
def test_a_list_without_a_clear_tick_is_a_usage_error(
    server: ServiceServer, text: str, said: str
) -> None:
    result = add("-", stdin=text)
    assert result.exit_code == 2
    assert said in result.stderr
    assert server.asked == []


def test_the_result_in_json(server: ServiceServer) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    data = json.loads(add("1811.06965", "1910.02054", "--json").stdout)
    assert [each["wanted"] for each in data["papers"]] == ["arXiv:1811.06965", "arXiv:1910.02054"]
    assert data["papers"][0]["answers"] == [
        {"service": "arxiv", "source": "arxiv-1811.06965.xml", "saved": False, "day": "2026-01-05"}
    ]
    assert data["papers"][1]["listed"] == "zero"
    assert data["entries"][0]["outcome"] == "new"


@pytest.mark.parametrize(
    "what", ["https://example.org/paper", "arXiv:99", "10.1145", "doi: x", "???", " "]
)
def test_what_is_neither_identifier_nor_title_is_a_usage_error(
    server: ServiceServer, what: str
) -> None:
    assert add(what).exit_code == 2
    assert server.asked == []


def test_a_file_is_not_sent_as_a_title(server: ServiceServer, tmp_path: Path) -> None:
    (tmp_path / "my library.bib").write_text("@misc{a}")
    result = add("my library.bib")
    assert result.exit_code == 2
    assert "reading-list import 'my library.bib'" in result.stderr
    assert server.asked == []


def test_fresh_and_offline_contradict_each_other(server: ServiceServer) -> None:
    assert add("1811.06965", "--fresh", "--offline").exit_code == 2
    assert server.asked == []


@pytest.mark.parametrize("stdin", ["", " \n"])
def test_an_empty_standard_input_is_a_usage_error(server: ServiceServer, stdin: str) -> None:
    assert add("-", stdin=stdin).exit_code == 2


def test_an_invalid_contact_is_a_usage_error(server: ServiceServer) -> None:
    assert add("1811.06965", "--contact", "me").exit_code == 2


# ---------------------------------------------------------------- DOIs and titles

CROSSREF = "/crossref/works/10.1000%2Fgpipe.7"


def test_a_paper_is_added_by_its_doi(server: ServiceServer, tmp_path: Path) -> None:
    server.answer(CROSSREF, crossref_answer(crossref_work()))
    result = add("https://doi.org/10.1000/GPipe.7")
    assert result.exit_code == 0
    text = (tmp_path / "papers" / FILE).read_text("utf-8")
    assert "doi: 10.1000/gpipe.7" in text
    assert "venue: Advances in Invented Systems" in text
    assert "file: crossref-10.1000%2Fgpipe.7.json" in text


def test_a_preprint_and_its_publication_are_one_paper(
    server: ServiceServer, tmp_path: Path
) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry(doi="10.1000/gpipe.7")))
    server.answer(CROSSREF, crossref_answer(crossref_work()))
    result = add("1811.06965")
    assert result.exit_code == 0
    assert "1 paper new" in result.stdout
    text = (tmp_path / "papers" / FILE).read_text("utf-8")
    assert "published: 2018-11-16" in text
    assert "issued: 2019-12-08" in text


def test_sources_that_differ_are_reported(server: ServiceServer, tmp_path: Path) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry(doi="10.1000/gpipe.7")))
    server.answer(CROSSREF, crossref_answer(crossref_work(title="GPipe, Revisited")))
    result = add("1811.06965")
    assert "crossref-10.1000%2Fgpipe.7.json:1: warning[disagreement]" in result.stderr
    assert "this source says 'GPipe, Revisited'" in result.stderr


def test_a_second_opinion_is_asked_for_by_name(server: ServiceServer) -> None:
    server.answer(GPIPE, arxiv_feed(arxiv_entry()))
    server.answer("/openalex/works/doi:10.48550/arXiv.1811.06965", openalex_work(doi=None))
    result = add("1811.06965", "--also", "openalex")
    assert result.exit_code == 0
    assert "OpenAlex (openalex-1811.06965.json, 2026-01-05)" in result.stdout


def test_candidates_of_a_title_have_a_command_each(server: ServiceServer, tmp_path: Path) -> None:
    path = "/crossref/works?query.bibliographic=GPipe%20Efficient%20Training&rows=5"
    hostile = crossref_work(title="GPipe \x1b[2J Revisited")
    server.answer(path, crossref_search(crossref_work("10.1000/gpipe(7)"), hostile))
    result = add("GPipe: Efficient Training")
    assert result.exit_code == 1
    assert "reading-list add 'doi:10.1000/gpipe(7)'  # GPipe" in result.stdout
    assert "\x1b" not in result.output
    assert added(tmp_path) == set()


# ---------------------------------------------------------------- import leads here


@pytest.mark.parametrize(
    "text", ["1811.06965\n", "- https://arxiv.org/abs/1811.06965\n\n* 10.1145/3341301\n"]
)
def test_import_of_identifiers_names_the_command(
    server: ServiceServer, tmp_path: Path, text: str
) -> None:
    (tmp_path / "my ids.txt").write_text(text, "utf-8")
    result = run("import", "my ids.txt")
    assert result.exit_code == 1
    assert "my ids.txt:1: error[only-identifiers]" in result.stderr
    assert "reading-list add - < 'my ids.txt'" in result.stderr
    assert server.asked == []
    assert "reading-list add -" in run("import", "-", stdin=text).stderr


def test_import_of_an_identifier_in_place_of_a_file_names_the_command(
    server: ServiceServer,
) -> None:
    result = run("import", "https://doi.org/10.1016/0004-3702(81)90024-2")
    assert result.exit_code == 2
    assert "reading-list add 'doi:10.1016/0004-3702(81)90024-2'" in result.stderr
